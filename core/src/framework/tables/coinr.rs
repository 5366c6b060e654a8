//! The table in which users of R's COINr describe an index (`iMeta`), as a framework file.

use super::file::{Record, Table};
use super::{fault_of, place_of};
use crate::finding::{Finding, Findings, Place, catalogue};
use crate::framework::lint::{both, kinds};
use crate::id::Code;
use crate::number::{self, NumberFormat};
use crate::text::{fold, suggest};
use std::collections::HashMap;
use std::fmt::Write;

/// Makes a framework file (TOML) of an `iMeta` table in CSV.
///
/// Required columns: `iCode`, `Level`, `Parent`, `Direction`, `Weight`, `Type`; read are also `iName`,
/// `Unit`, `Target`, `Denominator`, and the parameters of COINr's normalisations `goalpost_lower`,
/// `goalpost_upper`, `goalpost_scale`, `goalpost_trunc2posts`, `minmax_lower`, `minmax_upper`,
/// `zscore_mean`, `zscore_sd`. The `i` of names may be missing, and case does not count.
///
/// | `Type` | becomes |
/// | --- | --- |
/// | Indicator | an indicator; `Denominator` becomes `denominate`, `Target` a note |
/// | Aggregate | a node |
/// | Denominator | an indicator that is not scored |
/// | Group, Other | a column of the data that is known and not read |
///
/// What COINr does unless told otherwise is written into `[defaults]`: min-max to 0 to 100, weighted
/// arithmetic means, absent values left out. The table's levels are implied by the parents; the file has no
/// other order. `file` is the name that findings give.
///
/// ```
/// use chuan::framework::{FileFormat, Framework, from_coinr};
///
/// let meta = "iCode,Level,Parent,Direction,Weight,Type\nLPI,1,Index,1,2,Indicator\n\
///             CO2,1,Index,-1,1,Indicator\nIndex,2,NA,1,1,Aggregate\n";
/// let (toml, findings) = from_coinr(meta, "iMeta.csv", "connect");
/// assert!(findings.is_empty());
/// let framework = Framework::parse(&toml.unwrap(), FileFormat::Toml).unwrap();
/// assert_eq!(framework.indicators().count(), 2);
/// ```
pub fn from_coinr(text: &str, file: &str, code: &str) -> (Option<String>, Findings) {
    let mut findings = Findings::new();
    let table = match Table::parse(file.into(), text) {
        Ok(table) => table,
        Err(fault) => {
            let mut place = Place::in_file(Some(file.into()));
            place.line = fault.line;
            findings.push(fault_of(file, place, both(fault.vi, fault.en)));
            return (None, findings);
        }
    };
    let reader = Reader::new(&table);
    let rows = reader.rows(&mut findings);
    check(&reader, &rows, &mut findings);
    let toml = (!findings.has_errors()).then(|| write(&rows, code));
    (toml, findings)
}

/// A row of the table.
struct Row<'a> {
    record: &'a Record,
    code: String,
    kind: Kind,
    parent: Option<String>,
    level: f64,
    lower: bool,
    weight: f64,
    name: Option<String>,
    unit: Option<String>,
    target: Option<String>,
    denominator: Option<String>,
    scorer: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Indicator,
    Aggregate,
    Denominator,
    Other,
}

const REQUIRED: [&str; 6] = ["code", "level", "parent", "direction", "weight", "type"];

struct Reader<'a> {
    table: &'a Table,
    columns: HashMap<String, usize>,
}

impl<'a> Reader<'a> {
    fn new(table: &'a Table) -> Self {
        let mut columns = HashMap::new();
        for (number, header) in table.header.iter().enumerate() {
            let folded = fold(header);
            // `iCode` and `iName`, as COINr has them, or without the letter.
            let key = match folded.as_str() {
                "icode" => "code".to_owned(),
                "iname" => "name".to_owned(),
                _ => folded,
            };
            columns.entry(key).or_insert(number);
        }
        Self { table, columns }
    }

