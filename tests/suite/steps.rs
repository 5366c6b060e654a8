//! Whole pipelines of COINr as ordinary framework files: every intermediate value, scores and ranks come out as
//! COINr computed them, at the tolerance that the manifest states (1e-9 of the value).

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework, ItemId};
use chuan::observe::Column;
use chuan::period::Period;
use chuan::score::panel::Trend;
use chuan::score::{PeriodScores, Scorecard, TrendOf, score};
use chuan_tests::{Run, beside, root, rows, run, shared};
use std::path::Path;

/// Runs a framework of the tests on reference data; the table of units is not copied.
fn run_beside(name: &str, shared: &Path, data: &str) -> Run {
    let inputs = shared.join("reference/coinr/inputs");
    let folder = tempfile::tempdir().unwrap();
    let file = root().join("tests/frameworks").join(name);
    let file = beside(&file, &[inputs.join("asem_units.csv")], folder.path()).unwrap();
    let result = run(&file, &[inputs.join(data)]).unwrap();
    assert_eq!(result.errors(), Vec::<String>::new());
    result
}

#[track_caller]
fn close(got: Option<f64>, wanted: &str, what: &str) {
    let wanted: Option<f64> =
        (!wanted.is_empty() && wanted != "NaN").then(|| wanted.parse().unwrap());
    match (got, wanted) {
        (None, None) => {}
        (Some(got), Some(wanted)) => {
            let allowed = (1e-9 * wanted.abs()).max(1e-12);
            assert!((got - wanted).abs() <= allowed, "{what}: {got}, not {wanted}");
        }
        _ => panic!("{what}: {got:?}, not {wanted:?}"),
    }
}

/// Compares a table of the reference with what `column` gives for its items.
fn compare<'c>(
    expected: &Path,
    framework: &Framework,
    card: &Scorecard,
    column: impl Fn(ItemId) -> &'c Column,
) -> usize {
    let table = rows(expected).unwrap();
    for row in &table {
        let item = framework.find(&row["indicator"]).unwrap();
        let what = format!("{} {} {}", expected.display(), row["unit"], row["indicator"]);
        // A unit of which nothing was observed is in no scorecard.
        let got = card.unit(&row["unit"]).and_then(|unit| column(item).get(unit));
        close(got, &row["value"], &what);
    }
    table.len()
}

#[test]
fn asem_is_scored_step_by_step_as_coinr_scores_it() {
    let Some(shared) = shared() else { return };
    let coinr = shared.join("reference/coinr");
    let Run { framework, card, .. } = run_beside("asem.toml", &shared, "asem_observations.csv");
    let scores: &PeriodScores = &card.periods()[0];
    let expected = |name: &str| coinr.join("expected").join(format!("asem_pipeline_{name}.csv"));
    let steps = |item: ItemId| scores.steps(item).unwrap();
    let n = [
        compare(&expected("1_denominated"), &framework, &card, |item| steps(item).denominated()),
        compare(&expected("2_imputed"), &framework, &card, |item| steps(item).imputed()),
        compare(&expected("3_treated"), &framework, &card, |item| steps(item).treated()),
        compare(&expected("scores"), &framework, &card, |item| scores.score(item)),
    ];
    assert_eq!(n, [2499, 2499, 2499, 561]);
    for row in rows(&expected("4_normalised")).unwrap() {
        let item = framework.find(&row["indicator"]).unwrap();
        let unit = card.unit(&row["unit"]).unwrap();
        close(scores.score(item).get(unit), &row["value"], &row["indicator"]);
    }
    for row in rows(&expected("ranks")).unwrap() {
        let item = framework.find(&row["indicator"]).unwrap();
        let unit = card.unit(&row["unit"]).unwrap();
        assert_eq!(scores.rank(item, unit), row["value"].parse().ok(), "{row:?}");
    }
    let moved = rows(&expected("treated_points")).unwrap();
    for row in &moved {
        let item = framework.find(&row["indicator"]).unwrap();
        let unit = card.unit(&row["unit"]).unwrap();
        assert!(steps(item).is_treated(unit), "{row:?}");
    }
    // Coverage counts what was observed, not what was filled.
    for row in rows(&coinr.join("expected/asem_availability.csv")).unwrap() {
        let item = framework.find(&row["indicator"]).unwrap();
        let unit = card.unit(&row["unit"]).unwrap();
        close(scores.coverage(&framework, item, unit), &row["value"], &row["indicator"]);
    }
}

