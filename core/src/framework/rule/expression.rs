//! Expressions in the Common Expression Language (CEL).

use std::collections::BTreeSet;
#[cfg(feature = "cel")]
use std::{collections::HashMap, sync::Arc};

/// What became of an expression.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(not(feature = "cel"), expect(dead_code, reason = "nothing is evaluated without CEL"))]
pub(crate) enum Truth {
    /// It is true.
    Holds,
    /// It is false.
    Broken,
    /// A value that it asks for is not there.
    Undetermined,
    /// It cannot be evaluated, and this is why.
    Failed(String),
}

/// A value of a variable.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "cel"), expect(dead_code, reason = "nothing is evaluated without CEL"))]
pub(crate) enum Variable<'a> {
    Absent,
    Text(&'a str),
    Whole(i64),
    Number(f64),
    Texts(Vec<String>),
    Wholes(Vec<i64>),
    Numbers(Vec<f64>),
    TextByName(Vec<(&'a str, &'a str)>),
    NumberByName(Vec<(&'a str, f64)>),
}

/// The variables of an expression.
pub(crate) type Scope<'a> = [(&'static str, Variable<'a>)];

/// An expression that was understood.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    source: String,
    #[cfg(feature = "cel")]
    program: Arc<cel::Program>,
    variables: BTreeSet<String>,
    values: BTreeSet<String>,
}

impl Expression {
    /// The expression as written.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// The variables that it uses.
    pub(crate) fn variables(&self) -> &BTreeSet<String> {
        &self.variables
    }

    /// The codes that it looks up in `values`.
    pub(crate) fn values(&self) -> &BTreeSet<String> {
        &self.values
    }
}

/// Longer expressions are not rules but programs.
#[cfg(feature = "cel")]
const LONGEST: usize = 4_000;

#[cfg(feature = "cel")]
impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub(crate) fn parse(source: &str) -> Result<Self, String> {
        if source.len() > LONGEST {
            return Err(format!("longer than {LONGEST} characters"));
        }
        let program = cel::Program::compile(source).map_err(|errors| {
            let texts = errors.errors.iter().map(|error| {
                format!("{}:{} {}", error.pos.0, error.pos.1, error.msg.replace('\n', " "))
            });
            texts.collect::<Vec<_>>().join("; ")
        })?;
        let names = super::names::Names::of(program.expression());
        Ok(Self {
            source: source.to_owned(),
            program: Arc::new(program),
            variables: names.variables,
            values: names.values,
        })
    }

    /// Whether it is true of these variables. Those that it does not use cost nothing.
    pub(crate) fn evaluate(&self, language: &Language, scope: &Scope<'_>) -> Truth {
        let mut context = language.0.new_inner_scope();
        for (name, variable) in scope {
            if self.variables.contains(*name) {
                context.add_variable_from_value(*name, value_of(variable));
            }
        }
        match self.program.execute(&context) {
            Ok(cel::Value::Bool(true)) => Truth::Holds,
            Ok(cel::Value::Bool(false)) => Truth::Broken,
            Ok(other) => {
                Truth::Failed(format!("true or false is needed, not {:?}", other.type_of()))
            }
            Err(cel::ExecutionError::NoSuchKey(_)) => Truth::Undetermined,
            Err(error) => Truth::Failed(error.to_string()),
        }
    }
}

/// The functions of the language, made once for many evaluations.
#[cfg(feature = "cel")]
#[derive(Default)]
pub(crate) struct Language(cel::Context<'static, 'static>);

#[cfg(not(feature = "cel"))]
#[derive(Default)]
pub(crate) struct Language(());

#[cfg(feature = "cel")]
fn value_of(variable: &Variable<'_>) -> cel::Value {
    match variable {
        Variable::Absent => cel::Value::Null,
        Variable::Text(text) => (*text).into(),
        Variable::Whole(number) => cel::Value::Int(*number),
        Variable::Number(number) => cel::Value::Float(*number),
        Variable::Texts(texts) => texts.clone().into(),
        Variable::Wholes(numbers) => numbers.clone().into(),
        Variable::Numbers(numbers) => numbers.clone().into(),
        Variable::TextByName(pairs) => {
            let map: HashMap<String, cel::Value> =
                pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).into())).collect();
            map.into()
        }
        Variable::NumberByName(pairs) => {
            let map: HashMap<String, cel::Value> = pairs
                .iter()
                .map(|(name, number)| ((*name).to_owned(), cel::Value::Float(*number)))
                .collect();
            map.into()
        }
    }
}

#[cfg(not(feature = "cel"))]
impl Expression {
    pub(crate) fn parse(_: &str) -> Result<Self, String> {
        Err("this build of Chuan has no rules in CEL (crate feature `cel`)".to_owned())
    }

    pub(crate) fn evaluate(&self, _: &Language, _: &Scope<'_>) -> Truth {
        Truth::Undetermined
    }
}

#[cfg(test)]
#[cfg(feature = "cel")]
mod tests {
    use super::*;

    fn truth(source: &str) -> Truth {
        let scope = [
            ("value", Variable::Number(2.5)),
            ("year", Variable::Whole(2024)),
            ("period", Variable::Absent),
            ("values", Variable::NumberByName(vec![("a", 1.0), ("b.1", 2.0)])),
            ("series", Variable::Numbers(vec![1.0, 2.0, 4.0])),
        ];
        Expression::parse(source).unwrap().evaluate(&Language::default(), &scope)
    }

    #[test]
    fn true_false_and_not_known() {
        assert_eq!(truth("value > 2.0"), Truth::Holds);
        assert_eq!(truth("value > 2"), Truth::Holds);
        assert_eq!(truth("value > 3.0 || year < 2000"), Truth::Broken);
        assert_eq!(truth("values.a + values['b.1'] == 3.0"), Truth::Holds);
        assert_eq!(truth("values.c > 1.0"), Truth::Undetermined);
        assert_eq!(truth("has(values.c)"), Truth::Broken);
        assert_eq!(truth("period == null"), Truth::Holds);
        assert_eq!(truth("series.all(x, x > 0.0) && size(series) == 3"), Truth::Holds);
    }

    #[test]
    fn what_is_no_answer_says_so() {
        for source in ["value + 'a' == 1.0", "value + 1.0", "nothing > 1"] {
            assert!(matches!(truth(source), Truth::Failed(_)), "{source}: {:?}", truth(source));
        }
    }

    #[test]
    fn names_that_are_used_and_not_bound() {
        let expression =
            Expression::parse("series.exists(x, x > value) && values.a < values['b.1']").unwrap();
        assert!(expression.variables().iter().eq(["series", "value", "values"]));
        assert!(expression.values().iter().eq(["a", "b.1"]));
    }

    #[test]
    fn what_is_not_understood_has_its_place() {
        for source in ["value >", "", "a b", &"(".repeat(200), &"x".repeat(5000)] {
            assert!(Expression::parse(source).is_err(), "{source}");
        }
        assert!(Expression::parse("value > )").unwrap_err().starts_with("1:"));
    }
}
