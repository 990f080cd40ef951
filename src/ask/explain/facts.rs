//! Numbers, claims and sources; domains and names; public services and kinds of numbers.

use super::{Entry, Kind, Witness, witness};
use crate::kb::Kb;
use crate::text::Text;

/// The register of numbers, the claims and the sources.
pub fn evidence(kb: &Kb) -> Vec<Entry> {
    let numbers = kb.numbers().number.iter().map(|n| {
        let sources: Vec<String> = n.evidence.iter().map(|e| e.source.clone()).collect();
        Entry {
            when: vec![format!("number = {}", n.e164), format!("state = {}", n.state.id())],
            commands: &["check-number", "check-message"],
            aliases: vec![n.e164.clone()],
            ..Entry::new(Kind::Number, &n.id, n.name.clone())
        }
        .on(&sources, &n.claims, n.checked)
    });
    let claims = kb.claims().claim.iter().map(|c| Entry {
        standing: Some(c.standing),
        notes: c.note.iter().chain(&c.not_advice).cloned().collect(),
        rests_on: (c.sources.clone(), Vec::new()),
        ..Entry::new(Kind::Claim, &c.id, c.text.clone())
    });
    let sources = kb.sources().source.iter().chain(kb.japan().sources().iter()).map(|s| Entry {
        when: vec![format!("kind = {}", s.kind.id())],
        notes: s.note.iter().cloned().collect(),
        checked: Some(s.checked),
        rests_on: (vec![s.id.clone()], Vec::new()),
        ..Entry::new(Kind::Source, &s.id, s.publisher.clone())
    });
    numbers.chain(claims).chain(sources).collect()
}

/// What each source says of a number, newest first.
pub fn words(kb: &Kb, id: &str) -> Vec<Witness> {
    let entry = kb.numbers().number.iter().find(|n| n.id == id);
    let words = entry.into_iter().flat_map(|entry| crate::ask::number::evidence(kb, entry));
    words.filter_map(|e| Some(Witness { date: e.date, ..witness(kb, &e.source, Some(e.text))? })).collect()
}

/// Domains, names that are imitated, public services and kinds of numbers.
pub fn entries(kb: &Kb) -> Vec<Entry> {
    let file = kb.domains();
    let mut all: Vec<Entry> = Vec::new();
    all.extend(file.domain.iter().map(|d| {
        let when = vec![format!("purpose = {}", d.purpose.id())];
        Entry { when, commands: URL, ..Entry::new(Kind::Domain, &d.name, d.text.clone()) }.on(&d.sources, &d.claims, d.checked)
    }));
    all.extend(file.elsewhere.iter().map(|e| {
        let when = vec![format!("names = {}", e.names.join(" | "))];
        Entry { when, commands: URL, aliases: e.names.clone(), ..Entry::new(Kind::Elsewhere, &e.id, e.text.clone()) }.on(
            &e.sources,
            &[],
            e.checked,
        )
    }));
    all.extend(file.imitated.iter().map(|i| {
        let text = Text::new(
            format!("「{}」は、偽のアドレスや差出人にまねて使われる名前です。", i.name),
            format!("\"{}\" is a name that fake addresses and senders imitate.", i.name),
        );
        let mut when = if i.except.is_empty() { Vec::new() } else { vec![format!("not = {}", i.except.join(" | "))] };
        when.extend(i.own_part.then(|| "own_part = true".to_owned()));
        when.extend(i.registered_only.then(|| "registered_only = true".to_owned()));
        when.extend((i.needs > 0).then(|| format!("needs = {}", i.needs)));
        Entry { when, commands: URL, ..Entry::new(Kind::Imitated, &i.name, text) }.on(&i.sources, &i.claims, i.checked)
    }));
    all.extend(kb.japan().organisations().iter().map(|o| {
        let domains: Vec<&str> = o.domains.iter().map(|d| d.name.as_str()).collect();
        let names: Vec<&str> = o.names.iter().chain(&o.ambiguous).map(String::as_str).collect();
        let mut sources: Vec<String> = o.domains.iter().flat_map(|d| &d.sources).chain(&o.imitation).cloned().collect();
        sources.sort_unstable();
        sources.dedup();
        let text = Text::new(
            format!("「{}」を名乗るメッセージのリンクが、ここのドメインでなければ、偽物を疑います。", o.name.ja),
            format!("A message in the name of {} whose link is on none of these domains is suspect.", o.name.en),
        );
        Entry {
            name: Some(o.name.clone()),
            when: vec![format!("domains = {}", domains.join(", ")), format!("names = {}", names.join(", "))],
            commands: &["check-message"],
            aliases: domains.iter().map(|d| (*d).to_owned()).collect(),
            ..Entry::new(Kind::Organisation, &o.id, text)
        }
        .on(&sources, &[], o.checked)
    }));
    all.extend(file.beside.iter().map(|b| {
        let text = Text::new(
            "偽のアドレスで、まねた名前に添えられることの多い言葉です。",
            "Words that fake addresses often put beside a name that they imitate.",
        );
        let when = vec![format!("words = {}", b.words.join(" | ")), format!("weight = {}", b.weight)];
        Entry { when, commands: URL, ..Entry::new(Kind::Beside, &b.id, text) }.on(&b.sources, &[], b.checked)
    }));
    all.extend(file.ending.iter().map(|e| {
        let text = Text::new(
            format!("アドレスの途中にあると、公式の末尾「{}」に見えてしまう書き方です。", e.name),
            format!("In the middle of an address these pass for \"{}\", the end of an official one.", e.name),
        );
        let when = vec![format!("spellings = {}", e.spellings.join(" | "))];
        Entry { when, commands: URL, ..Entry::new(Kind::Ending, &e.name, text) }.on(&e.sources, &[], e.checked)
    }));
    all.extend(kb.japan().services().iter().map(|s| {
        let mut when = vec![format!("number = {}", s.number)];
        when.extend(s.ended.map(|day| format!("ended = {day}")));
        let entry = Entry {
            name: Some(s.name.clone()),
            when,
            commands: &["check-number", "check-message"],
            aliases: vec![s.number.clone()],
            ..Entry::new(Kind::Service, &s.id, s.purpose.clone())
        };
        entry.section("通話料", "Cost", s.cost.clone()).on(&s.sources, &[], s.checked)
    }));
    all.extend(kb.japan().classes().iter().map(|c| {
        let entry = Entry {
            notes: c.note.iter().cloned().collect(),
            commands: &["check-number"],
            ..Entry::new(Kind::Class, &c.id, c.name.clone())
        };
        entry.section("通話料", "Cost", [c.cost.clone()]).on(&c.sources, &[], c.checked)
    }));
    all
}

/// Commands that judge web addresses.
const URL: &[&str] = &["check-url", "check-message"];
