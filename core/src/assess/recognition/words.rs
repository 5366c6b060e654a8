//! States of recognition in words.

use super::{ActKind, Competence, RecognitionState, Standing};
use crate::finding::Bilingual;
use crate::period::day_words;
use crate::text::Lang;

impl RecognitionState {
    /// The word for people.
    pub fn word(self) -> Bilingual {
        let word = |vi, en| Bilingual { vi, en };
        match self {
            Self::None => word("chưa có hồ sơ", "nothing was done"),
            Self::Pending => word("đang xem xét", "pending"),
            Self::Refused => word("không công nhận", "refused"),
            Self::Recognised => word("được công nhận", "recognised"),
            Self::RenewalDue => word("đến hạn đề nghị công nhận lại", "renewal due"),
            Self::Expired => word("hết hiệu lực", "expired"),
            Self::Revoked => word("bị thu hồi", "revoked"),
            Self::Ended => word("chấm dứt cùng đơn vị", "ended with the unit"),
        }
    }
}

impl ActKind {
    /// The word for people.
    pub fn word(self) -> Bilingual {
        let word = |vi, en| Bilingual { vi, en };
        match self {
            Self::SelfAssessed => word("tự đánh giá", "self-assessed"),
            Self::Requested => word("đề nghị", "requested"),
            Self::Appraised => word("thẩm định", "appraised"),
            Self::Voted => word("biểu quyết", "voted"),
            Self::Recognised => word("công nhận", "recognised"),
            Self::Refused => word("từ chối", "refused"),
            Self::Revoked => word("thu hồi", "revoked"),
        }
    }
}

impl Standing {
    /// How the recognition stands, in a sentence without a full stop.
    pub fn sentence(&self, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        let mut parts = vec![self.state.word().get(lang).to_owned()];
        if let Some(level) = &self.level {
            // A name says by itself that it is one of a level.
            parts.push(match self.level_label(level, lang) {
                code if code == level.as_str() => {
                    format!("{} {code}", if vi { "mức" } else { "level" })
                }
                name => name.to_owned(),
            });
        }
        if let Some(since) = self.since {
            parts.push(format!("{} {}", if vi { "từ" } else { "since" }, day_words(since, lang)));
        }
        if let Some(until) = self.until {
            parts.push(format!(
                "{} {}",
                if vi { "đến hết" } else { "until" },
                day_words(until, lang)
            ));
        }
        if let Some(day) = self.renew_by.filter(|_| self.state.in_force()) {
            let word = if vi {
                "đề nghị công nhận lại trước"
            } else {
                "renewal to be asked for by"
            };
            parts.push(format!("{word} {}", day_words(day, lang)));
        }
        if let Competence::Other { expected } = &self.competence {
            let names: Vec<&str> =
                expected.iter().map(|code| self.authority_label(code, lang)).collect();
            let word = if vi {
                "không đúng thẩm quyền, phải là"
            } else {
                "not by the competent authority, which is"
            };
            parts.push(format!("{word} {}", names.join(", ")));
        }
        if let (RecognitionState::Ended, Some(successor)) = (self.state, &self.successor) {
            let word =
                if vi { "đánh giá lại đơn vị mới" } else { "to be assessed anew:" };
            parts.push(format!("{word} {successor}"));
        }
        parts.join(", ")
    }
}
