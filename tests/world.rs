//! The plans of other countries, as baked, against the crate `rlibphonenumber`: validity, type, E.164 and written form over examples of every region and type
//! and mutations of them. `.ci/number_oracle.py` does the same with a third library and more spellings.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, missing_docs, reason = "tests")]

use std::collections::BTreeSet;

use amazon_help::kb::world;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType};

/// In one of so many numbers the two may differ: the crate has an older edition of the metadata.
const ONE_IN: usize = 200;

/// Region, calling code and digits behind `+` of each example abroad.
fn examples() -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string("tests/fixtures/world-number-examples.csv").unwrap();
    let rows = text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    rows.filter(|row| row[1] != "JP").map(|row| (row[1].clone(), row[0].clone(), row[4].trim_start_matches('+').to_owned())).collect()
}

/// Every digit behind the code changed, dropped, doubled and added, and what is put before a number inside a country.
fn mutations(code: &str, digits: &str) -> Vec<String> {
    let mut all = vec![digits.to_owned()];
    let other = |c: u8, by: u8| char::from(b'0' + (c - b'0' + by) % 10);
    for at in code.len()..digits.len() {
        let (before, digit, behind) = (&digits[..at], digits.as_bytes()[at], &digits[at + 1..]);
        for by in [1, 4, 7] {
            all.push(format!("{before}{}{behind}", other(digit, by)));
        }
        all.push(format!("{before}{behind}"));
        all.push(format!("{before}{0}{0}{behind}", char::from(digit)));
        all.push(format!("{before}{}{}{behind}", other(digit, 3), char::from(digit)));
    }
    all.extend(["0", "1", "8", "06", "15"].map(|prefix| format!("{code}{prefix}{}", &digits[code.len()..])));
    all
}

fn theirs(digits: &str) -> Option<[String; 4]> {
    let number = PHONE_NUMBER_UTIL.parse(format!("+{digits}"), None).ok().filter(|n| PHONE_NUMBER_UTIL.is_valid_number(n))?;
    let kind = match PHONE_NUMBER_UTIL.get_number_type(&number) {
        PhoneNumberType::FixedLine => "fixed-line",
        PhoneNumberType::Mobile => "mobile",
        PhoneNumberType::FixedLineOrMobile => "fixed-line-or-mobile",
        PhoneNumberType::TollFree => "toll-free",
        PhoneNumberType::PremiumRate => "premium-rate",
        PhoneNumberType::SharedCost => "shared-cost",
        PhoneNumberType::VoIP => "voip",
        PhoneNumberType::PersonalNumber => "personal-number",
        PhoneNumberType::Pager => "pager",
        PhoneNumberType::UAN => "uan",
        PhoneNumberType::VoiceMail => "voicemail",
        other => panic!("{digits}: {other:?}"),
    };
    let format = |how| PHONE_NUMBER_UTIL.format(&number, how).into_owned();
    let region = PHONE_NUMBER_UTIL.get_region_for_number(&number).unwrap().as_region_str().to_string();
    Some([format(PhoneNumberFormat::E164), kind.to_owned(), region, format(PhoneNumberFormat::International)])
}

#[test]
fn numbers_abroad_are_read_as_an_independent_library_reads_them() {
    let examples = examples();
    let regions: BTreeSet<&String> = examples.iter().map(|(region, ..)| region).collect();
    assert!(regions.len() > 240, "{} regions", regions.len());
    let (mut tried, mut valid, mut old, mut differ) = (0, 0, 0, Vec::new());
    for (_, code, digits) in &examples {
        old += usize::from(world::find(digits).is_none());
        for number in mutations(code, digits) {
            let ours = world::find(&number).map(|n| [n.e164(), n.kind.to_owned(), n.region.to_owned(), n.written()]);
            let theirs = theirs(&number);
            tried += 1;
            valid += usize::from(theirs.is_some());
            if ours != theirs {
                differ.push(format!("{number}: {theirs:?}, and ours is {ours:?}"));
            }
        }
    }
    // Benin has longer numbers since the examples were taken.
    assert!(old <= 3, "{old} examples are in no range");
    eprintln!("{tried} numbers, {valid} of them in use, {} differ", differ.len());
    assert!(tried > 60_000 && valid * 5 > tried, "{tried} numbers, {valid} in use");
    assert!(differ.len() * ONE_IN <= tried, "{} of {tried} differ:\n{}", differ.len(), differ[..differ.len().min(40)].join("\n"));
}

/// What stands between digits, and other digits than ASCII ones, are undone before; here they are none.
#[test]
fn what_is_no_digit_is_no_number() {
    for text in
        ["", "+442079460123", "44 2079460123", "44２０79460123", "44207946012", "4", "44", "999123456789", "0", "\u{0}44", "１442079460123"]
    {
        assert_eq!(world::find(text), None, "{text:?}");
    }
    for len in 0..300 {
        for digit in ["0", "1", "4", "9"] {
            let _ = world::find(&digit.repeat(len));
        }
    }
}
