//! Regular expressions in rules: matched in time linear in the text, and bounded in size.

use std::sync::OnceLock;

use regex_lite::{Regex, RegexBuilder};
use serde::{Deserialize, Deserializer};

/// The longest pattern, in characters.
const LONGEST: usize = 500;

/// The largest a compiled pattern may become, in bytes: repetitions of repetitions are refused.
const LARGEST: usize = 256 << 10;

/// A regular expression, compiled when first used.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    compiled: OnceLock<Option<Regex>>,
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
        RegexBuilder::new(text).size_limit(LARGEST).build().map_err(|e| e.to_string())
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it matches somewhere in `text`. One that does not compile never does; the check of a KB has refused it.
    pub fn matches(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// What the first group of it matches in `text`.
    pub fn first_group<'t>(&self, text: &'t str) -> Option<&'t str> {
        Some(self.regex()?.captures(text)?.get(1)?.as_str())
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Pattern::compile(&self.text).ok()).as_ref()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Pattern { text: String::deserialize(deserializer)?, compiled: OnceLock::new() })
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
    fn a_match_takes_time_linear_in_the_text() {
        // Exponential for a matcher that backtracks.
        let pattern = Pattern { text: "^(a+)+$".into(), compiled: OnceLock::new() };
        assert!(!pattern.matches(&format!("{}b", "a".repeat(5_000))));
    }
}
