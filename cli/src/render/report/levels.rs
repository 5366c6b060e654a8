//! Levels as a report.

use super::About;
use crate::failure::Failure;
use crate::locale;
use crate::render::level_more::{self, More};
use crate::render::{level, level_data, number};
use chuan::assess::{Assessment, UnitAssessment};
use chuan::framework::Framework;
use chuan::text::Lang;
use serde_json::{Map, Value, json};

/// Writes the report.
pub(crate) fn write(
    about: &About<'_>,
    assessment: &Assessment,
    results: &[&UnitAssessment],
    more: &More,
) -> Result<(), Failure> {
    let lang = about.session.lang;
    let first = results.first();
    let several = |differs: &dyn Fn(&UnitAssessment, &UnitAssessment) -> bool| {
        first.is_some_and(|first| results.iter().any(|result| differs(first, result)))
    };
    let units: Vec<Value> =
        results.iter().map(|result| unit(about, assessment, result, more)).collect();
    let counts: Vec<Value> = results
        .chunk_by(|a, b| (&a.scheme, a.period) == (&b.scheme, b.period))
        // Of a single unit the table says it all.
        .filter(|group| group.len() > 1)
        .filter_map(|group| {
            let first = group.first()?;
            let period = first.period.map(|period| format!(" · {}", period.words(lang)));
            let period = period.unwrap_or_default();
            let scheme = scheme_name(first, lang);
            Some(json!({ "heading": format!("{scheme}{period}"), "text": level::counts(group, lang) }))
        })
        .collect();
    let content = json!({
        "units": units,
        "counts": counts,
        "schemes": several(&|a, b| a.scheme != b.scheme),
        "periods": results.iter().any(|result| result.period.is_some()),
        "values": results.iter().any(|result| result.value.is_some()),
        "open": results.iter().any(|result| !result.is_certain()),
        "recognitions": more.recognitions.is_some(),
        "names": names(about.framework, lang),
        "verdicts": verdicts(lang),
        "marks": { "met": "✓", "not_met": "✗", "undetermined": "?" },
    });
    let heading = match lang {
        Lang::Vi => "Kết quả đánh giá mức đạt",
        Lang::En => "Levels reached",
    };
    let Value::Object(content) = content else { return Ok(()) };
    about.write("levels.html", heading, &words(lang), content)
}

fn unit(about: &About<'_>, assessment: &Assessment, result: &UnitAssessment, more: &More) -> Value {
    let lang = about.session.lang;
    let standing = more.standing(about.framework, assessment, result);
    let data = more.data(about.framework, result, standing.as_ref(), lang);
    let steps = standing.as_ref().map(|standing| level_more::steps(standing, lang));
    let state = standing.map(|standing| standing.state.word().get(lang));
    let mut value = level_data::value(assessment, result, data, lang);
    let name = |level: Option<&chuan::assess::LevelResult>| level.map(|l| level::label(l, lang));
    let named = assessment.unit(result).map_or(result.unit_code.as_str(), |unit| unit.label(lang));
    let shown = json!({
        "name": named,
        "scheme": scheme_name(result, lang),
        "level": name(result.reached()),
        "possible": name(result.possible()).filter(|_| !result.is_certain()),
        "value": result.value.map(|value| number::show(Some((value * 1e4).round() / 1e4), None, lang)),
        "when": result.period.map(|period| period.words(lang)),
        "missing": level::missing_for(result, lang),
        "lacking": result.next().map(|next| {
            next.binding().iter().map(|one| one.sentence(lang)).collect::<Vec<_>>()
        }),
        "deadlines": level::deadlines(result, lang),
        "steps": steps,
        "recognition_state": state,
    });
    if let (Value::Object(all), Value::Object(shown)) = (&mut value, shown) {
        all.extend::<Map<String, Value>>(shown);
    }
    value
}

fn scheme_name(result: &UnitAssessment, lang: Lang) -> &str {
    result.scheme_name.as_ref().map_or(result.scheme.as_str(), |name| name.get(lang))
}

/// The names of all items that have one, by their codes.
fn names(framework: &Framework, lang: Lang) -> Map<String, Value> {
    let name = |item: &chuan::framework::Item| (item.code.to_string(), item.label(lang).into());
    framework.items().iter().map(name).collect()
}

fn words(lang: Lang) -> Value {
    let none = locale::NONE_REACHED.get(lang);
    match lang {
        Lang::Vi => json!({
            "level": "Mức đạt được", "possible": "Có thể đạt", "requirement": "Điều kiện",
            "verdict": "Kết quả", "way_up": "Cách ít tốn nhất", "way": "Cách", "none": none,
            "why": "Vì sao", "open": "còn mở", "deadlines": "Thời hạn",
        }),
        Lang::En => json!({
            "level": "Level reached", "possible": "Possible", "requirement": "Requirement",
            "verdict": "Verdict", "way_up": "Cheapest way up", "way": "Way", "none": none,
            "why": "Why", "open": "open", "deadlines": "Deadlines",
        }),
    }
}

fn verdicts(lang: Lang) -> Value {
    match lang {
        Lang::Vi => json!({
            "met": "đạt", "not_met": "chưa đạt", "undetermined": "chưa xác định",
        }),
        Lang::En => json!({
            "met": "met", "not_met": "not met", "undetermined": "undetermined",
        }),
    }
}
