//! How milestones stand, in words.

use super::super::words::show;
use super::{Milestone, MilestoneState};
use crate::period::day_words;
use crate::text::{Lang, fill};
use chrono::NaiveDate;
use std::borrow::Cow;

impl Milestone {
    /// How it stands on a day, in one sentence and what is still open in another.
    pub fn sentences(&self, as_of: NaiveDate, lang: Lang) -> Vec<String> {
        let vi = lang == Lang::Vi;
        let level = self.level_name.as_ref().map_or(self.level.as_str(), |name| name.get(lang));
        let mut dates = Vec::new();
        if let Some(day) = self.proposed.map(|day| day_words(day, lang)) {
            dates.push(if vi { format!("đề xuất {day}") } else { format!("proposed {day}") });
        }
        if let Some(day) = self.decided {
            let moved = self.moved().filter(|days| *days != 0).map(|moved| match moved < 0 {
                true => days(" (sớm hơn {n} ngày)", " ({n} {n?day|days} earlier)", -moved, lang),
                false => days(" (muộn hơn {n} ngày)", " ({n} {n?day|days} later)", moved, lang),
            });
            let word = if vi { "quyết định" } else { "decided" };
            dates.push(format!("{word} {}{}", day_words(day, lang), moved.unwrap_or_default()));
        }
        let (vi_state, en_state, n) = match self.state {
            MilestoneState::ReachedOnTime { early: 0 } => ("đạt đúng hạn", "reached on the day", 0),
            MilestoneState::ReachedOnTime { early } => {
                ("đạt sớm {n} ngày", "reached {n} {n?day|days} early", early)
            }
            MilestoneState::ReachedLate { days } => {
                ("đạt muộn {n} ngày", "reached {n} {n?day|days} late", days)
            }
            MilestoneState::Pending { days } => {
                ("chưa đạt, còn {n} ngày", "not reached, {n} {n?day|days} left", days)
            }
            MilestoneState::Missed { days } => {
                ("chưa đạt, quá hạn {n} ngày", "not reached, {n} {n?day|days} overdue", days)
            }
            MilestoneState::Undetermined => ("chưa xác định được", "undetermined", 0),
        };
        let state = days(vi_state, en_state, n, lang);
        let mut all = vec![format!("{level}: {}; {state}.", dates.join(", "))];
        let open = self.open.zip(self.criteria).filter(|(open, _)| *open > 0);
        if let Some((open, criteria)) = open {
            let days = self.days_per_open(as_of).map(|days| show(days, lang));
            let value = |name: &str| match name {
                "open" => Some(open.to_string().into()),
                "criteria" => Some(criteria.to_string().into()),
                _ => days.as_deref().map(Cow::Borrowed),
            };
            let mut text = fill(
                match vi {
                    true => "Còn {open} trên {criteria} tiêu chí",
                    false => {
                        "{open} of {criteria} {criteria?criterion|criteria} {open?is|are} open"
                    }
                },
                value,
            );
            if days.is_some() {
                text += &fill(
                    match vi {
                        true => ", {days} ngày cho mỗi tiêu chí",
                        false => ", {days} {days?day|days} for each",
                    },
                    value,
                );
            }
            all.push(text + ".");
        }
        if !self.open_criteria.is_empty() {
            let names = self.listed(&self.open_criteria, lang);
            // Of a tally only some are known by name.
            let known = u32::try_from(self.open_criteria.len()).unwrap_or(u32::MAX);
            let all_known = self.open.is_none_or(|open| open <= known);
            all.push(match (all_known, vi) {
                (true, true) => format!("Còn lại: {names}."),
                (true, false) => format!("Open: {names}."),
                (false, true) => format!("Trong đó có: {names}."),
                (false, false) => format!("Among them: {names}."),
            });
        }
        if let Some(without) = self.without_task.as_ref().filter(|without| !without.is_empty()) {
            let names = self.listed(without, lang);
            all.push(match vi {
                true => format!("Chưa có nhiệm vụ nào cho: {names}."),
                false => format!("No task works on: {names}."),
            });
        }
        all
    }
}

impl Milestone {
    /// The names of criteria, as many as a reader takes in.
    fn listed(&self, codes: &[String], lang: Lang) -> String {
        const MOST: usize = 10;
        let names = codes.iter().take(MOST).map(|code| self.criterion(code, lang));
        let mut text = names.collect::<Vec<_>>().join("; ");
        if let Some(more) = codes.len().checked_sub(MOST).filter(|more| *more > 0) {
            text += &match lang {
                Lang::Vi => format!("; và {more} tiêu chí nữa"),
                Lang::En => format!("; and {more} more"),
            };
        }
        text
    }
}

/// Words about so many days.
fn days(vi: &str, en: &str, n: i64, lang: Lang) -> String {
    let template = if lang == Lang::Vi { vi } else { en };
    fill(template, |name| (name == "n").then(|| show(n as f64, lang).into()))
}
