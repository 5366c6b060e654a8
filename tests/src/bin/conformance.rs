//! `conformance DIR [--out OUT]`: does the cases of `DIR/manifest.json` with the engine, prints a
//! line for each, and exits 0 only when all pass.

use chuan_tests::conformance::{Outcome, run};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut directory = None;
    let mut out = None;
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--out" {
            out = arguments.next().map(PathBuf::from);
        } else {
            directory = Some(PathBuf::from(argument));
        }
    }
    let mut stderr = std::io::stderr();
    let Some(directory) = directory else {
        let _ = writeln!(stderr, "usage: conformance DIR [--out OUT]");
        return ExitCode::from(2);
    };
    let report = match run(&directory, out.as_deref()) {
        Ok(report) => report,
        Err(error) => {
            let _ = writeln!(stderr, "conformance: {error}");
            return ExitCode::from(2);
        }
    };
    let mut stdout = std::io::stdout().lock();
    for (id, outcome) in &report.cases {
        let _ = match outcome {
            Outcome::Pass(c) => {
                writeln!(
                    stdout,
                    "pass           {id}  ({} values, largest deviation {:.1e})",
                    c.values, c.largest
                )
            }
            Outcome::Fail(why) => writeln!(stdout, "FAIL           {id}  {why}"),
            Outcome::NotSupported(what) => writeln!(stdout, "not supported  {id}  {what}"),
        };
    }
    let (passed, failed, missing) = report.counts();
    let _ = writeln!(stdout, "{passed} passed, {failed} failed, {missing} not supported");
    if report.all_passed() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
