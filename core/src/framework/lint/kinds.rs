//! Words for what a reference can name, as messages use them.

use crate::finding::Bilingual;

const fn word(vi: &'static str, en: &'static str) -> Bilingual {
    Bilingual { vi, en }
}

pub(crate) const ITEM: Bilingual = word("nút hoặc chỉ tiêu", "node or indicator");
pub(crate) const NODE: Bilingual = word("nút", "node");
pub(crate) const UNIT: Bilingual = word("đơn vị", "unit");
pub(crate) const SCHEME: Bilingual = word("hệ thống mức", "scheme");
pub(crate) const LEVEL: Bilingual = word("mức", "level");
pub(crate) const RULE: Bilingual = word("quy tắc", "rule");
pub(crate) const OPTION: Bilingual = word("phương án", "option");
pub(crate) const VARIABLE: Bilingual = word("biến", "variable");
