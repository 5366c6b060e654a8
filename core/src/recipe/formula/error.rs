//! What can be wrong with a formula as it is written.

use std::fmt;

use super::MAX_BYTES;
use super::parser::MAX_NESTING;

/// What a formula or a part of it yields.
///
/// ```
/// use chuan::recipe::formula::ValueType;
///
/// assert_eq!(ValueType::Number.to_string(), "a number");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// A number.
    Number,
    /// A condition: true or false.
    Boolean,
}

impl ValueType {
    fn vi(self) -> &'static str {
        match self {
            Self::Number => "một số",
            Self::Boolean => "một điều kiện (đúng hoặc sai)",
        }
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a number",
            Self::Boolean => "a condition (true or false)",
        })
    }
}

/// What is wrong, without the place.
///
/// ```
/// use chuan::recipe::formula::{Formula, FormulaErrorKind};
///
/// let error = Formula::parse("a + ").unwrap_err();
/// assert_eq!(error.kind(), &FormulaErrorKind::ExpectedValue { found: None });
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FormulaErrorKind {
    /// There is nothing but blanks.
    Empty,
    /// The text is longer than a formula may be.
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// Parentheses, calls or prefixes are nested too deeply.
    TooDeep,
    /// A character that the language does not know.
    UnexpectedCharacter {
        /// What stands there.
        character: String,
        /// What was probably meant.
        suggestion: Option<&'static str>,
    },
    /// It begins like a number and goes on like something else.
    MalformedNumber {
        /// What stands there.
        text: String,
    },
    /// A number beyond the range of a double.
    NumberTooLarge {
        /// What stands there.
        text: String,
    },
    /// `[` without `]`.
    UnclosedBracket,
    /// `[]`.
    EmptyCode,
    /// A number, a code or a function has to stand here.
    ExpectedValue {
        /// What stands there instead; `None` at the end of the text.
        found: Option<String>,
    },
    /// An operator, or the end, has to stand here.
    ExpectedOperator {
        /// What stands there instead.
        found: String,
    },
    /// `(` without `)`.
    UnclosedParenthesis,
    /// No function has this name.
    UnknownFunction {
        /// The name as written.
        name: String,
        /// The function with the most similar name.
        suggestion: Option<&'static str>,
    },
    /// A function has too few or too many arguments.
    WrongArity {
        /// The function.
        function: &'static str,
        /// The least number of arguments that it takes.
        least: usize,
        /// The greatest; `None` when there is no limit.
        most: Option<usize>,
        /// How many there are.
        found: usize,
    },
    /// The function takes the code of a node or indicator, not an expression.
    ExpectedCode {
        /// The function.
        function: &'static str,
    },
    /// The digits to round to are not a whole number from -15 to 15, written out.
    ExpectedDigits,
    /// A number stands where a condition is needed, or the reverse.
    WrongType {
        /// The operator or function that needs it; `None` for the formula as a whole.
        operator: Option<&'static str>,
        /// What is needed.
        expected: ValueType,
    },
    /// `a < b < c`.
    ChainedComparison,
    /// A code that the framework does not have; found when the formula is bound.
    UnknownReference {
        /// The code.
        code: String,
        /// Whether the observed value was asked for.
        raw: bool,
    },
}

/// Why a text is no formula, and where.
///
/// `Display` prints the English message and the place.
///
/// ```
/// use chuan::recipe::formula::Formula;
///
/// let error = Formula::parse("100 * rond(hdi, 3)").unwrap_err();
/// assert_eq!((error.offset(), error.line(), error.column()), (6, 1, 7));
/// assert_eq!(error.message_en(), "unknown function `rond`; did you mean `round`?");
/// assert_eq!(error.message_vi(), "không có hàm `rond`; có phải ý bạn là `round`?");
/// assert_eq!(error.to_string(), "unknown function `rond`; did you mean `round`? (column 7)");
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}{}", self.message_en(), Place(self))]
#[non_exhaustive]
pub struct FormulaError {
    kind: FormulaErrorKind,
    offset: usize,
    line: usize,
    column: usize,
}

struct Place<'a>(&'a FormulaError);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            FormulaError { line: 1, column, .. } => write!(f, " (column {column})"),
            FormulaError { line, column, .. } => write!(f, " (line {line}, column {column})"),
        }
    }
}

impl FormulaError {
    pub(super) fn new(source: &str, offset: usize, kind: FormulaErrorKind) -> Self {
        let before = source.get(..offset).unwrap_or(source);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        Self { kind, offset: before.len(), line, column }
    }

    /// What is wrong.
    pub fn kind(&self) -> &FormulaErrorKind {
        &self.kind
    }

