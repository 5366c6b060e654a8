//! `chuan check` with repairs, split rows and a page of findings.

use super::{Desk, FRAMEWORK, with_input};

const FAULTY: &str =
    "unit,period,share,plan\n a ,2024,\"50,5\",yes\nbb,2024,90,no\nXã B,2024,101,no\n";

fn desk() -> Desk {
    Desk::new().write("d.csv", FAULTY)
}

#[test]
fn repairs_go_to_a_new_file_with_a_log() {
    let desk = desk();
    let run = desk.run("check f.toml d.csv --fix").ends(1);
    assert!(
        run.err.contains("Repaired 2 fields: d.fixed.csv; log: d.fixed.log.csv."),
        "{}",
        run.err
    );
    assert!(run.out.contains("d.fixed.csv:3"), "{}", run.out);
    assert_eq!(desk.read("d.csv"), FAULTY);
    assert_eq!(
        desk.read("d.fixed.csv"),
        "unit,period,share,plan\na,2024,50.5,yes\nbb,2024,90,no\nXã B,2024,101,no\n"
    );
    assert_eq!(
        desk.read("d.fixed.log.csv"),
        "file,record,line,column,before,after,repair\n\
         d.csv,1,2,unit, a ,a,spaces\n\
         d.csv,1,2,share,\"50,5\",50.5,decimal_mark\n"
    );
}

#[test]
fn codes_are_repaired_only_when_asked() {
    let data = "unit,period,share,plan\nXa A,2024,50,yes\n";
    let desk = Desk::new().write("d.csv", data);
    desk.run("check f.toml d.csv --fix").ends(1);
    assert_eq!(desk.read("d.fixed.csv"), data);
    desk.run("check f.toml d.csv --fix --fix-codes --into new");
    desk.run("check f.toml d.csv --fix --fix-codes").ends(0);
    assert_eq!(desk.read("d.fixed.csv"), data.replace("Xa A", "a"));
}

#[test]
fn a_diff_writes_nothing() {
    let desk = desk();
    let run = desk.run("check f.toml d.csv --diff").ends(1);
    assert_eq!(
        run.out,
        "d.csv:2 record 1 unit (spaces)\n- ·a·\n+ a\n\
         d.csv:2 record 1 share (decimal_mark)\n- 50,5\n+ 50.5\n"
    );
    assert!(run.err.contains("2 fields would be repaired; nothing was written."), "{}", run.err);
    assert!(!desk.path("d.fixed.csv").exists());
    Desk::new().run("check f.toml d.csv --diff").ends(0);
}

#[test]
fn tables_of_one_file_are_split_and_repaired_each_by_its_header() {
    let data = "unit,period,share,plan\n,,%,\na,2024,50,yes\nplan,unit,period,share,note\n\
        no,Xã B,2024,\"101,5\",\"0,5\"\nMã đơn vị,Ghi chú\na,tốt\nunit,period,share,plan\na,2025,1,no\n";
    let desk = Desk::new().write("d.csv", data);
    let run = desk.run("check f.toml d.csv --split out").ends(1);
    assert!(run.err.contains("d.csv: 2 rows accepted, 3 rows rejected."), "{}", run.err);
    assert_eq!(
        desk.read("out/d.accepted.csv"),
        "unit,period,share,plan\n,,%,\na,2024,50,yes\nplan,unit,period,share,note\n\
         unit,period,share,plan\na,2025,1,no\n"
    );
    let rejected = desk.read("out/d.rejected.csv");
    assert!(rejected.contains("row_number,plan,unit,period,share,note\n4,no,Xã B,"), "{rejected}");
    assert!(rejected.contains("\n6,a,tốt\nrow_number,unit,period,share,plan\n"), "{rejected}");
    // Only the number in the column of values is mended, not the one in the note.
    let run = desk.run("check f.toml d.csv --diff").ends(1);
    assert!(run.out.contains("101.5") && !run.out.contains("0.5"), "{}", run.out);
}

