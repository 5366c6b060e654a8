//! `chuan demo`.

use super::Desk;

#[test]
fn the_demonstration_is_as_it_was() {
    let desk = Desk::new();
    let run = desk.run("demo --lang en").ends(0);
    assert_eq!(run.err, "");
    assert!(run.out.contains("(13 of 56 open)") && run.out.contains("rank 52 of 63"));
    snapbox::assert_data_eq!(run.out, snapbox::file!["../snapshots/demo.en.txt"]);
    let run = desk.run("demo --lang vi").ends(0);
    snapbox::assert_data_eq!(run.out, snapbox::file!["../snapshots/demo.vi.txt"]);
}

#[test]
fn lines_fit_eighty_columns() {
    for lang in ["en", "vi"] {
        let run = Desk::new().run(&format!("demo --lang {lang}"));
        for line in run.out.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
