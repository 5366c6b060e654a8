use super::super::*;
use super::points;
use crate::framework::spec::TargetSpec;
use crate::framework::{FileFormat, Framework};
use crate::observe::testing::observations;
use crate::recipe::Interval;

pub(super) fn framework(indicators: &str) -> Framework {
    let text = format!("code = \"t\"\ntitle = \"T\"\nranking = []\n{indicators}");
    Framework::parse(&text, FileFormat::Toml).unwrap()
}

pub(super) fn followed(
    indicators: &str,
    csv: &str,
    change: impl FnOnce(&mut TrackOptions),
) -> Vec<Tracked> {
    let framework = framework(indicators);
    let mut options = TrackOptions::new("2024-06-30".parse().unwrap());
    change(&mut options);
    track(&framework, &observations(&framework, csv), &options).targets
}

fn statuses(targets: &[Tracked]) -> Vec<&str> {
    targets.iter().map(|target| target.status.name()).collect()
}

const DATA: &str = "unit,period,a\nx,2020,20\nx,2022,30\nx,2023,40\n";

#[test]
fn every_comparison() {
    let one = |keys: &str| {
        let text = format!(
            "[[indicator]]\ncode = \"a\"\n[[indicator.target]]\nperiod = \"2030\"\n{keys}\n"
        );
        let targets = followed(&text, DATA, |_| {});
        targets[0].goal.unwrap().is_met(targets[0].latest.unwrap().value)
    };
    for (keys, met) in [
        ("value = 40", true),
        ("value = 40.1", false),
        ("compare = \"more_than\"\nvalue = 40", false),
        ("compare = \"more_than\"\nvalue = 39.9", true),
        ("compare = \"at_most\"\nvalue = 40", true),
        ("compare = \"less_than\"\nvalue = 40", false),
        ("compare = \"exactly\"\nvalue = 40", true),
        ("compare = \"range\"\nlow = 40\nhigh = 50", true),
        ("compare = \"range\"\nlow = 41\nhigh = 50", false),
        ("compare = \"rank\"\nvalue = 40\nof = 63", true),
        ("compare = \"rank\"\nvalue = 30\nof = 63", false),
        ("compare = \"count\"\nvalue = 29\nof = 45", true),
    ] {
        assert_eq!(one(keys), met, "{keys}");
    }
}

#[test]
fn a_range_is_read_as_the_setting_says() {
    let indicator = "[[indicator]]\ncode = \"a\"\n[[indicator.target]]\nperiod = \"2030\"\ncompare = \"range\"\nlow = 15\nhigh = 35\n";
    let met = |reading| {
        let targets = followed(indicator, DATA, |options| options.range = reading);
        targets[0].status.name().to_owned()
    };
    assert_eq!(met(RangeReading::Easier), "met");
    assert_eq!(met(RangeReading::Harder), "met");
    // 40 is beyond the upper end; it was inside before, and left.
    assert_eq!(met(RangeReading::Within), "moving_away");
}

#[test]
fn completed_is_yes_or_all() {
    let text = "[[indicator]]\ncode = \"a\"\nscale = \"yes_no\"\n[[indicator.target]]\nperiod = \"2025\"\ncompare = \"completed\"\n[[indicator]]\ncode = \"b\"\nscale = \"percent\"\n[[indicator.target]]\nperiod = \"2025\"\ncompare = \"completed\"\n";
    let targets = followed(text, "unit,period,a,b\nx,2023,có,99.9\n", |_| {});
    assert_eq!(statuses(&targets), ["met", "not_met"]);
}

#[test]
fn status_as_of_a_date() {
    let text = "[[indicator]]\ncode = \"a\"\n[[indicator.target]]\nperiod = \"2023\"\nvalue = 50\n[[indicator.target]]\nperiod = \"2024\"\nvalue = 60\n[[indicator.target]]\nperiod = \"2030\"\nvalue = 100\n";
    let at = |day: &str| {
        let targets = followed(text, DATA, |options| options.as_of = day.parse().unwrap());
        statuses(&targets).join(" ")
    };
    // On the straight path of 20 (2020) to 50 (2023) the value of 2022 is 40, it is 30.
    assert_eq!(at("2023-06-30"), "limited limited moderate");
    assert_eq!(at("2024-01-01"), "missed moderate moderate");
    assert_eq!(at("2025-01-01"), "missed overdue moderate");
    assert_eq!(at("2019-01-01"), "no_data no_data no_data");
}

