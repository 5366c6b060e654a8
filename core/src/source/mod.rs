//! The text of a file of frameworks or records as a tree in which every value knows its place.
//!
//! TOML, JSON and YAML become the same tree, so that everything after it, the lint rules included,
//! is written once.

mod json;
mod read;
mod toml;
#[cfg(feature = "yaml")]
mod yaml;

pub(crate) use read::{Faults, typed};

use crate::finding::Place;
use indexmap::IndexMap;
use serde_json::Value;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// The formats in which a framework may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileFormat {
    /// TOML.
    Toml,
    /// JSON.
    Json,
    /// YAML (feature `yaml`).
    Yaml,
}

impl FileFormat {
    /// The format that the name of a file tells.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

impl fmt::Display for FileFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Toml => "TOML",
            Self::Json => "JSON",
            Self::Yaml => "YAML",
        })
    }
}

/// A line and a position in it, both from 1, the position in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Spot {
    pub(crate) line: u64,
    pub(crate) position: u64,
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) spot: Spot,
    pub(crate) node: TreeNode,
}

#[derive(Debug, Clone)]
pub(crate) enum TreeNode {
    /// Anything without parts.
    Leaf(Value),
    /// A list.
    List(Vec<Tree>),
    /// A table; with each value the place of its key.
    Table(IndexMap<String, (Spot, Tree)>),
}

/// Why a text is not of its format.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) spot: Option<Spot>,
    pub(crate) detail: String,
}

