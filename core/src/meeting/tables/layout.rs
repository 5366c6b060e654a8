//! The tables and their columns.

use super::super::spec::{AttendanceRole, AttendanceStatus};
use crate::text::fold;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// Text, or a word of a closed list.
    Text,
    /// Several, separated by `;`.
    List,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `yes` or `no`.
    YesNo,
    /// A day.
    Day,
    /// A deadline.
    Due,
    /// The id of a body, or its exact name.
    Body,
    /// Several bodies.
    Bodies,
    /// The id of a person, or the exact name.
    Person,
    /// Progress in percent: `60`, `60%`, `12.5`.
    Percent,
    /// A share such as `2/3` or `1/2+`.
    Share,
}

/// A column: its key, other names, what it holds.
pub(super) struct Column {
    pub(super) key: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) cell: Cell,
    /// Words of the language of the file for those of a closed list.
    pub(super) words: &'static [(&'static str, &'static str)],
}

const fn col(key: &'static str, cell: Cell, aliases: &'static [&'static str]) -> Column {
    Column { key, aliases, cell, words: &[] }
}

const fn list(
    key: &'static str,
    aliases: &'static [&'static str],
    words: &'static [(&'static str, &'static str)],
) -> Column {
    Column { key, aliases, cell: Cell::Text, words }
}

/// A table: the stem of its file name, and its columns in the order in which it is written.
pub(super) struct Layout {
    pub(super) stem: &'static str,
    pub(super) columns: &'static [Column],
    /// The column by which a row and a part of the record are one thing.
    pub(super) id: &'static str,
}

/// Words for roles and statuses of people, in Vietnamese.
const ROLES: &[(&str, &str)] = &[
    ("chủ trì", "chair"),
    ("thành viên", "member"),
    ("thư ký", "secretary"),
    ("khách mời", "invited"),
    ("trình bày", "presenter"),
    ("dự thính", "observer"),
];
const STATUSES: &[(&str, &str)] =
    &[("có mặt", "present"), ("vắng", "absent"), ("vắng có phép", "excused")];
/// One file may speak of several meetings; a record takes the rows of its own.
const MEETING: Column = col("meeting", Cell::Text, &["cuộc họp", "phiên họp"]);
const MILESTONES: &[(&str, &str)] =
    &[("đề xuất", "proposed"), ("quyết định", "decided"), ("rút", "withdrawn")];

