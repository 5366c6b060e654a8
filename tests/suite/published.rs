//! Published indices, expressed as ordinary framework files, come out as their publishers printed
//! them. Tolerances are those that the publishers' own rounding leaves.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan_tests::{Run, beside, root, rows, run, shared};
use std::collections::BTreeMap;
use std::path::PathBuf;

type Row = BTreeMap<String, String>;

fn framework(name: &str) -> PathBuf {
    root().join("tests/frameworks").join(name)
}

fn number(row: &Row, column: &str) -> Option<f64> {
    let text = row.get(column).unwrap_or_else(|| panic!("no column {column}"));
    (!text.is_empty() && text != "NA").then(|| text.parse().unwrap())
}

#[track_caller]
fn close(got: Option<f64>, wanted: f64, tolerance: f64, what: &str) {
    let got = got.unwrap_or_else(|| panic!("{what}: no score, published {wanted}"));
    assert!((got - wanted).abs() <= tolerance, "{what}: {got}, published {wanted}");
}

#[track_caller]
fn clean(run: &Run) {
    assert_eq!(run.errors(), Vec::<String>::new());
}

/// dti.gov.vn, ranking of 2022: totals rest on indices that are printed with four decimals.
#[test]
fn dti_2022_totals_and_ranks() {
    let folder = root().join("examples/dti-2022");
    let file = folder.join("framework.toml");
    let result = run(&file, &[folder.join("observations.csv")]).unwrap();
    clean(&result);
    let published = rows(&folder.join("published.csv")).unwrap();
    let mut compared = 0;
    for row in &published {
        let (unit, value) = (&row["unit"], number(row, "value").unwrap());
        if row["indicator"] == "total_published" {
            close(result.score(unit, "dti", Some("2022")), value, 0.00006, unit);
            compared += 1;
        } else {
            assert_eq!(result.rank(unit, "dti", Some("2022")), Some(value), "{unit}");
        }
    }
    assert_eq!(compared, 5);
}

#[test]
fn dti_2022_ranking_has_nghe_an_52nd_of_63() {
    let folder = root().join("examples/dti-2022");
    let result = run(&folder.join("framework.toml"), &[folder.join("ranking.csv")]).unwrap();
    clean(&result);
    assert_eq!(result.score("40", "rank_published", Some("2022")), Some(52.0));
    let ranks: Vec<f64> = result
        .card
        .units()
        .iter()
        .filter_map(|unit| result.score(unit.code.as_str(), "rank_published", Some("2022")))
        .collect();
    assert_eq!(ranks.len(), 63);
    let of = |rank: f64| ranks.iter().filter(|other| **other == rank).count();
    assert_eq!((of(15.0), of(16.0), of(17.0)), (2, 0, 1));
}

/// The structure and the five rows are those of the reference tables.
#[test]
fn dti_2022_example_agrees_with_the_reference() {
    let Some(shared) = shared() else { return };
    let folder = root().join("examples/dti-2022");
    let result = run(&folder.join("framework.toml"), &[folder.join("observations.csv")]).unwrap();
    let vietnam = shared.join("reference/vietnam");
    for row in rows(&vietnam.join("dti_2022_provincial_detail_top5.csv")).unwrap() {
        for (index, value) in row
            .iter()
            .filter(|(name, _)| !["province_code", "pdti_published"].contains(&name.as_str()))
        {
            let got = result.score(&row["province_code"], index, Some("2022"));
            assert_eq!(got, Some(value.parse().unwrap()), "{index}");
        }
    }
    for row in rows(&vietnam.join("dti_framework_922_2022.csv")).unwrap() {
        let id = result.framework.find(&row["main_index_en"]).unwrap();
        let item = result.framework.item(id).unwrap();
        assert_eq!(item.points, number(&row, "max_points"), "{}", item.code);
        assert_eq!(item.scored, row["scored"] == "yes", "{}", item.code);
        assert_eq!(item.name.as_ref().unwrap().get(chuan::text::Lang::Vi), row["main_index_vi"]);
    }
}

