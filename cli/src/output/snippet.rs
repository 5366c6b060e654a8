//! A finding, shown at the line that it is about.

use super::excerpt::Marked;
use crate::locale::{self, say};
use crate::render::text;
use crate::session::Session;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use chuan::finding::{Finding, Severity};
use std::ops::Range;

/// The finding with the line of the text, the value marked. `None` when it has no place there.
pub(super) fn render(finding: &Finding, source: &str, session: &Session) -> Option<String> {
    let place = &finding.place;
    let line = usize::try_from(place.line?).ok()?;
    let text = source.lines().nth(line.checked_sub(1)?)?;
    let span = span_of(text, usize::try_from(place.position.unwrap_or(1)).ok()?);
    Some(draw(finding, &Marked { line, text: text.to_owned(), span }, None, session))
}

/// A finding about data with the line of the file, the cell marked and named.
pub(super) fn render_data(finding: &Finding, marked: &Marked, session: &Session) -> String {
    let place = &finding.place;
    let record = place.record.map(|n| say(locale::RECORD, session.lang, &[("n", &n.to_string())]));
    let column = place.column.as_deref().map(text::printable);
    let label: Vec<String> = record.into_iter().chain(column).collect();
    draw(finding, marked, Some(label.join(", ")), session)
}

fn draw(finding: &Finding, marked: &Marked, label: Option<String>, session: &Session) -> String {
    let lang = session.lang;
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        _ => Level::INFO,
    };
    // The suggestion stands in a line of its own.
    let mut bare = finding.clone();
    bare.suggestion = None;
    let word = locale::severity(finding.severity).get(lang);
    let title = text::width(word) + finding.code().len() + 4;
    let room = session.width.saturating_sub(title);
    let message = text::wrap(&text::printable(&bare.message(lang)), room, 0).join("\n");
    let path = finding.place.file.as_deref().map(text::printable);
    let mut annotation = AnnotationKind::Primary.span(marked.span.clone());
    if let Some(label) = label {
        annotation = annotation.label(label);
    }
    let mut group = level.with_name(word).primary_title(message).id(finding.code()).element(
        Snippet::source(&marked.text).line_start(marked.line).path(path).annotation(annotation),
    );
    if let Some(suggestion) = &finding.suggestion {
        let help = Level::HELP.with_name(locale::HELP.get(lang));
        let text = say(locale::WRITE_INSTEAD, lang, &[("what", &text::printable(suggestion))]);
        group = group.element(help.message(text));
    }
    let renderer = Renderer::styled().term_width(session.width).decor_style(DecorStyle::Unicode);
    renderer.render(&[group])
}

/// The bytes of the value that starts at a 1-based position in characters.
fn span_of(line: &str, position: usize) -> Range<usize> {
    let start =
        line.char_indices().nth(position.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let rest = line.get(start..).unwrap_or_default();
    let mut letters = rest.char_indices();
    let length = match letters.next() {
        Some((_, quote @ ('"' | '\''))) => {
            letters.find(|(_, letter)| *letter == quote).map_or(rest.len(), |(at, _)| at + 1)
        }
        Some((_, '[')) => rest.rfind(']').map_or(rest.len(), |at| at + 1),
        Some((_, '{')) => rest.rfind('}').map_or(rest.len(), |at| at + 1),
        _ => {
            let end = |letter: char| letter.is_whitespace() || ",]}=".contains(letter);
            rest.find(end).unwrap_or(rest.len())
        }
    };
    start..start + length
}

#[cfg(test)]
mod tests {
    use super::span_of;

    #[test]
    fn values_are_marked_whole() {
        let marked = |line: &'static str, position| &line[span_of(line, position)];
        assert_eq!(marked("weight = 3 # note", 10), "3");
        assert_eq!(marked("name = \"Chính quyền số\" # note", 8), "\"Chính quyền số\"");
        assert_eq!(marked("range = { min = 1 }", 9), "{ min = 1 }");
        assert_eq!(marked("[[node]]", 1), "[[node]]");
        assert_eq!(marked("key = 1", 1), "key");
        assert_eq!(marked("short", 99), "");
    }
}
