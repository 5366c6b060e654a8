//! A reader of the few keywords of JSON Schema that the formats use: `type`, `required` (a list, or
//! true inside a property as in draft 3), `properties`, `items`, `pattern`, `format`, `enum`,
//! `$ref`, and `schema`, OParl's own word for an object of another kind.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) struct Schemas(BTreeMap<String, Value>);

impl Schemas {
    pub(crate) fn load(folder: &Path) -> Self {
        let mut schemas = BTreeMap::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                let text = std::fs::read_to_string(&path).unwrap();
                schemas.insert(name, serde_json::from_str(&text).unwrap());
            }
        }
        assert!(!schemas.is_empty());
        Self(schemas)
    }

    pub(crate) fn check(&self, kind: &str, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.walk(&self.0[kind], value, kind, &mut faults);
        faults
    }

    fn walk(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let other = schema["$ref"].as_str().or(schema["schema"].as_str());
        if let Some(name) = other {
            let name = name.rsplit('/').next().unwrap();
            let name = name.split('#').next().unwrap().trim_end_matches(".json");
            if let Some(schema) = self.0.get(name) {
                self.walk(schema, value, at, faults);
            }
        }
        if !of_type(&schema["type"], value) {
            faults.push(format!("{at}: {value} is not {}", schema["type"]));
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            faults.push(format!("{at}: {value} is not one of {words:?}"));
        }
        if let Some(text) = value.as_str() {
            if schema["format"] == "url" && !text.starts_with("http") {
                faults.push(format!("{at}: {text} is no address"));
            }
            if schema["format"] == "date-time" && chuan::meeting::log::Stamp::parse(text).is_none()
            {
                faults.push(format!("{at}: {text} is no date-time"));
            }
            if let Some(pattern) = schema["pattern"].as_str()
                && !matches(pattern, text)
            {
                faults.push(format!("{at}: {text} does not match {pattern}"));
            }
        }
        for key in schema["required"].as_array().into_iter().flatten() {
            if value.get(key.as_str().unwrap()).is_none() {
                faults.push(format!("{at}: {key} is missing"));
            }
        }
        for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
            match value.get(key) {
                Some(value) => self.walk(schema, value, &format!("{at}.{key}"), faults),
                None if schema["required"] == true => {
                    faults.push(format!("{at}: {key} is missing"))
                }
                None => {}
            }
        }
        for (place, one) in value.as_array().into_iter().flatten().enumerate() {
            if schema["items"].is_object() {
                self.walk(&schema["items"], one, &format!("{at}[{place}]"), faults);
            }
        }
    }
}

fn of_type(wanted: &Value, value: &Value) -> bool {
    match wanted {
        Value::String(word) => match word.as_str() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "null" => value.is_null(),
            other => panic!("an unknown type {other}"),
        },
        Value::Array(words) => words.iter().any(|word| of_type(word, value)),
        _ => true,
    }
}

/// The three patterns that the schemas use.
fn matches(pattern: &str, text: &str) -> bool {
    if let Some(kind) = pattern.strip_prefix(r"^https\:\/\/schema\.oparl\.org\/1\.1\/") {
        return text == format!("https://schema.oparl.org/1.1/{}", kind.trim_end_matches('$'));
    }
    if pattern.starts_with("^[0-9]{4}") {
        let bytes = text.as_bytes();
        let date = [4, 7, 10].contains(&bytes.len())
            && bytes.iter().enumerate().all(|(place, byte)| match place {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        return date || chuan::meeting::log::Stamp::parse(text).is_some();
    }
    if pattern.contains("[0-9]") {
        panic!("a pattern that is not known: {pattern}");
    }
    true
}
