//! Roll-out: cohorts over time, all figures by hand.

use super::super::*;
use crate::framework::{FileFormat, Framework};
use crate::observe::testing::observations;

/// Three pilots, a second wave, and units of no wave, of which one has no first value.
const DATA: &str = "unit,period,a\n\
    vinh,2022,20\ncua-lo,2022,30\nhoang-mai,2022,40\nx,2022,10\ny,2022,20\nr,2022,10\n\
    vinh,2023,35\ncua-lo,2023,40\nhoang-mai,2023,60\nx,2023,15\ny,2023,20\nr,2023,12\ns,2023,50\n\
    vinh,2024,50\ncua-lo,2024,45\nr,2024,15\n";

fn framework(waves: &[(&str, &str)]) -> Framework {
    let units: Vec<String> = ["vinh", "cua-lo", "hoang-mai", "x", "y", "r", "s"]
        .iter()
        .map(|code| match waves.iter().find(|(unit, _)| unit == code) {
            Some((_, wave)) => format!("{{ code = '{code}', attributes = {{ wave = '{wave}' }} }}"),
            None => format!("{{ code = '{code}' }}"),
        })
        .collect();
    let text = format!(
        "code = 't'\ntitle = 'T'\n[register]\nunit = [{}]\n[[indicator]]\ncode = 'a'\n",
        units.join(", ")
    );
    Framework::parse(&text, FileFormat::Toml).unwrap()
}

fn followed(waves: &[(&str, &str)], as_of: &str) -> Vec<CohortPeriod> {
    let framework = framework(waves);
    let observations = observations(&framework, DATA);
    let item = framework.find("a").unwrap();
    let panel = Panel::observed(&observations, item, as_of.parse().unwrap());
    cohorts(&panel, observations.units(), "wave")
}

fn of<'a>(all: &'a [CohortPeriod], cohort: Option<&str>, year: i32) -> &'a CohortPeriod {
    let mut all = all.iter();
    all.find(|one| one.cohort.as_deref() == cohort && one.period.year() == year).unwrap()
}

const WAVES: [(&str, &str); 5] =
    [("vinh", "1 pilot"), ("cua-lo", "1 pilot"), ("hoang-mai", "1 pilot"), ("x", "2"), ("y", "2")];

#[test]
fn pilots_the_second_wave_and_the_rest() {
    let all = followed(&WAVES, "2024-12-31");
    let order: Vec<_> = all.iter().map(|one| (one.cohort.as_deref(), one.period.year())).collect();
    // The second wave has no value of 2024.
    assert_eq!(
        order,
        [
            (Some("1 pilot"), 2022),
            (Some("1 pilot"), 2023),
            (Some("1 pilot"), 2024),
            (Some("2"), 2022),
            (Some("2"), 2023),
            (None, 2022),
            (None, 2023),
            (None, 2024),
        ]
    );
    // 20, 30, 40 and then 35, 40, 60: +15, +10, +20. The rest went from 10 to 12.
    let pilots = of(&all, Some("1 pilot"), 2022);
    assert_eq!((pilots.units, pilots.observed), (3, 3));
    assert_eq!((pilots.mean, pilots.median, pilots.least, pilots.most), (30.0, 30.0, 20.0, 40.0));
    assert_eq!((pilots.change, pilots.against_rest), (Some(0.0), Some(0.0)));
    let pilots = of(&all, Some("1 pilot"), 2023);
    assert_eq!((pilots.mean, pilots.median, pilots.least, pilots.most), (45.0, 40.0, 35.0, 60.0));
    assert_eq!((pilots.change, pilots.against_rest), (Some(15.0), Some(13.0)));
    // 5 and 0 are 2.5 on average, half a point more than the rest.
    let second = of(&all, Some("2"), 2023);
    assert_eq!((second.mean, second.change, second.against_rest), (17.5, Some(2.5), Some(0.5)));
    // The unit without a first value counts for the mean, not for the change.
    let rest = of(&all, None, 2023);
    assert_eq!((rest.units, rest.observed, rest.mean), (2, 2, 31.0));
    assert_eq!((rest.change, rest.against_rest), (Some(2.0), None));
    // Of 2024 two pilots are known: 50 and 45, +30 and +15; the rest +5.
    let pilots = of(&all, Some("1 pilot"), 2024);
    assert_eq!((pilots.units, pilots.observed, pilots.mean, pilots.median), (3, 2, 47.5, 47.5));
    assert_eq!((pilots.change, pilots.against_rest), (Some(22.5), Some(17.5)));
}

/// Where every unit has a cohort the last one, by name, is what the others are compared with; one
/// cohort alone is compared with nothing.
#[test]
fn the_last_cohort_stands_for_the_rest() {
    let mut waves = WAVES.to_vec();
    waves.extend([("r", "3"), ("s", "3")]);
    let all = followed(&waves, "2023-12-31");
    assert_eq!(of(&all, Some("1 pilot"), 2023).against_rest, Some(13.0));
    assert_eq!(of(&all, Some("3"), 2023).against_rest, None);
    assert!(all.iter().all(|one| one.period.year() < 2024), "what had not ended by the day");
    let everyone: Vec<(&str, &str)> = ["vinh", "cua-lo", "hoang-mai", "x", "y", "r", "s"]
        .into_iter()
        .map(|unit| (unit, "1"))
        .collect();
    let all = followed(&everyone, "2023-12-31");
    assert_eq!(all.len(), 2);
    // 20, 30, 40, 10, 20, 10 are 130; the changes +15, +10, +20, +5, 0, +2 are 52.
    assert_eq!(all[0].mean, 130.0 / 6.0);
    assert_eq!((all[1].change, all[1].against_rest), (Some(52.0 / 6.0), None));
}

#[test]
fn the_table_of_cohorts() {
    let table = cohorts_table(&followed(&WAVES, "2023-12-31"));
    let names = ["cohort", "period", "units", "observed", "mean", "median", "least", "most"];
    assert_eq!(table.columns[..8], names);
    assert_eq!(table.columns[8..], ["change", "against_rest"]);
    assert_eq!(table.rows.len(), 6);
    assert_eq!(table.rows[1][8..], [Cell::Number(Some(15.0)), Cell::Number(Some(13.0))]);
    assert_eq!(table.rows[5][0], Cell::Text(None));
}
