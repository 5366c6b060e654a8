//! From one value to one score.

use super::Learned;
use super::line::Line;
use super::normal::{Extent, Share};
use super::normalised::normalisation;
use crate::framework::Item;
use crate::framework::spec::Scale;
use crate::number::decimals::compare;
use crate::observe::Column;
use crate::recipe::{Cap, Direction, Goalposts, Scorer, Transform};

/// The score of a value by the scorer of an item; absent when the scorer has no score for it.
///
/// `learned` is what a scorer that compares units has learned from them: `min_max` and `z_score`.
/// Those that learn more, such as ranks, have no score here; see
/// [`Normalisation`](super::normal::Normalisation). The direction of the item
/// is handled here and nowhere else: where a scorer has a best and a worst end, the best value gets
/// the best score. Steps, options and linear scorers say themselves what a value is worth. Formulas, units and
/// sources: [`Scorer`], [`Normalisation`](super::normal::Normalisation).
///
/// ```
/// use chuan::framework::{FileFormat, Framework};
/// use chuan::score::normalise;
///
/// let text = r#"{ "code": "t", "title": "T", "indicator": [
///     { "code": "a", "scale": "percent", "scorer": { "method": "ratio", "points": 5 } }] }"#;
/// let framework = Framework::parse(text, FileFormat::Json).unwrap();
/// let item = framework.item(framework.find("a").unwrap()).unwrap();
/// assert_eq!(normalise(40.0, item, None), Some(2.0));
/// ```
pub fn normalise(value: f64, item: &Item, learned: Option<&Learned>) -> Option<f64> {
    let reversed = item.direction() == Direction::Lower;
    let points = |stated: Option<f64>| stated.or(item.points).unwrap_or(1.0);
    let score = match &item.scorer {
        Scorer::Identity => value,
        Scorer::Linear { factor, offset } => factor * value + offset,
        Scorer::YesNo { points: stated } => {
            let (points, direction) = (points(*stated), item.direction());
            Share { of: 1.0, points, cap: false, direction }.apply(value)?
        }
        Scorer::Ratio { points: stated, of, cap } => {
            let percent = item.indicator().is_some_and(|i| i.scale == Scale::Percent);
            let of = of.unwrap_or(if percent { 100.0 } else { 1.0 });
            let (points, direction) = (points(*stated), item.direction());
            Share { of, points, cap: *cap, direction }.apply(value)?
        }
        Scorer::Steps { steps, below } => steps
            .iter()
            .rev()
            .find(|step| compare(value, step.from).is_ge())
            .map_or(*below, |step| step.points),
        Scorer::Options { points } => {
            let option = item.indicator()?.option_of(value)?;
            points.get(&option.code).copied().or(option.points)?
        }
        Scorer::Goalposts { transform, shift, power, cap, to } => {
            let share = between(value, item.goalposts?, (*transform, *shift), *cap)?;
            let share = if reversed { 1.0 - share } else { share };
            // A share below 0 has no power; 1 leaves every bit as it is.
            let share = if *power == 1.0 { share } else { share.powf(*power) };
            onto(share, *to)
        }
        Scorer::MinMax { to } => {
            let ends = Extent { min: learned?.min, max: learned?.max };
            Line::min_max(ends, *to, item.direction())?.at(value)
        }
        Scorer::ZScore { divisor, mean, sd } => {
            Line::z_score(learned?, *divisor, [*mean, *sd], item.direction())?.at(value)
        }
        // What learns more than statistics has learned nothing here, and gives no score.
        further => {
            let direction = item.direction();
            let method = normalisation(further).filter(|_| !further.learns())?;
            method.fit(&Column::default(), direction).ok()?.apply(value)?
        }
    };
    Some(score).filter(|score| score.is_finite())
}

/// The share of the way from the lower to the upper goalpost.
fn between(
    value: f64,
    posts: Goalposts,
    (transform, shift): (Transform, f64),
    cap: Cap,
) -> Option<f64> {
    let low = matches!(cap, Cap::Lower | Cap::Both).then_some(posts.min);
    let high = matches!(cap, Cap::Upper | Cap::Both).then_some(posts.max);
    let value = low.map_or(value, |low| value.max(low));
    let value = high.map_or(value, |high| value.min(high));
    let apply = |x: f64| match transform {
        Transform::None => Some(x),
        Transform::Ln => (x + shift > 0.0).then(|| (x + shift).ln()),
    };
    let (value, min, max) = (apply(value)?, apply(posts.min)?, apply(posts.max)?);
    Some((value - min) / (max - min))
}

fn onto(share: f64, [worst, best]: [f64; 2]) -> f64 {
    worst + share * (best - worst)
}
