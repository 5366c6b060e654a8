//! Bands, groups and ranks of indices on their published values.

use super::{assessed, constructed, levels, one, pair, scheme_file};
use chuan::assess::{UnitAssessment, assess};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::text::Lang;
use chuan_tests::{root, rows, shared};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A11: a rank target, lower is better: among the 30 best of 63 provinces (draft of May 2022), by
/// the published ranks of 2022, where Nghệ An is 52nd.
#[test]
fn a11_among_the_thirty_best() {
    let folder = root().join("examples/dti-2022");
    let mut csv = String::from("unit,rank\n");
    let mut wanted = BTreeMap::new();
    for row in rows(&folder.join("ranking.csv")).unwrap() {
        writeln!(csv, "{},{}", row["unit"], row["value"]).unwrap();
        wanted.insert(row["unit"].clone(), row["value"].parse::<f64>().unwrap() <= 30.0);
    }
    let framework = constructed(
        "ranking = []\n[[indicator]]\ncode = 'rank'\nscale = 'rank'\ndirection = 'lower'\n[[scheme]]\ncode = 's'\n\
         level = [{ code = '30', require = [{ criterion = 'rank', rank_at_most = 30 }] }]\n",
    );
    let assessment = assessed(&framework, &csv);
    assert_eq!(assessment.units().len(), 63);
    for unit in assessment.units() {
        assert_eq!(unit.reached().is_some(), wanted[unit.unit_code.as_str()], "{}", unit.unit_code);
    }
    let sentence = one(&assessment, "40", "s").levels[0].requirements[0].sentence(Lang::Vi);
    assert_eq!(sentence, "rank: hạng 52 (yêu cầu đến 30)");
}

#[test]
fn a_benchmark_is_known_and_the_limits_of_groups_are_not() {
    let text = std::fs::read_to_string(root().join("examples/schemes/par-like.toml")).unwrap();
    let register = "[register]\nunit = [{ code = 'p', kind = 'province' }, { code = 'm', kind = 'ministry' }]\n";
    let framework = Framework::parse(&format!("{text}\n{register}"), FileFormat::Toml).unwrap();
    let assessment = assessed(&framework, "unit,index\np,86.98\nm,79.99\n");
    assert_eq!(levels(&assessment, "p", "benchmark"), pair("reached", "reached"));
    assert_eq!(levels(&assessment, "m", "benchmark"), pair("below", "below"));
    assert_eq!(levels(&assessment, "p", "group"), pair("C", "A"));
}

/// Published levels, groups and grades of four indices, on published values.
#[test]
fn bands_of_international_indices() {
    let Some(shared) = shared() else { return };
    let published = shared.join("reference/published");
    let framework = scheme_file("bands");
    let table = |file: &str| rows(&published.join(file)).unwrap();
    let compare = |scheme: &str, header: &str, cases: Vec<(String, String, String)>| {
        let mut csv = format!("unit,{header}\n");
        cases.iter().for_each(|(unit, values, _)| writeln!(csv, "{unit},{values}").unwrap());
        let assessment = assessed(&framework, &csv);
        for (unit, _, wanted) in &cases {
            let result = one(&assessment, unit, scheme);
            let level = result.reached().unwrap();
            assert_eq!(level.label(Lang::En), wanted, "{scheme} of {unit}");
        }
        cases.len()
    };
    let gtmi_values = table("gtmi_groups/inputs.csv");
    let gtmi = gtmi_values
        .iter()
        .zip(table("gtmi_groups/expected.csv"))
        .map(|(row, group)| {
            assert_eq!((&row["unit"], &row["year"]), (&group["unit"], &group["year"]));
            (
                format!("{}-{}", row["unit"], row["year"]),
                row["gtmi"].clone(),
                group["group"].clone(),
            )
        })
        .collect();
    assert_eq!(compare("gtmi", "gtmi", gtmi), 396);
    let bipa = table("bipa_2024/expected_coverage_grades.csv")
        .into_iter()
        .filter(|row| !row["dq_grade"].is_empty())
        .map(|row| {
            (row["unit"].clone(), format!("{},{}", row["x_a"], row["p_m"]), row["dq_grade"].clone())
        })
        .collect();
    assert_eq!(compare("bipa", "x_a,p_m", bipa), 212);
    let hdi: Vec<_> = table("hdi_2022/expected.csv")
        .into_iter()
        .filter(|row| !row["hdi_level"].is_empty() && !row["hdi"].is_empty())
        .map(|row| (row["iso3"].clone(), row["hdi"].clone(), row["hdi_level"].clone()))
        .collect();
    assert!(compare("hdi", "hdi", hdi) > 190);
}

