//! Types of documents and their abbreviations.

use crate::text::Lang;

/// A type of document that has an abbreviation in symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentType {
    abbreviation: &'static str,
    vi: &'static str,
    en: &'static str,
    families: Families,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Families {
    State,
    Party,
    Both,
}

impl DocumentType {
    /// The abbreviation as it stands in symbols: `QĐ`, `CTr`.
    #[must_use]
    pub fn abbreviation(&self) -> &'static str {
        self.abbreviation
    }

    /// The name of the type.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }

    /// Whether State bodies issue documents of this type under this abbreviation.
    #[must_use]
    pub fn is_state(&self) -> bool {
        self.families != Families::Party
    }

    /// Whether Party bodies issue documents of this type under this abbreviation.
    #[must_use]
    pub fn is_party(&self) -> bool {
        self.families != Families::State
    }
}

/// The known types: those of Decree 30/2020/NĐ-CP, normative ones, and those of the Party.
///
/// `QĐ` is listed once, as a decision; in a Party symbol it can also be a regulation (Quy định).
///
/// ```
/// use chuan::{document, text::Lang};
///
/// let scheme = document::types().iter().find(|kind| kind.abbreviation() == "ĐA").map(|kind| kind.name(Lang::En));
/// let project = document::types().iter().find(|kind| kind.abbreviation() == "DA").map(|kind| kind.name(Lang::En));
/// assert_eq!((scheme, project), (Some("scheme"), Some("project")));
/// ```
#[must_use]
pub fn types() -> &'static [DocumentType] {
    TYPES
}

const fn state(abbreviation: &'static str, vi: &'static str, en: &'static str) -> DocumentType {
    DocumentType { abbreviation, vi, en, families: Families::State }
}

const fn party(abbreviation: &'static str, vi: &'static str, en: &'static str) -> DocumentType {
    DocumentType { abbreviation, vi, en, families: Families::Party }
}

const fn both(abbreviation: &'static str, vi: &'static str, en: &'static str) -> DocumentType {
    DocumentType { abbreviation, vi, en, families: Families::Both }
}

const TYPES: &[DocumentType] = &[
    both("NQ", "Nghị quyết", "resolution"),
    both("QĐ", "Quyết định", "decision"),
    both("CT", "Chỉ thị", "directive"),
    both("QC", "Quy chế", "regulation (working rules)"),
    both("QyĐ", "Quy định", "provision"),
    both("TC", "Thông cáo", "communiqué"),
    both("TB", "Thông báo", "notice"),
    both("HD", "Hướng dẫn", "guidance"),
    both("CTr", "Chương trình", "programme"),
    both("KH", "Kế hoạch", "plan"),
    both("PA", "Phương án", "option"),
    both("ĐA", "Đề án", "scheme"),
    both("DA", "Dự án", "project"),
    both("BC", "Báo cáo", "report"),
    both("BB", "Biên bản", "minutes"),
    both("TTr", "Tờ trình", "submission"),
    state("HĐ", "Hợp đồng", "contract"),
    state("CĐ", "Công điện", "official telegram"),
    state("BGN", "Bản ghi nhớ", "memorandum"),
    state("BTT", "Bản thỏa thuận", "agreement"),
    both("GUQ", "Giấy ủy quyền", "power of attorney"),
    both("GM", "Giấy mời", "invitation"),
    both("GGT", "Giấy giới thiệu", "introduction letter"),
    both("GNP", "Giấy nghỉ phép", "leave note"),
    both("PG", "Phiếu gửi", "dispatch slip"),
    both("PC", "Phiếu chuyển", "transfer slip"),
    both("PB", "Phiếu báo", "notification slip"),
    // Normative and legislative.
    state("NĐ", "Nghị định", "decree"),
    state("TT", "Thông tư", "circular"),
    state("TTLT", "Thông tư liên tịch", "joint circular"),
    state("NQLT", "Nghị quyết liên tịch", "joint resolution"),
    state("L", "Lệnh", "order of the State President"),
    state("PL", "Pháp lệnh", "ordinance"),
    state("SL", "Sắc lệnh", "decree of the State President"),
    state("VBHN", "Văn bản hợp nhất", "consolidated text"),
    // Party, and what both use beside the decree.
    both("KL", "Kết luận", "conclusion"),
    party("QĐi", "Quy định", "regulation"),
    both("CV", "Công văn", "official letter"),
];

/// The type with exactly this abbreviation.
pub(super) fn known(abbreviation: &str) -> Option<&'static DocumentType> {
    TYPES.iter().find(|kind| kind.abbreviation == abbreviation)
}

/// The type meant when only capitals and small letters are mixed up. Đ and D stay apart.
pub(super) fn known_in_any_case(abbreviation: &str) -> Option<&'static DocumentType> {
    let written = abbreviation.to_lowercase();
    TYPES.iter().find(|kind| kind.abbreviation.to_lowercase() == written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_unique_in_any_case() {
        for kind in types() {
            assert_eq!(known(kind.abbreviation()), Some(kind));
            assert_eq!(known_in_any_case(kind.abbreviation()), Some(kind));
            assert!(kind.is_state() || kind.is_party());
        }
    }
}
