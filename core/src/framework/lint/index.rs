//! Nodes and indicators of a spec by number and by code: nodes first, then indicators.

use super::super::spec::{Defaults, FrameworkSpec, IndicatorSpec, NodeSpec};
use crate::recipe::formula::{Bound, Formula, FormulaError};
use std::collections::HashMap;

pub(in crate::framework) struct Index<'a> {
    spec: &'a FrameworkSpec,
    by_code: HashMap<&'a str, usize>,
    /// The node that an item is a part of: the one that it names, else the first that lists it, a view
    /// last.
    containers: Vec<Option<usize>>,
}

/// A node or an indicator as written.
#[derive(Clone, Copy)]
pub(in crate::framework) enum Written<'a> {
    Node(&'a NodeSpec),
    Indicator(&'a IndicatorSpec),
}

/// A child as written, resolved.
#[derive(Debug, Clone, Copy)]
pub(in crate::framework) struct WrittenChild {
    pub(in crate::framework) item: usize,
    pub(in crate::framework) weight: Option<f64>,
}

impl<'a> Index<'a> {
    pub(in crate::framework) fn new(spec: &'a FrameworkSpec) -> Self {
        let mut by_code = HashMap::new();
        let codes = spec.nodes.iter().map(|node| &node.code);
        for (number, code) in codes.chain(spec.indicators.iter().map(|i| &i.code)).enumerate() {
            by_code.entry(code.as_str()).or_insert(number);
        }
        let mut index = Self { spec, by_code, containers: Vec::new() };
        index.containers = index.find_containers();
        index
    }

    fn find_containers(&self) -> Vec<Option<usize>> {
        let own = |number| self.parent(number).and_then(|parent| self.get(parent));
        let mut containers: Vec<Option<usize>> = (0..self.len()).map(own).collect();
        for views in [false, true] {
            for (number, node) in self.spec.nodes.iter().enumerate() {
                let listed = node.children.iter().filter(|_| node.view == views);
                for item in listed.filter_map(|child| self.get(child.code.as_str())) {
                    if let Some(container) = containers.get_mut(item) {
                        container.get_or_insert(number);
                    }
                }
            }
        }
        containers
    }

    /// What holds for an item that says nothing itself: by the nearest node above it that says so, else
    /// by the framework.
    pub(in crate::framework) fn default<T: 'a>(
        &self,
        number: usize,
        key: impl Fn(&'a Defaults) -> &'a Option<T>,
    ) -> Option<&'a T> {
        let above = |number: &usize| self.containers.get(*number).copied().flatten();
        // Nodes that contain each other are an error elsewhere, and must not lead round for ever.
        let nodes = std::iter::successors(above(&number), above).take(self.spec.nodes.len());
        nodes
            .filter_map(|number| self.spec.nodes.get(number)?.defaults.as_deref())
            .chain([&self.spec.defaults])
            .find_map(|defaults| key(defaults).as_ref())
    }

    /// What an item states itself, or else what holds for it.
    pub(in crate::framework) fn stated<'s, T: 'a>(
        &self,
        number: usize,
        own: &'s Option<T>,
        key: impl Fn(&'a Defaults) -> &'a Option<T>,
    ) -> Option<&'s T>
    where
        'a: 's,
    {
        own.as_ref().or_else(|| self.default(number, key))
    }

    /// The same where what nobody states has a usual value.
    pub(in crate::framework) fn holding<T: Clone + Default + 'a>(
        &self,
        number: usize,
        own: &Option<T>,
        key: impl Fn(&'a Defaults) -> &'a Option<T>,
    ) -> T {
        self.stated(number, own, key).cloned().unwrap_or_default()
    }

    pub(in crate::framework) fn len(&self) -> usize {
        self.spec.nodes.len() + self.spec.indicators.len()
    }

    pub(in crate::framework) fn get(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    pub(in crate::framework) fn item(&self, number: usize) -> Option<Written<'a>> {
        match number.checked_sub(self.spec.nodes.len()) {
            None => self.spec.nodes.get(number).map(Written::Node),
            Some(number) => self.spec.indicators.get(number).map(Written::Indicator),
        }
    }

    pub(in crate::framework) fn code(&self, number: usize) -> &'a str {
        match self.item(number) {
            Some(Written::Node(node)) => node.code.as_str(),
            Some(Written::Indicator(indicator)) => indicator.code.as_str(),
            None => "",
        }
    }

    /// All codes, in the order of the file.
    pub(in crate::framework) fn codes(&self) -> impl Iterator<Item = &'a str> + '_ {
        (0..self.len()).map(|number| self.code(number))
    }

    pub(in crate::framework) fn parent(&self, number: usize) -> Option<&'a str> {
        match self.item(number)? {
            Written::Node(node) => node.parent.as_ref(),
            Written::Indicator(indicator) => indicator.parent.as_ref(),
        }
        .map(crate::id::Code::as_str)
    }

    pub(in crate::framework) fn weight(&self, number: usize) -> Option<f64> {
        match self.item(number)? {
            Written::Node(node) => node.weight,
            Written::Indicator(indicator) => indicator.weight,
        }
    }

    pub(in crate::framework) fn points(&self, number: usize) -> Option<f64> {
        match self.item(number)? {
            Written::Node(node) => node.points,
            Written::Indicator(indicator) => indicator.points,
        }
    }

    /// Whether an item has a score that counts: not if it says so, nor with zero points or weight.
    pub(in crate::framework) fn is_scored(&self, number: usize) -> bool {
        self.may_score(number) && self.weight(number) != Some(0.0)
    }

    /// Whether a child counts under the parent that it is a child of. The weight that the parent
    /// lists for it stands in place of its own.
    pub(in crate::framework) fn counts(&self, child: &WrittenChild) -> bool {
        // A view only shows what counts elsewhere, wherever it is itself shown.
        let is_view = matches!(self.item(child.item), Some(Written::Node(node)) if node.view);
        !is_view && self.may_score(child.item) && self.weight_of(child) != Some(0.0)
    }

    /// The weight of a child under its parent, where one is stated.
    pub(in crate::framework) fn weight_of(&self, child: &WrittenChild) -> Option<f64> {
        child.weight.or_else(|| self.weight(child.item))
    }

    pub(in crate::framework) fn may_score(&self, number: usize) -> bool {
        match self.item(number) {
            Some(Written::Node(node)) => node.scored && node.points != Some(0.0),
            Some(Written::Indicator(item)) => item.scored && item.points != Some(0.0),
            None => false,
        }
    }

    /// The children of every item: those that it lists, then those that name it as their parent.
    /// References that lead nowhere are left out; a lint rule reports them.
    pub(in crate::framework) fn children(&self) -> Vec<Vec<WrittenChild>> {
        let mut children: Vec<Vec<WrittenChild>> = vec![Vec::new(); self.len()];
        for (number, node) in self.spec.nodes.iter().enumerate() {
            for child in &node.children {
                if let (Some(item), Some(list)) =
                    (self.get(child.code.as_str()), children.get_mut(number))
                    && list.iter().all(|other| other.item != item)
                {
                    list.push(WrittenChild { item, weight: child.weight });
                }
            }
        }
        for number in 0..self.len() {
            let parent = self.parent(number).and_then(|parent| self.get(parent));
            if let Some(list) = parent.and_then(|parent| children.get_mut(parent))
                && list.iter().all(|other| other.item != number)
            {
                list.push(WrittenChild { item: number, weight: None });
            }
        }
        children
    }

    /// A formula with its references resolved to items.
    pub(in crate::framework) fn bind(
        &self,
        formula: &Formula,
    ) -> Result<(Bound, Vec<(usize, bool)>), FormulaError> {
        let mut slots = Vec::new();
        let bound = formula.bind(|reference| {
            let item = self.get(reference.code)?;
            slots.push((item, reference.raw));
            Some(slots.len() - 1)
        })?;
        Ok((bound, slots))
    }
}
