//! Periods and dates as reports write them.
//!
//! A [`Period`] is what a figure is about: a year, a half, a quarter, a month, a day, a span. It is
//! read strictly ([`Period::parse_iso`], for columns of data) or leniently ([`Period::parse`], for
//! what people write in Vietnamese or English), and printed in one canonical form.

mod error;
mod frequency;
mod iso;
mod lenient;
mod serial;
mod token;
mod value;
mod words;

pub use error::PeriodError;
pub use frequency::Frequency;
pub use iso::parse_date_iso;
pub use lenient::parse_date;
pub use value::{Period, PeriodKind};
pub use words::day_words;

#[cfg(test)]
mod tests;
