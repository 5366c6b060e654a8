//! What follows from how targets stand: what somebody has to do now.

use super::result::{Status, Tracked, Tracking};
use super::words::{due, show};
use crate::finding::Bilingual;
use crate::framework::Framework;
use crate::framework::spec::Stage;
use crate::text::Lang;

/// What is asked of a reader, in the order in which it is pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    Missed,
    Overdue,
    MovingAway,
    Faster,
    MoreData,
    Data,
    Units,
    Decide,
}

impl Ask {
    const ALL: [Self; 8] = [
        Self::Missed,
        Self::Overdue,
        Self::MovingAway,
        Self::Faster,
        Self::MoreData,
        Self::Data,
        Self::Units,
        Self::Decide,
    ];

    fn words(self) -> Bilingual {
        let both = |vi, en| Bilingual { vi, en };
        match self {
            Self::Missed => both(
                "Đến hạn mà không đạt, cần kết luận nguyên nhân rồi đặt lại thời hạn hoặc mục tiêu",
                "Due and missed: say why, then set another date or target",
            ),
            Self::Overdue => both(
                "Đến hạn mà chưa có số liệu của kỳ đó, cần lấy số liệu",
                "Due without a value of that time: get the value",
            ),
            Self::MovingAway => both(
                "Đang đi xa mục tiêu, cần làm rõ nguyên nhân",
                "Moving away from the target: find out why",
            ),
            Self::Faster => both("Cần nhanh hơn", "Has to be faster"),
            Self::MoreData => both(
                "Chưa đạt và chưa đủ số liệu để biết tiến độ, cần thêm số liệu",
                "Not met, and too little is known to tell the pace: get more values",
            ),
            Self::Data => both(
                "Chưa có số liệu, cần khảo sát hoặc báo cáo",
                "No data: a survey or a report is needed",
            ),
            Self::Units => both(
                "Chưa có đơn vị nào trong danh sách, cần bổ sung đơn vị",
                "No unit is listed: add the units",
            ),
            Self::Decide => both(
                "Được yêu cầu xem xét lại, cần có căn cứ thực tế rồi quyết định",
                "To be weighed again: decide on evidence",
            ),
        }
    }

    fn is_for(self, target: &Tracked) -> bool {
        let of_status = match target.status {
            Status::Missed => Some(Self::Missed),
            Status::Overdue => Some(Self::Overdue),
            Status::MovingAway => Some(Self::MovingAway),
            Status::Limited | Status::Moderate => Some(Self::Faster),
            Status::NotMet => Some(Self::MoreData),
            Status::NoData => Some(Self::Data),
            Status::NoUnit => Some(Self::Units),
            Status::Met | Status::OnTrack | Status::NotSet => None,
        };
        match self {
            Self::Decide => target.stage == Some(Stage::Questioned),
            ask => of_status == Some(ask),
        }
    }
}

impl Tracking {
    /// What is to be done, the most pressing first: a sentence for each kind of thing, with the targets
    /// that it is about. Empty where all targets are met or on track.
    ///
    /// Of a breakdown the whole is named, not its parts.
    pub fn to_do(&self, framework: &Framework, lang: Lang) -> Vec<String> {
        let whole = || self.targets.iter().filter(|target| target.heading.is_none());
        let several = whole().any(|target| {
            let first = self.targets.first().map(|first| (first.item, first.unit));
            first.is_some_and(|(item, unit)| target.item == item && target.unit != unit)
        });
        let sentence = |ask: Ask| {
            let targets: Vec<&Tracked> = whole().filter(|target| ask.is_for(target)).collect();
            let names = self.named(&targets, ask, several, framework, lang);
            (!targets.is_empty()).then(|| format!("{}: {names}.", ask.words().get(lang)))
        };
        Ask::ALL.into_iter().filter_map(sentence).collect()
    }

    /// Targets by indicator, each with its dates and, where there are several, its units.
    fn named(
        &self,
        targets: &[&Tracked],
        ask: Ask,
        several: bool,
        framework: &Framework,
        lang: Lang,
    ) -> String {
        /// As many as a reader takes in.
        const MOST: usize = 10;
        let mut shown = Vec::new();
        let mut left = targets.len();
        for group in targets.chunk_by(|a, b| a.item == b.item) {
            let room = MOST.saturating_sub(targets.len() - left);
            if room == 0 {
                break;
            }
            let which =
                group.iter().take(room).map(|target| self.which(target, ask, several, lang));
            let which = which.collect::<Vec<_>>().join("; ");
            left -= group.len().min(room);
            let first = group.first().and_then(|target| framework.item(target.item));
            let name = first.map_or("", |item| item.label(lang));
            shown.push(format!("{name} ({which})"));
        }
        let mut text = shown.join(", ");
        if left > 0 {
            text += &match lang {
                Lang::Vi => format!(" và {left} mục tiêu nữa"),
                Lang::En => format!(" and {left} more"),
            };
        }
        text
    }

    fn which(&self, target: &Tracked, ask: Ask, several: bool, lang: Lang) -> String {
        let mut text = due(&target.due, lang);
        if let Some(unit) = self.unit(target).filter(|_| several) {
            text = format!("{}, {text}", unit.label(lang));
        }
        let pace = target.pace.as_ref().ok().filter(|_| ask == Ask::Faster);
        if let Some((pace, needed)) = pace.and_then(|pace| Some((pace, pace.needed?))) {
            let (yearly, needed) = (show(pace.yearly, lang), show(needed, lang));
            text += &match lang {
                Lang::Vi => format!(": mỗi năm đã thay đổi {yearly}, cần {needed}"),
                Lang::En => format!(": {yearly} a year so far, {needed} is needed"),
            };
        }
        text
    }
}
