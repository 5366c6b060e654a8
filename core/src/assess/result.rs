//! What an assessment says.

use super::{CriteriaCount, Truth};
use crate::finding::Findings;
use crate::framework::spec::{CriterionStatus, MilestoneSpec};
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

    /// Number of the highest level that may be reached when what is undetermined turns out well.
    pub fn possible_index(&self) -> Option<usize> {
        self.levels.iter().rposition(|level| level.verdict != Truth::NotMet)
    }

    /// The highest level that may be reached when what is undetermined turns out well.
    pub fn possible(&self) -> Option<&LevelResult> {
        self.levels.get(self.possible_index()?)
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
    /// Whether its requirements hold in this period; the verdict is another only where levels have
    /// to hold over time.
    pub rule: Truth,
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
    /// Whether it does not count: it does not concern the unit, or is left out while unknown.
    pub left_out: bool,
    /// The parts of a combination.
    pub parts: Vec<RequirementResult>,
}

impl RequirementResult {
    pub(super) fn new(subject: Subject, verdict: Truth) -> Self {
        Self { name: None, subject, verdict, left_out: false, parts: Vec::new() }
    }

    /// Whether anything is known of what it looks at; the levels below speak for themselves.
    pub(super) fn is_known(&self) -> bool {
        match &self.subject {
            Subject::Value { value, .. } => value.is_some(),
            Subject::Rank { rank, .. } => rank.is_some(),
            Subject::Criterion { status, .. } => status.is_some(),
            Subject::Criteria { count, .. } | Subject::CriteriaMet { count, .. } => {
                count.known() > 0
            }
            Subject::LevelsBelow | Subject::Held { .. } => false,
            Subject::Table { rows, columns } => rows.value.is_some() || columns.value.is_some(),
            _ => self.parts.iter().any(Self::is_known),
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
        /// Who is to set the threshold, where it is not set.
        waiting_for: Option<Text>,
    },
    /// A place in the ranking.
    Rank {
        /// Code of the indicator or node by which units are ranked.
        code: Option<Code>,
        /// Its name.
        name: Option<Text>,
        /// The rank.
        rank: Option<f64>,
        /// The lowest place that suffices; none for a share of units that are not ranked.
        at_most: Option<u32>,
        /// The share of the units in percent, where it was asked for.
        share: Option<f64>,
    },
    /// The status of one criterion.
    Criterion {
        /// Code of the criterion.
        code: Code,
        /// Its name.
        name: Option<Text>,
        /// Its status.
        status: Option<CriterionStatus>,
        /// Which statuses count as met.
        counts_as_met: Vec<CriterionStatus>,
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
    /// How many criteria below a node are met, or which share of those that apply.
    CriteriaMet {
        /// Code of the node.
        code: Code,
        /// Its name.
        name: Option<Text>,
        /// How many criteria have which status.
        count: CriteriaCount,
        /// `≥`, `>`, `≤`, `<` or `=`.
        comparison: &'static str,
        /// The least that is met for certain.
        low: Option<f64>,
        /// The most that may be met.
        high: Option<f64>,
        /// The threshold; none when it is not set for the unit.
        threshold: Option<f64>,
        /// Whether shares in percent are compared, not numbers.
        percent: bool,
        /// Who is to set the threshold, where it is not set.
        waiting_for: Option<Text>,
    },
    /// A level of a scheme; the parts are the levels that suffice.
    Level {
        /// Code of the scheme.
        scheme: Code,
        /// Its name.
        scheme_name: Option<Text>,
        /// Code of the level.
        level: Code,
        /// Its name.
        level_name: Option<Text>,
    },
    /// Two values looked up in a table; the parts are the cells that suffice.
    Table {
        /// The value that chooses the row.
        rows: Banded,
        /// The value that chooses the column.
        columns: Banded,
    },
    /// What must hold for levels above one.
    Cap {
        /// The highest level without it; none at all when absent.
        level: Option<Code>,
    },
    /// How long a level has held or failed.
    Held {
        /// Periods in a row needed to be awarded the level.
        reach: u32,
        /// Periods in a row after which it is lost.
        keep: u32,
        /// Whether the requirements hold in this period.
        now: Truth,
        /// For how many periods that has been so.
        for_periods: u32,
    },
    /// So much of the weight of the parts.
    Weighted {
        /// The share in percent, where one was asked for.
        share: Option<f64>,
        /// The weight that is needed.
        needed: f64,
        /// The weight of the parts that hold.
        met: f64,
        /// The weight of the parts that may hold.
        possible: f64,
        /// The weight of all parts.
        total: f64,
        /// The weights of the parts.
        weights: Vec<f64>,
    },
    /// The part must not hold, or the combination is blocked.
    Veto,
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

/// A value and the band that it belongs to.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Banded {
    /// Code of the indicator or node.
    pub code: Code,
    /// Its name.
    pub name: Option<Text>,
    /// The value.
    pub value: Option<f64>,
    /// Number of the band, from 0.
    pub band: Option<usize>,
}
