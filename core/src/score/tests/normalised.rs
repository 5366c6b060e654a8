//! Scorers that are normalisations of whole columns.

use super::*;

fn with(scorer: &str, rest: &str) -> Framework {
    framework(&format!("[[indicator]]\ncode = 'a'\nscorer = {scorer}\n{rest}"))
}

fn of(scorer: &str, rest: &str, csv: &str) -> (Vec<Option<f64>>, Vec<&'static str>) {
    let framework = with(scorer, rest);
    let card = score(&framework, &observe(&framework, csv));
    let scores = card.period(None).unwrap().score(id(&framework, "a")).iter().collect();
    (scores, codes(&card))
}

const DATA: &str = "unit,a\n1,10\n2,20\n3,40\n";
const LOWER: &str = "direction = 'lower'";

#[test]
fn scores_by_hand() {
    let table: [(&str, &str, [f64; 3]); 18] = [
        ("'scaled'", "", [10.0, 20.0, 40.0]),
        ("{ method = 'scaled', upper = 50 }", LOWER, [80.0, 60.0, 20.0]),
        ("'rank'", "", [1.0, 2.0, 3.0]),
        ("'rank'", LOWER, [3.0, 2.0, 1.0]),
        ("'borda'", "", [0.0, 1.0, 2.0]),
        ("'percentile_rank'", "", [0.0, 0.5, 1.0]),
        ("{ method = 'percentile_rank', form = 'exclusive' }", "", [0.25, 0.5, 0.75]),
        ("{ method = 'distance_to_max', to = [0, 3] }", "", [0.0, 1.0, 3.0]),
        ("{ method = 'distance_to_reference', unit = '2', cap = true }", "", [0.0, 1.0, 1.0]),
        ("{ method = 'distance_to_reference', unit = '2' }", "", [0.0, 1.0, 3.0]),
        ("{ method = 'distance_to_target', target = 70 }", "", [0.0, 10.0 / 60.0, 0.5]),
        ("'fraction_of_max'", "", [0.25, 0.5, 1.0]),
        ("'fraction_of_max'", LOWER, [1.0, 0.5, 0.25]),
        ("{ method = 'percentile_goalposts', lower = 0, upper = 0.5 }", "", [0.0, 1.0, 1.0]),
        ("{ method = 'band', inside = [15, 30], zero = [5, 50] }", "", [0.5, 1.0, 0.5]),
        ("{ method = 'two_sided', centre = { value = 30 } }", "", [0.0, 0.5, 0.0]),
        ("{ method = 'piecewise', knots = [[0, 0], [20, 10], [40, 100]] }", "", [5.0, 10.0, 100.0]),
        ("{ method = 'mean_bands', threshold = 0.2 }", LOWER, [1.0, 0.0, -1.0]),
    ];
    for (scorer, rest, expected) in table {
        let data = if scorer.contains("mean_bands") { "unit,a\n1,10\n2,25\n3,40\n" } else { DATA };
        let (scores, said) = of(scorer, rest, data);
        for (found, expected) in scores.iter().zip(expected) {
            close(*found, expected);
        }
        assert_eq!((scores.len(), said), (3, vec![]), "{scorer}");
    }
}

#[test]
fn values_without_a_score_are_reported() {
    let table = "{ method = 'categories', table = [{ value = 10, score = 5 }, { value = 20 }] }";
    assert_eq!(of(table, "", DATA), (vec![Some(5.0), None, None], vec!["SCR-006"]));
    let absent = "{ method = 'piecewise', knots = [[0, 0], [20, 10]], outside = 'absent' }";
    assert_eq!(of(absent, "", DATA), (vec![Some(5.0), Some(10.0), None], vec!["SCR-006"]));
    let unit = "{ method = 'distance_to_reference', unit = '9' }";
    assert_eq!(of(unit, "", DATA), (vec![None; 3], vec!["SCR-006"; 3]));
    let target = "{ method = 'distance_to_target', target = 5 }";
    assert_eq!(of(target, "", DATA), (vec![None; 3], vec!["SCR-006"; 3]));
}

#[test]
fn units_that_are_all_equal() {
    let (scores, said) = of("'distance_to_max'", "", "unit,a\n1,3\n2,3\n");
    assert_eq!((scores, said), (vec![None, None], vec!["SCR-003"]));
}

#[test]
fn a_base_year_can_be_frozen_and_stored() {
    let framework = with("'distance_to_max'", "");
    let base = observe(&framework, "unit,period,a\n1,2023,10\n2,2023,30\n");
    let card = score(&framework, &base);
    let frozen = card.fit().frozen(Some("2023".parse().unwrap()));
    let stored = serde_json::to_string(&frozen).unwrap();
    let frozen: Fit = serde_json::from_str(&stored).unwrap();
    let later = observe(&framework, "unit,period,a\n1,2024,20\n2,2024,50\n");
    let card = score_with(&framework, &later, &frozen);
    let scores: Vec<_> = card.periods()[0].score(id(&framework, "a")).iter().collect();
    assert_eq!(scores, [Some(0.5), Some(2.0)]);
    let old = r#"[{"item":"a","period":null,"frozen":true,"learned":
        {"count":2,"min":1.0,"max":2.0,"mean":1.5,"squares":0.5}}]"#;
    assert!(serde_json::from_str::<Fit>(old).is_ok());
}

