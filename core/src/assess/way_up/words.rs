//! Ways in words.

use super::{Change, Movement, Proof, WayUp};
use crate::assess::criteria::word;
use crate::assess::sentence::{show, show_beside};
use crate::number;
use crate::text::Lang;

impl Change {
    /// The change in words, such as "Income from 44 to 48 (+4)".
    pub fn sentence(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        let name = self.name.as_ref().map_or(self.code.as_str(), |name| name.get(lang));
        let (from_word, to_word) = if vi { ("từ", "lên") } else { ("from", "to") };
        match self.movement {
            Movement::Value { from, to, beyond } => {
                let goal = match (beyond, vi) {
                    (1, true) => format!("trên {}", show(to, lang)),
                    (1, false) => format!("above {}", show(to, lang)),
                    (-1, true) => format!("dưới {}", show(to, lang)),
                    (-1, false) => format!("below {}", show(to, lang)),
                    _ => show(to, lang),
                };
                match from {
                    Some(from) => {
                        let way = number::decimals::snap(to - from);
                        let down = vi && (way < 0.0 || beyond < 0);
                        let to_word = if down { "xuống" } else { to_word };
                        let moved = match way {
                            0.0 => String::new(),
                            way if way > 0.0 => {
                                format!(" (+{})", show_beside(way, None, lang))
                            }
                            way => format!(" ({})", show_beside(way, None, lang)),
                        };
                        let from = show_beside(from, Some(to), lang);
                        format!("{name} {from_word} {from} {to_word} {goal}{moved}")
                    }
                    None if vi => format!("{name}: cần {goal}, chưa có giá trị"),
                    None => format!("{name}: {goal} is needed, no value is known"),
                }
            }
            Movement::Status { from, to } => {
                let to = word(to).get(lang);
                match (from, vi) {
                    (Some(from), true) => format!("{name}: {} → {to}", word(from).get(lang)),
                    (Some(from), false) => format!("{name}: {} → {to}", word(from).get(lang)),
                    (None, true) => format!("{name}: chưa rõ → {to}"),
                    (None, false) => format!("{name}: unknown → {to}"),
                }
            }
            Movement::Rank { from, to } => {
                let from = from.map_or_else(|| "-".to_owned(), |from| show(from, lang));
                let rank = if vi { "hạng" } else { "rank" };
                format!("{name}: {rank} {from} → {}", show(to, lang))
            }
            Movement::Criteria { from, to } => match vi {
                true => format!("{name}: thêm {} tiêu chí đạt ({from} → {to})", to.abs_diff(from)),
                false => {
                    let more = to.abs_diff(from);
                    let criteria = if more == 1 { "criterion" } else { "criteria" };
                    format!("{name}: {more} more {criteria} met ({from} → {to})")
                }
            },
        }
    }
}

impl WayUp {
    /// What it takes, in a sentence without a full stop.
    pub fn sentence(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        let level = self.level_name.as_ref().map_or(self.level.as_str(), |name| name.get(lang));
        if self.reached {
            return match vi {
                true => format!("{level}: đã đạt, không cần thay đổi"),
                false => format!("{level}: reached, nothing has to change"),
            };
        }
        let Some(cost) = self.cost else {
            return match (self.proof.is_proven(), vi) {
                (true, true) => format!("{level}: không có cách nào đạt được"),
                (true, false) => format!("{level}: no set of changes reaches it"),
                (false, true) => format!("{level}: chưa tìm thấy cách đạt được"),
                (false, false) => format!("{level}: no way was found"),
            };
        };
        let changes = self.ways.first().map_or(0, Vec::len);
        let (cost, ways) = (show(cost, lang), self.ways.len());
        let and_more = if self.more { "+" } else { "" };
        let known = self.proof.sentence(lang);
        match vi {
            true => format!(
                "{level}: cách ít tốn nhất gồm {changes} thay đổi, chi phí {cost}; {ways}{and_more} cách cùng chi phí; {known}"
            ),
            false => {
                let change = if changes == 1 { "change" } else { "changes" };
                let way = if ways == 1 && !self.more { "way" } else { "ways" };
                format!(
                    "{level}: cheapest way of {changes} {change} at cost {cost}; {ways}{and_more} {way} of that cost; {known}"
                )
            }
        }
    }
}

impl Proof {
    /// How it is known, in words.
    pub fn sentence(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Direct, Lang::Vi) => "chắc chắn: mọi điều kiện đều cần",
            (Self::Direct, Lang::En) => "proven: every criterion is needed",
            (Self::Enumeration, Lang::Vi) => "chắc chắn: đã thử mọi tổ hợp",
            (Self::Enumeration, Lang::En) => "proven: all combinations were tried",
            (Self::Bound, Lang::Vi) => "chắc chắn: bằng cận dưới",
            (Self::Bound, Lang::En) => "proven: equal to a lower bound",
            (Self::Solver, Lang::Vi) => "theo bộ giải, chưa kiểm chứng độc lập",
            (Self::Solver, Lang::En) => "by the solver, not confirmed independently",
            (Self::Unproven, Lang::Vi) => "chưa chứng minh là ít tốn nhất",
            (Self::Unproven, Lang::En) => "not proven to be the cheapest",
        }
    }
}
