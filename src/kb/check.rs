//! Whether a KB holds together: ids, references, evidence, hours, numbers, rules and their examples.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::folder::{Node, Reader};
use super::problem::Code;
use super::record::NumberState;
use super::schema::nearest;
use super::{FILES, Kb};
use crate::ask::number::rules;
use crate::text::{Text, phone};

/// Ways to say an issue, per language, below which it would hardly be found.
const LEAST_PHRASES: usize = 8;

/// Which ids a key refers to: the file and the list of tables that defines them.
const REFERENCES: &[(&str, &str, &str)] = &[
    ("sources", "sources.toml", "source"),
    ("source", "sources.toml", "source"),
    ("claims", "claims.toml", "claim"),
    ("channel", "channels.toml", "channel"),
    ("channels", "channels.toml", "channel"),
    ("must", "checklists.toml", "item"),
    ("helpful", "checklists.toml", "item"),
    ("faq", "faq.toml", "topic"),
    ("issues", "issues.toml", "issue"),
];

/// Lists whose entries have no id of their own but name what they belong to.
const NAMED_BY: &[(&str, &str, &str)] = &[("hours.toml", "hours", "channel"), ("domains.toml", "domain", "name")];

struct Find {
    code: Code,
    file: String,
    span: Range<usize>,
    message: Text,
    hint: Text,
}

/// Notes everything that is wrong with the files of `reader`, as far as they could be read; `kb` has what could be made of them.
pub fn check(kb: &Kb, reader: &mut Reader) {
    let mut finds = Vec::new();
    let mut ids = ids(reader, &mut finds);
    if let Some(sources) = ids.get_mut(&("sources.toml".to_owned(), "source".to_owned())) {
        sources.extend(kb.japan().sources().iter().map(|s| s.id.clone()));
    }
    for (file, tree) in reader.trees() {
        walk(file, tree, &ids, &mut finds);
    }
    if let Some(issues) = reader.trees().get("issues.toml").and_then(|t| t.get("issue")) {
        issues.items().iter().for_each(|issue| issue_texts(issue, &ids, &mut finds));
    }
    if let Some(numbers) = reader.trees().get("numbers.toml").and_then(|t| t.get("number")) {
        numbers.items().iter().for_each(|number| number_entry(number, &mut finds));
    }
    claims(reader, &mut finds);
    unused_sources(reader, &mut finds);
    zone(reader, &mut finds);
    examples(kb, reader, &mut finds);
    for find in finds {
        reader.add(find.code, &find.file, find.span, find.message, find.hint);
    }
}

/// The ids of each file's lists.
type Ids = BTreeMap<(String, String), BTreeSet<String>>;

/// Collects ids, noting those that are malformed or stand twice.
fn ids(reader: &Reader, finds: &mut Vec<Find>) -> Ids {
    let mut all = Ids::new();
    for (file, tree) in reader.trees() {
        for list in tree.entries() {
            let key = NAMED_BY.iter().find(|(f, l, _)| f == file && *l == list.key).map_or("id", |(_, _, key)| key);
            let ids = all.entry((file.clone(), list.key.clone())).or_default();
            for item in list.node.items() {
                let Some((node, id)) = item.get(key).and_then(|n| Some((n, n.str()?))) else {
                    continue;
                };
                if key == "id" && !well_formed(id) {
                    finds.push(Find {
                        code: Code::BadId,
                        file: file.clone(),
                        span: node.span.clone(),
                        message: Text::new(format!("「{id}」は ID に使えません"), format!("`{id}` cannot be an id")),
                        hint: Text::new(
                            "小文字の英数字をハイフンでつないでください。",
                            "Use lower-case letters and digits joined by hyphens.",
                        ),
                    });
                }
                if !ids.insert(id.to_owned()) {
                    finds.push(Find {
                        code: Code::DuplicateId,
                        file: file.clone(),
                        span: node.span.clone(),
                        message: Text::new(format!("「{id}」は前にもあります"), format!("`{id}` stands further up already")),
                        hint: Text::new("どちらかの ID を変えるか、一つにまとめてください。", "Rename one of them, or make them one."),
                    });
                }
            }
        }
    }
    all
}

/// Kebab-case, or the `F001` form of claims.
fn well_formed(id: &str) -> bool {
    let claim = id.len() == 4 && id.starts_with('F') && id[1..].bytes().all(|b| b.is_ascii_digit());
    let kebab =
        !id.is_empty() && id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    claim || kebab
}

