//! Reading a number in a declared notation.

use super::NumberFormat;

/// Why a text is not a number in the notation declared.
///
/// ```
/// use chuan::number::{parse, NumberError, NumberFormat};
/// let error = parse("0,727", NumberFormat::En).unwrap_err();
/// assert!(matches!(&error, NumberError::DecimalComma { canonical, .. } if canonical == "0.727"));
/// assert_eq!(error.text(), "0,727");
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// Nothing but white space.
    #[error("there is no number, only `{text}`")]
    Empty {
        /// What was written.
        text: String,
    },
    /// Not a number in any notation.
    #[error("`{text}` is not a number")]
    NotANumber {
        /// What was written.
        text: String,
    },
    /// A point was declared for decimals, and the text is a number only with a decimal comma.
    #[error(
        "`{text}` is written with a decimal comma, or points between thousands: {canonical} was meant"
    )]
    DecimalComma {
        /// What was written.
        text: String,
        /// The same number with a decimal point and no thousands marks.
        canonical: String,
    },
    /// A comma was declared for decimals, and the text is a number only with a decimal point.
    #[error(
        "`{text}` is written with a decimal point, or commas between thousands: {canonical} was meant"
    )]
    DecimalPoint {
        /// What was written.
        text: String,
        /// The same number with a decimal point and no thousands marks.
        canonical: String,
    },
    /// No notation was declared, and the text is a different number in each.
    #[error("`{text}` is ambiguous: {en} with a decimal point, {vi} with a decimal comma")]
    Ambiguous {
        /// What was written.
        text: String,
        /// The number if the point is for decimals.
        en: f64,
        /// The number if the comma is for decimals.
        vi: f64,
    },
    /// A number, but too large for a double.
    #[error("`{text}` is out of range")]
    OutOfRange {
        /// What was written.
        text: String,
    },
}

impl NumberError {
    /// The text as it was written.
    ///
    /// ```
    /// use chuan::number::{parse, NumberFormat};
    /// assert_eq!(parse("n/a", NumberFormat::En).unwrap_err().text(), "n/a");
    /// ```
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Empty { text }
            | Self::NotANumber { text }
            | Self::DecimalComma { text, .. }
            | Self::DecimalPoint { text, .. }
            | Self::Ambiguous { text, .. }
            | Self::OutOfRange { text } => text,
        }
    }
}

/// Reads a decimal number: an optional sign, digits, thousands groups of exactly three digits, a
/// fraction, an exponent. White space around it is ignored, inside it is not allowed.
///
/// A group of thousands never begins with a zero, so `0,727` has a decimal comma for certain. The
/// result is the double nearest to the decimal that was written.
///
/// # Errors
///
/// [`NumberError`] says what the text is instead, so that a reader of thousands of rows can report
/// a file in the wrong notation as such.
///
/// ```
/// use chuan::number::{parse, NumberError, NumberFormat};
/// assert_eq!(parse("1,234.5", NumberFormat::En), Ok(1234.5));
/// assert_eq!(parse("1.234,5", NumberFormat::Vi), Ok(1234.5));
/// assert_eq!(parse("65,43", NumberFormat::Auto), Ok(65.43));
/// assert!(matches!(parse("1.234", NumberFormat::Auto), Err(NumberError::Ambiguous { .. })));
/// ```
pub fn parse(text: &str, format: NumberFormat) -> Result<f64, NumberError> {
    let number = text.trim();
    if number.is_empty() {
        return Err(NumberError::Empty { text: text.to_owned() });
    }
    let en = || scan(number.as_bytes(), &EN);
    let vi = || scan(number.as_bytes(), &VI);
    let owned = || number.to_owned();
    match format {
        NumberFormat::En => match en() {
            Some(shape) => value(number, &EN, shape),
            None if vi().is_some() => {
                Err(NumberError::DecimalComma { text: owned(), canonical: canonical(number, &VI) })
            }
            None => Err(NumberError::NotANumber { text: owned() }),
        },
        NumberFormat::Vi => match vi() {
            Some(shape) => value(number, &VI, shape),
            None if en().is_some() => {
                Err(NumberError::DecimalPoint { text: owned(), canonical: canonical(number, &EN) })
            }
            None => Err(NumberError::NotANumber { text: owned() }),
        },
        NumberFormat::Auto => match (en(), vi()) {
            (Some(shape), Some(_)) if shape == Shape::Plain => value(number, &EN, shape),
            (Some(a), Some(b)) => Err(NumberError::Ambiguous {
                en: value(number, &EN, a)?,
                vi: value(number, &VI, b)?,
                text: owned(),
            }),
            (Some(shape), None) => value(number, &EN, shape),
            (None, Some(shape)) => value(number, &VI, shape),
            (None, None) => Err(NumberError::NotANumber { text: owned() }),
        },
    }
}

struct Marks {
    group: u8,
    point: u8,
}

const EN: Marks = Marks { group: b',', point: b'.' };
const VI: Marks = Marks { group: b'.', point: b',' };

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// No marks at all: the same number in every notation.
    Plain,
    /// A fraction, and no thousands groups.
    Fraction,
    /// Thousands groups, perhaps a fraction.
    Grouped,
}

