//! What is true for any organisation: holidays against an independent table, the numbering plan against Google's, and the crates for phone
//! numbers against each other.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use amazon_help::kb::Kb;
use chrono::{Datelike, NaiveDate};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, Region};

#[test]
fn holidays_agree_with_an_independent_table() {
    let kb = Kb::built_in();
    let mut day = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    while day.year() < 2036 {
        let oracle = yasumi::is_holiday(day);
        assert_eq!(kb.japan().holidays().name(day).is_some(), oracle, "{day}");
        day = day.succ_opt().unwrap();
    }
}

/// Days that other tables miss: the citizens' holiday of 2026 and the substitute holiday of 2027 (Cabinet Office).
#[test]
fn holidays_say_how_far_they_are_announced() {
    let kb = Kb::built_in();
    let holidays = kb.japan().holidays();
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    for (date, name) in [(day(2026, 9, 22), "休日"), (day(2027, 3, 22), "休日"), (day(2026, 11, 23), "勤労感謝の日")] {
        assert!(holidays.name(date).is_some_and(|n| n.ja.contains(name)), "{date}");
    }
    assert!(!holidays.is_provisional(day(2027, 12, 31)) && holidays.is_provisional(day(2028, 1, 1)));
    assert!(holidays.covers(day(2050, 12, 31)) && !holidays.covers(day(2051, 1, 1)) && !holidays.covers(day(1950, 1, 1)));
}

/// One row of Google's list: all prefixes it stands for, lengths without the trunk 0, class, whether it is dialled as written.
struct Row {
    prefixes: Vec<String>,
    lengths: Vec<usize>,
    class: &'static str,
    as_written: bool,
    area: Option<(String, String)>,
}

/// `resources/metadata/81/ranges.csv` of google/libphonenumber (Apache-2.0), with areas.
fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string("tests/fixtures/jp-number-ranges.csv").unwrap();
    let fields = |line: &str| -> Vec<String> {
        let (mut all, mut field, mut quoted) = (Vec::new(), String::new(), false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => all.push(std::mem::take(&mut field)),
                c => field.push(c),
            }
        }
        all.push(field);
        all
    };
    text.lines()
        .skip(1)
        .map(|line| {
            let f = fields(line);
            Row {
                prefixes: expand(&f[0]),
                lengths: f[1].split(',').map(|n| n.parse().unwrap()).collect(),
                class: match (f[2].as_str(), f[3].as_str()) {
                    ("FIXED_LINE", "STANDARD_RATE") => "geographic",
                    ("FIXED_LINE", "TOLL_FREE") => "toll-free",
                    ("FIXED_LINE", "PREMIUM_RATE") => "premium",
                    ("UAN", _) => "shared-cost",
                    ("VOIP", _) => "ip-phone",
                    ("MOBILE", _) => "mobile",
                    ("PAGER", _) => "m2m-or-pager",
                    ("PERSONAL_NUMBER", _) => "personal",
                    other => panic!("{other:?}"),
                },
                as_written: f[4] == "true",
                area: (!f[6].is_empty() && !f[7].is_empty()).then(|| (f[7].clone(), f[6].clone())),
            }
        })
        .collect()
}

fn expand(pattern: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let digits: Vec<char> = if c == '[' {
            let end = rest.find(']').unwrap();
            let class: Vec<char> = rest[1..end].chars().collect();
            rest = &rest[end + 1..];
            let mut digits = Vec::new();
            let mut n = 0;
            while n < class.len() {
                if class.get(n + 1) == Some(&'-') {
                    digits.extend(class[n]..=class[n + 2]);
                    n += 3;
                } else {
                    digits.push(class[n]);
                    n += 1;
                }
            }
            digits
        } else {
            rest = &rest[1..];
            vec![c]
        };
        all = all.iter().flat_map(|p| digits.iter().map(move |d| format!("{p}{d}"))).collect();
    }
    all
}

