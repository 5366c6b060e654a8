//! The cheapest way up and recognition, as dictionaries.

use chuan::assess::recognition::{Competence, Recognitions, Standing};
use chuan::assess::{WayUp, WayUpOptions};
use chuan::framework::Framework;
use chuan::framework::spec::CostSpec;
use chuan::id::Code;
use chuan::text::Lang;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping, PyMappingMethods};
use std::path::Path;

/// The acts of a record of recognition, all of which have to be right.
pub(crate) fn acts(record: &Path, framework: &Framework) -> PyResult<Recognitions> {
    let name = record.display().to_string();
    let file = std::fs::File::open(record)
        .map_err(|error| PyOSError::new_err(format!("{name}: {error}")))?;
    let value_error = |text: String| PyValueError::new_err(format!("{name}: {text}"));
    let (acts, faults) =
        Recognitions::read_csv(file, framework).map_err(|error| value_error(error.to_string()))?;
    match faults.first() {
        Some(fault) => Err(value_error(fault.to_string())),
        None => Ok(acts),
    }
}

/// Options with the costs that were given.
pub(crate) fn options(
    framework: &Framework,
    costs: Option<&Bound<'_, PyMapping>>,
) -> PyResult<WayUpOptions> {
    let mut options = WayUpOptions::default();
    let Some(costs) = costs else { return Ok(options) };
    for pair in costs.items()? {
        let (code, cost): (String, f64) = pair.extract()?;
        if framework.find(&code).is_none() {
            let known = framework.items().iter().map(|item| item.code.as_str());
            return Err(crate::error::unknown("node or indicator", &code, known));
        }
        if !(cost.is_finite() && cost >= 0.0) {
            return Err(PyValueError::new_err(format!("the cost of `{code}` must be at least 0")));
        }
        let code = Code::new(&code).map_err(|error| PyValueError::new_err(error.to_string()))?;
        options.costs.insert(code, CostSpec::Fixed(cost));
    }
    Ok(options)
}

/// A way as a dictionary.
pub(crate) fn way<'py>(py: Python<'py>, way: &WayUp, lang: Lang) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("level", way.level.as_str())?;
    dict.set_item("reached", way.reached)?;
    dict.set_item("cost", way.cost)?;
    let ways = PyList::empty(py);
    for changes in &way.ways {
        let list = PyList::empty(py);
        for change in changes {
            let one = PyDict::new(py);
            one.set_item("code", change.code.as_str())?;
            one.set_item("cost", change.cost)?;
            one.set_item("sentence", change.sentence(lang))?;
            list.append(one)?;
        }
        ways.append(list)?;
    }
    dict.set_item("ways", ways)?;
    dict.set_item("more", way.more)?;
    dict.set_item("proof", way.proof.as_str())?;
    dict.set_item("proven", way.proof.is_proven())?;
    dict.set_item("sentence", way.sentence(lang))?;
    Ok(dict)
}

/// A standing as a dictionary; days are texts.
pub(crate) fn standing<'py>(
    py: Python<'py>,
    standing: &Standing,
    lang: Lang,
) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    let code = |code: &Option<Code>| code.as_ref().map(|code| code.as_str().to_owned());
    dict.set_item("as_of", standing.as_of.to_string())?;
    dict.set_item("state", standing.state.as_str())?;
    dict.set_item("level", code(&standing.level))?;
    dict.set_item("since", standing.since.map(|day| day.to_string()))?;
    dict.set_item("until", standing.until.map(|day| day.to_string()))?;
    dict.set_item("renew_by", standing.renew_by.map(|day| day.to_string()))?;
    dict.set_item("criteria_met_for", code(&standing.met))?;
    let competent = match &standing.competence {
        Competence::Competent => Some(true),
        Competence::Other { .. } => Some(false),
        _ => None,
    };
    dict.set_item("competent", competent)?;
    dict.set_item("successor", code(&standing.successor))?;
    let steps = PyList::empty(py);
    for act in &standing.steps {
        let one = PyDict::new(py);
        one.set_item("act", act.kind.as_str())?;
        one.set_item("level", code(&act.level))?;
        one.set_item("date", act.date.to_string())?;
        one.set_item("by", code(&act.by))?;
        steps.append(one)?;
    }
    dict.set_item("steps", steps)?;
    dict.set_item("sentence", standing.sentence(lang))?;
    Ok(dict)
}
