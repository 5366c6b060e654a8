//! Schemes of levels: the patterns A1 to A17 of accreditation schemes, each by a real scheme of
//! `examples/schemes` or, where none is sourced, by a constructed one that says so.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

use chuan::assess::recognition::{Competence, RecognitionState, Recognitions};
use chuan::assess::{Assessment, Truth, UnitAssessment, WayUpOptions, assess, way_up};
use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::text::Lang;
use chuan_tests::{root, rows, shared};
use std::collections::BTreeMap;
use std::fmt::Write;

fn scheme_file(name: &str) -> Framework {
    let file = root().join("examples/schemes").join(format!("{name}.toml"));
    Framework::load(&file).unwrap().into_result().unwrap_or_else(|f| panic!("{name}: {f:#?}"))
}

/// A constructed framework.
fn constructed(text: &str) -> Framework {
    Framework::parse(&format!("code = 't'\ntitle = 'Constructed'\n{text}"), FileFormat::Toml)
        .unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn assessed(framework: &Framework, csv: &str) -> Assessment {
    let mut checker = Checker::new(framework, CheckOptions::default());
    checker.read_csv("data.csv", csv.as_bytes()).unwrap();
    let checked = checker.finish();
    assert!(!checked.findings.has_errors(), "{:#?}", checked.findings);
    let card = chuan::score::score(framework, &checked.observations);
    assess(framework, &checked.observations, &card)
}

fn one<'a>(assessment: &'a Assessment, unit: &str, scheme: &str) -> &'a UnitAssessment {
    let found = assessment.units().iter().rfind(|r| r.unit_code == *unit && r.scheme == *scheme);
    found.unwrap_or_else(|| panic!("{unit} is not assessed by {scheme}"))
}

/// The level reached for certain and the level possible.
fn levels(assessment: &Assessment, unit: &str, scheme: &str) -> (String, String) {
    let result = one(assessment, unit, scheme);
    let code = |level: Option<&chuan::assess::LevelResult>| {
        level.map_or_else(|| "-".to_owned(), |level| level.code.to_string())
    };
    (code(result.reached()), code(result.possible()))
}

fn pair(reached: &str, possible: &str) -> (String, String) {
    (reached.to_owned(), possible.to_owned())
}

#[test]
fn every_scheme_file_is_right() {
    let mut count = 0;
    for entry in std::fs::read_dir(root().join("examples/schemes")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|extension| extension == "toml") {
            let loaded = Framework::load(&file).unwrap();
            assert!(loaded.findings.is_empty(), "{}: {:#?}", file.display(), loaded.findings);
            count += 1;
        }
    }
    assert!(count >= 9, "{count}");
}

/// A1, A16: all criteria, exceeding counts as met; the seed's 43, 7 and 6.
#[test]
fn a1_all_criteria_of_a_political_school() {
    let file = root().join("examples/political-school/framework.toml");
    let framework = Framework::load(&file).unwrap().into_result().unwrap();
    let csv =
        std::fs::read_to_string(root().join("examples/political-school/assessments.csv")).unwrap();
    let assessment = assessed(&framework, &csv);
    assert_eq!(levels(&assessment, "nghe-an", "standard"), pair("-", "-"));
    assert_eq!(levels(&assessment, "cao-bang", "standard"), pair("1", "2"));
    assert_eq!(levels(&assessment, "quang-tri", "standard"), pair("1", "2"));
    assert_eq!(levels(&assessment, "phu-tho", "standard"), pair("-", "-"));
    let way =
        way_up(&framework, one(&assessment, "nghe-an", "standard"), "1", &WayUpOptions::default());
    assert_eq!(way.unwrap().cost, Some(13.0));
}

/// A1, A12: the criterion whose threshold is known beside those that are counted.
#[test]
fn regulation_11_criterion_by_criterion() {
    let framework = scheme_file("reg11-itemised");
    let assessment = assessed(
        &framework,
        "unit,indicator,period,value,status\n\
         a,lecturers,2025-08-27,89.9,\na,criteria,2025-08-27,47,met\na,criteria,2025-08-27,8,exceeding\n\
         b,lecturers,2025-08-27,74.9,\nb,criteria,2025-08-27,55,met\n\
         c,criteria,2025-08-27,54,met\nc,lecturers,2025-08-27,75,\n\
         d,level_2_thresholds,2021-01-10,,met\nd,lecturers,2025-12-31,80,\nd,criteria,2025-12-31,55,met\n\
         e,level_2_thresholds,2020-06-30,,met\ne,lecturers,2025-12-31,80,\ne,criteria,2025-12-31,55,met\n",
    );
    assert_eq!(levels(&assessment, "a", "standard"), pair("1", "2"));
    assert_eq!(levels(&assessment, "b", "standard"), pair("-", "-"));
    // One of 55 was not reported: that is not "not met".
    assert_eq!(levels(&assessment, "c", "standard"), pair("-", "2"));
    // Evidence of January 2021 lies in the five years before the end of 2025, that of June 2020 does not.
    assert_eq!(levels(&assessment, "d", "standard"), pair("2", "2"));
    assert_eq!(levels(&assessment, "e", "standard"), pair("1", "2"));
}

