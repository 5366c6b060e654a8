//! Recognition: what was assessed, appraised, voted and decided, and what is in force on a day.
//!
//! To meet all criteria and to be recognised are two facts. The first follows from observations
//! ([`assess`](super::assess)); the second from acts, which this module reads and dates. A state is
//! always that of a day, which the caller names.

#[cfg(feature = "csv")]
mod read;
mod words;

#[cfg(feature = "csv")]
pub use read::{RecognitionError, RecognitionFault};

use super::result::UnitAssessment;
use super::truth::Truth;
use crate::framework::spec::{AuthoritySpec, SchemeSpec};
use crate::id::Code;
use crate::register::Unit;
use crate::text::{Lang, Text};
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A step on the way to a recognition, or away from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActKind {
    /// The unit assessed itself.
    SelfAssessed,
    /// The unit asked for recognition or its renewal.
    Requested,
    /// Somebody else appraised it.
    Appraised,
    /// A council voted.
    Voted,
    /// The authority recognised the level.
    Recognised,
    /// The authority refused.
    Refused,
    /// The recognition was taken back.
    Revoked,
}

impl ActKind {
    /// All kinds, in the order in which they follow each other.
    pub const ALL: [Self; 7] = [
        Self::SelfAssessed,
        Self::Requested,
        Self::Appraised,
        Self::Voted,
        Self::Recognised,
        Self::Refused,
        Self::Revoked,
    ];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SelfAssessed => "self_assessed",
            Self::Requested => "requested",
            Self::Appraised => "appraised",
            Self::Voted => "voted",
            Self::Recognised => "recognised",
            Self::Refused => "refused",
            Self::Revoked => "revoked",
        }
    }
}

/// One act.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Code of the unit.
    pub unit: Code,
    /// Code of the scheme.
    pub scheme: Code,
    /// What was done.
    pub kind: ActKind,
    /// The level that it is about.
    pub level: Option<Code>,
    /// When.
    pub date: NaiveDate,
    /// By whom.
    pub by: Option<Code>,
    /// Votes for it, and votes in all.
    pub votes: Option<(u32, u32)>,
    /// Last day of validity, where the act states one.
    pub until: Option<NaiveDate>,
    /// Number of the document.
    pub document: Option<String>,
}

/// How a recognition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RecognitionState {
    /// Nothing was done.
    None,
    /// Steps were taken, and nothing is decided.
    Pending,
    /// Refused, and never recognised.
    Refused,
    /// In force.
    Recognised,
    /// In force, and its renewal is due and not asked for.
    RenewalDue,
    /// Its time is over.
    Expired,
    /// Taken back.
    Revoked,
    /// It ended with the unit, by a merger or otherwise.
    Ended,
}

impl RecognitionState {
    /// The word used in machine-readable output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pending => "pending",
            Self::Refused => "refused",
            Self::Recognised => "recognised",
            Self::RenewalDue => "renewal_due",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Ended => "ended",
        }
    }

    /// Whether the recognition is in force.
    pub fn in_force(self) -> bool {
        matches!(self, Self::Recognised | Self::RenewalDue)
    }
}

/// Whether the authority that recognised a level was the one to do so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Competence {
    /// It was.
    Competent,
    /// Another one was.
    Other {
        /// Those who could have recognised it.
        expected: Vec<Code>,
    },
    /// The scheme or the act does not say.
    NotStated,
}

/// How a unit stands in a scheme on a day: the steps kept apart, the recognition, the criteria.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Standing {
    /// Code of the unit.
    pub unit: Code,
    /// Code of the scheme.
    pub scheme: Code,
    /// The day.
    pub as_of: NaiveDate,
    /// The last act of each kind, in the order of [`ActKind::ALL`].
    pub steps: Vec<Act>,
    /// How the recognition stands.
    pub state: RecognitionState,
    /// The level that is, or was, recognised.
    pub level: Option<Code>,
    /// The day of that recognition.
    pub since: Option<NaiveDate>,
    /// The last day on which it is, or was, in force; none while it has no end.
    pub until: Option<NaiveDate>,
    /// The last day on which the renewal can be asked for in time.
    pub renew_by: Option<NaiveDate>,
    /// Whether the right authority recognised it.
    pub competence: Competence,
    /// The highest level whose criteria are met for certain, by the assessment.
    pub met: Option<Code>,
    /// Whether the criteria of the recognised level are met, by the assessment.
    pub meets_recognised: Option<Truth>,
    /// The unit that this one became a part of: it has to be assessed anew.
    pub successor: Option<Code>,
    /// Names that the scheme has for levels, and for those who recognise them.
    names: Names,
}

