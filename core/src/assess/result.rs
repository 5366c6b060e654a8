//! What an assessment says.

use super::{CriteriaCount, Truth};
use crate::finding::Findings;
use crate::framework::spec::MilestoneSpec;
use crate::id::Code;
use crate::period::Period;
use crate::register::Unit;
use crate::text::Text;

/// The levels of all units.
#[derive(Debug, Clone)]
pub struct Assessment {
    register: Vec<Unit>,
    units: Vec<UnitAssessment>,
    findings: Findings,
}

impl Assessment {
    pub(super) fn new(register: Vec<Unit>, units: Vec<UnitAssessment>, findings: Findings) -> Self {
        Self { register, units, findings }
    }

    /// The results: by scheme, period and unit.
    pub fn units(&self) -> &[UnitAssessment] {
        &self.units
    }

    /// The unit that a result is about.
    pub fn unit(&self, result: &UnitAssessment) -> Option<&Unit> {
        self.register.get(result.unit)
    }

    /// What was found while assessing.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }
}

/// The levels of one unit by one scheme in one period.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct UnitAssessment {
    /// The scheme.
    pub scheme: Code,
    /// Its name.
    pub scheme_name: Option<Text>,
    /// Number of the unit, as in the scorecard.
    pub unit: usize,
    /// Code of the unit.
    pub unit_code: Code,
    /// The period.
    pub period: Option<Period>,
    /// The value of the scheme's node that thresholds were compared with.
    pub value: Option<f64>,
    /// The levels, lowest first.
    pub levels: Vec<LevelResult>,
    /// Milestones of the framework that concern the unit and the scheme.
    pub milestones: Vec<MilestoneSpec>,
}

impl UnitAssessment {
    /// Number of the highest level that is reached for certain.
    pub fn reached_index(&self) -> Option<usize> {
        self.levels.iter().rposition(|level| level.verdict == Truth::Met)
    }

    /// The highest level that is reached for certain.
    pub fn reached(&self) -> Option<&LevelResult> {
        self.levels.get(self.reached_index()?)
    }

    /// The highest level that may be reached when what is undetermined turns out well.
    pub fn possible(&self) -> Option<&LevelResult> {
        self.levels.iter().rfind(|level| level.verdict != Truth::NotMet)
    }

    /// Whether the level reached is certain: nothing that is open can lead higher.
    pub fn is_certain(&self) -> bool {
        let code = |level: Option<&LevelResult>| level.map(|level| level.code.clone());
        code(self.reached()) == code(self.possible())
    }

    /// The level above the one reached.
    pub fn next(&self) -> Option<&LevelResult> {
        self.levels.get(self.reached_index().map_or(0, |reached| reached + 1))
    }

    /// The result for a level.
    pub fn level(&self, code: &str) -> Option<&LevelResult> {
        self.levels.iter().find(|level| level.code == *code)
    }
}

/// Whether a level is reached, and how each of its requirements stands.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LevelResult {
    /// Code.
    pub code: Code,
    /// Name.
    pub name: Option<Text>,
    /// Whether it is reached; with a cumulative scheme, together with all levels below.
    pub verdict: Truth,
    /// Its own requirements.
    pub requirements: Vec<RequirementResult>,
}

impl LevelResult {
    /// The requirements that are not met, or not known to be.
    pub fn missing(&self) -> impl Iterator<Item = &RequirementResult> {
        self.requirements.iter().filter(|requirement| requirement.verdict != Truth::Met)
    }
}

/// How one requirement stands.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RequirementResult {
    /// Name stated in the framework.
    pub name: Option<Text>,
    /// What was looked at.
    pub subject: Subject,
    /// Whether it holds.
    pub verdict: Truth,
    /// The parts of a combination.
    pub parts: Vec<RequirementResult>,
}

impl RequirementResult {
    /// Whether anything is known of what it looks at; the levels below speak for themselves.
    pub(super) fn is_known(&self) -> bool {
        match &self.subject {
            Subject::Value { value, .. } => value.is_some(),
            Subject::Rank { rank, .. } => rank.is_some(),
            Subject::Criterion { status, .. } => status.is_some(),
            Subject::Criteria { count, .. } => count.known() > 0,
            Subject::LevelsBelow => false,
            Subject::All | Subject::Any { .. } | Subject::Not => {
                self.parts.iter().any(Self::is_known)
            }
        }
    }
}

/// What a requirement looks at, with what was seen and what was asked for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Subject {
    /// A value against a threshold.
    Value {
        /// Code of the indicator or node.
        code: Code,
        /// Its name.
        name: Option<Text>,
        /// `≥`, `>`, `≤`, `<` or `=`.
        comparison: &'static str,
        /// The value.
        value: Option<f64>,
        /// The threshold; none when it is not set for the unit.
        threshold: Option<f64>,
    },
    /// A place in the ranking.
    Rank {
        /// The rank.
        rank: Option<f64>,
        /// The lowest place that suffices.
        at_most: u32,
    },
    /// The status of one criterion.
    Criterion {
        /// Code of the criterion.
        code: Code,
        /// Its name.
        name: Option<Text>,
        /// Its status.
        status: Option<crate::framework::spec::CriterionStatus>,
    },
    /// The statuses of all criteria below a node.
    Criteria {
        /// Code of the node.
        code: Code,
        /// Its name.
        name: Option<Text>,
        /// How many criteria have which status.
        count: CriteriaCount,
    },
    /// All levels below must be reached.
    LevelsBelow,
    /// All of the parts.
    All,
    /// At least so many of the parts.
    Any {
        /// How many.
        count: usize,
    },
    /// Not the part.
    Not,
}
