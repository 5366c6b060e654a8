//! What was found out about a file before it was read.

use super::Encoding;
use crate::text::Lang;
use std::fmt;

/// The form of a file: what wraps it, how its text is written, which part of it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Form {
    /// `gzip`, `zstd` or `zip`, where the file is compressed.
    pub container: Option<&'static str>,
    /// `csv`, `xlsx`, `xlsb`, `ods` or `xls`.
    pub kind: &'static str,
    /// How its text is written; ASCII counts as UTF-8.
    pub encoding: Option<Encoding>,
    /// How certain that is, in percent, where it was guessed.
    pub certainty: Option<u8>,
    /// What stands between fields.
    pub delimiter: Option<u8>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// How many sheets the workbook has.
    pub sheets: usize,
    /// 1-based row of the sheet in which the header stands.
    pub header_row: Option<u64>,
    /// How many cells were filled from the merged cell that they belong to.
    pub filled: u64,
}

impl Form {
    /// Whether there is nothing to say: CSV in UTF-8, as it is.
    pub fn is_plain(&self) -> bool {
        self.container.is_none()
            && self.sheet.is_none()
            && matches!(self.encoding, None | Some(Encoding::Utf8))
    }

    /// What there is to say, in a language.
    pub fn text(&self, lang: Lang) -> String {
        let vietnamese = lang == Lang::Vi;
        let say = |vi: &'static str, en: &'static str| if vietnamese { vi } else { en };
        let mut parts = vec![self.kind.to_owned()];
        if let Some(sheet) = &self.sheet {
            let row = self.header_row.unwrap_or(1);
            parts.push(format!("{} `{sheet}`", say("trang tính", "sheet")));
            parts.push(format!("{} {row}", say("tiêu đề ở dòng", "header in row")));
            if self.filled > 0 {
                parts.push(format!(
                    "{} {}",
                    self.filled,
                    say("ô gộp được điền", "merged cells filled")
                ));
            }
        }
        if let Some(encoding) = self.encoding {
            let certainty = self.certainty.map_or(String::new(), |c| format!(" ({c} %)"));
            parts.push(format!("{encoding}{certainty}"));
        }
        match self.delimiter {
            Some(b'\t') => parts.push(say("dấu phân cách tab", "delimiter tab").to_owned()),
            Some(byte) => {
                let mark = char::from(byte);
                parts.push(format!("{} `{mark}`", say("dấu phân cách", "delimiter")));
            }
            None => {}
        }
        parts.extend(self.container.map(str::to_owned));
        parts.join(", ")
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}
