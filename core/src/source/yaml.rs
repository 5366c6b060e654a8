//! YAML to a tree with places.

use super::{Spot, SyntaxError, Tree, TreeNode};
use indexmap::IndexMap;
use saphyr::Scalar;
use saphyr_parser::{Event, Marker, Parser, ScanError};
use serde_json::{Number, Value};

/// How deep values may nest. What copies and drops a tree calls itself for every level, and a
/// hostile file must not use up the stack; the readers of TOML and JSON have limits of their own.
const DEEPEST: usize = 100;

/// A list or a table that is still open.
enum Open {
    List(Spot, Vec<Tree>),
    /// With the key that waits for its value.
    Table(Spot, IndexMap<String, (Spot, Tree)>, Option<(Spot, String)>),
}

/// Builds the tree from events, without calling itself: depth is bounded before it is there.
pub(super) fn parse(text: &str) -> Result<Tree, SyntaxError> {
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| scan_error(&error))?;
        let at = spot(&span.start);
        let done = match event {
            Event::DocumentStart(_) if root.is_some() => {
                return Err(fault(at, "one YAML document is expected"));
            }
            Event::SequenceStart(_, tag) | Event::MappingStart(_, tag) if tag.is_some() => {
                return Err(fault(at, "tags are not supported"));
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if open.len() >= DEEPEST {
                    return Err(fault(at, "values are nested too deep"));
                }
                if matches!(open.last(), Some(Open::Table(_, _, None))) {
                    return Err(fault(at, "a key must be text"));
                }
                open.push(match event {
                    Event::SequenceStart(..) => Open::List(at, Vec::new()),
                    _ => Open::Table(at, IndexMap::new(), None),
                });
                continue;
            }
            Event::Alias(_) => return Err(fault(at, "aliases are not supported")),
            Event::Scalar(text, style, _, tag) => {
                let scalar = Scalar::parse_from_cow_and_metadata(text, style, tag.as_ref())
                    .ok_or_else(|| fault(at, "the value cannot be read"))?;
                if let Some(Open::Table(_, map, key @ None)) = open.last_mut() {
                    *key = Some((at, key_of(&scalar, at, map)?));
                    continue;
                }
                Tree { spot: at, node: TreeNode::Leaf(leaf(scalar)) }
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(spot, items)) => Tree { spot, node: TreeNode::List(items) },
                Some(Open::Table(spot, map, _)) => Tree { spot, node: TreeNode::Table(map) },
                None => return Err(fault(at, "the value cannot be read")),
            },
            _ => continue,
        };
        match open.last_mut() {
            Some(Open::List(_, items)) => items.push(done),
            Some(Open::Table(_, map, key)) => {
                if let Some((spot, key)) = key.take() {
                    map.insert(key, (spot, done));
                }
            }
            None => root = Some(done),
        }
    }
    root.ok_or_else(|| fault(Spot { line: 1, position: 1 }, "the file is empty"))
}

fn key_of(
    scalar: &Scalar<'_>,
    at: Spot,
    map: &IndexMap<String, (Spot, Tree)>,
) -> Result<String, SyntaxError> {
    let key = match scalar {
        Scalar::String(text) => text.to_string(),
        Scalar::Integer(number) => number.to_string(),
        _ => return Err(fault(at, "a key must be text")),
    };
    if map.contains_key(&key) {
        return Err(fault(at, &format!("the key `{key}` stands twice")));
    }
    Ok(key)
}

fn leaf(scalar: Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(yes) => Value::Bool(yes),
        Scalar::Integer(integer) => Value::Number(integer.into()),
        // Infinity and NaN are no numbers of a framework: they stay text and are refused by type.
        Scalar::FloatingPoint(float) => {
            Number::from_f64(*float).map_or_else(|| Value::String(float.to_string()), Value::Number)
        }
        Scalar::String(text) => Value::String(text.into_owned()),
    }
}

fn scan_error(error: &ScanError) -> SyntaxError {
    fault(spot(error.marker()), error.info())
}

fn spot(marker: &Marker) -> Spot {
    Spot { line: marker.line() as u64, position: marker.col() as u64 + 1 }
}

fn fault(spot: Spot, detail: &str) -> SyntaxError {
    SyntaxError { spot: Some(spot), detail: detail.to_owned() }
}
