//! Kleene's three-valued logic.

use serde::{Deserialize, Serialize};

/// Met, not met, or not known.
///
/// ```
/// use chuan::assess::Truth::{Met, NotMet, Undetermined};
///
/// assert_eq!(Met.and(Undetermined), Undetermined);
/// assert_eq!(NotMet.and(Undetermined), NotMet);
/// assert_eq!(Met.or(Undetermined), Met);
/// assert_eq!(Undetermined.not(), Undetermined);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It holds.
    Met,
    /// It does not hold.
    NotMet,
    /// What is known does not decide it.
    Undetermined,
}

impl Truth {
    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::NotMet, _) | (_, Self::NotMet) => Self::NotMet,
            (Self::Met, Self::Met) => Self::Met,
            _ => Self::Undetermined,
        }
    }

    /// At least one of them.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// The contrary.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "named as the other connectives")]
    pub fn not(self) -> Self {
        match self {
            Self::Met => Self::NotMet,
            Self::NotMet => Self::Met,
            Self::Undetermined => Self::Undetermined,
        }
    }

    /// At least `count` of them.
    pub fn at_least(count: usize, truths: impl IntoIterator<Item = Self>) -> Self {
        let (mut met, mut open) = (0, 0);
        for truth in truths {
            met += usize::from(truth == Self::Met);
            open += usize::from(truth == Self::Undetermined);
        }
        if met >= count {
            Self::Met
        } else if met + open >= count {
            Self::Undetermined
        } else {
            Self::NotMet
        }
    }

    /// The word used in machine-readable output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Undetermined => "undetermined",
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Met } else { Self::NotMet }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, Met, NotMet, Undetermined};

    const ALL: [Truth; 3] = [Met, NotMet, Undetermined];

    /// An undetermined truth may turn out either way; a connective must be right whichever it is.
    fn possible(truth: Truth) -> Vec<bool> {
        match truth {
            Met => vec![true],
            NotMet => vec![false],
            Undetermined => vec![true, false],
        }
    }

    fn of(outcomes: &[bool]) -> Truth {
        match (outcomes.contains(&true), outcomes.contains(&false)) {
            (true, false) => Met,
            (false, true) => NotMet,
            _ => Undetermined,
        }
    }

    #[test]
    fn connectives_agree_with_every_completion() {
        for a in ALL {
            let not: Vec<bool> = possible(a).into_iter().map(|x| !x).collect();
            assert_eq!(a.not(), of(&not));
            for b in ALL {
                let pairs: Vec<(bool, bool)> = possible(a)
                    .into_iter()
                    .flat_map(|x| possible(b).into_iter().map(move |y| (x, y)))
                    .collect();
                let and: Vec<bool> = pairs.iter().map(|(x, y)| *x && *y).collect();
                let or: Vec<bool> = pairs.iter().map(|(x, y)| *x || *y).collect();
                assert_eq!(a.and(b), of(&and));
                assert_eq!(a.or(b), of(&or));
                for count in 0..=3 {
                    let enough: Vec<bool> = pairs
                        .iter()
                        .map(|(x, y)| usize::from(*x) + usize::from(*y) >= count)
                        .collect();
                    assert_eq!(Truth::at_least(count, [a, b]), of(&enough));
                }
            }
        }
    }

    /// Up to five truths, each of the three, and every count that can be asked for.
    #[test]
    fn counting_agrees_with_every_completion() {
        let longer = |lists: Vec<Vec<Truth>>| -> Vec<Vec<Truth>> {
            lists
                .iter()
                .flat_map(|list| ALL.map(|truth| [list.as_slice(), &[truth]].concat()))
                .collect()
        };
        let mut lists = vec![Vec::new()];
        for length in 0..=5usize {
            assert_eq!(lists.len(), 3usize.pow(length as u32));
            for list in &lists {
                let mut counts = vec![0];
                for truth in list {
                    let outcomes = possible(*truth);
                    counts = counts
                        .iter()
                        .flat_map(|count| outcomes.iter().map(move |x| count + usize::from(*x)))
                        .collect();
                }
                for count in 0..=length + 1 {
                    let enough: Vec<bool> = counts.iter().map(|met| *met >= count).collect();
                    assert_eq!(
                        Truth::at_least(count, list.iter().copied()),
                        of(&enough),
                        "{count} of {list:?}"
                    );
                }
            }
            lists = longer(lists);
        }
    }
}
