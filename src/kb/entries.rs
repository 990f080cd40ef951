//! Every entry of a KB in one list, whatever its kind: where it stands, when it was checked, and what it rests on.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::FILES;
use super::baked;
use super::date::Date;
use super::folder::{Entry as Key, Node, Value};

/// One record of a file, or a part of `kb.toml` with sources of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file, such as `rules/url.toml`.
    pub file: String,
    /// The list that it stands in, such as `issue`.
    pub kind: String,
    /// Its id, or what it is named by.
    pub id: String,
    /// Day last compared with its sources; a claim has none.
    pub checked: Option<Date>,
    /// Ids of its sources, those of its parts included.
    pub sources: Vec<String>,
    /// Ids of the claims that it uses, likewise.
    pub claims: Vec<String>,
}

/// What entries are named by: the first of these that they have.
const NAMES: [&str; 4] = ["id", "channel", "name", "kana"];

/// The entries of files that were read, in the order of files and of the names of lists.
pub fn of(trees: &BTreeMap<String, Node>) -> Vec<Entry> {
    let mut all = Vec::new();
    for file in FILES {
        let before = all.len();
        for list in trees.get(*file).map_or(&[][..], Node::entries) {
            for node in list.node.items() {
                all.extend(entry(file, &list.key, node));
            }
            if list.node.get("checked").is_some() {
                all.extend(entry(file, &list.key, &list.node));
            }
        }
        by_list(&mut all[before..]);
    }
    all
}

/// The entries of the KB inside the binary.
pub fn built_in() -> Vec<Entry> {
    let mut all = Vec::new();
    for file in FILES {
        let before = all.len();
        let name = file.trim_end_matches(".toml");
        let root: Json = baked::root(name);
        for (kind, part) in root.as_object().into_iter().flatten().filter(|(_, part)| part.get("checked").is_some()) {
            all.extend(entry(file, kind, &node(part)));
        }
        for (list, index) in baked::lists(name) {
            all.extend(index.into_iter().filter_map(|(_, bytes)| entry(file, list, &node(&baked::decode(bytes)))));
        }
        by_list(&mut all[before..]);
    }
    all
}

/// The binary does not keep the order of the lists of one file.
fn by_list(entries: &mut [Entry]) {
    entries.sort_by(|a, b| a.kind.cmp(&b.kind));
}

fn entry(file: &str, kind: &str, record: &Node) -> Option<Entry> {
    if !matches!(record.value, Value::Table(_)) {
        return None;
    }
    let name = NAMES.iter().find_map(|key| record.get(key)?.str()).unwrap_or(kind);
    let mut entry = Entry {
        file: file.to_owned(),
        kind: kind.to_owned(),
        id: name.to_owned(),
        checked: record.get("checked").and_then(|c| c.str()?.parse().ok()),
        sources: Vec::new(),
        claims: Vec::new(),
    };
    rests_on(record, &mut entry);
    Some(entry)
}

/// Sources and claims of a record and of its parts, each once.
fn rests_on(node: &Node, entry: &mut Entry) {
    let add = |list: &mut Vec<String>, id: &str| {
        if !list.iter().any(|known| known == id) {
            list.push(id.to_owned());
        }
    };
    // Its own first, and parts by name: the binary does not keep their order either.
    let mut parts: Vec<&Key> = node.entries().iter().collect();
    parts.sort_by_key(|part| (!matches!(part.key.as_str(), "sources" | "source" | "claims"), &part.key));
    for part in parts {
        match part.key.as_str() {
            "sources" => part.node.items().iter().filter_map(Node::str).for_each(|id| add(&mut entry.sources, id)),
            "source" => part.node.str().into_iter().for_each(|id| add(&mut entry.sources, id)),
            "claims" => part.node.items().iter().filter_map(Node::str).for_each(|id| add(&mut entry.claims, id)),
            _ => rests_on(&part.node, entry),
        }
    }
    node.items().iter().for_each(|item| rests_on(item, entry));
}

/// What was decoded, in the form of what is read from a folder; it has no place.
fn node(json: &Json) -> Node {
    let value = match json {
        Json::String(text) => Value::String(text.clone()),
        Json::Number(n) => Value::Integer(n.as_i64()),
        Json::Array(items) => Value::Array(items.iter().map(node).collect()),
        Json::Object(map) => Value::Table(map.iter().map(|(key, value)| Key { key: key.clone(), span: 0..0, node: node(value) }).collect()),
        Json::Bool(_) | Json::Null => Value::Bool,
    };
    Node { span: 0..0, value }
}
