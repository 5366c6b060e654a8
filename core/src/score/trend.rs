//! What scores and values do over time.

use super::Scorecard;
use super::panel::{Trend, trends};
use super::prepare::year;
use crate::framework::ItemId;
use crate::observe::Column;

/// Which figure of an item is followed over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum TrendOf {
    /// The score, unrounded.
    #[default]
    Score,
    /// The score as printed.
    Shown,
    /// The value as observed.
    Observed,
}

impl Scorecard {
    /// The trend of every unit over all periods that state a time, in the order of
    /// [`Self::units`]; rates are for one year. Periods count from their first day.
    ///
    /// ```
    /// use chuan::check::{CheckOptions, Checker};
    /// use chuan::framework::{FileFormat, Framework};
    /// use chuan::score::{TrendOf, panel::Trend};
    ///
    /// let text = r#"{ "code": "t", "title": "T", "indicator": [{ "code": "a" }] }"#;
    /// let framework = Framework::parse(text, FileFormat::Json).unwrap();
    /// let mut checker = Checker::new(&framework, CheckOptions::default());
    /// let data = "unit,period,a\nx,2020,100\nx,2022,121\ny,2022,5\n";
    /// checker.read_csv("data.csv", data.as_bytes())?;
    /// let card = chuan::score::score(&framework, &checker.finish().observations);
    /// let a = framework.find("a").unwrap();
    /// let growth = card.trends(a, TrendOf::Score, Trend::Cagr);
    /// assert!((growth.get(0).unwrap() - 0.1).abs() < 1e-12);
    /// assert_eq!(growth.get(1), None);
    /// # Ok::<(), chuan::observe::ReadError>(())
    /// ```
    pub fn trends(&self, item: ItemId, of: TrendOf, trend: Trend) -> Column {
        let in_time = self.periods().iter().filter_map(|scores| {
            let column = match of {
                TrendOf::Score => scores.score(item),
                TrendOf::Shown => scores.shown(item),
                TrendOf::Observed => scores.observed(item),
            };
            Some((year(scores.period()?), column.clone()))
        });
        let (times, columns): (Vec<f64>, Vec<Column>) = in_time.unzip();
        if columns.is_empty() {
            return Column::absent(self.units().len());
        }
        trends(&times, &columns, trend)
    }
}
