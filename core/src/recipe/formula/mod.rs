//! A small arithmetic language in which a framework derives one node from others, for what a
//! plain aggregation cannot say.
//!
//! | | |
//! | --- | --- |
//! | `hdi_f`, `[4.22.2]`, `[digital-economy]` | the score of a node or indicator; brackets for codes that are no plain word |
//! | `raw(gni)` | the observed value of an indicator, before its scorer |
//! | `0.5`, `1e-3` | numbers, with a decimal point |
//! | `or` (<code>\|\|</code>), `and` (`&&`), `not` (`!`) | conditions, from loose to tight |
//! | `== != < <= > >=` | comparisons of decimals |
//! | `+ -`, `* /`, `-x`, `^` | arithmetic, from loose to tight; `-2 ^ 2` is -4, `2 ^ 3 ^ 2` is 512 |
//! | `min max sum mean median` | of one or more numbers |
//! | `sd` | sample standard deviation (n-1) of two or more numbers |
//! | `abs sqrt ln log10 exp floor ceil` | of one number |
//! | `round(x, digits)` | half-up on decimal digits: `round(2.675, 2)` is 2.68, `round(-2.5, 0)` is -3 |
//! | `clamp(x, lo, hi)` | `x`, kept between the bounds |
//! | `if(condition, a, b)` | `a` where the condition holds, otherwise `b`; the other branch is not looked at |
//! | `coalesce(a, b, …)` | the first that is present |
//! | `present(code)`, `present(raw(code))` | whether there is a value |
//!
//! **Absence** propagates: whatever has an absent operand is absent, conditions with `and` and
//! `or` included. The exceptions are `coalesce`, `present` and the branch of `if` not taken.
//!
//! **Failures** are told, never hidden in NaN or infinity: see [`EvaluationError`]. Both sides of
//! `and` and `or` are evaluated, so it is `if(b == 0, 0, a / b)` that guards a division.
//!
//! **Comparisons** look at 12 significant digits: `0.1 + 0.2 == 0.3` holds. What `round`, `floor`
//! and `ceil` see is the number to 15 digits, so that noise in the last bits decides nothing.
//!
//! ```
//! use chuan::recipe::formula::Formula;
//!
//! let loss = Formula::parse("round(100 * (1 - round(ihdi, 3) / round(hdi, 3)), 1)")?;
//! let bound = loss.bind(|reference| match reference.code {
//!     "ihdi" => Some(0),
//!     "hdi" => Some(1),
//!     _ => None,
//! })?;
//! assert_eq!(bound.evaluate(&[Some(0.4), Some(0.5)])?, Some(20.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod call;
mod decimal;
mod error;
mod evaluate;
mod function;
mod lexer;
mod parser;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use error::{FormulaError, FormulaErrorKind, ValueType};
pub use evaluate::{Bound, EvaluationError};

use evaluate::{Instruction, Step};

/// The longest text that is taken for a formula.
const MAX_BYTES: usize = 10_000;

/// A parsed and type-checked formula. Two formulas are equal when their texts are.
///
/// ```
/// use chuan::recipe::formula::Formula;
///
/// let formula = Formula::parse("[4.2] + [4.10]").unwrap();
/// assert_eq!(formula.to_string(), "[4.2] + [4.10]");
/// assert_eq!(serde_json::to_string(&formula).unwrap(), "\"[4.2] + [4.10]\"");
/// let error = serde_json::from_str::<Formula>("\"a + + b\"").unwrap_err();
/// assert!(error.to_string().contains("found `+` (column 5)"));
/// ```
#[derive(Clone)]
pub struct Formula {
    source: String,
    steps: Vec<Step>,
    known: Vec<Known>,
}

/// A code that occurs in a formula, and where it first does.
#[derive(Debug, Clone)]
struct Known {
    code: String,
    raw: bool,
    offset: usize,
}

/// What a formula refers to.
///
/// ```
/// use chuan::recipe::formula::{Formula, Reference};
///
/// let formula = Formula::parse("raw(gni)").unwrap();
/// assert!(formula.references().eq([Reference { code: "gni", raw: true }]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reference<'a> {
    /// The code of a node or indicator, in Unicode form NFC.
    pub code: &'a str,
    /// Whether the observed value is meant, and not the score.
    pub raw: bool,
}

