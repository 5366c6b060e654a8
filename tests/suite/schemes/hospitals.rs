//! Quality of hospitals: 83 criteria on five levels.

use super::{assessed, levels, one, scheme_file};

/// A7: 83 criteria on five levels, their mean, and the grade from it.
#[test]
fn a7_grade_of_a_hospital() {
    let framework = scheme_file("hospitals");
    let codes: Vec<String> =
        framework.indicators().map(|(_, item, _)| item.code.to_string()).collect();
    assert_eq!(codes.len(), 83);
    // A mean of 3.72, as 26 hospitals had (the criteria behind it are made up): 309 of 83 is 3.723.
    let row = |unit: &str, value: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = (0..83).map(value).collect();
        format!("{unit},{}\n", cells.join(","))
    };
    let mut csv = format!("unit,{}\n", codes.join(","));
    csv += &row("a", &|n| if n < 60 { "4" } else { "3" }.to_owned());
    csv += &row("b", &|_| "4".to_owned());
    csv += &row("c", &|n| if n == 0 { "3" } else { "4" }.to_owned());
    csv += &row("d", &|n| if n < 79 { "4" } else { "" }.to_owned());
    csv += &row("e", &|n| if n == 0 { "2" } else { "3" }.to_owned());
    let assessment = assessed(&framework, &csv);
    let grade = |unit| levels(&assessment, unit, "grade").0;
    assert_eq!(one(&assessment, "a", "grade").value.unwrap(), 309.0 / 83.0);
    assert_eq!(grade("a"), "moderately_good");
    assert_eq!(grade("b"), "good");
    assert_eq!(grade("c"), "moderately_good");
    // Part E does not apply and leaves the mean.
    assert_eq!(grade("d"), "good");
    assert_eq!(grade("e"), "below_3");
}
