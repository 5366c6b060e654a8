#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chuan::check::properties::numbers_are_those_of_the_standard_library(data));
