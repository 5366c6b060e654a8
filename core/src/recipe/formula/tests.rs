use super::*;

/// Evaluates with the given values; codes that are not among them are absent.
fn evaluate(source: &str, values: &[(&str, f64)]) -> Result<Option<f64>, EvaluationError> {
    let formula = Formula::parse(source).unwrap_or_else(|e| panic!("{source}: {e}"));
    let bound = formula
        .bind(|reference| {
            let found = values.iter().position(|(code, _)| *code == reference.code);
            Some(found.unwrap_or(values.len()))
        })
        .unwrap();
    let mut row: Vec<_> = values.iter().map(|(_, value)| Some(*value)).collect();
    row.push(None);
    bound.evaluate(&row)
}

fn value(source: &str) -> f64 {
    evaluate(source, &[]).unwrap().unwrap_or_else(|| panic!("{source} is absent"))
}

fn error(source: &str) -> FormulaError {
    Formula::parse(source).err().unwrap_or_else(|| panic!("{source} is a formula"))
}

#[test]
fn operators_bind_as_in_mathematics() {
    for (source, expected) in [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("10 - 4 - 3", 3.0),
        ("24 / 4 / 2", 3.0),
        ("-2 ^ 2", -4.0),
        ("2 ^ 3 ^ 2", 512.0),
        ("2 ^ -1", 0.5),
        ("2 ^ -1 * 4", 2.0),
        ("2 * -3", -6.0),
        ("--3", 3.0),
        ("-(2) * 3 + 10", 4.0),
        ("if(not 1 == 2 and 2 < 3 or 1 > 2, 1, 0)", 1.0),
        ("if(1 < 2 or 1 < 2 and 2 < 1, 1, 0)", 1.0),
        ("if(!(1 == 1) || 1 != 2 && 3 >= 3, 1, 0)", 1.0),
        ("if(not not 1 <= 1, 1, 0)", 1.0),
    ] {
        assert_eq!(value(source), expected, "{source}");
    }
    assert!(value("-0").is_sign_positive());
}

#[test]
fn functions_compute() {
    for (source, expected) in [
        ("min(3, 1, 2)", 1.0),
        ("max(3, 1, 2)", 3.0),
        ("sum(3, 1, 2)", 6.0),
        ("mean(3, 1, 2)", 2.0),
        ("median(3, 1, 2)", 2.0),
        ("median(4, 1, 2, 3)", 2.5),
        ("sd(2, 4, 4, 4, 5, 5, 7, 9) ^ 2 * 7", 32.0),
        ("sd(1, 3)", 2.0_f64.sqrt()),
        ("abs(-3)", 3.0),
        ("sqrt(9)", 3.0),
        ("ln(exp(2))", 2.0),
        ("log10(1000)", 3.0),
        ("floor(-1.5)", -2.0),
        ("floor(4.35 * 100)", 435.0),
        ("ceil(1.2)", 2.0),
        ("ceil(3 * 1.1 / 0.3)", 11.0),
        ("round(2.675, 2)", 2.68),
        ("round(1250, -2)", 1300.0),
        ("round(round(0.9535, 3), 2)", 0.95),
        ("clamp(5, 0, 1)", 1.0),
        ("clamp(-5, 0, 1)", 0.0),
        ("clamp(0.5, 0, 1)", 0.5),
        ("coalesce(a, b, 3, 1 / 0)", 3.0),
        ("if(present(a), 1, 2)", 2.0),
        ("if(present(raw([4.2])), 1, 2)", 2.0),
        ("if(if(1 < 2, 3 < 2, 1 < 2), 1, 2)", 2.0),
        ("if(coalesce(a > 3, 1 == 1), 1, 2)", 1.0),
    ] {
        let found = value(source);
        assert!((found - expected).abs() < 1e-12, "{source}: {found}");
    }
}

#[test]
fn real_indices_say_what_they_mean() {
    let gdi = [("gdi", 1.0504)];
    assert_eq!(evaluate("if(abs(round(gdi, 3) - 1) * 100 <= 5, 1, 2)", &gdi), Ok(Some(1.0)));
    let egdi = "if(osi == 0, 0, (osi + tii + hci) / 3)";
    assert_eq!(evaluate(egdi, &[("osi", 0.0)]), Ok(Some(0.0)));
    assert_eq!(evaluate(egdi, &[("osi", 0.3), ("tii", 0.6), ("hci", 0.9)]), Ok(Some(0.6)));
    assert_eq!(evaluate("[4.2] + [4.10]", &[("4.2", 1.0), ("4.10", 2.0)]), Ok(Some(3.0)));
    assert_eq!(evaluate("[digital-economy] / 2", &[("digital-economy", 1.0)]), Ok(Some(0.5)));
}

