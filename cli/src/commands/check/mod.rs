//! `chuan check`: what is wrong with a framework and with data.

mod fix;
mod split;

use crate::args::{CheckArgs, FindingsFormat};
use crate::failure::{Failure, Status};
use crate::input;
use crate::output::{Excerpts, Report, html, text};
use crate::session::Session;
use chuan::finding::Findings;
use std::collections::BTreeMap;
use std::mem::ManuallyDrop;

/// So many findings of one rule in one file are kept, unless the run says otherwise: more than
/// anybody reads, and still a bound for a file in which every row is wrong.
const LISTED: usize = 50_000;

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
        excerpts: Excerpts::default(),
        most: args.max_per_rule.unwrap_or(text::SHOWN),
        unlisted: Vec::new(),
    };
    if args.max_per_rule == Some(0) {
        report.most = usize::MAX;
    }
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
        if args.split.is_none() {
            options.max_per_rule = match (args.max_per_rule, args.format) {
                (Some(0), _) => usize::MAX,
                (Some(most), _) => most,
                (None, FindingsFormat::Text) => text::SHOWN,
                (None, FindingsFormat::Html) => html::LISTED,
                (None, _) => LISTED,
            };
        }
        if args.split.is_some() {
            options.max_findings = usize::MAX;
        }
        let data = input::check(framework, &sources, options.clone(), false, session)?;
        if let Some(folder) = &args.split {
            let findings = &data.checked.findings;
            split::split(framework, &sources, findings, folder, args, &inputs, session)?;
        }
        report.about_data = data.checked.findings;
        report.files = data.checked.files;
        match args.format {
            FindingsFormat::Text => {
                let (findings, files) = (&report.about_data, &report.files);
                report.excerpts = Excerpts::gather(findings, files, &sources, framework, &options);
            }
            // These say it in their own way.
            FindingsFormat::Html | FindingsFormat::Json => {}
            _ => report.note_unlisted(),
        }
    }
    let mut out = Report::open(args.format, session, &inputs)?;
    report.write(args.format, session, &mut out)?;
    out.finish()?;
    Ok(Status::of(report.has_errors()))
}
