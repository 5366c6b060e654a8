//! Nodes and indicators of a compiled framework.

use super::spec::{Baseline, OptionSpec, PlausibleSpec, Scale, TargetSpec, TotalSpec};
use crate::id::Code;
use crate::number::decimals::snap;
use crate::period::Frequency;
use crate::recipe::formula::Bound;
use crate::recipe::{
    Aggregate, Aggregation, Change, Denomination, Direction, Goalposts, Imputation, Interval,
    LearnFrom, MissingRule, NodeRounding, Scorer, Treatment, Weighting,
};
use crate::text::{Lang, Text};

/// Number of a node or indicator in its framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(u32);

impl ItemId {
    pub(crate) fn new(index: usize) -> Self {
        Self(index as u32)
    }

    /// Place of the item in [`Framework::items`](super::Framework::items).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A child of a node, with what it weighs there.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Child {
    /// The child.
    pub item: ItemId,
    /// The weight that is stated for it here or with the child itself.
    pub weight: Option<f64>,
    /// Whether it counts.
    pub scored: bool,
}

/// A node or an indicator.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Item {
    /// Code.
    pub code: Code,
    /// Name.
    pub name: Option<Text>,
    /// What the document calls it.
    pub kind: Option<String>,
    /// Maximum points.
    pub points: Option<f64>,
    /// Whether it counts for its parents.
    pub scored: bool,
    /// The nodes that it is a part of.
    pub parents: Vec<ItemId>,
    /// Its parts.
    pub children: Vec<Child>,
    /// From value to score.
    pub scorer: Scorer,
    /// Fixed ends of the scale.
    pub goalposts: Option<Goalposts>,
    /// From which periods its scorer, and the weights of its children, are learned.
    pub fit: LearnFrom,
    /// What only nodes, or only indicators, have.
    pub body: Body,
}

/// What makes a node a node, and an indicator an indicator.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Body {
    /// Made from its children or by a formula.
    Node(Box<Node>),
    /// Observed.
    Indicator(Box<Indicator>),
}

/// What only nodes have.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Node {
    /// Whether it only shows what belongs elsewhere.
    pub view: bool,
    /// How it is made from its children.
    pub aggregate: Aggregate,
    /// Where the weights of its children come from.
    pub weights: Weighting,
    /// The formula that takes the place of an aggregation.
    pub formula: Option<BoundFormula>,
    /// What it does with absent children.
    pub missing: MissingRule,
    /// The value that stands for an absent child.
    pub substitute: f64,
    /// Share of the children that must be there, the limit included.
    pub min_available: Option<f64>,
    /// Rounding.
    pub rounding: Option<NodeRounding>,
    /// How many indicators the document says there are below.
    pub stated_count: Option<u32>,
}

/// A formula and the items that its slots stand for.
#[derive(Debug, Clone)]
pub struct BoundFormula {
    pub(crate) bound: Bound,
    /// Slot by slot: the item, and whether its raw value is meant.
    pub(crate) slots: Vec<(ItemId, bool)>,
}

/// What only indicators have.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Indicator {
    /// Unit of measure.
    pub unit: Option<Text>,
    /// Scale.
    pub scale: Scale,
    /// The values that can occur: as stated, or by scale.
    pub range: Interval,
    /// Which way is better.
    pub direction: Direction,
    /// How often it is observed.
    pub frequency: Frequency,
    /// The closed list of answers.
    pub options: Vec<OptionSpec>,
    /// Whether every record must have a value.
    pub required: Option<bool>,
    /// What its values have to look like to be believed.
    pub plausible: PlausibleSpec,
    /// The indicators of which it states the total.
    pub total: Option<TotalSpec>,
    /// Where things stood when targets were set.
    pub baseline: Option<Baseline>,
    /// Targets.
    pub targets: Vec<TargetSpec>,
    /// What is done to its values before they are scored.
    pub preparation: Preparation,
}

/// What is done to the values of an indicator before they are scored, in this order.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Preparation {
    /// What they are divided by.
    pub denominate: Denomination,
    /// How gaps are filled.
    pub impute: Imputation,
    /// The change against an earlier period that takes their place.
    pub growth: Option<Change>,
    /// How outliers are treated.
    pub treat: Treatment,
    /// From which periods the treatment is learned.
    pub treat_fit: LearnFrom,
}

impl Preparation {
    /// Whether values are scored as they are observed.
    pub fn is_none(&self) -> bool {
        self.denominate == Denomination::None
            && self.impute == Imputation::None
            && self.growth.is_none()
            && self.treat == Treatment::None
    }
}

impl Item {
    /// What makes it an indicator.
    pub fn indicator(&self) -> Option<&Indicator> {
        match &self.body {
            Body::Indicator(indicator) => Some(indicator),
            Body::Node(_) => None,
        }
    }

    /// What makes it a node.
    pub fn node(&self) -> Option<&Node> {
        match &self.body {
            Body::Node(node) => Some(node),
            Body::Indicator(_) => None,
        }
    }

    /// The name in a language, or the code.
    pub fn label(&self, lang: Lang) -> &str {
        self.name.as_ref().map_or_else(|| self.code.as_str(), |name| name.get(lang))
    }

    /// The direction of an indicator; nodes are better when higher.
    pub fn direction(&self) -> Direction {
        self.indicator().map_or(Direction::Higher, |indicator| indicator.direction)
    }

    /// The children that count, with their weights under this node.
    ///
    /// A sum counts maximum points only once, inside the score of the child, so there the weight
    /// is 1 unless one is stated; a mean weighs by points.
    pub fn weights<'a>(&'a self, items: &'a [Self]) -> impl Iterator<Item = (ItemId, f64)> + 'a {
        let sums = self.node().is_some_and(|node| node.aggregate == Aggregation::Sum);
        self.children.iter().filter(|child| child.scored).map(move |child| {
            let points = || items.get(child.item.index()).and_then(|item| item.points);
            let weight = child.weight.or_else(|| if sums { None } else { points() });
            (child.item, weight.unwrap_or(1.0))
        })
    }
}

impl Indicator {
    /// The value that a text stands for on a scale of words: the place in the closed list of
    /// options, or 1 and 0 for yes and no.
    pub fn option_value(&self, written: &str) -> Option<f64> {
        let cleaned = crate::text::clean(written);
        if self.scale == Scale::YesNo {
            return match cleaned.to_lowercase().as_str() {
                "1" | "yes" | "true" | "y" | "có" | "đạt" | "x" => Some(1.0),
                "0" | "no" | "false" | "n" | "không" | "chưa đạt" => Some(0.0),
                _ => None,
            };
        }
        self.options
            .iter()
            .position(|option| {
                option.code.as_str() == cleaned
                    || option.name.as_ref().is_some_and(|name| {
                        name.get(Lang::Vi) == cleaned || name.get(Lang::En) == cleaned
                    })
            })
            .map(|place| place as f64)
    }

    /// The option that a value stands for.
    pub fn option_of(&self, value: f64) -> Option<&OptionSpec> {
        let place = snap(value);
        (place >= 0.0 && place.fract() == 0.0).then(|| self.options.get(place as usize)).flatten()
    }
}
