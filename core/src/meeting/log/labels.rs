//! What the labels of task trackers say of a task: a table, not code.

use super::state::State;
use super::timeliness::Timeliness;
use std::collections::BTreeMap;

/// What a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// Where the task stands; none where the label says nothing about it.
    pub state: Option<State>,
    /// Whether it is in time; none where the label says nothing about it.
    pub timeliness: Option<Timeliness>,
}

impl Label {
    /// Whether the label agrees with what is computed. Trackers that do not warn of near deadlines
    /// call them in time, and so they are.
    pub fn agrees(&self, computed: Option<Timeliness>) -> bool {
        match (self.timeliness, computed) {
            (None, _) => true,
            (Some(Timeliness::OnTrack), Some(Timeliness::DueSoon)) => true,
            (said, computed) => said == computed,
        }
    }
}

/// Labels of task trackers, each with what it says.
///
/// Trackers store state and timeliness as one label, which goes stale overnight. Here a label is
/// taken apart: its state becomes events, its timeliness is compared with what is computed.
///
/// ```
/// use chuan::meeting::log::{Labels, State, Timeliness};
///
/// let label = Labels::vietnamese().get("Đã hoàn thành  quá hạn").unwrap();
/// assert_eq!((label.state, label.timeliness), (Some(State::Done), Some(Timeliness::Late)));
/// assert!(Labels::vietnamese().get("Đang suy nghĩ").is_none());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Labels(BTreeMap<String, Label>);

/// Why a table of labels cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LabelError {
    /// It is no table with the columns that are needed.
    #[error("the table cannot be read: {0}")]
    Table(String),
    /// A word that is no state and no timeliness.
    #[error("row {row}: `{word}` is no {what}")]
    Word {
        /// The record, from 1.
        row: usize,
        /// The word.
        word: String,
        /// `state` or `timeliness`.
        what: &'static str,
    },
    /// The same label twice.
    #[error("row {row}: `{label}` stands there twice")]
    Twice {
        /// The record, from 1.
        row: usize,
        /// The label.
        label: String,
    },
}

fn key(label: &str) -> String {
    crate::text::clean(label).to_lowercase()
}

impl Labels {
    /// Labels of five Vietnamese task trackers.
    pub fn vietnamese() -> Self {
        Self::parse(include_str!("labels_vi.csv")).unwrap_or_default()
    }

    /// Reads a CSV table with the columns `label`, `state`, `timeliness`; others are left alone.
    ///
    /// # Errors
    /// When it is no such table, has a word that is not ours, or a label twice.
    pub fn parse(text: &str) -> Result<Self, LabelError> {
        let unread = |error: csv::Error| LabelError::Table(error.to_string());
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(unread)?.clone();
        let column = |name: &str| {
            let found = header.iter().position(|column| column == name);
            found.ok_or_else(|| LabelError::Table(format!("no column `{name}`")))
        };
        let columns = [column("label")?, column("state")?, column("timeliness")?];
        let mut labels = BTreeMap::new();
        for (row, record) in (1..).zip(reader.records()) {
            let record = record.map_err(unread)?;
            let [label, state, timeliness] =
                columns.map(|column| record.get(column).unwrap_or_default().trim());
            let wrong = |word: &str, what| LabelError::Word { row, word: word.to_owned(), what };
            let state = match state {
                "" => None,
                word => Some(
                    State::ALL
                        .into_iter()
                        .find(|state| state.as_str() == word)
                        .ok_or_else(|| wrong(word, "state"))?,
                ),
            };
            let timeliness = match timeliness {
                "" => None,
                word => Some(
                    Timeliness::ALL
                        .into_iter()
                        .find(|timeliness| timeliness.as_str() == word)
                        .ok_or_else(|| wrong(word, "timeliness"))?,
                ),
            };
            if labels.insert(key(label), Label { state, timeliness }).is_some() {
                return Err(LabelError::Twice { row, label: label.to_owned() });
            }
        }
        Ok(Self(labels))
    }

    /// What a label says; none when the table does not know it. Case and spaces do not matter,
    /// diacritics do.
    pub fn get(&self, label: &str) -> Option<Label> {
        self.0.get(&key(label)).copied()
    }

    /// The labels, in small letters.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Label)> {
        self.0.iter().map(|(label, said)| (label.as_str(), *said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_ships_has_every_state() {
        let labels = Labels::vietnamese();
        assert_eq!(labels.iter().count(), 31);
        for state in State::ALL {
            assert!(labels.iter().any(|(_, label)| label.state == Some(state)), "{state}");
        }
    }

    #[test]
    fn what_is_no_table_of_labels() {
        let error = |text: &str| Labels::parse(text).unwrap_err().to_string();
        assert_eq!(error("label,state\n"), "the table cannot be read: no column `timeliness`");
        assert_eq!(error("label,state,timeliness\nx,open,\n"), "row 1: `open` is no state");
        assert_eq!(
            error("label,state,timeliness\nx,done,\nX,active,\n"),
            "row 2: `X` stands there twice"
        );
    }
}
