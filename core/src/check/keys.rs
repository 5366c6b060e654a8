//! Which key was given where.

use crate::framework::ItemId;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What makes two records speak of the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) unit: u32,
    pub(super) item: ItemId,
    pub(super) period: u32,
    /// Number of the layer, and for a tally that of the status, so that all parts differ.
    pub(super) part: u32,
}

/// The first place of every key: file and record.
#[derive(Debug, Default)]
pub(super) struct Keys {
    first: HashMap<Key, (u32, u32), FixedState>,
}

impl Keys {
    /// Notes a key; the file and record where it was met first, when it is not new.
    pub(super) fn note(&mut self, key: Key, file: usize, record: u64) -> Option<(usize, u64)> {
        match self.first.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert((
                    u32::try_from(file).unwrap_or(u32::MAX),
                    u32::try_from(record).unwrap_or(u32::MAX),
                ));
                None
            }
            Entry::Occupied(entry) => {
                let (file, record) = *entry.get();
                Some((file as usize, u64::from(record)))
            }
        }
    }
}
