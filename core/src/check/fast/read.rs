//! One CSV file from its first byte to its last.

use super::chunk::{CHUNK, Chunker, Header, LONGEST_RECORD, Note};
use super::merge::{Merger, Parser};
use super::plan::Plan;
use super::reread::Reread;
use super::threads::{self, Job};
use crate::check::first::{Opener, Source};
use crate::check::row::Reader;
use crate::check::{Checker, series};
use crate::finding::{Finding, Place, catalogue};
use crate::observe::{ReadError, Record, detect_delimiter};
use std::io::Read;
use std::sync::Arc;

/// The first chunk is small: what it teaches is known to all others.
const FIRST_CHUNK: usize = 32 * 1024;

impl Checker<'_> {
    /// Reads and checks a CSV file.
    pub(in crate::check) fn read_chunks(
        &mut self,
        name: &str,
        input: impl Read,
        again: Option<Opener>,
    ) -> Result<(), ReadError> {
        let fault = |source| ReadError::Io { file: name.to_owned(), source };
        let file: Arc<str> = name.into();
        let place = || Place::in_file(Some(file.clone()));
        self.files.push(super::super::FileSummary { name: name.to_owned(), ..Default::default() });
        let size = if self.options.chunk == 0 { CHUNK } else { self.options.chunk };
        let mut chunker = Chunker::new(input, size.min(FIRST_CHUNK));
        let header = chunker.header(self.options.delimiter, detect_delimiter).map_err(fault)?;
        let (bytes, line, next, note, delimiter) = match header {
            Header::Nothing => {
                self.report(Finding::new(&catalogue::EMPTY_FILE).at(place()));
                return Ok(());
            }
            Header::TooLong { line } => {
                let finding =
                    Finding::new(&catalogue::RECORD_TOO_LONG).with("most", LONGEST_RECORD);
                self.report(finding.at(Place { line: Some(line), ..place() }));
                return chunker.look_on().map_err(fault);
            }
            Header::Row { bytes, line, next, note, delimiter } => {
                (bytes, line, next, note, delimiter)
            }
        };
        let mut header = Record { line, ..Record::default() };
        Parser::new(delimiter).parse(&bytes, &mut header);
        if let Some(note) = note {
            let rule = match note {
                Note::Stray(_) => &catalogue::STRAY_QUOTE,
                _ => &catalogue::UNCLOSED_QUOTE,
            };
            let shown = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or(&[]));
            let finding = Finding::new(rule).value(shown.lines().next().unwrap_or_default());
            self.report(finding.at(Place { line: Some(line), ..place() }));
        }
        let mut lines = 0;
        let second = &mut || match chunker.header(Some(delimiter), detect_delimiter)? {
            Header::Row { bytes, line, next: after, .. } => {
                lines = after - 1;
                let mut row = Record { number: 1, line: next + line - 1, ..Record::default() };
                Parser::new(delimiter).parse(&bytes, &mut row);
                Ok(Some(row))
            }
            _ => Ok(None),
        };
        let laid_out = self.lay_out(header, &file, second).map_err(fault)?;
        let Some((layouts, header, both)) = laid_out else {
            return chunker.look_on().map_err(fault);
        };
        let layout = &layouts.layout;
        // What cannot be read again is remembered.
        let values = again.is_none()
            || self.options.keep
            || self.options.places
            || series::wanted(self.framework);
        let data = &self.framework.spec().data;
        let numbers = self.options.numbers.unwrap_or(data.numbers);
        let period = self.options.period.or(data.period);
        let plan = Plan::of(layout, self.framework, numbers, period, values).map(Arc::new);
        let cells = self.keys.cells_per_layer();
        let threads = self.threads();
        let can_reread = again.is_some() && plan.is_some();
        if let (Some(opener), Some(plan)) = (again, &plan) {
            let reread = Reread { plan: plan.clone(), delimiter, size, both };
            let file = self.files.len().saturating_sub(1) as u32;
            self.sources.push(Source { file, opener, reread, until: u64::MAX });
        }
        let plan = plan.as_deref();
        let mut reader = Reader::new(self, &layouts, file.clone(), &header);
        let mut merger = Merger::new(&mut reader, delimiter, next, cells, can_reread);
        if both {
            merger.pass_over(lines);
        }
        let mut job = Job::default();
        // The first chunk teaches units and layers.
        let more = job.alone(&mut chunker, &mut merger, plan).map_err(fault)?;
        chunker.set_size(size);
        merger.learn();
        if more && threads > 1 && chunker.has_more() {
            threads::run(&mut chunker, &mut merger, plan, threads).map_err(fault)?;
        } else if more {
            while job.alone(&mut chunker, &mut merger, plan).map_err(fault)? {}
        }
        if merger.records() == 0 {
            self.report(Finding::new(&catalogue::NO_RECORDS).at(place()));
        }
        Ok(())
    }

    /// How many threads there are to be.
    fn threads(&self) -> usize {
        match self.options.threads {
            _ if !cfg!(feature = "parallel") => 1,
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            some => some,
        }
    }
}
