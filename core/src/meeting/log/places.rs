//! Where tasks stand in the base, by their ids.

use super::base::LogBase;
use std::collections::HashMap;

type Hasher = foldhash::fast::FixedState;

/// Places of tasks by id. Ids are mostly short, and a short one is its own key: to look it up
/// touches the table alone and not the text of the id, which lies elsewhere in memory.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    short: HashMap<u128, u32, Hasher>,
    long: HashMap<&'a str, u32, Hasher>,
}

/// An id, ready to be looked up.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key<'t> {
    /// Up to fifteen bytes.
    Short(u128),
    /// More.
    Long(&'t str),
}

impl<'t> Key<'t> {
    #[inline]
    pub(super) fn of(id: &'t str) -> Self {
        short(id).map_or(Self::Long(id), Self::Short)
    }
}

/// Up to fifteen bytes, with their number in the last one: no two ids have the same.
#[inline]
fn short(id: &str) -> Option<u128> {
    let mut bytes = [0_u8; 16];
    let (room, count) = bytes.split_at_mut(15);
    room.get_mut(..id.len())?.copy_from_slice(id.as_bytes());
    *count.first_mut()? = u8::try_from(id.len()).ok()?;
    Some(u128::from_le_bytes(bytes))
}

impl<'a> Places<'a> {
    /// Of a task that stands there twice, the first place.
    pub(super) fn of(base: &'a LogBase) -> Self {
        let mut places = Self::default();
        for (place, task) in (0_u32..).zip(&base.tasks) {
            match Key::of(&task.id) {
                Key::Short(key) => places.short.entry(key).or_insert(place),
                Key::Long(id) => places.long.entry(id).or_insert(place),
            };
        }
        places
    }

    #[inline]
    pub(super) fn get(&self, id: &str) -> Option<u32> {
        self.find(Key::of(id))
    }

    #[inline]
    pub(super) fn find(&self, key: Key<'_>) -> Option<u32> {
        match key {
            Key::Short(key) => self.short.get(&key).copied(),
            Key::Long(id) => self.long.get(id).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::base::TaskBase;
    use super::*;

    #[test]
    fn ids_of_any_length_are_told_apart() {
        let ids =
            ["", "t", "t\0", "fifteen-bytes-x", "sixteen-bytes-xy", "a-task-with-a-long-id", "t"];
        let day = chrono::NaiveDate::default();
        let tasks = ids.iter().map(|id| TaskBase::new(*id, day)).collect();
        let base = LogBase { tasks, ..LogBase::default() };
        let places = Places::of(&base);
        for (place, id) in (0..).zip(&ids[..6]) {
            assert_eq!(places.get(id), Some(place), "{id:?}");
        }
        for id in ["tt", "fifteen-bytes-y", "sixteen-bytes-xz", "t\0\0"] {
            assert_eq!(places.get(id), None, "{id:?}");
        }
    }
}
