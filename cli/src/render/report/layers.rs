//! Layers beside each other as a report.

use super::About;
use crate::failure::Failure;
use crate::locale;
use crate::render::layers::View;
use crate::render::number;
use chuan::text::Lang;
use serde_json::{Value, json};

/// Writes the report.
pub(crate) fn write(about: &About<'_>, view: &View<'_>) -> Result<(), Failure> {
    let lang = view.lang;
    let units = &view.compared.units;
    let acts = view.acts();
    let one = |unit: &chuan::assess::UnitLayers| {
        let level = |kind| {
            let level = unit.act_level(kind).map(|code| view.level(unit, code.as_str()));
            level.unwrap_or_else(|| number::ABSENT.to_owned())
        };
        let criteria = view
            .criteria(unit)
            .into_iter()
            .map(|(code, name, cells, _)| json!({ "code": code, "name": name, "cells": cells }));
        json!({
            "name": unit.unit_label(lang),
            "scheme": unit.scheme_label(lang),
            "period": unit.period.map(|period| period.words(lang)),
            "levels_differ": unit.levels_differ(),
            "levels": unit.levels.iter().map(|l| view.reached(unit, l.as_ref())).collect::<Vec<_>>(),
            "acts": acts.iter().map(|kind| level(*kind)).collect::<Vec<_>>(),
            "recognition": unit.recognition.as_ref().map(|standing| standing.sentence(lang)),
            "criteria": criteria.collect::<Vec<_>>(),
        })
    };
    let content = json!({
        "differ": view.differ(),
        "layers": view.layers(),
        "acts": acts.iter().map(|kind| kind.word().get(lang)).collect::<Vec<_>>(),
        "schemes": units.windows(2).any(|pair| matches!(pair, [a, b] if a.scheme != b.scheme)),
        "periods": units.iter().any(|unit| unit.period.is_some()),
        "units": units.iter().map(one).collect::<Vec<_>>(),
    });
    let heading = match lang {
        Lang::Vi => "So sánh kết quả tự đánh giá, thẩm định và quyết định",
        Lang::En => "Self-assessed, appraised and decided, side by side",
    };
    let Value::Object(content) = content else { return Ok(()) };
    about.write("layers.html", heading, &words(lang), content)
}

fn words(lang: Lang) -> Value {
    json!({
        "record": locale::LAYER_RECORD.get(lang),
        "code": locale::CODE.get(lang),
        "criterion": match lang { Lang::Vi => "Tiêu chí", Lang::En => "Criterion" },
    })
}
