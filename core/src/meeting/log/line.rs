//! Reading lines in canonical form, which almost all are, without building anything.
//!
//! The scanner knows one narrow grammar: the keys of an event in rising order, no spaces, texts
//! without escapes. Of such a line the bytes themselves are the canonical form. Whatever deviates
//! is left to the general reader, which decides what it is.

use super::deed::Deed;
use super::event::Event;
use super::stamp::{self, Stamp};
use super::state::EventKind;
use serde_json::Value;
use std::borrow::Cow;

/// What stands in a canonical line; `None` where the general reader has to look.
#[inline]
pub(super) fn scan(line: &str) -> Option<Scanned<'_>> {
    // Over the whole line at once: no escapes, no control characters.
    let odd = line.bytes().fold(false, |odd, byte| odd | (byte < 0x20) | (byte == b'\\'));
    if odd {
        return None;
    }
    let mut scan = Scan { rest: line.strip_prefix('{')?, closed: false };
    // The keys in rising order, as they stand in every canonical line.
    let by = scan.text_of("\"by\":")?;
    let due = scan.text_of("\"due\":")?;
    let kind = scan.text_of("\"event\":")??;
    let mut evidence = Vec::new();
    if scan.key("\"evidence\":") {
        scan.texts(&mut evidence)?;
        scan.next()?;
    }
    let note = scan.text_of("\"note\":")?;
    let on = scan.text_of("\"on\":")??;
    let owner = scan.text_of("\"owner\":")?;
    let percent = scan.whole_of("\"percent\":")?;
    let prev = match scan.key("\"prev\":null") {
        true => scan.next().map(|()| None)?,
        false => scan.text_of("\"prev\":")?,
    };
    let record = scan.text_of("\"record\":")?;
    let sha = scan.text_of("\"record_sha256\":")?;
    let at = scan.text_of("\"recorded_at\":")??;
    let seq = scan.whole_of("\"seq\":")??;
    let seq_ref = scan.whole_of("\"seq_ref\":")?;
    let task = scan.text_of("\"task\":")?;
    if !scan.closed {
        return None;
    }
    let deed = Deed {
        seq,
        kind: EventKind::from_bytes(kind.as_bytes())?,
        on: stamp::date(on.as_bytes())?,
        recorded: Stamp::parse(at)?,
        prev,
        by,
        task,
        due,
        owner,
        percent: percent.map(|percent| percent as f64),
        evidence: !evidence.is_empty(),
        seq_ref,
        record_sha256: sha,
    };
    deed.complete().ok()?;
    Some(Scanned { deed, recorded_at: at, percent, evidence, note, record })
}

/// What stands in a canonical line: what a replay needs, and the rest.
pub(super) struct Scanned<'a> {
    pub(super) deed: Deed<'a>,
    recorded_at: &'a str,
    percent: Option<u64>,
    evidence: Vec<&'a str>,
    note: Option<&'a str>,
    record: Option<&'a str>,
}

impl<'a> From<Scanned<'a>> for Event<'a> {
    fn from(line: Scanned<'a>) -> Self {
        let text = |text: Option<&'a str>| text.map(Cow::Borrowed);
        let deed = line.deed;
        let at = Cow::Borrowed(line.recorded_at);
        Self {
            prev: text(deed.prev),
            by: text(deed.by),
            task: text(deed.task),
            due: text(deed.due),
            owner: text(deed.owner),
            percent: line.percent.map(Value::from),
            evidence: line.evidence.into_iter().map(Cow::Borrowed).collect(),
            note: text(line.note),
            seq_ref: deed.seq_ref,
            record: text(line.record),
            record_sha256: text(deed.record_sha256),
            ..Self::bare(deed.seq, deed.kind, deed.on, at, deed.recorded)
        }
    }
}

struct Scan<'a> {
    rest: &'a str,
    /// Whether the end of the object was read.
    closed: bool,
}

