//! Chuan (*chuẩn*, "standard"): governance indicators from raw value to certificate.

#[cfg(feature = "analyse")]
pub mod analyse;
pub mod assess;
pub mod check;
pub mod document;
pub mod finding;
pub mod framework;
pub mod id;
pub mod number;
pub mod observe;
pub mod period;
pub mod recipe;
pub mod register;
pub mod score;
pub mod text;
