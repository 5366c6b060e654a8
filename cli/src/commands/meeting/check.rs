//! `chuan meeting check`: what a record holds, and what is wrong with it.

use crate::args::FindingsFormat;
use crate::args::meeting::CheckRecordArgs;
use crate::failure::{Failure, Status};
use crate::input;
use crate::output::{Excerpts, Report, text};
use crate::render::agenda;
use crate::session::Session;
use chuan::finding::Findings;
use chuan::meeting::tables::Table;
use chuan::meeting::{Context, Profile, Record};
use std::collections::BTreeMap;

/// Runs the verb.
pub(super) fn run(args: &CheckRecordArgs, session: &Session) -> Result<Status, Failure> {
    let framework = match &args.framework {
        None => None,
        Some(path) => {
            let loaded = input::framework(path)?;
            if loaded.framework.is_none() {
                let nothing = Findings::new();
                super::super::tell(&loaded.findings, &nothing, &[], usize::MAX, session);
                return Ok(Status::Findings);
            }
            loaded.framework
        }
    };
    let mut context = Context::default();
    context.outside = framework.as_ref().map(|framework| framework as _);
    context.as_of = args.as_of;
    context.profile = if args.strict { Profile::strict() } else { Profile::default() };
    let name = args.record.display().to_string();
    let text = super::text(&args.record)?;
    let (shared, wrong) = match super::shared(&args.record, &text)? {
        Ok(shared) => (shared, Findings::new()),
        Err(findings) => (None, findings),
    };
    context.shared = shared.as_ref();
    let (mut record, mut findings) = Record::check_text(&text, Some(&name), &context);
    findings.append(wrong);
    if let (Some(base), false) = (&record, args.tables.is_empty()) {
        let mut tables = Vec::new();
        for path in &args.tables {
            tables.push((path.display().to_string(), super::text(path)?));
        }
        let given: Vec<Table<'_>> =
            tables.iter().map(|(file, text)| Table { file, text }).collect();
        (record, findings) = base.with_tables(&given, &args.written.options(), &context);
    }
    let inputs: Vec<_> =
        std::iter::once(&args.record).chain(&args.tables).chain(&args.framework).cloned().collect();
    let report = Report {
        framework: name,
        about_framework: findings,
        about_data: Findings::new(),
        files: Vec::new(),
        texts: BTreeMap::new(),
        excerpts: Excerpts::default(),
        most: text::SHOWN,
        unlisted: Vec::new(),
    };
    let mut out = Report::open(args.format, session, &inputs)?;
    if let (FindingsFormat::Text, Some(record)) = (args.format, &record) {
        agenda::write(record, session, &mut out)?;
    }
    report.write(args.format, session, &mut out)?;
    out.finish()?;
    Ok(Status::of(report.has_errors()))
}
