//! Chuan (*chuẩn*, "standard"): governance indicators from raw value to certificate.

pub mod document;
pub mod id;
pub mod number;
pub mod period;
pub mod recipe;
pub mod text;