/// A2, A4: levels include the preceding ones; titles follow from them, with a precondition.
#[test]
fn a2_a4_levels_and_titles_of_a_primary_school() {
    let framework = scheme_file("schools");
    let mut csv = String::from("unit,indicator,value,status\n");
    let mut school = |name: &str, met: [bool; 4], class: &str| {
        for (n, met) in met.into_iter().enumerate() {
            let status = if met { "met" } else { "not_met" };
            writeln!(csv, "{name},criteria_{},1,{status}", n + 1).unwrap();
        }
        if !class.is_empty() {
            writeln!(csv, "{name},one_class_completed,{class},").unwrap();
        }
    };
    school("a", [true, true, true, false], "yes");
    school("b", [true, true, false, true], "yes");
    school("c", [true, true, true, true], "no");
    school("d", [false, true, true, true], "yes");
    school("e", [true, true, false, false], "");
    let assessment = assessed(&framework, &csv);
    let both = |unit| {
        (levels(&assessment, unit, "accreditation").0, levels(&assessment, unit, "national"))
    };
    assert_eq!(both("a"), ("3".to_owned(), pair("2", "2")));
    // A rung that is missing is not made up for by a higher one.
    assert_eq!(both("b"), ("2".to_owned(), pair("1", "1")));
    assert_eq!(both("c"), ("4".to_owned(), pair("-", "-")));
    assert_eq!(both("d"), ("-".to_owned(), pair("-", "-")));
    assert_eq!(both("e"), ("2".to_owned(), pair("-", "1")));
}

/// A3 is constructed: Regulation 11 has higher thresholds at level 2, but which is not sourced.
#[test]
fn a3_the_same_indicator_with_a_higher_threshold() {
    let framework = constructed(
        "[[indicator]]\ncode = 'lecturers'\nunit = '%'\n[[scheme]]\ncode = 's'\ncumulative = true\n\
         level = [{ code = '1', require = [{ criterion = 'lecturers', at_least = 75 }] }, \
         { code = '2', require = [{ criterion = 'lecturers', at_least = 85 }] }]\n",
    );
    let assessment = assessed(&framework, "unit,lecturers\na,74.9\nb,75\nc,84.9\nd,85\n");
    let found: Vec<_> = ["a", "b", "c", "d"].map(|u| levels(&assessment, u, "s").0).to_vec();
    assert_eq!(found, ["-", "1", "1", "2"]);
    let way =
        way_up(&framework, one(&assessment, "a", "s"), "2", &WayUpOptions::default()).unwrap();
    assert_eq!(way.ways[0][0].sentence(Lang::En), "lecturers from 74.9 to 85 (+10.1)");
}

/// A5: work files processed online by 2030, by level of government (Resolution 09-NQ/TU).
#[test]
fn a5_one_indicator_three_thresholds() {
    let framework = constructed(
        "[register]\nunit = [{ code = 'p', kind = 'province' }, { code = 'd', kind = 'district' }, \
         { code = 'c', kind = 'commune' }, { code = 'x' }]\n[[indicator]]\ncode = 'files'\nunit = '%'\n\
         [[scheme]]\ncode = 's'\n[[scheme.level]]\ncode = '1'\n[[scheme.level.require]]\ncriterion = 'files'\n\
         at_least = { by = 'kind', values = { province = 100, district = 95, commune = 85 } }\n",
    );
    let assessment = assessed(&framework, "unit,files\np,95\nd,95\nc,84.9\nx,100\n");
    let found: Vec<_> = ["p", "d", "c", "x"].map(|unit| levels(&assessment, unit, "s")).to_vec();
    assert_eq!(found, [pair("-", "-"), pair("1", "1"), pair("-", "-"), pair("-", "1")]);
}

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

