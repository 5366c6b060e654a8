//! Words in a tree of their letters, to find those that a few edits make of another word.

use super::suggest::MOST_EDITS;

/// Longer words are not looked for in a tree: each of their letters takes a bit.
pub(super) const MOST_LETTERS: usize = 62;

/// Words by their letters: what begins alike is looked at once.
#[derive(Debug, Clone, Default)]
pub(super) struct LetterTree {
    /// Every node before those of the words that go on from it.
    nodes: Vec<Node>,
    /// Letters of the longest word.
    depth: usize,
}

#[derive(Debug, Clone)]
struct Node {
    letter: char,
    /// How many letters stand before.
    depth: u32,
    /// The next node whose words begin otherwise.
    beyond: u32,
    /// The words that end here, by their places in the order.
    words: (u32, u32),
}

impl LetterTree {
    /// A tree of words that come in their order; there may be equal ones.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut tree = Self::default();
        // The nodes of the word before.
        let mut path: Vec<usize> = Vec::new();
        for (place, word) in (0..).zip(words) {
            let letter_of = |node: &usize| tree.nodes.get(*node).map(|node| node.letter);
            let pairs = path.iter().zip(word.chars());
            let common = pairs.take_while(|(node, other)| letter_of(node) == Some(*other)).count();
            tree.close(path.drain(common..));
            for letter in word.chars().skip(common) {
                let depth = path.len() as u32;
                path.push(tree.nodes.len());
                tree.nodes.push(Node { letter, depth, beyond: 0, words: (place, place) });
            }
            if let Some(last) = path.last().and_then(|last| tree.nodes.get_mut(*last)) {
                last.words.1 = place + 1;
            }
            tree.depth = tree.depth.max(path.len());
        }
        tree.close(path.drain(..));
        tree
    }

    fn close(&mut self, path: impl Iterator<Item = usize>) {
        let beyond = self.nodes.len() as u32;
        for node in path {
            if let Some(node) = self.nodes.get_mut(node) {
                node.beyond = beyond;
            }
        }
    }

    /// The places of the words that as few edits as possible, and at most so many, make of another of no
    /// more than [`MOST_LETTERS`]: insertions, deletions, replacements, and exchanges of neighbours that
    /// are not edited otherwise.
    ///
    /// For each number of edits there is a word of bits: bit `n` says that the first `n` letters of the
    /// other word can be made of the letters on the way to a node (Wu and Manber 1992, with exchanges as
    /// in Navarro 2001). Where no bit is left, all words that begin so are passed over.
    pub(super) fn within(&self, word: &[char], most: usize) -> Vec<usize> {
        if word.len() > MOST_LETTERS {
            return Vec::new();
        }
        let mut found: Vec<(u32, u32)> = Vec::new();
        let places = Places::of(word);
        let all = (1 << (word.len() + 1)) - 1;
        let whole = 1 << word.len();
        let mut most = most.min(MOST_EDITS);
        // The state behind so many letters, and the places of the letter that led there.
        let mut states = vec![State::default(); self.depth + 1];
        if let Some(first) = states.first_mut() {
            for (edits, reached) in first.reached.iter_mut().enumerate() {
                *reached = all & ((1 << (edits + 1)) - 1);
            }
        }
        let mut next = 0;
        while let Some(node) = self.nodes.get(next) {
            let depth = node.depth as usize;
            let here = places.of_letter(node.letter);
            let Some((before, after)) = states.split_at_mut_checked(depth + 1) else { break };
            let (Some(last), Some(state)) = (before.last(), after.first_mut()) else { break };
            let twice = depth.checked_sub(1).and_then(|twice| before.get(twice));
            state.letter = here;
            let crossed = twice.map_or(0, |_| last.letter & (here << 1));
            // What was reached with one edit less: before the letter, before the one before, and now.
            let (mut fewer, mut fewer_twice, mut fewer_now) = (0, 0, 0);
            let begun = twice.map_or([0; MOST_EDITS + 1], |twice| twice.reached);
            let cells = last.reached.iter().zip(begun).zip(&mut state.reached).take(most + 1);
            for ((reached, twice), now) in cells {
                *now = ((reached << 1) & here
                    | fewer
                    | (fewer << 1)
                    | (fewer_now << 1)
                    | ((fewer_twice << 2) & crossed))
                    & all;
                (fewer, fewer_twice, fewer_now) = (*reached, twice, *now);
            }
            if fewer_now == 0 {
                next = node.beyond as usize;
                continue;
            }
            next += 1;
            let (first, end) = node.words;
            if first < end
                && fewer_now & whole != 0
                && let Some(edits) = state.reached.iter().position(|now| now & whole != 0)
            {
                if edits < most {
                    found.clear();
                    most = edits;
                }
                found.push((first, end));
            }
        }
        found.into_iter().flat_map(|(first, end)| first as usize..end as usize).collect()
    }
}

/// How far a word is reached, for each number of edits.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    reached: [u64; MOST_EDITS + 1],
    letter: u64,
}

/// Where the letters of a word stand: bit `n` for the `n`-th.
struct Places {
    ascii: [u64; 128],
    others: Vec<(char, u64)>,
}

impl Places {
    fn of(word: &[char]) -> Self {
        let mut places = Self { ascii: [0; 128], others: Vec::new() };
        for (place, letter) in (1..).zip(word) {
            let bit = 1_u64 << place;
            if let Some(bits) = places.ascii.get_mut(*letter as usize) {
                *bits |= bit;
            } else if let Some((_, bits)) = places.others.iter_mut().find(|(l, _)| l == letter) {
                *bits |= bit;
            } else {
                places.others.push((*letter, bit));
            }
        }
        places
    }

    fn of_letter(&self, letter: char) -> u64 {
        let other =
            || self.others.iter().find(|(other, _)| *other == letter).map(|(_, bits)| *bits);
        self.ascii.get(letter as usize).copied().or_else(other).unwrap_or(0)
    }
}
