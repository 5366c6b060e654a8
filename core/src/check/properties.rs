//! What holds for any bytes: for the tests, and for the fuzzer, which tries more of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::missing_panics_doc, missing_docs)]
#![cfg_attr(not(fuzzing), allow(unreachable_pub))]

use super::fast::testing;
use super::{CheckOptions, Checker};
use crate::framework::{FileFormat, Framework};
use crate::number::{self, NumberFormat};
use crate::observe::{Encoding, Input};
use crate::period::Period;
use std::io::{Cursor, Read};
use std::sync::{Arc, OnceLock};

const FRAMEWORK: &str = "
code = 't'
title = 'T'
[register]
[[register.unit]]
code = '40'
name = 'Nghệ An'
[[register.unit]]
code = '42'
valid_from = 2020-01-01
[[node]]
code = 'total'
[[indicator]]
code = 'p'
parent = 'total'
scale = 'percent'
plausible = { change = 0.5 }
[[indicator]]
code = 'n'
name = 'Số lượng'
parent = 'total'
scale = 'count'
[[indicator]]
code = 'y'
parent = 'total'
scale = 'yes_no'
";

fn framework() -> &'static Framework {
    static ONE: OnceLock<Framework> = OnceLock::new();
    ONE.get_or_init(|| Framework::parse(FRAMEWORK, FileFormat::Toml).unwrap())
}

/// Choices from the first bytes, and what is left.
fn choices<const N: usize>(data: &[u8]) -> ([usize; N], &[u8]) {
    let (head, text) = data.split_at(data.len().min(N));
    let mut choices = [0; N];
    choices.iter_mut().zip(head).for_each(|(choice, byte)| *choice = usize::from(*byte));
    (choices, text)
}

/// Records are those of the `csv` crate, wherever the text is cut. Only a quote that is never closed
/// is read in another way: it does not take the rest of the file for one field.
pub fn records_are_those_of_the_csv_crate(data: &[u8]) {
    let ([size, mark], text) = choices(data);
    let delimiter = [b',', b';', b'\t', b'|'][mark % 4];
    let (records, clean) = testing::records(text, delimiter, size + 1);
    if !clean {
        return;
    }
    // A mark at the head of the file is not part of it; the splitter never sees it.
    if text.starts_with(b"\xef\xbb\xbf") {
        return;
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text);
    let expected: Vec<Vec<Vec<u8>>> = reader
        .byte_records()
        .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
        .collect();
    assert_eq!(records, expected);
}

/// Numbers are the doubles of the standard library, in both notations.
pub fn numbers_are_those_of_the_standard_library(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // White space around a number does not count.
    let text = text.trim();
    let standard = text.parse::<f64>().ok().filter(|number| number.is_finite());
    if let Some(fast) = testing::decimal(text) {
        assert_eq!(Some(fast.to_bits()), standard.map(f64::to_bits), "{text}");
    }
    let english = number::parse(text, NumberFormat::En);
    if let (Ok(number), false) = (&english, text.contains(',')) {
        assert_eq!(Some(number.to_bits()), standard.map(f64::to_bits), "{text}");
    }
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.bytes().filter(|b| *b == b'.').count() <= 1
        && text.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && text.bytes().last().is_some_and(|b| b.is_ascii_digit());
    if plain && standard.is_some() {
        assert_eq!(
            english.as_ref().ok().map(|n| n.to_bits()),
            standard.map(f64::to_bits),
            "{text}"
        );
    }
    let swapped: String = text
        .chars()
        .map(|c| match c {
            ',' => '.',
            '.' => ',',
            other => other,
        })
        .collect();
    let vietnamese = number::parse(&swapped, NumberFormat::Vi);
    assert_eq!(
        english.ok().map(f64::to_bits),
        vietnamese.ok().map(f64::to_bits),
        "{text} and {swapped}"
    );
}

/// What a period prints is that period.
pub fn periods_come_back(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for period in [Period::parse(text), Period::parse_iso(text)].into_iter().flatten() {
        let printed = period.to_string();
        assert_eq!(Period::parse_iso(&printed).ok(), Some(period), "{text} {printed}");
        assert_eq!(Period::parse(&printed).ok(), Some(period), "{text} {printed}");
    }
}

/// A source that gives few bytes at a time.
struct Sips<'t>(&'t [u8], usize);