/// A6: mean over the council, half-open bands, mandatory requirements; A15: the steps apart.
#[test]
fn a6_stars_of_ocop() {
    let framework = scheme_file("ocop");
    let csv = std::fs::read_to_string(root().join("examples/schemes/ocop-products.csv")).unwrap();
    let assessment = assessed(&framework, &csv);
    // Three members give 90, 89 and 90 points: a mean of 89.67.
    assert_eq!(levels(&assessment, "honey", "stars"), pair("4", "4"));
    // 36.1 + 22.4 + 31.5 and so on are 90 on paper, each.
    assert_eq!(levels(&assessment, "tea", "stars"), pair("5", "5"));
    assert_eq!(levels(&assessment, "mat", "stars"), pair("3", "3"));
    assert_eq!(levels(&assessment, "rice", "stars"), pair("4", "4"));
    // Points without the mandatory requirements are no star, and unknown ones leave it open.
    let lacking = assessed(
        &framework,
        "unit,a1,b1,c1,mandatory_3,mandatory_4\nx,35,22,30,met,not_met\ny,35,22,30,,\n",
    );
    assert_eq!(levels(&lacking, "x", "stars"), pair("3", "3"));
    assert_eq!(levels(&lacking, "y", "stars"), pair("2", "4"));
    // 89.5 has a star: the text's "70-89" and "90-100" leave it without one.
    let between = assessed(
        &framework,
        "unit,a1,b1,c1,mandatory_3,mandatory_4,mandatory_5\nx,36.5,22.5,30.5,met,met,met\n",
    );
    assert_eq!(levels(&between, "x", "stars"), pair("4", "4"));
}

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

