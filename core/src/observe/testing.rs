//! Observations for the tests of the rooms that work with them, without the check in between; and how many
//! cases their properties are tried on.

use super::{Builder, Observations};
use crate::framework::spec::{CriterionStatus, Scale};
use crate::framework::{Framework, ItemId};
use crate::id::Code;
use crate::period::Period;
use crate::register::{Lookup, Register, RegisterSpec};

/// So many cases, unless `PROPTEST_CASES` asks for another number: a count that is written in a test
/// would win over the variable.
pub(crate) fn cases(usual: u32) -> proptest::prelude::ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    proptest::prelude::ProptestConfig::with_cases(asked.unwrap_or(usual))
}

/// Observations from plain lines: `unit,period,a,b` with a column for every indicator, or
/// `unit,indicator,value,status`. The period may be left out or empty. What is wrong panics.
pub(crate) fn observations(framework: &Framework, csv: &str) -> Observations {
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let column = |name: &str| header.iter().position(|other| *other == name);
    let mut builder = Builder::new();
    for line in lines {
        let unit = add_unit(framework, &mut builder, line[column("unit").unwrap()]);
        let written = column("period").map_or("", |at| line[at]);
        let period = (!written.is_empty()).then(|| Period::parse_iso(written).unwrap());
        let period = builder.period(period);
        if let (Some(item), Some(value)) = (column("indicator"), column("value")) {
            let id = framework.find(line[item]).unwrap();
            if framework.item(id).unwrap().node().is_some() {
                let status = status(line[column("status").unwrap()]);
                builder.push_tally(unit, id, period, (status, line[value].parse().unwrap()));
            } else {
                builder.push(unit, id, period, number(framework, id, line[value]));
            }
            continue;
        }
        for (name, cell) in header.iter().zip(&line) {
            if !["unit", "period"].contains(name) && !cell.is_empty() {
                let id = framework.find(name).unwrap();
                builder.push(unit, id, period, number(framework, id, cell));
            }
        }
    }
    builder.finish()
}

fn add_unit(framework: &Framework, builder: &mut Builder, code: &str) -> usize {
    let register = framework.register();
    if let Lookup::Found(id) = register.find(code, None) {
        return builder.unit(id.0, register.unit(id).unwrap());
    }
    assert!(register.is_open(), "{code}");
    let code = serde_json::to_string(&Code::new(code).unwrap()).unwrap();
    let spec = format!("{{\"unit\": [{{\"code\": {code}}}]}}");
    let open: RegisterSpec = serde_json::from_str(&spec).unwrap();
    builder.unit(0, &Register::new(&open).unwrap().units()[0])
}

fn status(word: &str) -> CriterionStatus {
    serde_json::from_value(word.into()).unwrap()
}

fn number(framework: &Framework, id: ItemId, cell: &str) -> f64 {
    let indicator = framework.item(id).unwrap().indicator().unwrap();
    match indicator.scale {
        Scale::Status => f64::from(status(cell) as u8),
        scale if scale.is_worded() => indicator.option_value(cell).unwrap(),
        _ => cell.parse().unwrap(),
    }
}
