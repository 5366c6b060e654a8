//! Numbers of Vietnamese documents: State, Party, and official letters.
//!
//! The two families write the same parts with other separators: the State `number/TYPE-ISSUER`,
//! the Party `number-TYPE/ISSUER`. Texts in the wild mix them up, put spaces and dashes in, and
//! use look-alike letters; reading is lenient, keeps what was written, and notes what was odd.

mod body;
mod find;
mod note;
mod number;
mod read;
mod tokens;
mod types;

pub use find::find_all;
pub use note::DocumentNote;
pub use number::{DocumentNumber, DocumentNumberError, System};
pub use types::{DocumentType, types};