/// EGDI levels are half-open bands on the printed value. The UN E-Government Survey 2022 counts 60
/// countries as very high, 73 as high, 53 as middle and 7 as low.
#[test]
fn levels_of_the_egdi() {
    let Some(shared) = shared() else { return };
    let framework = scheme_file("bands");
    let published = rows(&shared.join("reference/published/egdi_2010_2022/expected.csv")).unwrap();
    let mut csv = String::from("unit,egdi\n");
    let printed = published.iter().filter(|row| row["year"] == "2022" && !row["egdi"].is_empty());
    // The edition of 2022 has names only.
    for (number, row) in printed.enumerate() {
        writeln!(csv, "e{number:03},{}", row["egdi"]).unwrap();
    }
    // The limits themselves belong to the higher level.
    csv += "l0,0.2499\nl1,0.25\nl2,0.4999\nl3,0.5\nl4,0.7499\nl5,0.75\n";
    let assessment = assessed(&framework, &csv);
    let mut counts = BTreeMap::new();
    for result in assessment.units().iter().filter(|result| result.scheme == *"egdi") {
        if result.unit_code.as_str().starts_with('e') {
            *counts.entry(result.reached().unwrap().code.to_string()).or_insert(0) += 1;
        }
    }
    let count = |level: &str| counts.get(level).copied().unwrap_or(0);
    assert_eq!(["very_high", "high", "middle", "low"].map(count), [60, 73, 53, 7]);
    let limits =
        ["l0", "l1", "l2", "l3", "l4", "l5"].map(|unit| levels(&assessment, unit, "egdi").0);
    assert_eq!(limits, ["low", "middle", "middle", "high", "high", "very_high"]);
}

/// Quarters of 63 provinces by share of the places: 16, 16, 15 and 16 (PAPI 2022, public services).
#[test]
fn quarters_of_papi() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("reference/published/papi_2018_2024");
    let groups = rows(&folder.join("expected_quartile_groups.csv")).unwrap();
    let source =
        std::fs::read_to_string(root().join("tests/frameworks/papi-2018-2024.toml")).unwrap();
    let (before, _) = source.split_once("[[scheme]]").unwrap();
    let framework = Framework::parse(
        &format!(
            "{before}\n[[scheme]]\ncode = 'quarter'\nnode = 'C06'\nlevel = [\
             {{ code = 'Low', rank_share_at_most = 100 }}, {{ code = 'Medium Low', rank_share_at_most = 75 }}, \
             {{ code = 'Medium High', rank_share_at_most = 50 }}, {{ code = 'High', rank_share_at_most = 25 }}]\n"
        ),
        FileFormat::Toml,
    );
    let Ok(framework) = framework else { panic!("{:#?}", framework.unwrap_err()) };
    let mut checker = Checker::new(&framework, CheckOptions::default());
    let file = std::fs::File::open(folder.join("inputs.csv")).unwrap();
    checker.read_csv("inputs.csv", file).unwrap();
    let checked = checker.finish();
    let card = chuan::score::score(&framework, &checked.observations);
    let assessment = assess(&framework, &checked.observations, &card);
    for group in groups.iter().filter(|group| group["node"] == "C06") {
        let members: Vec<&UnitAssessment> = assessment
            .units()
            .iter()
            .filter(|unit| unit.scheme == *"quarter")
            .filter(|unit| unit.period.is_some_and(|period| period.to_string() == group["year"]))
            .filter(|unit| {
                unit.reached().is_some_and(|level| level.code == *group["group"].as_str())
            })
            .collect();
        assert_eq!(members.len().to_string(), group["provinces"], "{}", group["group"]);
        let values: Vec<f64> = members.iter().filter_map(|unit| unit.value).collect();
        let (low, high): (f64, f64) =
            (group["lowest"].parse().unwrap(), group["highest"].parse().unwrap());
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert!((least - low).abs() < 1e-4 && (most - high).abs() < 1e-4, "{least} {most}");
    }
}
