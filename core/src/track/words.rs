//! How targets stand, in words for the table of an official.

use super::forecast::{ForecastMethod, NoForecast};
use super::pace::{Measure, PaceProblem};
use super::result::{Base, Status, Tracked};
use crate::finding::Bilingual;
use crate::framework::spec::EvidenceKind;
use crate::number::{self, NumberFormat};
use crate::period::{Period, PeriodKind};
use crate::text::Lang;

const fn both(vi: &'static str, en: &'static str) -> Bilingual {
    Bilingual { vi, en }
}

impl Status {
    /// In words.
    pub fn words(self) -> Bilingual {
        match self {
            Self::Met => both("đã đạt", "met"),
            Self::OnTrack => both("đúng tiến độ", "on track"),
            Self::Moderate => both("chậm hơn tiến độ", "moderate"),
            Self::Limited => both("chậm nhiều", "too slow"),
            Self::MovingAway => both("đi xa mục tiêu", "moving away"),
            Self::NotMet => both("chưa đạt", "not met"),
            Self::Missed => both("không đạt", "missed"),
            Self::Overdue => both("quá hạn, chưa có số liệu", "due, no value yet"),
            Self::NoData => both("chưa có số liệu", "no data"),
            Self::NotSet => both("chưa đặt ra", "not set yet"),
            Self::NoUnit => both("chưa có đơn vị nào", "no unit listed"),
        }
    }
}

impl Measure {
    /// In words.
    pub fn words(self) -> Bilingual {
        match self {
            Self::Path => both("đường thẳng", "straight path"),
            Self::Cagr => both("tốc độ tăng kép", "compound growth"),
            Self::Recent { .. } => both("tốc độ gần đây", "recent change"),
            Self::Needed => both("tốc độ còn cần", "change still needed"),
            Self::Logit => both("đường logit", "logit path"),
            Self::Anticipated => both("giá trị dự kiến", "anticipated value"),
        }
    }
}

impl PaceProblem {
    /// In words.
    pub fn words(self) -> Bilingual {
        match self {
            Self::NoTime => both("chưa có thời gian trôi qua", "no time has passed"),
            Self::NoDate => both("giá trị gốc không ghi ngày", "the baseline has no date"),
            Self::NoBase => both(
                "chưa nêu giá trị gốc và mới có một giá trị",
                "no baseline is stated, and there is only one value",
            ),
            Self::NothingToDo => both("giá trị gốc bằng mục tiêu", "baseline and target are equal"),
            Self::Lost => both(
                "giá trị gốc đã đạt, nay không còn đạt",
                "the baseline met it, the latest value does not",
            ),
            Self::Zero => both("có giá trị bằng không", "a value is zero"),
            Self::Sign => both("giá trị đổi dấu", "values change sign"),
            Self::Bound => both("giá trị nằm ở đầu mút", "a value lies at an end of its range"),
            Self::TooFew => both("quá ít giá trị", "there are too few values"),
        }
    }
}

impl NoForecast {
    /// In words.
    pub fn sentence(self, lang: Lang) -> String {
        let words = match self {
            Self::TooFew { have, need } => {
                return match lang {
                    Lang::Vi => format!("không dự báo: có {have} giá trị, cần {need}"),
                    Lang::En => {
                        let values = if have == 1 { "value" } else { "values" };
                        format!("no forecast: {have} {values}, {need} are needed")
                    }
                };
            }
            Self::Due => both("không dự báo: đã đến hạn", "no forecast: it is due"),
            Self::Uneven => both(
                "không dự báo: các kỳ không cách đều",
                "no forecast: periods are not evenly spaced",
            ),
            Self::NotNumbers => both("không dự báo: không phải số", "no forecast: not numbers"),
            Self::NoData => both("không dự báo: chưa có số liệu", "no forecast: no data"),
        };
        words.get(lang).to_owned()
    }
}

impl ForecastMethod {
    /// The name used in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::TheilSen => "theil_sen",
            Self::DampedTrend => "damped_trend",
        }
    }
}

