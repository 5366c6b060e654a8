//! A log as a table of progress, and tables added to it.

use super::PyLog;
use super::file::{self, refused};
use crate::error::{self, Kind};
use crate::findings::PyFindings;
use crate::options;
use chuan::meeting::log::Event;
use chuan::meeting::tables::{ProgressOptions, Table};
use pyo3::prelude::*;
use std::io::Cursor;

#[pymethods]
impl PyLog {
    /// The log as a CSV table of progress, which :meth:`append_progress` reads.
    ///
    /// Parameters
    /// ----------
    /// visibility : {"public", "internal", "secret"}
    ///     Events of tasks that are less visible than this are left out.
    ///
    /// Returns
    /// -------
    /// str
    ///     Columns ``task``, ``event``, ``on``, ``by``, ``percent``, ``due``, ``owner``,
    ///     ``evidence``, ``note``, ``seq_ref``, ``recorded_at``.
    ///
    /// Raises
    /// ------
    /// RuntimeError
    ///     When a line cannot be read; :meth:`audit` says which.
    ///
    /// Examples
    /// --------
    /// >>> log.to_progress().splitlines()[0][:13]
    /// 'task,event,on'
    #[pyo3(signature = (*, visibility="public"))]
    fn to_progress(&self, visibility: &str) -> PyResult<String> {
        let text = std::str::from_utf8(&self.bytes).map_err(refused)?;
        let events = text.lines().map(Event::parse).collect::<Result<Vec<_>, _>>();
        let most = options::visibility(visibility)?;
        Ok(self.record.progress_table(events.map_err(refused)?, most))
    }

    /// Adds the rows of a CSV table of progress to the file, all or nothing.
    ///
    /// A row has an event, or the label of a task tracker ("Đã hoàn thành quá hạn") and the day on
    /// which it was so. A label becomes the events by which the task comes to that state; whether it
    /// is in time is computed, and a label that says otherwise is found (``MTG-714``).
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The table: ``task``, ``event`` or label (``trạng thái``), ``on`` (``ngày``) …
    /// recorded_at : str
    ///     The moment at which rows are written down that state none.
    /// delimiter : str
    ///     Delimiter of the table.
    /// day_first : bool
    ///     Whether days may be written ``28/5/2022``.
    ///
    /// Returns
    /// -------
    /// tuple of Log and Findings
    ///     The log with the new lines, and what was found in rows: labels that gave no event, labels
    ///     that have gone stale.
    ///
    /// Raises
    /// ------
    /// DataError
    ///     When a row is wrong. Nothing is written then.
    /// RuntimeError
    ///     When the file has moved on. Nothing is written then.
    ///
    /// Examples
    /// --------
    /// >>> log, findings = log.append_progress(
    /// ...     "task,label,on\nt1,Đang thực hiện,2024-05-02\n",
    /// ...     recorded_at="2024-05-02T09:00:00+07:00")
    /// >>> len(findings)
    /// 0
    #[pyo3(signature = (text, *, recorded_at, delimiter=",", day_first=false))]
    fn append_progress(
        &self,
        py: Python<'_>,
        text: &str,
        recorded_at: &str,
        delimiter: &str,
        day_first: bool,
    ) -> PyResult<(Self, PyFindings)> {
        let mut progress = ProgressOptions::new(recorded_at);
        progress.table.delimiter = options::delimiter(delimiter)?;
        progress.table.day_first = day_first;
        let table = Table { file: "progress.csv", text };
        let log = Cursor::new(self.bytes.as_slice());
        let made = self.record.progress(log, &table, &progress).map_err(refused)?;
        let findings = PyFindings::new(made.findings.clone());
        if made.findings.has_errors() {
            return Err(error::of_findings(py, Kind::Data, findings));
        }
        if made.events.is_empty() {
            return Ok((self.clone(), findings));
        }
        Ok((file::added(py, self, made.events)?, findings))
    }
}