pub(super) const LAYOUTS: &[Layout] = &[
    Layout {
        stem: "bodies",
        id: "id",
        columns: &[
            col("id", Cell::Text, &["mã"]),
            col("name", Cell::Text, &["tên", "cơ quan", "đơn vị"]),
            col("kind", Cell::Text, &["loại"]),
            col("aliases", Cell::List, &["tên khác"]),
            col("parent", Cell::Text, &["trực thuộc", "cấp trên"]),
            col("members", Cell::List, &["thành viên"]),
            col("doc_suffix", Cell::Text, &["ký hiệu văn bản"]),
            col("from", Cell::Day, &["từ ngày"]),
            col("to", Cell::Day, &["đến ngày"]),
            col("note", Cell::Text, &["ghi chú"]),
        ],
    },
    Layout {
        stem: "persons",
        id: "id",
        columns: &[
            col("id", Cell::Text, &["mã"]),
            col("name", Cell::Text, &["họ tên", "họ và tên", "tên"]),
            col("aliases", Cell::List, &["tên khác"]),
            col("note", Cell::Text, &["ghi chú"]),
        ],
    },
    Layout {
        stem: "tenures",
        id: "",
        columns: &[
            col("person", Cell::Person, &["họ tên", "người"]),
            col("title", Cell::Text, &["chức danh", "chức vụ"]),
            list("basis", &["căn cứ"], &[("ghi rõ", "stated"), ("suy ra", "inferred")]),
            col("body", Cell::Body, &["cơ quan", "đơn vị"]),
            col("from", Cell::Day, &["từ ngày"]),
            col("to", Cell::Day, &["đến ngày"]),
            col("voting", Cell::YesNo, &["biểu quyết"]),
            col("rank", Cell::Whole, &["thứ tự"]),
            col("note", Cell::Text, &["ghi chú"]),
        ],
    },
    Layout {
        stem: "attendance",
        id: "person",
        columns: &[
            MEETING,
            col("person", Cell::Person, &["name", "họ tên", "họ và tên"]),
            list("role", &["vai trò"], ROLES),
            list("status", &["trạng thái", "điểm danh"], STATUSES),
            col("titles", Cell::List, &["chức vụ", "chức danh"]),
            col("reason", Cell::Text, &["lý do"]),
            col("away", Cell::List, &["vắng mục"]),
            col("on_behalf_of", Cell::Text, &["thay mặt"]),
            col("note", Cell::Text, &["ghi chú"]),
        ],
    },
    Layout {
        stem: "agenda",
        id: "id",
        columns: &[
            col("id", Cell::Text, &["mã"]),
            col("no", Cell::Text, &["số", "tt", "stt"]),
            col("parent", Cell::Text, &["mục mẹ"]),
            col("title", Cell::Text, &["nội dung", "tiêu đề"]),
            col("kind", Cell::Text, &["loại"]),
            col("papers", Cell::List, &["tài liệu"]),
            col("presenter", Cell::Person, &["người trình bày"]),
            col("about", Cell::List, &["chỉ tiêu liên quan"]),
            col("outcome", Cell::Text, &["kết quả"]),
            col("majority", Cell::Text, &["đa số"]),
            col("refer_to", Cell::Body, &["chuyển cho"]),
            col("visibility", Cell::Text, &["độ mật"]),
            col("note", Cell::Text, &["ghi chú"]),
        ],
    },
    Layout {
        stem: "decisions",
        id: "id",
        columns: &[
            MEETING,
            col("item", Cell::Text, &["mục"]),
            col("id", Cell::Text, &["mã"]),
            col("kind", Cell::Text, &["loại"]),
            col("by", Cell::Text, &["người kết luận"]),
            col("text", Cell::Text, &["nội dung"]),
            col("about", Cell::List, &["chỉ tiêu liên quan"]),
            col("document", Cell::Text, &["số văn bản", "văn bản"]),
            col("method", Cell::Text, &["hình thức biểu quyết"]),
            col("yes", Cell::Whole, &["tán thành"]),
            col("no", Cell::Whole, &["không tán thành"]),
            col("abstain", Cell::Whole, &["phiếu trắng"]),
            col("base", Cell::Text, &["cơ sở tính"]),
            col("threshold", Cell::Share, &["ngưỡng"]),
            col("result", Cell::Text, &["kết quả"]),
            col("visibility", Cell::Text, &["độ mật"]),
            col("note", Cell::Text, &["ghi chú"]),
        ],
    },
    Layout {
        stem: "tasks",
        id: "id",
        columns: &[
            col("id", Cell::Text, &["mã"]),
            col("from", Cell::List, &["kết luận"]),
            col("title", Cell::Text, &["nhiệm vụ"]),
            col("owner", Cell::Body, &["đơn vị chủ trì", "chủ trì"]),
            col("support", Cell::Bodies, &["đơn vị phối hợp", "phối hợp"]),
            col("person", Cell::Person, &["người phụ trách"]),
            col("start", Cell::Day, &["bắt đầu"]),
            col("due", Cell::Due, &["thời hạn", "hạn"]),
            col("due_text", Cell::Text, &["thời hạn ghi"]),
            col("deliverable", Cell::Text, &["sản phẩm"]),
            col("about", Cell::List, &["chỉ tiêu liên quan"]),
            col("parent", Cell::Text, &["nhiệm vụ mẹ"]),
            col("after", Cell::List, &["sau nhiệm vụ"]),
            col("weight", Cell::Number, &["trọng số"]),
            col("visibility", Cell::Text, &["độ mật"]),
            col("owner_basis", Cell::Text, &["căn cứ chủ trì"]),
            col("note", Cell::Text, &["ghi chú"]),
        ],
    },
    Layout {
        stem: "milestones",
        id: "id",
        columns: &[
            col("id", Cell::Text, &["mã"]),
            col("reach", Cell::Text, &["đạt mức", "mức"]),
            col("subject", Cell::Text, &["đơn vị"]),
            col("due", Cell::Due, &["thời hạn", "hạn"]),
            list("state", &["trạng thái"], MILESTONES),
            col("from", Cell::Text, &["kết luận"]),
            col("replaces", Cell::Text, &["thay cho"]),
            col("due_text", Cell::Text, &["thời hạn ghi"]),
            col("note", Cell::Text, &["ghi chú"]),
        ],
    },
];

