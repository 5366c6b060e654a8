//! Units from the rows of a table.

use super::Key;
use super::cells::Cells;
use crate::register::UnitSpec;
use crate::text::clean;

/// What a column can stand for, with other names, which are compared without diacritics. Every
/// other column is an attribute.
pub(super) const KEYS: &[Key] = &[
    ("code", &["mã", "mã đơn vị", "unit_code", "province_code"]),
    ("name", &["unit_name"]),
    ("name_vi", &["tên", "tên đơn vị"]),
    ("name_en", &["tên tiếng Anh"]),
    ("alias", &["aliases", "tên khác"]),
    ("kind", &["level", "type", "unit_type", "loại"]),
    ("list", &["danh mục"]),
    ("parent", &["parent_code", "cấp trên", "mã cấp trên"]),
    ("valid_from", &["hiệu lực từ"]),
    ("valid_to", &["hiệu lực đến"]),
    ("successor", &["kế thừa"]),
    ("ranked", &["xếp hạng"]),
];

pub(super) fn read(cells: &mut Cells<'_>) -> Option<UnitSpec> {
    let code = cells.own_code();
    let aliases = cells.text("alias").unwrap_or_default().split('|').map(|name| clean(name));
    let unit = UnitSpec {
        // Faults of the other cells are told even where the code is at fault.
        code: code.clone().or_else(|| crate::id::Code::new("?").ok())?,
        name: cells.name(),
        aliases: aliases.filter(|name| !name.is_empty()).map(|name| name.into_owned()).collect(),
        kind: cells.string("kind"),
        list: cells.string("list"),
        parent: cells.code("parent"),
        valid_from: cells.date("valid_from"),
        valid_to: cells.date("valid_to"),
        successor: cells.code("successor"),
        ranked: cells.yes_no("ranked").unwrap_or(true),
        attributes: cells
            .attributes()
            .map(|(name, value)| (name.to_owned(), clean(value).into_owned()))
            .collect(),
    };
    code.map(|_| unit)
}