/// A number of at most three significant digits after rounding, whole numbers in full.
pub(super) fn show(x: f64, lang: Lang) -> String {
    let size = x.abs();
    let digits = if size >= 100.0 || number::decimals::snap(x).fract() == 0.0 {
        0
    } else if size >= 10.0 {
        1
    } else if size >= 1.0 {
        2
    } else {
        3
    };
    let scale = 10_f64.powi(digits);
    let rounded = (x * scale).round() / scale + 0.0;
    let form = match lang {
        Lang::Vi => NumberFormat::Vi,
        Lang::En => NumberFormat::En,
    };
    number::format(rounded, None, form)
}

impl Tracked {
    /// How it stands, in sentences: what is asked and what is there, the pace and the method by which
    /// it is judged, the forecast or why there is none, and the stress test. `unit` is the unit of
    /// measure.
    pub fn sentences(&self, unit: &str, lang: Lang) -> Vec<String> {
        let vi = lang == Lang::Vi;
        let number = |x: f64| show(x, lang);
        let with =
            |x: f64| if unit.is_empty() { number(x) } else { format!("{}\u{a0}{unit}", number(x)) };
        let due = due(&self.due, lang);
        let mut all = Vec::new();
        let Some(goal) = &self.goal else {
            all.push(capital(self.status.words().get(lang)) + ".");
            return all;
        };
        let mut asked = goal.written(number);
        if !unit.is_empty() {
            asked.push_str(&format!("\u{a0}{unit}"));
        }
        if let Some(of) = self.of {
            asked.push_str(&if vi { format!(" trên {of}") } else { format!(" of {of}") });
        }
        let status = self.status.words().get(lang);
        all.push(match (&self.latest, vi) {
            (Some(latest), true) => format!(
                "Mục tiêu {asked} đến {due}; giá trị {} ({}): {status}.",
                with(latest.value),
                latest.period.words(lang)
            ),
            (Some(latest), false) => format!(
                "Target {asked} by {due}; value {} ({}): {status}.",
                with(latest.value),
                latest.period.words(lang)
            ),
            (None, true) => format!("Mục tiêu {asked} đến {due}: {status}."),
            (None, false) => format!("Target {asked} by {due}: {status}."),
        });
        if let Some(parts) = self.parts {
            all.push(match vi {
                true => format!(
                    "{} thành phần đạt, {} chưa đạt, {} chưa có số liệu; cần {}.",
                    parts.met, parts.not_met, parts.unknown, parts.needed
                ),
                false => format!(
                    "{} parts meet it, {} do not, {} without data; {} have to.",
                    parts.met, parts.not_met, parts.unknown, parts.needed
                ),
            });
            return all;
        }
        // Of a single value there is nothing to say beside itself.
        let same = |base: &&Base| !base.stated && base.period == self.latest.map(|at| at.period);
        if let Some(base) = self.base.as_ref().filter(|base| !same(base)) {
            all.push(base_sentence(base, &with, lang));
        }
        if self.latest.is_none() {
            return all;
        }
        match (&self.pace, self.status) {
            (_, Status::Met) => {}
            (Ok(pace), _) => {
                let mut text = if vi {
                    format!(
                        "Đường thẳng đến mục tiêu lúc đó ở {}; tốc độ bằng {} mức cần ({}).",
                        with(pace.planned),
                        number(pace.ratio),
                        pace.measure.words().get(lang)
                    )
                } else {
                    format!(
                        "A straight path would then be at {}; the pace is {} of what is needed ({}).",
                        with(pace.planned),
                        number(pace.ratio),
                        pace.measure.words().get(lang)
                    )
                };
                if let Some((measure, why)) = pace.instead_of {
                    let (measure, why) = (measure.words().get(lang), why.words().get(lang));
                    text.push_str(&match vi {
                        true => format!(" Không dùng được {measure}: {why}."),
                        false => format!(" Not by {measure}: {why}."),
                    });
                }
                if let Some(needed) = pace.needed {
                    text.push_str(&match vi {
                        true => format!(
                            " Mỗi năm đã thay đổi {}, còn cần {}.",
                            number(pace.yearly),
                            number(needed)
                        ),
                        false => format!(
                            " It changed by {} a year, {} a year is still needed.",
                            number(pace.yearly),
                            number(needed)
                        ),
                    });
                }
                all.push(text);
            }
            (Err(why), _) => all.push(match vi {
                true => format!("Không nói được về tiến độ: {}.", why.words().get(lang)),
                false => format!("Nothing can be said of the pace: {}.", why.words().get(lang)),
            }),
        }
        match &self.forecast {
            Ok(f) => {
                let percent = |x: f64| number((x * 100.0).round());
                let probability = self.probability.map_or_else(String::new, percent);
                let method = match (f.method, vi) {
                    (ForecastMethod::TheilSen, _) => "Theil-Sen",
                    (ForecastMethod::DampedTrend, true) => "xu hướng tắt dần",
                    (ForecastMethod::DampedTrend, false) => "damped trend",
                };
                let (value, low, high) = (with(f.value), number(f.low), number(f.high));
                let (level, n) = (percent(f.level), f.points);
                all.push(match vi {
                    true => format!(
                        "Dự báo khi đến hạn: {value}, khoảng {level}\u{a0}% từ {low} đến {high} ({method}, {n} giá trị); xác suất đạt {probability}\u{a0}%."
                    ),
                    false => format!(
                        "Expected when due: {value}, {level}\u{a0}% interval {low} to {high} ({method}, {n} values); probability of meeting it {probability}\u{a0}%."
                    ),
                });
            }
            Err(NoForecast::Due) => {}
            Err(why) => all.push(capital(&why.sentence(lang)) + "."),
        }
        if let Some(stress) = &self.stress {
            let reach: Vec<String> = stress.reach.iter().map(|reach| with(reach.value)).collect();
            let reach = reach.join("; ");
            let (slower, window) = (number(stress.percentile.round()), number(stress.window));
            let (managed, units) = (stress.managed, stress.units);
            let years = if window == "1" { "year" } else { "years" };
            all.push(match vi {
                true => format!(
                    "Tốc độ đòi hỏi nhanh hơn {slower}\u{a0}% số tốc độ đã có trong {window} năm; {managed} trên {units} đơn vị từng đạt. Tốc độ ở bách phân vị 50, 75, 90 sẽ đến {reach}."
                ),
                false => format!(
                    "The pace demanded is faster than {slower}\u{a0}% of the paces shown over {window} {years}; {managed} of {units} units have managed it. Paces of the 50th, 75th and 90th percentile would reach {reach}."
                ),
            });
        }
        all
    }
}

