#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chuan::check::properties::records_are_those_of_the_csv_crate(data));