/// Checks references, opening hours and texts wherever they stand.
fn walk(file: &str, node: &Node, ids: &Ids, finds: &mut Vec<Find>) {
    for entry in node.entries() {
        let key = entry.key.as_str();
        if let Some((_, target, list)) = REFERENCES.iter().find(|(k, _, _)| *k == key) {
            let defines = file == *target && key == *list;
            for item in std::iter::once(&entry.node).chain(entry.node.items()) {
                // `[[issue.channel]]` names its channel as `id`.
                let named = if file == "issues.toml" && key == "channel" { item.get("id") } else { None };
                if let (false, Some(id)) = (defines, named.unwrap_or(item).str()) {
                    reference(file, named.unwrap_or(item), id, (target, list), ids, finds);
                }
            }
        }
        if matches!(key, "open" | "when")
            && file == "hours.toml"
            && let Some(text) = entry.node.str()
            && let Err(error) = text.parse::<opening_hours::OpeningHours>()
        {
            finds.push(Find {
                code: Code::BadHours,
                file: file.to_owned(),
                span: entry.node.span.clone(),
                message: Text::same(error.to_string().lines().next().unwrap_or_default().to_owned()),
                hint: Text::new(
                    "OpenStreetMap の opening_hours の書き方です。例: \"Mo-Fr 09:00-18:00\"",
                    "Write it in OpenStreetMap's opening_hours syntax, for example \"Mo-Fr 09:00-18:00\".",
                ),
            });
        }
        if let (Some(ja), Some(en)) = (entry.node.get("ja").and_then(Node::str), entry.node.get("en").and_then(Node::str))
            && calls_safe(ja, en)
        {
            finds.push(Find {
                code: Code::SaysSafe,
                file: file.to_owned(),
                span: entry.node.span.clone(),
                message: Text::new("番号やリンクを「安全」と言い切っています", "this calls a number, link or message safe"),
                hint: Text::new("確かめられることだけを書いてください。", "Say only what can be shown."),
            });
        }
        walk(file, &entry.node, ids, finds);
    }
    for item in node.items() {
        walk(file, item, ids, finds);
    }
}

fn calls_safe(ja: &str, en: &str) -> bool {
    let en = en.to_lowercase();
    ["安全です", "安全な番号", "安全なリンク", "安心してかけ"].iter().any(|w| ja.contains(w))
        || ["is safe", "are safe", "safe to call", "safe to dial", "safe number", "safe link"].iter().any(|w| en.contains(w))
}

fn reference(file: &str, node: &Node, id: &str, (target, list): (&str, &str), ids: &Ids, finds: &mut Vec<Find>) {
    // Where the defining file could not be read nothing can be said about its ids.
    let Some(known) = ids.get(&(target.to_owned(), list.to_owned())) else {
        return;
    };
    if known.contains(id) {
        return;
    }
    let hint = match nearest(id, known.iter().map(String::as_str)) {
        Some(near) => Text::new(format!("「{near}」ではありませんか。"), format!("Did you mean `{near}`?")),
        None => Text::new(format!("{target} に [[{list}]] を足してください。"), format!("Add a [[{list}]] to {target}.")),
    };
    finds.push(Find {
        code: Code::DanglingId,
        file: file.to_owned(),
        span: node.span.clone(),
        message: Text::new(format!("{target} に「{id}」がありません"), format!("{target} has no `{id}`")),
        hint,
    });
}

/// An issue is findable, and the blanks of its script are items.
fn issue_texts(issue: &Node, ids: &Ids, finds: &mut Vec<Find>) {
    for (lang, ja, en) in [("ja", "日本語", "Japanese"), ("en", "英語", "English")] {
        let Some(says) = issue.get("says").and_then(|s| s.get(lang)) else {
            continue;
        };
        let count = says.items().len();
        if (1..LEAST_PHRASES).contains(&count) {
            finds.push(Find {
                code: Code::FewPhrases,
                file: "issues.toml".into(),
                span: says.span.clone(),
                message: Text::new(format!("{ja}の言い方が{count}個しかありません"), format!("only {count} ways to say this in {en}")),
                hint: Text::new(
                    format!("人が実際に言う言い方を{LEAST_PHRASES}個以上書いてください。"),
                    format!("Write at least {LEAST_PHRASES}, as people say it."),
                ),
            });
        }
    }
    let Some(items) = ids.get(&("checklists.toml".into(), "item".into())) else {
        return;
    };
    for line in issue.get("script").map_or(&[][..], Node::items) {
        for text in ["ja", "en"].iter().filter_map(|lang| line.get(lang)) {
            for blank in blanks(text.str().unwrap_or_default()) {
                if !items.contains(blank) {
                    reference("issues.toml", text, blank, ("checklists.toml", "item"), ids, finds);
                }
            }
        }
    }
}