/// What became of tasks. It is no list of a record: its rows become lines of the log.
pub(super) static PROGRESS: Layout = Layout {
    stem: "progress",
    id: "event",
    columns: &[
        col("task", Cell::Text, &["mã nhiệm vụ", "mã", "nhiệm vụ"]),
        col("event", Cell::Text, &["label", "trạng thái", "tình trạng"]),
        col("on", Cell::Day, &["ngày"]),
        col("by", Cell::Text, &["người ghi", "đơn vị báo cáo"]),
        col("percent", Cell::Percent, &["tiến độ"]),
        col("due", Cell::Due, &["thời hạn", "hạn"]),
        col("owner", Cell::Body, &["đơn vị chủ trì", "chủ trì"]),
        col("evidence", Cell::List, &["minh chứng"]),
        col("note", Cell::Text, &["ghi chú"]),
        col("seq_ref", Cell::Whole, &["hủy dòng"]),
        col("recorded_at", Cell::Text, &["ghi lúc"]),
    ],
};

/// The form in which headers are compared.
fn key(header: &str) -> String {
    // The sign before it keeps words that would be taken for the kind of a unit.
    fold(&format!("x {header}")).split_off(1)
}

impl Layout {
    /// The layout of a file, by the stem of its name.
    pub(super) fn of(file: &str) -> Option<&'static Self> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let stem = name.split('.').next().unwrap_or(name);
        LAYOUTS.iter().find(|layout| layout.stem == stem)
    }

    /// The column that a header names.
    pub(super) fn column(&self, header: &str) -> Option<&'static Column> {
        let header = key(header);
        let all = || self.columns.iter();
        all()
            .find(|column| key(column.key) == header)
            .or_else(|| all().find(|column| column.aliases.iter().any(|a| key(a) == header)))
    }
}

impl Column {
    /// A word of the closed list for one in the language of the file.
    pub(super) fn word<'t>(&self, written: &'t str) -> &'t str
    where
        'static: 't,
    {
        let lower = written.to_lowercase();
        self.words.iter().find(|(vi, _)| *vi == lower).map_or(written, |(_, word)| word)
    }
}

/// The role that a word stands for, in Vietnamese or English, diacritics kept.
pub fn role_of(word: &str) -> Option<AttendanceRole> {
    closed(ROLES, word)
}

/// The status that a word stands for.
pub fn attendance_of(word: &str) -> Option<AttendanceStatus> {
    closed(STATUSES, word)
}

fn closed<T: serde::de::DeserializeOwned>(words: &[(&str, &str)], word: &str) -> Option<T> {
    let lower = crate::text::clean(word).to_lowercase();
    let name = words.iter().find(|(vi, _)| *vi == lower).map_or(lower.as_str(), |(_, name)| name);
    serde_json::from_value(serde_json::Value::from(name)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_either_language_with_or_without_diacritics() {
        let tasks = Layout::of("data/tasks.csv").unwrap();
        for header in ["owner", "Đơn vị chủ trì", "don vi chu tri", "CHỦ TRÌ"] {
            assert_eq!(tasks.column(header).unwrap().key, "owner", "{header}");
        }
        assert!(tasks.column("lead").is_none());
        assert!(Layout::of("other.csv").is_none());
    }

    #[test]
    fn no_header_is_ambiguous() {
        for layout in LAYOUTS.iter().chain([&PROGRESS]) {
            let mut seen = std::collections::HashSet::new();
            for column in layout.columns {
                let names = std::iter::once(&column.key).chain(column.aliases);
                for name in names {
                    assert!(seen.insert(key(name)), "{} {name}", layout.stem);
                }
            }
        }
    }

    #[test]
    fn words_keep_their_diacritics() {
        assert_eq!(attendance_of("Vắng có phép"), Some(AttendanceStatus::Excused));
        assert_eq!(attendance_of("vang co phep"), None);
        assert_eq!(role_of("chair"), Some(AttendanceRole::Chair));
    }
}
