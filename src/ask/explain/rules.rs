//! Rules of all checks, and what to do after a verdict.

use super::{Entry, Kind};
use crate::kb::Kb;
use crate::kb::record::{MessageExample, MessageRule, NumberCondition, NumberRule, Redirect, UrlCondition, UrlRule};
use crate::text::Text;

/// The rules: for numbers, for web addresses, for messages.
pub fn numbers(kb: &Kb) -> Vec<Entry> {
    let numbers = kb.number_rules().rule.iter().map(number);
    numbers.chain(kb.url_rules().rule.iter().map(url)).chain(kb.message_rules().rule.iter().map(message)).collect()
}

fn number(rule: &NumberRule) -> Entry {
    let mut when = conditions("", &rule.when);
    when.extend(rule.unless.iter().flat_map(|c| conditions("not ", c)));
    let both = || std::iter::once(&rule.when).chain(&rule.unless);
    Entry {
        severity: Some(rule.severity),
        when,
        notes: rule.advice.clone(),
        commands: &["check-number"],
        ..Entry::new(Kind::Rule, &rule.id, rule.reason.clone())
    }
    .refer(Kind::Number, both().filter_map(|c| c.number.as_ref()).flatten())
    .refer(Kind::Class, both().filter_map(|c| c.class.as_ref()).flatten())
    .on(&rule.sources, &rule.claims, rule.checked)
}

fn url(rule: &UrlRule) -> Entry {
    let mut when = url_conditions("", &rule.when);
    when.extend(rule.unless.iter().flat_map(|c| url_conditions("not ", c)));
    let hosts = std::iter::once(&rule.when).chain(&rule.unless).filter_map(|c| c.host.as_ref()).flatten();
    Entry {
        severity: Some(rule.severity),
        when,
        notes: rule.advice.clone(),
        commands: &["check-url", "check-message"],
        ..Entry::new(Kind::Rule, &rule.id, rule.reason.clone())
    }
    .refer(Kind::Domain, hosts)
    .on(&rule.sources, &rule.claims, rule.checked)
}

fn message(rule: &MessageRule) -> Entry {
    let mut when = Vec::new();
    if let Some(says) = &rule.says {
        when.push(format!(
            "says = {}",
            says.ja.iter().chain(&says.en).chain(&says.other).map(String::as_str).collect::<Vec<_>>().join(", ")
        ));
    }
    if let Some(c) = &rule.when {
        let least = c.at_least.map_or_else(String::new, |n| format!(" (at least {n})"));
        let lists = [("all", &c.all, ""), ("any", &c.any, least.as_str()), ("none", &c.none, "")];
        when.extend(lists.iter().filter(|(_, l, _)| !l.is_empty()).map(|(key, l, more)| format!("{key}{more} = {}", l.join(" | "))));
    }
    let ids = rule.when.iter().flat_map(|c| c.all.iter().chain(&c.any).chain(&c.none));
    Entry {
        severity: Some(rule.severity),
        when,
        notes: rule.advice.clone(),
        commands: &["check-message"],
        ..Entry::new(Kind::Rule, &rule.id, rule.reason.clone())
    }
    .refer(Kind::Rule, ids)
    .on(&rule.sources, &rule.claims, rule.checked)
}

/// Examples of a rule, which are stored apart from it. The first of its commands tells whose rule it is.
pub fn examples(kb: &Kb, entry: &Entry) -> Vec<(bool, String)> {
    let lists = match entry.commands.first() {
        Some(&"check-number") => kb.number_rules().rule.find(&entry.id).map(|rule| {
            let show = |e: &crate::kb::record::NumberExample| {
                let found = e.found.map_or_else(String::new, |f| format!(" --found {}", f.id()));
                format!("{}{found}{}", e.number, if e.incoming { " --incoming" } else { "" })
            };
            let all = kb.rule_examples(rule);
            (all.matching.iter().map(show).collect::<Vec<_>>(), all.no_match.iter().map(show).collect::<Vec<_>>())
        }),
        Some(&"check-url") => kb.url_rules().rule.find(&entry.id).map(|rule| {
            let all = kb.url_rule_examples(rule);
            (all.matching.into_iter().map(|e| e.url).collect(), all.no_match.into_iter().map(|e| e.url).collect())
        }),
        _ => kb.message_rules().rule.find(&entry.id).map(|rule| {
            let show = |e: &MessageExample| {
                let from = e.from.iter().map(|f| format!("{f}: "));
                from.chain(e.subject.iter().map(|s| format!("{s} / "))).collect::<String>() + &e.text
            };
            let all = kb.message_rule_examples(rule);
            (all.matching.iter().map(show).collect(), all.no_match.iter().map(show).collect())
        }),
    };
    let (matching, not) = lists.unwrap_or_default();
    matching.into_iter().map(|e| (true, e)).chain(not.into_iter().map(|e| (false, e))).collect()
}

