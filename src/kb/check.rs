//! Whether a KB holds together: ids, references, evidence, hours, numbers, rules and their examples.

mod coverage;
mod dates;
mod effort;
mod entries;
mod examples;
mod messages;
mod overlay;
mod phrases;
mod reach;
mod urls;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::Kb;
use super::folder::{Node, Reader, TOLD};
use super::problem::Code;
use super::schema::nearest;
use crate::text::{Text, Zone};

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
    ("issue", "issues.toml", "issue"),
    ("audience", "audiences.toml", "audience"),
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
    if let Some(base) = kb.base() {
        overlay::check(base, reader, &mut finds);
        overlay::extend(&mut ids, base);
    }
    if let Some(sources) = ids.lists.get_mut(&("sources.toml".to_owned(), "source".to_owned())) {
        sources.extend(kb.japan().sources().iter().map(|s| s.id.clone()));
    }
    for (file, tree) in reader.trees() {
        walk(file, tree, &ids, &mut finds);
    }
    if let Some(issues) = reader.trees().get("issues.toml").and_then(|t| t.get("issue")) {
        issues.items().iter().for_each(|issue| entries::issue_texts(issue, &ids, &mut finds));
    }
    for list in ["issue", "aside"] {
        let records = reader.trees().get("issues.toml").and_then(|t| t.get(list)).map_or(&[][..], Node::items);
        records.iter().for_each(|record| phrases::cues("issues.toml", record, &mut finds));
    }
    if let Some(numbers) = reader.trees().get("numbers.toml").and_then(|t| t.get("number")) {
        numbers.items().iter().for_each(|number| entries::number_entry(kb, number, &mut finds));
    }
    entries::numbers_of_rules(kb, reader, &mut finds);
    coverage::claims(reader, &mut finds);
    coverage::unused_sources(reader, &mut finds);
    zone(reader, &mut finds);
    // Where there is too much to hold anything against, nothing is.
    if effort::bounded(reader, &mut finds) {
        entries::examples(kb, reader, &mut finds);
        urls::check(kb, reader, &mut finds);
        messages::check(kb, reader, &mut finds);
    }
    reach::check(kb, reader, &mut finds);
    for find in finds {
        reader.add(find.code, &find.file, find.span, find.message, find.hint);
    }
}

/// Notes what is due for review on a day, which `day` works out from the KB's home zone.
pub fn dates(kb: &Kb, reader: &mut Reader, day: impl Fn(Zone) -> NaiveDate) {
    // Another find says that there is no such zone.
    let zone = kb.topics.about.get().and_then(|about| Zone::named(&about.time_zone)).unwrap_or_else(Zone::utc);
    let mut finds = Vec::new();
    dates::check(kb, reader, day(zone), &mut finds);
    for find in finds {
        reader.add(find.code, &find.file, find.span, find.message, find.hint);
    }
}

/// The ids of each file's lists.
#[derive(Default)]
struct Ids {
    lists: BTreeMap<(String, String), BTreeSet<String>>,
    /// Whether what is checked is a file of additions.
    overlay: bool,
}

/// Collects ids, noting those that are malformed or stand twice.
fn ids(reader: &Reader, finds: &mut Vec<Find>) -> Ids {
    let mut all = Ids { overlay: reader.is_overlay(), ..Ids::default() };
    for (file, tree) in reader.trees() {
        for list in tree.entries() {
            let key = NAMED_BY.iter().find(|(f, l, _)| f == file && *l == list.key).map_or("id", |(_, _, key)| key);
            let ids = all.lists.entry((file.clone(), list.key.clone())).or_default();
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
    if let (Some(ja), Some(en)) = (node.get("ja").and_then(Node::str), node.get("en").and_then(Node::str))
        && calls_safe(ja, en)
    {
        finds.push(Find {
            code: Code::SaysSafe,
            file: file.to_owned(),
            span: node.span.clone(),
            message: Text::new("番号やリンクを「安全」と言い切っています", "this calls a number, link or message safe"),
            hint: Text::new("確かめられることだけを書いてください。", "Say only what can be shown."),
        });
    }
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
    let Some(known) = ids.lists.get(&(target.to_owned(), list.to_owned())) else {
        return;
    };
    if known.contains(id) {
        return;
    }
    // Who has so many to mend is not helped by a guess at each.
    let near = (finds.len() < TOLD).then(|| nearest(id, known.iter().map(String::as_str))).flatten();
    let hint = match near {
        Some(near) => Text::new(format!("「{near}」ではありませんか。"), format!("Did you mean `{near}`?")),
        None if ids.overlay => {
            Text::new(format!("このファイルに [[{list}]] を足してください。"), format!("Add a [[{list}]] to this file."))
        }
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

fn zone(reader: &Reader, finds: &mut Vec<Find>) {
    let zone = reader.trees().get("kb.toml").and_then(|t| t.get("time_zone"));
    if let Some((node, name)) = zone.and_then(|n| Some((n, n.str()?)))
        && Zone::named(name).is_none_or(|zone| zone.name() != name)
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
}
