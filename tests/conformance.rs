//! `check-number` against Google's metadata, on the corpus that `fixtures/conformance.py` makes, and on what libraries for phone numbers cannot take.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use amazon_help::ask::number::{Answer, Identity, Question, ask, identify};
use amazon_help::kb::Kb;
use amazon_help::kb::record::Verdict;
use amazon_help::text::phone::{self, NotNumber};
use chrono::NaiveDate;

/// One spelling and what Google's library makes of it; none where it is no valid number.
struct Row<'a> {
    input: &'a str,
    google: Option<Google<'a>>,
}

struct Google<'a> {
    e164: &'a str,
    kind: &'a str,
    region: &'a str,
}

/// `conformance.csv`; no field of it has a comma.
fn rows(text: &str) -> Vec<Row<'_>> {
    text.lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let [input, valid, e164, kind, region] = fields[..] else { panic!("{line}") };
            Row { input, google: (valid == "1").then_some(Google { e164, kind, region }) }
        })
        .collect()
}

fn ours(kb: &Kb, input: &str) -> Result<Identity, NotNumber> {
    let spelling = phone::read(input, |n| kb.japan().range(n).is_some())?;
    identify(kb, &spelling)
}

/// Our name for a type of Google's.
fn class(google: &Google<'_>) -> &'static str {
    match (google.region == "JP", google.kind) {
        (true, "FIXED_LINE") => "geographic",
        (true, "TOLL_FREE") => "toll-free",
        (true, "UAN") => "shared-cost",
        (true, "VOIP") => "ip-phone",
        (true, "MOBILE") => "mobile",
        (true, "PAGER") => "m2m-or-pager",
        (true, "PERSONAL_NUMBER") => "personal",
        (true, "PREMIUM_RATE") => "premium",
        (true, other) => panic!("{other} in Japan"),
        (false, "TOLL_FREE") => "foreign-toll-free",
        (false, "PREMIUM_RATE" | "SHARED_COST") => "foreign-premium",
        (false, _) => "foreign",
    }
}

fn agrees(row: &Row<'_>, ours: &Result<Identity, NotNumber>) -> bool {
    match (&row.google, ours) {
        (None, Err(_)) => true,
        (None, Ok(ours)) => ours.e164.is_none() && ours.class == "unassigned",
        (Some(_), Err(_)) => false,
        (Some(google), Ok(ours)) => {
            ours.e164.as_deref() == Some(google.e164) && ours.class == class(google) && ours.country.as_deref() == Some(google.region)
        }
    }
}

/// A kind of disagreement that is meant to be.
struct Exception {
    reason: &'static str,
    /// In how many rows it occurs.
    rows: usize,
    is: fn(&str, Option<&Google<'_>>, &Result<Identity, NotNumber>) -> bool,
}

/// Whether we take the digits behind `prefix` for a number that is `code` and these digits, where Google sees none. A foreign one may have lost the 0
/// that is dialled inside its country.
fn without_prefix(prefix: &str, code: &str, input: &str, google: Option<&Google<'_>>, ours: &Result<Identity, NotNumber>) -> bool {
    let digits: String = input.chars().filter(char::is_ascii_digit).collect();
    google.is_none()
        && !input.starts_with('+')
        && digits.strip_prefix(prefix).is_some_and(|rest| {
            let meant = |o: &Identity| o.e164.as_deref().is_some_and(|e164| o.dialled == rest || e164 == format!("{code}{rest}"));
            ours.as_ref().is_ok_and(meant)
        })
}

fn added(start: &str, len: usize, google: Option<&Google<'_>>, ours: &Result<Identity, NotNumber>) -> bool {
    google.is_none() && ours.as_ref().is_ok_and(|o| o.dialled.starts_with(start) && o.dialled.len() == len && o.class != "unassigned")
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        reason: "numbers that begin with 00 are dialled at home only, so they have a class but no E.164 form; Google makes one up",
        rows: 398,
        is: |_, google, ours| {
            google.is_some_and(|google| {
                let dialled = google.e164.strip_prefix("+81").filter(|d| d.starts_with("00"));
                ours.as_ref().is_ok_and(|o| {
                    o.e164.is_none() && dialled == Some(&o.dialled) && o.class == class(google) && o.country.as_deref() == Some("JP")
                })
            })
        },
    },
    Exception {
        reason: "a foreign number whose + was lost; Google takes everything without + for a number of Japan",
        rows: 944,
        is: |input, google, ours| !input.starts_with(['0', '+']) && without_prefix("", "+", input, google, ours),
    },
    Exception {
        reason: "ten digits that are toll-free in North America, where the country code is left out; fraud gives such numbers",
        rows: 1,
        is: |input, google, ours| {
            let american = |o: &Identity| o.e164.as_deref() == Some(&format!("+1{input}")) && o.class == "foreign-toll-free";
            google.is_none() && input.len() == 10 && ours.as_ref().is_ok_and(american)
        },
    },
    Exception {
        reason: "00 is how most of the world writes the international prefix; Google knows Japan's 010 only",
        rows: 966,
        is: |input, google, ours| without_prefix("00", "+", input, google, ours),
    },
    Exception {
        reason: "184 in front hides the caller's number; Google does not know it",
        rows: 972,
        is: |input, google, ours| without_prefix("1840", "+81", input, google, ours),
    },
    Exception {
        reason: "0180 is in the ministry's plan and not in Google's list",
        rows: 3,
        is: |_, google, ours| added("0180", 10, google, ours),
    },
    Exception {
        reason: "0200 with 14 digits is in the ministry's plan and not in Google's list",
        rows: 2,
        is: |_, google, ours| added("0200", 14, google, ours),
    },
    Exception {
        reason: "short codes are numbers to us; Google keeps them in other metadata",
        rows: 3,
        is: |input, google, ours| input.len() == 3 && google.is_none() && ours.as_ref().is_ok_and(|o| o.class == "short-code"),
    },
    Exception {
        reason: "a German number of sixteen digits, more than E.164 allows",
        rows: 1,
        is: |_, google, ours| {
            google.is_some_and(|g| g.region == "DE" && g.e164.len() == "+".len() + 16)
                && ours.as_ref().is_ok_and(|o| o.class == "unassigned")
        },
    },
    Exception {
        reason: "an Iranian number of six digits in all: behind 010 that makes nine, which is too short for any other number",
        rows: 2,
        is: |_, google, ours| google.is_some_and(|g| g.e164 == "+989601") && *ours == Err(NotNumber::TooShort(9)),
    },
];

/// Every spelling is read as Google's library reads it, but for the exceptions; each of these occurs exactly as often as it says.
#[test]
fn every_spelling_is_read_as_googles_library_reads_it() {
    let kb = Kb::built_in();
    let text = std::fs::read_to_string("tests/fixtures/conformance.csv").unwrap();
    let rows = rows(&text);
    assert!(rows.len() >= 30_000, "{} rows", rows.len());
    assert!(rows.iter().filter(|r| r.google.is_some()).count() >= rows.len() / 2);
    let mut found = vec![0; EXCEPTIONS.len()];
    let mut unlisted = Vec::new();
    for row in &rows {
        let ours = ours(&kb, row.input);
        if agrees(row, &ours) {
            continue;
        }
        match EXCEPTIONS.iter().position(|e| (e.is)(row.input, row.google.as_ref(), &ours)) {
            Some(n) => found[n] += 1,
            None => {
                unlisted.push(format!("{}: {:?}, and ours is {ours:?}", row.input, row.google.as_ref().map(|g| (g.e164, g.kind, g.region))))
            }
        }
    }
    assert!(unlisted.is_empty(), "{} disagreements:\n{}", unlisted.len(), unlisted[..unlisted.len().min(40)].join("\n"));
    let counts: Vec<String> = EXCEPTIONS
        .iter()
        .zip(&found)
        .filter(|(exception, found)| exception.rows != **found)
        .map(|(exception, found)| format!("{found} rows, not {}: {}", exception.rows, exception.reason))
        .collect();
    assert!(
        counts.is_empty() && found.iter().all(|n| *n > 0),
        "exceptions that occur more or less often, or no more:\n{}",
        counts.join("\n")
    );
}

/// What `check-number` answers, without more context.
fn answer(kb: &Kb, input: &str) -> Answer {
    let at = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    ask(kb, &Question { input, found: None, incoming: false, at })
}

/// `rlibphonenumber` panics on `;phone-context=` in front of `tel:`, and reads the context as a country code.
#[test]
fn a_phone_context_is_no_part_of_the_number() {
    let kb = Kb::built_in();
    for input in [
        "tel:03-1234-5678;phone-context=+81",
        "tel:03-1234-5678;phone-context=+1",
        "tel:03-1234-5678;phone-context=example.com",
        ";phone-context=+81;tel:0312345678",
        ";phone-context=+1;tel:03-1234-5678",
        ";phone-context=tel:0312345678",
    ] {
        let answer = answer(&kb, input);
        let identity = answer.identity.unwrap_or_else(|| panic!("{input}: {:?}", answer.not_number));
        assert_eq!(identity.e164.as_deref(), Some("+81312345678"), "{input}");
        assert_ne!(answer.verdict, Verdict::Official, "{input}");
    }
    for input in
        [";phone-context=", ";phone-context=;tel:", "tel:;phone-context=+81", ";phone-context=+", "tel:", ";phone-context=+81;tel:"]
    {
        assert!(answer(&kb, input).identity.is_none_or(|i| i.e164.is_none()), "{input}");
    }
}

/// Libraries have no limit of length and are slow on long inputs.
#[test]
fn megabytes_of_digits_are_refused_at_once() {
    let kb = Kb::built_in();
    for unit in ["0", "9", "+", "1-", "+1 ", "０", "(", "〇", ";phone-context="] {
        let input = unit.repeat(3_000_000 / unit.len());
        let answer = answer(&kb, &input);
        assert_eq!(answer.not_number, Some(NotNumber::InputTooLong), "{unit:?}");
    }
}

/// Up to the limit, no run of one digit is a number, whatever stands in front; more digits than E.164 allows never are.
#[test]
fn runs_of_digits_are_no_number() {
    let kb = Kb::built_in();
    for front in ["", "+", "+81", "010", "0081", "184", "#", "0120"] {
        for len in 1..=phone::MAX_CHARS - front.len() {
            let zeros = format!("{front}{}", "0".repeat(len));
            // 0120000000 is a number, and 184000000 is one without its 0.
            let in_range = [zeros.replace("+81", "0"), format!("0{zeros}")].iter().any(|n| kb.japan().range(n).is_some());
            let identity = answer(&kb, &zeros).identity;
            assert!(in_range || identity.is_none_or(|i| i.e164.is_none()), "{zeros}");
            if len > 15 {
                let nines = format!("{front}{}", "9".repeat(len));
                assert!(answer(&kb, &nines).identity.is_none_or(|i| i.e164.is_none()), "{nines}");
            }
        }
    }
}

/// Libraries do not take the full-width tilde for punctuation, though people in Japan write it.
#[test]
fn tildes_stand_between_groups() {
    let kb = Kb::built_in();
    for input in ["0120～999～373", "０１２０～９９９～３７３", "0120〜999〜373", "0120~999~373", "+81～120～999～373"] {
        let identity = answer(&kb, input).identity;
        assert_eq!(identity.and_then(|i| i.e164).as_deref(), Some("+81120999373"), "{input}");
    }
}