/// What to do after a verdict or when it has happened, pages that send on, and readings.
pub fn steps(kb: &Kb) -> Vec<Entry> {
    let url = Text::same(&*kb.about().entrance.url);
    let next = |id: &str, verdicts: Vec<&str>, text: &Text, commands| Entry {
        when: vec![format!("verdict = {}", verdicts.join(" | "))],
        commands,
        ..Entry::new(Kind::Next, id, text.fill("url", &url))
    };
    let mut all = Vec::new();
    for n in kb.about().next.iter() {
        let mut entry = next(&n.id, n.verdicts.iter().map(|v| v.id()).collect(), &n.text, &["check-number"]);
        entry.when.extend(n.incoming.map(|i| format!("incoming = {i}")));
        all.push(entry.on(&n.sources, &n.claims, n.checked));
    }
    for n in kb.url_rules().next.iter() {
        let entry = next(&n.id, n.verdicts.iter().map(|v| v.id()).collect(), &n.text, &["check-url"]);
        all.push(entry.on(&n.sources, &n.claims, n.checked));
    }
    for n in kb.message_rules().next.iter() {
        let entry = next(&n.id, n.verdicts.iter().map(|v| v.id()).collect(), &n.text, &["check-message"]);
        all.push(entry.on(&n.sources, &n.claims, n.checked));
    }
    all.extend(kb.message_rules().after.iter().map(|a| {
        Entry { commands: &["check-message"], ..Entry::new(Kind::After, &a.id, a.name.clone()) }
            .section("すること", "What to do", a.steps.clone())
            .on(&a.sources, &a.claims, a.checked)
    }));
    all.extend(kb.url_rules().redirect.iter().map(redirect));
    all.extend(kb.url_rules().literal.iter().map(|l| {
        let mut when = vec![format!("host = {}", l.host.join(" | ")), format!("parameters = {}", l.parameters.join(" | "))];
        when.extend(l.path.as_ref().map(|path| format!("path = {}", path.as_str())));
        when.extend(Some(l.values.join(" | ")).filter(|v| !v.is_empty()).map(|values| format!("values = {values}")));
        let text = Text::new(
            "アドレスの形をしていても、そこへ送られることのない部分です。",
            "A part that may have the form of an address, and that nobody is sent on to.",
        );
        Entry { when, commands: &["check-url", "check-message"], ..Entry::new(Kind::Literal, &l.id, text) }.refer(Kind::Domain, &l.host).on(
            &l.sources,
            &[],
            l.checked,
        )
    }));
    all.extend(kb.url_rules().customer_pages.iter().map(|p| {
        let mut when = vec![format!("host = {}", p.host.join(" | "))];
        when.extend(p.path.as_ref().map(|path| format!("path = {}", path.as_str())));
        Entry { when, commands: &["check-url", "check-message"], ..Entry::new(Kind::CustomerPages, &p.id, p.text.clone()) }.on(
            &p.sources,
            &[],
            p.checked,
        )
    }));
    all.extend(kb.message_rules().reading.iter().map(|r| {
        let text = Text::new(
            format!("「{}{}」のように、読みがなを付けて見張りをすり抜ける書き方を見つけるためのものです。", r.kana, r.name),
            format!("Finds {}{}: the reading is written before the word to get past filters.", r.kana, r.name),
        );
        Entry { commands: &["check-message"], ..Entry::new(Kind::Reading, &r.name, text) }
    }));
    all.extend(kb.message_rules().voice.iter().map(|v| {
        let text = Text::new(
            "メッセージ自身の言葉と、引用や注意として書かれた言葉を見分けるための言い回しです。",
            "Tells what a message says itself from what it only quotes, warns of or forbids.",
        );
        let phrases: Vec<Text> = v.says.ja.iter().chain(&v.says.en).map(|phrase| Text::same(&**phrase)).collect();
        Entry { commands: &["check-message"], ..Entry::new(Kind::Voice, &v.id, text) }.section("言い回し", "Words", phrases).on(
            &v.sources,
            &[],
            v.checked,
        )
    }));
    all
}

/// The keys that a condition sets, as `key = value or value`.
fn conditions(prefix: &str, c: &NumberCondition) -> Vec<String> {
    let list = |key: &str, values: &Option<Vec<String>>| values.as_ref().map(|v| format!("{prefix}{key} = {}", v.join(" | ")));
    let found: Option<Vec<String>> = c.found.as_ref().map(|all| all.iter().map(|f| f.id().to_owned()).collect());
    let mut all: Vec<Option<String>> = vec![
        list("number", &c.number),
        list("class", &c.class),
        list("country", &c.country),
        list("register", &c.register),
        list("written", &c.written),
        list("found", &found),
        list("prefix", &c.prefix),
    ];
    all.push(c.incoming.map(|i| format!("{prefix}incoming = {i}")));
    all.push(c.min_digits.map(|n| format!("{prefix}digits >= {n}")));
    all.push(c.max_digits.map(|n| format!("{prefix}digits <= {n}")));
    all.push(c.pattern.as_ref().map(|p| format!("{prefix}pattern = {}", p.as_str())));
    all.into_iter().flatten().collect()
}

fn url_conditions(prefix: &str, c: &UrlCondition) -> Vec<String> {
    let list = |key: &str, values: &Option<Vec<String>>| values.as_ref().map(|v| format!("{prefix}{key} = {}", v.join(" | ")));
    let verdicts = c.verdict.as_ref().map(|all| all.iter().map(|v| v.id().to_owned()).collect());
    [
        list("verdict", &verdicts),
        list("written", &c.written),
        list("host", &c.host),
        list("suffix", &c.suffix),
        c.path.as_ref().map(|p| format!("{prefix}path = {}", p.as_str())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn redirect(r: &Redirect) -> Entry {
    let mut when = vec![format!("host = {}", r.host.join(" | ")), format!("path = {}", r.path.as_str())];
    when.extend(Some(r.parameters.join(" | ")).filter(|p| !p.is_empty()).map(|parameters| format!("parameters = {parameters}")));
    when.extend(r.embedded.as_ref().map(|pattern| format!("embedded = {}", pattern.as_str())));
    when.extend(r.written.map(|written| format!("written = {}", written.id())));
    let text = Text::new("アドレスの中に書かれた別の場所へ送るページです。", "A page that sends on to the address written in its own.");
    Entry { when, commands: &["check-url", "check-message"], ..Entry::new(Kind::Redirect, &r.id, text) }.refer(Kind::Domain, &r.host).on(
        &r.sources,
        &[],
        r.checked,
    )
}
