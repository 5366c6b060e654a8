//! The structure of a text whose quotes cannot be trusted, byte by byte.
//!
//! As the `csv` crate reads it, a quote opens a field only at its very beginning, and what follows a
//! closing quote belongs to the field. Beyond that:
//!
//! * a quote that is never closed does not swallow the file. It is given up when a quote follows
//!   that closes nothing although the line has ended, after [`FARTHEST_QUOTE`] bytes, or at the end
//!   of the file; the record then ends with the line on which the quote was opened;
//! * what is odd is noted, so that it can be reported.

use super::chunk::Note;
use super::index::Index;

/// How long a field in quotes may be.
pub(in crate::check) const FARTHEST_QUOTE: usize = 1 << 20;

#[derive(Clone, Copy)]
enum State {
    Start,
    Plain,
    Quoted,
    /// Behind a quote inside quotes: it closes the field, or stands for a quote with the next.
    Closing,
}

/// Finds all complete rows of a text that begins with a record; how many bytes they take. With
/// `at_end` the text is the rest of the file, and its last row needs no line end.
pub(super) fn scan(
    text: &[u8],
    at_end: bool,
    delimiter: u8,
    most_rows: usize,
    index: &mut Index,
) -> usize {
    index.clear();
    let (mut state, mut at, mut complete) = (State::Start, 0, 0);
    let (mut opened, mut first_break) = (0, None);
    let mut given_up = usize::MAX;
    loop {
        let byte = text.get(at).copied();
        let Some(byte) = byte else {
            if !at_end {
                break;
            }
            let open = matches!(state, State::Quoted);
            if open && given_up != opened {
                note(index, Note::Unclosed(index.fields_of_row()));
                if let Some(back) = first_break {
                    (at, state, given_up) = (back, State::Plain, opened);
                    continue;
                }
            }
            if at > complete {
                index.push_row(at as u32);
                complete = at;
            }
            break;
        };
        if matches!(state, State::Quoted) && at - opened > FARTHEST_QUOTE {
            note(index, Note::Unclosed(index.fields_of_row()));
            (at, state) = (first_break.unwrap_or(opened + 1), State::Plain);
            given_up = opened;
            continue;
        }
        let ends_line = matches!(byte, b'\n' | b'\r');
        if byte == b'\r' && !at_end && at + 1 == text.len() {
            // The second half of the line end has still to be read.
            break;
        }
        match state {
            State::Quoted => match byte {
                b'"' => state = State::Closing,
                b'\n' | b'\r' => first_break = first_break.or(Some(at)),
                _ => {}
            },
            State::Closing if byte == b'"' => state = State::Quoted,
            _ if byte == delimiter => {
                index.push(at as u32);
                state = State::Start;
            }
            _ if ends_line => {
                index.push_row(at as u32);
                complete = at + 1;
                state = State::Start;
                if index.rows() >= most_rows {
                    break;
                }
            }
            State::Start if byte == b'"' => {
                (opened, first_break) = (at, None);
                state = State::Quoted;
            }
            State::Start => state = State::Plain,
            State::Plain => {
                if byte == b'"' {
                    note(index, Note::Stray(index.fields_of_row()));
                }
            }
            State::Closing => match first_break {
                Some(back) => {
                    note(index, Note::Unclosed(index.fields_of_row()));
                    (at, state) = (back, State::Plain);
                    continue;
                }
                None => {
                    note(index, Note::Stray(index.fields_of_row()));
                    state = State::Plain;
                }
            },
        }
        at += 1;
    }
    index.shorten();
    complete
}

/// Notes what is wrong with the row in hand, once a row; that a quote is open weighs more.
fn note(index: &mut Index, note: Note) {
    let row = index.rows() as u32;
    match index.notes.last_mut() {
        Some((last, old)) if *last == row => {
            if matches!(old, Note::Stray(_)) && matches!(note, Note::Unclosed(_)) {
                *old = note;
            }
        }
        _ => index.notes.push((row, note)),
    }
}
