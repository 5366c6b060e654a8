//! Rules that a framework writes itself, compiled.

mod expression;
#[cfg(feature = "cel")]
mod names;

pub(crate) use expression::{Expression, Language, Scope, Truth, Variable};

use super::ItemId;
use super::spec::Over;
use crate::finding::Severity;
use crate::id::Code;
use crate::text::Text;

/// A rule of a framework, ready to be applied.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CustomRule {
    /// Code of the rule.
    pub code: Code,
    /// What it looks at.
    pub over: Over,
    /// Only these indicators; all when empty.
    pub indicators: Vec<ItemId>,
    /// How grave it is when it is broken.
    pub severity: Severity,
    /// What to say when it is broken.
    pub message: Option<Text>,
    pub(crate) when: Option<Expression>,
    pub(crate) check: Expression,
}

impl CustomRule {
    /// Whether the rule is about an indicator.
    pub fn is_about(&self, item: ItemId) -> bool {
        self.indicators.is_empty() || self.indicators.contains(&item)
    }

    /// Whether the rule holds.
    pub(crate) fn judge(&self, language: &Language, scope: &Scope<'_>) -> Truth {
        match self.when.as_ref().map(|when| when.evaluate(language, scope)) {
            None | Some(Truth::Holds) => self.check.evaluate(language, scope),
            // Where it does not apply it is not broken.
            Some(Truth::Broken) => Truth::Holds,
            Some(other) => other,
        }
    }

    /// The condition as written.
    pub fn condition(&self) -> &str {
        self.check.source()
    }
}
