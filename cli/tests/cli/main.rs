//! `chuan` from outside: what it prints where, and how it ends.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on may stop"
)]

mod analyse;
mod assess;
mod check;
mod demo;
mod everywhere;
mod explain;
mod files;
mod meeting;
mod new;
mod score;
mod steps;
mod track;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder with a framework and observations, and `chuan` run in it.
struct Desk {
    folder: TempDir,
}

/// How a run ended.
struct Run {
    out: String,
    err: String,
    code: i32,
}

const FRAMEWORK: &str = r#"code = "demo"
version = "1"
title = { vi = "Bộ chỉ số thử", en = "Demo framework" }

[register]
list = "two communes"
unit = [{ code = "a", name = "Xã A" }, { code = "b", name = { vi = "Xã B", en = "Commune B" } }]

[[node]]
code = "total"
name = { vi = "Tổng", en = "Total" }
rounding = { digits = 2 }

[[indicator]]
code = "share"
name = { vi = "Tỷ lệ", en = "Share" }
parent = "total"
scale = "percent"
weight = 3

[[indicator]]
code = "plan"
parent = "total"
scale = "yes_no"
weight = 1

[[scheme]]
code = "class"
node = "total"

[[scheme.level]]
code = "fair"
at_least = 30

[[scheme.level]]
code = "good"
name = { vi = "Tốt", en = "Good" }
at_least = 60
"#;

const DATA: &str = "unit,period,share,plan\na,2024,50.5,yes\nb,2024,90,no\n";
/// The unit of the second record is wrong.
const WRONG: &str = "unit,period,share,plan\na,2024,50.5,yes\nbb,2024,90,no\n";

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.write("f.toml", FRAMEWORK).write("d.csv", DATA).write("wrong.csv", WRONG)
    }

    fn write(self, name: &str, text: &str) -> Self {
        std::fs::write(self.path(name), text).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, args: &str) -> Command {
        let mut command = chuan(self.folder.path());
        command.args(args.split_whitespace());
        command
    }

    fn run(&self, args: &str) -> Run {
        finish(self.command(args))
    }
}

/// `chuan` with an environment that is the same everywhere.
fn chuan(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chuan"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    for name in ["PATH", "SystemRoot", "TMPDIR"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

fn finish(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

fn with_input(mut command: Command, input: &str) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Run {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

impl Run {
    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap()
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn table(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let mut reader = csv::Reader::from_reader(self.out.as_bytes());
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let header = texts(reader.headers().unwrap());
        (header, reader.records().map(|record| texts(&record.unwrap())).collect())
    }
}
