//! Regular expressions in rules: matched in time linear in the text, and bounded in size.

mod needed;

use std::sync::OnceLock;

use regex_lite::{Regex, RegexBuilder};
use serde::{Deserialize, Deserializer};

/// The longest pattern, in characters.
const LONGEST: usize = 500;

/// The largest a compiled pattern may become, in bytes: repetitions of repetitions are refused. Each step through a text may visit all of it.
const LARGEST: usize = 16 << 10;

/// The smallest size that is told apart, in bytes.
const SMALLEST: usize = 128;

/// Bytes that one state of a compiled pattern takes, about.
const STATE: usize = 32;

/// So many bytes at the beginning of a long text, and half as many at its end, are looked at: time is the product of text and pattern, and a
/// sender chooses the text.
const SEEN: usize = 512;

/// A regular expression, compiled when first used.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    compiled: OnceLock<Option<Regex>>,
    /// One of these stands in every text that matches.
    needed: OnceLock<Vec<String>>,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What is wrong with it, in English as the library says it.
    pub fn compile(text: &str) -> Result<Regex, String> {
        if text.chars().count() > LONGEST {
            return Err(format!("the pattern is longer than {LONGEST} characters"));
        }
        Pattern::within(text, LARGEST).map_err(|e| e.to_string())
    }

    fn within(text: &str, bytes: usize) -> Result<Regex, regex_lite::Error> {
        RegexBuilder::new(text).size_limit(bytes).build()
    }

    /// How many states it has at most, each of which a step through a text may visit: a power of two.
    pub fn states(&self) -> usize {
        let mut bytes = SMALLEST;
        while bytes < LARGEST && Pattern::within(&self.text, bytes).is_err() {
            bytes *= 2;
        }
        bytes / STATE
    }

    /// Bytes of a text of this length that are looked at.
    pub fn seen(length: usize) -> usize {
        length.min(SEEN + SEEN / 2)
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it matches somewhere in `text`, of which the middle is passed over where it is long. One that does not compile never does; the
    /// check of a KB has refused it.
    pub fn matches(&self, text: &str) -> bool {
        let needed = self.needed.get_or_init(|| needed::needed(&self.text));
        if !needed.is_empty() && !needed.iter().any(|needed| text.contains(needed.as_str())) {
            return false;
        }
        self.regex().is_some_and(|regex| {
            if Pattern::seen(text.len()) == text.len() {
                return regex.is_match(text);
            }
            let boundary = |from: usize| (from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            // What is cut off shows as a character that stands for none, so that the cut is no end; and what is behind it does not begin there.
            let head = format!("{}\u{fffd}", &text[..boundary(SEEN)]);
            regex.is_match(&head) || regex.is_match_at(text, boundary(text.len() - SEEN / 2))
        })
    }

    /// What the first group of it matches in `text`.
    pub fn first_group<'t>(&self, text: &'t str) -> Option<&'t str> {
        Some(self.regex()?.captures(text)?.get(1)?.as_str())
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Pattern::compile(&self.text).ok()).as_ref()
    }
}

impl From<&str> for Pattern {
    fn from(text: &str) -> Pattern {
        Pattern { text: text.to_owned(), compiled: OnceLock::new(), needed: OnceLock::new() }
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Pattern::from(String::deserialize(deserializer)?.as_str()))
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Pattern {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pattern".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "regex", "maxLength": LONGEST, "description": "A regular expression, matched in linear time." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_bounded() {
        assert!(Pattern::compile("^0120-?[0-9]{3}").is_ok());
        for bad in ["(", "[z-a]", "((((a{1,1000}){1,1000}){1,1000}))"] {
            assert!(Pattern::compile(bad).is_err(), "{bad}");
        }
        assert!(Pattern::compile(&"a".repeat(501)).is_err());
    }

    #[test]
    fn a_pattern_weighs_what_it_may_cost() {
        assert!(Pattern::from("/x1/").states() <= 16);
        assert!(Pattern::from("(a?b?c?d?){1,30}x").states() >= 120);
    }

    /// A sender who puts much into an address gains no time, and hides neither its beginning nor its end.
    #[test]
    fn both_ends_of_a_long_text_are_looked_at() {
        let middle = "字/".repeat(10_000);
        for (pattern, text, found) in [
            ("^/ap/signin", format!("/ap/signin{middle}"), true),
            ("/ap/signin$", format!("{middle}/ap/signin"), true),
            ("/ap/signin", format!("{middle}/ap/signin"), true),
            ("^/ap/signin$", format!("{middle}/ap/signin"), false),
            ("^字", middle.clone(), true),
            ("^/", middle.clone(), false),
            ("^[字/]+$", format!("{middle}x"), false),
        ] {
            assert_eq!(Pattern::from(pattern).matches(&text), found, "{pattern}");
        }
        assert!(Pattern::seen(10 << 20) <= 1 << 10);
    }

    #[test]
    fn a_match_takes_time_linear_in_the_text() {
        // Exponential for a matcher that backtracks.
        assert!(!Pattern::from("^(a+)+$").matches(&format!("{}b", "a".repeat(5_000))));
    }
}
