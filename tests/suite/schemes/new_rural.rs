//! New rural communes: titles, thresholds by region, conditions.

use super::{assessed, levels, one, pair, scheme_file};
use chuan::assess::{WayUpOptions, way_up};
use chuan::framework::{FileFormat, Framework};
use chuan::text::Lang;
use chuan_tests::root;
use std::fmt::Write;

/// A5, A10, A16: the titles of 2021-2025; thresholds by region are not in the sources.
#[test]
fn new_rural_communes_2021_2025() {
    let framework = scheme_file("new-rural-2021-2025");
    let mut csv = String::from("unit,indicator,value,status\n");
    let mut commune = |name: &str, statuses: &[(&str, usize)], more: &str| {
        let words = statuses.iter().flat_map(|(word, count)| std::iter::repeat_n(*word, *count));
        for (n, word) in words.enumerate() {
            writeln!(csv, "{name},c{:02},,{word}", n + 1).unwrap();
        }
        csv += more;
    };
    commune("a", &[("met", 19)], "a,income,50,\n");
    commune("b", &[("met", 17), ("basically_met", 2)], "");
    commune("c", &[("met", 12), ("not_met", 7)], "");
    commune("d", &[("met", 18)], "");
    commune("e", &[("met", 17), ("exceeding", 2)], "e,advanced_set,,met\n");
    commune(
        "f",
        &[("met", 18), ("not_applicable", 1)],
        "f,advanced_set,,not_met\nf,model_set,,met\n",
    );
    let assessment = assessed(&framework, &csv);
    let title = |unit| levels(&assessment, unit, "title");
    assert_eq!(title("a"), pair("standard", "model"));
    assert_eq!(title("b"), pair("basic", "basic"));
    assert_eq!(title("c"), pair("-", "-"));
    assert_eq!(title("d"), pair("-", "model"));
    assert_eq!(title("e"), pair("advanced", "model"));
    assert_eq!(title("f"), pair("standard", "standard"));
    // Undetermined, not "not met": nobody has set the threshold.
    assert_eq!(levels(&assessment, "a", "income"), pair("-", "met"));
    let sentence = one(&assessment, "a", "income").levels[0].requirements[0].sentence(Lang::En);
    assert!(sentence.contains("to be set by Decision 318"), "{sentence}");
    // After a merger a commune fell from 19 to 12 of 19: seven criteria are to be met again.
    let way =
        way_up(&framework, one(&assessment, "c", "title"), "standard", &WayUpOptions::default());
    let way = way.unwrap();
    assert_eq!((way.cost, way.ways.len(), way.ways[0].len()), (Some(7.0), 1, 7));
}

#[test]
fn new_rural_communes_2026_2030() {
    let framework = scheme_file("new-rural-2026-2030");
    let root = framework.item(framework.find("commune").unwrap()).unwrap();
    assert_eq!(root.children.len(), 10);
    let assessment = assessed(
        &framework,
        "unit,indicator,value,status\na,commune,47,met\nb,commune,46,met\nb,commune,1,not_met\n\
         c,commune,46,met\nd,commune,47,met\nd,income,60,\n",
    );
    let title = |unit| levels(&assessment, unit, "title");
    assert_eq!(title("a"), pair("standard", "standard"));
    assert_eq!(title("b"), pair("-", "-"));
    assert_eq!(title("c"), pair("-", "standard"));
    assert_eq!(levels(&assessment, "d", "income"), pair("-", "met"));
}

/// A9, A10, A11: side condition, delegated threshold, threshold relative to the recognition.
#[test]
fn a9_a10_a11_conditions_of_new_rural_schemes() {
    let framework = scheme_file("new-rural-conditions");
    let csv = "unit,criteria_of_the_district,satisfaction,local_share\na,met,90,40\nb,met,89.9,\nc,met,,\n";
    let assessment = assessed(&framework, csv);
    let found: Vec<_> =
        ["a", "b", "c"].map(|unit| levels(&assessment, unit, "special_district")).to_vec();
    assert_eq!(found, [pair("standard", "standard"), pair("-", "-"), pair("-", "standard")]);
    assert_eq!(levels(&assessment, "a", "delegated"), pair("-", "met"));

    let text =
        std::fs::read_to_string(root().join("examples/schemes/new-rural-conditions.toml")).unwrap();
    let register = "[register]\nunit = [{ code = 'x', attributes = { recognised = '2015' } }, \
         { code = 'y', attributes = { recognised = '2016' } }, { code = 'z' }]\n";
    let framework = Framework::parse(&format!("{text}\n{register}"), FileFormat::Toml).unwrap();
    let assessment = assessed(
        &framework,
        "unit,period,income\nx,2015,30\ny,2016,30\nx,2019,45\ny,2019,44.9\nz,2019,99\n",
    );
    let income = |unit| levels(&assessment, unit, "model_income");
    assert_eq!(income("x"), pair("met", "met"));
    assert_eq!(income("y"), pair("-", "-"));
    assert_eq!(income("z"), pair("-", "met"));
}