#[test]
fn comparisons_are_decimal() {
    assert_eq!(value("if(0.1 + 0.2 == 0.3, 1, 0)"), 1.0);
    assert_eq!(value("if(2.5000000000000022 <= 2.5, 1, 0)"), 1.0);
    assert_eq!(value("if(0.1 + 0.2 > 0.3, 1, 0)"), 0.0);
    assert_eq!(value("if(2.50000001 <= 2.5, 1, 0)"), 0.0);
}

#[test]
fn absence_propagates_but_for_the_exceptions() {
    for source in [
        "a + 1",
        "-a",
        "a ^ 0",
        "0 * a",
        "sum(1, a)",
        "mean(a)",
        "median(1, a, 3)",
        "sd(1, 2, a)",
        "min(1, a)",
        "max(a, 1)",
        "round(a, 2)",
        "clamp(1, 0, a)",
        "a / 0",
        "coalesce(a, b)",
        "if(a > 1, 1, 2)",
        "if(1 < 2, a, 2)",
        "if(1 > 2 and a > 1, 1, 2)",
        "if(1 < 2 or a > 1, 1, 2)",
        "if(not a > 1, 1, 2)",
    ] {
        assert_eq!(evaluate(source, &[]), Ok(None), "{source}");
    }
    assert_eq!(evaluate("if(1 < 2, 1, a)", &[]), Ok(Some(1.0)));
    assert_eq!(evaluate("if(1 > 2, 1 / 0, 2)", &[]), Ok(Some(2.0)));
}

#[test]
fn failures_are_told() {
    use EvaluationError as E;
    for (source, expected) in [
        ("1 / 0", E::DivisionByZero { offset: 2 }),
        ("1 + 0 ^ -1", E::DivisionByZero { offset: 6 }),
        ("ln(0)", E::OutsideDomain { function: "ln", argument: 0.0, offset: 0 }),
        ("log10(-1)", E::OutsideDomain { function: "log10", argument: -1.0, offset: 0 }),
        ("sqrt(-1)", E::OutsideDomain { function: "sqrt", argument: -1.0, offset: 0 }),
        ("(-8) ^ 0.5", E::OutsideDomain { function: "^", argument: -8.0, offset: 5 }),
        ("exp(1000)", E::NotFinite { offset: 0 }),
        ("1e308 * 10", E::NotFinite { offset: 6 }),
        ("if(1 / 0 > 1, 1, 2)", E::DivisionByZero { offset: 5 }),
        ("clamp(1, 3, 2)", E::ReversedBounds { low: 3.0, high: 2.0, offset: 0 }),
    ] {
        let found = evaluate(source, &[]).unwrap_err();
        assert_eq!(found, expected, "{source}");
        assert_eq!(found.offset(), expected.offset());
        assert!(!found.message_vi().is_empty());
    }
    assert_eq!(evaluate("a", &[("a", f64::NAN)]), Err(E::NotFinite { offset: 0 }));
    let bound = Formula::parse("1 + a").unwrap().bind(|_| Some(7)).unwrap();
    assert_eq!(bound.evaluate(&[]), Err(E::NoSuchSlot { slot: 7, offset: 4 }));
}

#[test]
fn errors_have_a_place_and_a_reason() {
    for (source, column, message) in [
        ("", 1, "the formula is empty"),
        ("  ", 1, "the formula is empty"),
        ("a +", 4, "expected a number, a code or a function, but the formula ends"),
        ("a + * b", 5, "expected a number, a code or a function, found `*`"),
        ("a b", 3, "expected an operator, found `b`"),
        ("(a", 1, "`(` is not closed by `)`"),
        ("a)", 2, "expected an operator, found `)`"),
        ("[4.2", 1, "`[` is not closed by `]`"),
        ("1 + [ ]", 5, "there is no code between `[` and `]`"),
        ("điểm @ 2", 6, "unexpected `@`"),
        ("maxx(1)", 1, "unknown function `maxx`; did you mean `max`?"),
        ("AVERAGE(1)", 1, "unknown function `AVERAGE`; did you mean `mean`?"),
        ("qqqq(1)", 1, "unknown function `qqqq`"),
        ("max()", 1, "`max` takes at least 1 argument, found 0"),
        ("1 + sd(1)", 5, "`sd` takes at least 2 arguments, found 1"),
        ("abs(1, 2)", 1, "`abs` takes 1 argument, found 2"),
        ("if(1 < 2, 3)", 1, "`if` takes 3 arguments, found 2"),
        ("raw()", 5, "`raw` takes the code of a node or an indicator"),
        ("raw(a + b)", 7, "`raw` takes the code of a node or an indicator"),
        ("raw(raw(a))", 5, "`raw` takes the code of a node or an indicator"),
        ("present(1)", 9, "`present` takes the code of a node or an indicator"),
        ("round(a, b)", 10, "the digits of `round` are a whole number from -15 to 15, written out"),
        (
            "round(a, 1.5)",
            10,
            "the digits of `round` are a whole number from -15 to 15, written out",
        ),
        (
            "round(a, 1 + 1)",
            10,
            "the digits of `round` are a whole number from -15 to 15, written out",
        ),
        ("a < b", 1, "the formula has to yield a number, not a condition (true or false)"),
        ("if(a < b < c, 1, 0)", 10, "comparisons cannot be chained; write `a < b and b < c`"),
        ("(a < b) + 1", 1, "`+` needs a number here, found a condition (true or false)"),
        (
            "if(a and b > 1, 1, 0)",
            4,
            "`and` needs a condition (true or false) here, found a number",
        ),
        (
            "if(a > 1 and b, 1, 0)",
            14,
            "`and` needs a condition (true or false) here, found a number",
        ),
        ("if(a > 1, 1, b > 1)", 14, "`if` needs a number here, found a condition (true or false)"),
        ("-(a > 1)", 2, "`-` needs a number here, found a condition (true or false)"),
        (
            "0,5 * a",
            2,
            "unexpected `,`: it only separates arguments; decimals are written with a point",
        ),
    ] {
        let found = error(source);
        assert_eq!((found.message_en().as_str(), found.column()), (message, column), "{source}");
        assert_eq!(found.to_string(), format!("{message} (column {column})"));
        assert_ne!(found.message_vi(), found.message_en());
    }
}