#[derive(Debug, Clone, PartialEq)]
struct Names {
    levels: Vec<(Code, Text)>,
    authorities: Vec<(Code, Text)>,
}

impl Names {
    /// Those that a standing can speak of.
    fn of(scheme: &SchemeSpec, acts: &[&Act]) -> Self {
        let stated = |code: &Code| acts.iter().any(|act| act.level.as_ref() == Some(code));
        let levels = scheme.levels.iter().filter(|level| stated(&level.code));
        let terms = || scheme.recognition.iter().filter(|_| !acts.is_empty());
        let authorities = terms().flat_map(|terms| &terms.authorities);
        let authorities = authorities.filter_map(|a| Some((a.by.clone(), a.name.clone()?)));
        let bodies = terms().flat_map(|terms| &terms.bodies);
        let bodies = bodies.map(|body| (body.code.clone(), body.name.clone()));
        Self {
            levels: levels.filter_map(|l| Some((l.code.clone(), l.name.clone()?))).collect(),
            authorities: authorities.chain(bodies).collect(),
        }
    }
}

/// Acts of recognition, by unit, scheme and day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recognitions {
    acts: Vec<Act>,
}

impl Recognitions {
    /// Sorts acts by unit, scheme and day; acts of one day keep their order.
    pub fn new(mut acts: Vec<Act>) -> Self {
        acts.sort_by(|a, b| (&a.unit, &a.scheme, a.date).cmp(&(&b.unit, &b.scheme, b.date)));
        Self { acts }
    }

    /// All acts.
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// How a unit stands on a day.
    ///
    /// A recognition is valid from its day for `validity_months`: its last day is the one before
    /// the same day of the month so many months later. A renewal is due from `renewal_months`
    /// before that day on, unless it was asked for. A recognition ends with its unit
    /// (`valid_to`); it does not pass to the successor.
    ///
    /// `assessment` is that of the unit by the scheme, where there is one.
    ///
    /// ```
    /// use chuan::assess::recognition::{Act, ActKind, RecognitionState, Recognitions};
    /// use chuan::framework::{FileFormat, Framework};
    ///
    /// let framework = Framework::parse(r#"
    ///     code = "demo"
    ///     title = "Demo"
    ///     register = { unit = [{ code = "tea" }] }
    ///     indicator = [{ code = "points" }]
    ///     [[scheme]]
    ///     code = "stars"
    ///     node = "points"
    ///     level = [{ code = "3", at_least = 50 }]
    ///     recognition = { validity_months = 36 }
    /// "#, FileFormat::Toml).unwrap();
    /// let day = |text: &str| text.parse().unwrap();
    /// let code = |text| chuan::id::Code::new(text).unwrap();
    /// let acts = Recognitions::new(vec![Act {
    ///     unit: code("tea"), scheme: code("stars"), kind: ActKind::Recognised,
    ///     level: Some(code("3")), date: day("2022-03-01"),
    ///     by: None, votes: None, until: None, document: None,
    /// }]);
    /// let (scheme, unit) = (&framework.schemes()[0], &framework.register().units()[0]);
    /// let state = |on| acts.standing(scheme, unit, day(on), None).state;
    /// assert_eq!(state("2022-02-28"), RecognitionState::None);
    /// assert_eq!(state("2025-02-28"), RecognitionState::Recognised);
    /// assert_eq!(state("2025-03-01"), RecognitionState::Expired);
    /// ```
    pub fn standing(
        &self,
        scheme: &SchemeSpec,
        unit: &Unit,
        as_of: NaiveDate,
        assessment: Option<&UnitAssessment>,
    ) -> Standing {
        let acts: Vec<&Act> = self
            .acts
            .iter()
            .filter(|act| act.unit == unit.code && act.scheme == scheme.code && act.date <= as_of)
            .collect();
        let last = |kind: ActKind| acts.iter().rposition(|act| act.kind == kind);
        let steps = ActKind::ALL.into_iter().filter_map(|kind| {
            last(kind).and_then(|number| acts.get(number)).map(|act| (*act).clone())
        });
        let met = assessment.and_then(|result| result.reached()).map(|level| level.code.clone());
        let mut standing = Standing {
            unit: unit.code.clone(),
            scheme: scheme.code.clone(),
            as_of,
            steps: steps.collect(),
            state: match (acts.is_empty(), last(ActKind::Refused)) {
                (true, _) => RecognitionState::None,
                (false, Some(refused)) if refused + 1 == acts.len() => RecognitionState::Refused,
                (false, _) => RecognitionState::Pending,
            },
            level: None,
            since: None,
            until: None,
            renew_by: None,
            competence: Competence::NotStated,
            met,
            meets_recognised: None,
            successor: unit.successor.clone(),
            names: Names::of(scheme, &acts),
        };
        let recognised = last(ActKind::Recognised).and_then(|n| Some((n, *acts.get(n)?)));
        if let Some((number, act)) = recognised {
            let after = acts.get(number + 1..).unwrap_or_default();
            standing.in_force(scheme, act, after);
            standing.level.clone_from(&act.level);
            standing.since = Some(act.date);
            standing.competence = competence(scheme, act);
            standing.meets_recognised = act.level.as_ref().and_then(|level| {
                let levels = &assessment?.levels;
                let place = levels.iter().position(|known| known.code == *level)?;
                let above = levels.get(place..)?.iter();
                Some(above.fold(Truth::NotMet, |truth, level| truth.or(level.verdict)))
            });
        }
        // What was still in force when the unit ended, ended with it.
        if let Some(end) = unit.valid_to.filter(|end| *end < as_of)
            && standing.since.is_some()
            && standing.until.is_none_or(|until| until > end)
        {
            standing.state = RecognitionState::Ended;
            standing.until = Some(end);
            standing.renew_by = None;
        }
        standing
    }
}

