//! Reports for the table of an official: one page of HTML that needs nothing else, to be read on a
//! screen or printed.

pub(crate) mod layers;
pub(crate) mod levels;
pub(crate) mod targets;

use crate::failure::Failure;
use crate::session::Session;
use chrono::NaiveDate;
use chuan::framework::Framework;
use chuan::period::day_words;
use chuan::text::Lang;
use minijinja::Environment;
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

const TEMPLATES: [(&str, &str); 4] = [
    ("page.html", include_str!("page.html")),
    ("levels.html", include_str!("levels.html")),
    ("layers.html", include_str!("layers.html")),
    ("targets.html", include_str!("targets.html")),
];

/// Where a report goes, and what it rests on.
pub(crate) struct About<'a> {
    /// The file.
    pub(crate) path: &'a Path,
    /// The framework.
    pub(crate) framework: &'a Framework,
    /// All files that were read: none of them is overwritten.
    pub(crate) inputs: &'a [PathBuf],
    /// The day of the report, where it has one.
    pub(crate) as_of: Option<NaiveDate>,
    /// Language, and how files are written.
    pub(crate) session: &'a Session,
}

impl About<'_> {
    /// Fills a template and writes it: `heading` and `words` and whatever the template shows.
    fn write(
        &self,
        template: &str,
        heading: &str,
        words: &Value,
        mut content: Map<String, Value>,
    ) -> Result<(), Failure> {
        let lang = self.session.lang;
        let data: Vec<String> = self.inputs.iter().skip(1).map(|path| file_name(path)).collect();
        let mut all = general(lang);
        if let (Some(all), Some(words)) = (all.as_object_mut(), words.as_object()) {
            all.extend(words.clone());
        }
        let page = json!({
            "lang": lang.as_str(),
            "heading": heading,
            "title": self.framework.spec().title.get(lang),
            "label": self.framework.label(),
            "hash": self.framework.hash(),
            "version": env!("CARGO_PKG_VERSION"),
            "as_of": self.as_of.map(|day| day_words(day, lang)),
            "data": data.join(", "),
            "words": all,
        });
        if let Value::Object(page) = page {
            content.extend(page);
        }
        let output = self.session.create(self.path, self.inputs)?;
        let text = render(template, &Value::Object(content))
            .map_err(|error| output.failure(error.to_string()))?;
        let fault = |error: std::io::Error| output.failure(error.to_string());
        output.file().and_then(|mut file| file.write_all(text.as_bytes())).map_err(fault)?;
        output.keep()
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn render(template: &str, context: &Value) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    for (name, text) in TEMPLATES {
        // The name decides that texts are escaped.
        environment.add_template(name, text)?;
    }
    environment.get_template(template)?.render(shown(context))
}

/// The same value for a template.
fn shown(value: &Value) -> minijinja::Value {
    match value {
        Value::Null => minijinja::Value::from(()),
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => number.as_f64().into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(list) => list.iter().map(shown).collect(),
        Value::Object(map) => {
            minijinja::Value::from_pairs(map.iter().map(|(key, one)| (key.as_str(), shown(one))))
        }
    }
}

/// The words that every report has.
fn general(lang: Lang) -> Value {
    match lang {
        Lang::Vi => json!({
            "framework": "Bộ chỉ số", "as_of": "tính đến ngày", "data": "Số liệu",
            "hash": "Mã băm của bộ chỉ số", "summary": "Tổng hợp", "number": "TT",
            "name": "Đơn vị", "scheme": "Bộ mức", "period": "Kỳ", "value": "Giá trị",
            "recognition": "Công nhận",
        }),
        Lang::En => json!({
            "framework": "Framework", "as_of": "as of", "data": "Data",
            "hash": "Hash of the framework", "summary": "Summary", "number": "No.",
            "name": "Unit", "scheme": "Scheme", "period": "Period", "value": "Value",
            "recognition": "Recognition",
        }),
    }
}