#[test]
fn the_method_used_is_said() {
    let text =
        "[[indicator]]\ncode = \"a\"\n[[indicator.target]]\nperiod = \"2030\"\nvalue = 100\n";
    let zero =
        followed(text, "unit,period,a\nx,2020,0\nx,2023,40\n", |o| o.rating = Rating::EUROSTAT);
    let pace = zero[0].pace.unwrap();
    assert_eq!(pace.measure, Measure::Path);
    assert_eq!(pace.instead_of, Some((Measure::Cagr, PaceProblem::Zero)));
    let sign =
        followed(text, "unit,period,a\nx,2020,-5\nx,2023,40\n", |o| o.rating = Rating::OPEN_SDG);
    assert_eq!(sign[0].pace.unwrap().instead_of, Some((Measure::Cagr, PaceProblem::Sign)));
    let fine = followed(text, DATA, |o| o.rating = Rating::EUROSTAT);
    assert_eq!((fine[0].pace.unwrap().measure, fine[0].status), (Measure::Cagr, Status::OnTrack));
}

#[test]
fn a_fall_towards_a_lower_target_is_progress() {
    let way = Way { base: (10.0, 0.0), latest: (8.0, 2.0), aim: (2.0, 8.0) };
    let ratio = |measure| pace(measure, &way, &[], Interval::default()).unwrap();
    assert_eq!(ratio(Measure::Path), 1.0);
    let cagr = (0.8_f64.sqrt() - 1.0) / (0.2_f64.powf(0.125) - 1.0);
    assert!((ratio(Measure::Cagr) - cagr).abs() < 1e-12);
    let away = Way { latest: (11.0, 2.0), ..way };
    assert!(pace(Measure::Cagr, &away, &[], Interval::default()).unwrap() < 0.0);
    // Losses that shrink: both growth rates are negative.
    let losses = Way { base: (-10.0, 0.0), latest: (-8.0, 2.0), aim: (-5.0, 8.0) };
    assert!(pace(Measure::Cagr, &losses, &[], Interval::default()).unwrap() > 1.0);
}

#[test]
fn recent_change_looks_back_only_so_far() {
    let series = points(&[(2015, 0.0), (2019, 40.0), (2023, 44.0)]);
    let way = Way { base: (0.0, 2016.0), latest: (44.0, 2024.0), aim: (150.0, 2031.0) };
    let recent = pace(Measure::Recent { years: 4.0 }, &way, &series, Interval::default());
    assert!((recent.unwrap() - 0.1).abs() < 1e-12);
    let all = pace(Measure::Recent { years: 20.0 }, &way, &series, Interval::default());
    assert!((all.unwrap() - 0.55).abs() < 1e-12);
}

#[test]
fn logit_stays_between_the_ends() {
    let percent = Interval { min: Some(0.0), max: Some(100.0) };
    let way = Way { base: (50.0, 0.0), latest: (80.0, 2.0), aim: (90.0, 4.0) };
    let ratio = pace(Measure::Logit, &way, &[], percent).unwrap();
    assert!((ratio - 2.0 * 4_f64.ln() / 9_f64.ln()).abs() < 1e-12);
    let full = Way { aim: (100.0, 4.0), ..way };
    assert_eq!(pace(Measure::Logit, &full, &[], percent), Err(PaceProblem::Bound));
    let series = points(&[(2018, 60.0), (2019, 75.0), (2020, 85.0), (2021, 92.0), (2022, 95.0)]);
    let expected = forecast(&series, 2040.0, 99.0, percent, &ForecastOptions::default()).unwrap();
    assert_eq!(expected.axis.name(), "logit");
    assert!(expected.low > 0.0 && expected.high < 100.0 && expected.low < expected.value);
}

#[test]
fn too_few_values_give_no_forecast_and_say_so() {
    let series = points(&[(2018, 60.0), (2019, 75.0), (2020, 85.0)]);
    let none = forecast(&series, 2025.0, 99.0, Interval::default(), &ForecastOptions::default());
    assert_eq!(none, Err(NoForecast::TooFew { have: 3, need: 4 }));
    assert_eq!(
        none.unwrap_err().sentence(crate::text::Lang::En),
        "no forecast: 3 values, 4 are needed"
    );
    let uneven = points(&[(2018, 6.0), (2019, 7.0), (2021, 8.0), (2022, 9.0)]);
    let damped = ForecastOptions { method: ForecastMethod::DampedTrend, ..Default::default() };
    let none = forecast(&uneven, 2025.0, 99.0, Interval::default(), &damped);
    assert_eq!(none, Err(NoForecast::Uneven));
}

