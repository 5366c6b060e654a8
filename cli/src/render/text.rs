//! Lines of text that fit a width in columns.

use unicode_width::UnicodeWidthStr;

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text without characters that would move the cursor.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '␤' } else { c }).collect()
}

/// Lines of at most `width` columns, all but the first indented. A word that is longer than a line
/// is kept whole: paths and codes are there to be copied.
pub(crate) fn wrap(text: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    let mut empty = true;
    for word in text.split(' ') {
        let length = self::width(word);
        if !empty && used + 1 + length > width {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            used = indent;
            empty = true;
        }
        if !empty {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
        empty = false;
    }
    lines.push(line);
    lines
}

/// Lines of at most `width` columns for a cell of a table: a long word is broken, after `_`, `-`
/// or `/` where there is one.
pub(crate) fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(|letter: char| letter == ' ' || letter.is_control()) {
        if word.is_empty() {
            continue;
        }
        let mut rest = word;
        let mut starts_word = true;
        while !rest.is_empty() {
            let (piece, tail) = rest.split_at(cut(rest, width));
            match lines.last_mut() {
                Some(line)
                    if starts_word && self::width(line) + 1 + self::width(piece) <= width =>
                {
                    line.push(' ');
                    line.push_str(piece);
                }
                _ => lines.push(piece.to_owned()),
            }
            rest = tail;
            starts_word = false;
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Where a word is broken so that its beginning takes at most `width` columns.
fn cut(word: &str, width: usize) -> usize {
    if self::width(word) <= width {
        return word.len();
    }
    let fits = prefix(word, width);
    let head = word.get(..fits).unwrap_or_default();
    head.rfind(['_', '-', '/', '.']).map_or(fits, |at| at + 1)
}

/// How many bytes of a text take at most `width` columns; at least one character.
fn prefix(text: &str, width: usize) -> usize {
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        let next = at + letter.len_utf8();
        if end > 0 && text.get(..next).is_some_and(|head| self::width(head) > width) {
            break;
        }
        end = next;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_letters_take_one_column() {
        assert_eq!(width("Nghệ An"), 7);
        assert_eq!(width("Nghe\u{302}\u{323} An"), 7);
    }

    #[test]
    fn long_lines_are_wrapped_between_words() {
        assert_eq!(wrap("một hai ba bốn", 8, 2), ["một hai", "  ba bốn"]);
        assert_eq!(wrap("a-word-that-is-long", 5, 2), ["a-word-that-is-long"]);
    }

    #[test]
    fn cells_break_even_words() {
        let code = "network_information_security";
        assert_eq!(fold(code, 12), ["network_", "information_", "security"]);
        assert_eq!(fold("An toàn thông tin", 8), ["An toàn", "thông", "tin"]);
        assert_eq!(fold("ềềềềềềề", 3), ["ềềề", "ềềề", "ề"]);
        assert_eq!(fold("", 3), [""]);
    }
}