/// A8 is constructed: one item sets the criterion to its lowest level whatever else is met.
#[test]
fn a8_a_blocking_item() {
    let framework = constructed(
        "indicator = [{ code = 'i1', scale = 'yes_no' }, { code = 'i2', scale = 'yes_no' }, { code = 'incident', scale = 'yes_no' }]\n\
         [[scheme]]\ncode = 's'\ncumulative = true\n\
         level = [{ code = '1' }, { code = '2', require = [{ criterion = 'i1' }] }, { code = '3', require = [{ criterion = 'i2' }] }]\n\
         [[scheme.cap]]\nlevel = '1'\nunless = { not = { criterion = 'incident' } }\n",
    );
    let csv = "unit,i1,i2,incident\na,yes,yes,no\nb,yes,yes,yes\nc,yes,yes,\nd,yes,no,no\n";
    let assessment = assessed(&framework, csv);
    let found: Vec<_> = ["a", "b", "c", "d"].map(|unit| levels(&assessment, unit, "s")).to_vec();
    assert_eq!(found, [pair("3", "3"), pair("1", "1"), pair("1", "3"), pair("2", "2")]);
    let way =
        way_up(&framework, one(&assessment, "b", "s"), "3", &WayUpOptions::default()).unwrap();
    assert_eq!(way.ways[0][0].sentence(Lang::En), "incident: met → not met");
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

/// A11: a rank target, lower is better: among the 30 best of 63 provinces (draft of May 2022), by
/// the published ranks of 2022, where Nghệ An is 52nd.
#[test]
fn a11_among_the_thirty_best() {
    let folder = root().join("examples/dti-2022");
    let mut csv = String::from("unit,rank\n");
    let mut wanted = BTreeMap::new();
    for row in rows(&folder.join("ranking.csv")).unwrap() {
        writeln!(csv, "{},{}", row["unit"], row["value"]).unwrap();
        wanted.insert(row["unit"].clone(), row["value"].parse::<f64>().unwrap() <= 30.0);
    }
    let framework = constructed(
        "ranking = []\n[[indicator]]\ncode = 'rank'\nscale = 'rank'\ndirection = 'lower'\n[[scheme]]\ncode = 's'\n\
         level = [{ code = '30', require = [{ criterion = 'rank', rank_at_most = 30 }] }]\n",
    );
    let assessment = assessed(&framework, &csv);
    assert_eq!(assessment.units().len(), 63);
    for unit in assessment.units() {
        assert_eq!(unit.reached().is_some(), wanted[unit.unit_code.as_str()], "{}", unit.unit_code);
    }
    let sentence = one(&assessment, "40", "s").levels[0].requirements[0].sentence(Lang::Vi);
    assert_eq!(sentence, "rank: hạng 52 (yêu cầu đến 30)");
}

/// A13, A14, A15: validity, revocation, end of the subject, authority by star and day.
#[test]
fn a13_a14_a15_recognition_of_ocop_products() {
    let framework = scheme_file("ocop");
    let folder = root().join("examples/schemes");
    let file = std::fs::File::open(folder.join("ocop-recognitions.csv")).unwrap();
    let (acts, faults) = Recognitions::read_csv(file, &framework).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let csv = std::fs::read_to_string(folder.join("ocop-products.csv")).unwrap();
    let assessment = assessed(&framework, &csv);
    let on = |unit: &str, day: &str| {
        let result = one(&assessment, unit, "stars");
        let unit = assessment.unit(result).unwrap();
        acts.standing(&framework.schemes()[0], unit, day.parse().unwrap(), Some(result))
    };
    let honey = on("honey", "2025-08-01");
    assert_eq!(honey.state, RecognitionState::Recognised);
    assert_eq!(honey.until.unwrap().to_string(), "2028-01-14");
    assert_eq!(honey.competence, Competence::Competent);
    assert_eq!(honey.meets_recognised, Some(Truth::Met));
    let steps: Vec<_> = honey
        .steps
        .iter()
        .map(|act| (act.kind.as_str(), act.level.as_ref().unwrap().as_str()))
        .collect();
    assert_eq!(steps, [("self_assessed", "5"), ("appraised", "4"), ("recognised", "4")]);
    // Meets the criteria of five stars and is not recognised: two facts.
    let tea = on("tea", "2025-08-01");
    assert_eq!((tea.state, tea.met.as_ref().unwrap().as_str()), (RecognitionState::Pending, "5"));
    assert!(tea.meets_without_recognition());
    assert_eq!(on("mat", "2025-02-28").state, RecognitionState::Recognised);
    assert_eq!(on("mat", "2025-03-01").state, RecognitionState::Expired);
    assert_eq!(on("rice", "2025-02-09").state, RecognitionState::Recognised);
    assert_eq!(on("rice", "2025-02-10").state, RecognitionState::Revoked);
}

/// A13: five years, and the renewal at least five months before they end.
#[test]
fn a13_schools_register_again_five_months_before() {
    let framework = scheme_file("schools");
    let csv = "unit,scheme,act,level,date\ns,accreditation,recognised,2,2020-03-10\n";
    let (acts, _) = Recognitions::read_csv(csv.as_bytes(), &framework).unwrap();
    let assessment = assessed(&framework, "unit,indicator,value,status\ns,criteria_1,1,met\n");
    let unit = assessment.unit(one(&assessment, "s", "accreditation")).unwrap();
    let on = |day: &str| acts.standing(&framework.schemes()[0], unit, day.parse().unwrap(), None);
    assert_eq!(on("2024-10-09").state, RecognitionState::Recognised);
    assert_eq!(on("2024-10-10").state, RecognitionState::RenewalDue);
    assert_eq!(on("2025-03-09").state, RecognitionState::RenewalDue);
    assert_eq!(on("2025-03-10").state, RecognitionState::Expired);
}

/// A17 is constructed: no Vietnamese scheme that was read has a share rule.
#[test]
fn a17_a_share_of_the_criteria() {
    let framework = constructed(
        "indicator = [{ code = 'a', scale = 'status', parent = 'all' }, { code = 'b', scale = 'status', parent = 'all' }, \
         { code = 'c', scale = 'status', parent = 'all' }, { code = 'd', scale = 'status', parent = 'all' }]\n\
         [[node]]\ncode = 'all'\n[[scheme]]\ncode = 's'\nlevel = [{ code = '1', require = [{ criteria_met = 'all', percent = true, at_least = 75 }] }]\n",
    );
    let csv = "unit,a,b,c,d\nu,met,met,exceeding,not_met\nv,met,met,not_met,not_met\nw,met,met,not_applicable,not_met\nx,met,met,,not_met\n";
    let assessment = assessed(&framework, csv);
    let found: Vec<_> = ["u", "v", "w", "x"].map(|unit| levels(&assessment, unit, "s")).to_vec();
    // Of three that apply two are 66.7%.
    assert_eq!(found, [pair("1", "1"), pair("-", "-"), pair("-", "-"), pair("-", "1")]);
}

#[test]
fn a_benchmark_is_known_and_the_limits_of_groups_are_not() {
    let text = std::fs::read_to_string(root().join("examples/schemes/par-like.toml")).unwrap();
    let register = "[register]\nunit = [{ code = 'p', kind = 'province' }, { code = 'm', kind = 'ministry' }]\n";
    let framework = Framework::parse(&format!("{text}\n{register}"), FileFormat::Toml).unwrap();
    let assessment = assessed(&framework, "unit,index\np,86.98\nm,79.99\n");
    assert_eq!(levels(&assessment, "p", "benchmark"), pair("reached", "reached"));
    assert_eq!(levels(&assessment, "m", "benchmark"), pair("below", "below"));
    assert_eq!(levels(&assessment, "p", "group"), pair("C", "A"));
}

/// Published levels, groups and grades of four indices, on published values.
#[test]
fn bands_of_international_indices() {
    let Some(shared) = shared() else { return };
    let published = shared.join("reference/published");
    let framework = scheme_file("bands");
    let table = |file: &str| rows(&published.join(file)).unwrap();
    let compare = |scheme: &str, header: &str, cases: Vec<(String, String, String)>| {
        let mut csv = format!("unit,{header}\n");
        cases.iter().for_each(|(unit, values, _)| writeln!(csv, "{unit},{values}").unwrap());
        let assessment = assessed(&framework, &csv);
        for (unit, _, wanted) in &cases {
            let result = one(&assessment, unit, scheme);
            let level = result.reached().unwrap();
            assert_eq!(level.label(Lang::En), wanted, "{scheme} of {unit}");
        }
        cases.len()
    };
    let gtmi_values = table("gtmi_groups/inputs.csv");
    let gtmi = gtmi_values
        .iter()
        .zip(table("gtmi_groups/expected.csv"))
        .map(|(row, group)| {
            assert_eq!((&row["unit"], &row["year"]), (&group["unit"], &group["year"]));
            (
                format!("{}-{}", row["unit"], row["year"]),
                row["gtmi"].clone(),
                group["group"].clone(),
            )
        })
        .collect();
    assert_eq!(compare("gtmi", "gtmi", gtmi), 396);
    let bipa = table("bipa_2024/expected_coverage_grades.csv")
        .into_iter()
        .filter(|row| !row["dq_grade"].is_empty())
        .map(|row| {
            (row["unit"].clone(), format!("{},{}", row["x_a"], row["p_m"]), row["dq_grade"].clone())
        })
        .collect();
    assert_eq!(compare("bipa", "x_a,p_m", bipa), 212);
    let hdi: Vec<_> = table("hdi_2022/expected.csv")
        .into_iter()
        .filter(|row| !row["hdi_level"].is_empty() && !row["hdi"].is_empty())
        .map(|row| (row["iso3"].clone(), row["hdi"].clone(), row["hdi_level"].clone()))
        .collect();
    assert!(compare("hdi", "hdi", hdi) > 190);
}

/// Quarters of 63 provinces by share of the places: 16, 16, 15 and 16 (PAPI 2022, public services).
#[test]
fn quarters_of_papi() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("reference/published/papi_2018_2024");
    let groups = rows(&folder.join("expected_quartile_groups.csv")).unwrap();
    let source =
        std::fs::read_to_string(root().join("tests/frameworks/papi-2018-2024.toml")).unwrap();
    let (before, _) = source.split_once("[[scheme]]").unwrap();
    let framework = Framework::parse(
        &format!(
            "{before}\n[[scheme]]\ncode = 'quarter'\nnode = 'C06'\nlevel = [\
             {{ code = 'Low', rank_share_at_most = 100 }}, {{ code = 'Medium Low', rank_share_at_most = 75 }}, \
             {{ code = 'Medium High', rank_share_at_most = 50 }}, {{ code = 'High', rank_share_at_most = 25 }}]\n"
        ),
        FileFormat::Toml,
    );
    let Ok(framework) = framework else { panic!("{:#?}", framework.unwrap_err()) };
    let mut checker = Checker::new(&framework, CheckOptions::default());
    let file = std::fs::File::open(folder.join("inputs.csv")).unwrap();
    checker.read_csv("inputs.csv", file).unwrap();
    let checked = checker.finish();
    let card = chuan::score::score(&framework, &checked.observations);
    let assessment = assess(&framework, &checked.observations, &card);
    for group in groups.iter().filter(|group| group["node"] == "C06") {
        let members: Vec<&UnitAssessment> = assessment
            .units()
            .iter()
            .filter(|unit| unit.scheme == *"quarter")
            .filter(|unit| unit.period.is_some_and(|period| period.to_string() == group["year"]))
            .filter(|unit| {
                unit.reached().is_some_and(|level| level.code == *group["group"].as_str())
            })
            .collect();
        assert_eq!(members.len().to_string(), group["provinces"], "{}", group["group"]);
        let values: Vec<f64> = members.iter().filter_map(|unit| unit.value).collect();
        let (low, high): (f64, f64) =
            (group["lowest"].parse().unwrap(), group["highest"].parse().unwrap());
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert!((least - low).abs() < 1e-4 && (most - high).abs() < 1e-4, "{least} {most}");
    }
}

