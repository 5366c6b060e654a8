//! Lists of tasks that somebody should look at.

use super::base::LogBase;
use super::replay::Replay;
use super::state::State;
use super::status::TaskStatus;
use super::timeliness::Timeliness;

/// Which tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Open, and the last day has passed; most days first.
    Overdue,
    /// Open, and the last day is near; nearest first.
    DueSoon,
    /// Open, without a deadline.
    NoDeadline,
    /// Open, without an owner.
    NoOwner,
    /// Sent back twice or more.
    ReturnedTwice,
    /// The deadline was moved more than once.
    ExtendedTwice,
    /// Open, and nothing was heard for more days than this; longest first.
    Silent(u32),
    /// Accepted by their own owner.
    AcceptedByOwner,
}

/// Puts tasks in the order in which they press: open ones before those that are closed, overdue ones
/// first and of these the longest overdue; otherwise as in the record.
pub fn by_urgency(tasks: &mut [&TaskStatus]) {
    tasks.sort_by_key(|task| {
        let open = task.state.is_open();
        let overdue = open && task.timeliness == Some(Timeliness::Overdue);
        (!open, std::cmp::Reverse(task.days.filter(|_| overdue)), task.index)
    });
}

impl Replay {
    /// The tasks of a list.
    pub fn list(&self, base: &LogBase, list: List) -> Vec<&TaskStatus> {
        let open = |task: &TaskStatus| task.state.is_open();
        let keep = |task: &&TaskStatus| match list {
            List::Overdue => open(task) && task.timeliness == Some(Timeliness::Overdue),
            List::DueSoon => open(task) && task.timeliness == Some(Timeliness::DueSoon),
            List::NoDeadline => open(task) && task.timeliness == Some(Timeliness::Undated),
            List::NoOwner => open(task) && task.owner.is_none(),
            List::ReturnedTwice => task.returns >= 2,
            List::ExtendedTwice => task.extensions > 1,
            List::Silent(days) => open(task) && self.silence(base, task) > i64::from(days),
            List::AcceptedByOwner => task.state == State::Done && task.accepted_by_owner,
        };
        let mut tasks: Vec<&TaskStatus> = self.tasks.iter().filter(keep).collect();
        match list {
            List::Overdue | List::DueSoon => tasks.sort_by_key(|t| std::cmp::Reverse(t.days)),
            List::Silent(_) => {
                tasks.sort_by_key(|task| std::cmp::Reverse(self.silence(base, task)));
            }
            _ => {}
        }
        tasks
    }

    /// Days since something was heard of a task, or since it was given.
    pub fn silence(&self, base: &LogBase, task: &TaskStatus) -> i64 {
        let given = base.tasks.get(task.index).map(|task| task.assigned);
        let heard = task.heard_on.max(given).unwrap_or(self.as_of);
        self.as_of.signed_duration_since(heard).num_days()
    }

    /// Days from the day a task was given to the day on which it counts as done.
    pub fn days_to_close(&self, base: &LogBase, task: &TaskStatus) -> Option<i64> {
        let given = base.tasks.get(task.index)?.assigned;
        Some(task.completed_on?.signed_duration_since(given).num_days())
    }
}