/// First and last number of every range have its class and area; one digit fewer or more is in no range, unless another row says so.
#[test]
fn the_plan_agrees_with_every_row_of_googles_list() {
    let kb = Kb::built_in();
    let rows = rows();
    assert_eq!(rows.len(), 988);
    for row in &rows {
        for prefix in &row.prefixes {
            for length in &row.lengths {
                for fill in ["0", "9"] {
                    let digits = format!("{prefix}{}", fill.repeat(length - prefix.len()));
                    let dialled = if row.as_written { digits } else { format!("0{digits}") };
                    let range = kb.japan().range(&dialled).unwrap_or_else(|| panic!("{dialled} is in no range"));
                    assert_eq!(range.class, row.class, "{dialled}");
                    let area = range.area.map(|(ja, en)| (ja.to_owned(), en.to_owned()));
                    assert_eq!(area, row.area, "{dialled}");
                }
            }
        }
    }
    let known = |dialled: &str| {
        rows.iter().any(|row| {
            let digits = if row.as_written { dialled } else { &dialled[1..] };
            row.lengths.contains(&digits.len()) && row.prefixes.iter().any(|p| digits.starts_with(p))
        })
    };
    // The ministry's plan has these besides: 0180, 14-digit 0200, and three-digit codes.
    let added = |d: &str| (d.starts_with("0180") && d.len() == 10) || (d.starts_with("0200") && d.len() == 14) || d.len() == 3;
    for row in rows.iter().step_by(7) {
        for length in [row.lengths[0] - 1, row.lengths[row.lengths.len() - 1] + 1] {
            let digits = format!("{}{}", row.prefixes[0], "5".repeat(length.saturating_sub(row.prefixes[0].len())));
            let dialled = if row.as_written { digits } else { format!("0{digits}") };
            if !known(&dialled) && !added(&dialled) {
                assert!(kb.japan().range(&dialled).is_none(), "{dialled}");
            }
        }
    }
}

/// Hyphens stand where Google's library puts them.
#[test]
fn numbers_are_written_as_googles_library_writes_them() {
    let kb = Kb::built_in();
    for row in rows().iter().filter(|r| !r.as_written) {
        for prefix in &row.prefixes {
            let digits = format!("{prefix}{}", "5".repeat(row.lengths[0] - prefix.len()));
            let dialled = format!("0{digits}");
            let number = PHONE_NUMBER_UTIL.parse(&dialled, Some(Region::JP)).unwrap();
            let expected = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::National);
            assert_eq!(kb.japan().range(&dialled).unwrap().format(&dialled), expected, "{dialled}");
        }
    }
}

/// Why `rlibphonenumber` is what tables are held against and not `phonenumber`, checked again whenever either moves: full-width digits and numbers with
/// a digit too many. Should this fail because `phonenumber` got better, weigh the choice anew.
#[test]
fn the_chosen_crate_is_right_where_the_other_is_not() {
    let full_width = "０１２０－９９９－３７３";
    assert!(PHONE_NUMBER_UTIL.parse(full_width, Some(Region::JP)).is_ok_and(|n| PHONE_NUMBER_UTIL.is_valid_number(&n)));
    assert!(phonenumber::parse(Some(phonenumber::country::JP), full_width).is_err());
    let too_long = "01209722817";
    assert!(!PHONE_NUMBER_UTIL.parse(too_long, Some(Region::JP)).is_ok_and(|n| PHONE_NUMBER_UTIL.is_valid_number(&n)));
    assert!(phonenumber::parse(Some(phonenumber::country::JP), too_long).is_ok_and(|n| phonenumber::is_valid(&n)));
}

/// Both crates and our table, on one number of every range: the table agrees with the chosen crate on all, with the other on most.
#[test]
fn both_crates_are_held_against_the_table() {
    let kb = Kb::built_in();
    let (mut all, mut chosen, mut other) = (0, 0, 0);
    for row in rows().iter().filter(|r| !r.as_written) {
        let digits = format!("{}{}", row.prefixes[0], "3".repeat(row.lengths[0] - row.prefixes[0].len()));
        let dialled = format!("0{digits}");
        let table = kb.japan().range(&dialled).map(|r| r.class);
        all += 1;
        let number = PHONE_NUMBER_UTIL.parse(&dialled, Some(Region::JP)).unwrap();
        let class = match PHONE_NUMBER_UTIL.get_number_type(&number) {
            PhoneNumberType::FixedLine => Some("geographic"),
            PhoneNumberType::TollFree => Some("toll-free"),
            PhoneNumberType::PremiumRate => Some("premium"),
            PhoneNumberType::UAN => Some("shared-cost"),
            PhoneNumberType::VoIP => Some("ip-phone"),
            PhoneNumberType::Mobile => Some("mobile"),
            PhoneNumberType::Pager => Some("m2m-or-pager"),
            PhoneNumberType::PersonalNumber => Some("personal"),
            _ => None,
        };
        chosen += usize::from(class == table);
        // The other crate cannot name every class; whether it takes the number for valid is all that is compared.
        let valid = phonenumber::parse(Some(phonenumber::country::JP), &dialled).is_ok_and(|n| phonenumber::is_valid(&n));
        other += usize::from(valid == table.is_some());
    }
    assert_eq!(chosen, all, "the table and the chosen crate differ");
    assert!(other <= all && other * 10 >= all * 8, "{other} of {all}");
}
