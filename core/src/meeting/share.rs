//! Shares of a number of people: quorums and majorities, in whole numbers.

/// How many of `of` people a share of `num/den` asks for: `⌈of · num/den⌉`, or
/// `⌊of · num/den⌋ + 1` where it has to be exceeded. None where nobody can be asked for: of nobody,
/// or of a share without a denominator.
///
/// ```
/// use chuan::meeting::required;
///
/// // Two thirds of 16, and more than half of 16.
/// assert_eq!(required(16, 2, 3, false), Some(11));
/// assert_eq!(required(16, 1, 2, true), Some(9));
/// assert_eq!(required(0, 1, 2, true), None);
/// ```
pub fn required(of: u32, num: u32, den: u32, strict: bool) -> Option<u32> {
    if of == 0 || den == 0 {
        return None;
    }
    let product = u64::from(of) * u64::from(num);
    let den = u64::from(den);
    let needed = if strict { product / den + 1 } else { product.div_ceil(den) };
    u32::try_from(needed).ok()
}

/// Whether enough were there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enough {
    /// For certain.
    Yes,
    /// For certain not.
    No,
    /// The list is not complete, or the number asked for is not known.
    Unknown,
}

/// Whether `present` are enough. More people on the list never make it worse: an incomplete list
/// can show that there were enough, and never that there were not.
///
/// ```
/// use chuan::meeting::{Enough, enough};
///
/// assert_eq!(enough(9, Some(9), false), Enough::Yes);
/// assert_eq!(enough(8, Some(9), true), Enough::No);
/// assert_eq!(enough(8, Some(9), false), Enough::Unknown);
/// assert_eq!(enough(8, None, true), Enough::Unknown);
/// ```
pub fn enough(present: u32, required: Option<u32>, complete: bool) -> Enough {
    match required {
        None => Enough::Unknown,
        Some(required) if present >= required => Enough::Yes,
        Some(_) if complete => Enough::No,
        Some(_) => Enough::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The table in the domain's description.
    #[test]
    fn the_table_of_quorums() {
        for (members, two_thirds, half) in [(15, 10, 8), (16, 11, 9), (17, 12, 9), (1, 1, 1)] {
            assert_eq!(required(members, 2, 3, false), Some(two_thirds), "{members}");
            assert_eq!(required(members, 1, 2, true), Some(half), "{members}");
        }
        assert_eq!(required(5, 1, 0, false), None);
    }

    proptest! {
        #[test]
        fn it_is_the_smallest_number_that_suffices(
            of in 1..5_000_u32, den in 1..50_u32, num in 0..50_u32, strict: bool,
        ) {
            prop_assume!(num <= den);
            let needed = required(of, num, den, strict).unwrap();
            let suffices = |n: u32| {
                let (left, right) = (u64::from(n) * u64::from(den), u64::from(of) * u64::from(num));
                if strict { left > right } else { left >= right }
            };
            prop_assert!(suffices(needed));
            prop_assert!(needed == 0 || !suffices(needed - 1));
        }

        #[test]
        fn more_on_the_list_never_make_it_worse(
            present in 0..50_u32, more in 0..50_u32, needed in proptest::option::of(0..60_u32), complete: bool,
        ) {
            if enough(present, needed, complete) == Enough::Yes {
                prop_assert_eq!(enough(present + more, needed, complete), Enough::Yes);
            }
        }
    }
}
