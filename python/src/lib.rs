//! The extension module `chuan._core`: registrations, and nothing else.

// Doc comments of what Python sees are docstrings: reStructuredText with examples for doctest.
#![allow(clippy::doc_lazy_continuation)]

mod assessment;
mod board;
mod catalogue;
mod error;
mod exchange;
mod explanation;
mod finding;
mod findings;
mod fit;
mod framework;
mod input;
mod layers;
mod log;
mod ops;
mod options;
mod record;
mod render;
mod run;
mod scorecard;
mod subject;
mod table;
mod tracking;
mod ways;

/// What `import chuan` is made of; see the package `chuan` for its documentation.
#[pyo3::pymodule]
mod _core {
    #[pymodule_export]
    use crate::assessment::PyAssessment;
    #[pymodule_export]
    use crate::board::PyBoard;
    #[pymodule_export]
    use crate::catalogue::{explain, rules, schema};
    #[pymodule_export]
    use crate::explanation::PyExplanation;
    #[pymodule_export]
    use crate::finding::PyFinding;
    #[pymodule_export]
    use crate::findings::PyFindings;
    #[pymodule_export]
    use crate::fit::PyFit;
    #[pymodule_export]
    use crate::framework::PyFramework;
    #[pymodule_export]
    use crate::layers::PyLayers;
    #[pymodule_export]
    use crate::log::PyLog;
    #[pymodule_export]
    use crate::ops::operate;
    #[pymodule_export]
    use crate::record::PyRecord;
    #[pymodule_export]
    use crate::scorecard::{PyComparison, PyScorecard};
    #[pymodule_export]
    use crate::table::PyTable;
    #[pymodule_export]
    use crate::tracking::PyTracking;

    /// Whether this is a debug build, many times slower than a release build.
    #[pymodule_export]
    const DEBUG: bool = cfg!(debug_assertions);

    /// Version of the engine.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