    /// A cell; R writes `NA` for an empty one.
    fn cell(&self, record: &'a Record, key: &str) -> Option<&'a str> {
        let cell = record.fields.get(*self.columns.get(key)?)?.trim();
        (!cell.is_empty() && cell != "NA").then_some(cell)
    }

    fn place(&self, record: &Record, key: &str) -> Place {
        let mut place = place_of(&self.table.file, record.number, record.line);
        let header = self.columns.get(key).and_then(|number| self.table.header.get(*number));
        place.column = header.map(|header| header.trim().into());
        place
    }

    fn fault(&self, record: &Record, key: &str, vi: &str, en: &str) -> Finding {
        let name = self
            .columns
            .get(key)
            .and_then(|number| self.table.header.get(*number))
            .map_or(key, String::as_str);
        let detail = both(format!("cột `{name}`: {vi}"), format!("column `{name}`: {en}"));
        let finding = fault_of(&self.table.file, self.place(record, key), detail);
        match record.fields.get(self.columns.get(key).copied().unwrap_or(usize::MAX)) {
            Some(value) => finding.value(value.trim()),
            None => finding,
        }
    }

    fn rows(&self, findings: &mut Findings) -> Vec<Row<'a>> {
        let absent: Vec<&str> =
            REQUIRED.into_iter().filter(|key| !self.columns.contains_key(*key)).collect();
        for key in &absent {
            let mut place = Place::in_file(Some(self.table.file.clone()));
            place.line = Some(1);
            let detail = both(format!("thiếu cột `{key}`"), format!("column `{key}` is missing"));
            findings.push(fault_of(&self.table.file, place, detail));
        }
        if !absent.is_empty() {
            return Vec::new();
        }
        let records = self.table.records.iter();
        let filled = records.filter(|r| r.fields.iter().any(|field| !field.trim().is_empty()));
        filled.filter_map(|record| self.row(record, findings)).collect()
    }

    fn number(&self, record: &'a Record, key: &str, findings: &mut Findings) -> Option<f64> {
        let text = self.cell(record, key)?;
        let number = number::parse(text, NumberFormat::En).ok();
        if number.is_none() {
            findings.push(self.fault(record, key, "cần một số", "a number is needed"));
        }
        number
    }

