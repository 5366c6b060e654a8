//! What is wrong with a log, small enough to be kept for every line.

use super::state::{EventKind, State};
use crate::finding::{Bilingual, Finding, Place, Rule, catalogue};
use std::sync::Arc;

/// Something that is wrong, at a line.
#[derive(Debug, Clone)]
pub(super) struct Issue {
    /// The 1-based line; 0 where it is about no line.
    pub(super) line: u64,
    /// The number that the line bears.
    pub(super) seq: u64,
    /// The task, by its place in the base.
    pub(super) task: Option<u32>,
    /// What is wrong.
    pub(super) fault: Fault,
}

#[derive(Debug, Clone)]
pub(super) enum Fault {
    Unreadable(String),
    Illegal(EventKind, State),
    OpenLater,
    UnknownTask(Box<str>),
    BeforeAssignment,
    RecordedBefore,
    Seq { expected: u64 },
    Chain,
    Record,
    BackDated,
    Percent,
    Falling,
    ExtendNoEvidence,
    ExtendLate,
    ExtendEarlier,
    ByOwner,
    NoEvidence,
    Silent(i64),
    NotOpened,
    VoidNothing(u64),
    VoidItself,
    VoidTwice(u64),
}

fn both(vi: &'static str, en: &'static str) -> Bilingual {
    Bilingual { vi, en }
}

impl Fault {
    pub(super) fn rule(&self) -> &'static Rule {
        match self {
            Self::Unreadable(_) => &catalogue::LOG_LINE,
            Self::Illegal(..) | Self::OpenLater => &catalogue::LOG_TRANSITION,
            Self::UnknownTask(_) => &catalogue::LOG_TASK,
            Self::BeforeAssignment | Self::RecordedBefore => &catalogue::LOG_TIME,
            Self::Seq { .. } => &catalogue::LOG_SEQ,
            Self::Chain | Self::Record => &catalogue::LOG_CHAIN,
            Self::BackDated => &catalogue::LOG_BACK_DATED,
            Self::Percent | Self::Falling => &catalogue::LOG_PERCENT,
            Self::ExtendNoEvidence | Self::ExtendLate | Self::ExtendEarlier => {
                &catalogue::LOG_EXTENSION
            }
            Self::ByOwner => &catalogue::LOG_BY_OWNER,
            Self::NoEvidence => &catalogue::LOG_NO_EVIDENCE,
            Self::Silent(_) => &catalogue::LOG_SILENT,
            Self::NotOpened => &catalogue::LOG_NOT_OPENED,
            Self::VoidNothing(_) | Self::VoidItself | Self::VoidTwice(_) => &catalogue::LOG_VOID,
        }
    }

    /// Whether it stands even when its line is taken out: it is about the file, not the event.
    pub(super) fn is_about_the_file(&self) -> bool {
        matches!(
            self,
            Self::Unreadable(_)
                | Self::Seq { .. }
                | Self::Chain
                | Self::Record
                | Self::NotOpened
                | Self::VoidNothing(_)
                | Self::VoidItself
                | Self::VoidTwice(_)
        )
    }
}

impl Issue {
    /// The finding, with the name of the file and the ids of the tasks.
    pub(super) fn finding(&self, file: Option<&Arc<str>>, task: Option<&Arc<str>>) -> Finding {
        let mut place = Place::in_file(file.cloned());
        if self.line > 0 {
            place.line = Some(self.line);
        }
        let finding = Finding::new(self.fault.rule())
            .at(place)
            .with("seq", self.seq)
            .with("task", task.map_or("?", |id| id));
        let finding = match task {
            Some(id) => finding.unit(id.clone()),
            None => finding,
        };
        match &self.fault {
            Fault::Unreadable(why) => finding.with("why", why.as_str()),
            Fault::Illegal(kind, state) => finding
                .value(kind.as_str())
                .with("event", kind.as_str())
                .with("state", state.as_str()),
            Fault::OpenLater => finding.value("open").with("event", "open").with("state", "open"),
            Fault::UnknownTask(id) => finding.value(id.as_ref()),
            Fault::BeforeAssignment => {
                finding.with("what", both("trước ngày giao", "before the task was given"))
            }
            Fault::RecordedBefore => finding
                .with("what", both("được ghi trước khi xảy ra", "recorded before it happened")),
            Fault::Seq { expected } => finding.with("expected", *expected),
            Fault::Chain => finding
                .with("what", both("đã bị sửa sau khi ghi", "it was changed after it was written")),
            Fault::Record => {
                finding.with("what", both("bản ghi cuộc họp đã bị sửa", "the record was changed"))
            }
            Fault::Percent => {
                finding.with("what", both("ngoài khoảng 0-100", "out of the range 0 to 100"))
            }
            Fault::Falling => finding.with("what", both("thấp hơn lần trước", "lower than before")),
            Fault::ExtendNoEvidence => {
                finding.with("what", both("không có văn bản", "without evidence"))
            }
            Fault::ExtendLate => {
                finding.with("what", both("khi đã quá hạn", "after the deadline had passed"))
            }
            Fault::ExtendEarlier => {
                finding.with("what", both("về ngày sớm hơn", "to an earlier day"))
            }
            Fault::Silent(days) => finding.with("days", days.to_string()),
            Fault::VoidNothing(target) => finding.with("target", *target).with(
                "what",
                both("không có sự kiện nào trước đó mang số này", "no earlier event bears it"),
            ),
            Fault::VoidItself => finding
                .with("target", self.seq)
                .with("what", both("đó là chính nó", "that is the event itself")),
            Fault::VoidTwice(target) => finding
                .with("target", *target)
                .with("what", both("sự kiện đó đã bị hủy", "it was taken out before")),
            Fault::BackDated | Fault::ByOwner | Fault::NoEvidence | Fault::NotOpened => finding,
        }
    }
}
