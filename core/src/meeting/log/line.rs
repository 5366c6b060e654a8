//! Reading lines in canonical form, which almost all are, without building anything.
//!
//! The scanner knows one narrow grammar: the keys of an event in rising order, no spaces, texts
//! without escapes. Of such a line the bytes themselves are the canonical form. Whatever deviates
//! is left to the general reader, which decides what it is.

use super::event::Event;
use super::stamp::{self, Stamp};
use super::state::EventKind;
use serde_json::Value;
use std::borrow::Cow;

/// The event of a canonical line; `None` where the general reader has to look.
pub(super) fn scan(line: &str) -> Option<Event<'_>> {
    let mut scan = Scan { rest: line.strip_prefix('{')? };
    let mut last: &str = "";
    let (mut seq, mut kind, mut on, mut at) = (None, None, None, None);
    let (mut prev, mut by, mut task, mut due) = (None, None, None, None);
    let (mut owner, mut percent, mut note, mut seq_ref) = (None, None, None, None);
    let (mut record, mut sha) = (None, None);
    let mut evidence = Vec::new();
    loop {
        let key = scan.text()?;
        if key <= last {
            return None;
        }
        last = key;
        scan.byte(b':')?;
        match key {
            "by" => by = Some(scan.text()?),
            "due" => due = Some(scan.text()?),
            "event" => kind = Some(EventKind::from_bytes(scan.text()?.as_bytes())?),
            "evidence" => scan.texts(&mut evidence)?,
            "note" => note = Some(scan.text()?),
            "on" => on = Some(stamp::date(scan.text()?.as_bytes())?),
            "owner" => owner = Some(scan.text()?),
            "percent" => percent = Some(Value::from(scan.whole()?)),
            "prev" => prev = scan.text_or_null()?,
            "record" => record = Some(scan.text()?),
            "record_sha256" => sha = Some(scan.text()?),
            "recorded_at" => at = Some(scan.text()?),
            "seq" => seq = Some(scan.whole()?),
            "seq_ref" => seq_ref = Some(scan.whole()?),
            "task" => task = Some(scan.text()?),
            _ => return None,
        }
        match scan.rest.as_bytes() {
            [b',', ..] => scan.byte(b',')?,
            [b'}'] => break,
            _ => return None,
        }
    }
    let at = at?;
    let stamp = Stamp::parse(at)?;
    let mut event = Event::bare(seq?, kind?, on?, Cow::Borrowed(at), stamp);
    event.prev = prev.map(Cow::Borrowed);
    event.by = by.map(Cow::Borrowed);
    event.task = task.map(Cow::Borrowed);
    event.due = due.map(Cow::Borrowed);
    event.owner = owner.map(Cow::Borrowed);
    event.percent = percent;
    event.evidence = evidence;
    event.note = note.map(Cow::Borrowed);
    event.seq_ref = seq_ref;
    event.record = record.map(Cow::Borrowed);
    event.record_sha256 = sha.map(Cow::Borrowed);
    event.complete().ok()?;
    Some(event)
}

struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    fn byte(&mut self, byte: u8) -> Option<()> {
        (self.rest.as_bytes().first() == Some(&byte)).then_some(())?;
        self.rest = self.rest.get(1..)?;
        Some(())
    }

    /// A text without escapes and control characters.
    fn text(&mut self) -> Option<&'a str> {
        let body = self.rest.strip_prefix('"')?;
        let end = body.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20))?;
        let text = body.get(..end)?;
        // A backslash or a control character is not for this reader.
        self.rest = body.get(end..)?.strip_prefix('"')?;
        Some(text)
    }

    fn text_or_null(&mut self) -> Option<Option<&'a str>> {
        if let Some(rest) = self.rest.strip_prefix("null") {
            self.rest = rest;
            return Some(None);
        }
        self.text().map(Some)
    }

    fn texts(&mut self, into: &mut Vec<Cow<'a, str>>) -> Option<()> {
        self.byte(b'[')?;
        // An empty list is the same as none; written back it would be another line.
        loop {
            into.push(Cow::Borrowed(self.text()?));
            match self.rest.as_bytes().first() {
                Some(b',') => self.byte(b',')?,
                Some(b']') => return self.byte(b']'),
                _ => return None,
            }
        }
    }

    /// A whole number below 10^15, written in the one way there is.
    fn whole(&mut self) -> Option<u64> {
        let end = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let digits = self.rest.get(..end)?;
        if end == 0 || end > 15 || (end > 1 && digits.starts_with('0')) {
            return None;
        }
        self.rest = self.rest.get(end..)?;
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
        let event = scan(line).unwrap();
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
