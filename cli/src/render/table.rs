//! Tables that fit a width in columns.

use super::style::{BOLD, DIM};
use super::text::{fold, width, wrap};
use crate::locale::{self, say};
use crate::session::Session;
use anstyle::Style;
use std::io::{self, Write};

/// On which side a column is flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    header: String,
    align: Align,
    /// Wider headers and cells are folded.
    most: usize,
    /// Whether it is left out where there is no room.
    optional: bool,
    /// The least to which a header of numbers is folded.
    ragged: usize,
}

impl Column {
    /// A column of words.
    pub(crate) fn words(header: impl Into<String>) -> Self {
        Self {
            header: header.into(),
            align: Align::Left,
            most: usize::MAX,
            optional: false,
            ragged: HEADER,
        }
    }

    /// A column of numbers; a long header is folded.
    pub(crate) fn numbers(header: impl Into<String>) -> Self {
        Self {
            header: header.into(),
            align: Align::Right,
            most: 14,
            optional: false,
            ragged: HEADER,
        }
    }

    /// As narrow as the words of its header allow.
    pub(crate) fn narrow(mut self) -> Self {
        self.ragged = 0;
        self
    }

    /// Left out where there is no room.
    pub(crate) fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

/// A cell: text, and how it looks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    text: String,
    style: Style,
    /// Whether its lines are laid out already.
    laid_out: bool,
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), style: Style::new(), laid_out: false }
    }
}

impl Cell {
    /// A cell that looks otherwise than the rest.
    pub(crate) fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, laid_out: false }
    }

    /// A cell whose lines stay as they are.
    pub(crate) fn laid_out(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: Style::new(), laid_out: true }
    }

    fn lines(&self, width: usize) -> Vec<String> {
        if self.laid_out {
            return self.text.lines().map(str::to_owned).collect();
        }
        fold(&self.text, width)
    }
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

const GAP: usize = 2;
/// A column of words is not folded to less.
const NARROW: usize = 12;
/// Headers of numbers are not folded to less.
const HEADER: usize = 8;
/// A column of words is folded to this before columns are left out.
const COMFORTABLE: usize = 20;

impl Table {
    /// A table without rows.
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Writes it, and tells the headers of the columns for which there was no room.
    pub(crate) fn write(&self, room: usize, out: &mut dyn Write) -> io::Result<Vec<String>> {
        let (widths, left_out) = self.fit(room);
        let header: Vec<Cell> =
            self.columns.iter().map(|c| Cell::styled(c.header.clone(), BOLD)).collect();
        self.write_row(&header, &widths, true, out)?;
        let shown = widths.iter().filter(|width| **width > 0);
        let line: Vec<String> = shown.map(|width| "─".repeat(*width)).collect();
        writeln!(out, "{DIM}{}{DIM:#}", line.join("  "))?;
        for row in &self.rows {
            self.write_row(row, &widths, false, out)?;
        }
        Ok(left_out)
    }

