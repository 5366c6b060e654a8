//! TOML to a tree with places.

use super::{Lines, SyntaxError, Tree, TreeNode};
use serde_json::{Number, Value};
use toml::de::{DeTable, DeValue};

pub(super) fn parse(text: &str) -> Result<Tree, SyntaxError> {
    let lines = Lines::new(text);
    let table = DeTable::parse(text).map_err(|error| SyntaxError {
        spot: error.span().map(|span| lines.spot(span.start)),
        detail: error.message().to_owned(),
    })?;
    let spot = lines.spot(table.span().start);
    Ok(Tree { spot, node: read_table(table.get_ref(), &lines) })
}

fn read_table(table: &DeTable<'_>, lines: &Lines<'_>) -> TreeNode {
    TreeNode::Table(
        table
            .iter()
            .map(|(key, value)| {
                let tree = Tree {
                    spot: lines.spot(value.span().start),
                    node: read_value(value.get_ref(), lines),
                };
                (key.get_ref().to_string(), (lines.spot(key.span().start), tree))
            })
            .collect(),
    )
}

fn read_value(value: &DeValue<'_>, lines: &Lines<'_>) -> TreeNode {
    let leaf = match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(integer) => {
            let digits: String = integer.as_str().chars().filter(|c| *c != '_').collect();
            match i64::from_str_radix(&digits, integer.radix()) {
                Ok(number) => Value::Number(number.into()),
                Err(_) => Value::String(integer.to_string()),
            }
        }
        // `inf` and `nan` are no numbers of a framework: they stay text and are refused by type.
        DeValue::Float(float) => float
            .as_str()
            .replace('_', "")
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .map_or_else(|| Value::String(float.to_string()), Value::Number),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Datetime(time) => Value::String(time.to_string()),
        DeValue::Array(items) => {
            return TreeNode::List(
                items
                    .iter()
                    .map(|item| Tree {
                        spot: lines.spot(item.span().start),
                        node: read_value(item.get_ref(), lines),
                    })
                    .collect(),
            );
        }
        DeValue::Table(table) => return read_table(table, lines),
    };
    TreeNode::Leaf(leaf)
}
