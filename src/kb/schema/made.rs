//! Makes the schemas in `data/schema/` from the record types, in the dialect that editors of TOML know best, JSON Schema draft 7.
//!
//! The program itself has the finished files inside; schemars is needed here alone, in a test.

use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value as Json};

use super::file_name;

/// Set to anything, the test writes the files instead of comparing them.
const UPDATE: &str = "AMAZON_HELP_UPDATE_SCHEMA";

/// The schema of one type as the library makes it.
pub fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>()
}

/// The text of a schema's file.
fn text(name: &str, schema: Schema) -> String {
    let mut schema = schema.to_value();
    simplify(&mut schema);
    let mut out = Map::new();
    if let Json::Object(mut old) = schema {
        out.insert("$schema".into(), old.remove("$schema").unwrap());
        old.insert("title".into(), format!("{name}.toml").into());
        out.extend(["title", "description"].map(|key| (key.to_owned(), old.remove(key).unwrap())));
        out.append(&mut old);
        // In the order of their names, whichever is met first.
        if let Some(Json::Object(parts)) = out.remove("definitions") {
            let mut parts: Vec<_> = parts.into_iter().collect();
            parts.sort_by(|a, b| a.0.cmp(&b.0));
            out.insert("definitions".into(), Json::Object(parts.into_iter().collect()));
        }
    }
    serde_json::to_string_pretty(&Json::Object(out)).unwrap() + "\n"
}

/// TOML has no null: what may be left out is only not required. A value out of a list is a plain list of values.
fn simplify(schema: &mut Json) {
    if let Json::Object(object) = schema {
        if object.get("default").is_some_and(Json::is_null) {
            object.remove("default");
        }
        if let Some(Json::Array(types)) = object.get_mut("type") {
            types.retain(|t| t != "null");
            assert_eq!(types.len(), 1, "a key of more than one type");
            object["type"] = types[0].clone();
        }
        if let Some(Json::Array(mut choices)) = object.remove("anyOf") {
            choices.retain(|c| c["type"] != "null");
            assert_eq!(choices.len(), 1, "a key of more than one form");
            if object.is_empty() {
                object.extend(choices[0].as_object().unwrap().clone());
            } else {
                object.insert("allOf".into(), choices.into());
            }
        }
        if let Some(Json::Array(choices)) = object.remove("oneOf") {
            object.insert("type".into(), "string".into());
            object.insert("enum".into(), choices.iter().map(|c| c["const"].clone()).collect());
        }
    }
    match schema {
        Json::Object(object) => object.values_mut().for_each(simplify),
        Json::Array(all) => all.iter_mut().for_each(simplify),
        _ => {}
    }
}

#[test]
fn the_schema_files_are_what_the_record_types_say() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/schema");
    let mut wanted = Vec::new();
    for (name, schema) in crate::kb::made_schemas() {
        let text = text(name, schema);
        let file = format!("{}.json", file_name(name));
        let path = dir.join(&file);
        if std::env::var_os(UPDATE).is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text, "data/schema/{file} is not what the record types say; `{UPDATE}=1 cargo test --lib schema` writes it anew");
        wanted.push(file);
    }
    for entry in std::fs::read_dir(dir).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(wanted.contains(&name), "data/schema/{name} belongs to no file of a KB");
    }
}

/// Whoever fills in a file reads the description in the editor: each key and each file has one.
#[test]
fn every_key_is_described() {
    fn walk(schema: &Json, place: &str) {
        for (key, property) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
            let described = property.get("description").and_then(Json::as_str).is_some_and(|d| !d.is_empty());
            assert!(described, "{place}: `{key}` has no description");
        }
        for (name, part) in schema.get("definitions").and_then(Json::as_object).into_iter().flatten() {
            walk(part, &format!("{place} {name}"));
        }
    }
    for (name, _) in crate::kb::made_schemas() {
        let schema = super::baked(name);
        assert!(schema["description"].as_str().is_some_and(|d| d.contains(".toml")), "{name}");
        walk(&schema, name);
    }
}
