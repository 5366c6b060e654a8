//! The cheapest way up: the smallest or least costly set of changes that reaches a level.
//!
//! Where a level asks for everything at once, the way is what each criterion needs. Else small
//! cases are enumerated, and larger ones become an integer programme. An answer of the solver is
//! evaluated again with the rules themselves, and its cost is compared with a bound that does not
//! come from the solver; what could not be confirmed is said not to be ([`Proof`]). Without the
//! feature `solver` large cases that are not conjunctive have no answer, and say so.

#[cfg(feature = "solver")]
mod bound;
mod candidates;
#[cfg(feature = "solver")]
mod programme;
mod search;
mod words;

use super::model::{Expr, Model, Position};
use super::result::UnitAssessment;
use super::truth::Truth;
use crate::framework::Framework;
use crate::framework::spec::{CostSpec, CriterionStatus};
use crate::id::Code;
use crate::number::decimals::compare;
use crate::text::Text;
use candidates::Candidate;
use indexmap::IndexMap;

/// How the cheapest way is looked for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct WayUpOptions {
    /// Costs that stand in place of those of the framework.
    pub costs: IndexMap<Code, CostSpec>,
    /// How many ways of the same cost are listed.
    pub alternatives: usize,
    /// How many combinations are enumerated before an integer programme is used.
    pub enumerate: usize,
    /// How many nodes the solver may visit; of no effect without the feature `solver`.
    pub nodes: u64,
}

impl Default for WayUpOptions {
    fn default() -> Self {
        Self { costs: IndexMap::new(), alternatives: 10, enumerate: 1 << 16, nodes: 20_000 }
    }
}

/// What it takes to reach a level.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WayUp {
    /// Code of the level.
    pub level: Code,
    /// Its name.
    pub level_name: Option<Text>,
    /// Whether the level is reached as things stand; then there is nothing to change.
    pub reached: bool,
    /// The least cost; none when no set of changes reaches the level.
    pub cost: Option<f64>,
    /// The sets of changes of that cost, each without a change too many.
    pub ways: Vec<Vec<Change>>,
    /// Whether there may be more ways of the same cost than are listed.
    pub more: bool,
    /// How it is known that nothing cheaper will do.
    pub proof: Proof,
}

/// How it is known that a way is the cheapest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// Every criterion is needed, and each is changed at its least cost.
    Direct,
    /// All combinations were tried.
    Enumeration,
    /// The solver's cost equals a lower bound that was computed without it.
    Bound,
    /// The solver says so; nothing else confirms it.
    Solver,
    /// The search was cut off: there may be a cheaper way.
    Unproven,
}

impl Proof {
    /// The word used in machine-readable output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Enumeration => "enumeration",
            Self::Bound => "bound",
            Self::Solver => "solver",
            Self::Unproven => "unproven",
        }
    }

    /// Whether it is proven without trust in the solver.
    pub fn is_proven(self) -> bool {
        matches!(self, Self::Direct | Self::Enumeration | Self::Bound)
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// Code of what is to be changed.
    pub code: String,
    /// Its name.
    pub name: Option<Text>,
    /// From where to where.
    pub movement: Movement,
    /// What it costs.
    pub cost: f64,
}

/// How far something has to move.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Movement {
    /// A value.
    Value {
        /// Where it stands; none where it is not known.
        from: Option<f64>,
        /// Where it has to be.
        to: f64,
        /// Whether it has to be above (1) or below (-1) that number, not just at it (0).
        beyond: i8,
    },
    /// A status.
    Status {
        /// The status; none where it is not known.
        from: Option<CriterionStatus>,
        /// The status that is needed.
        to: CriterionStatus,
    },
    /// A place in a ranking.
    Rank {
        /// The place; none where the unit is not ranked.
        from: Option<f64>,
        /// The place that is needed.
        to: f64,
    },
    /// Criteria that are counted and not named.
    Criteria {
        /// How many are met.
        from: u32,
        /// How many have to be.
        to: u32,
    },
}

