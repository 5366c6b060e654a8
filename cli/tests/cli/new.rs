//! `chuan new`.

use super::Desk;

#[test]
fn what_it_writes_is_right() {
    let desk = Desk::new();
    let run = desk.run("new start").ends(0);
    assert!(
        run.err.contains("chuan score start/framework.toml start/observations.csv"),
        "{}",
        run.err
    );
    for verb in ["check", "score", "assess"] {
        let run = desk.run(&format!("{verb} start/framework.toml start/observations.csv")).ends(0);
        assert_eq!(run.err, "", "{verb}");
    }
    let run = desk.run("check start/framework.toml start/observations.csv");
    assert!(run.out.contains("Nothing is wrong."), "{}", run.out);
}

#[test]
fn nothing_is_overwritten() {
    let desk = Desk::new().write("observations.csv", "mine");
    let run = desk.run("new .").ends(2);
    assert!(run.err.contains("is there already"), "{}", run.err);
    assert_eq!(desk.read("observations.csv"), "mine");
    assert!(!desk.path("framework.toml").exists());
}

#[test]
fn a_framework_of_a_table_in_the_form_of_coinr() {
    let meta = "iCode,Level,Parent,Direction,Weight,Type\na,1,t,1,2,Indicator\nb,1,t,-1,1,Indicator\nt,2,NA,1,1,Aggregate\n";
    let desk = Desk::new().write("iMeta.csv", meta).write("x.csv", "unit,a,b\nu,1,4\nv,3,2\n");
    let run = desk.run("new out --from-coinr iMeta.csv").ends(0);
    assert!(run.out.contains("framework.toml"), "{}", run.out);
    let (_, rows) =
        desk.run("score out/framework.toml x.csv --format csv --node t").ends(0).table();
    let total = rows.iter().find(|row| row[1] == "v" && row[3] == "t").unwrap();
    assert_eq!(total[6], "100.0");
    assert!(desk.run("new out --from-coinr iMeta.csv").ends(2).err.contains("is there already"));
    let wrong = Desk::new().write("m.csv", &meta.replace("b,1,t,-1", "b,1,x,3"));
    let run = wrong.run("new out --from-coinr m.csv").ends(1);
    assert!(run.err.contains("FWK-070") && run.err.contains("FWK-011"), "{}", run.err);
}