impl Read for Sips<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(out.len()).min(self.0.len());
        out[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

/// Everything that a check says.
fn said<'t>(options: CheckOptions, input: impl Fn() -> Input<'t>) -> String {
    let mut checker = Checker::new(framework(), options);
    checker.read_input("x", input()).unwrap();
    let checked = checker.finish();
    for file in &checked.files {
        assert_eq!(file.records, file.accepted + file.rejected + file.left_out, "{file:?}");
    }
    assert!(checked.findings.len() <= 40);
    let findings: Vec<String> = checked
        .findings
        .iter()
        .map(|finding| serde_json::to_string(&finding.record(crate::text::Lang::Vi)).unwrap())
        .collect();
    let counts: Vec<(&str, u64)> =
        checked.findings.by_rule().map(|rule| (rule.rule.code, rule.count)).collect();
    format!("{}\n{counts:?}\n{:?}\n{:?}", findings.join("\n"), checked.files, checked.observations)
}

fn options(chunk: usize, threads: usize) -> CheckOptions {
    CheckOptions { chunk, threads, max_findings: 40, max_per_rule: 7, ..CheckOptions::default() }
}

/// Any text in any encoding: an answer, and the same however many bytes come at a time.
pub fn decoders_give_one_answer(data: &[u8]) {
    let ([encoding, sip], text) = choices(data);
    let words = ["", "utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni"];
    let encoding: Option<Encoding> = words[encoding % words.len()].parse().ok();
    let sip = sip + 1;
    let read = |sip| {
        said(CheckOptions { encoding, ..options(0, 1) }, move || Input::stream(Sips(text, sip)))
    };
    assert_eq!(read(sip), read(usize::MAX));
}

/// Any file, archives and workbooks among them: an answer, and the same for any cut and any number of
/// threads.
pub fn checks_give_one_answer(data: &[u8]) {
    let ([chunk, threads, head], text) = choices(data);
    let header: &[u8] = match head % 4 {
        0 => b"",
        1 => b"unit,indicator,period,value,layer,note,exception\n",
        2 => b"unit,period,p,n,y\n",
        _ => b"\xc4\x90\xc6\xa1n v\xe1\xbb\x8b;K\xe1\xbb\xb3;p;n;\n",
    };
    let text = [header, text].concat();
    let copy: Arc<[u8]> = text.clone().into();
    let once = said(options(chunk + 1, threads % 3 + 1), || Input::stream(&text[..]));
    let twice = said(options(0, 1), || {
        let copy = copy.clone();
        let again = move || Ok(Box::new(Cursor::new(copy.clone())) as Box<dyn Read + Send>);
        Input::stream(&text[..]).again(again)
    });
    assert_eq!(once, twice);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Bytes, most of them such as files of data have.
    fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
        let word = prop_oneof![
            4 => prop::sample::select(vec![
                &b"unit"[..], b",", b",", b",", b";", b"\n", b"\r\n", b"\r", b"\"", b"\"\"", b"\0",
                b"40", b"42", b"Ngh\xe1\xbb\x87 An", b"p", b"n", b"2022", b"2023-Q1", b"5", b"0.5",
                b"0,5", b"period,p,n", b"\xff", b"\xfe", b"\xc4\x90\xc6\xa1n v\xe1\xbb\x8b", b"T\xe1\xbb\x95ng",
                b"\xef\xbb\xbf", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b" ", b"\t", b"|",
            ]).prop_map(<[u8]>::to_vec),
            1 => prop::collection::vec(any::<u8>(), 1..4),
        ];
        prop::collection::vec(word, 0..most).prop_map(|words| words.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn records(data in bytes(60)) {
            records_are_those_of_the_csv_crate(&data);
        }

        #[test]
        fn any_file(data in bytes(60)) {
            checks_give_one_answer(&data);
        }

        #[test]
        fn any_encoding(data in bytes(40)) {
            decoders_give_one_answer(&data);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn numbers(text in "[-+]?[0-9]{0,20}[.,]?[0-9]{0,20}([eE][-+]?[0-9]{1,3})?|[-+0-9.,e ]{0,12}|\\PC{0,6}") {
            numbers_are_those_of_the_standard_library(text.as_bytes());
        }

        #[test]
        fn periods(
            text in "[0-9]{1,5}([-/](H[0-3]|Q[0-5]|[0-9]{1,2}|\\.\\.)){0,3}|(tháng|quý|năm|giai đoạn|6 tháng đầu năm) ?[IV0-9]{1,4}[-/ ][0-9]{0,4}|\\PC{0,9}"
        ) {
            periods_come_back(text.as_bytes());
        }
    }
}
