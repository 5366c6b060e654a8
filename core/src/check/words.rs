//! Closed lists of words: names of columns, statuses, marks of rows that are no data.

use crate::framework::spec::CriterionStatus;
use crate::text::{clean, fold};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Unit,
    Indicator,
    Period,
    Value,
    Layer,
    Status,
    ReportedOn,
    /// Known, read for its form only.
    Name,
    Source,
    Evidence,
    Note,
    /// Rules that do not apply to the record, and why.
    Exception,
    /// A running number of rows, as reports have it; not read.
    RowNumber,
}

impl Role {
    pub(super) const ALL: [Self; 13] = [
        Self::Unit,
        Self::Indicator,
        Self::Period,
        Self::Value,
        Self::Layer,
        Self::Status,
        Self::ReportedOn,
        Self::Name,
        Self::Source,
        Self::Evidence,
        Self::Note,
        Self::Exception,
        Self::RowNumber,
    ];

    /// The name of the column in the contract.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Indicator => "indicator",
            Self::Period => "period",
            Self::Value => "value",
            Self::Layer => "layer",
            Self::Status => "status",
            Self::ReportedOn => "reported_on",
            Self::Name => "name",
            Self::Source => "source",
            Self::Evidence => "evidence",
            Self::Note => "note",
            Self::Exception => "exception",
            Self::RowNumber => "row_number",
        }
    }

    /// Other names that files use, folded: without diacritics, spaces and signs.
    fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Unit => {
                &["unit", "unitcode", "ucode", "donvi", "madonvi", "provincecode", "matinh"]
            }
            Self::Indicator => {
                &["indicator", "indicatorcode", "icode", "chitieu", "machitieu", "ma"]
            }
            Self::Period => &["period", "time", "year", "ky", "kybaocao", "nam"],
            Self::Value => &["value", "giatri"],
            Self::Layer => &["layer", "lop"],
            Self::Status => &["status", "trangthai"],
            Self::ReportedOn => &["reportedon", "ngaybaocao"],
            Self::Name => &["name", "unitname", "uname", "tendonvi", "ten"],
            Self::Source => &["source", "nguon"],
            Self::Evidence => &["evidence", "minhchung"],
            Self::Note => &["note", "ghichu"],
            Self::Exception => &["exception", "ngoaile", "lydongoaile"],
            Self::RowNumber => &["rownumber", "tt", "stt", "sott", "sothutu", "no"],
        }
    }

    /// The role of a column by its name.
    pub(super) fn of(header: &str) -> Option<Self> {
        let exact = Self::ALL.into_iter().find(|role| role.name() == header);
        exact.or_else(|| {
            let folded = key(header);
            Self::ALL.into_iter().find(|role| role.aliases().contains(&folded.as_str()))
        })
    }
}

/// The form in which names of columns are compared. Unlike [`fold`] it keeps every word: in
/// `tên đơn vị` no word is the kind of a unit.
fn key(header: &str) -> String {
    fold(&format!("x {header}")).split_off(1)
}

/// The status of a criterion that a word stands for, in Vietnamese or English, diacritics kept.
///
/// ```
/// use chuan::check::status_of;
/// use chuan::framework::spec::CriterionStatus;
///
/// assert_eq!(status_of("Chưa đạt"), Some(CriterionStatus::NotMet));
/// assert_eq!(status_of("in_completion"), Some(CriterionStatus::InCompletion));
/// assert_eq!(status_of("chua dat"), None);
/// ```
pub fn status_of(written: &str) -> Option<CriterionStatus> {
    let word = clean(written).to_lowercase();
    STATUSES.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(status, _)| *status)
}

pub(super) const STATUSES: [(CriterionStatus, &[&str]); 8] = [
    (CriterionStatus::Met, &["met", "đạt", "đã đạt"]),
    (CriterionStatus::Exceeding, &["exceeding", "vượt", "vượt chuẩn"]),
    (CriterionStatus::BasicallyMet, &["basically_met", "basically met", "cơ bản đạt"]),
    (CriterionStatus::InCompletion, &["in_completion", "in completion", "đang hoàn thiện"]),
    (
        CriterionStatus::OpinionRequested,
        &["opinion_requested", "opinion requested", "xin ý kiến", "đang xin ý kiến"],
    ),
    (CriterionStatus::NotMet, &["not_met", "not met", "chưa đạt", "không đạt"]),
    (CriterionStatus::NotApplicable, &["not_applicable", "not applicable", "không áp dụng"]),
    (CriterionStatus::Undetermined, &["undetermined", "chưa xác định"]),
];

/// Whether the first cell of a row says that the row is a total or a footer.
pub(super) fn is_footer(cell: &str) -> bool {
    let word = clean(cell).to_lowercase();
    let word = word.trim_end_matches([':', '.']);
    const MARKS: &[&str] = &[
        "tổng",
        "tổng cộng",
        "tổng số",
        "cộng",
        "trung bình",
        "bình quân",
        "toàn quốc",
        "cả nước",
        "total",
        "sum",
        "subtotal",
        "average",
        "mean",
        "median",
        "min",
        "max",
        "minimum",
        "maximum",
        "trung vị",
        "nhỏ nhất",
        "lớn nhất",
        "thấp nhất",
        "cao nhất",
        "ghi chú",
        "nguồn",
        "note",
        "notes",
        "source",
    ];
    MARKS.contains(&word)
}
