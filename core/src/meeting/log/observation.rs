//! A rate as an observation that `check` and `score` take in.

use super::rates::Rate;
use super::replay::Replay;
use super::stamp::KnownAt;
use crate::number::Rounding;
use crate::period::Period;
use std::fmt;

/// A rate as a row of data: unit, indicator, period, value, and all that is needed to make it
/// again.
///
/// The columns are those of every file of observations. Numerator and denominator stand in the
/// note. Where there is no rate, the value is empty: missing, not 0.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RateObservation {
    /// Code of the unit: the body.
    pub unit: String,
    /// Code of the indicator, as the framework has it.
    pub indicator: String,
    /// The period that the figure is about.
    pub period: Option<Period>,
    /// The rate in percent; none when it is of nothing.
    pub value: Option<f64>,
    /// The rate itself, with numerator and denominator.
    pub rate: Rate,
    /// As of when, known when, by which policy, from which log.
    pub note: String,
}

impl RateObservation {
    /// Names of the columns.
    pub const COLUMNS: [&'static str; 5] = ["unit", "indicator", "period", "value", "note"];

    /// Makes a row of a rate of a replay.
    pub fn new(
        replay: &Replay,
        rate: Rate,
        unit: impl Into<String>,
        indicator: impl Into<String>,
        period: Option<Period>,
        rounding: Option<Rounding>,
    ) -> Self {
        Self {
            unit: unit.into(),
            indicator: indicator.into(),
            period,
            value: rate.percent(rounding),
            rate,
            note: format!(
                "{} {}/{}: {}",
                rate.kind.as_str(),
                rate.numerator,
                rate.denominator,
                replay.provenance()
            ),
        }
    }

    /// The cells, in the order of [`COLUMNS`](Self::COLUMNS).
    pub fn cells(&self) -> [String; 5] {
        [
            self.unit.clone(),
            self.indicator.clone(),
            self.period.map(|period| period.to_string()).unwrap_or_default(),
            self.value.map(|value| value.to_string()).unwrap_or_default(),
            self.note.clone(),
        ]
    }
}

impl Replay {
    /// As of when, known when, by which policy, from which record and log: whoever has them can make
    /// the same figures again.
    pub fn provenance(&self) -> Provenance<'_> {
        Provenance(self)
    }
}

/// Prints what figures of a replay depend on.
#[derive(Debug, Clone, Copy)]
pub struct Provenance<'a>(&'a Replay);

impl fmt::Display for Provenance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let replay = self.0;
        write!(f, "as_of={}", replay.as_of)?;
        match replay.known_at {
            Some(KnownAt::Day(day)) => write!(f, ";known_at={day}")?,
            Some(KnownAt::Instant(at)) => write!(f, ";known_at={}s", at.seconds)?,
            None => {}
        }
        write!(f, ";{}", replay.policy)?;
        match replay.head {
            Some(head) => write!(f, ";head={head}")?,
            None => write!(f, ";head=-")?,
        }
        if let Some(record) = &replay.record {
            write!(f, ";record=sha256:{}", record.strip_prefix("sha256:").unwrap_or(record))?;
        }
        Ok(())
    }
}
