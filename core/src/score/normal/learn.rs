//! What each method of normalisation learns from a column.

use super::method::unit;
use super::{
    Band, Between, Category, Centre, Extent, Fitted, MeanBands, Normalisation, Places, RankForm,
    Reference, Share, Spread, Unfit, quantile,
};
use crate::framework::spec::OptionSpec;
use crate::observe::Column;
use crate::recipe::{Cap, Direction, Divisor, Ties};
use crate::score::Learned;

impl Normalisation {
    /// Learns from a column what the method needs.
    ///
    /// # Errors
    /// Why no value of the column can have a score; a reference unit is not known here
    /// ([`Self::fit_with`]).
    pub fn fit(&self, column: &Column, direction: Direction) -> Result<Fitted, Unfit> {
        self.fit_with(column, direction, |_| None)
    }

    /// The same, where `place` finds a unit by its code.
    ///
    /// # Errors
    /// Why no value of the column can have a score.
    ///
    /// ```
    /// use chuan::observe::Column;
    /// use chuan::recipe::Direction;
    /// use chuan::score::normal::Normalisation;
    ///
    /// let column: Column = [Some(2.0), Some(4.0), Some(7.0)].into_iter().collect();
    /// let method = Normalisation::DistanceToReference {
    ///     unit: "HN".to_owned(),
    ///     cap: true,
    ///     to: [0.0, 1.0],
    /// };
    /// let fitted = method.fit_with(&column, Direction::Higher, |unit| (unit == "HN").then_some(1))?;
    /// assert_eq!([2.0, 3.0, 7.0].map(|x| fitted.apply(x)), [Some(0.0), Some(0.5), Some(1.0)]);
    /// # Ok::<(), chuan::score::normal::Unfit>(())
    /// ```
    pub fn fit_with(
        &self,
        column: &Column,
        direction: Direction,
        place: impl Fn(&str) -> Option<usize>,
    ) -> Result<Fitted, Unfit> {
        let sign = if direction == Direction::Higher { 1.0 } else { -1.0 };
        let open = Between { cap: Cap::None, ..Between::default() };
        // From the worst unit to a reference that must be better.
        let towards = |best: f64, cap: bool, to| {
            let (worst, _) = ends(column, direction)?;
            let better = if direction == Direction::Higher { Cap::Upper } else { Cap::Lower };
            let cap = if cap { better } else { Cap::None };
            ((best - worst) * sign > 0.0)
                .then_some(Fitted::Between(Between { worst, best, cap, to, ..open }))
                .ok_or(Unfit::NoRoom)
        };
        match self {
            Self::None => Ok(Fitted::Linear { factor: sign, offset: 0.0 }),
            Self::Identity => Ok(Fitted::Linear { factor: 1.0, offset: 0.0 }),
            Self::Linear { factor, offset } => {
                Ok(Fitted::Linear { factor: *factor, offset: *offset })
            }
            Self::YesNo { points } => {
                Ok(Fitted::Share(Share { of: 1.0, points: *points, cap: false, direction }))
            }
            Self::Ratio { points, of, cap } => (*of != 0.0)
                .then_some(Fitted::Share(Share { of: *of, points: *points, cap: *cap, direction }))
                .ok_or(Unfit::Parameters),
            Self::Options { options, points } => {
                let numbered = options.iter().enumerate();
                let row = |(place, option): (usize, &OptionSpec)| Category {
                    value: place as f64,
                    score: points.get(&option.code).copied().or(option.points),
                };
                Ok(Fitted::Categories { table: numbered.map(row).collect() })
            }
            Self::MinMax { to } | Self::DistanceToMax { to } => {
                let (worst, best) = ends(column, direction)?;
                stretched(Between { worst, best, to: *to, ..open }).map_err(|_| Unfit::Constant)
            }
            Self::ZScore { mean, sd, divisor } => {
                let learned = Learned::from(column);
                let spread = learned.sd(*divisor);
                match spread {
                    _ if learned.count == 0 => Err(Unfit::Empty),
                    None => Err(Unfit::TooFew),
                    Some(_) if learned.is_constant() => Err(Unfit::Constant),
                    Some(spread) => Ok(Fitted::Standard {
                        centre: learned.mean,
                        spread,
                        mean: *mean,
                        sd: sign * sd,
                    }),
                }
            }
            Self::Scaled { lower, upper, factor } => {
                let (worst, best) = turned(*lower, *upper, direction);
                stretched(Between { worst, best, to: [0.0, *factor], ..open })
            }
            Self::Rank { ties } => learned_places(column, direction, *ties, RankForm::Rank, unit()),
            Self::Borda { ties } => {
                learned_places(column, direction, *ties, RankForm::Borda, unit())
            }
            Self::PercentileRank { ties, form, to } => {
                learned_places(column, direction, *ties, *form, *to)
            }
            Self::DistanceToReference { unit, cap, to } => {
                ends(column, direction)?;
                let reference = place(unit).and_then(|unit| column.get(unit));
                towards(reference.ok_or(Unfit::NoReference)?, *cap, *to)
            }
            Self::DistanceToTarget { target, cap, to } => towards(*target, *cap, *to),
            Self::FractionOfMax { to } => {
                let (_, best) = ends(column, direction)?;
                (best > 0.0)
                    .then_some(Fitted::Fraction { best, direction, to: *to })
                    .ok_or(Unfit::NotPositive)
            }
            Self::Goalposts { lower, upper, transform, power, cap, to } => {
                let (worst, best) = turned(*lower, *upper, direction);
                let (transform, power, cap, to) = (*transform, *power, *cap, *to);
                stretched(Between { worst, best, transform, power, cap, to })
            }
            Self::PercentileGoalposts { lower, upper, cap, to } => {
                ends(column, direction)?;
                let at = |share| quantile(column, share).ok_or(Unfit::Parameters);
                let (worst, best) = turned(at(*lower)?, at(*upper)?, direction);
                stretched(Between { worst, best, cap: *cap, to: *to, ..open })
                    .map_err(|_| Unfit::Constant)
            }
            Self::Band(band) => {
                band.is_scale().then_some(Fitted::Band(*band)).ok_or(Unfit::Parameters)
            }
            Self::TwoSided { centre, to } => {
                let extent = Extent::of(column).ok_or(Unfit::Empty)?;
                if extent.min == extent.max {
                    return Err(Unfit::Constant);
                }
                let centre = match centre {
                    Centre::Median => quantile(column, 0.5).ok_or(Unfit::Empty)?,
                    Centre::Mean => Learned::from(column).mean,
                    Centre::Value(value) => *value,
                };
                // A stated centre may lie outside the values; the empty side then has no width.
                let zero = [extent.min.min(centre), extent.max.max(centre)];
                Ok(Fitted::Band(Band { inside: [centre; 2], zero, to: *to }))
            }
            Self::Ampi { reference } => {
                let extent = Extent::of(column).ok_or(Unfit::Empty)?;
                let centre = match reference {
                    Reference::Mean => Learned::from(column).mean,
                    Reference::Value(value) => *value,
                    Reference::Base(_) => return Err(Unfit::NoReference),
                };
                let half = (extent.max - extent.min) / 2.0;
                let (worst, best) = turned(centre - half, centre + half, direction);
                stretched(Between { worst, best, to: [70.0, 130.0], ..open })
                    .map_err(|_| Unfit::Constant)
            }
            Self::Categories { table } => Ok(Fitted::Categories { table: table.clone() }),
            Self::Steps { steps, below } => steps
                .is_sorted_by(|a, b| a.from < b.from)
                .then(|| Fitted::Steps { steps: steps.clone(), below: *below })
                .ok_or(Unfit::Parameters),
            Self::Piecewise { knots, outside } => {
                let rising = knots.len() > 1 && knots.is_sorted_by(|[a, _], [b, _]| a < b);
                rising
                    .then(|| Fitted::Piecewise { knots: knots.clone(), outside: *outside })
                    .ok_or(Unfit::Parameters)
            }
            Self::MeanBands { threshold, spread, scores } => {
                let learned = Learned::from(column);
                let half = match spread {
                    _ if learned.count == 0 => return Err(Unfit::Empty),
                    Spread::ShareOfMean if learned.mean <= 0.0 => return Err(Unfit::NotPositive),
                    Spread::ShareOfMean => threshold * learned.mean,
                    Spread::StandardDeviation => {
                        threshold * learned.sd(Divisor::Sample).ok_or(Unfit::TooFew)?
                    }
                };
                let limits = [learned.mean - half, learned.mean + half];
                Ok(Fitted::MeanBands(MeanBands { limits, scores: *scores, direction }))
            }
        }
    }
}

/// The worst and the best value.
fn ends(column: &Column, direction: Direction) -> Result<(f64, f64), Unfit> {
    let extent = Extent::of(column).ok_or(Unfit::Empty)?;
    Ok(turned(extent.min, extent.max, direction))
}

fn turned(low: f64, high: f64, direction: Direction) -> (f64, f64) {
    match direction {
        Direction::Higher => (low, high),
        Direction::Lower => (high, low),
    }
}

fn stretched(between: Between) -> Result<Fitted, Unfit> {
    between.is_scale().then_some(Fitted::Between(between)).ok_or(Unfit::Parameters)
}

fn learned_places(
    column: &Column,
    direction: Direction,
    ties: Ties,
    form: RankForm,
    to: [f64; 2],
) -> Result<Fitted, Unfit> {
    let places = Places::learn(column, direction, ties, form, to);
    match (places.count(), form) {
        (0, _) => Err(Unfit::Empty),
        (1, RankForm::Inclusive) => Err(Unfit::TooFew),
        _ => Ok(Fitted::Places(places)),
    }
}
