//! What a weight amounts to in the whole.

use super::{WeightError, given};

/// The weight of every element of a tree in its root: the share inside its group times the
/// effective weight of its parent; a root has 1 (of several, its share among them).
///
/// `parents` holds the place of the parent of every element, `None` for a root; a parent stands
/// before its children or after them, as you like. `weights` are relative inside a group. Without a
/// unit; the effective weights of all leaves sum to 1. Formula: OECD and JRC, *Handbook on
/// Constructing Composite Indicators* (2008), step 6; COINr (Becker et al., 2022) has the same.
///
/// # Errors
/// Lists of different lengths, a parent that is not there or its own descendant, a weight that is
/// negative or not finite, or a group whose weights are all zero (with the place of its first).
///
/// ```
/// use chuan::score::weights::effective;
///
/// let parents = [None, Some(0), Some(0), Some(1), Some(1)];
/// let weights = effective(&parents, &[1.0, 3.0, 1.0, 1.0, 2.0])?;
/// assert_eq!(weights, [1.0, 0.75, 0.25, 0.25, 0.5]);
/// # Ok::<(), chuan::score::weights::WeightError>(())
/// ```
pub fn effective(parents: &[Option<usize>], weights: &[f64]) -> Result<Vec<f64>, WeightError> {
    let shares = shares_in_groups(parents, weights)?;
    let mut known: Vec<Option<f64>> = vec![None; shares.len()];
    let mut path = Vec::new();
    for start in 0..shares.len() {
        // Up to the nearest ancestor whose weight is known, and back down.
        let mut above = 1.0;
        let mut next = Some(start);
        while let Some(place) = next {
            if let Some(weight) = known.get(place).copied().flatten() {
                above = weight;
                break;
            }
            if path.len() >= shares.len() {
                return Err(WeightError::Parent { place: start });
            }
            path.push(place);
            next = parents.get(place).copied().flatten();
        }
        while let Some(place) = path.pop() {
            above *= shares.get(place).copied().unwrap_or_default();
            if let Some(cell) = known.get_mut(place) {
                *cell = Some(above);
            }
        }
    }
    Ok(known.into_iter().map(Option::unwrap_or_default).collect())
}

/// The share of every element among the children of its parent; roots share among themselves.
///
/// # Errors
/// Those of [`effective`], but for descendants that are their own parents.
///
/// ```
/// use chuan::score::weights::{WeightError, shares_in_groups};
///
/// let parents = [None, Some(0), Some(0)];
/// assert_eq!(shares_in_groups(&parents, &[5.0, 1.0, 3.0])?, [1.0, 0.25, 0.75]);
/// let refused = shares_in_groups(&parents, &[5.0, 0.0, 0.0]);
/// assert_eq!(refused, Err(WeightError::AllZero { place: 1 }));
/// # Ok::<(), WeightError>(())
/// ```
pub fn shares_in_groups(
    parents: &[Option<usize>],
    weights: &[f64],
) -> Result<Vec<f64>, WeightError> {
    if parents.len() != weights.len() {
        let (expected, found) = (parents.len(), weights.len());
        return Err(WeightError::Length { place: 0, expected, found });
    }
    super::given::check(weights)?;
    // Groups in the order of their parents, the roots last; members in the order of the input.
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); parents.len() + 1];
    for (place, parent) in parents.iter().enumerate() {
        let group = parent.unwrap_or(parents.len());
        let itself = parent.is_some_and(|parent| parent >= parents.len() || parent == place);
        match groups.get_mut(group) {
            Some(group) if !itself => group.push(place),
            _ => return Err(WeightError::Parent { place }),
        }
    }
    let mut shares = vec![0.0; weights.len()];
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let members: Vec<f64> = group.iter().filter_map(|p| weights.get(*p).copied()).collect();
        let first = group.first().copied().unwrap_or_default();
        let of_group = given(&members).map_err(|error| match error {
            WeightError::AllZero { .. } => WeightError::AllZero { place: first },
            other => other,
        })?;
        for (place, share) in group.iter().zip(of_group) {
            if let Some(cell) = shares.get_mut(*place) {
                *cell = share;
            }
        }
    }
    Ok(shares)
}
