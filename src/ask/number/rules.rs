//! Warning rules for numbers: whether one matches, and what it matched.

use super::identity::identify;
use crate::ask::Reason;
use crate::kb::Kb;
use crate::kb::record::{Found, NumberCondition, NumberExample, NumberRule, NumberState};
use crate::text::phone::{self, Sign};

/// The keys of a condition, in the order of the schema.
const KEYS: [&str; 11] =
    ["number", "class", "country", "register", "written", "found", "incoming", "min_digits", "max_digits", "prefix", "pattern"];

/// What is known of a number when rules are applied.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// E.164 form.
    pub e164: Option<&'a str>,
    /// Digits as dialled.
    pub dialled: &'a str,
    /// Id of the class; `public-service` for a number of the list of services.
    pub class: &'a str,
    /// Region.
    pub country: Option<&'a str>,
    /// State in the register.
    pub register: Option<NumberState>,
    /// How it was written.
    pub signs: &'a [Sign],
    /// Where it was found.
    pub found: Option<Found>,
    /// Whether it called the user.
    pub incoming: bool,
}

/// The reason that a rule gives for what it matched.
pub fn reason(rule: &NumberRule, facts: &Facts<'_>) -> Reason {
    Reason {
        rule: rule.id.clone(),
        severity: rule.severity,
        text: rule.reason.clone(),
        matched: matched(&rule.when, facts),
        sources: rule.sources.clone(),
        advice: rule.advice.clone(),
    }
}

/// Whether a rule matches: all keys of `when` hold, none of `unless`.
pub fn matches(rule: &NumberRule, facts: &Facts<'_>) -> bool {
    holds(&rule.when, facts) && !rule.unless.as_ref().is_some_and(|c| excepts(c, facts))
}

/// Whether all keys that are set hold. Those that most often do not come first.
fn holds(c: &NumberCondition, facts: &Facts<'_>) -> bool {
    // One by one rather than through `keys`: this runs for every rule of every row of a batch.
    c.found.as_ref().is_none_or(|_| key("found", c, facts) == Some(true))
        && c.written.as_ref().is_none_or(|_| key("written", c, facts) == Some(true))
        && c.incoming.is_none_or(|incoming| incoming == facts.incoming)
        && c.register.as_ref().is_none_or(|_| key("register", c, facts) == Some(true))
        && c.class.as_ref().is_none_or(|_| key("class", c, facts) == Some(true))
        && c.min_digits.is_none_or(|min| facts.dialled.len() >= min)
        && c.max_digits.is_none_or(|max| facts.dialled.len() <= max)
        && c.number.as_ref().is_none_or(|_| key("number", c, facts) == Some(true))
        && c.country.as_ref().is_none_or(|_| key("country", c, facts) == Some(true))
        && c.prefix.as_ref().is_none_or(|_| key("prefix", c, facts) == Some(true))
        && c.pattern.as_ref().is_none_or(|_| key("pattern", c, facts) == Some(true))
}

/// Whether any key that is set holds.
fn excepts(c: &NumberCondition, facts: &Facts<'_>) -> bool {
    keys(c, facts).any(|(_, holds)| holds == Some(true))
}

/// Each key of a condition with whether it holds; none where the key is not set.
fn keys<'a>(condition: &'a NumberCondition, facts: &'a Facts<'_>) -> impl Iterator<Item = (&'static str, Option<bool>)> + 'a {
    KEYS.iter().map(move |name| (*name, key(name, condition, facts)))
}

/// Whether one key holds; none where it is not set.
#[inline(always)]
fn key(name: &str, condition: &NumberCondition, facts: &Facts<'_>) -> Option<bool> {
    fn any(list: Option<&Vec<String>>, value: Option<&str>) -> Option<bool> {
        list.map(|list| value.is_some_and(|value| list.iter().any(|l| l == value)))
    }
    match name {
        "number" => any(condition.number.as_ref(), facts.e164),
        "class" => any(condition.class.as_ref(), Some(facts.class)),
        "country" => any(condition.country.as_ref(), facts.country),
        "register" => any(condition.register.as_ref(), Some(facts.register.map_or("none", NumberState::id))),
        "written" => condition.written.as_ref().map(|list| list.iter().any(|l| facts.signs.iter().any(|s| s.id() == l))),
        "found" => condition.found.as_ref().map(|list| facts.found.is_some_and(|found| list.contains(&found))),
        "incoming" => condition.incoming.map(|incoming| incoming == facts.incoming),
        "min_digits" => condition.min_digits.map(|min| facts.dialled.len() >= min),
        "max_digits" => condition.max_digits.map(|max| facts.dialled.len() <= max),
        "pattern" => condition.pattern.as_ref().map(|pattern| pattern.matches(facts.dialled)),
        _ => condition.prefix.as_ref().map(|list| list.iter().any(|p| facts.dialled.starts_with(p.as_str()))),
    }
}

/// What a rule matched, as `key=value`, the keys in the order of the schema.
fn matched(condition: &NumberCondition, facts: &Facts<'_>) -> String {
    let value = |key: &str| match key {
        "number" => facts.e164.unwrap_or_default().to_owned(),
        "class" => facts.class.to_owned(),
        "country" => facts.country.unwrap_or_default().to_owned(),
        "register" => facts.register.map_or("none", NumberState::id).to_owned(),
        "written" => facts
            .signs
            .iter()
            .map(|s| s.id())
            .filter(|s| condition.written.as_ref().is_some_and(|list| list.iter().any(|l| l == s)))
            .collect::<Vec<_>>()
            .join("+"),
        "found" => facts.found.map_or("", Found::id).to_owned(),
        "incoming" => facts.incoming.to_string(),
        "prefix" => facts.dialled.chars().take(4).collect(),
        "pattern" => facts.dialled.to_owned(),
        _ => facts.dialled.len().to_string(),
    };
    let set = keys(condition, facts).filter(|(_, holds)| holds.is_some());
    set.map(|(key, _)| format!("{key}={}", value(key))).collect::<Vec<_>>().join(" ")
}

/// Whether a rule matches one of its examples. `register` has the numbers of the KB that is being checked.
pub fn example_matches(kb: &Kb, rule: &NumberRule, example: &NumberExample, register: &[(&str, NumberState)]) -> bool {
    let Ok(spelling) = phone::read(&example.number, |n| kb.japan().range(n).is_some()) else {
        return false;
    };
    let Ok(identity) = identify(kb, &spelling) else {
        return false;
    };
    let service = kb.japan().services().find_by(|n| super::identity::is_dialled(n, &identity.dialled)).is_some();
    matches(
        rule,
        &Facts {
            e164: identity.e164.as_deref(),
            dialled: &identity.dialled,
            class: if service { "public-service" } else { identity.class },
            country: identity.country.as_deref(),
            register: register.iter().find(|(n, _)| Some(*n) == identity.e164.as_deref()).map(|(_, state)| *state),
            signs: &spelling.signs,
            found: example.found,
            incoming: example.incoming,
        },
    )
}