/// What it takes a unit to reach a level, or a higher one where the scheme is no ladder.
///
/// None where the scheme has no such level.
///
/// ```
/// use chuan::assess::{Proof, WayUpOptions, way_up};
/// use chuan::check::{CheckOptions, Checker};
/// use chuan::framework::{FileFormat, Framework};
///
/// let framework = Framework::parse(r#"
///     code = "demo"
///     title = "Demo"
///     indicator = [{ code = "a" }, { code = "b" }, { code = "c" }]
///     [[scheme]]
///     code = "s"
///     cost = { a = 5 }
///     [[scheme.level]]
///     code = "1"
///     [[scheme.level.require]]
///     count = 2
///     any = [{ criterion = "a", at_least = 5 }, { criterion = "b", at_least = 5 },
///            { criterion = "c", at_least = 5 }]
/// "#, FileFormat::Toml).unwrap();
/// let mut checker = Checker::new(&framework, CheckOptions::default());
/// checker.read_csv("data.csv", "unit,a,b,c\nx,1,2,3\n".as_bytes())?;
/// let observations = checker.finish().observations;
/// let card = chuan::score::score(&framework, &observations);
/// let assessment = chuan::assess::assess(&framework, &observations, &card);
/// let way = way_up(&framework, &assessment.units()[0], "1", &WayUpOptions::default()).unwrap();
/// assert_eq!((way.cost, way.proof), (Some(2.0), Proof::Enumeration));
/// assert_eq!(way.ways[0].iter().map(|c| c.code.as_str()).collect::<Vec<_>>(), ["b", "c"]);
/// # Ok::<(), chuan::observe::ReadError>(())
/// ```
pub fn way_up(
    framework: &Framework,
    result: &UnitAssessment,
    level: &str,
    options: &WayUpOptions,
) -> Option<WayUp> {
    let place = result.levels.iter().position(|known| known.code == *level)?;
    let scheme = framework.schemes().iter().find(|scheme| scheme.code == result.scheme)?;
    let model = Model::new(framework, result);
    let cost = |code: Option<&Code>| {
        let given = |code| options.costs.get(code).or_else(|| scheme.costs.get(code));
        code.and_then(given).copied().unwrap_or(CostSpec::Fixed(1.0))
    };
    let candidates: Vec<Vec<Candidate>> =
        model.items.iter().map(|item| candidates::of(item, cost(item.code.as_ref()))).collect();
    let problem = Problem { model: &model, candidates, options };
    // Where levels do not build on each other, a higher one may be nearer.
    let targets = if scheme.cumulative { place..place + 1 } else { place..model.levels.len() };
    let mut best: Option<Found> = None;
    let mut weakest = Proof::Direct;
    for target in targets {
        let Some(expr) = model.levels.get(target) else { continue };
        let found = problem.solve(expr);
        weakest = weaker(weakest, found.proof);
        best = Some(match best {
            None => found,
            Some(best) => best.or_cheaper(found, options.alternatives),
        });
    }
    let found = best?;
    let level = result.levels.get(place)?;
    Some(WayUp {
        level: level.code.clone(),
        level_name: level.name.clone(),
        reached: found.cost == Some(0.0) && found.ways.iter().all(Vec::is_empty),
        cost: found.cost,
        ways: found.ways.iter().map(|way| problem.changes(way)).collect(),
        more: found.more,
        proof: weakest,
    })
}

/// Of two proofs the one that says less.
fn weaker(a: Proof, b: Proof) -> Proof {
    let strength = |proof| match proof {
        Proof::Direct => 4,
        Proof::Enumeration => 3,
        Proof::Bound => 2,
        Proof::Solver => 1,
        Proof::Unproven => 0,
    };
    if strength(a) <= strength(b) { a } else { b }
}

/// The changes chosen: number of the item and of its candidate.
type Way = Vec<(usize, usize)>;

/// What a search found.
struct Found {
    cost: Option<f64>,
    ways: Vec<Way>,
    more: bool,
    proof: Proof,
}

