//! Text of any encoding as UTF-8, while it is read.

use super::Encoding;
use super::guess::{Guess, guess, multibyte};
use super::legacy::{Legacy, Table};
use crate::text::nfc;
use encoding_rs::{CoderResult, Decoder};
use std::io::{Read, Result};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// So much is looked at from the first letter beyond ASCII on.
const SAMPLE: usize = 64 * 1024;
/// So much is looked at for UTF-16 without a mark.
const BEGINNING: usize = 512;

/// What became known about a text while it was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    guess: Arc<OnceLock<Guess>>,
    malformed: Arc<AtomicBool>,
}

impl Seen {
    /// The encoding, once a letter beyond ASCII was read.
    pub(super) fn guess(&self) -> Option<Guess> {
        self.guess.get().copied()
    }

    /// Whether bytes were met that the encoding does not have.
    pub(super) fn malformed(&self) -> bool {
        self.malformed.load(Ordering::Relaxed)
    }
}

enum Mode {
    /// Nothing was read yet.
    Start,
    /// Only ASCII so far, which is the same in every encoding.
    Undecided,
    /// UTF-8, which passes through.
    Plain,
    Codec {
        decoder: Box<Decoder>,
        compose: bool,
    },
    Legacy(Legacy),
    /// TCVN3 or VNI, shown as letters of windows-1252 in UTF-8.
    Shown(Legacy),
}

/// Delivers a text as UTF-8. UTF-8 itself passes through untouched, wrong bytes included.
pub(super) struct Decoded<R> {
    input: R,
    wanted: Option<Encoding>,
    seen: Seen,
    mode: Mode,
    /// A byte order mark says UTF-8.
    marked: bool,
    /// Read and not yet used.
    pending: Vec<u8>,
    /// Decoded and not yet composed.
    text: String,
    ready: Vec<u8>,
    given: usize,
    finished: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(input: R, wanted: Option<Encoding>) -> Self {
        Self {
            input,
            wanted,
            seen: Seen::default(),
            mode: Mode::Start,
            marked: false,
            pending: Vec::new(),
            text: String::new(),
            ready: Vec::new(),
            given: 0,
            finished: false,
        }
    }

    pub(super) fn seen(&self) -> Seen {
        self.seen.clone()
    }

    /// Reads on until so many bytes are pending, or the input ends.
    fn look_ahead(&mut self, most: usize) -> Result<()> {
        let missing = most.saturating_sub(self.pending.len()) as u64;
        self.input.by_ref().take(missing).read_to_end(&mut self.pending)?;
        Ok(())
    }

    fn start(&mut self) -> Result<()> {
        self.look_ahead(BEGINNING)?;
        let (mark, encoding) = match self.pending.as_slice() {
            [0xef, 0xbb, 0xbf, ..] => (3, Some(Encoding::Utf8)),
            [0xff, 0xfe, ..] => (2, Some(Encoding::Utf16Le)),
            [0xfe, 0xff, ..] => (2, Some(Encoding::Utf16Be)),
            bytes => (0, wide(bytes)),
        };
        // What somebody says comes before what a mark says, unless a mark cannot be anything else.
        let legacy = matches!(self.wanted, Some(Encoding::Tcvn3 | Encoding::Vni));
        self.mode = match (self.wanted, encoding) {
            (None | Some(Encoding::Utf16Le | Encoding::Utf16Be), Some(found))
                if found != Encoding::Utf8 =>
            {
                self.decide(found)
            }
            (Some(wanted), _) if !legacy => self.decide(wanted),
            _ => Mode::Undecided,
        };
        self.marked = encoding == Some(Encoding::Utf8);
        self.pending.drain(..mark);
        Ok(())
    }

    fn decide(&mut self, encoding: Encoding) -> Mode {
        self.settle(Guess { encoding, ..Guess::plain() })
    }