    fn row(&self, record: &'a Record, findings: &mut Findings) -> Option<Row<'a>> {
        let Some(code) = self.cell(record, "code").filter(|code| Code::new(code).is_ok()) else {
            findings.push(self.fault(record, "code", "thiếu mã", "the code is missing"));
            return None;
        };
        let kind = match self.cell(record, "type").map(str::to_lowercase).as_deref() {
            Some("indicator") => Kind::Indicator,
            Some("aggregate") => Kind::Aggregate,
            Some("denominator") => Kind::Denominator,
            Some("group" | "other") => Kind::Other,
            written => {
                let known = ["Indicator", "Aggregate", "Denominator", "Group", "Other"];
                let finding = self.fault(
                    record,
                    "type",
                    "cần Indicator, Aggregate, Denominator, Group hoặc Other",
                    "Indicator, Aggregate, Denominator, Group or Other is needed",
                );
                findings.push(finding.suggest_if(suggest(written.unwrap_or_default(), known)));
                return None;
            }
        };
        let counts = matches!(kind, Kind::Indicator | Kind::Aggregate);
        let direction = self.number(record, "direction", findings);
        if counts && direction.is_none_or(|direction| direction.abs() != 1.0) {
            findings.push(self.fault(record, "direction", "cần 1 hoặc -1", "1 or -1 is needed"));
        }
        let weight = self.number(record, "weight", findings);
        if counts && weight.is_none_or(|weight| !weight.is_finite() || weight < 0.0) {
            let (vi, en) = ("cần một số không âm", "a number that is not negative is needed");
            findings.push(self.fault(record, "weight", vi, en));
        }
        let text = |key: &str| self.cell(record, key).map(str::to_owned);
        Some(Row {
            record,
            code: code.to_owned(),
            kind,
            parent: text("parent").filter(|_| counts),
            level: self.number(record, "level", findings).unwrap_or(0.0),
            lower: direction == Some(-1.0),
            weight: weight.unwrap_or(1.0),
            name: text("name").filter(|name| name != code),
            unit: text("unit"),
            target: text("target"),
            denominator: text("denominator"),
            scorer: self.scorer(record, findings),
        })
    }

    /// The parameters of a normalisation that stand in the row.
    fn scorer(&self, record: &'a Record, findings: &mut Findings) -> Option<String> {
        let mut of = |low: &str, high: &str| {
            let (low, high) = (fold(low), fold(high));
            Some((self.number(record, &low, findings)?, self.number(record, &high, findings)?))
        };
        if let Some((low, high)) = of("goalpost_lower", "goalpost_upper") {
            let scale = self.number(record, &fold("goalpost_scale"), findings).unwrap_or(1.0);
            let truncates = self.cell(record, &fold("goalpost_trunc2posts"));
            let cap = match truncates.map(str::to_lowercase).as_deref() {
                Some("true" | "1") => "both",
                _ => "none",
            };
            return Some(format!(
                "scorer = {{ method = \"goalposts\", cap = \"{cap}\", to = [0, {scale}] }}\n\
                 goalposts = {{ min = {low}, max = {high} }}\n"
            ));
        }
        if let Some((low, high)) = of("minmax_lower", "minmax_upper") {
            return Some(format!("scorer = {{ method = \"min_max\", to = [{low}, {high}] }}\n"));
        }
        if let Some((mean, sd)) = of("zscore_mean", "zscore_sd") {
            return Some(format!(
                "scorer = {{ method = \"z_score\", mean = {mean}, sd = {sd} }}\n"
            ));
        }
        None
    }
}

/// Codes that stand twice, and parents and denominators that are not there.
fn check(reader: &Reader<'_>, rows: &[Row<'_>], findings: &mut Findings) {
    let mut first: HashMap<&str, u64> = HashMap::new();
    for row in rows {
        let earlier = *first.entry(row.code.as_str()).or_insert(row.record.line);
        if earlier != row.record.line {
            findings.push(
                Finding::new(&catalogue::DUPLICATE_CODE)
                    .at(reader.place(row.record, "code"))
                    .value(row.code.as_str())
                    .with("first", earlier.to_string()),
            );
        }
    }
    let of = |kind: Kind| rows.iter().filter(move |row| row.kind == kind);
    let named = |kind: Kind, code: &str| of(kind).any(|row| row.code == code);
    for row in rows {
        if let Some(parent) = row.parent.as_deref()
            && !named(Kind::Aggregate, parent)
        {
            let known = of(Kind::Aggregate).map(|row| row.code.as_str());
            findings.push(
                Finding::new(&catalogue::UNKNOWN_REFERENCE)
                    .at(reader.place(row.record, "parent"))
                    .value(parent)
                    .with("kind", kinds::NODE)
                    .suggest_if(suggest(parent, known)),
            );
        }
        if let Some(denominator) = row.denominator.as_deref()
            && !rows.iter().any(|other| {
                other.code == denominator
                    && matches!(other.kind, Kind::Denominator | Kind::Indicator)
            })
        {
            let known = of(Kind::Denominator).map(|row| row.code.as_str());
            findings.push(
                Finding::new(&catalogue::UNKNOWN_REFERENCE)
                    .at(reader.place(row.record, "denominator"))
                    .value(denominator)
                    .with("kind", kinds::ITEM)
                    .suggest_if(suggest(denominator, known)),
            );
        }
    }
}

/// A string as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn write(rows: &[Row<'_>], code: &str) -> String {
    let mut text = format!(
        "# Made from a table of COINr's iMeta. `chuan check` says what is wrong with it.\n\
         format = 1\ncode = {}\ntitle = {}\n",
        quoted(code),
        quoted(code)
    );
    let of = |kind: Kind| rows.iter().filter(move |row| row.kind == kind);
    if of(Kind::Other).next().is_some() {
        text.push_str(
            "\n# Groups and other columns of the data. Groups are attributes of units in\n",
        );
        text.push_str(
            "# [register], where rankings and imputation can name them.\n[data.columns]\n",
        );
        for row in of(Kind::Other) {
            line(&mut text, format_args!("{} = \"-\"", quoted(&row.code)));
        }
    }
    text.push_str("\n[defaults]\nscorer = { method = \"min_max\", to = [0, 100] }\n");
    text.push_str("aggregate = \"arithmetic\"\nmissing = \"skip\"\n");
    let mut nodes: Vec<&Row<'_>> = of(Kind::Aggregate).collect();
    nodes.sort_by(|a, b| b.level.total_cmp(&a.level));
    for row in nodes {
        line(&mut text, format_args!("\n[[node]]\ncode = {}", quoted(&row.code)));
        common(&mut text, row);
    }
    for row in of(Kind::Indicator) {
        line(&mut text, format_args!("\n[[indicator]]\ncode = {}", quoted(&row.code)));
        common(&mut text, row);
        if let Some(unit) = &row.unit {
            line(&mut text, format_args!("unit = {}", quoted(unit)));
        }
        if row.lower {
            text.push_str("direction = \"lower\"\n");
        }
        if let Some(denominator) = &row.denominator {
            let denominator = quoted(denominator);
            line(
                &mut text,
                format_args!("denominate = {{ method = \"ratio\", denominator = {denominator} }}"),
            );
        }
        text.push_str(row.scorer.as_deref().unwrap_or_default());
        if let Some(target) = &row.target {
            line(&mut text, format_args!("note = {}", quoted(&format!("Target: {target}"))));
        }
    }
    for row in of(Kind::Denominator) {
        line(&mut text, format_args!("\n[[indicator]]\ncode = {}", quoted(&row.code)));
        if let Some(name) = &row.name {
            line(&mut text, format_args!("name = {}", quoted(name)));
        }
        text.push_str("scored = false\n");
    }
    text
}

