//! Parameters of the scorers that are normalisations: that they make a scale.

use crate::finding::Argument;
use crate::framework::lint::both;
use crate::number::decimals::compare;
use crate::recipe::{Centre, Reference, Scorer};

/// The first parameter that cannot be what is meant: its key, what is written, and what is needed.
pub(super) fn fault(scorer: &Scorer) -> Option<(&'static str, String, Argument)> {
    match scorer {
        Scorer::Scaled { lower, upper, factor } => rising("upper", *lower, *upper).or_else(|| {
            let fits = factor.is_finite() && *factor != 0.0;
            let detail = both("phải là một số hữu hạn khác 0", "a finite number but 0 is needed");
            (!fits).then(|| ("factor", factor.to_string(), detail))
        }),
        Scorer::PercentileGoalposts { lower, upper, .. } => share("lower", *lower)
            .or_else(|| share("upper", *upper))
            .or_else(|| rising("upper", *lower, *upper)),
        Scorer::DistanceToTarget { target, .. } => finite("target", &[*target]),
        Scorer::TwoSided { centre: Centre::Value(value), .. } => finite("centre", &[*value]),
        Scorer::Ampi { reference: Reference::Value(value) } => finite("reference", &[*value]),
        Scorer::Band { inside: [a, b], zero: [low, high], .. } => {
            finite("inside", &[*a, *b]).or_else(|| finite("zero", &[*low, *high])).or_else(|| {
                let detail = both(
                    "khoảng tốt nhất phải nằm trong `zero`, các đầu theo thứ tự tăng dần",
                    "the best band must lie inside `zero`, and all ends must rise",
                );
                let fits = low <= a && a <= b && b <= high && low < high;
                (!fits).then(|| ("inside", format!("[{a}, {b}]"), detail))
            })
        }
        Scorer::Piecewise { knots, .. } => finite("knots", knots.as_flattened()).or_else(|| {
            let rising = knots.is_sorted_by(|[a, _], [b, _]| compare(*a, *b).is_lt());
            let detail = both(
                "cần ít nhất hai điểm, theo thứ tự giá trị tăng dần",
                "two knots at least are needed, in rising order of values",
            );
            (!rising || knots.len() < 2).then(|| ("knots", format!("{knots:?}"), detail))
        }),
        Scorer::MeanBands { threshold, scores, .. } => {
            let fits = threshold.is_finite() && *threshold >= 0.0;
            let detail = both("phải là một số không âm", "a number that is not negative is needed");
            let wrong = (!fits).then(|| ("threshold", threshold.to_string(), detail));
            wrong.or_else(|| finite("scores", scores))
        }
        Scorer::Categories { table } => {
            let mut values: Vec<f64> = table.iter().map(|row| row.value).collect();
            let scores: Vec<f64> = table.iter().filter_map(|row| row.score).collect();
            finite("table", &values).or_else(|| finite("table", &scores)).or_else(|| {
                values.sort_by(|a, b| compare(*a, *b));
                let distinct = values.is_sorted_by(|a, b| compare(*a, *b).is_lt());
                let detail = both(
                    "cần ít nhất một giá trị, mỗi giá trị một lần",
                    "one value at least is needed, and each value once",
                );
                (!distinct || values.is_empty()).then(|| ("table", format!("{values:?}"), detail))
            })
        }
        _ => None,
    }
}

fn finite(key: &'static str, values: &[f64]) -> Option<(&'static str, String, Argument)> {
    let wrong = values.iter().find(|value| !value.is_finite())?;
    Some((key, wrong.to_string(), both("phải là số hữu hạn", "finite numbers are needed")))
}

fn share(key: &'static str, value: f64) -> Option<(&'static str, String, Argument)> {
    let detail = both("phải là một số từ 0 đến 1", "a number from 0 to 1 is needed");
    (!(0.0..=1.0).contains(&value)).then(|| (key, value.to_string(), detail))
}

fn rising(key: &'static str, low: f64, high: f64) -> Option<(&'static str, String, Argument)> {
    finite("lower", &[low]).or_else(|| finite(key, &[high])).or_else(|| {
        let detail = both("phải lớn hơn `lower`", "it must be above `lower`");
        compare(low, high).is_ge().then(|| (key, high.to_string(), detail))
    })
}

/// The scores at both ends, where a scorer has them.
pub(super) fn ends(scorer: &Scorer) -> Option<[f64; 2]> {
    match scorer {
        Scorer::PercentileRank { to, .. }
        | Scorer::DistanceToMax { to }
        | Scorer::DistanceToReference { to, .. }
        | Scorer::DistanceToTarget { to, .. }
        | Scorer::FractionOfMax { to }
        | Scorer::PercentileGoalposts { to, .. }
        | Scorer::Band { to, .. }
        | Scorer::TwoSided { to, .. } => Some(*to),
        _ => None,
    }
}
