//! A column of numbers, some of them absent.

use std::sync::Arc;

/// One number, or none, for every unit.
///
/// ```
/// use chuan::observe::Column;
///
/// let column: Column = [Some(1.5), None].into_iter().collect();
/// assert_eq!(column.get(0), Some(1.5));
/// assert_eq!(column.get(1), None);
/// assert_eq!(column.present(), 1);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// NaN stands for absent; a number that is not finite never gets in. Shared by copies until one
    /// is changed: what is observed is scored as it stands.
    values: Arc<Vec<f64>>,
}

impl Column {
    /// A column without numbers.
    pub fn absent(len: usize) -> Self {
        Self { values: Arc::new(vec![f64::NAN; len]) }
    }

    /// How many units it covers.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it covers no unit.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The number of a unit.
    pub fn get(&self, unit: usize) -> Option<f64> {
        self.values.get(unit).copied().filter(|value| !value.is_nan())
    }

    /// Sets the number of a unit; a number that is not finite counts as absent.
    pub fn set(&mut self, unit: usize, value: Option<f64>) {
        if let Some(cell) = Arc::make_mut(&mut self.values).get_mut(unit) {
            *cell = value.filter(|value| value.is_finite()).unwrap_or(f64::NAN);
        }
    }

    /// How many numbers are there.
    pub fn present(&self) -> usize {
        self.values.iter().filter(|value| !value.is_nan()).count()
    }

    /// A column of numbers that stand beside each other; one that is not finite counts as absent.
    ///
    /// ```
    /// use chuan::observe::Column;
    ///
    /// let column = Column::from_cells(vec![1.5, f64::NAN, f64::INFINITY]);
    /// assert_eq!(column, [Some(1.5), None, None].into_iter().collect());
    /// ```
    #[must_use]
    pub fn from_cells(mut cells: Vec<f64>) -> Self {
        for cell in &mut cells {
            *cell = if cell.is_finite() { *cell } else { f64::NAN };
        }
        Self { values: Arc::new(cells) }
    }

    /// The same of cells that are finite or NaN.
    pub(crate) fn from_finite(cells: Vec<f64>) -> Self {
        debug_assert!(cells.iter().all(|cell| !cell.is_infinite()), "an infinite cell");
        Self { values: Arc::new(cells) }
    }

    /// The numbers as they stand beside each other, NaN where one is absent.
    ///
    /// ```
    /// use chuan::observe::Column;
    ///
    /// let column: Column = [Some(1.5), None].into_iter().collect();
    /// assert!(column.cells()[1].is_nan());
    /// ```
    pub fn cells(&self) -> &[f64] {
        &self.values
    }

    /// The numbers, unit by unit.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<f64>> + '_ {
        self.values.iter().map(|value| (!value.is_nan()).then_some(*value))
    }

    /// The numbers that are there.
    pub fn numbers(&self) -> impl Iterator<Item = f64> + Clone + '_ {
        self.values.iter().copied().filter(|value| !value.is_nan())
    }

    /// The numbers of some units, in their order; none for a unit that the column does not cover.
    ///
    /// ```
    /// use chuan::observe::Column;
    ///
    /// let column: Column = [Some(1.5), None, Some(3.0)].into_iter().collect();
    /// assert_eq!(column.of_units(&[2, 1]), [Some(3.0), None].into_iter().collect());
    /// ```
    #[must_use]
    pub fn of_units(&self, units: &[usize]) -> Self {
        units.iter().map(|unit| self.get(*unit)).collect()
    }

    /// The column with a function applied to every number that is there.
    #[must_use]
    pub fn map(&self, mut f: impl FnMut(f64) -> Option<f64>) -> Self {
        self.iter().map(|value| value.and_then(&mut f)).collect()
    }
}

impl FromIterator<Option<f64>> for Column {
    fn from_iter<T: IntoIterator<Item = Option<f64>>>(iter: T) -> Self {
        let finite = |value: Option<f64>| value.filter(|v| v.is_finite()).unwrap_or(f64::NAN);
        Self { values: Arc::new(iter.into_iter().map(finite).collect()) }
    }
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.values.len() == other.values.len() && self.iter().eq(other.iter())
    }
}
