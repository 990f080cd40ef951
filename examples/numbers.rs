//! Prints what each number of standard input comes to, one a line, for programs that compare it with another library's answer.
//!
//!     cargo run --release --example numbers < numbers.txt
//!
//! Columns, divided by tabs: the input, 1 for a number in use and else 0, E.164, type as libphonenumber names it, region, class, international form,
//! extension. Those behind a 0 are empty.
#![allow(clippy::print_stdout, reason = "it prints")]

use std::io::{BufRead, BufWriter, Write};

use amazon_help::ask::number::{Identity, identify};
use amazon_help::kb::{Kb, world};
use amazon_help::text::phone;

fn main() -> std::io::Result<()> {
    let kb = Kb::built_in();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let read = phone::read(&line, |n| kb.japan().range(n).is_some());
        let extension = read.as_ref().ok().and_then(|spelling| spelling.extension.clone()).unwrap_or_default();
        let identity = read.and_then(|spelling| identify(&kb, &spelling)).ok();
        match identity.filter(|identity| identity.e164.is_some()) {
            Some(Identity { e164: Some(e164), class, country, written, .. }) => {
                let kind = world::find(&e164[1..]).map_or_else(|| home_type(class), |found| found.kind);
                let country = country.unwrap_or_default();
                writeln!(out, "{line}\t1\t{e164}\t{kind}\t{country}\t{class}\t{written}\t{extension}")?;
            }
            _ => writeln!(out, "{line}\t0\t\t\t\t\t\t")?,
        }
    }
    Ok(())
}

/// What libphonenumber calls a class of Japan's.
fn home_type(class: &str) -> &'static str {
    match class {
        "geographic" => "fixed-line",
        "toll-free" => "toll-free",
        "premium" => "premium-rate",
        "shared-cost" => "uan",
        "ip-phone" => "voip",
        "mobile" => "mobile",
        "m2m-or-pager" => "pager",
        "personal" => "personal-number",
        _ => "unknown",
    }
}