#[test]
fn one_value_alone() {
    use crate::recipe::Scorer;
    let framework = with("{ method = 'band', inside = [1, 1], zero = [0, 3] }", "");
    let item = framework.item(id(&framework, "a")).unwrap();
    assert_eq!(normalise(2.0, item, None), Some(0.5));
    let mut ranked = item.clone();
    ranked.scorer = Scorer::Rank { ties: crate::recipe::Ties::Min };
    assert_eq!(normalise(2.0, &ranked, None), None);
}

/// A scorer and the normalisation of its name have the same parameters and the same defaults: what is
/// changed at one and not at the other fails here.
#[cfg(feature = "schema")]
#[test]
fn scorers_are_the_normalisations_of_their_names() {
    use crate::recipe::Scorer;
    use crate::score::normal::Normalisation;
    use std::collections::{BTreeMap, BTreeSet};

    /// The parameters of every method, with their defaults, and which of them are needed.
    fn methods(
        schema: &serde_json::Value,
    ) -> BTreeMap<String, (BTreeMap<String, String>, BTreeSet<String>)> {
        let list = schema["oneOf"].as_array().unwrap().iter();
        list.map(|variant| {
            let properties = variant["properties"].as_object().unwrap();
            let name = properties["method"]["const"].as_str().unwrap().to_owned();
            let stated = properties.iter().filter(|(key, _)| *key != "method");
            let defaults = stated.map(|(key, value)| (key.clone(), value["default"].to_string()));
            let needed = variant["required"].as_array().into_iter().flatten();
            let needed = needed.filter_map(|key| key.as_str().map(str::to_owned));
            (name, (defaults.collect(), needed.filter(|key| key != "method").collect()))
        })
        .collect()
    }

    let scorers = methods(&schemars::schema_for!(Scorer).to_value());
    let all = methods(&schemars::schema_for!(Normalisation).to_value());
    // The item gives what these leave open: the points, the whole, the options, the goalposts.
    let by_item = ["ratio", "yes_no", "options", "goalposts"];
    assert!(scorers.len() >= 24);
    for (name, parameters) in &scorers {
        assert!(all.contains_key(name), "no normalisation is called `{name}`");
        if !by_item.contains(&name.as_str()) && name != "band" {
            assert_eq!(all.get(name), Some(parameters), "{name}");
        }
    }
    // Only these are no scorers: what a column function needs and an item does not.
    let more: Vec<&String> = all.keys().filter(|name| !scorers.contains_key(*name)).collect();
    assert_eq!(more, ["none"]);

    // What the engine makes of a scorer is the normalisation that the same words give.
    let written = [
        r#"{"method": "scaled", "upper": 7}"#,
        r#"{"method": "rank", "ties": "dense"}"#,
        r#"{"method": "borda", "ties": "max"}"#,
        r#"{"method": "percentile_rank", "form": "exclusive", "to": [2, 3]}"#,
        r#"{"method": "distance_to_max", "to": [1, 5]}"#,
        r#"{"method": "distance_to_reference", "unit": "u", "cap": true, "to": [1, 5]}"#,
        r#"{"method": "distance_to_target", "target": 3, "cap": true, "to": [1, 5]}"#,
        r#"{"method": "fraction_of_max", "to": [1, 5]}"#,
        r#"{"method": "percentile_goalposts", "lower": 0.1, "upper": 0.8, "cap": "lower"}"#,
        r#"{"method": "band", "inside": [1, 2], "zero": [0, 9], "to": [1, 5]}"#,
        r#"{"method": "two_sided", "centre": "mean", "to": [1, 5]}"#,
        r#"{"method": "ampi", "reference": {"value": 4}}"#,
        r#"{"method": "piecewise", "knots": [[0, 1], [2, 3]], "outside": "absent"}"#,
        r#"{"method": "mean_bands", "threshold": 2, "spread": "standard_deviation"}"#,
        r#"{"method": "categories", "table": [{"value": 1, "score": 2}]}"#,
    ];
    let mut seen = BTreeSet::new();
    for text in written {
        let scorer: Scorer = serde_json::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        let method: Normalisation = serde_json::from_str(text).unwrap();
        assert_eq!(crate::score::normalised::normalisation(&scorer), Some(method), "{text}");
        seen.insert(scorer.name());
    }
    // The others are computed where items are scored.
    let own = [
        "identity",
        "linear",
        "yes_no",
        "ratio",
        "steps",
        "options",
        "goalposts",
        "min_max",
        "z_score",
    ];
    for name in scorers.keys() {
        assert!(seen.contains(name.as_str()) != own.contains(&name.as_str()), "{name}");
    }
}
