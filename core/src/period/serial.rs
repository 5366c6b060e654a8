//! Periods in files: written canonically, read leniently.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Period;

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl Visitor<'_> for Reader {
    type Value = Period;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a period such as \"2022-Q1\" or a year")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Period, E> {
        Period::parse(text).map_err(|error| E::custom(format_args!("{error}: {}", error.hint_en())))
    }

    fn visit_i64<E: Error>(self, year: i64) -> Result<Period, E> {
        i32::try_from(year)
            .ok()
            .and_then(Period::from_year)
            .ok_or_else(|| E::custom(format_args!("{year} is not a year from 1 to 9999")))
    }

    fn visit_u64<E: Error>(self, year: u64) -> Result<Period, E> {
        self.visit_i64(i64::try_from(year).unwrap_or(i64::MAX))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Period {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A period: 2022, 2022-H1, 2022-Q1, 2022-05, 2022-05-28, 2021/2025, \
                2022-05-01/2022-06-30, 2022/.., or as written in Vietnamese (quý I/2022); \
                a year may be a number.",
            "type": ["string", "integer"],
            "examples": ["2022-Q1", 2022],
        })
    }
}
