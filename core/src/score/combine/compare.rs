//! Methods that compare the raw values of units: VIKOR, PROMETHEE II, WASPAS.

use super::children::Term;
use super::mean::{not_positive, weighted};
use super::steady::Steady;
use super::{Children, CombineError, Combined, Gaps, Note, Preference, Remark};
use crate::number;
use crate::number::decimals::{compare, snap};
use crate::observe::Column;
use crate::recipe::Direction;
use crate::score::normal::Extent;

/// The difference, which is none where both are equal as decimals: what is left of it then is the error
/// of the sums that led to them, and would break ties.
fn difference(a: f64, b: f64) -> f64 {
    if compare(a, b).is_eq() { 0.0 } else { a - b }
}

/// The three measures of VIKOR; low is good in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Vikor {
    /// Group utility: the weighted mean regret.
    pub s: Column,
    /// Individual regret: the largest weighted regret.
    pub r: Column,
    /// The compromise of both.
    pub q: Column,
}

/// Ends of every child: worst and best.
fn ends(children: &Children<'_>, filled: Option<&[Column]>) -> Vec<Option<(f64, f64)>> {
    let end = |(child, column): (usize, &Column)| {
        let Extent { min, max } = Extent::of(column)?;
        Some(if children.sign(child) > 0.0 { (min, max) } else { (max, min) })
    };
    match filled {
        Some(filled) => filled.iter().enumerate().map(end).collect(),
        None => children.columns.iter().copied().enumerate().map(end).collect(),
    }
}

/// VIKOR (Opricovic 1998; Opricovic and Tzeng 2004), with the regret `(f* - f) / (f* - f⁻)` of every
/// child: `S = Σ w regret / Σ w`, `R = max w regret / Σ w`, `Q = v (S - S*)/(S⁻ - S*) + (1 - v)
/// (R - R*)/(R⁻ - R*)`. **Low is good.** Directions of the children say what is best.
///
/// A child without range has no regret; where all units have the same `S` (or `R`) its term is 0.
/// Missing: see [`Gaps`]; shares are of the weights that are there.
///
/// # Errors
/// `v` outside 0 to 1.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Gaps, vikor};
///
/// let a: Column = [Some(1.0), Some(3.0), Some(2.0)].into_iter().collect();
/// let b: Column = [Some(1.0), Some(3.0), Some(3.0)].into_iter().collect();
/// let result = vikor(&Children::equal([&a, &b])?, 0.5, &Gaps::SKIP)?;
/// assert_eq!(result.q.iter().collect::<Vec<_>>(), [Some(1.0), Some(0.0), Some(0.375)]);
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn vikor(children: &Children<'_>, v: f64, gaps: &Gaps) -> Result<Vikor, CombineError> {
    if !(0.0..=1.0).contains(&v) {
        return Err(CombineError::Parameter("v"));
    }
    let filled = children.filled(gaps);
    let ends = ends(children, filled.as_deref());
    let regret = |term: &Term| match ends.get(term.child).copied().flatten() {
        Some((worst, best)) if worst != best => (best - term.value) / (best - worst),
        _ => 0.0,
    };
    let s = children.each(gaps, |_, terms, _| {
        let terms: Vec<Term> = terms.iter().map(|t| Term { value: regret(t), ..*t }).collect();
        weighted(&terms, |regret| regret)
    });
    let r = children.each(gaps, |_, terms, _| {
        let weight = terms.iter().map(|term| term.weight).collect::<Steady>().value();
        let most = terms.iter().map(|term| term.weight * regret(term)).reduce(f64::max)?;
        (weight > 0.0).then_some(most / weight)
    });
    let (s, r) = (s.column, r.column);
    let (ends_s, ends_r) = (Extent::of(&s), Extent::of(&r));
    let share = |value: f64, of: Option<Extent>| match of {
        Some(Extent { min, max }) if difference(max, min) > 0.0 => {
            difference(value, min) / (max - min)
        }
        _ => 0.0,
    };
    let q = s.iter().zip(r.iter());
    let q = q
        .map(|(s_i, r_i)| Some(v * share(s_i?, ends_s) + (1.0 - v) * share(r_i?, ends_r)))
        .collect();
    Ok(Vikor { s, r, q })
}

impl Preference {
    fn of(self, difference: f64) -> f64 {
        match self {
            Self::Usual => f64::from(difference > 0.0),
            Self::Linear { indifference, preference } => {
                ((difference - indifference) / (preference - indifference)).clamp(0.0, 1.0)
            }
        }
    }
}

/// The flows of PROMETHEE; the net flow ranks, and high is good.
#[derive(Debug, Clone, PartialEq)]
pub struct Flows {
    /// `φ⁺`: how strongly a unit is preferred to the others.
    pub positive: Column,
    /// `φ⁻`: how strongly the others are preferred to it.
    pub negative: Column,
    /// `φ = φ⁺ - φ⁻`.
    pub net: Column,
}