#[test]
fn a_breakdown_is_met_when_every_part_is() {
    let text = "[[node]]\ncode = \"sectors\"\nscored = false\n[[indicator]]\ncode = \"farming\"\nparent = \"sectors\"\n[[indicator]]\ncode = \"trade\"\nparent = \"sectors\"\n[[indicator]]\ncode = \"share\"\nscored = false\n[[indicator.target]]\nperiod = \"2025\"\nvalue = 10\neach = [\"sectors\"]\n";
    let found = |csv: &str| {
        let targets = followed(text, csv, |_| {});
        assert_eq!(targets.len(), 3);
        (targets[0].status.name(), targets[0].parts.unwrap())
    };
    let (status, parts) = found("unit,period,farming,trade\nx,2022,11,12\n");
    assert_eq!((status, parts.met, parts.needed), ("met", 2, 2));
    let (status, parts) = found("unit,period,farming,trade\nx,2022,11,\n");
    assert_eq!((status, parts.met, parts.unknown), ("no_data", 1, 1));
    let (status, _) = found("unit,period,farming,trade\nx,2021,1,12\nx,2022,2,12\n");
    assert_eq!(status, "limited");
}

#[test]
fn thresholds_by_class_of_unit_and_units_that_are_not_listed() {
    let text = "[register]\nunit = [{ code = \"p\", kind = \"province\" }, { code = \"d\", kind = \"district\" }]\n[[indicator]]\ncode = \"a\"\n[[indicator.target]]\nperiod = \"2030\"\nvalue = 100\nwhere = { kind = \"province\" }\n[[indicator.target]]\nperiod = \"2030\"\nvalue = 95\nwhere = { kind = \"district\" }\n[[indicator.target]]\nperiod = \"2030\"\nvalue = 85\nwhere = { kind = \"commune\" }\n";
    let targets = followed(text, "unit,period,a\np,2023,96\nd,2023,96\n", |_| {});
    assert_eq!(statuses(&targets), ["not_met", "met", "no_unit"]);
}

#[test]
fn a_target_has_a_history() {
    let text = "[[indicator]]\ncode = \"a\"\n[[indicator.target]]\nperiod = \"2025\"\nvalue = 60\nhistory = [{ on = 2022-05-28, stage = \"questioned\", value = 60 }, { on = 2022-08-05, stage = \"decided\", value = 35 }]\n";
    let at = |day: &str| followed(text, DATA, |o| o.as_of = day.parse().unwrap())[0].clone();
    assert_eq!(at("2022-01-01").status, Status::NotSet);
    assert_eq!(at("2022-06-30").goal, Some(Goal::AtLeast(60.0)));
    let later = at("2024-06-30");
    assert_eq!((later.goal, later.status), (Some(Goal::AtLeast(35.0)), Status::Met));
}

#[test]
fn stress_says_how_many_have_ever_been_so_fast() {
    // Paces over two years: x +10 and +10 a year, y 5, z 1.
    let text = "[[indicator]]\ncode = \"a\"\n[[indicator.target]]\nperiod = \"2025\"\nvalue = 48\n";
    let csv = "unit,period,a\nx,2021,20\nx,2022,30\nx,2023,40\ny,2021,20\ny,2022,20\ny,2023,30\nz,2021,30\nz,2022,31\nz,2023,32\n";
    let targets = followed(text, csv, |_| {});
    let z = targets[2].stress.clone().unwrap();
    assert_eq!((z.demanded, z.window, z.units, z.managed), (8.0, 2.0, 3, 1));
    assert!((z.percentile - 200.0 / 3.0).abs() < 1e-9);
    assert_eq!(z.reach[0].value, 32.0 + 2.0 * 5.0);
    assert_eq!(z.reach.map(|reach| reach.meets), [false, false, true]);
}

#[test]
fn targets_must_be_complete() {
    let wrong = |keys: &str| {
        let text = format!(
            "code = \"t\"\ntitle = \"T\"\n[[indicator]]\ncode = \"a\"\nbaseline = {{ value = 1 }}\n[[indicator.target]]\nperiod = \"2025\"\n{keys}\n"
        );
        Framework::parse(&text, FileFormat::Toml)
            .err()
            .map(|findings| findings.iter().next().unwrap().code())
    };
    assert_eq!(wrong("value = 1"), None);
    for keys in [
        "compare = \"completed\"\nvalue = 1",
        "compare = \"rank\"\nvalue = 30\nof = 20",
        "value = 1\nof = 3",
        "value = 1\neach = [\"nothing\"]",
        "value = 1\nhistory = [{ on = 2023-01-01, stage = \"decided\" }, { on = 2022-01-01, stage = \"proposed\" }]",
    ] {
        assert_eq!(wrong(keys), Some("FWK-043"), "{keys}");
    }
    let _: TargetSpec = serde_json::from_str(r#"{"period": "2025", "value": 1}"#).unwrap();
}
