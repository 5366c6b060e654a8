//! Counts of tasks and the rates that are made of them.

use super::state::State;
use super::status::TaskStatus;
use super::timeliness::Timeliness;
use crate::finding::Bilingual;
use crate::meeting::Due;
use crate::number::Rounding;

/// How many tasks stand where.
///
/// The parts add up: `total = done + open`, `done = on time + late + undated`,
/// `open = in time + overdue + undated`. Tasks that were withdrawn are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Done on the last day or before.
    pub done_on_time: u64,
    /// Done after the last day.
    pub done_late: u64,
    /// Done, without a deadline.
    pub done_undated: u64,
    /// Open, and the last day has not passed (near deadlines included).
    pub open_in_time: u64,
    /// Open, and the last day has passed.
    pub open_overdue: u64,
    /// Open, without a deadline.
    pub open_undated: u64,
    /// Withdrawn; not in any total.
    pub cancelled: u64,
    /// Of those that are done, how many somebody has accepted …
    pub accepted: u64,
    /// … and how many of these their own owner.
    pub accepted_by_owner: u64,
}

impl Counts {
    /// Counts tasks.
    pub fn of<'a>(tasks: impl IntoIterator<Item = &'a TaskStatus>) -> Self {
        let mut counts = Self::default();
        for task in tasks {
            counts.add(task);
        }
        counts
    }

    /// Counts one more task.
    pub fn add(&mut self, task: &TaskStatus) {
        let undated = matches!(task.timeliness, None | Some(Timeliness::Undated));
        let late = matches!(task.timeliness, Some(Timeliness::Overdue | Timeliness::Late));
        let count = match task.state {
            State::Cancelled => &mut self.cancelled,
            State::Done if undated => &mut self.done_undated,
            State::Done if late => &mut self.done_late,
            State::Done => &mut self.done_on_time,
            _ if undated => &mut self.open_undated,
            _ if late => &mut self.open_overdue,
            _ => &mut self.open_in_time,
        };
        *count = count.saturating_add(1);
        let accepted = task.state == State::Done && task.accepted_on.is_some();
        self.accepted = self.accepted.saturating_add(u64::from(accepted));
        let by_owner = accepted && task.accepted_by_owner;
        self.accepted_by_owner = self.accepted_by_owner.saturating_add(u64::from(by_owner));
    }

    /// All that are done.
    pub fn done(&self) -> u64 {
        self.done_on_time.saturating_add(self.done_late).saturating_add(self.done_undated)
    }

    /// All that are open.
    pub fn open(&self) -> u64 {
        self.open_in_time.saturating_add(self.open_overdue).saturating_add(self.open_undated)
    }

    /// All but those that were withdrawn.
    pub fn total(&self) -> u64 {
        self.done().saturating_add(self.open())
    }

    /// A rate made of these counts. [`RateKind::PeriodCompletion`] needs the tasks themselves; see
    /// [`period_completion`].
    ///
    /// ```
    /// use chuan::meeting::log::{Counts, RateKind};
    /// use chuan::number::{Rounding, RoundingRule};
    ///
    /// // Published as of 25 December 2017, and cut after two digits there.
    /// let counts = Counts {
    ///     done_on_time: 14_068, done_late: 1_983, open_in_time: 5_640, open_overdue: 223,
    ///     ..Counts::default()
    /// };
    /// let rate = counts.rate(RateKind::DueCompletion).unwrap();
    /// assert_eq!((rate.numerator, rate.denominator), (16_051, 16_274));
    /// let cut = Rounding { digits: 2, rule: RoundingRule::Truncate };
    /// assert_eq!(rate.percent(Some(cut)), Some(98.62));
    /// assert_eq!(Counts::default().rate(RateKind::Completion).unwrap().percent(None), None);
    /// ```
    pub fn rate(&self, kind: RateKind) -> Option<Rate> {
        let dated = self.done_on_time.saturating_add(self.done_late);
        let due = dated.saturating_add(self.open_overdue);
        let (numerator, denominator) = match kind {
            RateKind::Completion => (self.done(), self.total()),
            RateKind::DueCompletion => (dated, due),
            RateKind::OnTimeOfDone => (self.done_on_time, dated),
            RateKind::OnTimeOfDue => (self.done_on_time, due),
            RateKind::OnTimeOfAll => (self.done_on_time, self.total()),
            RateKind::OverdueOfOpen => (self.open_overdue, self.open()),
            RateKind::AcceptedByOwner => (self.accepted_by_owner, self.accepted),
            RateKind::PeriodCompletion => return None,
        };
        Some(Rate { kind, numerator, denominator })
    }

    /// All rates that counts give.
    pub fn rates(&self) -> impl Iterator<Item = Rate> + '_ {
        RateKind::ALL.into_iter().filter_map(|kind| self.rate(kind))
    }
}