/// The ids between braces.
pub fn blanks(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(id, _)| id)).collect()
}

fn number_entry(number: &Node, finds: &mut Vec<Find>) {
    if let Some((node, e164)) = number.get("e164").and_then(|n| Some((n, n.str()?)))
        && !is_e164(e164)
    {
        finds.push(Find {
            code: Code::BadNumber,
            file: "numbers.toml".into(),
            span: node.span.clone(),
            message: Text::new(format!("「{e164}」は使えません"), format!("`{e164}` cannot be used")),
            hint: Text::new(
                "「+」と国番号から始め、市外局番の先頭の 0 を除いて書きます。例: \"+81120999373\"",
                "Begin with + and the country code and leave out the leading 0, for example \"+81120999373\".",
            ),
        });
    }
    let evidence = number.get("evidence").map_or(&[][..], Node::items);
    let contrary = evidence.iter().filter_map(|e| e.get("says")).find(|s| s.str() != Some("in-use"));
    if let (Some("in-use"), Some(says)) = (number.get("state").and_then(Node::str), contrary) {
        finds.push(Find {
            code: Code::ContraryEvidence,
            file: "numbers.toml".into(),
            span: says.span.clone(),
            message: Text::new(
                "この番号の state は in-use ですが、この出典は違うことを言っています",
                "the state is in-use, but this source says otherwise",
            ),
            hint: Text::new("state を unconfirmed か former にしてください。", "Make the state unconfirmed or former."),
        });
    }
}