/// Whether the bytes are a number with these marks, and of what shape.
fn scan(bytes: &[u8], marks: &Marks) -> Option<Shape> {
    let mut rest = bytes;
    let mut shape = Shape::Plain;
    if let [b'+' | b'-', tail @ ..] = rest {
        rest = tail;
    }
    let leading_zero = rest.first() == Some(&b'0');
    let whole = take_digits(&mut rest);
    while let Some(tail) = after(rest, marks.group) {
        if leading_zero || whole == 0 || whole > 3 {
            return None;
        }
        rest = tail;
        if take_digits(&mut rest) != 3 {
            return None;
        }
        shape = Shape::Grouped;
    }
    if let Some(tail) = after(rest, marks.point) {
        rest = tail;
        if take_digits(&mut rest) == 0 {
            return None;
        }
        if shape == Shape::Plain {
            shape = Shape::Fraction;
        }
    } else if whole == 0 {
        return None;
    }
    if let [b'e' | b'E', tail @ ..] = rest {
        rest = tail;
        if let [b'+' | b'-', tail @ ..] = rest {
            rest = tail;
        }
        if take_digits(&mut rest) == 0 {
            return None;
        }
    }
    rest.is_empty().then_some(shape)
}

fn after(bytes: &[u8], mark: u8) -> Option<&[u8]> {
    bytes.split_first().and_then(|(first, tail)| (*first == mark).then_some(tail))
}

fn take_digits(rest: &mut &[u8]) -> usize {
    let mut count = 0;
    while let [b'0'..=b'9', tail @ ..] = *rest {
        *rest = tail;
        count += 1;
    }
    count
}

/// The number with a decimal point and without groups, as the standard library reads it.
fn canonical(number: &str, marks: &Marks) -> String {
    number
        .chars()
        .filter(|c| *c != char::from(marks.group))
        .map(|c| if c == char::from(marks.point) { '.' } else { c })
        .collect()
}

fn value(number: &str, marks: &Marks, shape: Shape) -> Result<f64, NumberError> {
    // What the standard library reads as it stands needs no copy: the common case in data files.
    let as_is = shape == Shape::Plain || (shape == Shape::Fraction && marks.point == b'.');
    let parsed = if as_is { number.parse() } else { canonical(number, marks).parse::<f64>() };
    match parsed {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(NumberError::OutOfRange { text: number.to_owned() }),
        Err(_) => Err(NumberError::NotANumber { text: number.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::NumberFormat::{Auto, En, Vi};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_each_notation() {
        for (text, format, expected) in [
            ("12", En, 12.0),
            (" -0.5\u{a0}", En, -0.5),
            ("+.5", En, 0.5),
            ("1,234", En, 1234.0),
            ("1,234,567.89", En, 1_234_567.89),
            ("1e3", En, 1000.0),
            ("1.234", En, 1.234),
            ("1.234", Vi, 1234.0),
            ("1.234.567,89", Vi, 1_234_567.89),
            ("0,6077", Vi, 0.6077),
            ("1,5E-3", Vi, 0.0015),
            ("0.727", Auto, 0.727),
            ("0,727", Auto, 0.727),
            ("12.34", Auto, 12.34),
            ("1.234.567", Auto, 1_234_567.0),
            ("1.234,5", Auto, 1234.5),
            ("1,234.5", Auto, 1234.5),
            ("1234.567", Auto, 1234.567),
            ("2022", Auto, 2022.0),
            ("1e-400", En, 0.0),
        ] {
            assert_eq!(parse(text, format), Ok(expected), "{text} as {format}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "inf",
            "NaN",
            "0x10",
            "5%",
            "1 234",
            "1,23,456.7",
            "1..2",
            "5.",
            "-",
            "e5",
            "1e",
            "1e+",
            "1,2345.6",
            "11/11",
            "1_000",
            "٣",
            "1,234,56",
            "--1",
            "+-1",
            ".",
            ",",
            "1,,234",
        ] {
            for format in [En, Vi, Auto] {
                assert_eq!(
                    parse(text, format),
                    Err(NumberError::NotANumber { text: text.into() }),
                    "{text} as {format}"
                );
            }
        }
        assert!(matches!(parse("  ", En), Err(NumberError::Empty { .. })));
        assert!(matches!(parse("1e999", Auto), Err(NumberError::OutOfRange { .. })));
    }

    #[test]
    fn names_the_other_notation() {
        for (text, meant) in [
            ("3,4", "3.4"),
            ("0,727", "0.727"),
            ("1.234,5", "1234.5"),
            ("12,34", "12.34"),
            ("1.234.567", "1234567"),
        ] {
            let error = NumberError::DecimalComma { text: text.into(), canonical: meant.into() };
            assert_eq!(parse(text, En), Err(error));
        }
        for (text, meant) in
            [("0.8002", "0.8002"), ("1,234.5", "1234.5"), ("0.727", "0.727"), ("1.2345", "1.2345")]
        {
            let error = NumberError::DecimalPoint { text: text.into(), canonical: meant.into() };
            assert_eq!(parse(text, Vi), Err(error));
        }
    }

    #[test]
    fn ambiguity_carries_both_readings() {
        let error = NumberError::Ambiguous { text: "1.234".into(), en: 1.234, vi: 1234.0 };
        assert_eq!(parse("1.234", Auto), Err(error));
        let error = NumberError::Ambiguous { text: "-1,234".into(), en: -1234.0, vi: -1.234 };
        assert_eq!(parse("-1,234", Auto), Err(error));
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,20}") {
            for format in [En, Vi, Auto] {
                let _ = parse(&text, format);
            }
        }

        #[test]
        fn agrees_with_the_standard_library(x in proptest::num::f64::NORMAL) {
            prop_assert_eq!(parse(&format!("{x:e}"), En), Ok(x));
            prop_assert_eq!(parse(&format!("{x}"), En), Ok(x));
        }

        #[test]
        fn auto_never_contradicts_a_declared_notation(text in "[-+]?[0-9.,]{1,12}(e[0-9])?") {
            if let Ok(value) = parse(&text, Auto) {
                let declared = [parse(&text, En), parse(&text, Vi)];
                prop_assert!(declared.contains(&Ok(value)));
                prop_assert!(declared.iter().flatten().all(|other| *other == value));
            }
        }
    }
}
