//! Units: codes that mean something only with their list and in their time, and exact names.

mod compile;
mod lookup;
mod spec;

pub use lookup::Lookup;
pub use spec::{RegisterSpec, UnitSpec};

use crate::id::Code;
use crate::text::Text;
use chrono::NaiveDate;
use foldhash::fast::FixedState;
use indexmap::IndexMap;
use std::collections::HashMap;

/// Number of a unit in its register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub(crate) u32);

/// Units by a text.
type Ids = HashMap<String, Vec<UnitId>, FixedState>;

impl UnitId {
    /// Place of the unit in [`Register::units`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A unit: what is observed, scored and awarded.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Unit {
    /// Code, as its list writes it.
    pub code: Code,
    /// Name.
    pub name: Option<Text>,
    /// Kind, such as `province`.
    pub kind: Option<String>,
    /// Name of the code list.
    pub list: Option<String>,
    /// The unit that it is a part of.
    pub parent: Option<UnitId>,
    /// First day of its existence.
    pub valid_from: Option<NaiveDate>,
    /// Last day of its existence.
    pub valid_to: Option<NaiveDate>,
    /// Code of the unit that it became a part of.
    pub successor: Option<Code>,
    /// Whether it takes part in rankings.
    pub ranked: bool,
    /// Anything else by which units are chosen or classed.
    pub attributes: IndexMap<String, String>,
}

impl Unit {
    /// The value of an attribute; `kind`, `code`, `list` and `parent` are not attributes of the
    /// map, but `kind`, `code` and `list` can be asked for here as well.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        match name {
            "kind" => self.kind.as_deref(),
            "list" => self.list.as_deref(),
            "code" => Some(self.code.as_str()),
            _ => self.attributes.get(name).map(String::as_str),
        }
    }

    /// Whether it exists on at least one day of a span; an open end stands for ever.
    pub fn exists_between(&self, first: Option<NaiveDate>, last: Option<NaiveDate>) -> bool {
        let begins_in_time = match (self.valid_from, last) {
            (Some(from), Some(last)) => from <= last,
            _ => true,
        };
        let ends_late_enough = match (self.valid_to, first) {
            (Some(to), Some(first)) => to >= first,
            _ => true,
        };
        begins_in_time && ends_late_enough
    }

    /// The name to be shown: the name in the language, or the code.
    pub fn label(&self, lang: crate::text::Lang) -> &str {
        self.name.as_ref().map_or_else(|| self.code.as_str(), |name| name.get(lang))
    }
}

/// The units of a framework, always consistent: codes are unique at any time, parents exist.
///
/// A register without units is *open*: data may name any unit.
///
/// ```
/// use chuan::register::{Lookup, Register, RegisterSpec};
///
/// let spec: RegisterSpec = serde_json::from_str(
///     r#"{"unit": [{"code": "17", "name": "Hòa Bình"}, {"code": "40", "name": "Nghệ An"}]}"#,
/// ).unwrap();
/// let register = Register::new(&spec).unwrap();
/// assert!(matches!(register.find("40", None), Lookup::Found(_)));
/// assert!(matches!(register.find("Nghệ  An", None), Lookup::Found(_)));
/// // Another tone placement is another spelling: it is suggested, not taken.
/// assert_eq!(register.find("Hoà Bình", None), Lookup::Unknown { suggestion: Some("17".into()) });
/// ```
#[derive(Debug, Clone, Default)]
pub struct Register {
    list: Option<String>,
    units: Vec<Unit>,
    by_code: Ids,
    by_name: Ids,
    timeless: bool,
    /// Made when the first suggestion is asked for.
    near: std::sync::OnceLock<lookup::Near>,
}

impl Register {
    /// Name of the code list.
    pub fn list(&self) -> Option<&str> {
        self.list.as_deref()
    }

    /// The units, in the order of the file.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// A unit.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id.index())
    }

    /// Whether every unit has always existed: then a code means the same in every period.
    pub fn is_timeless(&self) -> bool {
        self.timeless
    }

    /// Whether data may name units that are not listed.
    pub fn is_open(&self) -> bool {
        self.units.is_empty()
    }
}

#[cfg(test)]
mod tests;
