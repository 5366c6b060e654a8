//! A framework in the form of the manifest's inputs: one row an element, with level and parent.

use super::frame::{field, parse};
use super::inputs::Inputs;
use super::manifest::Case;
use super::operations::Refusal;
use std::collections::HashMap;

/// An element: an indicator or an aggregate.
#[derive(Debug, Clone)]
pub struct Element {
    /// Code.
    pub code: String,
    /// Level; 1 for indicators.
    pub level: u32,
    /// Code of the parent.
    pub parent: Option<String>,
    /// 1, or -1 where lower is better.
    pub direction: f64,
    /// Weight in the group.
    pub weight: f64,
    /// The columns of the row that only some methods read.
    pub other: HashMap<String, String>,
}

/// The elements of a framework, groups and denominators left out.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// In the order of the file.
    pub elements: Vec<Element>,
}

impl Tree {
    /// The framework of a case.
    ///
    /// # Errors
    /// When the input is missing or is not a framework.
    pub fn of(case: &Case, inputs: &Inputs<'_>) -> Result<Self, Refusal> {
        let mut elements = Vec::new();
        for row in inputs.rows(case, "framework")? {
            if !matches!(field(&row, "type")?, "Indicator" | "Aggregate") {
                continue;
            }
            let number = |column: &str| {
                parse(field(&row, column)?)?
                    .ok_or_else(|| Refusal::Failed(format!("an element has no {column}")))
            };
            elements.push(Element {
                code: field(&row, "code")?.to_owned(),
                level: number("level")? as u32,
                parent: Some(field(&row, "parent")?.to_owned()).filter(|p| !p.is_empty()),
                direction: number("direction")?,
                weight: number("weight")?,
                other: row.clone().into_iter().collect(),
            });
        }
        Ok(Self { elements })
    }

    /// An element.
    pub fn get(&self, code: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.code == code)
    }

    /// The children of an element, in the order of the file.
    pub fn children<'t>(&'t self, code: &'t str) -> impl Iterator<Item = &'t Element> + 't {
        self.elements.iter().filter(move |element| element.parent.as_deref() == Some(code))
    }

    /// The elements of a level, in the order of the file.
    pub fn level(&self, level: u32) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.level == level)
    }

    /// The highest level.
    pub fn top(&self) -> u32 {
        self.elements.iter().map(|element| element.level).max().unwrap_or(0)
    }

    /// The direction of an indicator; 1 where it is not known.
    pub fn direction(&self, code: &str) -> f64 {
        self.get(code).map_or(1.0, |element| element.direction)
    }
}