/// PROMETHEE II (Brans 1982; Brans and Vincke 1985): `π(a, b) = Σ w P(a - b) / Σ w`, `φ⁺(a) = Σ_b
/// π(a, b) / (n - 1)`, `φ⁻(a) = Σ_b π(b, a) / (n - 1)`. Directions of the children say what is better.
///
/// `preferences` are one for each child, or one for all. Only children that both units have count,
/// with the weights renormalised; a pair without any such child prefers neither. Units that the rule
/// for gaps excludes are not compared. The time grows with the square of the number of units.
///
/// # Errors
/// Another number of preferences; thresholds out of order.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Gaps, Preference, promethee};
///
/// let a: Column = [Some(10.0), Some(14.0), Some(20.0)].into_iter().collect();
/// let linear = Preference::Linear { indifference: 0.0, preference: 10.0 };
/// let flows = promethee(&Children::equal([&a])?, &[linear], &Gaps::SKIP)?;
/// assert_eq!(flows.positive.get(2), Some((1.0 + 0.6) / 2.0));
/// assert_eq!(flows.net.get(1), Some(0.4 / 2.0 - 0.6 / 2.0));
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn promethee(
    children: &Children<'_>,
    preferences: &[Preference],
    gaps: &Gaps,
) -> Result<Flows, CombineError> {
    let (expected, found) = (children.len(), preferences.len());
    if found != 1 && found != expected {
        return Err(CombineError::Count { what: "preferences", expected, found });
    }
    if !preferences.iter().all(|preference| preference.is_valid()) {
        return Err(CombineError::Parameter("preference"));
    }
    let units = children.units();
    let counted = children.enough(gaps);
    let others = counted.iter().filter(|counted| **counted).count().saturating_sub(1) as f64;
    let filled = children.filled(gaps);
    let values: Vec<Vec<f64>> = (0..expected)
        .filter_map(|child| match &filled {
            Some(filled) => filled.get(child),
            None => children.columns.get(child).copied(),
        })
        .enumerate()
        .map(|(child, column)| {
            let sign = children.sign(child);
            column.iter().map(|x| x.map_or(f64::NAN, |x| sign * snap(x))).collect()
        })
        .collect();
    let flows = (0..units).map(|unit| {
        if !counted.get(unit).copied().unwrap_or(false) || others < 1.0 {
            return None;
        }
        let mut rows = vec![(0.0, 0.0, 0.0); units];
        for (child, values) in values.iter().enumerate() {
            let own = values.get(unit).copied().unwrap_or(f64::NAN);
            let weight = children.weights.get(child).copied().unwrap_or(0.0);
            let preference = *preferences.get(child).or(preferences.first())?;
            for ((ahead, behind, weights), other) in rows.iter_mut().zip(values) {
                let difference = own - other;
                if !difference.is_nan() {
                    *ahead += weight * preference.of(difference);
                    *behind += weight * preference.of(-difference);
                    *weights += weight;
                }
            }
        }
        let rows =
            rows.iter().zip(&counted).filter(|((.., weight), counted)| **counted && *weight > 0.0);
        let ahead = number::sum(rows.clone().map(|((ahead, _, weight), _)| ahead / weight));
        let behind = number::sum(rows.map(|((_, behind, weight), _)| behind / weight));
        Some((ahead / others, behind / others))
    });
    let flows: Vec<Option<(f64, f64)>> = flows.collect();
    Ok(Flows {
        positive: flows.iter().map(|flow| flow.map(|(ahead, _)| ahead)).collect(),
        negative: flows.iter().map(|flow| flow.map(|(_, behind)| behind)).collect(),
        net: flows
            .iter()
            .map(|flow| flow.map(|(ahead, behind)| difference(ahead, behind)))
            .collect(),
    })
}

/// WASPAS (Zavadskas et al. 2012): `λ Σ w r / Σ w + (1 - λ) Π r^(w / Σ w)`, where `r` is `x / max x`, or
/// `min x / x` where lower is better.
///
/// A child that is not positive leaves the unit without a result, and a note. Missing: see [`Gaps`].
///
/// # Errors
/// `λ` outside 0 to 1.
///
/// ```
/// use chuan::observe::Column;
/// use chuan::score::combine::{Children, Gaps, waspas};
///
/// let a: Column = [Some(4.0), Some(1.0)].into_iter().collect();
/// let b: Column = [Some(5.0), Some(5.0)].into_iter().collect();
/// let result = waspas(&Children::equal([&a, &b])?, 0.5, &Gaps::SKIP)?.column;
/// assert_eq!((result.get(0), result.get(1)), (Some(1.0), Some(0.5625)));
/// # Ok::<(), chuan::score::combine::CombineError>(())
/// ```
pub fn waspas(children: &Children<'_>, lambda: f64, gaps: &Gaps) -> Result<Combined, CombineError> {
    if !(0.0..=1.0).contains(&lambda) {
        return Err(CombineError::Parameter("lambda"));
    }
    let filled = children.filled(gaps);
    let ends = ends(children, filled.as_deref());
    Ok(children.each(gaps, |unit, terms, notes| {
        if let Some(term) = not_positive(terms) {
            let remark = if term.value < 0.0 { Remark::Negative } else { Remark::NotPositive };
            notes.push(Note { unit, child: term.child, remark });
            return None;
        }
        let share = |term: &Term| {
            let (_, best) = ends.get(term.child).copied().flatten()?;
            let higher = children.directions.get(term.child) == Some(&Direction::Higher);
            let value = if higher { term.value / best } else { best / term.value };
            (value > 0.0).then_some(Term { value, ..*term })
        };
        let shares: Vec<Term> =
            terms.iter().filter(|term| term.weight > 0.0).filter_map(share).collect();
        let sum = weighted(&shares, |share| share)?;
        let product = weighted(&shares, f64::ln)?.exp();
        Some(lambda * sum + (1.0 - lambda) * product)
    }))
}
