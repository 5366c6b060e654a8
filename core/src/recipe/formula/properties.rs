//! What holds for every text and every formula.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// A formula as a tree, to be printed and to be evaluated the plain way.
#[derive(Debug, Clone)]
enum Tree {
    Number(u16),
    Code(usize),
    Present(usize),
    Prefix(&'static str, Box<Tree>),
    Binary(&'static str, Box<Tree>, Box<Tree>),
    Round(Box<Tree>, i32),
    Call(&'static str, Vec<Tree>),
}

const CODES: [&str; 3] = ["a", "[4.2]", "điểm"];

fn numbers() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![any::<u16>().prop_map(Tree::Number), (0..3_usize).prop_map(Tree::Code)];
    leaf.prop_recursive(5, 64, 4, |inner| {
        let pair = (inner.clone(), inner.clone());
        let comparison =
            (prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]), pair.clone())
                .prop_map(|(operator, (a, b))| Tree::Binary(operator, a.into(), b.into()));
        let simple = prop_oneof![3 => comparison, 1 => (0..3_usize).prop_map(Tree::Present)];
        let condition = simple.prop_recursive(2, 4, 2, |condition| {
            prop_oneof![
                condition.clone().prop_map(|c| Tree::Prefix("not ", c.into())),
                (prop::sample::select(vec!["and", "or"]), condition.clone(), condition)
                    .prop_map(|(operator, a, b)| Tree::Binary(operator, a.into(), b.into())),
            ]
        });
        prop_oneof![
            inner.clone().prop_map(|x| Tree::Prefix("-", x.into())),
            (prop::sample::select(vec!["+", "-", "*", "/", "^"]), pair)
                .prop_map(|(operator, (a, b))| Tree::Binary(operator, a.into(), b.into())),
            (inner.clone(), -2..4_i32).prop_map(|(x, digits)| Tree::Round(x.into(), digits)),
            (prop::sample::select(vec!["abs", "sqrt", "ln", "exp"]), inner.clone())
                .prop_map(|(name, x)| Tree::Call(name, vec![x])),
            (
                prop::sample::select(vec!["min", "max", "sum", "mean", "sd", "coalesce"]),
                prop::collection::vec(inner.clone(), 2..4)
            )
                .prop_map(|(name, list)| Tree::Call(name, list)),
            (condition, inner.clone(), inner).prop_map(|(c, a, b)| Tree::Call("if", vec![c, a, b])),
        ]
    })
}

/// How tightly the outermost operator binds.
fn tightness(tree: &Tree) -> u8 {
    match tree {
        Tree::Binary("or", ..) => 1,
        Tree::Binary("and", ..) => 2,
        Tree::Prefix("not ", _) => 3,
        Tree::Binary("+" | "-", ..) => 5,
        Tree::Binary("*" | "/", ..) => 6,
        Tree::Prefix(..) => 7,
        Tree::Binary("^", ..) => 8,
        Tree::Binary(..) => 4,
        _ => 9,
    }
}

/// Prints with no more parentheses than precedence asks for.
fn print(tree: &Tree, loosest: u8) -> String {
    let own = tightness(tree);
    let text = match tree {
        Tree::Number(n) => format!("{}", f64::from(*n) / 100.0),
        Tree::Code(code) => CODES[*code].to_owned(),
        Tree::Present(code) => format!("present({})", CODES[*code]),
        Tree::Prefix(operator, x) => format!("{operator}{}", print(x, own)),
        Tree::Binary("^", a, b) => format!("{} ^ {}", print(a, 9), print(b, 7)),
        Tree::Binary(operator, a, b) => {
            // Comparisons do not chain, so that their left side binds tighter, too.
            let left = if own == 4 { 5 } else { own };
            format!("{} {operator} {}", print(a, left), print(b, own + 1))
        }
        Tree::Round(x, digits) => format!("round({}, {digits})", print(x, 0)),
        Tree::Call(name, list) => {
            let mut text = format!("{name}(");
            for (index, argument) in list.iter().enumerate() {
                let comma = if index > 0 { ", " } else { "" };
                write!(text, "{comma}{}", print(argument, 0)).unwrap();
            }
            text + ")"
        }
    };
    if own < loosest { format!("({text})") } else { text }
}

