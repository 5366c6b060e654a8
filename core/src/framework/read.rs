//! From a tree to a spec.

use super::lint::both;
use super::source::{Faults, Path, Places, Step, Tree, TreeNode, typed};
use super::spec::FrameworkSpec;
use crate::finding::{Bilingual, Finding, Findings, catalogue};
use crate::recipe::formula::Formula;

const FAULTS: Faults = Faults {
    unknown_key: &catalogue::UNKNOWN_KEY,
    missing_key: &catalogue::MISSING_KEY,
    wrong_value: &catalogue::WRONG_VALUE,
    root: Bilingual { vi: "bộ chỉ số", en: "framework" },
    special: broken_formula,
};

/// Reads a spec. `None` when it lacks something, or when a fault could not be taken out.
pub(super) fn spec(tree: &Tree, places: &Places, findings: &mut Findings) -> Option<FrameworkSpec> {
    typed(tree, &tree.to_value(), places, &FAULTS, findings)
}

/// What is wrong with the text of a formula, where that is what stands there.
fn broken_formula(tree: &Tree, path: &Path) -> Option<Finding> {
    let (Step::Key(key), above) = path.0.split_last()? else { return None };
    let text = |tree: &Tree| match &tree.node {
        TreeNode::Leaf(serde_json::Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    let source = tree.find(path).filter(|_| key == "formula").and_then(text)?;
    let error = Formula::parse(&source).err()?;
    let node = tree.find(&Path(above.to_vec()).key("code")).and_then(text);
    let finding = Finding::new(&catalogue::FORMULA)
        .with("detail", both(error.message_vi(), error.message_en()));
    Some(finding.indicator(node.unwrap_or_else(|| Path(above.to_vec()).to_string())))
}
