//! The form of a file, checked against its schema, which is made from the record types: all deviations at once, each with its place.

use std::ops::Range;

use serde_json::{Map, Value as Json};

use super::date::{Date, PartialDate};
use super::folder::{Node, TOLD, Value};
use super::pattern::Pattern;
use super::problem::{Code, Problem};
use crate::text::Text;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test, and what it makes")]
pub mod made;

/// The schema of a file such as `rules/message`, as `data/schema/` has it; null when there is no such file.
pub fn baked(name: &str) -> Json {
    serde_json::from_slice(super::baked::file(&format!("schema/{}", file_name(name)))).unwrap_or_default()
}

/// What the schema of a file is called: `rules/message` is `rules-message`.
fn file_name(name: &str) -> String {
    name.replace('/', "-")
}

/// Everything in which `tree` deviates from `schema`; the file's name is left empty.
pub fn check(tree: &Node, schema: &Json) -> Vec<Problem> {
    let mut walk = Walk { root: schema, problems: Vec::new() };
    walk.node(tree, schema, "", &(0..0));
    walk.problems
}

/// The allowed value or key that is most like `text`, if any is like it at all.
pub fn nearest<'a>(text: &str, all: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    all.into_iter()
        .map(|candidate| (strsim::jaro_winkler(text, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The first whole number that no record can hold.
const LARGER: i64 = 1 << 32;

struct Walk<'a> {
    root: &'a Json,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    fn add(&mut self, code: Code, span: Range<usize>, message: Text, hint: Text) {
        self.problems.push(Problem { code, file: String::new(), span, message, hint });
    }

    /// `name` is the key that the node stands under, `place` where to point when the node itself has no place.
    fn node(&mut self, node: &Node, schema: &'a Json, name: &str, place: &Range<usize>) {
        let schema = self.resolve(schema);
        let span = if node.span.is_empty() { place.clone() } else { node.span.clone() };
        if let Some(title) = date_type(schema.name) {
            return self.date(node, title, span);
        }
        if let ("Pattern", Some(Err(why))) = (schema.name, node.str().map(Pattern::compile)) {
            let hint = Text::new("かっこと繰り返しを減らしてください。", "Use fewer groups and repetitions; check the brackets.");
            return self.add(Code::BadPattern, span, Text::same(why), hint);
        }
        let Some(object) = schema.json.as_object() else {
            return;
        };
        if let Some(allowed) = allowed(object) {
            return self.one_of(node, &allowed, name, span);
        }
        match (expected(object), &node.value) {
            ("object", Value::Table(_)) => self.table(node, object, span),
            ("array", Value::Array(items)) => {
                let least = object.get("minItems").and_then(Json::as_u64).unwrap_or(0) as usize;
                if items.len() < least {
                    self.add(
                        Code::EmptyList,
                        span.clone(),
                        Text::new(format!("「{name}」が空です"), format!("`{name}` is empty")),
                        Text::new("少なくとも一つ書いてください。", "Write at least one."),
                    );
                }
                if let Some(inner) = object.get("items") {
                    for item in items {
                        self.node(item, inner, name, &span);
                    }
                }
            }
            ("string", Value::String(text)) => {
                if text.trim().is_empty() {
                    self.add(
                        Code::EmptyText,
                        span,
                        Text::new(format!("「{name}」が空です"), format!("`{name}` is empty")),
                        Text::new("書くことがなければ項目ごと消してください。", "Leave the key out if there is nothing to say."),
                    );
                }
            }
            ("boolean", Value::Bool) | ("integer", Value::Integer(Some(0..LARGER))) | ("", _) => {}
            (wanted, found) => {
                let (ja, en) = type_name(wanted);
                let (found_ja, found_en) = value_name(found);
                self.add(
                    Code::WrongType,
                    span,
                    Text::new(format!("「{name}」は{ja}のはずですが、{found_ja}です"), format!("`{name}` should be {en}, not {found_en}")),
                    Text::new("data/README.md の例を見てください。", "See the example in data/README.md."),
                );
            }
        }
    }

    fn table(&mut self, node: &Node, object: &'a Map<String, Json>, span: Range<usize>) {
        let empty = Map::new();
        let properties = object.get("properties").and_then(Json::as_object);
        let known: Vec<&str> = properties.unwrap_or(&empty).keys().map(String::as_str).collect();
        let is_text = known.len() == 2 && known.contains(&"ja") && known.contains(&"en");
        let closed = object.get("additionalProperties") == Some(&Json::Bool(false));
        for entry in node.entries() {
            match properties.and_then(|p| p.get(&entry.key)) {
                Some(schema) => self.node(&entry.node, schema, &entry.key, &entry.span),
                None if closed => {
                    // Who has so many to mend is not helped by a guess at each.
                    let near = (self.problems.len() < TOLD).then(|| nearest(&entry.key, known.iter().copied())).flatten();
                    let hint = match near {
                        Some(near) => Text::new(format!("「{near}」ではありませんか。"), format!("Did you mean `{near}`?")),
                        None => Text::new(
                            format!("ここで使えるのは次の項目です: {}", known.join(", ")),
                            format!("Known here: {}", known.join(", ")),
                        ),
                    };
                    let message = Text::new(format!("「{}」という項目はありません", entry.key), format!("there is no key `{}`", entry.key));
                    self.add(Code::UnknownKey, entry.span.clone(), message, hint);
                }
                None => {}
            }
        }
        for key in object.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str) {
            if node.get(key).is_some() {
                continue;
            }
            if is_text {
                let (ja, en) = if key == "ja" { ("日本語", "Japanese") } else { ("英語", "English") };
                self.add(
                    Code::MissingTranslation,
                    span.clone(),
                    Text::new(format!("{ja}の文がありません"), format!("the {en} text is missing")),
                    Text::new("両方の言語で書くか、どちらも書かないでください。", "Write both languages, or neither."),
                );
            } else {
                self.add(
                    Code::MissingKey,
                    span.clone(),
                    Text::new(format!("「{key}」がありません"), format!("`{key}` is missing")),
                    Text::new(format!("「{key} = …」を足してください。"), format!("Add `{key} = …`.")),
                );
            }
        }
    }

    fn one_of(&mut self, node: &Node, allowed: &[&str], name: &str, span: Range<usize>) {
        let shown = match &node.value {
            Value::String(text) if allowed.contains(&text.as_str()) => return,
            Value::String(text) => text.clone(),
            other => value_name(other).1.to_owned(),
        };
        let hint = match nearest(&shown, allowed.iter().copied()) {
            Some(near) => Text::new(format!("「{near}」ではありませんか。"), format!("Did you mean `{near}`?")),
            None => Text::new(format!("使える値: {}", allowed.join(", ")), format!("Allowed: {}", allowed.join(", "))),
        };
        let message = Text::new(format!("「{name}」に「{shown}」は使えません"), format!("`{name}` cannot be `{shown}`"));
        self.add(Code::UnknownValue, span, message, hint);
    }

    fn date(&mut self, node: &Node, kind: DateType, span: Range<usize>) {
        let good = node.str().is_some_and(|text| match kind {
            DateType::Day => text.parse::<Date>().is_ok(),
            DateType::Partial => text.parse::<PartialDate>().is_ok(),
        });
        if !good {
            let message = match node.str() {
                Some(text) => Text::new(format!("「{text}」という日付はありません"), format!("`{text}` is not a date")),
                None => Text::new("引用符で囲んだ日付のはずです", "this should be a date in quotes"),
            };
            let hint = Text::new("\"2026-11-23\" のように書いてください。", "Write it like \"2026-11-23\".");
            self.add(Code::BadDate, span, message, hint);
        }
    }

    /// Follows references; one that has a description of its own stands in a list of one.
    fn resolve(&self, schema: &'a Json) -> Resolved<'a> {
        let mut json = schema;
        let mut name = "";
        loop {
            if let Some(reference) = json.get("$ref").and_then(Json::as_str) {
                name = reference.rsplit('/').next().unwrap_or("");
                match self.root.pointer(reference.trim_start_matches('#')) {
                    Some(target) => json = target,
                    None => break,
                }
            } else if let Some([only]) = json.get("allOf").and_then(Json::as_array).map(Vec::as_slice) {
                json = only;
            } else {
                break;
            }
        }
        Resolved { json, name }
    }
}

struct Resolved<'a> {
    json: &'a Json,
    name: &'a str,
}

