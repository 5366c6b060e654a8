//! The log of a meeting: what became of its tasks.
//!
//! A log is a file of JSON lines that is only ever added to. Each line is an [`Event`]; it bears a
//! number (`seq`), the day on which the thing happened (`on`), the moment at which it was written
//! down (`recorded_at`), and the hash of the line before (`prev`), so that no line can be changed
//! unseen. The first line, `open`, names the hash of the record, so that no deadline can be changed
//! unseen either.
//!
//! Nothing that can be computed is stored. [`replay`] says where every task stands as of a day, and
//! as it was known at a moment: its [`State`], which events change by the table [`TRANSITIONS`], and
//! its [`Timeliness`], which time alone changes. What is wrong with a log is a finding `MTG-7xx`.

#[cfg(feature = "append")]
mod append;
mod base;
mod chain;
#[cfg(feature = "csv")]
mod course;
mod deed;
mod event;
mod group;
mod issue;
#[cfg(feature = "csv")]
mod labels;
mod line;
mod lists;
mod merge;
mod observation;
mod pass;
mod places;
mod rates;
mod replay;
mod stamp;
mod state;
mod status;
mod timeliness;
mod track;
mod voids;

pub use crate::meeting::canonical::{Hash, NoHash};
#[cfg(feature = "append")]
pub use append::{AppendError, Appended, append, chain, head};
pub use base::{LogBase, TaskBase};
#[cfg(feature = "csv")]
pub(in crate::meeting) use course::Course;
#[cfg(feature = "csv")]
pub use course::way;
pub use event::{Event, EventError};
pub use group::{Grouping, UnknownGrouping};
#[cfg(feature = "csv")]
pub use labels::{Label, LabelError, Labels};
pub use lists::{List, by_urgency};
pub use merge::{MergeError, merge};
pub use observation::{Provenance, RateObservation};
pub use rates::{Counts, Rate, RateKind, UnknownRate, period_completion};
pub use replay::{Replay, ReplayOptions, replay};
pub use stamp::{KnownAt, Stamp};
pub use state::{EventKind, Row, State, TRANSITIONS, UnknownEvent};
pub use status::TaskStatus;
pub use timeliness::{CountedAt, Policy, STATE_LABELS, TIMELINESS_LABELS, Timeliness, label};
#[cfg(feature = "csv")]
pub(in crate::meeting) use voids::standing;
