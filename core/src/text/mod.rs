//! Localised text, the forms in which Vietnamese names are compared, and their alphabetical order.
//!
//! Three forms of a name, from exact to loose:
//!
//! * [`clean`]: composed (NFC), white space tidied. Names *match* in this form.
//! * [`tone_key`]: the same, with one placement of tones (`Hoà` is `Hòa`) and one letter Đ.
//! * [`fold`]: no prefixes, no diacritics, no case. Only good for [`suggest`]ing, because
//!   diacritics carry meaning: `HĐ` is a contract and `HD` is a guidance.

mod collate;
mod fill;
mod key;
mod lang;
mod letters;
mod localised;
mod normal;
mod suggest;
mod tone;

pub use collate::compare_vi;
pub use fill::fill;
pub use key::{fold, tone_key};
pub use lang::{Lang, UnknownLang};
pub use localised::{Text, TextError};
pub use normal::{clean, nfc};
pub use suggest::{Suggester, suggest};
pub(crate) use tone::mend_eth;