#[test]
fn dti_2020_bac_ninh() {
    let Some(shared) = shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.csv");
    let points = rows(&shared.join("reference/vietnam/dti_published_points.csv")).unwrap();
    let row = points.iter().find(|row| row["year"] == "2020" && row["province_code"] == "27");
    let row = row.unwrap();
    let cells = ["digital_government", "digital_economy", "digital_society"];
    let text = format!(
        "unit,period,{}\n27,2020,{}\n",
        cells.join(","),
        cells.map(|cell| row[cell].clone()).join(",")
    );
    std::fs::write(&data, text).unwrap();
    let result = run(&framework("dti-2020.toml"), &[data]).unwrap();
    clean(&result);
    let root = result.framework.rankings()[0].node.to_string();
    // Printed with four decimals from pillars that are printed with four.
    close(
        result.score("27", &root, Some("2020")),
        number(row, "value").unwrap(),
        0.00005,
        "Bắc Ninh",
    );
}

/// 252 rows: total = 10 × weighted mean; tiers by the cut-offs of the year.
#[test]
fn pci_2013_to_2016() {
    let Some(shared) = shared() else { return };
    let data = shared.join("reference/vietnam/pci_2013_2016.csv");
    let result = run(&framework("pci-2013-2016.toml"), std::slice::from_ref(&data)).unwrap();
    clean(&result);
    let node = result.framework.rankings()[0].node.to_string();
    let scheme = result.framework.schemes()[0].code.to_string();
    let rows = rows(&data).unwrap();
    assert_eq!(rows.len(), 252);
    for row in &rows {
        let (unit, year) = (&row["province_code"], Some(row["year"].as_str()));
        let what = format!("{unit} {year:?}");
        close(result.score(unit, &node, year), number(row, "pci_published").unwrap(), 1e-4, &what);
        assert_eq!(result.rank(unit, &node, year), number(row, "rank_published"), "{what}");
        assert_eq!(
            result.level(unit, &scheme, year),
            Some(row["tier_published"].clone()),
            "{what}"
        );
    }
}

/// 63 rows of raw survey values: reversed min-max to 1..10, groups weighted 34/33/33.
#[test]
fn pci_2013_policy_bias() {
    let Some(shared) = shared() else { return };
    let data = shared.join("reference/vietnam/pci_2013_policy_bias_raw.csv");
    let result = run(&framework("pci-2013-policy-bias.toml"), std::slice::from_ref(&data)).unwrap();
    clean(&result);
    let node = result.framework.rankings()[0].node.to_string();
    let rows = rows(&data).unwrap();
    assert_eq!(rows.len(), 63);
    for row in &rows {
        let unit = &row["province_code"];
        let published = number(row, "sub_index_published").unwrap();
        close(result.score(unit, &node, None), published, 1.1e-6, unit);
    }
}

