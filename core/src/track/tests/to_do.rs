//! What is to be done, by how targets stand.

use super::super::*;
use super::targets::framework;
use crate::observe::testing::observations;
use crate::text::Lang;

fn to_do(indicators: &str, csv: &str, lang: Lang) -> Vec<String> {
    let framework = framework(indicators);
    let options = TrackOptions::new("2024-06-30".parse().unwrap());
    track(&framework, &observations(&framework, csv), &options).to_do(&framework, lang)
}

#[test]
fn the_most_pressing_comes_first() {
    let text = "[[indicator]]\ncode = \"slow\"\nname = { vi = \"Chậm\", en = \"Slow\" }\n\
        target = [{ period = \"2025\", value = 60 }]\n\
        [[indicator]]\ncode = \"missed\"\ntarget = [{ period = \"2023\", value = 10 }]\n\
        [[indicator]]\ncode = \"late\"\ntarget = [{ period = \"2023\", value = 10 }]\n\
        [[indicator]]\ncode = \"away\"\ntarget = [{ period = \"2030\", value = 10 }]\n\
        [[indicator]]\ncode = \"empty\"\nrequired = false\ntarget = [{ period = \"2025\", value = 1 }, \
        { period = \"2030\", value = 2, history = [{ on = 2022-05-28, stage = \"questioned\" }] }]\n\
        [[indicator]]\ncode = \"fine\"\ntarget = [{ period = \"2025\", value = 5 }]\n";
    let csv = "unit,period,slow,missed,late,away,empty,fine\n\
        x,2021,20,5,5,8,,9\nx,2022,26,6,6,7,,9\nx,2023,32,7,,6,,9\n";
    assert_eq!(
        to_do(text, csv, Lang::En),
        [
            "Due and missed: say why, then set another date or target: missed (2023).",
            "Due without a value of that time: get the value: late (2023).",
            "Moving away from the target: find out why: away (2030).",
            // 12 in two years, and 28 more in the two that are left.
            "Has to be faster: Slow (2025: 6 a year so far, 14 is needed).",
            "No data: a survey or a report is needed: empty (2025; 2030).",
            "To be weighed again: decide on evidence: empty (2030).",
        ]
    );
    let said = to_do(text, csv, Lang::Vi);
    assert_eq!(said[3], "Cần nhanh hơn: Chậm (năm 2025: mỗi năm đã thay đổi 6, cần 14).");
    let fine = "[[indicator]]\ncode = \"fine\"\ntarget = [{ period = \"2025\", value = 5 }]\n";
    assert!(to_do(fine, "unit,period,fine\nx,2023,9\n", Lang::En).is_empty());
}

#[test]
fn units_are_named_where_there_are_several_and_long_lists_are_cut() {
    let text = "[[indicator]]\ncode = \"a\"\ntarget = [{ period = \"2025\", value = 60 }]\n";
    let two = "unit,period,a\nx,2023,70\ny,2023,10\n";
    let said = to_do(text, two, Lang::En);
    assert_eq!(said.len(), 1);
    assert!(said[0].ends_with("get more values: a (y, 2025)."), "{said:?}");
    let mut many = "unit,period,a\n".to_owned();
    (10..22).for_each(|unit| many += &format!("u{unit},2023,1\n"));
    let said = to_do(text, &many, Lang::En);
    assert!(said[0].contains("u19, 2025) and 2 more."), "{said:?}");
}
