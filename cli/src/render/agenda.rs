//! A record of a meeting for people: the agenda as a tree, and what came of it.

use super::style::{BOLD, DIM, GOOD, OPEN};
use super::text::wrap;
use crate::failure::Failure;
use crate::locale::{self, say};
use crate::session::Session;
use anstyle::Style;
use chuan::meeting::spec::{AgendaItem, AttendanceStatus, DecisionKind, Outcome, StatementKind};
use chuan::meeting::{Id, Record};
use chuan::period::day_words;
use chuan::text::Lang;
use std::io::Write;

/// Writes the record.
pub(crate) fn write(
    record: &Record,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (meeting, lang) = (&record.spec().meeting, session.lang);
    let bodies = &record.spec().registry.bodies;
    let body = bodies.iter().find(|body| body.id == meeting.body);
    let width = session.width;
    lines(out, BOLD, "", "", &meeting.title, width)?;
    let body = body.map_or(meeting.body.as_str(), |body| body.name.as_str());
    writeln!(out, "{DIM}{body} · {}{DIM:#}", day_words(meeting.date, lang))?;
    writeln!(out)?;
    for item in &meeting.agenda {
        self::item(record, item, 0, session, out)?;
    }
    let spec = record.spec();
    let there = meeting.attendance.iter().filter(|one| one.status == AttendanceStatus::Present);
    let present = there.count().to_string();
    let (tasks, milestones) = (spec.tasks.len().to_string(), spec.milestones.len().to_string());
    let counts = say(
        locale::RECORD_COUNTS,
        lang,
        &[("people", &present), ("tasks", &tasks), ("milestones", &milestones)],
    );
    writeln!(out, "{counts}")?;
    writeln!(out, "{DIM}{}{DIM:#}", record.hash())?;
    writeln!(out)?;
    Ok(())
}

fn item(
    record: &Record,
    item: &AgendaItem,
    depth: usize,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (lang, width) = (session.lang, session.width);
    let indent = "  ".repeat(depth);
    let head = format!("{indent}{} ", item.no);
    lines(out, BOLD, &head, &" ".repeat(head.chars().count()), &item.title, width)?;
    let inner = format!("{indent}  ");
    if let Some(outcome) = item.outcome {
        let style = match outcome {
            Outcome::Adopted | Outcome::AdoptedAmended | Outcome::Elected => GOOD,
            _ => OPEN,
        };
        let word = outcome_word(outcome, lang);
        writeln!(out, "{inner}{style}→ {word}{style:#}")?;
    }
    if !item.statements.is_empty() {
        let count = item.statements.len().to_string();
        let text = say(locale::STATEMENTS, lang, &[("count", &count)]);
        writeln!(out, "{inner}{DIM}{text}{DIM:#}")?;
    }
    let tasks = |from: &Id| record.spec().tasks.iter().any(|task| task.from.contains(from));
    for statement in item.statements.iter().filter(|statement| tasks(&statement.id)) {
        let (kind, text) = (said_word(statement.kind, lang), statement.text.as_deref());
        conclusion(record, &statement.id, (kind, text.unwrap_or("–")), &inner, session, out)?;
    }
    for decision in &item.decisions {
        let said = (kind_word(decision.kind, lang), &*decision.text);
        conclusion(record, &decision.id, said, &inner, session, out)?;
    }
    for below in &item.items {
        self::item(record, below, depth + 1, session, out)?;
    }
    writeln!(out)?;
    Ok(())
}

