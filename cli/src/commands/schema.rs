//! `chuan schema`: the JSON Schema of what is read and written.

use crate::args::{SchemaArgs, SchemaOf};
use crate::failure::{Failure, Status};
use crate::render::data::document;
use crate::session::Session;

/// Runs the verb.
pub(super) fn run(args: &SchemaArgs, session: &Session) -> Result<Status, Failure> {
    let schema = match args.what {
        SchemaOf::Framework => chuan::framework::framework_schema(),
        SchemaOf::Finding => chuan::finding::finding_schema(),
        SchemaOf::Record => chuan::meeting::record_schema(),
    };
    let mut out = session.open(&[])?;
    document(&schema, &mut out)?;
    out.finish()?;
    Ok(Status::Fine)
}