#[test]
fn rows_are_split_and_none_is_lost() {
    let desk = desk();
    let run = desk.run("check f.toml d.csv --split out").ends(1);
    assert!(run.err.contains("d.csv: 0 rows accepted, 3 rows rejected."), "{}", run.err);
    let data = "unit,period,share,plan\na,2024,50.5,yes\nbb,2024,90,no\nTổng:,2024,,\n\"Xã B\",2024,1,no\n";
    let desk = Desk::new().write("d.csv", data);
    desk.run("check f.toml d.csv --split out").ends(1);
    let header = "unit,period,share,plan\n";
    assert_eq!(
        desk.read("out/d.accepted.csv"),
        format!("{header}a,2024,50.5,yes\nXã B,2024,1,no\n")
    );
    assert_eq!(
        desk.read("out/d.rejected.csv"),
        format!("row_number,{header}2,bb,2024,90,no\n3,Tổng:,2024,,\n")
    );
    assert!(desk.read("out/findings.csv").contains("OBS-101"));
    // What was rejected can be mended and checked again.
    let run = desk.run("check f.toml out/d.rejected.csv").ends(1);
    assert!(!run.out.contains("OBS-005"), "{}", run.out);
}

#[test]
fn inputs_are_never_overwritten() {
    let desk = Desk::new().write("d.fixed.csv", FAULTY).write("d.csv", FAULTY);
    let run = desk.run("check f.toml d.csv d.fixed.csv --fix").ends(2);
    assert!(run.err.contains("d.fixed.csv is an input"), "{}", run.err);
    assert_eq!(desk.read("d.fixed.csv"), FAULTY);
}

#[test]
fn the_page_is_written_in_both_languages() {
    let desk = desk();
    let run = desk.run("check f.toml d.csv --format html --lang vi").ends(1);
    assert!(run.out.contains("<html lang=\"vi\">") && run.out.contains("OBS-402"), "{}", run.out);
    desk.run("check f.toml d.csv --format html -o r.html").ends(1);
    assert!(desk.read("r.html").contains("Check report"));
}

#[test]
fn other_forms_of_files_are_read() {
    let utf16: Vec<u8> = "\u{feff}unit\tperiod\tshare\tplan\na\t2024\t50.5\tyes\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let desk = Desk::new();
    std::fs::write(desk.path("d.txt"), utf16).unwrap();
    let run = desk.run("check f.toml d.txt").ends(0);
    assert!(run.out.contains("read as csv, UTF-16LE, delimiter tab"), "{}", run.out);
    let old = FRAMEWORK.replace("Xã A", "Nghệ An");
    let desk = Desk::new().write("f.toml", &old).write("d.csv", "unit,share\nNghÖ An,1\n");
    desk.run("check f.toml d.csv").ends(1);
    desk.run("check f.toml d.csv --encoding tcvn3").ends(0);
    desk.run("check f.toml d.csv --encoding klingon").ends(2);
}

#[test]
fn standard_input_can_be_shown_split_and_repaired_as_a_file() {
    let data =
        "unit,period,share,plan\na,2024,50.5,yes\nbb,2024,90,no\nXa B,2024,1,no\na,2024,51,yes\n";
    let desk = Desk::new().write("d.csv", data);
    let same = |args: &str| {
        let file = desk.run(&args.replace("DATA", "d.csv"));
        // A pipe that has a name is read only once too.
        for once in ["-", "/dev/stdin"] {
            if once != "-" && !cfg!(target_os = "linux") {
                continue;
            }
            let piped = with_input(desk.command(&args.replace("DATA", once)), data);
            let name = if once == "-" { "<stdin>" } else { once };
            let text = piped.out.replace(name, "d.csv");
            assert_eq!((piped.code, text), (file.code, file.out.clone()), "{}", piped.err);
        }
        file.out
    };
    // The place where a key was met first, and the marked cell.
    let shown = same("check f.toml DATA --format csv");
    assert!(shown.contains("OBS-501") && shown.contains("record 1"), "{shown}");
    let shown = same("check f.toml DATA");
    assert!(shown.contains("bb,2024,90,no") && shown.contains("━━"), "{shown}");
    same("check f.toml DATA --split out");
    let parts = ["out/d.accepted.csv", "out/d.rejected.csv", "out/findings.csv"];
    let [accepted, rejected, _] = parts.map(|part| desk.read(part));
    assert_eq!(accepted, desk.read("out/stdin.accepted.csv"));
    assert_eq!(rejected, desk.read("out/stdin.rejected.csv"));
    let run = with_input(desk.command("check f.toml - --fix --fix-codes --into new"), data);
    assert!(run.err.contains("Repaired 1 fields"), "{}", run.err);
    assert!(desk.read("new/stdin.fixed.csv").contains("\nb,2024,1,no\n"));
}
