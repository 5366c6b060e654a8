//! Following over time, on real panels: ranks as the press printed them, figures as scipy 1.17.1 and
//! numpy have them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::observe::Observations;
use chuan::recipe::Direction;
use chuan::text::Lang;
use chuan::track::{Panel, Status, TrackOptions, positions, theil_sen, track};
use chuan_tests::{root, run, shared};

fn published(name: &str) -> Option<std::path::PathBuf> {
    Some(shared()?.join("reference/published").join(name))
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} {expected}");
}

fn observed(framework: &Framework, csv: &str) -> Observations {
    let mut checker = Checker::new(framework, CheckOptions::default());
    checker.read_csv("data.csv", csv.as_bytes()).unwrap();
    let checked = checker.finish();
    assert!(!checked.findings.has_errors());
    checked.observations
}

/// Nghệ An on PAPI: 17th in 2019 with 44.72 (baonghean.vn/en, 10212759), 15th in 2021 and 17th in
/// 2022 (baonghean.vn, post272462 and post268182).
#[test]
fn nghe_an_stands_on_papi_where_the_press_has_it() {
    let Some(folder) = published("papi_2018_2024") else { return };
    let file = root().join("tests/frameworks/papi-2018-2024.toml");
    let result = run(&file, &[folder.join("inputs.csv")]).unwrap();
    let total = result.framework.find("total").unwrap();
    let panel = Panel::scored(&result.card, total, "2025-12-31".parse().unwrap());
    let nghe_an = result.card.unit("P27").unwrap();
    let all = positions(&panel, nghe_an, |_| true, Direction::Higher);
    let rank = |year: i32| all.iter().find(|one| one.period.year() == year).unwrap().rank;
    assert_eq!((rank(2019), rank(2021), rank(2022)), (17, 15, 17));
    let of_2019 = all.iter().find(|one| one.period.year() == 2019).unwrap();
    assert_eq!((of_2019.value * 100.0).round(), 4472.0);
    assert_eq!(of_2019.among, 63);
}

const HDI: &str = r#"
    code = "hdi"
    title = "HDI over time"
    ranking = []
    [data.columns]
    iso3 = "unit"
    year = "period"
    [[indicator]]
    code = "hdi"
    range = { min = 0, max = 1 }
    required = false
    [[indicator.target]]
    period = "2030"
    value = 0.8
"#;

