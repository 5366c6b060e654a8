//! The arguments of `chuan track`.

use super::{Reading, TableFormat};
use chuan::period::Period;
use chuan::track::Rating;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `track FRAMEWORK DATA…`
#[derive(Debug, Args)]
pub(crate) struct TrackArgs {
    /// Framework file: TOML, JSON or YAML
    pub(crate) framework: PathBuf,
    /// Observations: CSV files, folders of them, or - for standard input
    #[arg(required = true)]
    pub(crate) data: Vec<PathBuf>,
    /// The day on which things are looked at; of a longer period its last day
    #[arg(id = "day", long = "as-of", value_name = "DATE")]
    pub(crate) as_of: Period,
    /// What is shown
    #[arg(long, value_name = "WHAT", default_value = "targets")]
    pub(crate) view: View,
    /// The method by which the pace is called enough
    #[arg(long, value_name = "NAME", default_value = "linear")]
    pub(crate) method: Method,
    /// Limits of one's own instead of those of the method: on track, moderate, limited
    #[arg(long, value_name = "LIMITS", value_parser = limits, allow_hyphen_values = true)]
    pub(crate) limits: Option<Limits>,
    /// How ranges such as 15-20 are read
    #[arg(long, value_name = "READING", default_value = "easier")]
    pub(crate) range: Range,
    /// How values are carried on to the due date
    #[arg(long, value_name = "NAME", default_value = "theil-sen")]
    pub(crate) forecast: Forecasting,
    /// The share of cases that the interval of a forecast is to hold, in percent
    #[arg(long, value_name = "PERCENT", default_value = "80", value_parser = percent)]
    pub(crate) confidence: f64,
    /// Compare with units that have the same value of this attribute
    #[arg(long, value_name = "ATTRIBUTE")]
    pub(crate) peers: Option<String>,
    /// The attribute that says with which cohort a unit began (for --view rollout)
    #[arg(long, value_name = "ATTRIBUTE")]
    pub(crate) cohort: Option<String>,
    /// The node or indicator (for --view position and rollout); targets of this indicator only
    #[arg(long, value_name = "CODE")]
    pub(crate) item: Option<String>,
    /// Record of a meeting whose tasks work on the criteria (for --view milestones)
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// Log of the record: how its tasks stand
    #[arg(long, value_name = "FILE", requires = "record")]
    pub(crate) log: Option<PathBuf>,
    /// Acts of recognition, a CSV table as for `assess` (for --view milestones)
    #[arg(long, value_name = "FILE")]
    pub(crate) recognitions: Option<PathBuf>,
    /// Only this unit (code or name); may be repeated
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: Vec<String>,
    /// Write a report for printing, in HTML, to this file as well
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Form of the result
    #[arg(long, default_value = "table")]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What `track` shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum View {
    /// Status, pace and forecast of every target
    Targets,
    /// The paces that targets demand against those that units have shown
    Stress,
    /// Where units stand among their peers, over the periods
    Position,
    /// Cohorts over the periods
    Rollout,
    /// Levels by a date
    Milestones,
    /// How targets came to be
    History,
}

/// Methods with names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Method {
    /// Straight path from baseline to target
    Linear,
    /// Eurostat: compound growth, 95 and 60 percent
    Eurostat,
    /// Open SDG: compound growth, 95 and 60 percent
    OpenSdg,
    /// SDSN: change over four years, 100 and 50 percent
    Sdsn,
    /// ESCAP: value anticipated when due
    Escap,
    /// Path on the logit scale, for percentages
    Logit,
    /// Change so far against change still needed
    Needed,
}

/// Readings of ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Range {
    /// The easier end is the target
    Easier,
    /// The harder end is the target
    Harder,
    /// The value has to lie between the ends
    Within,
}

/// Methods of forecasting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Forecasting {
    /// Line of Theil and Sen
    TheilSen,
    /// Exponential smoothing with a damped trend
    DampedTrend,
}

/// Two or three limits that fall.
#[derive(Debug, Clone)]
pub(crate) struct Limits(pub(crate) Vec<f64>);

fn limits(written: &str) -> Result<Limits, String> {
    let limits: Option<Vec<f64>> =
        written.split(',').map(|limit| limit.trim().parse().ok()).collect();
    // Whatever is measured, limits are right or wrong by themselves.
    limits
        .filter(|limits| Rating::LINEAR.with_limits(limits).is_some())
        .map(Limits)
        .ok_or_else(|| "two or three numbers that fall, such as 0.9,0.5,0".to_owned())
}

fn percent(written: &str) -> Result<f64, String> {
    match written.parse::<f64>() {
        Ok(percent) if percent > 0.0 && percent < 100.0 => Ok(percent / 100.0),
        _ => Err("a number between 0 and 100".to_owned()),
    }
}
