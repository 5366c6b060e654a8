//! One plain pass of the `csv` crate over a file, no rule: what the check is measured against.
//!
//!     plain_csv FILE
//!
//! Prints how many records there are, and how many fields.

#![allow(clippy::print_stdout)] // a program that prints

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("plain_csv FILE")?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let (mut records, mut fields) = (0_u64, 0_u64);
    while reader.read_byte_record(&mut record)? {
        records += 1;
        fields += record.len() as u64;
    }
    println!("{records} {fields}");
    Ok(())
}
