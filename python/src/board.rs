//! Status boards of meetings.

use crate::findings::PyFindings;
use crate::render;
use crate::table::{Columns, PyTable, tabular};
use chuan::finding::Findings;
use chuan::meeting::log::{Grouping, LogBase, Replay, TaskStatus, by_urgency, label};
use chuan::period::day_words;
use chuan::text::Lang;
use pyo3::prelude::*;
use std::sync::Arc;

/// Where tasks stand as of a day. It prints as tables, one for each body.
///
/// Examples
/// --------
/// >>> print(board)
/// Tasks as of 2024-07-02: 1 task, 0 done, 1 open, 1 overdue
/// ...
#[pyclass(frozen, name = "Board", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyBoard {
    base: Arc<LogBase>,
    replay: Arc<Replay>,
    grouping: Grouping,
    lang: Lang,
}

impl PyBoard {
    /// The board of a replay, by a grouping, in a language.
    pub(crate) fn new(base: LogBase, replay: Replay, grouping: Grouping, lang: Lang) -> Self {
        Self { base: Arc::new(base), replay: Arc::new(replay), grouping, lang }
    }

    fn rows(&self) -> Vec<(Option<Arc<str>>, &TaskStatus)> {
        let groups = self.replay.grouped(&self.base, &self.replay.tasks, Some(&self.grouping));
        let rows = |(group, tasks): (Option<Arc<str>>, Vec<_>)| {
            tasks.into_iter().map(move |task| (group.clone(), task))
        };
        groups.into_iter().flat_map(rows).collect()
    }

    fn named(&self, group: Option<&str>) -> String {
        match group {
            None if self.lang == Lang::Vi => "(chưa rõ)".to_owned(),
            None => "(none)".to_owned(),
            Some(id) => self.base.names.get(id).map_or_else(|| id.to_owned(), ToString::to_string),
        }
    }

    /// The tasks of one group for people.
    fn short(&self, tasks: &[(Option<Arc<str>>, &TaskStatus)]) -> PyResult<PyTable> {
        let lang = self.lang;
        let [task, title, status, due, days] = match lang {
            Lang::En => ["task", "title", "status", "due", "days"],
            Lang::Vi => ["Nhiệm vụ", "Nội dung", "Tình trạng", "Hạn", "Số ngày"],
        };
        let mut tasks: Vec<&TaskStatus> = tasks.iter().map(|(_, task)| *task).collect();
        by_urgency(&mut tasks);
        let all = || tasks.iter();
        let given = |task: &TaskStatus| self.base.tasks.get(task.index);
        Columns::default()
            .text(task, all().map(|task| given(task).map(|task| task.id.to_string())))
            .text(title, all().map(|task| given(task).map(|task| task.title.to_string())))
            .text(status, all().map(|task| Some(label(task.state, task.timeliness, lang))))
            .text(due, all().map(|task| task.due.as_ref().map(|due| due.words(lang))))
            .number(days, all().map(|task| task.days.map(|days| days as f64)))
            .table()
    }

    fn pieces(&self) -> PyResult<Vec<(String, PyTable)>> {
        let rows = self.rows();
        rows.chunk_by(|(a, _), (b, _)| a == b)
            .map(|chunk| {
                let group = chunk.first().and_then(|(group, _)| group.as_deref());
                Ok((self.named(group), self.short(chunk)?))
            })
            .collect()
    }

    fn title(&self) -> String {
        let counts = self.replay.counts();
        let (total, done, overdue) = (counts.total(), counts.done(), counts.open_overdue);
        let as_of = day_words(self.replay.as_of, self.lang);
        let open = counts.open();
        match self.lang {
            Lang::En => {
                let tasks = if total == 1 { "task" } else { "tasks" };
                format!(
                    "Tasks as of {as_of}: {total} {tasks}, {done} done, {open} open, {overdue} overdue"
                )
            }
            Lang::Vi => format!(
                "Tình trạng nhiệm vụ đến hết ngày {as_of}: {total} nhiệm vụ, {done} xong, {open} chưa \
                 xong, {overdue} quá hạn"
            ),
        }
    }
}

#[pymethods]
impl PyBoard {
    /// The board as a table.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Columns ``group``, ``task``, ``title``, ``owner``, ``state``, ``timeliness``,
    ///     ``status``, ``due``, ``last_day``, ``days`` (positive is late), ``against_original``,
    ///     ``percent``, ``completed_on``, ``days_to_close``, ``returns``, ``extensions``.
    ///
    /// Examples
    /// --------
    /// >>> board.to_table()["task"]
    /// ['t1']
    fn to_table(&self) -> PyResult<PyTable> {
        let rows = self.rows();
        let all = || rows.iter().map(|(_, task)| *task);
        let given = |task: &TaskStatus| self.base.tasks.get(task.index);
        Columns::default()
            .text("group", rows.iter().map(|(group, _)| group.as_deref()))
            .text("task", all().map(|task| given(task).map(|task| task.id.to_string())))
            .text("title", all().map(|task| given(task).map(|task| task.title.to_string())))
            .text("owner", all().map(|task| task.owner.as_deref()))
            .text("state", all().map(|task| Some(task.state.as_str())))
            .text("timeliness", all().map(|task| task.timeliness.map(|t| t.as_str())))
            .text("status", all().map(|t| Some(label(t.state, t.timeliness, self.lang))))
            .text("due", all().map(|task| task.due.as_ref().map(|due| due.to_string())))
            .text(
                "last_day",
                all().map(|task| task.due.as_ref()?.last().map(|day| day.to_string())),
            )
            .number("days", all().map(|task| task.days.map(|days| days as f64)))
            .text("against_original", all().map(|task| task.against_original.map(|t| t.as_str())))
            .number("percent", all().map(|task| task.percent))
            .text("completed_on", all().map(|t| t.completed_on.map(|day| day.to_string())))
            .number(
                "days_to_close",
                all().map(|t| self.replay.days_to_close(&self.base, t).map(|days| days as f64)),
            )
            .whole("returns", all().map(|task| Some(u64::from(task.returns))))
            .whole("extensions", all().map(|task| Some(u64::from(task.extensions))))
            .table()
    }

    /// What the board depends on: with record and log anybody can make it again.
    #[getter]
    fn provenance(&self) -> String {
        self.replay.provenance().to_string()
    }

    /// What is wrong with the log.
    #[getter]
    fn findings(&self) -> PyFindings {
        let findings: Findings = self.replay.findings.clone();
        PyFindings::new(findings)
    }

    fn __len__(&self) -> usize {
        self.replay.tasks.len()
    }

    fn __repr__(&self) -> PyResult<String> {
        let mut text = self.title();
        for (name, table) in self.pieces()? {
            text.push_str("\n\n");
            text.push_str(&render::text(&table, Some(&name)));
        }
        text.push_str("\n\n");
        text.push_str(&self.provenance());
        Ok(text)
    }

    fn _repr_html_(&self) -> PyResult<String> {
        let mut page = format!("<p>{}</p>", render::escape(&self.title()));
        for (name, table) in self.pieces()? {
            page.push_str(&render::html(&table, Some(&name)));
        }
        let small = render::escape(&self.provenance());
        page.push_str(&format!("<p style=\"overflow-wrap:anywhere\"><small>{small}</small></p>"));
        Ok(page)
    }
}

tabular! {
    PyBoard, "The board", no lang,
    dicts: ">>> board.to_dicts()[0][\"task\"]\n't1'",
    pandas: ">>> board.to_pandas()[\"task\"].tolist()\n['t1']",
    polars: ">>> board.to_polars()[\"task\"].to_list()\n['t1']"
}
