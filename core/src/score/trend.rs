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
        let in_time = self.in_time(item, of).map(|(time, column)| (time, column.clone()));
        let (times, columns): (Vec<f64>, Vec<Column>) = in_time.unzip();
        if columns.is_empty() {
            return Column::absent(self.units().len());
        }
        trends(&times, &columns, trend)
    }

    /// The first and the last figure of every unit over the same periods: those between which its trend
    /// runs. They are the same where there is one.
    ///
    /// ```
    /// # use chuan::check::{CheckOptions, Checker};
    /// # use chuan::framework::{FileFormat, Framework};
    /// use chuan::score::TrendOf;
    ///
    /// # let text = r#"{ "code": "t", "title": "T", "indicator": [{ "code": "a" }] }"#;
    /// # let framework = Framework::parse(text, FileFormat::Json).unwrap();
    /// # let mut checker = Checker::new(&framework, CheckOptions::default());
    /// let data = "unit,period,a\nx,2020,100\nx,2022,121\ny,2022,5\n";
    /// # checker.read_csv("data.csv", data.as_bytes())?;
    /// # let card = chuan::score::score(&framework, &checker.finish().observations);
    /// # let a = framework.find("a").unwrap();
    /// let [first, last] = card.trend_ends(a, TrendOf::Score);
    /// assert_eq!((first.get(0), last.get(0)), (Some(100.0), Some(121.0)));
    /// assert_eq!((first.get(1), last.get(1)), (Some(5.0), Some(5.0)));
    /// # Ok::<(), chuan::observe::ReadError>(())
    /// ```
    pub fn trend_ends(&self, item: ItemId, of: TrendOf) -> [Column; 2] {
        let columns: Vec<&Column> = self.in_time(item, of).map(|(_, column)| column).collect();
        let of = |unit: usize| columns.iter().filter_map(move |column| column.get(unit));
        let units = 0..self.units().len();
        [
            units.clone().map(|unit| of(unit).next()).collect(),
            units.map(|unit| of(unit).next_back()).collect(),
        ]
    }

    /// The column of a figure in each period that states a time, and that time in years.
    fn in_time(&self, item: ItemId, of: TrendOf) -> impl Iterator<Item = (f64, &Column)> {
        self.periods().iter().filter_map(move |scores| {
            let column = match of {
                TrendOf::Score => scores.score(item),
                TrendOf::Shown => scores.shown(item),
                TrendOf::Observed => scores.observed(item),
            };
            Some((year(scores.period()?), column))
        })
    }
}
