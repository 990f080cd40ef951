//! Bakes the files of `data/` into the binary, so that a start does not have to parse TOML.
//!
//! Each file becomes one CBOR document of the same shape; the record types that read it live in `src/kb/record.rs` alone.
//! The numbering plan becomes a sorted table that is searched in place, those of other countries an automaton, and holidays a list of numbers.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "build/digits.rs"]
mod digits;
#[path = "src/text/features.rs"]
mod features;
#[path = "build/world.rs"]
mod world;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The KB that the program answers from unless told otherwise.
const BUILT_IN: &str = "data/amazon-jp";
/// What is true for any organisation in the country.
const COUNTRY: &str = "data/japan";
/// The numbering plans of other countries.
const WORLD: &str = "data/world/numbering.toml";
/// The form of the KB's files.
const SCHEMAS: &str = "data/schema";
/// Below which names anybody can register one.
const SUFFIXES: &str = "data/internet/public-suffixes.txt";
/// Which letters look like letters of ASCII.
const CONFUSABLES: &str = "data/internet/confusables.txt";

fn main() -> Result<()> {
    // Only what is baked: other folders of data/, such as the example that is there to be copied, stay out of the program.
    for path in [BUILT_IN, COUNTRY, WORLD, SUFFIXES, CONFUSABLES, SCHEMAS] {
        println!("cargo:rerun-if-changed={path}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=src/text/features.rs");
    if env::var("CARGO_CFG_TARGET_OS")? == "linux" && env::var("CARGO_CFG_TARGET_ENV")? == "gnu" {
        // Tables hold some 9,000 pointers. In a position-independent program each start relocates them all, a tenth of the work of a short run,
        // and the list of them takes 220 KB; at a fixed address the linker does it once.
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut index = String::from("&[\n");
    for dir in [BUILT_IN, &format!("{BUILT_IN}/rules"), COUNTRY] {
        for path in files(Path::new(dir), "toml")? {
            let root = if dir == COUNTRY { COUNTRY } else { BUILT_IN };
            let name = path.strip_prefix(root)?.with_extension("").to_string_lossy().replace('\\', "/");
            let table: toml::Table = fs::read_to_string(&path)?.parse().map_err(|e| format!("{}: {e}", path.display()))?;
            let (name, bytes) = match (root, name.as_str()) {
                (COUNTRY, "numbering") => ("japan/numbering".to_owned(), numbering(&table)),
                (COUNTRY, "holidays") => ("japan/holidays".to_owned(), holidays(&table)),
                (COUNTRY, _) => (format!("japan/{name}"), records(table)),
                _ => (name, records(table)),
            };
            let bytes = bytes.map_err(|e| format!("{}: {e}", path.display()))?;
            let file = out.join(name.replace('/', "-")).with_extension("bin");
            fs::write(&file, bytes)?;
            writeln!(index, "    ({name:?}, include_bytes!({:?})),", file.to_string_lossy())?;
        }
    }
    for path in files(Path::new(SCHEMAS), "json")? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let schema: serde_json::Value = serde_json::from_slice(&fs::read(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
        let file = out.join(format!("schema-{name}.json"));
        fs::write(&file, serde_json::to_vec(&schema)?)?;
        writeln!(index, "    (\"schema/{name}\", include_bytes!({:?})),", file.to_string_lossy())?;
    }
    let plans = fs::read_to_string(WORLD)?.parse().map_err(|e| format!("{WORLD}: {e}"))?;
    let file = out.join("world-numbering.bin");
    fs::write(&file, world::bake(&plans).map_err(|e| format!("{WORLD}: {e}"))?)?;
    writeln!(index, "    (\"world/numbering\", include_bytes!({:?})),", file.to_string_lossy())?;
    let file = out.join("internet-suffixes.bin");
    fs::write(&file, suffixes(&fs::read_to_string(SUFFIXES)?)?)?;
    writeln!(index, "    (\"internet/suffixes\", include_bytes!({:?})),", file.to_string_lossy())?;
    fs::write(out.join("internet-confusables.bin"), confusables(&fs::read_to_string(CONFUSABLES)?)?)?;
    index.push(']');
    fs::write(out.join("baked.rs"), index)?;
    Ok(())
}

fn files(dir: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What a record is found by: the first of these that it has.
const KEYS: [&str; 6] = ["e164", "region", "number", "id", "channel", "name"];

/// Parts of records that are needed for all of them at once: the list, what the list of parts is called, and the keys.
const PARTS: [(&str, &str, &[&str]); 1] = [("rule", "rule.examples", &["examples"])];

/// What is looked through of all records at once where one is looked for: the list, what it is called, and how it is made.
const TEXTS: [(&str, &str, Made); 3] = [("issue", "issue.sayings", sayings), ("issue", "issue.cues", cues), ("aside", "aside.cues", cues)];

/// Makes the bytes that are kept apart of a record.
type Made = fn(&toml::Value) -> Result<Vec<u8>>;

/// A file so that each record can be decoded by itself.
///
/// Layout, numbers as u32 little-endian, texts and bytes with their length in front: what stands outside lists as CBOR; how many lists; for
/// each list its name, how many records, how many bytes they take, and the records, each with its key and its CBOR.
fn records(table: toml::Table) -> Result<Vec<u8>> {
    let (lists, root): (Vec<_>, Vec<_>) =
        table.into_iter().partition(|(_, value)| value.as_array().is_some_and(|a| a.iter().all(toml::Value::is_table)));
    let mut lists = lists;
    for (list, name, keys) in PARTS {
        if let Some(records) = lists.iter().find(|(n, _)| n == list).and_then(|(_, l)| l.as_array()) {
            let part = |record: &toml::Value| -> Option<toml::Value> {
                let kept = record.as_table()?.iter().filter(|(k, _)| *k == "id" || keys.contains(&k.as_str()));
                Some(toml::Value::Table(kept.map(|(k, v)| (k.clone(), v.clone())).collect()))
            };
            let parts = records.iter().filter_map(part).collect();
            lists.push((name.to_owned(), toml::Value::Array(parts)));
        }
    }
    let mut texts = Vec::new();
    for (list, name, of) in TEXTS {
        if let Some(records) = lists.iter().find(|(n, _)| n == list).and_then(|(_, l)| l.as_array()) {
            texts.push((name, records.iter().map(of).collect::<Result<Vec<_>>>()?));
        }
    }
    let mut out = Vec::new();
    put(&mut out, &minicbor_serde::to_vec(root.into_iter().collect::<toml::Table>())?)?;
    number(&mut out, lists.len() + texts.len())?;
    for (name, records) in texts {
        let mut body = Vec::new();
        for record in &records {
            put(&mut body, b"")?;
            put(&mut body, record)?;
        }
        put(&mut out, name.as_bytes())?;
        number(&mut out, records.len())?;
        put(&mut out, &body)?;
    }
    for (name, list) in lists {
        let mut body = Vec::new();
        let records = list.as_array().ok_or("not a list")?;
        for record in records {
            let key = KEYS.iter().find_map(|key| record.get(key)?.as_str()).ok_or("a record without a key")?;
            put(&mut body, key.as_bytes())?;
            let record = match name.as_str() {
                "rule" => without_examples(record),
                "issue" | "aside" => without_cues(record),
                _ => record.clone(),
            };
            put(&mut body, &minicbor_serde::to_vec(&record)?)?;
        }
        put(&mut out, name.as_bytes())?;
        number(&mut out, records.len())?;
        put(&mut out, &body)?;
    }
    Ok(out)
}

/// Examples of rules are needed only where one rule is explained; they are kept apart.
fn without_examples(record: &toml::Value) -> toml::Value {
    let mut record = record.clone();
    if let Some(lists) = record.get_mut("examples").and_then(toml::Value::as_table_mut) {
        lists.iter_mut().for_each(|(_, list)| *list = toml::Value::Array(Vec::new()));
    }
    record
}

fn texts(value: Option<&toml::Value>) -> impl Iterator<Item = &str> {
    value.and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str)
}

/// The features of both names of an issue, and of how people say it.
fn sayings(issue: &toml::Value) -> Result<Vec<u8>> {
    let get = |list: &str, lang: &str| issue.get(list).and_then(|v| v.get(lang));
    let names = ["ja", "en"].into_iter().filter_map(|lang| get("name", lang)?.as_str());
    let says = ["ja", "en"].into_iter().flat_map(|lang| texts(get("says", lang)));
    Ok(features::encode(names.chain(says)))
}

/// Words that tell an issue in a longer text: each as its weight, its length as u16, and UTF-8.
fn cues(record: &toml::Value) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for list in record.get("cue").and_then(toml::Value::as_array).into_iter().flatten() {
        let weight = list.get("weight").and_then(toml::Value::as_integer).and_then(|w| u8::try_from(w).ok()).unwrap_or(0);
        for text in texts(list.get("ja")).chain(texts(list.get("en"))) {
            out.push(weight);
            out.extend(u16::try_from(text.len())?.to_le_bytes());
            out.extend(text.as_bytes());
        }
    }
    Ok(out)
}

/// Words that tell an issue are needed for all of them at once, where one is looked for; they are kept apart.
fn without_cues(record: &toml::Value) -> toml::Value {
    let mut record = record.clone();
    if let Some(table) = record.as_table_mut() {
        table.remove("cue");
    }
    record
}

fn number(out: &mut Vec<u8>, n: usize) -> Result<()> {
    out.extend(u32::try_from(n)?.to_le_bytes());
    Ok(())
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) -> Result<()> {
    number(out, bytes.len())?;
    out.extend(bytes);
    Ok(())
}

/// The holidays: last day announced, last day known, the names, and each day with the index of its name. Days are numbers such as 20261123.
fn holidays(table: &toml::Table) -> Result<Vec<u8>> {
    let list = |value: &toml::Table, key: &str| value.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let text = |value: &toml::Value, key: &str| value.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let day =
        |value: &toml::Value, key: &str| -> Result<usize> { Ok(text(value, key).ok_or("a day is missing")?.replace('-', "").parse()?) };
    let names = list(table, "name");
    let (mut announced, mut known, mut days) = (0, 0, BTreeMap::new());
    for span in list(table, "span") {
        let to = day(&span, "to")?;
        known = known.max(to);
        if span.get("provisional").and_then(toml::Value::as_bool) == Some(false) {
            announced = announced.max(to);
        }
        for holiday in span.as_table().map(|t| list(t, "days")).unwrap_or_default() {
            let name = text(&holiday, "name");
            let index = names.iter().position(|n| text(n, "key") == name).ok_or("a holiday without a name")?;
            days.insert(day(&holiday, "date")?, index);
        }
    }
    let mut out = Vec::new();
    number(&mut out, announced)?;
    number(&mut out, known)?;
    number(&mut out, names.len())?;
    for name in &names {
        let both = name.get("text").ok_or("a name without text")?;
        for lang in ["ja", "en"] {
            put(&mut out, text(both, lang).ok_or("a name in one language")?.as_bytes())?;
        }
    }
    number(&mut out, days.len())?;
    for (day, name) in days {
        number(&mut out, day)?;
        number(&mut out, name)?;
    }
    Ok(out)
}

/// How many suffixes stand in one block; each but a block's first is written as its difference from the one before.
const BLOCK: usize = 16;

/// The public suffixes: read backwards (`jp.co`), sorted, and searched in place.
///
/// Layout: number of blocks and where each begins, u32 little-endian; then per suffix how many bytes it shares with the one before, how many more it
/// has (the highest bit: private section), and those. `*.x` becomes `x.*`, an exception `!a.x` becomes `x.!a`.
fn suffixes(text: &str) -> Result<Vec<u8>> {
    let mut rules: BTreeMap<String, u8> = BTreeMap::new();
    let mut private = 0;
    for line in text.lines() {
        if line.starts_with("//") {
            private = if line.contains("private section") { 0x80 } else { private };
            continue;
        }
        let (mark, name) = line.strip_prefix('!').map_or(("", line), |name| ("!", name));
        let mut labels: Vec<&str> = name.rsplit('.').collect();
        let last = format!("{mark}{}", labels.pop().ok_or("an empty suffix")?);
        labels.push(&last);
        rules.insert(labels.join("."), private);
    }
    let (mut starts, mut body, mut before) = (Vec::new(), Vec::new(), String::new());
    for (at, (rule, private)) in rules.iter().enumerate() {
        if at % BLOCK == 0 {
            starts.push(body.len());
            before.clear();
        }
        let shared = rule.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        let rest = u8::try_from(rule.len() - shared)?;
        if rest & 0x80 != 0 {
            return Err(format!("{rule} is too long").into());
        }
        body.extend([u8::try_from(shared)?, rest | private]);
        body.extend(&rule.as_bytes()[shared..]);
        before.clone_from(rule);
    }
    let mut out = Vec::new();
    number(&mut out, starts.len())?;
    for start in starts {
        number(&mut out, start)?;
    }
    out.extend(body);
    Ok(out)
}

/// Letters with the letter of ASCII that they look like, sorted: u32 little-endian, and a byte.
fn confusables(text: &str) -> Result<Vec<u8>> {
    let mut rows: BTreeMap<u32, u8> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with("//")) {
        let (plain, letters) = line.split_once(' ').ok_or("a line without letters")?;
        for letter in letters.chars() {
            if rows.insert(u32::from(letter), *plain.as_bytes().first().ok_or("a line without its letter")?).is_some() {
                return Err(format!("{letter} stands twice").into());
            }
        }
    }
    Ok(rows.into_iter().flat_map(|(letter, plain)| letter.to_le_bytes().into_iter().chain([plain])).collect())
}

/// How many leading digits the table compares; no range of the plan needs more.
const KEY_DIGITS: usize = 8;

/// The numbering plan as one table.
///
/// Layout, little-endian: number of classes u16, of areas u16, of ranges u32; where each string begins u32; the strings as length
/// u16 and UTF-8: each class as its id, each area as `ja` and `en`. Then per range 16 bytes: key u32 (first digits, padded with 0) from and to, number of digits u8, class u8, area u16
/// (0xffff: none), grouping u32 (sizes of groups, four bits each). Ranges are sorted by number of digits and key, and do not overlap.
fn numbering(table: &toml::Table) -> Result<Vec<u8>> {
    let mut classes: Vec<String> = Vec::new();
    let mut areas: Vec<(String, String)> = Vec::new();
    let mut ranges: BTreeMap<(u8, u32), (u32, u8, u16, u32)> = BTreeMap::new();
    let rows = ["range", "addition"].iter().filter_map(|key| table.get(*key)?.as_array()).flatten();
    for row in rows {
        let text = |key: &str| row.get(key).and_then(toml::Value::as_str);
        let prefix = text("prefix").ok_or("a range without prefix")?;
        let class = index_of(&mut classes, text("class").ok_or("a range without class")?.to_owned())?;
        let trunk = row.get("trunk").and_then(toml::Value::as_bool).unwrap_or(true);
        let area = match row.get("area") {
            Some(area) => {
                let name = |lang: &str| area.get(lang).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
                u16::try_from(index_of(&mut areas, (name("ja"), name("en")))?)?
            }
            None => u16::MAX,
        };
        let groups = row.get("groups").and_then(toml::Value::as_array);
        let grouping = groups.into_iter().flatten().enumerate().try_fold(0u32, |sum, (n, size)| {
            let size = size.as_integer().filter(|s| (1..16).contains(s)).ok_or("a group size out of range")?;
            Ok::<_, Box<dyn Error>>(sum | (u32::try_from(size)? << (4 * n)))
        })?;
        for length in row.get("lengths").and_then(toml::Value::as_array).ok_or("a range without lengths")? {
            let digits = u8::try_from(length.as_integer().ok_or("a length that is no number")?)? + u8::from(trunk);
            for expanded in expand(prefix)? {
                let dialled = if trunk { format!("0{expanded}") } else { expanded };
                let missing = KEY_DIGITS.checked_sub(dialled.len()).ok_or("a prefix that is too long")?;
                let from = dialled.parse::<u32>()? * 10u32.pow(u32::try_from(missing)?);
                let to = from + 10u32.pow(u32::try_from(missing)?) - 1;
                if ranges.insert((digits, from), (to, u8::try_from(class)?, area, grouping)).is_some() {
                    return Err(format!("range {prefix} stands twice").into());
                }
            }
        }
    }

    // Neighbours with the same answer become one.
    let mut merged: Vec<(u8, u32, u32, u8, u16, u32)> = Vec::new();
    for ((digits, from), (to, class, area, grouping)) in ranges {
        match merged.last_mut() {
            Some(last) if last.0 == digits && last.2 >= from => return Err(format!("ranges overlap at {from}").into()),
            Some(last) if (last.0, last.2 + 1, last.3, last.4, last.5) == (digits, from, class, area, grouping) => last.2 = to,
            _ => merged.push((digits, from, to, class, area, grouping)),
        }
    }

    let mut out = Vec::new();
    out.extend(u16::try_from(classes.len())?.to_le_bytes());
    out.extend(u16::try_from(areas.len())?.to_le_bytes());
    out.extend(u32::try_from(merged.len())?.to_le_bytes());
    let strings: Vec<&String> = classes.iter().chain(areas.iter().flat_map(|(ja, en)| [ja, en])).collect();
    let mut offset = 0u32;
    for text in &strings {
        out.extend(offset.to_le_bytes());
        offset += 2 + u32::try_from(text.len())?;
    }
    for text in strings {
        out.extend(u16::try_from(text.len())?.to_le_bytes());
        out.extend(text.as_bytes());
    }
    for (digits, from, to, class, area, grouping) in merged {
        out.extend(from.to_le_bytes());
        out.extend(to.to_le_bytes());
        out.extend([digits, class]);
        out.extend(area.to_le_bytes());
        out.extend(grouping.to_le_bytes());
    }
    Ok(out)
}

fn index_of<T: PartialEq>(list: &mut Vec<T>, item: T) -> Result<usize> {
    if let Some(at) = list.iter().position(|i| *i == item) {
        return Ok(at);
    }
    list.push(item);
    Ok(list.len() - 1)
}

/// All prefixes that a pattern of digits and character classes (`11[235-8]`) stands for.
fn expand(pattern: &str) -> Result<Vec<String>> {
    let mut all = vec![String::new()];
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let digits: Vec<char> = match c {
            '0'..='9' => vec![c],
            '[' => {
                let class: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let mut digits = Vec::new();
                let mut members = class.chars().peekable();
                while let Some(from) = members.next() {
                    if members.next_if_eq(&'-').is_some() {
                        digits.extend(from..=members.next().ok_or("an open range of digits")?);
                    } else {
                        digits.push(from);
                    }
                }
                digits
            }
            _ => return Err(format!("{pattern}: {c} is neither a digit nor a class of digits").into()),
        };
        all = all.iter().flat_map(|p| digits.iter().map(move |d| format!("{p}{d}"))).collect();
    }
    Ok(all)
}
