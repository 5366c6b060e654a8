//! Words of others and what they mean: tables, not code.

use crate::meeting::spec::{AttendanceStatus, BallotOption, Majority, Outcome};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// What the outcome of an item means.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Mapped {
    /// The outcome; none for a text that says nothing about it.
    pub outcome: Option<Outcome>,
    /// By which majority.
    pub majority: Option<Majority>,
    /// The body that it was referred to, as written.
    pub refer_to: Option<String>,
}

/// Why a table cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MapError {
    /// It is no table with the columns that are needed.
    #[error("the table cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// A word that is not in our closed lists.
    #[error("row {row}: `{word}` is not one of ours")]
    Word {
        /// The record, from 1.
        row: usize,
        /// The word.
        word: String,
    },
    /// The same text twice.
    #[error("row {row}: `{text}` stands there twice")]
    Twice {
        /// The record, from 1.
        row: usize,
        /// The text.
        text: String,
    },
}

/// Texts of outcomes, each with what it means.
///
/// ```
/// use chuan::exchange::OutcomeMap;
/// use chuan::meeting::spec::Outcome;
///
/// let map = OutcomeMap::parse("source_text,outcome,majority,refer_to\nvertagt,postponed,,\n").unwrap();
/// assert_eq!(map.get("vertagt").unwrap().outcome, Some(Outcome::Postponed));
/// assert!(map.get("verworfen").is_none());
/// ```
#[derive(Debug, Clone, Default)]
pub struct OutcomeMap(BTreeMap<String, Mapped>);

#[derive(Deserialize)]
struct OutcomeRow {
    source_text: String,
    outcome: String,
    majority: String,
    refer_to: String,
}

/// A word of ours, read as in a record.
fn word<T: DeserializeOwned>(text: &str, row: usize) -> Result<Option<T>, MapError> {
    if text.is_empty() {
        return Ok(None);
    }
    let value = serde_json::Value::from(text);
    let wrong = |_| MapError::Word { row, word: text.to_owned() };
    serde_json::from_value(value).map(Some).map_err(wrong)
}

impl OutcomeMap {
    /// Reads a table with the columns `source_text`, `outcome`, `majority`, `refer_to`.
    ///
    /// # Errors
    /// When it is no such table, has a word that is not ours, or a text twice.
    pub fn parse(text: &str) -> Result<Self, MapError> {
        let mut map = BTreeMap::new();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for (row, record) in (1..).zip(reader.deserialize()) {
            let record: OutcomeRow = record?;
            let mapped = Mapped {
                outcome: word(&record.outcome, row)?,
                majority: word(&record.majority, row)?,
                refer_to: Some(record.refer_to).filter(|text| !text.is_empty()),
            };
            let text = record.source_text.trim().to_owned();
            if map.insert(text.clone(), mapped).is_some() {
                return Err(MapError::Twice { row, text });
            }
        }
        Ok(Self(map))
    }

    /// German texts of results, as councils write them in OParl.
    pub fn german() -> Self {
        Self::parse(include_str!("maps/outcomes_de.csv")).unwrap_or_default()
    }

    /// Names of actions of Legistar.
    pub fn legistar() -> Self {
        Self::parse(include_str!("maps/outcomes_legistar.csv")).unwrap_or_default()
    }

    /// What a text means; none when the table does not know it.
    pub fn get(&self, text: &str) -> Option<&Mapped> {
        self.0.get(text.trim())
    }

    /// How many texts it knows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Values of roll calls and of votes, each with what it means.
#[derive(Debug, Clone, Default)]
pub struct AttendanceMap {
    roll: BTreeMap<String, (AttendanceStatus, Option<String>)>,
    votes: BTreeMap<String, BallotOption>,
}

#[derive(Deserialize)]
struct AttendanceRow {
    #[serde(rename = "where")]
    place: String,
    source_value: String,
    status_or_option: String,
    reason: String,
}

impl AttendanceMap {
    /// Reads a table with the columns `where` (`roll_call` or `vote`), `source_value`,
    /// `status_or_option`, `reason`.
    ///
    /// # Errors
    /// When it is no such table, or has a word that is not ours.
    pub fn parse(text: &str) -> Result<Self, MapError> {
        let mut map = Self::default();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for (row, record) in (1..).zip(reader.deserialize()) {
            let record: AttendanceRow = record?;
            let missing = || MapError::Word { row, word: record.status_or_option.clone() };
            let value = record.source_value.trim().to_owned();
            match record.place.as_str() {
                "roll_call" => {
                    let status = word(&record.status_or_option, row)?.ok_or_else(missing)?;
                    let reason = Some(record.reason).filter(|reason| !reason.is_empty());
                    map.roll.insert(value, (status, reason));
                }
                "vote" => {
                    let option = word(&record.status_or_option, row)?.ok_or_else(missing)?;
                    map.votes.insert(value, option);
                }
                other => return Err(MapError::Word { row, word: other.to_owned() }),
            }
        }
        Ok(map)
    }

    /// Values of Legistar.
    pub fn legistar() -> Self {
        Self::parse(include_str!("maps/attendance_legistar.csv")).unwrap_or_default()
    }

    /// What a value of a roll call means: the status, and a reason.
    pub fn roll(&self, value: &str) -> Option<(AttendanceStatus, Option<&str>)> {
        let (status, reason) = self.roll.get(value.trim())?;
        Some((*status, reason.as_deref()))
    }

    /// What a value of a vote means.
    pub fn vote(&self, value: &str) -> Option<BallotOption> {
        self.votes.get(value.trim()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_that_ship_are_read() {
        assert_eq!(OutcomeMap::german().len(), 70);
        assert!(OutcomeMap::legistar().len() > 20);
        assert_eq!(AttendanceMap::legistar().roll.len(), 13);
        assert_eq!(AttendanceMap::legistar().votes.len(), 13);
    }
}
