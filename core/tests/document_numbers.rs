//! Document numbers as they were seen in real texts, against a table of what they mean.
#![cfg(feature = "csv")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, clippy::indexing_slicing)]

use std::path::PathBuf;

use chuan::document::{DocumentNote, DocumentNumber, System, find_all, types};
use chuan::text::Lang;

/// The folder with the reference data, if there is one here. In CI there must be.
fn reference(file: &str) -> Option<csv::Reader<std::fs::File>> {
    let shared = std::env::var_os("CHUAN_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let path = shared.join("reference/vietnam").join(file);
    if path.exists() {
        return Some(csv::Reader::from_path(path).unwrap());
    }
    assert!(std::env::var_os("CI").is_none(), "no reference data");
    eprintln!("skipped: no reference data");
    None
}

fn name(system: System) -> String {
    serde_json::to_value(system).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn every_number_seen_is_read() {
    let Some(mut table) = reference("document_numbers_seen.csv") else { return };
    let mut rows = 0;
    for row in table.records() {
        let row = row.unwrap();
        let (text, remark) = (&row[0], &row[6]);
        let number = DocumentNumber::parse(text).unwrap();
        let read = [
            name(number.system()),
            number.number().to_owned(),
            number.year().map(|year| year.to_string()).unwrap_or_default(),
            number.kind().unwrap_or_default().to_owned(),
            number.issuer().to_owned(),
        ];
        assert_eq!(read.as_slice(), row.iter().skip(1).take(5).collect::<Vec<_>>(), "{text}");

        let expected: &[DocumentNote] = match remark.strip_prefix("variant") {
            None => &[],
            Some(kind) if kind.contains("glued") => &[],
            Some(kind) if kind.contains("stray") => &[DocumentNote::StraySeparator],
            Some(kind) if kind.contains("state separators") => &[DocumentNote::StateSeparators],
            Some(kind) if kind.contains("space") => &[DocumentNote::Spaces],
            Some(kind) => panic!("a new kind of variant: {kind}"),
        };
        assert_eq!(number.notes(), expected, "{text}");
        if expected.is_empty() {
            assert_eq!(number.canonical(), text);
        } else {
            assert_ne!(number.canonical(), text);
        }
        assert_eq!(DocumentNumber::parse(number.canonical()).unwrap(), number);

        // The same in a sentence, and as quoted in the remark.
        let quoted = remark.split('"').nth(1).unwrap_or(text);
        for sentence in
            [format!("Theo văn bản {text} ngày 28/5/2022."), format!("theo {quoted}, ban hành")]
        {
            let found = find_all(&sentence);
            assert_eq!(found.len(), 1, "{sentence}");
            assert_eq!(found[0].1, number, "{sentence}");
        }
        rows += 1;
    }
    assert!(rows > 40);
}

#[test]
fn the_types_of_the_decree_are_known() {
    let Some(mut table) = reference("document_types_decree_30_2020.csv") else { return };
    for row in table.records() {
        let row = row.unwrap();
        let kind = types().iter().find(|kind| kind.abbreviation() == &row[0]).unwrap();
        assert!(kind.is_state());
        assert_eq!(kind.name(Lang::Vi), row[1].trim_end_matches(" (cá biệt)"));
        assert_eq!(kind.name(Lang::En), &row[2]);
    }
}