/// `+` and 8 to 15 digits that do not begin with 0 (ITU-T E.164); a Japanese one must lie in a range that is in use.
fn is_e164(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else {
        return false;
    };
    let shape = (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    let home = digits.strip_prefix(phone::HOME_CODE);
    shape && home.is_none_or(|national| Kb::built_in().japan().range(&format!("0{national}")).is_some())
}

/// Ids of claims that some entry names, by walking the trees.
fn used_claims(reader: &Reader) -> BTreeSet<String> {
    fn collect(node: &Node, used: &mut BTreeSet<String>) {
        for entry in node.entries() {
            if entry.key == "claims" {
                used.extend(entry.node.items().iter().filter_map(Node::str).map(str::to_owned));
            }
            collect(&entry.node, used);
        }
        node.items().iter().for_each(|item| collect(item, used));
    }
    let mut used = BTreeSet::new();
    reader.trees().values().for_each(|tree| collect(tree, &mut used));
    used
}

/// Every claim is used, or says why not.
fn claims(reader: &Reader, finds: &mut Vec<Find>) {
    // A file that could not be read may be the one that uses a claim.
    if FILES.iter().any(|f| !reader.trees().contains_key(*f)) {
        return;
    }
    let used = used_claims(reader);
    let Some(list) = reader.trees().get("claims.toml").and_then(|t| t.get("claim")) else {
        return;
    };
    for claim in list.items() {
        let Some((node, id)) = claim.get("id").and_then(|n| Some((n, n.str()?))) else {
            continue;
        };
        match (used.contains(id), claim.get("not_advice")) {
            (false, None) => finds.push(Find {
                code: Code::UnusedClaim,
                file: "claims.toml".into(),
                span: node.span.clone(),
                message: Text::new(format!("{id} をどの項目も使っていません"), format!("no entry uses {id}")),
                hint: Text::new(
                    "使う項目の claims に書くか、not_advice に理由を書いてください。",
                    "Name it in the `claims` of an entry, or give the reason as `not_advice`.",
                ),
            }),
            (true, Some(reason)) => finds.push(Find {
                code: Code::ClaimBothWays,
                file: "claims.toml".into(),
                span: if reason.span.is_empty() { node.span.clone() } else { reason.span.clone() },
                message: Text::new(format!("{id} は使われています"), format!("{id} is used by an entry")),
                hint: Text::new(
                    "not_advice を消すか、項目の claims から外してください。",
                    "Delete `not_advice`, or take it out of the entry's `claims`.",
                ),
            }),
            _ => {}
        }
    }
}

/// Sources that nothing names.
fn unused_sources(reader: &Reader, finds: &mut Vec<Find>) {
    fn collect(node: &Node, used: &mut BTreeSet<String>) {
        for entry in node.entries() {
            match entry.key.as_str() {
                "sources" => used.extend(entry.node.items().iter().filter_map(Node::str).map(str::to_owned)),
                "source" => used.extend(entry.node.str().map(str::to_owned)),
                _ => {}
            }
            collect(&entry.node, used);
        }
        node.items().iter().for_each(|item| collect(item, used));
    }
    if FILES.iter().any(|f| !reader.trees().contains_key(*f)) {
        return;
    }
    let mut used = BTreeSet::new();
    reader.trees().values().for_each(|tree| collect(tree, &mut used));
    let list = reader.trees().get("sources.toml").and_then(|t| t.get("source"));
    for source in list.map_or(&[][..], Node::items) {
        if let Some((node, id)) = source.get("id").and_then(|n| Some((n, n.str()?)))
            && !used.contains(id)
        {
            finds.push(Find {
                code: Code::UnusedSource,
                file: "sources.toml".into(),
                span: node.span.clone(),
                message: Text::new(format!("「{id}」を使う項目がありません"), format!("no entry names `{id}`")),
                hint: Text::new("使わないなら消してください。", "Delete it if it is not needed."),
            });
        }
    }
}

fn zone(reader: &Reader, finds: &mut Vec<Find>) {
    let zone = reader.trees().get("kb.toml").and_then(|t| t.get("time_zone"));
    if let Some((node, name)) = zone.and_then(|n| Some((n, n.str()?)))
        && name.parse::<chrono_tz::Tz>().is_err()
    {
        finds.push(Find {
            code: Code::BadZone,
            file: "kb.toml".into(),
            span: node.span.clone(),
            message: Text::new(format!("「{name}」というタイムゾーンはありません"), format!("there is no time zone `{name}`")),
            hint: Text::new("\"Asia/Tokyo\" のように書いてください。", "Write it like \"Asia/Tokyo\"."),
        });
    }
}

/// Runs the examples of every rule against the whole set.
fn examples(kb: &Kb, reader: &Reader, finds: &mut Vec<Find>) {
    // What an example gives depends on these; a defect in them would show as defects of rules.
    if ["kb.toml", "numbers.toml"].iter().any(|file| !reader.is_clean(file)) {
        return;
    }
    let Some(tree) = reader.trees().get("rules/number.toml").and_then(|t| t.get("rule")) else {
        return;
    };
    let Some(file) = kb.topics.number_rules.get() else {
        return;
    };
    let register: Vec<(&str, NumberState)> =
        kb.topics.numbers.get().map_or_else(Vec::new, |n| n.number.iter().map(|n| (n.e164.as_str(), n.state)).collect());
    for rule in file.rule.iter() {
        let node = tree.items().iter().find(|n| n.get("id").and_then(Node::str) == Some(&rule.id));
        for (key, wanted, list) in [("match", true, &rule.examples.matching), ("no_match", false, &rule.examples.no_match)] {
            for (at, example) in list.iter().enumerate() {
                if rules::example_matches(kb, rule, example, &register) == wanted {
                    continue;
                }
                let place = node.and_then(|n| n.get("examples")).and_then(|n| n.get(key)).and_then(|n| n.items().get(at));
                let (ja, en) = if wanted { ("当てはまりません", "does not match") } else { ("当てはまります", "matches") };
                finds.push(Find {
                    code: Code::ExampleFails,
                    file: "rules/number.toml".into(),
                    span: place.or(node).map_or(0..0, |n| n.span.clone()),
                    message: Text::new(format!("この例は規則「{}」に{ja}", rule.id), format!("this example {en} the rule `{}`", rule.id)),
                    hint: Text::new("規則の条件か例を直してください。", "Mend the rule's condition or the example."),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_or_claims() {
        for good in ["return", "not-delivered", "F001", "giftterms2", "9110"] {
            assert!(well_formed(good), "{good}");
        }
        for bad in ["", "Return", "not_delivered", "a--b", "-a", "a-", "F1", "返品"] {
            assert!(!well_formed(bad), "{bad}");
        }
    }

    #[test]
    fn e164_begins_with_a_country_code() {
        for good in ["+81120999373", "+81113303000", "+18883198279"] {
            assert!(is_e164(good), "{good}");
        }
        for bad in ["0120999373", "+0120999373", "+810120999373", "+81120-999-373", "+8112099937", "", "+"] {
            assert!(!is_e164(bad), "{bad}");
        }
    }

    #[test]
    fn blanks_are_the_ids_in_braces() {
        assert_eq!(blanks("番号は{order-number}、品は{product}です。"), ["order-number", "product"]);
        assert!(blanks("なし").is_empty());
    }
}