#[test]
fn places_count_lines_and_characters() {
    let found = error("điểm +\n  điểm điểm");
    assert_eq!((found.offset(), found.line(), found.column()), (20, 2, 8));
    assert!(found.to_string().ends_with("(line 2, column 8)"));
}

#[test]
fn references_come_once_and_in_order() {
    let formula = Formula::parse("present(c) == 1").unwrap_err();
    assert!(matches!(formula.kind(), FormulaErrorKind::WrongType { operator: Some("=="), .. }));
    let formula = Formula::parse("b + raw([b]) * [b] + if(present(raw(max)), max, [4.2])").unwrap();
    let found: Vec<_> = formula.references().map(|r| (r.code, r.raw)).collect();
    assert_eq!(found, [("b", false), ("b", true), ("max", true), ("max", false), ("4.2", false)]);
    let unknown = formula.bind(|r| (r.code == "b").then_some(0)).unwrap_err();
    assert_eq!(
        (unknown.offset(), unknown.message_en().as_str()),
        (36, "no indicator has the code `max`")
    );
}

#[test]
fn depth_and_length_are_bounded() {
    // A thread with little stack shows that the bound leaves room.
    let deep = |open: &str, close: &str, levels: usize| {
        Formula::parse(&format!("{}1{}", open.repeat(levels), close.repeat(levels)))
    };
    let checks = move || {
        for (open, close) in [
            ("(", ")"),
            ("-", ""),
            ("2 ^ ", ""),
            ("abs(", ")"),
            ("if(1 < 2, 1, ", ")"),
            ("if(1 == 2 or 1 == 2 and 1 < 2 + 3 * 4 ^ ", ", 1, 2)"),
        ] {
            assert!(deep(open, close, 32).is_ok(), "{open}");
            let error = deep(open, close, 200).unwrap_err();
            assert_eq!(error.kind(), &FormulaErrorKind::TooDeep, "{open}");
        }
        assert!(deep("(", ")", 64).is_ok());
        assert!(deep("(", ")", 65).is_err());
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(checks).unwrap().join().unwrap();

    let long = format!("1{}", "+1".repeat(4_999));
    assert_eq!(value(&long), 5_000.0);
    let many = format!("sum(1{})", ",1".repeat(4_997));
    assert_eq!(value(&many), 4_998.0);
    let hostile = "đ".repeat(6_000);
    assert_eq!(error(&hostile).kind(), &FormulaErrorKind::TooLong { bytes: 12_000 });
    assert!(Formula::parse(&"(".repeat(10_000)).is_err());
    assert!(Formula::parse(&"raw(".repeat(2_500)).is_err());
    assert!(Formula::parse(&"present(raw(".repeat(800)).is_err());
}

#[test]
fn goes_through_serde() {
    let formula: Formula = serde_json::from_str("\"a + 1\"").unwrap();
    assert_eq!(formula, "a + 1".parse().unwrap());
    assert_eq!(serde_json::to_string(&formula).unwrap(), "\"a + 1\"");
    let error = serde_json::from_str::<Formula>("\"a +\"").unwrap_err().to_string();
    assert!(error.contains("column 4"), "{error}");
}

#[cfg(feature = "schema")]
#[test]
fn has_a_schema() {
    let schema = serde_json::to_value(schemars::schema_for!(Formula)).unwrap();
    assert_eq!(schema["type"], "string");
    for example in schema["examples"].as_array().unwrap() {
        Formula::parse(example.as_str().unwrap()).unwrap();
    }
}
