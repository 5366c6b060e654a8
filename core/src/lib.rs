//! Chuan (*chuẩn*, "standard") takes governance indicators from raw value to certificate: it checks
//! data against a declared framework, scores and ranks units, and says which level each has reached
//! and what is missing.
//!
//! ```
//! use chuan::check::{CheckOptions, Checker};
//! use chuan::framework::{FileFormat, Framework};
//!
//! let text = r#"
//!     code = "wards"
//!     title = { vi = "Phường số", en = "Digital wards" }
//!     node = [{ code = "total", aggregate = "sum" }]
//!     indicator = [
//!         { code = "online", parent = "total", unit = "%", points = 60, scorer = "ratio" },
//!         { code = "open_data", parent = "total", scale = "yes_no", points = 40, scorer = "yes_no" },
//!     ]
//!     [[scheme]]
//!     code = "level"
//!     node = "total"
//!     level = [{ code = "none" }, { code = "good", at_least = 70 }]
//! "#;
//! let framework = Framework::parse(text, FileFormat::Toml).unwrap();
//! let mut checker = Checker::new(&framework, CheckOptions::default());
//! checker.read_csv("wards.csv", "unit,online,open_data\nward-1,80,có\nward-2,95,không\n".as_bytes())?;
//! let checked = checker.finish();
//! assert!(checked.findings.is_empty());
//!
//! let card = chuan::score::score(&framework, &checked.observations);
//! let total = framework.find("total").unwrap();
//! assert!(card.periods()[0].score(total).iter().eq([Some(88.0), Some(57.0)]));
//!
//! let assessment = chuan::assess::assess(&framework, &checked.observations, &card);
//! let levels: Vec<_> = assessment.units().iter().flat_map(|unit| unit.reached()).collect();
//! assert!(levels.iter().map(|level| level.code.as_str()).eq(["good", "none"]));
//! # Ok::<(), chuan::observe::ReadError>(())
//! ```
//!
//! # Overview
//!
//! Data flow one way, and a module knows only those before it:
//!
//! * [`framework`]: a [`Framework`](framework::Framework) is what is measured and how: nodes,
//!   indicators, scorers, rankings, levels, targets. It is read from a TOML, JSON or YAML file, or
//!   made by a program from a [`FrameworkSpec`](framework::spec::FrameworkSpec). The page
//!   [`framework::format`] is the reference of the file, with worked examples. [`recipe`] holds
//!   the methods that a framework names, as data; [`register`] the units, with their codes and the
//!   time in which they exist.
//! * [`check`]: a [`Checker`](check::Checker) reads CSV files record by record and tells everything
//!   that is wrong with them. The page [`check::data`] says what files look like. What is right
//!   becomes [`Observations`](observe::Observations), columns by period and indicator
//!   ([`observe`]).
//! * [`score`]: [`score`](score::score) turns observations into a
//!   [`Scorecard`](score::Scorecard): every value, score and rank, each of which can be taken apart
//!   with [`explain`](score::Scorecard::explain).
//! * [`assess`]: [`assess`](assess::assess) turns them into an
//!   [`Assessment`](assess::Assessment): the level reached for certain, the level still possible,
//!   and how each requirement stands.
//!
//! Beside that way, [`meeting`] follows what a meeting decided: the [`log`](meeting::log) of its
//! tasks says where each stood on any day, and gives rates that can be scored.
//!
//! * [`track`]: [`track`](track::track) says how every target stands on a day: whether it is met, at
//!   which pace, what is to be expected, and whether anybody has ever been so fast; where a unit stands
//!   among its peers; and which milestones are reached. The page [`track`] has the methods.
//!
//! What is wrong is a [`Finding`](finding::Finding): a rule of the [catalogue](finding::catalogue),
//! a place, a subject, and a message in Vietnamese and English. A `Result` is an error only where
//! something could not be done, such as reading a file; bad data are findings.
//!
//! Below all of these lie small value types: [`text`] in two languages, codes ([`id`]), [`period`]s
//! and dates, [`number`]s, and [`document`] numbers.
//!
//! # What it does not do yet
//!
//! * It reads observations from CSV and workbooks, not from Parquet or Arrow.
//! * Uncertainty is there as functions over runs ([`analyse`]), and over the tables that multiple imputation
//!   completes; it does not vary a framework by itself.
//! * It does not restate data over mergers of units; a unit has its time, and a successor.
//!
//! It never will print, read a clock, hold global state, or guess: a name that is nearly right is
//! suggested, not taken.
//!
//! # Determinism
//!
//! The same framework and the same observations give the same bits, whatever the order of records
//! and files. Sums are exact until they are rounded once; thresholds, ranks and ties compare
//! decimals of twelve significant digits; rounding follows the rule that the framework declares.
//! Every scorecard carries the hash of its framework.
//!
//! # Crate features
//!
//! All are on by default.
//!
//! * **csv**: reads observations, and the tables beside a framework, from CSV.
//! * **yaml**: reads frameworks from YAML beside TOML and JSON.
//! * **schema**: derives the JSON Schema of a framework from the types.

#[cfg(feature = "analyse")]
pub mod analyse;
pub mod assess;
pub mod check;
pub mod document;
#[cfg(feature = "csv")]
pub mod exchange;
pub mod finding;
pub mod framework;
pub mod id;
pub mod meeting;
pub mod number;
pub mod observe;
pub mod period;
pub mod recipe;
pub mod register;
pub mod score;
mod simd;
mod source;
pub mod text;
pub mod track;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
