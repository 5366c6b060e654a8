//! Targets as a table.

use super::number;
use super::table::{Column, Table};
use crate::locale;
use crate::session::Session;
use chuan::framework::spec::{Compare, OneOrMany, TargetSpec};
use chuan::framework::{Framework, Indicator, Item};
use chuan::text::Lang;
use std::io::{self, Write};

/// Writes one row a target.
pub(crate) fn write(
    framework: &Framework,
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lang = session.lang;
    let mut table = Table::new(vec![
        Column::words(locale::INDICATOR.get(lang)),
        Column::words(locale::YEAR.get(lang)),
        Column::words(locale::TARGET.get(lang)),
        Column::words(locale::STAGE.get(lang)),
        Column::numbers(locale::BASELINE.get(lang)),
    ]);
    for (_, item, indicator) in framework.indicators() {
        for (n, target) in indicator.targets.iter().enumerate() {
            let about = (item, indicator, framework.spec().level.as_deref());
            let cells = row(about, n, target, lang);
            table.row(cells.map(Into::into).into());
        }
    }
    table.write(session.width, out).map(drop)
}

fn row(
    (item, indicator, level): (&Item, &Indicator, Option<&str>),
    n: usize,
    target: &TargetSpec,
    lang: Lang,
) -> [String; 5] {
    let unit = indicator.unit.as_ref().map_or("", |unit| unit.get(lang));
    let baseline = indicator.baseline.as_ref().map(|baseline| baseline.value);
    let stage = target.stage.map_or("", |stage| stage.words().get(lang));
    [
        if n == 0 { item.label(lang).to_owned() } else { String::new() },
        target.period.to_string(),
        words(target, unit, lang) + &concerned(target, level, lang),
        stage.to_owned(),
        number::show(baseline, None, lang),
    ]
}

/// A target in words, such as `≥ 60 %` or `15–20 %`. Its parts are not separated at line ends.
fn words(target: &TargetSpec, unit: &str, lang: Lang) -> String {
    let show = |value: Option<f64>| number::show(value, None, lang);
    let sign = match target.compare {
        Compare::AtLeast | Compare::Count => "≥",
        Compare::MoreThan => ">",
        Compare::AtMost | Compare::Rank => "≤",
        Compare::LessThan => "<",
        Compare::Range => "",
        _ => "=",
    };
    let value = match target.compare {
        Compare::Range => format!("{}–{}", show(target.low), show(target.high)),
        _ => format!("{sign}\u{a0}{}", show(target.value)),
    };
    if unit.is_empty() { value } else { format!("{value}\u{a0}{unit}") }
}

/// The kinds of units that a target is for, where they are not those of the framework.
fn concerned(target: &TargetSpec, level: Option<&str>, lang: Lang) -> String {
    let kinds: Vec<&str> = match target.filter.get("kind") {
        None => return String::new(),
        Some(OneOrMany::One(kind)) if Some(kind.as_str()) == level => return String::new(),
        Some(OneOrMany::One(kind)) => vec![kind],
        Some(OneOrMany::Many(kinds)) => kinds.iter().map(String::as_str).collect(),
    };
    let words: Vec<&str> = kinds.into_iter().map(|kind| word(kind, lang)).collect();
    format!(" ({})", words.join(", "))
}

/// The class of units that a target is for, in words: a kind of unit by its name, else the values.
pub(crate) fn class(target: &TargetSpec, lang: Lang) -> String {
    let values = target.filter.values().flat_map(|values| match values {
        OneOrMany::One(value) => std::slice::from_ref(value),
        OneOrMany::Many(values) => values.as_slice(),
    });
    values.map(|value| word(value, lang)).collect::<Vec<_>>().join(", ")
}

fn word(kind: &str, lang: Lang) -> &str {
    match kind {
        "province" => locale::PROVINCE.get(lang),
        "district" => locale::DISTRICT.get(lang),
        "commune" => locale::COMMUNE.get(lang),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(json: &str) -> String {
        let target: TargetSpec = serde_json::from_str(json).unwrap();
        words(&target, "%", Lang::Vi).replace('\u{a0}', " ")
    }

    #[test]
    fn targets_are_put_in_words() {
        assert_eq!(target(r#"{"period": "2025", "value": 60}"#), "≥ 60 %");
        assert_eq!(
            target(r#"{"period": "2025", "compare": "range", "low": 15, "high": 20.5}"#),
            "15–20,5 %"
        );
        assert_eq!(target(r#"{"period": "2025", "compare": "more_than", "value": 2}"#), "> 2 %");
    }
}
