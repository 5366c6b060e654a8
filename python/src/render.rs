//! Tables for people: plain text and HTML.

use crate::table::{Cell, PyTable};
use std::fmt::Write;

/// So many rows are shown.
pub(crate) const SHOWN: usize = 10;
/// A cell of a plain table is cut here.
const WIDEST: usize = 60;
/// Columns of a plain table that would go beyond this are left out.
const PAGE: usize = 120;

/// A number short enough to be read; the exact one is in the data.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text {
        "" | "-0" => "0".to_owned(),
        _ => text.to_owned(),
    }
}

fn shown(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect(),
        Cell::Whole(whole) => whole.to_string(),
        Cell::Number(value) => number(*value),
        Cell::Flag(flag) => if *flag { "True" } else { "False" }.to_owned(),
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= WIDEST {
        return text.to_owned();
    }
    text.chars().take(WIDEST - 1).chain(['…']).collect()
}

/// The end of a table that is not shown to its end.
fn rest(table: &PyTable) -> Option<String> {
    let more = table.rows().checked_sub(SHOWN).filter(|more| *more > 0)?;
    Some(format!("… {more} more, {} rows in all", table.rows()))
}

/// A table in plain text, its first rows, with a heading.
pub(crate) fn text(table: &PyTable, heading: Option<&str>) -> String {
    let names = table.names();
    let rows = table.rows().min(SHOWN);
    let mut lines: Vec<String> = vec![String::new(); rows + 1];
    let mut used = 0;
    for (column, name) in names.iter().enumerate() {
        let cells: Vec<Cell<'_>> = (0..rows).map(|row| table.cell(row, column)).collect();
        let right = cells.iter().any(|cell| matches!(cell, Cell::Whole(_) | Cell::Number(_)));
        let texts: Vec<String> =
            std::iter::once(cut(name)).chain(cells.iter().map(|cell| cut(&shown(cell)))).collect();
        let width = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        used += width + 2;
        if used > PAGE && column > 0 {
            if let Some(head) = lines.first_mut() {
                head.push_str(&format!("  … {} more columns", names.len() - column));
            }
            break;
        }
        for (line, text) in lines.iter_mut().zip(&texts) {
            if column > 0 {
                line.push_str("  ");
            }
            // Writing to a string cannot fail.
            let _ =
                if right { write!(line, "{text:>width$}") } else { write!(line, "{text:<width$}") };
        }
    }
    let body = lines.iter().map(|line| line.trim_end().to_owned());
    let all: Vec<String> =
        heading.map(str::to_owned).into_iter().chain(body).chain(rest(table)).collect();
    all.join("\n")
}

/// Text that is safe in HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

/// A table in HTML, its first rows, with a heading. It sets no colour, so it is readable on light
/// and on dark pages.
pub(crate) fn html(table: &PyTable, heading: Option<&str>) -> String {
    let mut page = String::from("<table class=\"chuan\">");
    if let Some(heading) = heading {
        page.push_str("<caption style=\"text-align:left\">");
        page.push_str(&escape(heading));
        page.push_str("</caption>");
    }
    page.push_str("<thead><tr>");
    let names = table.names();
    for name in &names {
        page.push_str("<th>");
        page.push_str(&escape(name));
        page.push_str("</th>");
    }
    page.push_str("</tr></thead><tbody>");
    for row in 0..table.rows().min(SHOWN) {
        page.push_str("<tr>");
        for column in 0..names.len() {
            let cell = table.cell(row, column);
            page.push_str(match cell {
                Cell::Whole(_) | Cell::Number(_) => "<td style=\"text-align:right\">",
                _ => "<td style=\"text-align:left\">",
            });
            page.push_str(&escape(&shown(&cell)));
            page.push_str("</td>");
        }
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table>");
    if let Some(rest) = rest(table) {
        page.push_str("<p>");
        page.push_str(&escape(&rest));
        page.push_str("</p>");
    }
    page
}
