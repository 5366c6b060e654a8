//! What an assessment is asked for beside levels: why, the cheapest way up, recognition.

use super::style::BOLD;
use super::text::wrap;
use crate::locale::{self, say};
use crate::session::Session;
use chrono::NaiveDate;
use chuan::assess::recognition::{Act, Recognitions, Standing};
use chuan::assess::{Assessment, UnitAssessment, WayUp, WayUpOptions, way_up};
use chuan::framework::Framework;
use chuan::period::day_words;
use chuan::text::Lang;
use serde_json::{Value, json};
use std::io::{self, Write};

/// What is asked for.
#[derive(Debug, Default)]
pub(crate) struct More {
    /// Sentences about why.
    pub(crate) why: bool,
    /// The cheapest way up, to a level or to the next one.
    pub(crate) way_up: Option<Option<String>>,
    /// How the way is looked for.
    pub(crate) options: WayUpOptions,
    /// Acts of recognition, and the day as of which they are looked at.
    pub(crate) recognitions: Option<(Recognitions, NaiveDate)>,
}

impl More {
    fn way(&self, framework: &Framework, result: &UnitAssessment) -> Option<WayUp> {
        let level = match self.way_up.as_ref()? {
            Some(level) => level.as_str(),
            None => result.next()?.code.as_str(),
        };
        way_up(framework, result, level, &self.options)
    }

    /// How the recognition of a unit stands, where a record of it was given.
    pub(crate) fn standing(
        &self,
        framework: &Framework,
        assessment: &Assessment,
        result: &UnitAssessment,
    ) -> Option<Standing> {
        let (acts, as_of) = self.recognitions.as_ref()?;
        let scheme = framework.schemes().iter().find(|scheme| scheme.code == result.scheme)?;
        Some(acts.standing(scheme, assessment.unit(result)?, *as_of, Some(result)))
    }

    /// For programs: an object with what was asked for.
    pub(crate) fn data(
        &self,
        framework: &Framework,
        result: &UnitAssessment,
        standing: Option<&Standing>,
        lang: Lang,
    ) -> serde_json::Map<String, Value> {
        let mut data = serde_json::Map::new();
        if self.why {
            data.insert("explanation".to_owned(), json!(result.explain(framework, lang)));
            let points = result.open_points(framework);
            let code = |index: Option<usize>| {
                index.and_then(|index| result.levels.get(index)).map(|level| level.code.as_str())
            };
            let points = points.iter().map(|point| {
                json!({
                    "code": point.code,
                    "if_met": { "level": code(point.if_met.certain), "possible": code(point.if_met.possible) },
                    "if_not": { "level": code(point.if_not.certain), "possible": code(point.if_not.possible) },
                })
            });
            data.insert("open_points".to_owned(), points.collect());
        }
        if self.way_up.is_some() {
            let way = self.way(framework, result).map(|way| {
                let change = |change: &chuan::assess::Change| {
                    json!({
                        "code": change.code,
                        "cost": change.cost,
                        "sentence": change.sentence(lang),
                    })
                };
                json!({
                    "level": way.level,
                    "reached": way.reached,
                    "cost": way.cost,
                    "ways": way.ways.iter()
                        .map(|changes| changes.iter().map(change).collect::<Vec<_>>())
                        .collect::<Vec<_>>(),
                    "more": way.more,
                    "proof": way.proof.as_str(),
                    "proven": way.proof.is_proven(),
                    "sentence": way.sentence(lang),
                })
            });
            data.insert("way_up".to_owned(), json!(way));
        }
        if let Some(standing) = standing {
            let steps = standing.steps.iter().map(|act| {
                json!({
                    "act": act.kind.as_str(),
                    "level": act.level,
                    "date": act.date,
                    "by": act.by,
                    "votes_for": act.votes.map(|(votes_for, _)| votes_for),
                    "votes": act.votes.map(|(_, votes)| votes),
                    "document": act.document,
                })
            });
            let recognition = json!({
                "as_of": standing.as_of,
                "state": standing.state.as_str(),
                "level": standing.level,
                "since": standing.since,
                "until": standing.until,
                "renew_by": standing.renew_by,
                "criteria_met_for": standing.met,
                "meets_recognised_level": standing.meets_recognised.map(|truth| truth.as_str()),
                "competent": competent(standing),
                "successor": standing.successor,
                "steps": steps.collect::<Vec<_>>(),
                "sentence": standing.sentence(lang),
            });
            data.insert("recognition".to_owned(), recognition);
        }
        data
    }

    /// For people: sentences below the levels of a unit.
    pub(crate) fn write(
        &self,
        framework: &Framework,
        assessment: &Assessment,
        results: &[&UnitAssessment],
        session: &Session,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let lang = session.lang;
        if !self.why && self.way_up.is_none() && self.recognitions.is_none() {
            return Ok(());
        }
        for result in results {
            let unit = assessment.unit(result);
            let name = unit.map_or(result.unit_code.as_str(), |unit| unit.label(lang));
            let scheme =
                result.scheme_name.as_ref().map_or(result.scheme.as_str(), |name| name.get(lang));
            let period = result.period.map(|period| format!(" · {}", period.words(lang)));
            let period = period.unwrap_or_default();
            writeln!(out, "\n{BOLD}{name}{BOLD:#} · {scheme}{period}")?;
            if let Some(standing) = self.standing(framework, assessment, result) {
                let day = day_words(standing.as_of, lang);
                let heading = say(locale::RECOGNITION_ON, lang, &[("date", &day)]);
                line(&format!("{heading} {}", standing.sentence(lang)), 2, session, out)?;
                for step in steps(&standing, lang) {
                    line(&step, 4, session, out)?;
                }
            }
            if self.why {
                for sentence in result.explain(framework, lang) {
                    line(&sentence, 2, session, out)?;
                }
            }
            if let Some(way) = self.way(framework, result) {
                line(&way.sentence(lang), 2, session, out)?;
                for (number, changes) in way.ways.iter().enumerate() {
                    if changes.is_empty() {
                        continue;
                    }
                    if way.ways.len() > 1 {
                        let number = (number + 1).to_string();
                        line(&say(locale::WAY_NUMBER, lang, &[("n", &number)]), 4, session, out)?;
                    }
                    for change in changes {
                        line(&format!("→ {}", change.sentence(lang)), 4, session, out)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// The last act of each kind, in words.
pub(crate) fn steps(standing: &Standing, lang: Lang) -> Vec<String> {
    let step = |act: &Act| {
        let level = act.level.as_ref().map(|level| standing.level_label(level, lang));
        let level = level.map_or_else(String::new, |level| format!(" {level}"));
        let by = act.by.as_ref().map(|by| standing.authority_label(by, lang));
        let by = by.map_or_else(String::new, |by| format!(", {by}"));
        let votes = act.votes.map_or_else(String::new, |(yes, all)| format!(", {yes}/{all}"));
        let (word, day) = (act.kind.word().get(lang), day_words(act.date, lang));
        format!("{word}:{level} ({day}{by}{votes})")
    };
    standing.steps.iter().map(step).collect()
}

fn competent(standing: &Standing) -> Option<bool> {
    use chuan::assess::recognition::Competence;
    match &standing.competence {
        Competence::Competent => Some(true),
        Competence::Other { .. } => Some(false),
        _ => None,
    }
}

fn line(text: &str, indent: usize, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let room = session.width.saturating_sub(indent);
    for (number, part) in wrap(text, room, 2).iter().enumerate() {
        let indent = if number == 0 { indent } else { indent + 2 };
        writeln!(out, "{:indent$}{}", "", part.trim_start())?;
    }
    Ok(())
}
