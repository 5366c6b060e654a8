//! YAML to a tree with places.

use super::{Spot, SyntaxError, Tree, TreeNode};
use indexmap::IndexMap;
use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};
use serde_json::{Number, Value};

pub(super) fn parse(text: &str) -> Result<Tree, SyntaxError> {
    let documents = MarkedYaml::load_from_str(text).map_err(|error| SyntaxError {
        spot: Some(spot(error.marker())),
        detail: error.info().to_owned(),
    })?;
    match documents.as_slice() {
        [one] => read(one),
        _ => Err(fault(Spot { line: 1, position: 1 }, "one YAML document is expected")),
    }
}

fn spot(marker: &Marker) -> Spot {
    Spot { line: marker.line() as u64, position: marker.col() as u64 + 1 }
}

fn fault(spot: Spot, detail: &str) -> SyntaxError {
    SyntaxError { spot: Some(spot), detail: detail.to_owned() }
}

fn read(yaml: &MarkedYaml<'_>) -> Result<Tree, SyntaxError> {
    let at = spot(&yaml.span.start);
    let node = match &yaml.data {
        YamlData::Value(scalar) => TreeNode::Leaf(match scalar {
            Scalar::Null => Value::Null,
            Scalar::Boolean(yes) => Value::Bool(*yes),
            Scalar::Integer(integer) => Value::Number((*integer).into()),
            Scalar::FloatingPoint(float) => Number::from_f64(**float)
                .map_or_else(|| Value::String(float.to_string()), Value::Number),
            Scalar::String(text) => Value::String(text.to_string()),
        }),
        YamlData::Representation(text, ..) => TreeNode::Leaf(Value::String(text.to_string())),
        YamlData::Sequence(items) => {
            TreeNode::List(items.iter().map(read).collect::<Result<_, _>>()?)
        }
        YamlData::Mapping(map) => {
            let mut table = IndexMap::new();
            for (key, value) in map {
                let spot = spot(&key.span.start);
                let name = match &key.data {
                    YamlData::Value(Scalar::String(text)) => text.to_string(),
                    YamlData::Value(Scalar::Integer(number)) => number.to_string(),
                    _ => return Err(fault(spot, "a key must be text")),
                };
                table.insert(name, (spot, read(value)?));
            }
            TreeNode::Table(table)
        }
        YamlData::Tagged(..) => return Err(fault(at, "tags are not supported")),
        YamlData::Alias(_) => return Err(fault(at, "aliases are not supported")),
        YamlData::BadValue => return Err(fault(at, "the value cannot be read")),
    };
    Ok(Tree { spot: at, node })
}
