//! Conditions of warning rules, key by key, as data/README.md states them: all keys of `when` hold, and none of `unless`.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use amazon_help::ask::number::rules as number;
use amazon_help::ask::url::{OFFICIAL_TAIL, judge, rules as url};
use amazon_help::kb::Kb;
use amazon_help::kb::record::{Found, NumberRule, NumberState, UrlRule, UrlVerdict};
use amazon_help::text::phone::Sign;
use amazon_help::text::web;

/// A key that holds, the same key so that it does not, and what the answer says was matched.
type Key = (&'static str, &'static str, &'static str);

/// For the number of [`landline`], in the order of the schema.
const NUMBER: [Key; 11] = [
    ("number = [\"+819055550123\", \"+81355550123\"]", "number = [\"+81355550124\"]", "number=+81355550123"),
    ("class = [\"mobile\", \"geographic\"]", "class = [\"mobile\"]", "class=geographic"),
    ("country = [\"US\", \"JP\"]", "country = [\"US\"]", "country=JP"),
    ("register = [\"former\", \"partner\"]", "register = [\"none\"]", "register=partner"),
    ("written = [\"hidden-characters\", \"kanji-digits\"]", "written = [\"missing-zero\"]", "written=kanji-digits"),
    ("found = [\"search\", \"sms\"]", "found = [\"search\"]", "found=sms"),
    ("incoming = false", "incoming = true", "incoming=false"),
    ("min_digits = 10", "min_digits = 11", "min_digits=10"),
    ("max_digits = 10", "max_digits = 9", "max_digits=10"),
    ("prefix = [\"0120\", \"03\"]", "prefix = [\"0120\"]", "prefix=0355"),
    ("pattern = \"0123$\"", "pattern = \"^0123\"", "pattern=0355550123"),
];

const SIGNS: [Sign; 2] = [Sign::Extension, Sign::KanjiDigits];

fn landline() -> number::Facts<'static> {
    number::Facts {
        e164: Some("+81355550123"),
        dialled: "0355550123",
        class: "geographic",
        country: Some("JP"),
        register: Some(NumberState::Partner),
        signs: &SIGNS,
        found: Some(Found::Sms),
        incoming: false,
    }
}

/// For the address of [`on_page`].
const URL: [Key; 5] = [
    ("verdict = [\"official\", \"not-official\"]", "verdict = [\"official\"]", "verdict=not-official"),
    ("written = [\"ip-address\", \"official-tail\"]", "written = [\"ip-address\"]", "written=official-tail"),
    ("host = [\"a.example\", \"parcel.example.top\"]", "host = [\"cel.example.top\"]", "host=www.parcel.example.top"),
    ("suffix = [\"com\", \"top\"]", "suffix = [\"example.top\"]", "suffix=top"),
    ("path = \"^/ap/\"", "path = \"^/up/\"", "path=/ap/signin"),
];

const PAGE: &str = "https://www.parcel.example.top/ap/signin";

