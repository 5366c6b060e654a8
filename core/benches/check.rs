//! How long the check of CSV files takes, beside one plain pass of the `csv` crate over the same bytes:
//! `cargo bench -p chuan --bench check`.
//!
//! Each group adds one piece of work to the one before: splitting (a layout that names no unit of the
//! file), judging, findings.

#![allow(missing_docs, reason = "a program")]
#![allow(clippy::unwrap_used, reason = "a program")]

use chuan::check::{CheckOptions, Checker};
use chuan::framework::{FileFormat, Framework};
use chuan::text::Suggester;
use divan::Bencher;
use divan::counter::BytesCount;
use std::fmt::Write as _;

const UNITS: usize = 11_000;
const INDICATORS: usize = 100;
const ROWS: usize = 100_000;

fn main() {
    divan::main();
}

/// How a file is written.
#[derive(Debug, Clone, Copy)]
enum Style {
    Plain,
    /// Every field in quotes.
    Quoted,
    /// Lines that end as on Windows, fields that end with semicolons.
    Windows,
    /// One row in twenty with a value out of range or a unit that is not known.
    Dirty,
}

fn code(unit: usize) -> String {
    format!("VN{:02}-{:03}", unit / 176, unit % 176)
}

fn framework() -> Framework {
    let mut text = "code = 'bench'\ntitle = 'Bench'\n[register]\nlist = 'bench'\n".to_owned();
    for unit in 0..UNITS {
        writeln!(text, "[[register.unit]]\ncode = '{}'\nname = 'Xã {unit}'", code(unit)).unwrap();
    }
    for number in 0..INDICATORS {
        writeln!(text, "[[indicator]]\ncode = 'P{number}'\nrange = {{ min = 0, max = 1000 }}")
            .unwrap();
    }
    Framework::parse(&text, FileFormat::Toml).unwrap()
}

/// Keys that do not repeat, in an order that jumps about.
fn long(style: Style) -> &'static [u8] {
    let mut text = "unit,indicator,period,value,source,reported_on\n".to_owned();
    for row in 0..ROWS {
        let unit = row * 7_919 % UNITS;
        let (indicator, year) = (row / UNITS * 11 % INDICATORS, 2015 + row % 8);
        let value = (row * 31 % 9_999) as f64 / 10.0;
        let source = if row % 5 == 0 { "\"Sở Y tế, trạm 12\"" } else { "GSO" };
        let (mut unit, mut value) = (code(unit), value.to_string());
        if matches!(style, Style::Dirty) && row % 20 == 0 {
            if row % 40 == 0 {
                unit.push('9');
            } else {
                value.insert(0, '9');
                value.push_str("00");
            }
        }
        writeln!(text, "{unit},P{indicator},{year},{value},{source},2024-03-{:02}", row % 28 + 1)
            .unwrap();
    }
    let text: Vec<u8> = match style {
        Style::Quoted => {
            let quoted = |line: &str| {
                let fields =
                    line.split(',').map(|field| format!("\"{}\"", field.trim_matches('"')));
                fields.collect::<Vec<_>>().join(",")
            };
            let lines = text.lines().map(|line| quoted(&line.replace("tế, ", "tế; ")));
            lines.collect::<Vec<_>>().join("\n").into_bytes()
        }
        Style::Windows => {
            text.replace("tế, ", "tế ").replace(',', ";").replace('\n', "\r\n").into()
        }
        Style::Plain | Style::Dirty => text.into_bytes(),
    };
    text.leak()
}

fn wide() -> &'static [u8] {
    let codes: Vec<String> = (0..INDICATORS).map(|number| format!("P{number}")).collect();
    let mut text = format!("unit,period,{}\n", codes.join(","));
    for unit in 0..1_000 {
        write!(text, "{},2022", code(unit)).unwrap();
        for number in 0..INDICATORS {
            write!(text, ",{}", (unit * 31 + number * 7) % 9_999).unwrap();
            text.insert(text.len() - 1, '.');
        }
        text.push('\n');
    }
    text.into_bytes().leak()
}

fn check(framework: &Framework, text: &'static [u8], keep: bool) -> u64 {
    let mut options = CheckOptions::default();
    (options.keep, options.threads) = (keep, 1);
    let mut checker = Checker::new(framework, options);
    let open = move || -> std::io::Result<Box<dyn std::io::Read>> { Ok(Box::new(text)) };
    checker.read_csv_file("bench.csv", text, open).unwrap();
    checker.finish().findings.errors()
}

#[divan::bench(args = [Style::Plain, Style::Quoted, Style::Windows, Style::Dirty])]
fn long_file(bencher: Bencher<'_, '_>, style: Style) {
    let (framework, text) = (framework(), long(style));
    bencher.counter(BytesCount::of_slice(text)).bench(|| check(&framework, text, false));
}

#[divan::bench]
fn long_file_kept_for_scoring(bencher: Bencher<'_, '_>) {
    let (framework, text) = (framework(), long(Style::Plain));
    bencher.counter(BytesCount::of_slice(text)).bench(|| check(&framework, text, true));
}

#[divan::bench]
fn wide_file(bencher: Bencher<'_, '_>) {
    let (framework, text) = (framework(), wide());
    bencher.counter(BytesCount::of_slice(text)).bench(|| check(&framework, text, false));
}

#[divan::bench(args = [Style::Plain, Style::Quoted])]
fn plain_pass_of_the_csv_crate(bencher: Bencher<'_, '_>, style: Style) {
    let text = long(style);
    bencher.counter(BytesCount::of_slice(text)).bench(|| {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
        let mut record = csv::ByteRecord::new();
        let mut fields = 0;
        while reader.read_byte_record(&mut record).unwrap() {
            fields += record.len();
        }
        fields
    });
}

#[divan::bench]
fn framework_with_its_units() -> Framework {
    framework()
}

#[divan::bench(args = ["VN10-999", "VN99-001", "VNX", "Xã 1234"])]
fn what_was_meant(bencher: Bencher<'_, '_>, written: &str) {
    let codes: Vec<String> = (0..UNITS).map(code).collect();
    let codes = Suggester::new(codes.iter().map(String::as_str));
    bencher.bench(|| codes.nearest(written));
}