impl<'a> Scan<'a> {
    /// Takes a key if it comes next. In its place, so that the key is known when it is compared.
    #[inline(always)]
    fn key(&mut self, key: &'static str) -> bool {
        let rest = self.rest.strip_prefix(key);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Goes on to the next key, or to the end of the line.
    #[inline(always)]
    fn next(&mut self) -> Option<()> {
        match self.rest.as_bytes() {
            [b',', ..] => self.rest = self.rest.get(1..)?,
            [b'}'] => {
                self.rest = "";
                self.closed = true;
            }
            _ => return None,
        }
        Some(())
    }

    /// The text of a key, if the key comes next.
    #[inline(always)]
    fn text_of(&mut self, key: &'static str) -> Option<Option<&'a str>> {
        if !self.key(key) {
            return Some(None);
        }
        let text = self.text()?;
        self.next()?;
        Some(Some(text))
    }

    /// The whole number of a key, if the key comes next.
    #[inline(always)]
    fn whole_of(&mut self, key: &'static str) -> Option<Option<u64>> {
        if !self.key(key) {
            return Some(None);
        }
        let whole = self.whole()?;
        self.next()?;
        Some(Some(whole))
    }

    /// A text. There are no escapes in the line, so the next quote ends it.
    #[inline(always)]
    fn text(&mut self) -> Option<&'a str> {
        let body = self.rest.strip_prefix('"')?;
        let (text, rest) = body.split_at_checked(memchr::memchr(b'"', body.as_bytes())?)?;
        self.rest = rest.get(1..)?;
        Some(text)
    }

    fn texts(&mut self, into: &mut Vec<&'a str>) -> Option<()> {
        self.rest = self.rest.strip_prefix('[')?;
        // An empty list is the same as none; written back it would be another line.
        loop {
            into.push(self.text()?);
            let rest = self.rest.get(1..)?;
            match self.rest.as_bytes().first() {
                Some(b',') => self.rest = rest,
                Some(b']') => {
                    self.rest = rest;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// A whole number below 10^15, written in the one way there is.
    fn whole(&mut self) -> Option<u64> {
        let end = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(end)?;
        if end == 0 || end > 15 || (end > 1 && digits.starts_with('0')) {
            return None;
        }
        self.rest = rest;
        digits.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::canonical::{canonical, strict};

    #[test]
    fn what_the_scanner_takes_is_what_the_general_reader_reads() {
        let line = r#"{"by":"body:bct","event":"accept","evidence":["a:1","b:2"],"note":"Nghị quyết","on":"2022-08-05","prev":null,"recorded_at":"2022-08-22T00:00:00+07:00","seq":1,"task":"t01"}"#;
        let event = Event::from(scan(line).unwrap());
        assert_eq!(event, Event::from_value(strict(line).unwrap()).unwrap());
        assert_eq!(canonical(&strict(line).unwrap()), line);
        assert_eq!(event.to_line(), line);
    }

    #[test]
    fn what_is_not_canonical_is_left_to_the_general_reader() {
        for line in [
            r#"{"seq":1,"event":"note"}"#,
            r#"{"event": "note","on":"2022-08-05","recorded_at":"2022-08-22T00:00:00Z","seq":1,"task":"t"}"#,
            r#"{"event":"note","note":"a\/b","on":"2022-08-05","recorded_at":"2022-08-22T00:00:00Z","seq":1,"task":"t"}"#,
            r#"{"event":"note","on":"2022-08-05","recorded_at":"2022-08-22T00:00:00Z","seq":01,"task":"t"}"#,
            r#"{"event":"note","on":"2022-08-05","recorded_at":"2022-08-22T00:00:00Z","seq":1,"task":"t"} "#,
            r#"{"event":"note","on":"2022-08-05","recorded_at":"2022-08-22T00:00:00Z","seq":1,"task":"t","x":1}"#,
        ] {
            assert!(scan(line).is_none(), "{line}");
        }
    }
}