fn on_page<T>(with: impl FnOnce(&url::Facts<'_>) -> T) -> T {
    let mut address = None;
    web::read(PAGE).worst(|reading| address = reading.ok(), |()| Some(0));
    let address = address.unwrap();
    with(&url::Facts {
        address: &address,
        verdict: UrlVerdict::NotOfficial,
        suffix: amazon_help::kb::suffixes::split(&address.host).suffix,
        signs: &[OFFICIAL_TAIL],
    })
}

fn rule(when: &[&str], unless: &[&str], example: &str) -> String {
    let unless = if unless.is_empty() { String::new() } else { format!("unless = {{ {} }}\n", unless.join(", ")) };
    format!(
        "id = \"test\"\nseverity = \"caution\"\nwhen = {{ {} }}\n{unless}reason = {{ ja = \"試験\", en = \"test\" }}\nsources = [\"editorial\"]\n\
         checked = \"2026-11-23\"\nexamples = {{ match = [{{ {example} }}], no_match = [{{ {example} }}] }}\n",
        when.join(", ")
    )
}

fn number_rule(when: &[&str], unless: &[&str]) -> NumberRule {
    toml::from_str(&rule(when, unless, "number = \"03-5555-0123\"")).unwrap()
}

fn number_matches(when: &[&str], unless: &[&str]) -> bool {
    number::matches(&number_rule(when, unless), &landline())
}

fn url_matches(when: &[&str], unless: &[&str]) -> bool {
    let rule: UrlRule = toml::from_str(&rule(when, unless, &format!("url = \"{PAGE}\""))).unwrap();
    on_page(|facts| url::matches(&rule, facts))
}

/// Every key alone and beside every other, in `when` and in `unless`.
fn every_key_counts(keys: &[Key], matches: impl Fn(&[&str], &[&str]) -> bool) {
    for (n, (holds, fails, _)) in keys.iter().enumerate() {
        assert!(matches(&[holds], &[]), "when {holds}");
        assert!(!matches(&[fails], &[]), "when {fails}");
        assert!(!matches(&[holds], &[holds]), "unless {holds}");
        assert!(matches(&[holds], &[fails]), "unless {fails}");
        for (other, other_fails, _) in keys.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, key)| key) {
            assert!(matches(&[holds, other], &[]), "when {holds} and {other}");
            assert!(!matches(&[fails, other], &[]), "when {fails} and {other}");
            assert!(matches(&[holds], &[fails, other_fails]), "unless {fails} or {other_fails}");
            assert!(!matches(&[holds], &[fails, other]), "unless {fails} or {other}");
        }
    }
    let all: Vec<&str> = keys.iter().map(|(holds, ..)| *holds).collect();
    assert!(matches(&all, &[]));
}

#[test]
fn every_key_of_a_rule_for_numbers_counts() {
    every_key_counts(&NUMBER, number_matches);
}

#[test]
fn every_key_of_a_rule_for_addresses_counts() {
    every_key_counts(&URL, url_matches);
}

#[test]
fn the_answer_says_what_was_matched() {
    for (holds, _, text) in NUMBER {
        assert_eq!(number::reason(&number_rule(&[holds], &[]), &landline()).matched, text);
    }
    // In the order of the schema, whatever that of the file; keys of `unless` are no match.
    let rule = number_rule(&["found = [\"sms\"]", "class = [\"geographic\"]"], &["country = [\"US\"]"]);
    assert_eq!(number::reason(&rule, &landline()).matched, "class=geographic found=sms");
    // Each of several signs that the rule names, and no other.
    let rule = number_rule(&["written = [\"kanji-digits\", \"extension\", \"idd\"]"], &[]);
    assert_eq!(number::reason(&rule, &landline()).matched, "written=extension+kanji-digits");

    let kb = Kb::built_in();
    let judgement = judge(&kb, PAGE);
    for (n, (holds, _, text)) in URL.iter().enumerate() {
        let rule: UrlRule = toml::from_str(&self::rule(&[holds], &[], "url = \"x\"")).unwrap();
        // This page by itself has no sign.
        let text = if n == 1 { "written=" } else { text };
        assert_eq!(url::reason(&rule, &judgement).matched, text);
    }
}

#[test]
fn lengths_count_from_and_to_the_number_named() {
    for (digits, at_least, at_most) in [(9, true, false), (10, true, true), (11, false, true)] {
        assert_eq!(number_matches(&[&format!("min_digits = {digits}")], &[]), at_least, "at least {digits}");
        assert_eq!(number_matches(&[&format!("max_digits = {digits}")], &[]), at_most, "at most {digits}");
    }
}

/// What is not known of a number matches no key that asks for it; a number that is not in the register has the state `none`.
#[test]
fn what_is_not_known_does_not_match() {
    let nothing = number::Facts { e164: None, country: None, register: None, signs: &[], found: None, ..landline() };
    for (holds, ..) in [NUMBER[0], NUMBER[2], NUMBER[3], NUMBER[4], NUMBER[5]] {
        assert!(!number::matches(&number_rule(&[holds], &[]), &nothing), "{holds}");
        assert!(number::matches(&number_rule(&["incoming = false"], &[holds]), &nothing), "unless {holds}");
    }
    let none = number_rule(&["register = [\"none\"]"], &[]);
    assert!(number::matches(&none, &nothing));
    assert_eq!(number::reason(&none, &nothing).matched, "register=none");
    let called = number::Facts { incoming: true, ..landline() };
    assert!(number::matches(&number_rule(&["incoming = true"], &[]), &called));
    assert!(!number::matches(&number_rule(&["incoming = false"], &[]), &called));
}