    fn settle(&mut self, guess: Guess) -> Mode {
        let _ = self.seen.guess.set(guess);
        let codec = |of: &'static encoding_rs::Encoding, compose| Mode::Codec {
            decoder: Box::new(of.new_decoder_without_bom_handling()),
            compose,
        };
        match guess.encoding {
            Encoding::Utf8 => Mode::Plain,
            Encoding::Utf16Le => codec(encoding_rs::UTF_16LE, false),
            Encoding::Utf16Be => codec(encoding_rs::UTF_16BE, false),
            Encoding::Windows1258 => codec(encoding_rs::WINDOWS_1258, true),
            Encoding::Windows1252 => codec(encoding_rs::WINDOWS_1252, false),
            Encoding::Tcvn3 => self.legacy(Table::Tcvn3),
            Encoding::Vni => self.legacy(Table::Vni),
        }
    }

    fn legacy(&self, table: Table) -> Mode {
        let (valid, invalid) = multibyte(&self.pending);
        let legacy = Legacy::new(table);
        if self.marked || (valid > 0 && invalid == 0) {
            Mode::Shown(legacy)
        } else {
            Mode::Legacy(legacy)
        }
    }

    /// The first letter beyond ASCII is pending: from here on the encoding matters.
    fn choose(&mut self) -> Result<()> {
        self.look_ahead(SAMPLE)?;
        self.mode = match self.wanted {
            Some(wanted) => self.decide(wanted),
            None => {
                let mut guess = guess(&self.pending);
                if self.marked {
                    guess.encoding = Encoding::Utf8;
                }
                self.settle(guess)
            }
        };
        Ok(())
    }

    /// Takes bytes that pass through as they are.
    fn pass(&mut self, out: &mut [u8]) -> Result<usize> {
        if self.pending.is_empty() {
            return self.input.read(out);
        }
        let count = self.pending.len().min(out.len());
        for (cell, byte) in out.iter_mut().zip(self.pending.drain(..count)) {
            *cell = byte;
        }
        // What is pending may be a single letter; alone it would be read on letter by letter.
        match self.input.read(out.get_mut(count..).unwrap_or_default()) {
            Ok(more) => Ok(count + more),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Ok(count),
            Err(error) => Err(error),
        }
    }

    /// Takes bytes as long as they are ASCII; none when that has ended. A letter is held back until
    /// it is known what follows: it may be the base of a mark.
    fn pass_plain(&mut self, out: &mut [u8]) -> Result<Option<usize>> {
        let count = self.pass(out)?;
        let bytes = out.get(..count).unwrap_or_default();
        let mut plain = encoding_rs::Encoding::ascii_valid_up_to(bytes);
        let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        if plain > 0 && is_letter(plain - 1) {
            plain -= 1;
        }
        if plain == count {
            return Ok(Some(count));
        }
        let held = bytes.get(plain..).unwrap_or_default();
        self.pending.splice(..0, held.iter().copied());
        if plain > 0 {
            return Ok(Some(plain));
        }
        self.look_ahead(2)?;
        match (self.pending.as_slice(), out.first_mut()) {
            ([letter], Some(cell)) if letter.is_ascii() => {
                *cell = *letter;
                self.pending.clear();
                Ok(Some(1))
            }
            ([letter, next, ..], Some(cell)) if letter.is_ascii() && next.is_ascii() => {
                *cell = *letter;
                self.pending.remove(0);
                Ok(Some(1))
            }
            _ => {
                self.choose()?;
                Ok(None)
            }
        }
    }

    /// Decodes one more piece.
    fn convert(&mut self) -> Result<()> {
        if self.pending.is_empty() {
            self.look_ahead(SAMPLE)?;
            self.finished = self.pending.is_empty();
        }
        let bytes = std::mem::take(&mut self.pending);
        let mut compose = true;
        match &mut self.mode {
            Mode::Codec { decoder, compose: wanted } => {
                compose = *wanted;
                let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0);
                self.text.reserve(room);
                let (result, _, wrong) =
                    decoder.decode_to_string(&bytes, &mut self.text, self.finished);
                debug_assert_eq!(result, CoderResult::InputEmpty);
                if wrong {
                    self.seen.malformed.store(true, Ordering::Relaxed);
                }
            }
            Mode::Legacy(legacy) => legacy.bytes(&bytes, &mut self.text),
            Mode::Shown(legacy) => {
                let right = right_until(&bytes);
                let (now, later) = bytes.split_at(right);
                legacy.shown(&String::from_utf8_lossy(now), &mut self.text);
                if self.finished {
                    legacy.shown(&String::from_utf8_lossy(later), &mut self.text);
                } else {
                    self.pending = later.to_vec();
                    let most = later.len() + SAMPLE;
                    self.look_ahead(most)?;
                    if self.pending.len() == later.len() {
                        self.finished = true;
                        let rest = std::mem::take(&mut self.pending);
                        if let Mode::Shown(legacy) = &mut self.mode {
                            legacy.shown(&String::from_utf8_lossy(&rest), &mut self.text);
                        }
                    }
                }
            }
            Mode::Start | Mode::Undecided | Mode::Plain => {}
        }
        self.ready.clear();
        self.given = 0;
        if !compose {
            self.ready.extend_from_slice(self.text.as_bytes());
            self.text.clear();
            return Ok(());
        }
        // No mark goes back past a sign of ASCII that is no letter.
        let cut = if self.finished {
            self.text.len()
        } else {
            let plain = |letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic();
            self.text.rfind(plain).map_or(0, |at| at + 1)
        };
        let rest = self.text.split_off(cut);
        self.ready.extend_from_slice(nfc(&self.text).as_bytes());
        self.text = rest;
        Ok(())
    }
}

/// Where the last whole letter of UTF-8 ends.
fn right_until(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Ok(_) => bytes.len(),
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        Err(_) => {
            // Something is wrong in the middle; only the very end may be unfinished.
            let back = bytes.iter().rev().take(3).take_while(|byte| **byte & 0xc0 == 0x80).count();
            bytes.len().saturating_sub(back + 1)
        }
    }
}

