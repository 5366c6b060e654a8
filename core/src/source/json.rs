//! JSON to a tree with places.

use super::{Lines, SyntaxError, Tree, TreeNode};
use indexmap::IndexMap;
use jsonc_parser::ast::Value as Ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Value;

pub(super) fn parse(text: &str) -> Result<Tree, SyntaxError> {
    let lines = Lines::new(text);
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let result =
        parse_to_ast(text, &CollectOptions::default(), &strict).map_err(|error| SyntaxError {
            spot: Some(lines.spot(error.range().start)),
            detail: error.kind().to_string(),
        })?;
    match result.value {
        Some(value) => read(&value, &lines),
        None => {
            Err(SyntaxError { spot: Some(lines.spot(0)), detail: "the file is empty".to_owned() })
        }
    }
}

fn read(value: &Ast<'_>, lines: &Lines<'_>) -> Result<Tree, SyntaxError> {
    let spot = lines.spot(value.range().start);
    let node = match value {
        Ast::StringLit(text) => TreeNode::Leaf(Value::String(text.value.to_string())),
        Ast::NumberLit(number) => match serde_json::from_str::<Value>(number.value) {
            Ok(value) => TreeNode::Leaf(value),
            Err(error) => {
                return Err(SyntaxError { spot: Some(spot), detail: error.to_string() });
            }
        },
        Ast::BooleanLit(yes) => TreeNode::Leaf(Value::Bool(yes.value)),
        Ast::NullKeyword(_) => TreeNode::Leaf(Value::Null),
        Ast::Array(array) => {
            TreeNode::List(array.elements.iter().map(|v| read(v, lines)).collect::<Result<_, _>>()?)
        }
        Ast::Object(object) => {
            let mut table = IndexMap::new();
            for property in &object.properties {
                let key = property.name.as_str().to_owned();
                let at = lines.spot(property.name.range().start);
                if table.insert(key.clone(), (at, read(&property.value, lines)?)).is_some() {
                    return Err(SyntaxError {
                        spot: Some(at),
                        detail: format!("the key `{key}` stands twice"),
                    });
                }
            }
            TreeNode::Table(table)
        }
    };
    Ok(Tree { spot, node })
}
