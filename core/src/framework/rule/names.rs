//! The names that an expression uses.

use cel::IdedExpr;
use cel::common::ast::{EntryExpr, Expr, LiteralValue};
use std::collections::BTreeSet;

/// Free variables, and the codes of indicators that are looked up in `values`.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) variables: BTreeSet<String>,
    pub(super) values: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(expression: &IdedExpr) -> Self {
        let mut names = Self::default();
        names.walk(expression, &mut Vec::new());
        names
    }

    /// The parser bounds how deep an expression is nested, and with it this walk.
    fn walk<'e>(&mut self, at: &'e IdedExpr, bound: &mut Vec<&'e str>) {
        match &at.expr {
            Expr::Unspecified | Expr::Literal(_) => {}
            Expr::Ident(name) => {
                if !name.starts_with('@') && !bound.contains(&name.as_str()) {
                    self.variables.insert(name.trim_start_matches('.').to_owned());
                }
            }
            Expr::Select(select) => {
                if is_values(&select.operand) {
                    self.values.insert(select.field.clone());
                }
                self.walk(&select.operand, bound);
            }
            Expr::Call(call) => {
                if let ("_[_]", [map, key]) = (call.func_name.as_str(), call.args.as_slice())
                    && let (true, Expr::Literal(LiteralValue::String(key))) =
                        (is_values(map), &key.expr)
                {
                    self.values.insert(key.inner().to_owned());
                }
                for part in call.target.as_deref().into_iter().chain(&call.args) {
                    self.walk(part, bound);
                }
            }
            Expr::List(list) => list.elements.iter().for_each(|part| self.walk(part, bound)),
            Expr::Map(map) => map.entries.iter().for_each(|e| self.entry(&e.expr, bound)),
            Expr::Struct(made) => made.entries.iter().for_each(|e| self.entry(&e.expr, bound)),
            Expr::Comprehension(macro_call) => {
                self.walk(&macro_call.iter_range, bound);
                self.walk(&macro_call.accu_init, bound);
                let depth = bound.len();
                bound.push(&macro_call.iter_var);
                bound.extend(macro_call.iter_var2.as_deref());
                bound.push(&macro_call.accu_var);
                for part in [&macro_call.loop_cond, &macro_call.loop_step, &macro_call.result] {
                    self.walk(part, bound);
                }
                bound.truncate(depth);
            }
        }
    }

    fn entry<'e>(&mut self, entry: &'e EntryExpr, bound: &mut Vec<&'e str>) {
        match entry {
            EntryExpr::StructField(field) => self.walk(&field.value, bound),
            EntryExpr::MapEntry(entry) => {
                self.walk(&entry.key, bound);
                self.walk(&entry.value, bound);
            }
        }
    }
}

fn is_values(expression: &IdedExpr) -> bool {
    matches!(&expression.expr, Expr::Ident(name) if name == "values")
}
