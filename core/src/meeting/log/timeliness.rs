//! Whether a task is in time, as of a day. Computed, never stored.

use super::state::State;
use crate::finding::Bilingual;
use crate::text::Lang;
use chrono::NaiveDate;
use std::fmt;

/// Whether a task is, or was, in time. A task that was withdrawn has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Timeliness {
    /// There is no deadline.
    Undated,
    /// The deadline is further away than the window of [`Policy::due_soon_days`].
    OnTrack,
    /// The deadline is near, or today.
    DueSoon,
    /// The last day has passed.
    Overdue,
    /// Done on the last day or before.
    OnTime,
    /// Done after the last day.
    Late,
}

impl Timeliness {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Undated, Self::OnTrack, Self::DueSoon, Self::Overdue, Self::OnTime, Self::Late];

    /// The word of files and programs: `undated`, `on_track`, `due_soon`, `overdue`, `on_time`,
    /// `late`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Undated => "undated",
            Self::OnTrack => "on_track",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::OnTime => "on_time",
            Self::Late => "late",
        }
    }
}

impl fmt::Display for Timeliness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// On which day a task counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CountedAt {
    /// On the day of the submission that was accepted later: slow acceptance makes nobody late.
    #[default]
    Submitted,
    /// On the day of acceptance.
    Accepted,
}

/// How timeliness is judged.
///
/// ```
/// use chuan::meeting::log::Policy;
///
/// assert_eq!(Policy::default().to_string(), "counted_at=submitted;due_soon_days=7;pause_stops_clock=no");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Policy {
    /// On which day a task counts as done.
    pub counted_at: CountedAt,
    /// A deadline so many days away or fewer is near.
    pub due_soon_days: u32,
    /// Whether the days of a pause are added to the deadline.
    pub pause_stops_clock: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self { counted_at: CountedAt::default(), due_soon_days: 7, pause_stops_clock: false }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = match self.counted_at {
            CountedAt::Submitted => "submitted",
            CountedAt::Accepted => "accepted",
        };
        let stops = if self.pause_stops_clock { "yes" } else { "no" };
        write!(f, "counted_at={at};due_soon_days={};pause_stops_clock={stops}", self.due_soon_days)
    }
}

/// What timeliness is judged on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub(super) state: State,
    pub(super) last: Option<NaiveDate>,
    pub(super) submitted: Option<NaiveDate>,
    pub(super) completed: Option<NaiveDate>,
}

/// Timeliness as of a day, and the signed distance in days to the last day: positive is late.
pub(super) fn judge(
    facts: Facts,
    as_of: NaiveDate,
    policy: Policy,
) -> (Option<Timeliness>, Option<i64>) {
    if facts.state == State::Cancelled {
        return (None, None);
    }
    let Some(last) = facts.last else { return (Some(Timeliness::Undated), None) };
    let days = |day: NaiveDate| day.signed_duration_since(last).num_days();
    let soon = -i64::from(policy.due_soon_days);
    let (day, frozen) = match facts.state {
        State::Done => {
            let days = days(facts.completed.unwrap_or(as_of));
            let how = if days > 0 { Timeliness::Late } else { Timeliness::OnTime };
            return (Some(how), Some(days));
        }
        State::Submitted if policy.counted_at == CountedAt::Submitted => {
            (facts.submitted.unwrap_or(as_of), true)
        }
        _ => (as_of, false),
    };
    let days = days(day);
    let how = if days > 0 {
        Timeliness::Overdue
    } else if days >= soon && !frozen {
        Timeliness::DueSoon
    } else {
        Timeliness::OnTrack
    };
    (Some(how), Some(days))
}

/// The words that Vietnamese administrations use for a state.
pub const STATE_LABELS: [(State, Bilingual); 6] = [
    (State::Assigned, Bilingual { vi: "Chưa thực hiện", en: "Not started" }),
    (State::Active, Bilingual { vi: "Đang thực hiện", en: "In progress" }),
    (State::Submitted, Bilingual { vi: "Chờ xác nhận", en: "Awaiting acceptance" }),
    (State::Done, Bilingual { vi: "Đã hoàn thành", en: "Done" }),
    (State::Paused, Bilingual { vi: "Tạm hoãn", en: "Paused" }),
    (State::Cancelled, Bilingual { vi: "Đã thu hồi", en: "Withdrawn" }),
];

/// The words for timeliness.
pub const TIMELINESS_LABELS: [(Timeliness, Bilingual); 6] = [
    (Timeliness::Undated, Bilingual { vi: "không hạn", en: "no deadline" }),
    (Timeliness::OnTrack, Bilingual { vi: "trong hạn", en: "in time" }),
    (Timeliness::DueSoon, Bilingual { vi: "sắp quá hạn", en: "due soon" }),
    (Timeliness::Overdue, Bilingual { vi: "quá hạn", en: "overdue" }),
    (Timeliness::OnTime, Bilingual { vi: "đúng hạn", en: "on time" }),
    (Timeliness::Late, Bilingual { vi: "quá hạn", en: "late" }),
];

/// State and timeliness in words, as trackers of Vietnamese administrations print them.
///
/// ```
/// use chuan::meeting::log::{State, Timeliness, label};
/// use chuan::text::Lang;
///
/// assert_eq!(label(State::Active, Some(Timeliness::DueSoon), Lang::Vi), "Đang thực hiện sắp quá hạn");
/// assert_eq!(label(State::Paused, Some(Timeliness::OnTrack), Lang::Vi), "Tạm hoãn");
/// ```
pub fn label(state: State, timeliness: Option<Timeliness>, lang: Lang) -> String {
    let word = |pairs: Bilingual| pairs.get(lang);
    let state_word = STATE_LABELS.iter().find(|(s, _)| *s == state).map_or("", |(_, w)| word(*w));
    let time_word = timeliness
        .and_then(|t| TIMELINESS_LABELS.iter().find(|(known, _)| *known == t))
        .map_or("", |(_, w)| word(*w));
    match (state, timeliness) {
        (State::Cancelled, _) | (_, None) => state_word.to_owned(),
        (State::Paused, Some(Timeliness::Overdue)) => format!("{state_word} ({time_word})"),
        (State::Paused, _) => state_word.to_owned(),
        _ => match lang {
            Lang::Vi => format!("{state_word} {time_word}"),
            Lang::En => format!("{state_word}, {time_word}"),
        },
    }
}
