//! `chuan check`: what is wrong with a framework and with data.

use crate::args::{CheckArgs, FindingsFormat};
use crate::failure::{Failure, Status};
use crate::input;
use crate::output::{Report, text};
use crate::session::Session;
use chuan::finding::Findings;
use std::collections::BTreeMap;

/// Runs the verb.
pub(super) fn run(args: &CheckArgs, session: &Session) -> Result<Status, Failure> {
    let sources = input::sources(&args.data)?;
    let loaded = input::framework(&args.framework)?;
    let inputs = input::files(&args.framework, loaded.framework.as_ref(), &sources);
    let mut report = Report {
        framework: args.framework.display().to_string(),
        about_framework: loaded.findings,
        about_data: Findings::new(),
        files: Vec::new(),
        texts: BTreeMap::new(),
    };
    // Data are not checked against a framework that is wrong.
    if let (Some(framework), false) = (&loaded.framework, sources.is_empty()) {
        let mut options = args.reading.options();
        options.keep = false;
        if args.format == FindingsFormat::Text && args.reading.max_findings.is_none() {
            options.max_per_rule = text::SHOWN;
        }
        let data = input::check(framework, &sources, options, false, session)?;
        report.about_data = data.checked.findings;
        report.files = data.checked.files;
    }
    let mut out = session.open(&inputs)?;
    report.write(args.format, session, &mut out)?;
    out.finish()?;
    Ok(Status::of(report.has_errors()))
}