impl Standing {
    /// The name of a level that an act states, or its code.
    pub fn level_label<'a>(&'a self, level: &'a Code, lang: Lang) -> &'a str {
        named(&self.names.levels, level, lang)
    }

    /// The name that the scheme has for one who recognises, or acts otherwise; else the code in the record.
    pub fn authority_label<'a>(&'a self, by: &'a Code, lang: Lang) -> &'a str {
        named(&self.names.authorities, by, lang)
    }

    /// How a recognition stands, after what followed it.
    fn in_force(&mut self, scheme: &SchemeSpec, act: &Act, after: &[&Act]) {
        let terms = scheme.recognition.as_ref();
        // The first day without it.
        let over = match act.until {
            Some(until) => until.succ_opt(),
            None => terms
                .and_then(|terms| terms.validity_months)
                .and_then(|months| act.date.checked_add_months(Months::new(months))),
        };
        self.until = over.and_then(|over| over.pred_opt());
        self.renew_by = over
            .zip(terms.and_then(|terms| terms.renewal_months))
            .and_then(|(over, months)| over.checked_sub_months(Months::new(months)));
        let asked = |act: &&Act| {
            matches!(act.kind, ActKind::SelfAssessed | ActKind::Requested | ActKind::Appraised)
        };
        let revoked = after.iter().find(|act| act.kind == ActKind::Revoked);
        // What had already expired could not be revoked any more.
        let revoked = revoked.filter(|act| over.is_none_or(|over| act.date < over));
        self.state = if let Some(revoked) = revoked {
            self.until = revoked.date.pred_opt();
            RecognitionState::Revoked
        } else if over.is_some_and(|over| self.as_of >= over) {
            RecognitionState::Expired
        } else if self.renew_by.is_some_and(|day| self.as_of >= day) && !after.iter().any(asked) {
            RecognitionState::RenewalDue
        } else {
            RecognitionState::Recognised
        };
    }

    /// Whether the unit meets criteria for more than it is recognised for: two facts that differ.
    pub fn meets_without_recognition(&self) -> bool {
        self.met.is_some() && !self.state.in_force()
    }
}

fn named<'a>(names: &'a [(Code, Text)], code: &'a Code, lang: Lang) -> &'a str {
    let name = names.iter().find(|(known, _)| known == code);
    name.map_or(code.as_str(), |(_, name)| name.get(lang))
}

/// Whether the one who recognised a level was to do so on that day.
fn competence(scheme: &SchemeSpec, act: &Act) -> Competence {
    let (Some(terms), Some(by)) = (&scheme.recognition, &act.by) else {
        return Competence::NotStated;
    };
    let concerned = |authority: &&AuthoritySpec| {
        (authority.level.is_none() || authority.level == act.level)
            && authority.from.is_none_or(|from| from <= act.date)
            && authority.until.is_none_or(|until| act.date <= until)
    };
    let expected: Vec<Code> =
        terms.authorities.iter().filter(concerned).map(|authority| authority.by.clone()).collect();
    if expected.is_empty() {
        Competence::NotStated
    } else if expected.contains(by) {
        Competence::Competent
    } else {
        Competence::Other { expected }
    }
}

#[cfg(test)]
mod tests;
