//! Indicators from the rows of a table.

use super::Key;
use super::cells::Cells;
use crate::framework::spec::IndicatorSpec;
use crate::recipe::{Direction, Goalposts, Interval, Scorer};
use crate::text::fold;
use serde::Deserialize;
use serde::de::value::{Error as ValueError, MapDeserializer};

/// What a column can stand for, with other names, which are compared without diacritics.
pub(super) const KEYS: &[Key] = &[
    ("code", &["mã", "mã chỉ tiêu", "mã chỉ số", "indicator_code", "indicator"]),
    ("name", &["indicator_name"]),
    ("name_vi", &["tên", "tên chỉ tiêu", "tên chỉ số", "chỉ tiêu", "chỉ số"]),
    ("name_en", &["tên tiếng Anh"]),
    ("kind", &["loại"]),
    ("parent", &["group", "nhóm", "node"]),
    ("unit", &["measure", "đơn vị tính", "đơn vị"]),
    ("scale", &["thang đo"]),
    ("min", &["range_min", "tối thiểu", "nhỏ nhất"]),
    ("max", &["range_max", "tối đa", "lớn nhất"]),
    ("direction", &["chiều"]),
    ("frequency", &["periodicity", "kỳ báo cáo", "tần suất"]),
    ("weight", &["trọng số"]),
    ("points", &["max_points", "điểm tối đa"]),
    ("scored", &["chấm điểm"]),
    ("required", &["bắt buộc"]),
    ("scorer", &["cách chấm"]),
    ("goalpost_min", &["mốc dưới"]),
    ("goalpost_max", &["mốc trên"]),
    ("stated_count", &["số mục"]),
    ("note", &["ghi chú"]),
];

/// The keys that a framework file nests, by their columns.
pub(super) const PATHS: &[(&str, &str)] = &[
    ("min", "range.min"),
    ("max", "range.max"),
    ("goalpost_min", "goalposts.min"),
    ("goalpost_max", "goalposts.max"),
];

pub(super) fn read(cells: &mut Cells<'_>) -> Option<IndicatorSpec> {
    let code = cells.own_code();
    let (min, max) = (cells.number("min"), cells.number("max"));
    let range = (min.is_some() || max.is_some()).then_some(Interval { min, max });
    let indicator = IndicatorSpec {
        // Faults of the other cells are told even where the code is at fault.
        code: code.clone().or_else(|| crate::id::Code::new("?").ok())?,
        name: cells.name(),
        kind: cells.string("kind"),
        parent: cells.code("parent"),
        unit: cells.plain("unit"),
        scale: cells.word("scale").unwrap_or_default(),
        range,
        direction: direction(cells).unwrap_or_default(),
        frequency: cells.word("frequency").unwrap_or_default(),
        options: Vec::new(),
        required: cells.yes_no("required"),
        scored: cells.yes_no("scored").unwrap_or(true),
        weight: cells.number("weight"),
        points: cells.number("points"),
        denominate: None,
        impute: None,
        growth: None,
        treat: None,
        treat_fit: None,
        fit: None,
        scorer: scorer(cells),
        goalposts: goalposts(cells),
        plausible: None,
        total: None,
        baseline: None,
        targets: Vec::new(),
        survey_required: false,
        stated_count: cells.count("stated_count"),
        items: Vec::new(),
        source: None,
        note: cells.plain("note"),
    };
    code.map(|_| indicator)
}

fn direction(cells: &mut Cells<'_>) -> Option<Direction> {
    let text = cells.text("direction")?;
    match text {
        "1" | "+1" | "+" => return Some(Direction::Higher),
        "-1" | "-" | "−1" => return Some(Direction::Lower),
        _ => {}
    }
    match fold(text).as_str() {
        "caohon" | "caohonlatot" | "caohontothon" | "cangcaocangtot" => Some(Direction::Higher),
        "thaphon" | "thaphonlatot" | "thaphontothon" | "cangthapcangtot" => Some(Direction::Lower),
        _ => cells.word("direction"),
    }
}

/// A method that needs no parameters; others cannot be told in a cell.
fn scorer(cells: &mut Cells<'_>) -> Option<Scorer> {
    let name = cells.text("scorer")?;
    let pairs = std::iter::once(("method", name));
    match Scorer::deserialize(MapDeserializer::<_, ValueError>::new(pairs)) {
        Ok(scorer) => Some(scorer),
        Err(error) => {
            let message = error.to_string();
            let known = message.split('`').skip(1).step_by(2).skip(1);
            let near = message
                .starts_with("unknown variant")
                .then(|| crate::text::suggest(name, known).map(str::to_owned))
                .flatten();
            cells.fault(
                "scorer",
                format!("`{name}` không phải là cách chấm không có tham số"),
                format!("`{name}` is no scorer that goes without parameters: {message}"),
                near,
            );
            None
        }
    }
}

fn goalposts(cells: &mut Cells<'_>) -> Option<Goalposts> {
    let stated = [cells.text("goalpost_min").is_some(), cells.text("goalpost_max").is_some()];
    let (min, max) = (cells.number("goalpost_min"), cells.number("goalpost_max"));
    let lone = match stated {
        [true, false] => Some("goalpost_min"),
        [false, true] => Some("goalpost_max"),
        _ => None,
    };
    if let Some(key) = lone {
        cells.fault(key, "cần cả hai mốc", "both goalposts are needed", None);
    }
    Some(Goalposts { min: min?, max: max? })
}
