//! Turning a finding into a sentence.

use super::{Argument, Bilingual, Finding};
use crate::number::{self, NumberFormat};
use crate::period::day_words;
use crate::text::{Lang, fill};
use std::borrow::Cow;

impl Finding {
    /// The message, in the language asked for.
    ///
    /// It does not repeat the place; the suggestion is part of it.
    pub fn message(&self, lang: Lang) -> String {
        let template = self.rule().message.get(lang);
        let mut text = fill(template, |name| self.lookup(name, lang));
        if let Some(suggestion) = &self.suggestion {
            text.push_str(match lang {
                Lang::Vi => "; có phải là `",
                Lang::En => "; did you mean `",
            });
            text.push_str(suggestion);
            text.push_str("`?");
        }
        text
    }

    fn lookup(&self, name: &str, lang: Lang) -> Option<Cow<'_, str>> {
        if let Some((_, argument)) = self.arguments.iter().find(|(key, _)| *key == name) {
            return Some(argument.render(lang));
        }
        match name {
            "value" => self.value.as_deref().map(|value| shorten(value, LONGEST_VALUE)),
            "unit" => self.unit.as_deref().map(Into::into),
            "indicator" => self.indicator.as_deref().map(Into::into),
            "period" => self.period.as_deref().map(Into::into),
            "column" => self.place.column.as_deref().map(Into::into),
            "path" => self.place.path.as_deref().map(Into::into),
            _ => None,
        }
    }
}

/// A message stays readable when the value is a page of text …
const LONGEST_VALUE: usize = 60;
/// … and complete when it lists what would be right.
const LONGEST_LIST: usize = 240;

fn shorten(value: &str, longest: usize) -> Cow<'_, str> {
    if value.len() <= longest && !value.chars().any(char::is_control) {
        return value.into();
    }
    let clean: String = value.chars().map(|c| if c.is_control() { '␤' } else { c }).collect();
    if clean.chars().count() <= longest {
        return clean.into();
    }
    let mut short: String = clean.chars().take(longest).collect();
    short.push('…');
    short.into()
}

impl Argument {
    fn render(&self, lang: Lang) -> Cow<'_, str> {
        match self {
            Self::Text(text) => shorten(text, LONGEST_LIST),
            Self::Number(number) => number::format(
                *number,
                None,
                match lang {
                    Lang::Vi => NumberFormat::Vi,
                    Lang::En => NumberFormat::En,
                },
            )
            .into(),
            Self::Local(text) => text.get(lang).into(),
            Self::Word(words) => words.get(lang).into(),
            Self::Day(day) => day_words(*day, lang).into(),
        }
    }
}

impl Bilingual {
    /// The text in the language asked for.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}
