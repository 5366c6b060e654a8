//! `MTG-501` to `508`: documents and their numbers.

use super::{Look, root};
use crate::document::{DocumentNote, DocumentNumber};
use crate::finding::{Finding, catalogue};
use crate::meeting::spec::{Document, DocumentStatus, Outcome};
use crate::source::Path;
use crate::text::{Lang, fold};
use std::collections::HashMap;

fn documents<'a>(look: &Look<'a>) -> impl Iterator<Item = (Path, &'a Document)> {
    let all = look.record.registry.documents.iter().enumerate();
    all.map(|(number, document)| (root("registry").key("documents").index(number), document))
}

pub(super) fn numbers(look: &Look<'_>, found: &mut Vec<Finding>) {
    for (path, document) in documents(look) {
        let Some(written) = &document.number else { continue };
        let id = document.id.as_str();
        let path = path.key("number");
        let unread = |look: &Look<'_>| {
            look.found(&catalogue::DOCUMENT_NUMBER, id, &path).value(written.as_str())
        };
        let Ok(number) = DocumentNumber::parse(written) else {
            found.push(unread(look));
            continue;
        };
        form(look, id, &number, &path, unread, found);
        kind(look, document, &number, &path, found);
        issuer(look, document, &number, &path, found);
    }
}

/// How a number is written.
fn form(
    look: &Look<'_>,
    id: &str,
    number: &DocumentNumber,
    path: &Path,
    unread: impl Fn(&Look<'_>) -> Finding,
    found: &mut Vec<Finding>,
) {
    let has = |wanted: &[DocumentNote]| number.notes().iter().any(|note| wanted.contains(note));
    let rule = if has(&[
        DocumentNote::StraySeparator,
        DocumentNote::MixedSeparators,
        DocumentNote::UnknownType,
    ]) {
        found.push(unread(look).suggest(number.canonical()));
        return;
    } else if has(&[DocumentNote::StateSeparators, DocumentNote::PartySeparators]) {
        &catalogue::PARTY_SEPARATORS
    } else if !number.notes().is_empty() {
        &catalogue::DOCUMENT_NUMBER_FORM
    } else {
        return;
    };
    found.push(
        look.found(rule, id, path)
            .value(number.written())
            .with("canonical", number.canonical())
            .suggest(number.canonical()),
    );
}

/// The kind that a symbol stands for, as records write kinds: `nghi_quyet`.
fn kind_of(name: &str) -> String {
    fold(name).replace(' ', "_")
}

fn kind(
    look: &Look<'_>,
    document: &Document,
    number: &DocumentNumber,
    path: &Path,
    found: &mut Vec<Finding>,
) {
    let Some(symbol) = number.document_type() else { return };
    let known =
        crate::document::types().iter().any(|kind| plain(kind.name(Lang::Vi)) == document.kind);
    let fits = plain(symbol.name(Lang::Vi)) == document.kind
        // QĐ stands for quyết định and for quy định.
        || (symbol.abbreviation() == "QĐ" && document.kind == "quy_dinh");
    if known && !fits {
        found.push(
            look.found(&catalogue::DOCUMENT_TYPE, document.id.as_str(), path)
                .value(number.written())
                .with("kind", document.kind.as_str()),
        );
    }
}

/// A name without diacritics, its words joined by `_`.
fn plain(name: &str) -> String {
    let words = name.split_whitespace().map(kind_of);
    words.collect::<Vec<_>>().join("_")
}

fn issuer(
    look: &Look<'_>,
    document: &Document,
    number: &DocumentNumber,
    path: &Path,
    found: &mut Vec<Finding>,
) {
    let bodies = &look.record.registry.bodies;
    let body = document.issuer.as_ref().and_then(|id| bodies.iter().find(|body| body.id == *id));
    let Some((body, suffix)) = body.and_then(|body| Some((body, body.doc_suffix.as_ref()?))) else {
        return;
    };
    if number.issuer() != suffix.as_str() {
        found.push(
            look.found(&catalogue::DOCUMENT_ISSUER, document.id.as_str(), path)
                .value(number.written())
                .with("issuer", body.id.as_str())
                .with("suffix", suffix.as_str()),
        );
    }
}

pub(super) fn twice(look: &Look<'_>, found: &mut Vec<Finding>) {
    let mut first: HashMap<(&str, String, &str), &str> = HashMap::new();
    for (path, document) in documents(look) {
        let (Some(issuer), Some(written)) = (&document.issuer, &document.number) else { continue };
        let Ok(number) = DocumentNumber::parse(written) else { continue };
        let term = document.term.as_deref().unwrap_or_default();
        let key = (issuer.as_str(), number.canonical().to_owned(), term);
        let other = *first.entry(key).or_insert(document.id.as_str());
        if other != document.id.as_str() {
            found.push(
                look.found(&catalogue::DOCUMENT_TWICE, document.id.as_str(), &path.key("number"))
                    .value(written.as_str())
                    .with("other", other),
            );
        }
    }
}

/// A document by which a decision was issued is not older than the decision.
pub(super) fn issued(look: &Look<'_>, found: &mut Vec<Finding>) {
    let by_id: HashMap<&str, (Path, &Document)> =
        documents(look).map(|(path, document)| (document.id.as_str(), (path, document))).collect();
    for at in &look.index.decisions {
        let document = at.part.document.as_ref().and_then(|id| by_id.get(id.as_str()));
        if let Some((path, document)) = document
            && let Some(date) = document.date.filter(|date| *date < look.meeting().date)
        {
            found.push(
                look.found(
                    &catalogue::ISSUED_BEFORE_DECIDED,
                    document.id.as_str(),
                    &path.clone().key("date"),
                )
                .value(date.to_string())
                .with("date", date),
            );
        }
    }
}

pub(super) fn drafts(look: &Look<'_>, found: &mut Vec<Finding>) {
    let Some(days) =
        look.days_since().filter(|days| *days > i64::from(look.context.profile.patience))
    else {
        return;
    };
    let adopted = |outcome| matches!(outcome, Some(Outcome::Adopted | Outcome::AdoptedAmended));
    for (path, document) in documents(look) {
        let was_adopted = look
            .index
            .items
            .iter()
            .any(|at| adopted(at.part.outcome) && at.part.papers.contains(&document.id));
        if document.status == DocumentStatus::Draft && was_adopted {
            found.push(
                look.found(&catalogue::ADOPTED_DRAFT, document.id.as_str(), &path.key("status"))
                    .value("draft")
                    .with("date", look.meeting().date)
                    .with("days", days.to_string()),
            );
        }
    }
}
