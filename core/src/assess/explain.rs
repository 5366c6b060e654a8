//! Why a level is reached or not, and what would change it.

use super::model::Model;
use super::result::{LevelResult, RequirementResult, Subject, UnitAssessment};
use super::truth::Truth;
use crate::framework::Framework;
use crate::id::Code;
use crate::text::{Lang, Text};

/// Something that is not known, and what would follow from it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OpenPoint {
    /// Code of the indicator or node.
    pub code: String,
    /// Its name.
    pub name: Option<Text>,
    /// What is reached when it turns out to be met.
    pub if_met: Outlook,
    /// What is reached when it turns out not to be.
    pub if_not: Outlook,
}

/// Which level is reached for certain, and which at best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outlook {
    /// Number of the highest level that is reached for certain.
    pub certain: Option<usize>,
    /// Number of the highest level that may be reached.
    pub possible: Option<usize>,
}

impl Outlook {
    fn of(verdicts: &[Truth]) -> Self {
        Self {
            certain: verdicts.iter().rposition(|truth| *truth == Truth::Met),
            possible: verdicts.iter().rposition(|truth| *truth != Truth::NotMet),
        }
    }
}

impl LevelResult {
    /// The requirements that hold, of those that count for the unit.
    pub fn holding(&self) -> impl Iterator<Item = &RequirementResult> {
        self.with_verdict(Truth::Met).filter(|requirement| !requirement.left_out)
    }

    /// The requirements that fail.
    pub fn failing(&self) -> impl Iterator<Item = &RequirementResult> {
        self.with_verdict(Truth::NotMet)
    }

    /// The requirements that are undetermined.
    pub fn undetermined(&self) -> impl Iterator<Item = &RequirementResult> {
        self.with_verdict(Truth::Undetermined)
    }

    fn with_verdict(&self, verdict: Truth) -> impl Iterator<Item = &RequirementResult> {
        self.requirements.iter().filter(move |requirement| requirement.verdict == verdict)
    }

    /// What the level fails on, taken apart: the single comparisons and statuses that do not hold
    /// and on which the verdict rests, those that fail before those that are undetermined.
    ///
    /// Of a combination of which enough holds nothing is listed, whatever fails in it.
    pub fn binding(&self) -> Vec<&RequirementResult> {
        let mut found = Vec::new();
        for requirement in &self.requirements {
            binding(requirement, Truth::Met, &mut found);
        }
        let (mut failing, open): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(_, truth)| *truth == Truth::NotMet);
        failing.extend(open);
        failing.into_iter().map(|(requirement, _)| requirement).collect()
    }
}

/// Collects what keeps a requirement from being as wanted, with how it stands to that.
fn binding<'a>(
    requirement: &'a RequirementResult,
    wanted: Truth,
    found: &mut Vec<(&'a RequirementResult, Truth)>,
) {
    let standing = match wanted {
        Truth::NotMet => requirement.verdict.not(),
        _ => requirement.verdict,
    };
    if standing == Truth::Met || requirement.left_out {
        return;
    }
    let before = found.len();
    let inner = match requirement.subject {
        Subject::Not | Subject::Veto => wanted.not(),
        _ => wanted,
    };
    for part in &requirement.parts {
        binding(part, inner, found);
    }
    let tells = !matches!(requirement.subject, Subject::Table { .. } | Subject::Level { .. });
    if found.len() == before || !tells {
        found.truncate(before);
        found.push((requirement, standing));
    }
}

impl UnitAssessment {
    /// Everything that is not known, each with the levels that follow when it turns out to be met
    /// and when it does not. Points that change nothing are listed as well.
    pub fn open_points(&self, framework: &Framework) -> Vec<OpenPoint> {
        let model = Model::new(framework, self);
        let levels = |open: usize, truth: Truth| {
            let verdicts: Vec<Truth> = model
                .levels
                .iter()
                .map(|level| {
                    level.eval(&|item, test| match model.now(item, test) {
                        Truth::Undetermined if item == open => truth,
                        known => known,
                    })
                })
                .collect();
            Outlook::of(&verdicts)
        };
        let open = model.items.iter().enumerate().filter(|(_, item)| item.is_open());
        open.map(|(number, item)| OpenPoint {
            code: item.code.as_ref().map_or_else(|| item.label().to_owned(), Code::to_string),
            name: item.name.clone(),
            if_met: levels(number, Truth::Met),
            if_not: levels(number, Truth::NotMet),
        })
        .collect()
    }

    /// The assessment in sentences: what is reached and possible, how the requirements of every
    /// level stand, what binds the next level, and what follows from each open point.
    pub fn explain(&self, framework: &Framework, lang: Lang) -> Vec<String> {
        let vi = lang == Lang::Vi;
        let name = |level: Option<usize>| {
            let level = level.and_then(|level| self.levels.get(level));
            level.map_or_else(
                || if vi { "chưa đạt mức nào" } else { "no level" }.to_owned(),
                |level| level.label(lang).to_owned(),
            )
        };
        let reached = name(self.reached_index());
        let possible = name(self.possible_index());
        let mut sentences = vec![match (self.is_certain(), vi) {
            (true, true) => format!("Kết quả chắc chắn: {reached}."),
            (true, false) => format!("Reached for certain: {reached}."),
            (false, true) => format!("Chắc chắn: {reached}; có thể: {possible}."),
            (false, false) => format!("Reached for certain: {reached}; possible: {possible}."),
        }];
        for level in &self.levels {
            let (met, failing, open) =
                (level.holding().count(), level.failing().count(), level.undetermined().count());
            let level = level.label(lang);
            sentences.push(match vi {
                true => {
                    format!("{level}: {met} điều kiện đạt, {failing} chưa đạt, {open} chưa rõ.")
                }
                false => format!("{level}: {met} hold, {failing} fail, {open} undetermined."),
            });
        }
        if let Some(next) = self.next() {
            let label = next.label(lang);
            for requirement in next.binding() {
                let (sentence, level) = (requirement.sentence(lang), label);
                sentences.push(match vi {
                    true => format!("Vướng ở {level}: {sentence}."),
                    false => format!("Binding for {level}: {sentence}."),
                });
            }
        }
        for point in self.open_points(framework) {
            let what = point.name.as_ref().map_or(point.code.as_str(), |name| name.get(lang));
            let say = |outlook: Outlook| match outlook.certain == outlook.possible {
                true => name(outlook.certain),
                false if vi => {
                    format!("{} (có thể {})", name(outlook.certain), name(outlook.possible))
                }
                false => {
                    format!("{} (possibly {})", name(outlook.certain), name(outlook.possible))
                }
            };
            let (well, ill) = (say(point.if_met), say(point.if_not));
            sentences.push(match vi {
                true if well == ill => format!("{what} chưa rõ, nhưng thế nào cũng vậy: {well}."),
                false if well == ill => format!("{what} is open, but either way: {well}."),
                true => format!("{what} chưa rõ: nếu đạt thì {well}, nếu không thì {ill}."),
                false => format!("{what} is open: if met, {well}; if not, {ill}."),
            });
        }
        sentences
    }
}

impl LevelResult {
    /// The name in a language, or the code.
    pub fn label(&self, lang: Lang) -> &str {
        self.name.as_ref().map_or(self.code.as_str(), |name| name.get(lang))
    }
}
