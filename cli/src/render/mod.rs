//! Results for people: tables, trees, levels, numbers. Modules named `data` are for programs.

pub(crate) mod agenda;
pub(crate) mod data;
pub(crate) mod explain_data;
pub(crate) mod layers;
pub(crate) mod level;
pub(crate) mod level_data;
pub(crate) mod level_more;
pub(crate) mod meeting;
pub(crate) mod meeting_data;
pub(crate) mod meeting_milestones;
pub(crate) mod number;
pub(crate) mod report;
pub(crate) mod score;
pub(crate) mod sheet;
pub(crate) mod steps;
pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod target;
pub(crate) mod text;
pub(crate) mod track;
pub(crate) mod tree;
