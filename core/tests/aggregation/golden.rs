//! `methods_golden/golden.json`: six units, four indicators, two editions.

use super::{column, reference};
use chuan::observe::Column;
use chuan::recipe::{Direction, Divisor, Ties};
use chuan::score::combine::{
    Children, Combination, Gaps, Penalty, Power, TopsisNorm, generalised_mean, mazziotta_pareto,
    mean_min, owa, topsis, wroclaw,
};
use chuan::score::normal::{Normalisation, Reference, quantile};
use chuan::score::outrank::{KemenyLimits, Outranking};
use serde_json::Value;

const TOLERANCE: f64 = 1e-9;

struct Golden(Value);

impl Golden {
    fn read() -> Option<Self> {
        let text =
            std::fs::read_to_string(reference("methods_golden")?.join("golden.json")).unwrap();
        Some(Self(serde_json::from_str(&text).unwrap()))
    }

    fn list(&self, name: &str) -> Vec<f64> {
        serde_json::from_value(self.0[name].clone()).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    fn table(&self, name: &str) -> Vec<Vec<f64>> {
        serde_json::from_value(self.0[name].clone()).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The columns of a table of units.
    fn columns(&self, name: &str) -> Vec<Column> {
        let rows = self.table(name);
        (0..rows[0].len()).map(|j| column(rows.iter().map(|row| row[j]))).collect()
    }

    fn directions(&self) -> Vec<Direction> {
        let better = |p: f64| if p > 0.0 { Direction::Higher } else { Direction::Lower };
        self.list("polarity").into_iter().map(better).collect()
    }

    fn is(&self, name: &str, got: &Column) {
        let expected = self.list(name);
        assert_eq!(expected.len(), got.len(), "{name}");
        for (unit, (expected, got)) in expected.iter().zip(got.iter()).enumerate() {
            let got = got.unwrap_or_else(|| panic!("{name}: unit {unit} is absent"));
            assert!(
                (got - expected).abs() <= TOLERANCE,
                "{name}: unit {unit}: {got} for {expected}"
            );
        }
    }

    fn are(&self, name: &str, got: &[Column], by_unit: bool) {
        let rows = self.table(name);
        for (j, got) in got.iter().enumerate() {
            for (i, got) in got.iter().enumerate() {
                let expected = if by_unit { rows[i][j] } else { rows[j][i] };
                assert!((got.unwrap() - expected).abs() <= TOLERANCE, "{name}: {i}, {j}");
            }
        }
    }

    fn normal(&self, method: &Normalisation) -> Vec<Column> {
        let columns = self.columns("X_edition0");
        let both = columns.iter().zip(self.directions());
        both.map(|(column, way)| method.fit(column, way).unwrap().column(column)).collect()
    }
}

#[test]
fn normalisation() {
    let Some(golden) = Golden::read() else { return };
    let z = |divisor| Normalisation::ZScore { mean: 0.0, sd: 1.0, divisor };
    golden.are("minmax_0_1", &golden.normal(&Normalisation::MinMax { to: [0.0, 1.0] }), true);
    golden.are("scores_1_100", &golden.normal(&Normalisation::MinMax { to: [1.0, 100.0] }), true);
    golden.are("zscore_sample_sd", &golden.normal(&z(Divisor::Sample)), true);
    golden.are("zscore_population_sd", &golden.normal(&z(Divisor::Population)), true);
    let rank = Normalisation::Rank { ties: Ties::Average };
    golden.are("rank_average_ties", &golden.normal(&rank), false);
    // The input of the benefit of the doubt is the fraction of the best.
    let fraction = Normalisation::FractionOfMax { to: [0.0, 1.0] };
    golden.are("bod_input", &golden.normal(&fraction), true);
}

#[test]
fn means_of_powers() {
    let Some(golden) = Golden::read() else { return };
    let scores = golden.columns("scores_1_100");
    let children = Children::new(&scores, &golden.list("weights")).unwrap();
    for (name, p) in [
        ("arithmetic", Power::Of(1.0)),
        ("geometric", Power::Of(0.0)),
        ("harmonic", Power::Of(-1.0)),
        ("power_mean_p_minus2", Power::Of(-2.0)),
        ("power_mean_p2", Power::Of(2.0)),
        ("minimum", Power::Minimum),
        ("minimum", Power::Of(f64::NEG_INFINITY)),
    ] {
        golden.is(name, &generalised_mean(&children, p, &Gaps::PROPAGATE).unwrap().column);
    }
    let places = golden.list("weights");
    let ordered = owa(&children, &places, &Gaps::PROPAGATE).unwrap();
    golden.is("owa_weights_on_descending_sorted", &ordered.column);
    // The median of a unit is a quantile of its row.
    let median: Column = (0..children.units())
        .map(|unit| quantile(&scores.iter().map(|c| c.get(unit)).collect(), 0.5))
        .collect();
    golden.is("median_unweighted", &median);
}

#[test]
fn mazziotta_pareto_indices() {
    let Some(golden) = Golden::read() else { return };
    for (divisor, name) in [(Divisor::Population, "population"), (Divisor::Sample, "sample")] {
        let scores = golden.normal(&Normalisation::ZScore { mean: 100.0, sd: 10.0, divisor });
        let children = Children::equal(&scores).unwrap();
        for (penalty, sign) in [(Penalty::Minus, "minus"), (Penalty::Plus, "plus")] {
            let index = mazziotta_pareto(&children, penalty, divisor, &Gaps::PROPAGATE).unwrap();
            golden.is(&format!("mpi_{sign}_{name}"), &index.column);
        }
    }
    let editions = [golden.columns("X_edition0"), golden.columns("X_edition1")];
    let reference = golden.list("ampi_reference_edition0_mean");
    for (name, edition, penalty) in [
        ("ampi_minus_edition0", 0, Penalty::Minus),
        ("ampi_minus_edition1", 1, Penalty::Minus),
        ("ampi_plus_edition0", 0, Penalty::Plus),
    ] {
        let scores: Vec<Column> = golden
            .directions()
            .into_iter()
            .enumerate()
            .map(|(j, way)| {
                let both: Column = editions.iter().flat_map(|columns| columns[j].iter()).collect();
                let scale = Normalisation::Ampi { reference: Reference::Value(reference[j]) };
                scale.fit(&both, way).unwrap().column(&editions[edition][j])
            })
            .collect();
        let children = Children::equal(&scores).unwrap();
        let index = mazziotta_pareto(&children, penalty, Divisor::Population, &Gaps::SKIP).unwrap();
        golden.is(name, &index.column);
    }
}

#[test]
fn mean_min_function() {
    let Some(golden) = Golden::read() else { return };
    let divisor = Divisor::Sample;
    let scores = golden.normal(&Normalisation::ZScore { mean: 100.0, sd: 10.0, divisor });
    let children = Children::equal(&scores).unwrap();
    for (name, alpha, beta) in [
        ("mean_min_alpha1.0_beta0.0", 1.0, 0.0),
        ("mean_min_alpha0.5_beta0.0", 0.5, 0.0),
        ("mean_min_alpha0.5_beta2.0", 0.5, 2.0),
    ] {
        golden.is(name, &mean_min(&children, alpha, beta, &Gaps::PROPAGATE).unwrap().column);
    }
}

#[test]
fn wroclaw_taxonomy() {
    let Some(golden) = Golden::read() else { return };
    let divisor = Divisor::Sample;
    let scores = golden.normal(&Normalisation::ZScore { mean: 0.0, sd: 1.0, divisor });
    let index = wroclaw(&Children::equal(&scores).unwrap(), divisor, &Gaps::PROPAGATE).unwrap();
    golden.is("wroclaw_distance_over_mean_plus_2sd", &index.column);
}

#[test]
fn closeness_to_the_ideal() {
    let Some(golden) = Golden::read() else { return };
    let raw = golden.columns("X_edition0");
    let children = Children::new(&raw, &golden.list("weights")).unwrap();
    let children = children.with_directions(&golden.directions()).unwrap();
    let got = topsis(&children, TopsisNorm::Vector, &Gaps::PROPAGATE).unwrap();
    golden.is("topsis_vector_norm", &got);
}

#[test]
fn pairwise() {
    let Some(golden) = Golden::read() else { return };
    let raw = golden.columns("X_edition0");
    let children = Children::new(&raw, &golden.list("weights")).unwrap();
    let children = children.with_directions(&golden.directions()).unwrap();
    let matrix = Outranking::of(&children, &Gaps::PROPAGATE);
    for (i, row) in golden.table("outranking_matrix").iter().enumerate() {
        for (m, expected) in row.iter().enumerate() {
            let got = matrix.share(i, m).unwrap_or(0.0);
            assert!((got - expected).abs() <= TOLERANCE, "{i}, {m}: {got} for {expected}");
        }
    }
    golden.is("copeland", &matrix.copeland());
    golden.is("copeland", &Combination::Copeland.combine(&children, &Gaps::SKIP).unwrap().column);

    let units: Vec<String> = serde_json::from_value(golden.0["units"].clone()).unwrap();
    let expected: Vec<Vec<String>> =
        serde_json::from_value(golden.0["kemeny_orders"].clone()).unwrap();
    let kemeny = matrix.kemeny(&KemenyLimits::default());
    let named = |order: &Vec<usize>| order.iter().map(|unit| units[*unit].clone()).collect();
    let got: Vec<Vec<String>> = kemeny.orders.iter().map(named).collect();
    assert_eq!(got, expected);
    assert!(kemeny.proven && kemeny.all);
    assert!((kemeny.score - golden.0["kemeny_score"].as_f64().unwrap()).abs() <= TOLERANCE);
}
