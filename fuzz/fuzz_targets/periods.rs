#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chuan::check::properties::periods_come_back(data));
