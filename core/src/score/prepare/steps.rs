//! What became of the values of an indicator.

use crate::observe::Column;

/// The values of one indicator in one period after each step. A step that the framework does not have
/// changes nothing.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Steps {
    observed: Column,
    pub(super) denominated: Option<Column>,
    pub(super) imputed: Option<Column>,
    /// Empty where no gap was filled.
    pub(super) filled: Vec<bool>,
    pub(super) changed: Option<Column>,
    pub(super) treated: Option<Column>,
}

impl Steps {
    pub(super) fn observed(observed: Column) -> Self {
        Self { observed, ..Self::default() }
    }

    /// As observed.
    pub fn as_observed(&self) -> &Column {
        &self.observed
    }

    /// After denomination.
    pub fn denominated(&self) -> &Column {
        self.denominated.as_ref().unwrap_or(&self.observed)
    }

    /// With gaps filled.
    pub fn imputed(&self) -> &Column {
        self.imputed.as_ref().unwrap_or_else(|| self.denominated())
    }

    /// Whether the value of a unit was filled in.
    pub fn is_filled(&self, unit: usize) -> bool {
        self.filled.get(unit).copied().unwrap_or(false)
    }

    /// As a change against an earlier period, where that takes the place of the value.
    pub fn changed(&self) -> &Column {
        self.changed.as_ref().unwrap_or_else(|| self.imputed())
    }

    /// With outliers treated: what is scored.
    pub fn treated(&self) -> &Column {
        self.treated.as_ref().unwrap_or_else(|| self.changed())
    }

    /// Whether treatment moved the value of a unit.
    pub fn is_treated(&self, unit: usize) -> bool {
        self.treated.as_ref().is_some_and(|treated| treated.get(unit) != self.changed().get(unit))
    }
}
