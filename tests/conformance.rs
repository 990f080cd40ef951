//! `check-number` against Google's metadata, on the corpus that `fixtures/conformance.py` makes.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use amazon_help::ask::number::{Identity, identify};
use amazon_help::kb::Kb;
use amazon_help::text::phone;

fn fields(line: &str) -> Vec<&str> {
    line.split(',').collect()
}

#[test]
fn explore() {
    let kb = Kb::built_in();
    let text = std::fs::read_to_string("tests/fixtures/conformance.csv").unwrap();
    let t = std::time::Instant::now();
    for line in text.lines().skip(1) {
        let f = fields(line);
        let ours: Result<Identity, String> = phone::read(f[0], |n| kb.japan().range(n).is_some())
            .map_err(|e| format!("{e:?}"))
            .and_then(|s| identify(&kb, &s).map_err(|e| format!("{e:?}")));
        println!(
            "{line}\t{}",
            match &ours {
                Ok(i) => format!("{}\t{}\t{}", i.e164.as_deref().unwrap_or(""), i.class, i.country.as_deref().unwrap_or("")),
                Err(e) => format!("\t{e}\t"),
            }
        );
    }
    eprintln!("{:?}", t.elapsed());
}