/// Which rate. Two reports may both speak of "the rate of completion" and mean different ones: so
/// each has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RateKind {
    /// done / total.
    Completion,
    /// done with a deadline / (done with a deadline + overdue).
    DueCompletion,
    /// done on time / (done on time + late).
    OnTimeOfDone,
    /// done on time / (done on time + late + overdue).
    OnTimeOfDue,
    /// done on time / total.
    OnTimeOfAll,
    /// overdue / open.
    OverdueOfOpen,
    /// accepted by their own owner / accepted.
    AcceptedByOwner,
    /// done among tasks whose last day lies in a period.
    PeriodCompletion,
}

impl RateKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Completion,
        Self::DueCompletion,
        Self::OnTimeOfDone,
        Self::OnTimeOfDue,
        Self::OnTimeOfAll,
        Self::OverdueOfOpen,
        Self::AcceptedByOwner,
        Self::PeriodCompletion,
    ];

    /// The word of files and programs, such as `due_completion`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completion => "completion",
            Self::DueCompletion => "due_completion",
            Self::OnTimeOfDone => "on_time_of_done",
            Self::OnTimeOfDue => "on_time_of_due",
            Self::OnTimeOfAll => "on_time_of_all",
            Self::OverdueOfOpen => "overdue_of_open",
            Self::AcceptedByOwner => "accepted_by_owner",
            Self::PeriodCompletion => "period_completion",
        }
    }

    /// What it is, in words.
    pub fn title(self) -> Bilingual {
        let (vi, en) = match self {
            Self::Completion => ("Hoàn thành trên tổng số", "Done of all"),
            Self::DueCompletion => ("Hoàn thành trên số đến hạn", "Done of those due"),
            Self::OnTimeOfDone => ("Đúng hạn trên số đã xong", "On time of those done"),
            Self::OnTimeOfDue => ("Đúng hạn trên số đến hạn", "On time of those due"),
            Self::OnTimeOfAll => ("Đúng hạn trên tổng số", "On time of all"),
            Self::OverdueOfOpen => ("Quá hạn trên số chưa xong", "Overdue of those open"),
            Self::AcceptedByOwner => {
                ("Chủ trì tự xác nhận trên số đã xác nhận", "Accepted by the owner itself")
            }
            Self::PeriodCompletion => {
                ("Hoàn thành trong số có hạn trong kỳ", "Done of those due in the period")
            }
        };
        Bilingual { vi, en }
    }
}

impl std::str::FromStr for RateKind {
    type Err = UnknownRate;
    fn from_str(word: &str) -> Result<Self, UnknownRate> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == word);
        found.ok_or_else(|| UnknownRate(word.to_owned()))
    }
}

/// A word that names no rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no rate: use completion, due_completion, on_time_of_done, on_time_of_due, \
    on_time_of_all, overdue_of_open, accepted_by_owner or period_completion"
)]
pub struct UnknownRate(pub String);

/// A rate, with what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Which one.
    pub kind: RateKind,
    /// What is counted.
    pub numerator: u64,
    /// Of how many. Of none there is no rate.
    pub denominator: u64,
}

impl Rate {
    /// The rate in percent, rounded where asked; none when it is of nothing.
    pub fn percent(&self, rounding: Option<Rounding>) -> Option<f64> {
        if self.denominator == 0 {
            return None;
        }
        let percent = self.numerator as f64 * 100.0 / self.denominator as f64;
        Some(rounding.map_or(percent, |rounding| rounding.apply(percent)))
    }
}

/// Done among the tasks whose last day lies in a period.
pub fn period_completion<'a>(
    tasks: impl IntoIterator<Item = &'a TaskStatus>,
    period: &crate::period::Period,
) -> Rate {
    let within = |task: &&TaskStatus| {
        let last = task.due.as_ref().and_then(Due::last);
        task.state != State::Cancelled && last.is_some_and(|last| period.contains(last))
    };
    let (mut numerator, mut denominator) = (0, 0);
    for task in tasks.into_iter().filter(within) {
        denominator += 1;
        numerator += u64::from(task.state == State::Done);
    }
    Rate { kind: RateKind::PeriodCompletion, numerator, denominator }
}
