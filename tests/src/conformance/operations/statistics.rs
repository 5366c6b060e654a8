//! Statistics of indicators.

use super::{Answer, Refusal};
use crate::conformance::frame::Frame;
use crate::conformance::inputs::Inputs;
use crate::conformance::manifest::Case;
use crate::conformance::table::{Cell, Table};
use chuan::score::statistics::{FlagThresholds, Moments, describe};

/// `statistics.skew_kurtosis`.
pub fn skew_kurtosis(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let frame = Frame::observations(case, inputs)?;
    let mut table = Table::default();
    for (indicator, column) in frame.indicators.iter().zip(&frame.columns) {
        let moments = Moments::of(column);
        table.push([indicator, "skewness"], moments.skewness());
        table.push([indicator, "kurtosis"], moments.kurtosis());
    }
    Ok(Answer::Table(table))
}

/// `statistics.table`.
pub fn describe_all(case: &Case, inputs: &Inputs<'_>) -> Result<Answer, Refusal> {
    let frame = Frame::observations(case, inputs)?;
    let mut limits = FlagThresholds::default();
    let set = |name: &str, limit: &mut f64| {
        if let Some(value) = case.number(name) {
            *limit = value;
        }
    };
    set("availability_threshold", &mut limits.availability);
    set("nonzero_threshold", &mut limits.non_zero);
    set("unique_threshold", &mut limits.unique);
    set("skew_threshold", &mut limits.skewness);
    set("kurtosis_threshold", &mut limits.kurtosis);
    let low = |low: bool| Cell::from(if low { "LOW" } else { "ok" });
    let count = |n: usize| Cell::from(n as f64);
    let mut table = Table::default();
    for (indicator, column) in frame.indicators.iter().zip(&frame.columns) {
        let found = describe(column);
        let flags = found.flags(&limits);
        let outliers = match flags.outliers {
            None => Cell::Missing,
            Some(true) => "OUT".into(),
            Some(false) => "ok".into(),
        };
        let cells: [(&str, Cell); 19] = [
            ("Min", found.min.into()),
            ("Max", found.max.into()),
            ("Mean", found.mean.into()),
            ("Median", found.median.into()),
            ("Std", found.sd.into()),
            ("Skew", found.skewness.into()),
            ("Kurt", found.kurtosis.into()),
            ("N.Avail", count(found.present)),
            ("N.NonZero", count(found.non_zero)),
            ("N.Unique", count(found.unique)),
            ("N.Same", count(found.same)),
            ("Frc.Avail", found.availability().into()),
            ("Frc.NonZero", found.non_zero_share().into()),
            ("Frc.Unique", found.unique_share().into()),
            ("Frc.Same", found.same_share().into()),
            ("Flag.Avail", low(flags.availability)),
            ("Flag.NonZero", low(flags.non_zero)),
            ("Flag.Unique", low(flags.unique)),
            ("Flag.SkewKurt", outliers),
        ];
        for (statistic, cell) in cells {
            table.push([indicator, statistic], cell);
        }
    }
    Ok(Answer::Table(table))
}