#[test]
fn asem_ranks_within_groups() {
    let Some(shared) = shared() else { return };
    let coinr = shared.join("reference/coinr");
    let whole = run_beside("asem.toml", &shared, "asem_observations.csv");
    let mut spec = whole.framework.spec().clone();
    spec.tables = Default::default();
    for ranking in spec.rankings.iter_mut().flatten() {
        ranking.within = Some("Pop_group".to_owned());
    }
    let framework = Framework::from_spec(spec).unwrap();
    let card = score(&framework, &whole.checked.observations);
    for row in rows(&coinr.join("expected/asem_group_ranks.csv")).unwrap() {
        let item = framework.find(&row["indicator"]).unwrap();
        let unit = card.unit(&row["unit"]).unwrap();
        assert_eq!(card.periods()[0].rank(item, unit), row["value"].parse().ok(), "{row:?}");
    }
}

#[test]
fn asem_as_a_panel_over_all_years() {
    let Some(shared) = shared() else { return };
    let coinr = shared.join("reference/coinr");
    let Run { framework, card, .. } =
        run_beside("asem-panel.toml", &shared, "asem_panel_observations.csv");
    let table = rows(&coinr.join("expected/asem_panel_scores.csv")).unwrap();
    for row in &table {
        let period = Period::parse(&row["time"]).unwrap();
        let scores = card.period(Some(&period)).unwrap();
        let item = framework.find(&row["indicator"]).unwrap();
        let unit = card.unit(&row["unit"]).unwrap();
        close(scores.score(item).get(unit), &row["value"], &format!("{row:?}"));
    }
    assert_eq!(table.len(), 2530);
    let growth = rows(&coinr.join("expected/asem_panel_cagr.csv")).unwrap();
    for row in &growth {
        let item = framework.find(&row["indicator"]).unwrap();
        let unit = card.unit(&row["unit"]).unwrap();
        let trend = card.trends(item, TrendOf::Observed, Trend::Cagr);
        close(trend.get(unit), &row["value"], &format!("{row:?}"));
    }
    assert_eq!(growth.len(), 255);
}

#[test]
fn asem_effective_weights() {
    let Some(shared) = shared() else { return };
    let Run { framework, card, .. } = run_beside("asem.toml", &shared, "asem_observations.csv");
    let index = framework.find("Index").unwrap();
    let weights = card.periods()[0].effective_weights(&framework, index);
    let table = rows(&shared.join("reference/coinr/expected/asem_effective_weights.csv")).unwrap();
    for row in &table {
        let item = framework.find(&row["code"]).unwrap();
        close(weights.get(&item).copied(), &row["value"], &row["code"]);
    }
    assert_eq!(table.len(), 60);
}