impl Found {
    fn or_cheaper(mut self, other: Self, limit: usize) -> Self {
        match (self.cost, other.cost) {
            (Some(own), Some(its)) => match compare(own, its) {
                std::cmp::Ordering::Less => self,
                std::cmp::Ordering::Greater => other,
                std::cmp::Ordering::Equal => {
                    for way in other.ways {
                        if !self.ways.contains(&way) {
                            self.ways.push(way);
                        }
                    }
                    keep_minimal(&mut self.ways);
                    self.more |= other.more || self.ways.len() > limit;
                    self.ways.truncate(limit.max(1));
                    self
                }
            },
            (None, Some(_)) => other,
            _ => self,
        }
    }
}

/// Drops ways that contain another.
fn keep_minimal(ways: &mut Vec<Way>) {
    let all = ways.clone();
    ways.retain(|way| {
        !all.iter()
            .any(|other| other.len() < way.len() && other.iter().all(|change| way.contains(change)))
    });
}

/// Items with what can be done about each, and how to look.
struct Problem<'a> {
    model: &'a Model,
    candidates: Vec<Vec<Candidate>>,
    options: &'a WayUpOptions,
}

impl Problem<'_> {
    /// Without a solver a case that is too large to be enumerated is left open.
    #[cfg(not(feature = "solver"))]
    #[expect(clippy::unused_self, reason = "the same signature as with a solver")]
    fn programme(&self, _expr: &Expr) -> Found {
        Found { cost: None, ways: Vec::new(), more: true, proof: Proof::Unproven }
    }

    fn candidate(&self, item: usize, number: usize) -> Option<&Candidate> {
        self.candidates.get(item)?.get(number)
    }

    /// The truth of a test with a candidate in place; none of them leaves things as they stand.
    fn truth_with(&self, item: usize, test: usize, chosen: Option<usize>) -> Truth {
        match chosen.and_then(|number| self.candidate(item, number)) {
            Some(candidate) => self.model.truth(item, test, candidate.to),
            None => self.model.now(item, test),
        }
    }

    /// Whether a way leads there, by the rules themselves.
    fn holds(&self, expr: &Expr, way: &[(usize, usize)]) -> bool {
        let truth = expr.eval(&|item, test| {
            let chosen = way.iter().find(|(other, _)| *other == item).map(|(_, number)| *number);
            self.truth_with(item, test, chosen)
        });
        truth == Truth::Met
    }

    fn cost(&self, way: &[(usize, usize)]) -> f64 {
        let costs = way.iter().filter_map(|(item, number)| self.candidate(*item, *number));
        crate::number::sum(costs.map(|candidate| candidate.cost))
    }

    fn solve(&self, expr: &Expr) -> Found {
        if self.holds(expr, &[]) {
            return Found {
                cost: Some(0.0),
                ways: vec![Vec::new()],
                more: false,
                proof: Proof::Direct,
            };
        }
        self.direct(expr).or_else(|| self.enumerate(expr)).unwrap_or_else(|| self.programme(expr))
    }

    fn changes(&self, way: &[(usize, usize)]) -> Vec<Change> {
        let changes = way.iter().filter_map(|(number, chosen)| {
            let item = self.model.items.get(*number)?;
            let candidate = self.candidate(*number, *chosen)?;
            let movement = match (item.at, candidate.to) {
                (Position::Value(from, _), Position::Value(to, beyond)) => {
                    Movement::Value { from: Some(from), to, beyond }
                }
                (_, Position::Value(to, beyond)) => Movement::Value { from: None, to, beyond },
                (Position::Status(from), Position::Status(to)) => {
                    Movement::Status { from: Some(from), to }
                }
                (_, Position::Status(to)) => Movement::Status { from: None, to },
                (Position::Rank(from), Position::Rank(to)) => {
                    Movement::Rank { from: Some(from), to }
                }
                (_, Position::Rank(to)) => Movement::Rank { from: None, to },
                (Position::Criteria(from, _), Position::Criteria(to, _)) => {
                    Movement::Criteria { from, to }
                }
                (_, Position::Criteria(to, _)) => Movement::Criteria { from: 0, to },
                (_, Position::Unknown) => return None,
            };
            Some(Change {
                code: item.label().to_owned(),
                name: item.name.clone(),
                movement,
                cost: candidate.cost,
            })
        });
        changes.collect()
    }
}
