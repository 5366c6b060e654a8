//! Acts of recognition from CSV.

use super::{Act, ActKind, Recognitions};
use crate::framework::Framework;
use crate::id::Code;
use crate::period::parse_date;
use crate::register::Lookup;
use crate::text::suggest;
use std::collections::HashMap;
use std::io::Read;

/// Why a file of acts could not be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecognitionError {
    /// A column is missing.
    #[error("the column `{0}` is missing")]
    Column(&'static str),
    /// The file is no CSV, or could not be read.
    #[error("it cannot be read as CSV: {0}")]
    Csv(String),
}

/// A row that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {column}: {reason}")]
#[non_exhaustive]
pub struct RecognitionFault {
    /// Physical line on which the row starts.
    pub line: u64,
    /// The column.
    pub column: &'static str,
    /// What is wrong.
    pub reason: String,
}

type Row<'a> = HashMap<&'static str, &'a str>;

/// The columns, each with another name for it.
const COLUMNS: [(&str, &str); 11] = [
    ("unit", "đơn vị"),
    ("scheme", "bộ mức"),
    ("act", "việc"),
    ("level", "mức"),
    ("date", "ngày"),
    ("by", "cơ quan"),
    ("votes_for", "phiếu thuận"),
    ("votes", "số phiếu"),
    ("until", "hiệu lực đến"),
    ("document", "văn bản"),
    ("note", "ghi chú"),
];

impl Recognitions {
    /// Reads acts. A row that is wrong is left out and said why; the others are kept.
    ///
    /// Columns: `unit`, `act` (a word of [`ActKind`], or Vietnamese), `date`; and, where they are
    /// needed, `scheme` (the only one unless said), `level`, `by`, `votes_for` and `votes`, `until`,
    /// `document`, `note`.
    ///
    /// # Errors
    /// When the file is no CSV or lacks a column without which nothing makes sense.
    pub fn read_csv(
        reader: impl Read,
        framework: &Framework,
    ) -> Result<(Self, Vec<RecognitionFault>), RecognitionError> {
        let broken = |error: csv::Error| RecognitionError::Csv(error.to_string());
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
        let headers = reader.headers().map_err(broken)?.clone();
        let places: Vec<Option<&'static str>> = headers
            .iter()
            .map(|header| {
                let header = header.trim().trim_start_matches('\u{feff}').to_lowercase();
                let known =
                    |(key, other): &&(&'static str, &str)| header == *key || header == *other;
                COLUMNS.iter().find(known).map(|(key, _)| *key)
            })
            .collect();
        for column in ["unit", "act", "date"] {
            if !places.contains(&Some(column)) {
                return Err(RecognitionError::Column(column));
            }
        }
        let (mut acts, mut faults) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let line = record.position().map_or(0, csv::Position::line);
            let cells = places.iter().zip(&record);
            let row: Row<'_> = cells
                .filter_map(|(place, cell)| Some(((*place)?, cell.trim())))
                .filter(|(_, cell)| !cell.is_empty())
                .collect();
            if row.is_empty() {
                continue;
            }
            match act(&row, framework) {
                Ok(act) => acts.push(act),
                Err((column, reason)) => faults.push(RecognitionFault { line, column, reason }),
            }
        }
        Ok((Self::new(acts), faults))
    }
}

fn act(row: &Row<'_>, framework: &Framework) -> Result<Act, (&'static str, String)> {
    let code = |column: &'static str| -> Result<Option<Code>, (&'static str, String)> {
        let Some(text) = row.get(column) else { return Ok(None) };
        Code::new(text).map(Some).map_err(|error| (column, error.to_string()))
    };
    let missing = |column: &'static str| (column, "empty".to_owned());
    let did_you_mean = |written: &str, near: Option<&str>| match near {
        Some(near) => format!("`{written}` is not known; did you mean `{near}`?"),
        None => format!("`{written}` is not known"),
    };
    let date = |column: &'static str| -> Result<Option<chrono::NaiveDate>, (&'static str, String)> {
        let Some(text) = row.get(column) else { return Ok(None) };
        parse_date(text).map(Some).map_err(|error| (column, error.to_string()))
    };
    let written = row.get("unit").ok_or_else(|| missing("unit"))?;
    let day = date("date")?.ok_or_else(|| missing("date"))?;
    let register = framework.register();
    let unit = if register.is_open() {
        Code::new(written).map_err(|error| ("unit", error.to_string()))?
    } else {
        match register.find(written, None) {
            Lookup::Found(id) | Lookup::NotValid(id) => {
                let found = register.unit(id).map(|unit| unit.code.clone());
                found.ok_or_else(|| ("unit", did_you_mean(written, None)))?
            }
            Lookup::Unknown { suggestion } => {
                return Err(("unit", did_you_mean(written, suggestion.as_deref())));
            }
            // A code may be used again; then the act belongs to the unit of its day.
            _ => Code::new(written).map_err(|error| ("unit", error.to_string()))?,
        }
    };
    let schemes = framework.schemes();
    let scheme = match (row.get("scheme"), schemes) {
        (Some(written), _) => {
            let codes = || schemes.iter().map(|scheme| scheme.code.as_str());
            schemes
                .iter()
                .find(|scheme| scheme.code == **written)
                .ok_or_else(|| ("scheme", did_you_mean(written, suggest(written, codes()))))?
        }
        (None, [only]) => only,
        (None, _) => return Err(missing("scheme")),
    };
    let word = row.get("act").ok_or_else(|| missing("act"))?;
    let lower = word.to_lowercase();
    let kind = ActKind::ALL
        .into_iter()
        .find(|kind| lower == kind.as_str() || lower == kind.word().vi || lower == kind.word().en);
    let kind = kind.ok_or_else(|| {
        let near = suggest(&lower, ActKind::ALL.into_iter().map(ActKind::as_str));
        ("act", did_you_mean(word, near))
    })?;
    let level = code("level")?;
    if let Some(level) = &level
        && scheme.levels.iter().all(|known| known.code != *level)
    {
        let near = suggest(level.as_str(), scheme.levels.iter().map(|l| l.code.as_str()));
        return Err(("level", did_you_mean(level.as_str(), near)));
    }
    if kind == ActKind::Recognised && level.is_none() {
        return Err(missing("level"));
    }
    let number = |column: &'static str| -> Result<Option<u32>, (&'static str, String)> {
        let Some(text) = row.get(column) else { return Ok(None) };
        let wrong = |_| (column, format!("`{text}` is not a whole number"));
        text.parse().map(Some).map_err(wrong)
    };
    let votes = match (number("votes_for")?, number("votes")?) {
        (Some(votes_for), Some(all)) if votes_for > all => {
            return Err(("votes_for", format!("{votes_for} of {all} votes")));
        }
        (Some(votes_for), Some(all)) => Some((votes_for, all)),
        _ => None,
    };
    Ok(Act {
        unit,
        scheme: scheme.code.clone(),
        kind,
        level,
        date: day,
        by: code("by")?,
        votes,
        until: date("until")?,
        document: row.get("document").map(|text| (*text).to_owned()),
    })
}