/// A due date: in Vietnamese a year is called one.
pub(super) fn due(period: &Period, lang: Lang) -> String {
    let written = period.words(lang);
    match (period.kind(), lang) {
        (PeriodKind::Year, Lang::Vi) => format!("năm {written}"),
        _ => written,
    }
}

fn base_sentence(base: &Base, with: &impl Fn(f64) -> String, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    let value = with(base.value);
    let period = base.period.map(|period| format!(" ({})", period.words(lang)));
    let period = period.unwrap_or_default();
    if !base.stated {
        return match vi {
            true => format!("Giá trị gốc: {value}{period}, là giá trị đầu tiên có được."),
            false => format!("Baseline: {value}{period}, the first value observed."),
        };
    }
    let basis = base.evidence.as_ref().map(|evidence| match evidence.kind {
        EvidenceKind::Survey => both("khảo sát", "survey"),
        EvidenceKind::Records => both("sổ sách", "records"),
        EvidenceKind::Report => both("báo cáo", "report"),
        EvidenceKind::Estimate => both("ước tính", "estimate"),
    });
    match (basis, vi) {
        (Some(basis), true) => format!("Giá trị gốc: {value}{period}, theo {}.", basis.vi),
        (Some(basis), false) => format!("Baseline: {value}{period}, by {}.", basis.en),
        (None, true) => format!("Giá trị gốc: {value}{period}, không nêu căn cứ."),
        (None, false) => format!("Baseline: {value}{period}, without evidence."),
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