#[derive(Clone, Copy)]
enum DateType {
    Day,
    Partial,
}

fn date_type(name: &str) -> Option<DateType> {
    match name {
        "Date" => Some(DateType::Day),
        "PartialDate" => Some(DateType::Partial),
        _ => None,
    }
}

fn allowed(object: &Map<String, Json>) -> Option<Vec<&str>> {
    Some(object.get("enum")?.as_array()?.iter().filter_map(Json::as_str).collect())
}

fn expected(object: &Map<String, Json>) -> &str {
    object.get("type").and_then(Json::as_str).unwrap_or("")
}

fn type_name(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "object" => ("表", "a table"),
        "array" => ("一覧", "a list"),
        "string" => ("引用符で囲んだ文字列", "a string"),
        "boolean" => ("true か false", "true or false"),
        _ => ("0 以上の整数", "a whole number"),
    }
}

fn value_name(value: &Value) -> (&'static str, &'static str) {
    match value {
        Value::String(_) => ("文字列", "a string"),
        Value::Integer(None | Some(LARGER..)) => ("大きすぎる数", "such a large number"),
        Value::Integer(Some(..0)) => ("負の数", "a negative number"),
        Value::Integer(_) => ("整数", "an integer"),
        Value::Bool => ("true か false", "true or false"),
        Value::Array(_) => ("一覧", "a list"),
        Value::Table(_) => ("表", "a table"),
        Value::Other(kind) => (kind, kind),
    }
}