/// Reads a text.
pub(crate) fn parse(text: &str, format: FileFormat) -> Result<Tree, SyntaxError> {
    match format {
        FileFormat::Toml => toml::parse(text),
        FileFormat::Json => json::parse(text),
        #[cfg(feature = "yaml")]
        FileFormat::Yaml => yaml::parse(text),
        #[cfg(not(feature = "yaml"))]
        FileFormat::Yaml => Err(SyntaxError {
            spot: None,
            detail: "this build of Chuan reads no YAML (feature `yaml`)".to_owned(),
        }),
    }
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// Steps from the root, such as `indicator[2].range.max`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Path(pub(crate) Vec<Step>);

impl Path {
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.0.push(Step::Key(key.to_owned()));
        self
    }

    pub(crate) fn index(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if n == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

impl Tree {
    /// A value without places.
    #[cfg(feature = "csv")]
    pub(crate) fn of_value(value: &Value) -> Self {
        let node = match value {
            Value::Array(items) => TreeNode::List(items.iter().map(Self::of_value).collect()),
            Value::Object(map) => TreeNode::Table(
                map.iter()
                    .map(|(key, value)| (key.clone(), (Spot::default(), Self::of_value(value))))
                    .collect(),
            ),
            leaf => TreeNode::Leaf(leaf.clone()),
        };
        Self { spot: Spot::default(), node }
    }

    /// The value, without places.
    pub(crate) fn to_value(&self) -> Value {
        match &self.node {
            TreeNode::Leaf(value) => value.clone(),
            TreeNode::List(items) => Value::Array(items.iter().map(Self::to_value).collect()),
            TreeNode::Table(map) => Value::Object(
                map.iter().map(|(key, (_, value))| (key.clone(), value.to_value())).collect(),
            ),
        }
    }

    /// The place of what a path leads to; of its nearest ancestor where the path leads nowhere.
    pub(crate) fn spot_of(&self, path: &Path) -> Spot {
        let mut at = self;
        let mut spot = self.spot;
        for step in &path.0 {
            match (&at.node, step) {
                (TreeNode::Table(map), Step::Key(key)) => match map.get(key) {
                    Some((_, value)) => {
                        spot = value.spot;
                        at = value;
                    }
                    None => return spot,
                },
                (TreeNode::List(items), Step::Index(index)) => match items.get(*index) {
                    Some(value) => {
                        spot = value.spot;
                        at = value;
                    }
                    None => return spot,
                },
                _ => return spot,
            }
        }
        spot
    }

    /// The place of a key in the table that a path leads to.
    pub(crate) fn spot_of_key(&self, path: &Path, key: &str) -> Option<Spot> {
        match &self.find(path)?.node {
            TreeNode::Table(map) => map.get(key).map(|(spot, _)| *spot),
            _ => None,
        }
    }

    /// What a path leads to.
    pub(crate) fn find(&self, path: &Path) -> Option<&Self> {
        path.0.iter().try_fold(self, |at, step| match (&at.node, step) {
            (TreeNode::Table(map), Step::Key(key)) => map.get(key).map(|(_, value)| value),
            (TreeNode::List(items), Step::Index(index)) => items.get(*index),
            _ => None,
        })
    }

    /// Takes out what a path leads to, so that the rest can still be read.
    pub(crate) fn remove(&mut self, path: &Path) -> bool {
        let Some((last, before)) = path.0.split_last() else { return false };
        let mut at = self;
        for step in before {
            let next = match (&mut at.node, step) {
                (TreeNode::Table(map), Step::Key(key)) => map.get_mut(key).map(|(_, v)| v),
                (TreeNode::List(items), Step::Index(index)) => items.get_mut(*index),
                _ => None,
            };
            match next {
                Some(value) => at = value,
                None => return false,
            }
        }
        match (&mut at.node, last) {
            (TreeNode::Table(map), Step::Key(key)) => map.shift_remove(key).is_some(),
            _ => false,
        }
    }
}

/// Where the values of a framework stand: what lint rules ask for places.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    file: Option<Arc<str>>,
    source: Source,
    /// Places of parts that come from the rows of tables.
    rows: Vec<(Path, Place)>,
}

/// Where places are known from.
#[derive(Debug, Clone)]
enum Source {
    Nowhere,
    Tree(Arc<Tree>),
    /// A text of the format, read into a tree once somebody asks for a place: of most files nobody
    /// does.
    Text(Arc<(String, FileFormat, OnceLock<Option<Tree>>)>),
}

impl Places {
    pub(crate) fn new(file: Option<Arc<str>>, tree: Option<Arc<Tree>>) -> Self {
        let source = tree.map_or(Source::Nowhere, Source::Tree);
        Self { file, source, rows: Vec::new() }
    }

    /// The places in a text that was read by other means.
    pub(crate) fn of_text(file: Option<Arc<str>>, text: &str, format: FileFormat) -> Self {
        let text = Arc::new((text.to_owned(), format, OnceLock::new()));
        Self { file, source: Source::Text(text), rows: Vec::new() }
    }

    fn tree(&self) -> Option<&Tree> {
        match &self.source {
            Source::Nowhere => None,
            Source::Tree(tree) => Some(tree),
            Source::Text(text) => {
                let (text, format, tree) = &**text;
                tree.get_or_init(|| parse(text, *format).ok()).as_ref()
            }
        }
    }

    /// The places of parts that come from the rows of tables.
    #[cfg(feature = "csv")]
    pub(crate) fn of_rows(rows: Vec<(Path, Place)>) -> Self {
        Self { file: None, source: Source::Nowhere, rows }
    }

    /// The place of the row and column from which a value comes: of the longest path that leads
    /// to it.
    fn row_of(&self, path: &Path) -> Option<Place> {
        let above = self.rows.iter().filter(|(row, _)| path.0.starts_with(&row.0));
        above.max_by_key(|(row, _)| row.0.len()).map(|(_, place)| place.clone())
    }

    /// The place of a value.
    pub(crate) fn of(&self, path: &Path) -> Place {
        self.place(path, self.tree().map(|tree| tree.spot_of(path)))
    }

    /// The place of a key.
    pub(crate) fn of_key(&self, path: &Path, key: &str) -> Place {
        let spot = self
            .tree()
            .map(|tree| tree.spot_of_key(path, key).unwrap_or_else(|| tree.spot_of(path)));
        self.place(&path.clone().key(key), spot)
    }

    fn place(&self, path: &Path, spot: Option<Spot>) -> Place {
        let text = path.to_string();
        if let Some(place) = self.row_of(path) {
            return Place { path: (!text.is_empty()).then(|| text.into()), ..place };
        }
        Place {
            file: self.file.clone(),
            line: spot.map(|spot| spot.line),
            position: spot.map(|spot| spot.position),
            path: (!text.is_empty()).then(|| text.into()),
            ..Place::default()
        }
    }
}

/// Turns offsets in bytes into lines and positions.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before every [`STRIDE`]th byte, so that a value far out on a long
    /// line is not counted from its start.
    counts: Vec<usize>,
}

const STRIDE: usize = 256;

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(n, _)| n + 1))
            .collect();
        let counts = std::iter::once(0)
            .chain(text.as_bytes().chunks(STRIDE).scan(0, |count, chunk| {
                *count += beginnings(chunk);
                Some(*count)
            }))
            .collect();
        Self { text, starts, counts }
    }

    pub(crate) fn spot(&self, offset: usize) -> Spot {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.characters(offset).saturating_sub(self.characters(start));
        Spot { line: line as u64, position: before as u64 + 1 }
    }

    /// How many characters begin before an offset.
    fn characters(&self, offset: usize) -> usize {
        let (stride, offset) = (offset / STRIDE, offset.min(self.text.len()));
        let rest = self.text.as_bytes().get(stride * STRIDE..offset).unwrap_or_default();
        self.counts.get(stride).copied().unwrap_or_default() + beginnings(rest)
    }
}

/// How many bytes begin a character.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count()
}