    /// Widths that fit, 0 for a column that is left out, and the headers of those.
    fn fit(&self, room: usize) -> (Vec<usize>, Vec<String>) {
        let mut widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(n, column)| {
                let cells = self.rows.iter().filter_map(|row| row.get(n));
                let lines = cells.flat_map(|cell| cell.text.lines()).map(width);
                let body = lines.max().unwrap_or(0).min(column.most);
                let head = match column.align {
                    Align::Left => width(&column.header).min(column.most),
                    // As narrow as its words allow, but not ragged.
                    Align::Right => {
                        let words = column.header.split(' ').map(width).max().unwrap_or(0);
                        words.max(width(&column.header).min(column.ragged)).min(column.most)
                    }
                };
                body.max(head).max(1)
            })
            .collect();
        self.shrink(&mut widths, room, COMFORTABLE);
        let mut left_out = Vec::new();
        for (n, column) in self.columns.iter().enumerate().rev() {
            if used(&widths) <= room {
                break;
            }
            if let (true, Some(width)) = (column.optional, widths.get_mut(n)) {
                *width = 0;
                left_out.insert(0, column.header.clone());
            }
        }
        self.shrink(&mut widths, room, NARROW);
        (widths, left_out)
    }

    /// Takes from the widest column of words, down to `least`, until the table fits.
    fn shrink(&self, widths: &mut [usize], room: usize, least: usize) {
        while used(widths) > room {
            let words = self.columns.iter().zip(widths.iter_mut());
            let widest = words
                .filter(|(column, width)| column.align == Align::Left && **width > least)
                .map(|(_, width)| width)
                .max_by_key(|width| **width);
            match widest {
                Some(width) => *width -= 1,
                None => return,
            }
        }
    }

    fn write_row(
        &self,
        cells: &[Cell],
        widths: &[usize],
        at_the_bottom: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let shown: Vec<(Align, Style, usize, Vec<String>)> = self
            .columns
            .iter()
            .zip(cells)
            .zip(widths)
            .filter(|(_, width)| **width > 0)
            .map(|((column, cell), width)| (column.align, cell.style, *width, cell.lines(*width)))
            .collect();
        let height = shown.iter().map(|(.., lines)| lines.len()).max().unwrap_or(0);
        for n in 0..height {
            let mut line = String::new();
            // Spaces are written only before something, so that no line ends in one.
            let mut pending = 0;
            for (align, style, room, lines) in &shown {
                let skipped = if at_the_bottom { height - lines.len() } else { 0 };
                let text = n.checked_sub(skipped).and_then(|n| lines.get(n));
                let text = text.map(String::as_str).unwrap_or_default();
                let free = room.saturating_sub(width(text));
                let (before, after) = if *align == Align::Right { (free, 0) } else { (0, free) };
                pending += before;
                if !text.is_empty() {
                    line.push_str(&" ".repeat(pending));
                    line.push_str(&format!("{style}{text}{style:#}"));
                    pending = 0;
                }
                pending += after + GAP;
            }
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

/// How many columns of text a table takes.
fn used(widths: &[usize]) -> usize {
    let shown = widths.iter().filter(|width| **width > 0);
    let (count, sum) = shown.fold((0_usize, 0), |(count, sum), width| (count + 1, sum + width));
    sum + GAP * count.saturating_sub(1)
}

/// Names the columns for which there was no room, and says what helps.
pub(crate) fn tell_left_out(
    headers: &[String],
    session: &Session,
    out: &mut dyn Write,
) -> io::Result<()> {
    if headers.is_empty() {
        return Ok(());
    }
    let names = headers.join(", ");
    let note = say(locale::NOT_SHOWN, session.lang, &[("names", &names)]);
    let note = format!("{note} {}", locale::WIDER.get(session.lang));
    wrap(&note, session.width, 2).iter().try_for_each(|line| writeln!(out, "{line}"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Text without colours.
    pub(crate) fn plain(bytes: &[u8]) -> String {
        let plain = anstream::adapter::strip_bytes(bytes).into_vec();
        String::from_utf8(plain).unwrap()
    }

    fn written(table: &Table, room: usize) -> (String, Vec<String>) {
        let mut out = Vec::new();
        let left_out = table.write(room, &mut out).unwrap();
        (plain(&out), left_out)
    }

    fn table() -> Table {
        let mut table = Table::new(vec![
            Column::words("Tên"),
            Column::numbers("Điểm"),
            Column::numbers("network_information_security").optional(),
        ]);
        table.row(vec!["Nghệ An".into(), "0,5".into(), "1".into()]);
        table.row(vec!["Thừa Thiên – Huế".into(), "10,25".into(), "–".into()]);
        table
    }

    #[test]
    fn words_stand_left_and_numbers_right() {
        let (text, left_out) = written(&table(), 80);
        assert_eq!(left_out, Vec::<String>::new());
        let expected = "                               network_
                           information_
Tên                Điểm        security
────────────────  ─────  ──────────────
Nghệ An             0,5               1
Thừa Thiên – Huế  10,25               –
";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_has_no_room_is_named() {
        let (text, left_out) = written(&table(), 30);
        assert_eq!(left_out, ["network_information_security"]);
        assert!(text.lines().all(|line| width(line) <= 30), "{text}");
    }

    #[test]
    fn words_are_folded_at_last() {
        let (text, _) = written(&table(), 20);
        assert!(text.lines().all(|line| width(line) <= 20), "{text}");
        assert!(text.contains("\nHuế\n"), "{text}");
    }
}