/// Totals and ranks of Nghệ An as published; provinces without a dimension have no total.
#[test]
fn papi_2019_to_2024() {
    let Some(shared) = shared() else { return };
    let vietnam = shared.join("reference/vietnam");
    let data = vietnam.join("papi_2019_2024.csv");
    let result = run(&framework("papi-2019-2024.toml"), std::slice::from_ref(&data)).unwrap();
    clean(&result);
    let node = result.framework.rankings()[0].node.to_string();
    let mut compared = 0;
    for row in rows(&vietnam.join("nghe_an_index_ranks.csv")).unwrap() {
        if row["index"] == "PAPI" {
            let year = Some(row["year"].as_str());
            assert_eq!(result.rank("40", &node, year), number(&row, "rank"), "{year:?}");
            if let Some(value) = number(&row, "value") {
                close(result.score("40", &node, year), value, 0.005, "Nghệ An");
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 3);
    let mut without = 0;
    for row in rows(&data).unwrap() {
        let whole = |dimension: u32| {
            let parts = row.iter().filter(|(name, _)| name.starts_with(&format!("{dimension}.")));
            parts.clone().any(|(_, value)| !value.is_empty())
        };
        let expected = (1..=8).all(whole);
        let got = result.score(&row["province_code"], &node, Some(&row["year"])).is_some();
        assert_eq!(got, expected, "{} {}", row["province_code"], row["year"]);
        without += usize::from(!expected);
    }
    assert!(without > 0, "some provinces are withheld in some years");
}

/// Press figures (some truncated: one unit of the printed digit) and the four groups of 2022.
#[test]
fn papi_2018_to_2024() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("reference/published/papi_2018_2024");
    let result = run(&framework("papi-2018-2024.toml"), &[folder.join("inputs.csv")]).unwrap();
    clean(&result);
    let names: BTreeMap<String, String> = rows(&folder.join("inputs.csv"))
        .unwrap()
        .into_iter()
        .map(|row| (row["name"].clone(), row["unit"].clone()))
        .collect();
    for row in rows(&folder.join("expected_press.csv")).unwrap() {
        let unit = &names[&row["name"]];
        let digits = number(&row, "decimals").unwrap();
        close(
            result.score(unit, &row["node"], Some(&row["year"])),
            number(&row, "published").unwrap(),
            10f64.powf(-digits) * (1.0 + 1e-9),
            &format!("{} {}", row["name"], row["node"]),
        );
    }
    let scheme = result.framework.schemes()[0].clone();
    let node = scheme.node.unwrap().to_string();
    for row in rows(&folder.join("expected_quartile_groups.csv")).unwrap() {
        let mut values: Vec<f64> = names
            .values()
            .filter(|unit| {
                let results = result.assessment.units().iter();
                results
                    .filter(|r| r.unit_code == ***unit && r.scheme == scheme.code)
                    .filter(|r| r.period.is_some_and(|p| p.to_string() == row["year"]))
                    .any(|r| {
                        r.reached().is_some_and(|level| {
                            level
                                .name
                                .as_ref()
                                .is_some_and(|n| n.spellings().any(|s| s == row["group"]))
                        })
                    })
            })
            .filter_map(|unit| result.score(unit, &node, Some(&row["year"])))
            .collect();
        values.sort_by(f64::total_cmp);
        let what = &row["group"];
        assert_eq!(values.len() as f64, number(&row, "provinces").unwrap(), "{what}");
        // Limits are printed with four decimals.
        close(values.first().copied(), number(&row, "lowest").unwrap(), 0.00005, what);
        close(values.last().copied(), number(&row, "highest").unwrap(), 0.00005, what);
    }
}

/// Every published column of 2022, to the printed digit.
#[test]
fn hdi_2022() {
    let Some(shared) = shared() else { return };
    let source = shared.join("reference/published/hdi_2022");
    let folder = tempfile::tempdir().unwrap();
    let inputs = source.join("inputs.csv");
    let file =
        beside(&framework("hdi-2022.toml"), std::slice::from_ref(&inputs), folder.path()).unwrap();
    let result = run(&file, &[inputs]).unwrap();
    clean(&result);
    let (mut scores, mut ranks, mut levels) = (0, 0, 0);
    for row in rows(&source.join("expected.csv")).unwrap() {
        let unit = &row["iso3"];
        for (column, node, tolerance) in [
            ("hdi", "hdi", 1e-12),
            ("gdi", "gdi", 1e-12),
            ("ihdi", "ihdi", 1e-12),
            ("hdi_f", "hdi_f", 1e-8),
            ("hdi_m", "hdi_m", 1e-8),
            ("coef_ineq", "coef_ineq", 1e-8),
            ("loss", "loss", 1e-8),
        ] {
            if let Some(published) = number(&row, column) {
                close(
                    result.shown(unit, node, None),
                    published,
                    tolerance,
                    &format!("{unit} {column}"),
                );
                scores += 1;
            }
        }
        assert_eq!(result.rank(unit, "hdi", None), number(&row, "hdi_rank"), "{unit}");
        ranks += usize::from(number(&row, "hdi_rank").is_some());
        if number(&row, "hdi_rank").is_some() {
            assert_eq!(
                result.level(unit, "hdi_level", None).as_ref(),
                Some(&row["hdi_level"]),
                "{unit}"
            );
            levels += 1;
        }
        if let (Some(group), true) = (number(&row, "gdi_group"), number(&row, "hdi_rank").is_some())
        {
            let got = result.level(unit, "gdi_group", None);
            assert_eq!(got, Some(group.to_string()), "{unit}");
        }
    }
    assert!(scores > 1_200 && ranks > 190 && levels > 190, "{scores} {ranks} {levels}");
}

/// 6,171 values of 1990 to 2022, to three decimals.
#[test]
fn hdi_1990_to_2022() {
    let Some(shared) = shared() else { return };
    let source = shared.join("reference/published/hdi_2022");
    let folder = tempfile::tempdir().unwrap();
    let tables = [source.join("inputs.csv")];
    let file = beside(&framework("hdi-2022.toml"), &tables, folder.path()).unwrap();
    let data = source.join("timeseries_hdi.csv");
    let result = run(&file, std::slice::from_ref(&data)).unwrap();
    clean(&result);
    let rows = rows(&data).unwrap();
    let mut compared = 0;
    for row in &rows {
        let (unit, year) = (&row["iso3"], Some(row["year"].as_str()));
        let what = format!("{unit} {year:?}");
        match number(row, "hdi") {
            Some(published) => {
                close(result.shown(unit, "hdi", year), published, 1e-12, &what);
                compared += 1;
            }
            // Some rows are whole and yet have no published value; an incomplete one has none.
            None if ["le", "eys", "mys", "gnipc"].iter().all(|c| number(row, c).is_some()) => {}
            None => assert_eq!(result.shown(unit, "hdi", year), None, "{what}"),
        }
    }
    assert_eq!(compared, 6_171);
}

/// Weights and rules changed between editions, so an edition is a framework.
#[test]
fn egdi_2010_to_2022() {
    let Some(shared) = shared() else { return };
    let source = shared.join("reference/published/egdi_2010_2022");
    let expected = rows(&source.join("expected.csv")).unwrap();
    let mut compared = 0;
    for (file, editions) in [
        ("egdi-2010.toml", vec![("2010", 1e-5)]),
        ("egdi-2012.toml", vec![("2012", 1e-5)]),
        ("egdi-2014-2016.toml", vec![("2014", 3e-5), ("2016", 1e-5)]),
        ("egdi-2018-2022.toml", vec![("2018", 5e-5), ("2022", 1e-4)]),
    ] {
        let result = run(&framework(file), &[source.join("inputs.csv")]).unwrap();
        clean(&result);
        let node = result.framework.rankings()[0].node.to_string();
        for (year, tolerance) in editions {
            for row in expected.iter().filter(|row| row["year"] == year) {
                // Units that lack a component get no score; the publisher prints zero for some.
                let Some(got) = result.score(&row["name"], &node, Some(year)) else { continue };
                let what = format!("{} {year}", row["name"]);
                close(Some(got), number(row, "egdi").unwrap(), tolerance, &what);
                let rank = result.rank(&row["name"], &node, Some(year));
                assert_eq!(rank, number(row, "rank"), "{what}");
                compared += 1;
            }
        }
    }
    assert!(compared > 1_140, "{compared}");
}

/// 396 groups from unrounded scores.
#[test]
fn gtmi_groups() {
    let Some(shared) = shared() else { return };
    let source = shared.join("reference/published/gtmi_groups");
    let result = run(&framework("gtmi.toml"), &[source.join("inputs.csv")]).unwrap();
    clean(&result);
    let scheme = result.framework.schemes()[0].code.to_string();
    let expected = rows(&source.join("expected.csv")).unwrap();
    assert_eq!(expected.len(), 396);
    for row in &expected {
        let level = result.level(&row["unit"], &scheme, Some(&row["year"]));
        assert_eq!(level.as_ref(), Some(&row["group"]), "{} {}", row["unit"], row["year"]);
    }
}
