//! The cells of one record, read by key.

use super::columns::{Columns, Meaning};
use super::file::{Record, Table};
use super::{fault_of, place_of};
use crate::finding::{Findings, Place};
use crate::framework::lint::both;
use crate::id::Code;
use crate::number::{self, NumberError, NumberFormat};
use crate::text::{Text, clean, fold, suggest};
use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};

pub(super) struct Cells<'a> {
    table: &'a Table,
    columns: &'a Columns,
    record: &'a Record,
    findings: &'a mut Findings,
}

impl<'a> Cells<'a> {
    /// The cells of a record; `None` when it is blank or has not as many cells as the header.
    pub(super) fn of(
        table: &'a Table,
        columns: &'a Columns,
        row: usize,
        findings: &'a mut Findings,
    ) -> Option<Self> {
        let record = table.records.get(row)?;
        if record.fields.iter().all(|field| field.trim().is_empty()) {
            return None;
        }
        let (found, wanted) = (record.fields.len(), table.header.len());
        if found != wanted {
            let detail = both(
                format!("bản ghi có {found} ô, dòng tiêu đề có {wanted}"),
                format!("the record has {found} fields, the header has {wanted}"),
            );
            let place = place_of(&table.file, record.number, record.line);
            findings.push(fault_of(&table.file, place, detail));
            return None;
        }
        Some(Self { table, columns, record, findings })
    }

    /// Where the record stands.
    pub(super) fn place(&self) -> Place {
        place_of(&self.table.file, self.record.number, self.record.line)
    }

    /// What stands in the column of a key; an empty cell is absent.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        let cell = self.record.fields.get(self.columns.number(key)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// The cells of the columns that are attributes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let cells = self.columns.meanings.iter().zip(&self.record.fields);
        cells.filter_map(|(meaning, cell)| match meaning {
            Meaning::Attribute(name) if !cell.trim().is_empty() => {
                Some((name.as_str(), cell.trim()))
            }
            _ => None,
        })
    }

    /// Says what is wrong with the cell of a key.
    pub(super) fn fault(
        &mut self,
        key: &str,
        vi: impl AsRef<str>,
        en: impl AsRef<str>,
        suggestion: Option<String>,
    ) {
        let mut place = self.place();
        let header = self.columns.number(key).and_then(|number| self.table.header.get(number));
        place.column = header.map(|header| clean(header).into());
        let name = header.map_or(key, String::as_str);
        let detail = both(
            format!("cột `{name}`: {}", vi.as_ref()),
            format!("column `{name}`: {}", en.as_ref()),
        );
        let finding = fault_of(&self.table.file, place, detail).suggest_if(suggestion);
        self.findings.push(match self.text(key) {
            Some(value) => finding.value(value),
            None => finding,
        });
    }

    pub(super) fn code(&mut self, key: &str) -> Option<Code> {
        match Code::new(self.text(key)?) {
            Ok(code) => Some(code),
            Err(error) => {
                self.fault(key, "mã không hợp lệ", error.to_string(), None);
                None
            }
        }
    }

    /// The code of the record itself, which must be there.
    pub(super) fn own_code(&mut self) -> Option<Code> {
        if self.text("code").is_none() {
            self.fault("code", "thiếu mã", "the code is missing", None);
        }
        self.code("code")
    }

    pub(super) fn number(&mut self, key: &str) -> Option<f64> {
        let text = self.text(key)?;
        match number::parse(text, NumberFormat::En) {
            Ok(number) => Some(number),
            Err(error) => {
                let canonical = match &error {
                    NumberError::DecimalComma { canonical, .. } => Some(canonical.clone()),
                    _ => None,
                };
                self.fault(
                    key,
                    format!("`{text}` không phải là số với dấu chấm thập phân"),
                    error.to_string(),
                    canonical,
                );
                None
            }
        }
    }

    pub(super) fn count(&mut self, key: &str) -> Option<u32> {
        let text = self.text(key)?;
        let count = text.parse::<u32>().ok();
        if count.is_none() {
            self.fault(
                key,
                format!("`{text}` không phải là số nguyên từ 0 trở lên"),
                format!("`{text}` is not a whole number from 0"),
                None,
            );
        }
        count
    }

    pub(super) fn yes_no(&mut self, key: &str) -> Option<bool> {
        let text = self.text(key)?;
        match fold(text).as_str() {
            "1" | "yes" | "true" | "y" | "x" | "co" => Some(true),
            "0" | "no" | "false" | "n" | "khong" => Some(false),
            _ => {
                self.fault(
                    key,
                    format!("`{text}` không phải là `true` hay `false`"),
                    format!("`{text}` is neither `true` nor `false`"),
                    None,
                );
                None
            }
        }
    }

    pub(super) fn date(&mut self, key: &str) -> Option<NaiveDate> {
        let text = self.text(key)?;
        match crate::period::parse_date_iso(text) {
            Ok(date) => Some(date),
            Err(error) => {
                let meant = crate::period::parse_date(text).ok().map(|date| date.to_string());
                self.fault(
                    key,
                    format!("`{text}` không phải là ngày dạng năm-tháng-ngày"),
                    error.to_string(),
                    meant,
                );
                None
            }
        }
    }

    /// One word of a closed list, as written or in lower case.
    pub(super) fn word<T: for<'de> Deserialize<'de>>(&mut self, key: &str) -> Option<T> {
        let text = self.text(key)?;
        let read = |text: &str| {
            let word: StrDeserializer<'_, ValueError> = text.into_deserializer();
            T::deserialize(word)
        };
        match read(text).or_else(|error| read(&text.to_lowercase()).map_err(|_| error)) {
            Ok(word) => Some(word),
            Err(error) => {
                let message = error.to_string();
                let variants = message.split('`').skip(1).step_by(2).skip(1);
                let near = suggest(text, variants).map(str::to_owned);
                self.fault(
                    key,
                    format!("`{text}` không có trong danh sách"),
                    message.clone(),
                    near,
                );
                None
            }
        }
    }

    /// A name in either language, or in one that is not stated.
    pub(super) fn name(&self) -> Option<Text> {
        let (plain, vi, en) = (self.text("name"), self.text("name_vi"), self.text("name_en"));
        match (vi.or(if en.is_some() { plain } else { None }), en) {
            (None, None) => Text::plain(plain?).ok(),
            (vi, en) => Text::new(vi, en).ok(),
        }
    }

    pub(super) fn plain(&self, key: &str) -> Option<Text> {
        Text::plain(self.text(key)?).ok()
    }

    pub(super) fn string(&self, key: &str) -> Option<String> {
        self.text(key).map(|text| clean(text).into_owned())
    }
}
