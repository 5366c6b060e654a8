//! `chuan check`: what is wrong with a framework and with data.

mod fix;
mod split;

use crate::args::{CheckArgs, FindingsFormat};
use crate::failure::{Failure, Status};
use crate::input;
use crate::output::{Report, html, text};
use crate::session::Session;
use chuan::finding::Findings;
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;

/// Runs the verb.
pub(super) fn run(args: &CheckArgs, session: &Session) -> Result<Status, Failure> {
    let mut sources = input::sources(&args.data)?;
    let loaded = input::framework(&args.framework)?;
    // The process ends with this verb; to take apart 11,000 units first would only cost time.
    let framework = ManuallyDrop::new(loaded.framework);
    let inputs = input::files(&args.framework, framework.as_ref(), &sources);
    let mut report = Report {
        framework: args.framework.display().to_string(),
        about_framework: loaded.findings,
        about_data: Findings::new(),
        files: Vec::new(),
        texts: BTreeMap::new(),
    };
    // Data are not checked against a framework that is wrong.
    if let (Some(framework), false) = (framework.as_ref(), sources.is_empty()) {
        if args.diff {
            return fix::diff(framework, &sources, args, &inputs, session);
        }
        let mut options = args.reading.options();
        if args.fix {
            sources = fix::fix(framework, &sources, args, &inputs, session)?;
            // What is written is plain.
            (options.encoding, options.sheet, options.header_row) = (None, None, None);
        }
        options.keep = false;
        if args.reading.max_findings.is_none() && args.split.is_none() {
            options.max_per_rule = match args.format {
                FindingsFormat::Text => text::SHOWN,
                FindingsFormat::Html => html::LISTED,
                _ => usize::MAX,
            };
        }
        if args.split.is_some() {
            options.max_findings = usize::MAX;
        }
        let data = input::check(framework, &sources, options, false, session)?;
        if let Some(folder) = &args.split {
            let findings = &data.checked.findings;
            split::split(framework, &sources, findings, folder, args, &inputs, session)?;
        }
        report.about_data = data.checked.findings;
        report.files = data.checked.files;
    }
    let mut out = session.open(&inputs)?;
    report.write(args.format, session, &mut out)?;
    out.finish()?;
    Ok(Status::of(report.has_errors()))
}
