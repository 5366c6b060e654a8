//! The splitter alone, for tests.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may panic

use super::chunk::{Chunk, Chunker, Note};
use super::index::PADDING;
use super::merge::Parser;
use crate::observe::Record;

/// A decimal as the fast way reads it.
pub(in crate::check) fn decimal(text: &str) -> Option<f64> {
    let mut bytes = text.as_bytes().to_vec();
    bytes.resize(text.len() + PADDING, b'7');
    super::decimal::parse(&bytes, 0, text.len(), b'.')
}

/// The records of a text without a header, read in chunks; and whether no quote was left open.
pub(in crate::check) fn records(
    text: &[u8],
    delimiter: u8,
    size: usize,
) -> (Vec<Vec<Vec<u8>>>, bool) {
    let mut chunker = Chunker::new(text, size);
    chunker.set_delimiter(delimiter);
    let (mut chunk, mut parser) = (Chunk::default(), Parser::new(delimiter));
    let (mut records, mut clean) = (Vec::new(), true);
    let mut record = Record::default();
    while chunker.next(&mut chunk).unwrap() {
        chunk.index.flatten();
        clean &= !chunk.index.notes.iter().any(|(_, note)| matches!(note, Note::Unclosed(_)));
        let mut start = 0;
        for end in chunk.index.ends() {
            let end = *end as usize;
            if end > start {
                parser.parse(&chunk.text[start..end], &mut record);
                records.push(record.fields().map(<[u8]>::to_vec).collect());
            }
            start = end + 1;
        }
    }
    (records, clean)
}

/// Checks that both ways to the index agree, on a text whose quotes are in order.
#[cfg(test)]
pub(in crate::check) fn same_index(text: &[u8]) {
    use super::careful;
    use super::index::Index;

    let mut careful = Index::default();
    let used = careful::scan(text, false, b',', usize::MAX, &mut careful);
    if !careful.notes.is_empty() {
        return;
    }
    let mut bytes = text[..used].to_vec();
    bytes.resize(used + PADDING, b'"');
    let mut index = Index::default();
    let scan = index.scan(&bytes, used, b',');
    assert!(scan.clear && !scan.open);
    assert_eq!(index.last_end(used), (used > 0).then_some(used));
    index.flatten();
    assert_eq!(index.marks(), careful.marks());
    assert_eq!(index.ends(), careful.ends());
}