/// What nodes and indicators both have.
fn common(text: &mut String, row: &Row<'_>) {
    if let Some(name) = &row.name {
        line(text, format_args!("name = {}", quoted(name)));
    }
    if let Some(parent) = &row.parent {
        line(text, format_args!("parent = {}\nweight = {}", quoted(parent), row.weight));
    }
}

/// Adds a line; writing to a text does not fail.
fn line(text: &mut String, of: std::fmt::Arguments<'_>) {
    let _ = writeln!(text, "{of}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::{FileFormat, Framework};

    const META: &str = "iCode,iName,Level,Parent,Direction,Weight,Type,Unit,Target,Denominator,minmax_lower,minmax_upper\n\
        GDP,,,,,,Denominator,,,,,\nRegion,,,,,,Group,,,,,\nIndex,The \"index\",3,NA,1,1,Aggregate,,,,,\n\
        P,,2,Index,1,1,Aggregate,,,,,\na,A,1,P,1,2,Indicator,%,4.5,,,\n\
        b,,1,P,-1,0.5,Indicator,,,GDP,1,10\n";

    #[test]
    fn every_kind_of_row() {
        let (toml, findings) = from_coinr(META, "iMeta.csv", "x");
        assert!(findings.is_empty(), "{findings:?}");
        let toml = toml.unwrap();
        let framework = Framework::parse(&toml, FileFormat::Toml).unwrap();
        let spec = framework.spec();
        assert_eq!(spec.nodes[0].code.as_str(), "Index");
        assert_eq!(spec.data.columns["Region"], "-");
        let codes: Vec<&str> = spec.indicators.iter().map(|i| i.code.as_str()).collect();
        assert_eq!(codes, ["a", "b", "GDP"]);
        assert_eq!(spec.indicators[0].weight, Some(2.0));
        assert!(!spec.indicators[2].scored);
        assert!(toml.contains("denominator = \"GDP\"") && toml.contains("to = [1, 10]"), "{toml}");
        assert!(toml.contains("note = \"Target: 4.5\""));
    }

    #[test]
    fn all_faults_are_found_at_once_with_their_lines() {
        let meta = "code,level,parent,direction,weight,type\ni1,1,p1,2,1,Indicator\ni1,1,p1,1,,Indicator\n\
                    i3,1,p9,1,1,Indicatr\ni4,1,p9,1,x,Indicator\np1,2,,1,1,Aggregate\n";
        let (toml, findings) = from_coinr(meta, "m.csv", "x");
        assert!(toml.is_none());
        let found: Vec<(&str, Option<u64>)> =
            findings.iter().map(|finding| (finding.code(), finding.place.line)).collect();
        let wanted = [
            ("FWK-070", Some(2)),
            ("FWK-070", Some(3)),
            ("FWK-070", Some(4)),
            ("FWK-070", Some(5)),
            ("FWK-070", Some(5)),
            ("FWK-010", Some(3)),
            ("FWK-011", Some(5)),
        ];
        assert_eq!(found, wanted);
        assert!(from_coinr("a,b\n1,2\n", "m.csv", "x").1.len() == 6);
        assert!(from_coinr("", "m.csv", "x").1.has_errors());
    }
}