/// A table in the form that users of COINr have, made into a framework file: with what COINr does unless told
/// otherwise, it scores as COINr does.
#[test]
fn an_imported_table_scores_as_coinr_does() {
    let Some(shared) = shared() else { return };
    let coinr = shared.join("reference/coinr");
    let table = std::fs::read_to_string(coinr.join("inputs/synth_a_framework.csv")).unwrap();
    let (toml, findings) = chuan::framework::from_coinr(&table, "synth_a_framework.csv", "synth");
    assert!(findings.is_empty());
    let toml = toml.unwrap().replace("[[indicator]]\n", "[[indicator]]\nrequired = false\n");
    let text = |changes: &[(&str, &str)]| {
        changes.iter().fold(toml.clone(), |text, (from, to)| text.replace(from, to))
    };
    let threshold = [
        ("parent = \"Score\"", "parent = \"Score\"\nmin_available = 0.75"),
        ("code = \"Score\"", "code = \"Score\"\nmin_available = 0.75"),
    ];
    let geometric = [
        ("to = [0, 100]", "to = [1, 100]"),
        ("code = \"Score\"", "code = \"Score\"\naggregate = \"geometric\""),
    ];
    let equal = [("[defaults]", "[defaults]\nweights = \"equal\"")];
    let cases: [(&str, &[(&str, &str)]); 4] = [
        ("amean", &[]),
        ("amean_thresh", &threshold),
        ("amean_then_gmean", &geometric),
        ("equal_weights", &equal),
    ];
    for (case, changes) in cases {
        let framework =
            Framework::parse(&text(changes), chuan::framework::FileFormat::Toml).unwrap();
        let mut checker =
            chuan::check::Checker::new(&framework, chuan::check::CheckOptions::default());
        let data = std::fs::read(coinr.join("inputs/synth_a_observations.csv")).unwrap();
        checker.read_csv("data.csv", data.as_slice()).unwrap();
        let checked = checker.finish();
        assert!(!checked.findings.has_errors());
        let card = score(&framework, &checked.observations);
        let scores = &card.periods()[0];
        let expected = coinr.join(format!("expected/framework_{case}.csv"));
        assert_eq!(compare(&expected, &framework, &card, |item| scores.score(item)), 120, "{case}");
    }
}

/// However many threads read the data, and in however many pieces: every score and rank has the same bits.
#[test]
fn the_number_of_threads_changes_no_bit() {
    let text = "code = 't'\ntitle = 'T'\n[defaults]\nimpute = 'median'\ntreat = 'two_stage'\nscorer = 'z_score'\n[[node]]\ncode = 't'\nweights = 'critic'\n\
         [[node]]\ncode = 'g'\naggregate = 'topsis'\nview = true\nchildren = ['a', 'b', 'c']\n\
         [[indicator]]\ncode = 'a'\nparent = 't'\n[[indicator]]\ncode = 'b'\nparent = 't'\n\
         [[indicator]]\ncode = 'c'\nparent = 't'\ntreat = 'none'\nimpute = 'row_mean'\n";
    let framework = Framework::parse(text, FileFormat::Toml).unwrap_or_else(|f| panic!("{f:#?}"));
    let mut csv = "unit,a,b,c\n".to_owned();
    for unit in 0..3000_u32 {
        let a = f64::from(unit.wrapping_mul(2_654_435_761) >> 12) / 7.0;
        let b = if unit % 11 == 0 { String::new() } else { (a.sqrt() + 0.1).to_string() };
        csv += &format!("u{unit:04},{a},{b},{}\n", f64::from(unit % 97) / 10.0);
    }
    let bits = |chunk: usize, threads: usize| {
        let mut options = CheckOptions::default();
        (options.chunk, options.threads) = (chunk, threads);
        let mut checker = Checker::new(&framework, options);
        checker.read_csv("data.csv", csv.as_bytes()).unwrap();
        let card = score(&framework, &checker.finish().observations);
        let mut all = Vec::new();
        for (item, _) in framework.iter() {
            for scores in card.periods() {
                all.extend(scores.score(item).iter().map(|x| x.map(f64::to_bits)));
            }
        }
        (all, serde_json::to_string(card.fit()).unwrap())
    };
    let one = bits(1 << 20, 1);
    assert!(one.0.iter().filter(|cell| cell.is_some()).count() > 12_000);
    for (chunk, threads) in [(4096, 2), (1000, 3), (20_000, 8)] {
        assert_eq!(bits(chunk, threads), one, "{threads} threads");
    }
}