/// A decision, or a statement of which tasks came, with these tasks.
fn conclusion(
    record: &Record,
    id: &Id,
    (kind, text): (&str, &str),
    indent: &str,
    session: &Session,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let head = format!("{indent}• {kind} {id}: ");
    let under = format!("{indent}  ");
    lines(out, Style::new(), &head, &under, text, session.width)?;
    let tasks = record.spec().tasks.iter().filter(|task| task.from.contains(id));
    for task in tasks {
        let owner = task.owner.as_ref().map_or(locale::NO_OWNER.get(session.lang), |owner| {
            let bodies = record.spec().registry.bodies.iter();
            bodies.into_iter().find(|b| b.id == *owner).map_or(owner.as_str(), |b| b.name.as_str())
        });
        let no_due = locale::NO_DUE.get(session.lang).to_owned();
        let due = task.due.as_ref().map_or(no_due, |due| due.words(session.lang));
        let text = format!("{} ({owner}, {due})", task.title);
        let head = format!("{under}{} ", task.id);
        let under = " ".repeat(head.chars().count());
        lines(out, DIM, &head, &under, &text, session.width)?;
    }
    Ok(())
}

/// A text over several lines, the first behind `head`, the others behind `under`.
fn lines(
    out: &mut dyn Write,
    style: Style,
    head: &str,
    under: &str,
    text: &str,
    width: usize,
) -> Result<(), Failure> {
    // The first line is shorter where its head is longer; the mark stands for what it is longer by.
    let longer = head.chars().count().saturating_sub(under.chars().count());
    let marked = format!("{}{text}", "\u{a0}".repeat(longer));
    let room = width.saturating_sub(under.chars().count()).max(20);
    for (number, line) in wrap(&marked, room, 0).iter().enumerate() {
        let line = line.trim_start_matches('\u{a0}');
        let before = if number == 0 { head } else { under };
        writeln!(out, "{before}{style}{line}{style:#}")?;
    }
    Ok(())
}

fn outcome_word(outcome: Outcome, lang: Lang) -> &'static str {
    let (vi, en) = match outcome {
        Outcome::Adopted => ("thông qua", "adopted"),
        Outcome::AdoptedAmended => ("thông qua có sửa đổi", "adopted with amendments"),
        Outcome::PartlyAdopted => ("thông qua một phần", "adopted in part"),
        Outcome::Rejected => ("không thông qua", "rejected"),
        Outcome::Elected => ("đã bầu", "elected"),
        Outcome::Noted => ("ghi nhận", "noted"),
        Outcome::Commented => ("cho ý kiến", "commented on"),
        Outcome::ReturnedForRevision => ("hoàn thiện lại", "returned for revision"),
        Outcome::TasksAssigned => ("đã phân công", "tasks assigned"),
        Outcome::Referred => ("chuyển cơ quan khác", "referred"),
        Outcome::Postponed => ("hoãn", "postponed"),
        Outcome::Withdrawn => ("rút", "withdrawn"),
        Outcome::Removed => ("đưa ra khỏi chương trình", "taken off the agenda"),
        Outcome::Settled => ("giải quyết xong", "settled"),
        Outcome::NoVote => ("không biểu quyết", "no vote"),
        _ => ("kết quả khác", "another outcome"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn said_word(kind: StatementKind, lang: Lang) -> &'static str {
    let (vi, en) = match kind {
        StatementKind::Report => ("báo cáo", "report"),
        StatementKind::Opinion => ("ý kiến", "opinion"),
        StatementKind::Proposal => ("đề xuất", "proposal"),
        StatementKind::Commitment => ("cam kết", "commitment"),
        StatementKind::Question => ("câu hỏi", "question"),
        StatementKind::Remark => ("nhận xét", "remark"),
        StatementKind::Dissent => ("bảo lưu ý kiến", "dissent"),
        _ => ("phát biểu", "statement"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn kind_word(kind: DecisionKind, lang: Lang) -> &'static str {
    let (vi, en) = match kind {
        DecisionKind::Conclusion => ("kết luận", "conclusion"),
        DecisionKind::Directive => ("chỉ đạo", "directive"),
        DecisionKind::Assignment => ("phân công", "assignment"),
        DecisionKind::Approval => ("phê duyệt", "approval"),
        DecisionKind::Target => ("mục tiêu", "target"),
        DecisionKind::Referral => ("chuyển", "referral"),
        DecisionKind::Election => ("bầu", "election"),
        _ => ("quyết định", "decision"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
