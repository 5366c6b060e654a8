//! How a log is replayed, as keyword arguments.

use chuan::meeting::log::{CountedAt, KnownAt, ReplayOptions};
use chuan::period::parse_date_iso;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::path::Path;

/// How a log is replayed, as keyword arguments.
pub(super) struct How<'a> {
    pub(super) as_of: &'a Bound<'a, PyAny>,
    pub(super) known_at: Option<&'a Bound<'a, PyAny>>,
    pub(super) counted_at: &'a str,
    pub(super) due_soon_days: u32,
    pub(super) pause_stops_clock: bool,
}

impl<'a> How<'a> {
    /// As of a day, by the usual policy.
    pub(super) fn usual(
        as_of: &'a Bound<'a, PyAny>,
        known_at: Option<&'a Bound<'a, PyAny>>,
    ) -> Self {
        let counted_at = "submitted";
        Self { as_of, known_at, counted_at, due_soon_days: 7, pause_stops_clock: false }
    }

    pub(super) fn options(&self, path: &Path) -> PyResult<ReplayOptions> {
        let text = self.as_of.str()?.extract::<String>()?;
        let day = text.get(..10).unwrap_or(&text);
        let as_of =
            parse_date_iso(day).map_err(|error| PyValueError::new_err(error.to_string()))?;
        let mut options = ReplayOptions::new(as_of);
        options.file = Some(path.display().to_string().into());
        if let Some(known) = self.known_at {
            let text = match known.call_method0("isoformat") {
                Ok(text) => text.extract::<String>()?,
                Err(_) => known.str()?.extract::<String>()?,
            };
            options.known_at = Some(KnownAt::parse(&text).ok_or_else(|| {
                PyValueError::new_err(format!(
                    "`{text}` is not a date, nor a date-time with an offset"
                ))
            })?);
        }
        options.policy.counted_at = match self.counted_at {
            "submitted" => CountedAt::Submitted,
            "accepted" => CountedAt::Accepted,
            other => {
                return Err(PyValueError::new_err(format!(
                    "counted_at is submitted or accepted, not `{other}`"
                )));
            }
        };
        options.policy.due_soon_days = self.due_soon_days;
        options.policy.pause_stops_clock = self.pause_stops_clock;
        Ok(options)
    }
}
