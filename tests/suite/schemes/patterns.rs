//! Which test shows which pattern: none of A1 to A17 is without one.

use chuan_tests::root;

/// Pattern, file, test, and whether the scheme is a real one.
const SHOWN: [(&str, &str, &str, bool); 21] = [
    ("A1", "schools", "a1_all_criteria_of_a_political_school", true),
    ("A2", "schools", "a2_a4_levels_and_titles_of_a_primary_school", true),
    ("A3", "constructed", "a3_the_same_indicator_with_a_higher_threshold", false),
    ("A4", "schools", "a2_a4_levels_and_titles_of_a_primary_school", true),
    ("A5", "constructed", "a5_one_indicator_three_thresholds", true),
    ("A5", "new_rural", "new_rural_communes_2021_2025", true),
    ("A6", "ocop", "a6_stars_of_ocop", true),
    ("A7", "hospitals", "a7_grade_of_a_hospital", true),
    ("A8", "constructed", "a8_a_blocking_item", false),
    ("A9", "new_rural", "a9_a10_a11_conditions_of_new_rural_schemes", true),
    ("A10", "new_rural", "a9_a10_a11_conditions_of_new_rural_schemes", true),
    ("A11", "new_rural", "a9_a10_a11_conditions_of_new_rural_schemes", true),
    ("A11", "indices", "a11_among_the_thirty_best", true),
    ("A12", "schools", "regulation_11_criterion_by_criterion", true),
    ("A13", "ocop", "a13_a14_a15_recognition_of_ocop_products", true),
    ("A13", "schools", "a13_schools_register_again_five_months_before", true),
    ("A14", "ocop", "a13_a14_a15_recognition_of_ocop_products", true),
    ("A14", "constructed", "a14_a_recognition_ends_with_its_unit", false),
    ("A15", "layers", "a15_layers_side_by_side", true),
    ("A16", "constructed", "a16_what_each_status_counts_as", false),
    ("A17", "constructed", "a17_a_share_of_the_criteria", false),
];

#[test]
fn every_pattern_has_a_test() {
    for number in 1..=17 {
        let pattern = format!("A{number}");
        assert!(SHOWN.iter().any(|(shown, ..)| *shown == pattern), "{pattern}");
    }
    for (pattern, file, test, real) in SHOWN {
        let path = root().join("tests/suite/schemes").join(format!("{file}.rs"));
        let text = std::fs::read_to_string(&path).unwrap();
        let (before, _) =
            text.split_once(&format!("fn {test}()")).unwrap_or_else(|| panic!("{test}"));
        let (_, docs) = before.rsplit_once("\n}\n").unwrap_or(("", before));
        // What is constructed says so.
        assert!(real || docs.contains("constructed"), "{pattern}: {test}");
    }
}
