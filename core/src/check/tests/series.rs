//! Rules over series: what does not depend on how the records come.

use super::*;
use proptest::prelude::*;

fn all_rules() -> Framework {
    framework(
        "[coverage]\nperiods = true\nindicators = true\n[[node]]\ncode='n'\n\
         [[indicator]]\ncode='a'\nparent='n'\nplausible={ change=0.4, constant=2, outlier=2 }\n\
         [[indicator]]\ncode='b'\nparent='n'\nplausible={ outlier_among_units=2 }\n\
         [[indicator]]\ncode='t'\nscored=false\ntotal={ of=['a', 'b'] }\n\
         [[rule]]\ncode='r'\nover='unit'\ncheck='values.a <= values.b'\n\
         [[rule]]\ncode='s'\nover='series'\ncheck='values.all(x, x < 9.0)'\n",
    )
}

/// What is found, without the places, which depend on where a record stands.
fn subjects(checked: &Checked) -> Vec<String> {
    let mut all: Vec<String> = checked
        .findings
        .iter()
        .map(|f| {
            let text =
                |part: &Option<std::sync::Arc<str>>| part.as_deref().unwrap_or("-").to_owned();
            format!("{} {} {} {}", f.code(), text(&f.unit), text(&f.indicator), text(&f.period))
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn the_order_of_records_and_the_cut_into_files_change_nothing(
        values in proptest::collection::vec((0..4_u8, 0..3_u8, 2015..2022_i32, 1..12_u8), 1..40),
        cut in 0..40_usize,
    ) {
        let framework = all_rules();
        let mut seen = std::collections::BTreeSet::new();
        let rows: Vec<String> = values
            .iter()
            .filter(|(unit, item, year, _)| seen.insert((*unit, *item, *year)))
            .map(|(unit, item, year, value)| {
                format!("u{unit},{},{year},{value}\n", ["a", "b", "t"][usize::from(*item)])
            })
            .collect();
        let file = |rows: &[String]| format!("unit,indicator,period,value\n{}", rows.concat());
        let one = check(&framework, &file(&rows));
        let backwards: Vec<String> = rows.iter().rev().cloned().collect();
        let (left, right) = backwards.split_at(cut.min(rows.len()));
        let texts = [file(left), file(right)];
        let two = check_with(&framework, CheckOptions::default(), &[&texts[0], &texts[1]]);
        let without_empty = |found: Vec<String>| -> Vec<String> {
            found.into_iter().filter(|line| !line.starts_with("OBS-012")).collect()
        };
        prop_assert_eq!(subjects(&one), without_empty(subjects(&two)));
    }
}

#[test]
fn a_check_that_keeps_nothing_finds_the_same() {
    let framework = all_rules();
    let text = "unit,period,a,b,t\nx,2020,9,2,11\nx,2022,1,2,4\n";
    let options = CheckOptions { keep: false, ..CheckOptions::default() };
    let (kept, not) = (check(&framework, text), check_with(&framework, options, &[text]));
    assert_eq!(subjects(&kept), subjects(&not));
    assert!(!subjects(&kept).is_empty());
    assert!(not.observations.is_empty());
}
