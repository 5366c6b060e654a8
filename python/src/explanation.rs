//! One score, taken apart.

use crate::render;
use chuan::framework::Framework;
use chuan::score::Explanation;
use chuan::text::Lang;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::sync::Arc;

/// How one unit came to the score of one item: a tree, printed as one.
///
/// Examples
/// --------
/// >>> explanation = card.explain("40")
/// >>> explanation.score, explanation.method
/// (0.75, 'arithmetic')
/// >>> [(part.code, part.weight) for part in explanation.children]
/// [('a', 0.75), ('b', 0.25)]
/// >>> print(explanation)
/// total: 0.75, rank 1 (arithmetic)
/// ├─ a: 1 × 0.75 = 0.75 (identity)
/// └─ b: 0 × 0.25 = 0 (identity)
#[pyclass(frozen, name = "Explanation", module = "chuan")]
#[derive(Debug, Clone)]
pub(crate) struct PyExplanation {
    framework: Arc<Framework>,
    explanation: Explanation,
}

impl PyExplanation {
    pub(crate) fn new(framework: Arc<Framework>, explanation: Explanation) -> Self {
        Self { framework, explanation }
    }

    fn name_of(&self, explanation: &Explanation, lang: Lang) -> Option<String> {
        let item = self.framework.item(explanation.item?)?;
        item.name.as_ref().map(|name| name.get(lang).to_owned())
    }

    fn dict<'py>(
        &self,
        py: Python<'py>,
        explanation: &Explanation,
        lang: Lang,
    ) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("code", &explanation.code)?;
        dict.set_item("name", self.name_of(explanation, lang))?;
        dict.set_item("value", explanation.value)?;
        dict.set_item("score", explanation.score)?;
        dict.set_item("shown", explanation.shown)?;
        dict.set_item("rank", explanation.rank)?;
        dict.set_item("weight", explanation.weight)?;
        dict.set_item("contribution", explanation.contribution)?;
        dict.set_item("scored", explanation.scored)?;
        dict.set_item("method", &explanation.method)?;
        dict.set_item("observed", explanation.observed)?;
        dict.set_item("denominated", explanation.denominated)?;
        dict.set_item("filled_by", explanation.filled_by)?;
        dict.set_item("untreated", explanation.untreated)?;
        dict.set_item("coverage", explanation.coverage)?;
        let children = PyList::empty(py);
        for child in &explanation.children {
            children.append(self.dict(py, child, lang)?)?;
        }
        dict.set_item("children", children)?;
        Ok(dict)
    }

    fn branch(&self, explanation: &Explanation, before: &str, lang: Lang, tree: &mut String) {
        let last = explanation.children.len().saturating_sub(1);
        for (place, child) in explanation.children.iter().enumerate() {
            let (twig, below) =
                if place == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            tree.push('\n');
            tree.push_str(before);
            tree.push_str(twig);
            tree.push_str(&self.line(child, lang));
            self.branch(child, &format!("{before}{below}"), lang, tree);
        }
    }

    /// `code Name: score × weight = contribution, rank (method of value)`
    fn line(&self, explanation: &Explanation, lang: Lang) -> String {
        let show = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), render::number);
        let mut line = explanation.code.clone();
        if let Some(name) = self.name_of(explanation, lang) {
            line.push(' ');
            line.push_str(&name);
        }
        line.push_str(": ");
        line.push_str(&show(explanation.shown));
        if let (Some(weight), Some(part)) = (explanation.weight, explanation.contribution) {
            line.push_str(&format!(" × {} = {}", render::number(weight), render::number(part)));
        } else if let Some(weight) = explanation.weight {
            line.push_str(&format!(", weight {}", render::number(weight)));
        }
        if let Some(rank) = explanation.rank {
            line.push_str(&format!(", rank {}", render::number(rank)));
        }
        let changed = explanation.value != explanation.score;
        match explanation.value.filter(|_| changed) {
            Some(value) => {
                let value = render::number(value);
                line.push_str(&format!(" ({} of {value})", explanation.method));
            }
            None => line.push_str(&format!(" ({})", explanation.method)),
        }
        if let Some(method) = explanation.filled_by {
            line.push_str(&format!(", filled by {method}"));
        }
        if let Some(value) = explanation.untreated {
            line.push_str(&format!(", treated from {}", render::number(value)));
        }
        if !explanation.scored {
            line.push_str(", not counted");
        }
        line
    }

    fn tree(&self, lang: Lang) -> String {
        let mut tree = self.line(&self.explanation, lang);
        self.branch(&self.explanation, "", lang, &mut tree);
        tree
    }
}

#[pymethods]
impl PyExplanation {
    /// Code of the node or indicator.
    #[getter]
    fn code(&self) -> &str {
        &self.explanation.code
    }

    /// Its name in English, or in the language that there is.
    #[getter]
    fn name(&self) -> Option<String> {
        self.name_of(&self.explanation, Lang::En)
    }

    /// The value before the scorer: as observed, or as aggregated.
    #[getter]
    fn value(&self) -> Option<f64> {
        self.explanation.value
    }

    /// The score, unrounded.
    #[getter]
    fn score(&self) -> Option<f64> {
        self.explanation.score
    }

    /// The score as printed.
    #[getter]
    fn shown(&self) -> Option<f64> {
        self.explanation.shown
    }

    /// The rank, where the item is ranked.
    #[getter]
    fn rank(&self) -> Option<f64> {
        self.explanation.rank
    }

    /// The share that it weighs in its parent, between 0 and 1; in a sum, the factor.
    #[getter]
    fn weight(&self) -> Option<f64> {
        self.explanation.weight
    }

    /// What it adds to its parent, where that is additive.
    #[getter]
    fn contribution(&self) -> Option<f64> {
        self.explanation.contribution
    }

    /// Whether it counts for its parent.
    #[getter]
    fn scored(&self) -> bool {
        self.explanation.scored
    }

    /// How the value was made: scorer, aggregation or formula.
    #[getter]
    fn method(&self) -> &str {
        &self.explanation.method
    }

    /// Its parts.
    #[getter]
    fn children(&self) -> Vec<Self> {
        let children = self.explanation.children.iter();
        children.map(|child| Self::new(self.framework.clone(), child.clone())).collect()
    }

    /// The tree as nested dicts.
    ///
    /// Parameters
    /// ----------
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// dict
    ///     Keys ``code``, ``name``, ``value``, ``score``, ``shown``, ``rank``, ``weight``,
    ///     ``contribution``, ``scored``, ``method``, ``children``.
    ///
    /// Examples
    /// --------
    /// >>> card.explain("40").to_dict()["children"][0]["contribution"]
    /// 0.75
    #[pyo3(signature = (*, lang="en"))]
    fn to_dict<'py>(&self, py: Python<'py>, lang: &str) -> PyResult<Bound<'py, PyDict>> {
        self.dict(py, &self.explanation, crate::options::lang(lang)?)
    }

    /// The tree as text.
    ///
    /// Parameters
    /// ----------
    /// lang : {"en", "vi"}
    ///     Language of the names.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> print(card.explain("40", "a").to_text())
    /// a: 1 (identity)
    #[pyo3(signature = (*, lang="en"))]
    fn to_text(&self, lang: &str) -> PyResult<String> {
        Ok(self.tree(crate::options::lang(lang)?))
    }

    fn __str__(&self) -> String {
        self.tree(Lang::En)
    }

    fn __repr__(&self) -> String {
        self.tree(Lang::En)
    }

    fn _repr_html_(&self) -> String {
        format!("<pre class=\"chuan\">{}</pre>", render::escape(&self.tree(Lang::En)))
    }
}