fn hdi() -> Option<String> {
    let path = published("hdi_2022")?.join("timeseries_hdi.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let mut text = "iso3,year,hdi\n".to_owned();
    for row in reader.records() {
        let row = row.unwrap();
        if !row[6].is_empty() {
            text.push_str(&format!("{},{},{}\n", &row[0], &row[1], &row[6]));
        }
    }
    Some(text)
}

#[test]
fn a_stress_test_on_thirty_years_of_the_hdi() {
    let Some(csv) = hdi() else { return };
    let framework = Framework::parse(HDI, FileFormat::Toml).unwrap();
    let observations = observed(&framework, &csv);
    let tracking =
        track(&framework, &observations, &TrackOptions::new("2023-12-31".parse().unwrap()));
    let of = |code: &str| {
        let unit = |target: &&chuan::track::Tracked| {
            tracking.unit(target).is_some_and(|unit| unit.code == *code)
        };
        tracking.targets.iter().find(unit).unwrap()
    };
    let vietnam = of("VNM");
    let stress = vietnam.stress.as_ref().unwrap();
    assert_eq!((stress.axis.name(), stress.paces), ("logit", 4546));
    assert_eq!((stress.units, stress.managed), (203, 52));
    near(stress.demanded, 0.051484056585395635);
    near(stress.percentile, 92.96084469863617);
    for (reach, expected) in
        stress.reach.iter().zip([0.7661886006523599, 0.7796481001479068, 0.7938269250958665])
    {
        near(reach.value, expected);
        assert!(!reach.meets);
    }
    assert_eq!(of("CHE").status, Status::Met);
    let forecast = vietnam.forecast.as_ref().unwrap();
    assert!(forecast.low < forecast.value && forecast.value < forecast.high);
    let said = vietnam.sentences("", Lang::Vi).join(" ");
    assert!(said.contains("52 trên 203 đơn vị từng đạt"), "{said}");
}

/// Access to portals of e-government (PAPI, sub-dimension 8.1) of Nghệ An from 0.44 in 2024 to 0.6 in 2027, set
/// against all windows of three years of the 63 provinces; the target is made up, the figures are those
/// of numpy 2.
#[test]
fn a_stress_test_on_the_panel_of_papi() {
    let Some(folder) = published("papi_2018_2024") else { return };
    let mut csv = "unit,period,portal\n".to_owned();
    for row in chuan_tests::rows(&folder.join("inputs.csv")).unwrap() {
        csv.push_str(&format!("{},{},{}\n", row["unit"], row["year"], row["SC81"]));
    }
    let framework = "code = 'papi'\ntitle = 'PAPI'\nranking = []\n[[indicator]]\ncode = 'portal'\n\
                     required = false\ntarget = [{ period = '2027', value = 0.6 }]\n";
    let framework = Framework::parse(framework, FileFormat::Toml).unwrap();
    let options = TrackOptions::new("2025-06-30".parse().unwrap());
    let tracking = track(&framework, &observed(&framework, &csv), &options);
    let is_nghe_an = |target: &&chuan::track::Tracked| {
        tracking.unit(target).is_some_and(|unit| unit.code == *"P27")
    };
    let stress = tracking.targets.iter().find(is_nghe_an).unwrap().stress.as_ref().unwrap();
    assert_eq!((stress.paces, stress.units, stress.managed), (247, 63, 13));
    near(stress.demanded, 0.05305682833333333);
    near(stress.percentile, 93.52226720647774);
    let expected = [0.47167685600000003, 0.519841447, 0.5727091962];
    for (reach, expected) in stress.reach.iter().zip(expected) {
        near(reach.value, expected);
        assert!(!reach.meets);
    }
}

/// `scipy.stats.theilslopes` on Viet Nam's HDI from 2010 on, at 95 percent.
#[test]
fn the_slope_of_a_real_series_is_that_of_scipy() {
    let Some(csv) = hdi() else { return };
    let framework = Framework::parse(HDI, FileFormat::Toml).unwrap();
    let observations = observed(&framework, &csv);
    let item = framework.find("hdi").unwrap();
    let panel = Panel::observed(&observations, item, "2023-12-31".parse().unwrap());
    let vietnam = observations.units().iter().position(|unit| unit.code == *"VNM").unwrap();
    let series: Vec<_> =
        panel.series(vietnam).into_iter().filter(|point| point.period.year() >= 2010).collect();
    let times: Vec<f64> = series.iter().map(|point| f64::from(point.period.year())).collect();
    let values: Vec<f64> = series.iter().map(|point| point.value).collect();
    let line = theil_sen(&times, &values, 0.95).unwrap();
    near(line.slope, 0.0043333333333333);
    near(line.intercept, -8.033999999999933);
    near(line.low, 0.0040000000000000036);
    near(line.high, 0.0046666666666666705);
}

/// What was asked of the province's targets, and what became known of them later.
#[test]
fn the_targets_of_nghe_an() {
    let folder = root().join("examples/digital-nghe-an");
    let result = run(&folder.join("framework.toml"), &[folder.join("observations.csv")]).unwrap();
    let at = |day: &str| {
        track(
            &result.framework,
            &result.checked.observations,
            &TrackOptions::new(day.parse().unwrap()),
        )
    };
    let status = |day: &str, code: &str| {
        let tracking = at(day);
        let item = result.framework.find(code).unwrap();
        tracking.targets.iter().find(|target| target.item == item).unwrap().status
    };
    assert_eq!(status("2025-10-01", "goals_economy"), Status::NotMet);
    assert_eq!(status("2025-10-01", "goals_government"), Status::Met);
    assert_eq!(status("2025-10-01", "goals_society"), Status::Met);
    assert_eq!(status("2022-05-27", "households_shopping_online"), Status::NotSet);
    assert_eq!(status("2022-06-30", "households_shopping_online"), Status::NoData);
}
