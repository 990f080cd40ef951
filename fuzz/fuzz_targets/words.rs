#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| amazon_help_fuzz::run("words", data));
