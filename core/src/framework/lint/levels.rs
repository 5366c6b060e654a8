//! levels.

use super::Linter;
use crate::finding::Findings;

pub(super) fn check(_linter: &Linter<'_>, _findings: &mut Findings) {}
