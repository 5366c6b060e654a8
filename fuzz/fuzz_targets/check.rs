#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chuan::check::properties::checks_give_one_answer(data));
