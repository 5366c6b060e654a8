//! Bytes that were read, in memory that is used again.

use super::index::PADDING;
use std::io::{Read, Result};
use std::ops::Deref;

/// A text, and room behind it that need not be cleared before it is read into.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    len: usize,
}

impl Deref for Buffer {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

impl Buffer {
    /// Reads once, up to `wanted` bytes in all.
    pub(super) fn read(&mut self, input: &mut impl Read, wanted: usize) -> Result<usize> {
        self.make_room(wanted);
        let count = input.read(self.bytes.get_mut(self.len..wanted).unwrap_or_default())?;
        self.len = (self.len + count).min(wanted);
        Ok(count)
    }

    fn make_room(&mut self, len: usize) {
        if self.bytes.len() < len + PADDING {
            self.bytes.resize(len + PADDING, 0);
        }
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    pub(super) fn push(&mut self, byte: u8) {
        self.make_room(self.len + 1);
        if let Some(cell) = self.bytes.get_mut(self.len) {
            *cell = byte;
            self.len += 1;
        }
    }

    /// Replaces the text.
    pub(super) fn set(&mut self, text: &[u8]) {
        self.make_room(text.len());
        if let Some(cells) = self.bytes.get_mut(..text.len()) {
            cells.copy_from_slice(text);
            self.len = text.len();
        }
    }

    /// Drops the first bytes.
    pub(super) fn advance(&mut self, count: usize) {
        let count = count.min(self.len);
        self.bytes.copy_within(count..self.len, 0);
        self.len -= count;
    }

    /// Makes sure that [`PADDING`] zeros follow the text.
    pub(super) fn pad(&mut self) {
        self.make_room(self.len);
        if let Some(cells) = self.bytes.get_mut(self.len..self.len + PADDING) {
            cells.fill(0);
        }
    }

    /// The text and what is behind it: [`PADDING`] bytes, once it was [padded](Self::pad).
    pub(super) fn padded(&self) -> &[u8] {
        self.bytes.get(..self.len + PADDING).unwrap_or(&self.bytes)
    }
}