/// UTF-16 without a mark: every second byte of plain text is zero.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = bytes.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    if pairs >= 4 && odd * 10 > pairs * 4 && even * 20 <= pairs {
        return Some(Encoding::Utf16Le);
    }
    (pairs >= 4 && even * 10 > pairs * 4 && odd * 20 <= pairs).then_some(Encoding::Utf16Be)
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            if let Some(ready) = self.ready.get(self.given..).filter(|ready| !ready.is_empty()) {
                let count = ready.len().min(out.len());
                for (cell, byte) in out.iter_mut().zip(ready) {
                    *cell = *byte;
                }
                self.given += count;
                return Ok(count);
            }
            match self.mode {
                Mode::Start => self.start()?,
                Mode::Plain => return self.pass(out),
                Mode::Undecided => {
                    if let Some(count) = self.pass_plain(out)? {
                        return Ok(count);
                    }
                }
                _ if self.finished => return Ok(0),
                _ => self.convert()?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Delivers a few bytes at a time, so that every boundary is tried.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            let count = self.0.len().min(self.1).min(buffer.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    fn decoded(bytes: &[u8], wanted: Option<Encoding>) -> (String, Option<Guess>) {
        let mut whole = Decoded::new(bytes, wanted);
        let mut text = String::new();
        whole.read_to_string(&mut text).unwrap();
        for step in [1, 2, 3, 7] {
            let mut piecewise = Decoded::new(Drip(bytes, step), wanted);
            let mut same = Vec::new();
            let mut small = [0; 5];
            loop {
                let count = piecewise.read(&mut small).unwrap();
                if count == 0 {
                    break;
                }
                same.extend_from_slice(&small[..count]);
            }
            assert_eq!(String::from_utf8(same).unwrap(), text, "{step}");
        }
        (text, whole.seen().guess())
    }

    fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        let units = format!("{mark}{text}");
        let bytes = units
            .encode_utf16()
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
        bytes.collect()
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let text = "unit,share\r\nNghệ An,68.5\r\n";
        for little in [true, false] {
            for mark in [true, false] {
                let (found, guess) = decoded(&utf16(text, little, mark), None);
                assert_eq!(found, text);
                let expected = if little { Encoding::Utf16Le } else { Encoding::Utf16Be };
                assert_eq!(guess.unwrap().encoding, expected);
            }
        }
    }

    #[test]
    fn utf8_passes_through() {
        assert_eq!(decoded("\u{feff}a,đ\n".as_bytes(), None).0, "a,đ\n");
        assert_eq!(decoded(b"plain\n", None), ("plain\n".to_owned(), None));
        let mut bytes = Vec::new();
        Decoded::new(&b"Ngh\xe1\xbb\x87 \xff"[..], None).read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, b"Ngh\xe1\xbb\x87 \xff");
    }

    #[test]
    fn windows_1258_is_composed() {
        let bytes = b"unit,x\nTh\xfd\xcca Thi\xean Hu\xea\xec,1\nNgh\xea\xf2 An,2\n";
        let (text, guess) = decoded(bytes, None);
        assert_eq!(text, "unit,x\nThừa Thiên Huế,1\nNghệ An,2\n");
        assert_eq!(guess.unwrap().encoding, Encoding::Windows1258);
    }

    #[test]
    fn old_encodings_are_read_when_somebody_says_so() {
        let text = "unit,x\nNghệ An,1\n";
        assert_eq!(decoded(b"unit,x\nNgh\xd6 An,1\n", Some(Encoding::Tcvn3)).0, text);
        assert_eq!(decoded(b"unit,x\nNghe\xe4 An,1\n", Some(Encoding::Vni)).0, text);
        assert_eq!(decoded("unit,x\nNghÖ An,1\n".as_bytes(), Some(Encoding::Tcvn3)).0, text);
        assert_eq!(decoded("unit,x\nNgheä An,1\n".as_bytes(), Some(Encoding::Vni)).0, text);
        assert_eq!(decoded("\u{feff}NgheäAn".as_bytes(), Some(Encoding::Vni)).0, "NghệAn");
    }

    #[test]
    fn long_texts_are_the_same_in_every_encoding() {
        let line = "Trường Chính trị tỉnh Nghệ An,được xây dựng,ở mức độ 1\n";
        let text = line.repeat(3_000);
        let (found, _) = decoded(&utf16(&text, true, true), None);
        assert_eq!(found, text);
    }

    #[test]
    fn half_a_unit_of_utf16_is_reported() {
        let mut bytes = utf16("unit,x\na,1\n", true, true);
        bytes.pop();
        let mut reader = Decoded::new(&bytes[..], None);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert!(reader.seen().malformed());
    }
}
