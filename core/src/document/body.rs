//! What the symbol of an issuing body says about the family it belongs to.

/// Whose body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// Can only be a body of the Party.
    Party,
    /// Can only be a body of the State.
    State,
    /// Cannot be told: academies, for one, issue documents of both families.
    Either,
}

/// Party committees: Central, province, district, borough, city, town, and others.
const COMMITTEES: &[&str] = &["TW", "TU", "HU", "QU", "ThU", "TXU", "ĐU", "ĐUK"];

/// Offices and commissions that stand before their committee: `VPTW`, `BTCTU`.
const OFFICES: &[&str] = &["VP", "BTC", "BTG", "BTGDV", "BDV", "BNC", "UBKT"];

/// State bodies known by their whole symbol.
const STATE: &[&str] =
    &["CP", "TTg", "CTN", "HĐBT", "VPCP", "VPQH", "TTCP", "TANDTC", "VKSNDTC", "KTNN"];

/// Tells by the first word of the issuer, such as `UBND` in `UBND-VX`.
pub(super) fn family(issuer: &str) -> Body {
    let first = issuer.split(['-', '/', '.']).next().unwrap_or(issuer);
    let is_committee = |word: &str| COMMITTEES.contains(&word);
    if is_committee(first)
        || OFFICES.iter().any(|office| first.strip_prefix(office).is_some_and(is_committee))
    {
        return Body::Party;
    }
    if STATE.contains(&first)
        || first.starts_with("UBND")
        || first.starts_with("HĐND")
        || is_assembly(first)
    {
        return Body::State;
    }
    Body::Either
}

/// The National Assembly or its Standing Committee, with or without the number of the term.
pub(super) fn is_assembly(word: &str) -> bool {
    ["UBTVQH", "QH"].iter().any(|name| {
        word.strip_prefix(name).is_some_and(|term| term.chars().all(|digit| digit.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_told_where_they_can_be() {
        for (issuer, body) in [
            ("TW", Body::Party),
            ("TU", Body::Party),
            ("VPTW", Body::Party),
            ("UBKTTU", Body::Party),
            ("UBND-VX", Body::State),
            ("QH15", Body::State),
            ("UBTVQH14", Body::State),
            ("TTg", Body::State),
            // Steering committees and hospitals of the State end in TW too.
            ("BCĐTW", Body::Either),
            ("BVNTW", Body::Either),
            ("HVCTQG", Body::Either),
        ] {
            assert_eq!(family(issuer), body, "{issuer}");
        }
    }
}