/// The plain way: `Err` for any failure, conditions as 1 and 0.
fn direct(tree: &Tree, row: &[Option<f64>]) -> Result<Option<f64>, ()> {
    let finite = |x: f64| if x.is_finite() { Ok(Some(x)) } else { Err(()) };
    match tree {
        Tree::Number(n) => finite(f64::from(*n) / 100.0),
        Tree::Code(code) => Ok(row[*code]),
        Tree::Present(code) => Ok(Some(f64::from(u8::from(row[*code].is_some())))),
        Tree::Prefix("-", x) => Ok(direct(x, row)?.map(|x| -x)),
        Tree::Prefix(_, x) => Ok(direct(x, row)?.map(|x| f64::from(u8::from(x == 0.0)))),
        Tree::Binary(operator, a, b) => {
            let (Some(a), Some(b)) = (direct(a, row)?, direct(b, row)?) else {
                // Both sides are evaluated before absence is looked at.
                return Ok(None);
            };
            let snapped = |x: f64| format!("{x:.11e}").parse::<f64>().unwrap();
            let (p, q) = (snapped(a), snapped(b));
            let truth = |condition: bool| f64::from(u8::from(condition));
            finite(match *operator {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => a / b,
                "^" => a.powf(b),
                "==" => truth(p == q),
                "!=" => truth(p != q),
                "<" => truth(p < q),
                "<=" => truth(p <= q),
                ">" => truth(p > q),
                ">=" => truth(p >= q),
                "and" => truth(a == 1.0 && b == 1.0),
                _ => truth(a == 1.0 || b == 1.0),
            })
        }
        Tree::Round(x, digits) => Ok(direct(x, row)?.map(|x| decimal::round_half_up(x, *digits))),
        Tree::Call("if", list) => match direct(&list[0], row)? {
            None => Ok(None),
            Some(condition) => direct(&list[if condition == 1.0 { 1 } else { 2 }], row),
        },
        Tree::Call("coalesce", list) => {
            for argument in list {
                if let Some(x) = direct(argument, row)? {
                    return Ok(Some(x));
                }
            }
            Ok(None)
        }
        Tree::Call(name, list) => {
            let list: Vec<_> = list.iter().map(|x| direct(x, row)).collect::<Result<_, _>>()?;
            let Some(list) = list.into_iter().collect::<Option<Vec<f64>>>() else {
                return Ok(None);
            };
            let mut total = 0.0;
            list.iter().for_each(|x| total += x);
            let n = list.len() as f64;
            finite(match *name {
                "abs" => list[0].abs(),
                "sqrt" => list[0].sqrt(),
                "ln" => list[0].ln(),
                "exp" => list[0].exp(),
                "min" => list.iter().copied().reduce(f64::min).unwrap(),
                "max" => list.iter().copied().reduce(f64::max).unwrap(),
                "sum" => total,
                "mean" => total / n,
                _ => {
                    let squares = list.iter().map(|x| (x - total / n).powi(2));
                    (squares.fold(0.0, |sum, x| sum + x) / (n - 1.0)).sqrt()
                }
            })
        }
    }
}

fn fragments() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a",
        "điểm",
        "[4.2]",
        "[",
        "]",
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "^",
        "=",
        "==",
        "<",
        "and",
        "or",
        "not",
        "!",
        "&&",
        "|",
        "raw(",
        "present(",
        "if(",
        "round(",
        "coalesce(",
        "max(",
        "sd(",
        "foo(",
        "1",
        "0.5",
        "1e9",
        "4.2.1",
        "1e999",
        " ",
        "\n",
        "≤",
        "×",
        "e\u{301}",
        "1 < 2",
        "1 < 2",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

fn check_any_text(source: &str) -> Result<(), TestCaseError> {
    match Formula::parse(source) {
        Err(error) => {
            prop_assert!(error.offset() <= source.len());
            prop_assert!(source.is_char_boundary(error.offset()));
            prop_assert!(error.line() >= 1 && error.column() >= 1);
            prop_assert!(!error.message_en().is_empty() && !error.message_vi().is_empty());
        }
        Ok(formula) => {
            prop_assert_eq!(formula.source(), source);
            for value in [None, Some(0.0), Some(-1.5), Some(f64::MAX)] {
                let bound = formula.bind(|_| Some(0)).unwrap();
                match bound.evaluate(&[value]) {
                    Ok(result) => prop_assert!(result.is_none_or(f64::is_finite)),
                    Err(error) => prop_assert!(source.is_char_boundary(error.offset())),
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(source in any::<String>()) {
        check_any_text(&source)?;
    }

    #[test]
    fn no_mixture_of_fragments_makes_it_panic(source in fragments()) {
        check_any_text(&source)?;
    }

    #[test]
    fn evaluates_like_the_plain_way(
        tree in numbers(),
        row in prop::array::uniform3(prop::option::weighted(0.8, -100.0..100.0_f64)),
    ) {
        let source = print(&tree, 0);
        let formula = Formula::parse(&source)
            .map_err(|error| TestCaseError::fail(format!("{source}: {error}")))?;
        let slot = |r: Reference<'_>| CODES.iter().position(|c| c.trim_matches(['[', ']']) == r.code);
        let found = formula.bind(slot).unwrap().evaluate(&row);
        let expected = direct(&tree, &row);
        prop_assert_eq!(found.map_err(|_| ()), expected, "{}", source);
    }
}