    /// The byte of the text at which it is wrong; the length of the text when something is
    /// missing at the end.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column within the line, in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The message in English, without the place.
    pub fn message_en(&self) -> String {
        use FormulaErrorKind as Kind;
        match &self.kind {
            Kind::Empty => "the formula is empty".into(),
            Kind::TooLong { bytes } => {
                format!("the formula has {bytes} bytes; {MAX_BYTES} are the limit")
            }
            Kind::TooDeep => format!("nested more than {MAX_NESTING} levels deep"),
            Kind::UnexpectedCharacter { character, suggestion } => {
                format!("unexpected `{character}`{}", did_you_mean(*suggestion))
            }
            Kind::MalformedNumber { text } => format!(
                "`{text}` is not a number; a code that starts with a digit is written in square \
                 brackets: `[{text}]`"
            ),
            Kind::NumberTooLarge { text } => format!("the number `{text}` is too large"),
            Kind::UnclosedBracket => "`[` is not closed by `]`".into(),
            Kind::EmptyCode => "there is no code between `[` and `]`".into(),
            Kind::ExpectedValue { found: Some(found) } => {
                format!("expected a number, a code or a function, found `{found}`")
            }
            Kind::ExpectedValue { found: None } => {
                "expected a number, a code or a function, but the formula ends".into()
            }
            Kind::ExpectedOperator { found } if found == "," => {
                "unexpected `,`: it only separates arguments; decimals are written with a point"
                    .into()
            }
            Kind::ExpectedOperator { found } => format!("expected an operator, found `{found}`"),
            Kind::UnclosedParenthesis => "`(` is not closed by `)`".into(),
            Kind::UnknownFunction { name, suggestion } => {
                format!("unknown function `{name}`{}", did_you_mean(*suggestion))
            }
            Kind::WrongArity { function, least, most, found } => {
                let wanted = match most {
                    Some(most) if most == least => format!("{least}"),
                    Some(most) => format!("{least} to {most}"),
                    None => format!("at least {least}"),
                };
                let plural = if wanted.ends_with(" 1") || wanted == "1" { "" } else { "s" };
                format!("`{function}` takes {wanted} argument{plural}, found {found}")
            }
            Kind::ExpectedCode { function } => {
                format!("`{function}` takes the code of a node or an indicator")
            }
            Kind::ExpectedDigits => {
                "the digits of `round` are a whole number from -15 to 15, written out".into()
            }
            Kind::WrongType { operator: Some(operator), expected } => {
                format!("`{operator}` needs {expected} here, found {}", other(*expected))
            }
            Kind::WrongType { operator: None, expected } => {
                format!("the formula has to yield {expected}, not {}", other(*expected))
            }
            Kind::ChainedComparison => {
                "comparisons cannot be chained; write `a < b and b < c`".into()
            }
            Kind::UnknownReference { code, raw: false } => {
                format!("no node or indicator has the code `{code}`")
            }
            Kind::UnknownReference { code, raw: true } => {
                format!("no indicator has the code `{code}`")
            }
        }
    }

    /// The message in Vietnamese, without the place.
    pub fn message_vi(&self) -> String {
        use FormulaErrorKind as Kind;
        match &self.kind {
            Kind::Empty => "công thức trống".into(),
            Kind::TooLong { bytes } => {
                format!("công thức dài {bytes} byte; tối đa là {MAX_BYTES}")
            }
            Kind::TooDeep => format!("lồng nhau quá {MAX_NESTING} tầng"),
            Kind::UnexpectedCharacter { character, suggestion } => {
                format!("ký tự không hợp lệ `{character}`{}", co_phai(*suggestion))
            }
            Kind::MalformedNumber { text } => format!(
                "`{text}` không phải là số; mã bắt đầu bằng chữ số phải viết trong ngoặc vuông: \
                 `[{text}]`"
            ),
            Kind::NumberTooLarge { text } => format!("số `{text}` quá lớn"),
            Kind::UnclosedBracket => "`[` chưa được đóng bằng `]`".into(),
            Kind::EmptyCode => "không có mã nào giữa `[` và `]`".into(),
            Kind::ExpectedValue { found: Some(found) } => {
                format!("cần một số, một mã hoặc một hàm, nhưng gặp `{found}`")
            }
            Kind::ExpectedValue { found: None } => {
                "cần một số, một mã hoặc một hàm, nhưng công thức đã hết".into()
            }
            Kind::ExpectedOperator { found } if found == "," => {
                "dấu `,` không đúng chỗ: dấu này chỉ ngăn cách các đối số; phần thập phân viết \
                 bằng dấu chấm"
                    .into()
            }
            Kind::ExpectedOperator { found } => format!("cần một phép toán, nhưng gặp `{found}`"),
            Kind::UnclosedParenthesis => "`(` chưa được đóng bằng `)`".into(),
            Kind::UnknownFunction { name, suggestion } => {
                format!("không có hàm `{name}`{}", co_phai(*suggestion))
            }
            Kind::WrongArity { function, least, most, found } => {
                let wanted = match most {
                    Some(most) if most == least => format!("{least}"),
                    Some(most) => format!("từ {least} đến {most}"),
                    None => format!("ít nhất {least}"),
                };
                format!("`{function}` cần {wanted} đối số, nhưng có {found}")
            }
            Kind::ExpectedCode { function } => {
                format!("`{function}` cần mã của một nút hoặc một chỉ tiêu")
            }
            Kind::ExpectedDigits => {
                "số chữ số của `round` phải là một số nguyên từ -15 đến 15, viết trực tiếp".into()
            }
            Kind::WrongType { operator: Some(operator), expected } => format!(
                "`{operator}` cần {} ở đây, nhưng gặp {}",
                expected.vi(),
                other(*expected).vi()
            ),
            Kind::WrongType { operator: None, expected } => format!(
                "kết quả của công thức phải là {}, không phải {}",
                expected.vi(),
                other(*expected).vi()
            ),
            Kind::ChainedComparison => {
                "không được viết phép so sánh nối tiếp; hãy viết `a < b and b < c`".into()
            }
            Kind::UnknownReference { code, raw: false } => {
                format!("không có nút hay chỉ tiêu nào mang mã `{code}`")
            }
            Kind::UnknownReference { code, raw: true } => {
                format!("không có chỉ tiêu nào mang mã `{code}`")
            }
        }
    }
}

fn other(value_type: ValueType) -> ValueType {
    match value_type {
        ValueType::Number => ValueType::Boolean,
        ValueType::Boolean => ValueType::Number,
    }
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|text| format!("; did you mean `{text}`?")).unwrap_or_default()
}

fn co_phai(suggestion: Option<&str>) -> String {
    suggestion.map(|text| format!("; có phải ý bạn là `{text}`?")).unwrap_or_default()
}