/// Bands at paper ties: sums of decimals that are 89.5, 89.995 and 70.0 on paper land where each
/// rounding rule says. The scheme is constructed; the expected stars follow from arithmetic on paper.
#[test]
fn bands_at_paper_ties() {
    // Each sum is not the decimal in binary, in one order or the other.
    let sums = [
        ("89.5", [29.9, 29.7, 29.9]),
        ("89.995", [0.1, 0.2, 89.695]),
        ("70", [0.1, 0.2, 69.7]),
        ("69.995", [23.1, 23.2, 23.695]),
        ("90", [29.9, 30.3, 29.8]),
        ("89.4999", [29.9, 29.7, 29.8999]),
    ];
    let star = |points: f64| {
        if points >= 90.0 {
            "5"
        } else if points >= 70.0 {
            "4"
        } else {
            "3"
        }
    };
    // What each value becomes on paper, by rule and digits.
    let cases: [(&str, &str, [f64; 6]); 11] = [
        ("", "unrounded", [89.5, 89.995, 70.0, 69.995, 90.0, 89.4999]),
        ("digits = 0, rule = 'half_up'", "rounded", [90.0, 90.0, 70.0, 70.0, 90.0, 89.0]),
        ("digits = 0, rule = 'half_even'", "rounded", [90.0, 90.0, 70.0, 70.0, 90.0, 89.0]),
        ("digits = 0, rule = 'truncate'", "rounded", [89.0, 89.0, 70.0, 69.0, 90.0, 89.0]),
        ("digits = 0, rule = 'r'", "rounded", [90.0, 90.0, 70.0, 70.0, 90.0, 89.0]),
        ("digits = 0, rule = 'exact'", "rounded", [90.0, 90.0, 70.0, 70.0, 90.0, 89.0]),
        ("digits = 1, rule = 'half_up'", "rounded", [89.5, 90.0, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 2, rule = 'half_up'", "rounded", [89.5, 90.0, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 2, rule = 'half_even'", "rounded", [89.5, 90.0, 70.0, 70.0, 90.0, 89.5]),
        ("digits = 2, rule = 'truncate'", "rounded", [89.5, 89.99, 70.0, 69.99, 90.0, 89.49]),
        ("digits = 0, rule = 'half_up'", "unrounded", [89.5, 89.995, 70.0, 69.995, 90.0, 89.4999]),
    ];
    for (rounding, on, on_paper) in cases {
        let rounding = match rounding {
            "" => String::new(),
            keys => format!("rounding = {{ {keys} }}\n"),
        };
        let framework = constructed(&format!(
            "indicator = [{{ code = 'a', parent = 'points' }}, {{ code = 'b', parent = 'points' }}, {{ code = 'c', parent = 'points' }}]\n\
             [[node]]\ncode = 'points'\naggregate = 'sum'\n{rounding}[[scheme]]\ncode = 'stars'\nnode = 'points'\non = '{on}'\n\
             level = [{{ code = '3', at_least = 50 }}, {{ code = '4', at_least = 70 }}, {{ code = '5', at_least = 90 }}]\n"
        ));
        let mut csv = String::from("unit,a,b,c\n");
        for (n, (_, [a, b, c])) in sums.iter().enumerate() {
            writeln!(csv, "u{n},{a},{b},{c}\nv{n},{c},{b},{a}\nw{n},{b},{c},{a}").unwrap();
        }
        let assessment = assessed(&framework, &csv);
        for (n, (written, _)) in sums.iter().enumerate() {
            for order in ["u", "v", "w"] {
                let found = levels(&assessment, &format!("{order}{n}"), "stars").0;
                assert_eq!(
                    found,
                    star(on_paper[n]),
                    "{written} with `{rounding}` on {on}, {order}"
                );
            }
        }
    }
}