impl Formula {
    /// Parses a formula and checks its types; the result is a number.
    ///
    /// # Errors
    ///
    /// [`FormulaError`], with the place, for anything that is not a formula.
    ///
    /// ```
    /// use chuan::recipe::formula::Formula;
    ///
    /// assert!(Formula::parse("max(a, b) - 0.5 * sd(a, b, c)").is_ok());
    /// let error = Formula::parse("if(a, 1, 0)").unwrap_err();
    /// assert_eq!(error.offset(), 3);
    /// assert!(error.message_en().starts_with("`if` needs a condition (true or false) here"));
    /// ```
    pub fn parse(source: &str) -> Result<Self, FormulaError> {
        if source.len() > MAX_BYTES {
            let kind = FormulaErrorKind::TooLong { bytes: source.len() };
            let cut = (0..=MAX_BYTES).rev().find(|&at| source.is_char_boundary(at));
            return Err(FormulaError::new(source, cut.unwrap_or_default(), kind));
        }
        let tokens = lexer::tokens(source)?;
        let (steps, known) = parser::program(source, &tokens)?;
        Ok(Self { source: source.to_owned(), steps, known })
    }

    /// The text as it was written.
    ///
    /// ```
    /// use chuan::recipe::formula::Formula;
    ///
    /// assert_eq!(Formula::parse(" a+b ").unwrap().source(), " a+b ");
    /// ```
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What the formula refers to, each once, in order of appearance.
    ///
    /// ```
    /// use chuan::recipe::formula::{Formula, Reference};
    ///
    /// let formula = Formula::parse("b + a * raw(a) / b").unwrap();
    /// let references: Vec<_> = formula.references().map(|r| (r.code, r.raw)).collect();
    /// assert_eq!(references, [("b", false), ("a", false), ("a", true)]);
    /// ```
    pub fn references(&self) -> impl Iterator<Item = Reference<'_>> {
        self.known.iter().map(|known| Reference { code: &known.code, raw: known.raw })
    }

    /// Maps each reference to a slot of the values that [`Bound::evaluate`] will be given.
    ///
    /// `slot_of` is asked once for each of [`references`](Self::references).
    ///
    /// # Errors
    ///
    /// A [`FormulaError`] of kind [`UnknownReference`](FormulaErrorKind::UnknownReference) where
    /// `slot_of` has no slot.
    ///
    /// ```
    /// use chuan::recipe::formula::Formula;
    ///
    /// let formula = Formula::parse("gii + gdi").unwrap();
    /// let error = formula.bind(|reference| (reference.code == "gii").then_some(0)).unwrap_err();
    /// assert_eq!(error.to_string(), "no node or indicator has the code `gdi` (column 7)");
    /// ```
    pub fn bind(
        &self,
        mut slot_of: impl FnMut(Reference<'_>) -> Option<usize>,
    ) -> Result<Bound, FormulaError> {
        let slots: Vec<usize> = self
            .known
            .iter()
            .map(|Known { code, raw, offset }| {
                slot_of(Reference { code, raw: *raw }).ok_or_else(|| {
                    let kind = FormulaErrorKind::UnknownReference { code: code.clone(), raw: *raw };
                    FormulaError::new(&self.source, *offset, kind)
                })
            })
            .collect::<Result<_, _>>()?;
        let mut steps = self.steps.clone();
        for step in &mut steps {
            if let Instruction::Load(place) | Instruction::Present(place) = &mut step.instruction {
                // Each number was handed out by the parser, so there is a slot for it.
                *place = slots.get(*place).copied().unwrap_or(usize::MAX);
            }
        }
        Ok(Bound { steps })
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

impl fmt::Debug for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Formula").field(&self.source).finish()
    }
}

impl PartialEq for Formula {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Formula {}

impl Hash for Formula {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.source.hash(state);
    }
}

impl FromStr for Formula {
    type Err = FormulaError;

    fn from_str(source: &str) -> Result<Self, Self::Err> {
        Self::parse(source)
    }
}

impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Self::parse(&source).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Formula {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Formula".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "minLength": 1,
            "maxLength": MAX_BYTES,
            "description": "An arithmetic formula over the codes of nodes and indicators, such as `100 * (1 - round(ihdi, 3) / round(hdi, 3))`.",
            "examples": ["hdi_f / hdi_m", "if(osi == 0, 0, (osi + tii + hci) / 3)", "[4.2] + raw([4.10])"],
        })
    }
}
