//! Reading a KB from a folder, or additions to one from a file, keeping the place of everything for messages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Code, Problem, Report};
use super::{limits, schema};
use crate::text::Text;

/// How much is looked for in files with mistakes in the writing of TOML, in bytes: of a larger one only the first mistake is told.
const ALL_MISTAKES: usize = 512 << 10;

/// So many problems are told; a folder that has more needs another tool first.
pub const TOLD: usize = 500;

/// A value of a TOML file with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a [`Node`] is.
#[derive(Debug, Clone)]
pub enum Value {
    /// A string.
    String(String),
    /// A whole number.
    Integer(Option<i64>),
    /// True or false.
    Bool,
    /// A list.
    Array(Vec<Node>),
    /// A table.
    Table(Vec<Entry>),
    /// A float or a bare date: used nowhere in a KB.
    Other(&'static str),
}

/// A key of a table with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Bytes of the key.
    pub span: Range<usize>,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// The value of a key, if this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|e| e.key == key).map(|e| &e.node),
            _ => None,
        }
    }

    /// The members, if this is a list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The entries, if this is a table.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The number, if this is a whole one.
    pub fn integer(&self) -> Option<i64> {
        match self.value {
            Value::Integer(number) => number,
            _ => None,
        }
    }

    /// The string, if this is one.
    pub fn str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    fn of(value: &Spanned<DeValue<'_>>) -> Node {
        let kind = match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Integer(n) => Value::Integer(i64::from_str_radix(n.as_str(), n.radix()).ok()),
            DeValue::Boolean(_) => Value::Bool,
            DeValue::Array(items) => Value::Array(items.iter().map(Node::of).collect()),
            DeValue::Table(table) => Value::Table(entries(table)),
            other => Value::Other(other.type_str()),
        };
        Node { span: value.span(), value: kind }
    }
}

fn entries(table: &DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> =
        table.iter().map(|(key, value)| Entry { key: key.get_ref().to_string(), span: key.span(), node: Node::of(value) }).collect();
    entries.sort_by_key(|e| e.span.start);
    entries
}

/// Reads the files of one folder, or one file of additions, and collects what is wrong with them.
#[derive(Debug)]
pub struct Reader {
    dir: PathBuf,
    /// Whether `dir` is a file of additions or settings, which has no name within itself.
    overlay: bool,
    problems: Vec<Problem>,
    texts: BTreeMap<String, String>,
    trees: BTreeMap<String, Node>,
    order: Vec<String>,
}

impl Reader {
    /// Starts on a folder.
    pub fn new(dir: &Path) -> Reader {
        Reader {
            dir: dir.to_owned(),
            overlay: false,
            problems: Vec::new(),
            texts: BTreeMap::new(),
            trees: BTreeMap::new(),
            order: Vec::new(),
        }
    }

    /// Reads a file of additions, which has the lists of several files of a KB in one. Each of `lists` is the name of a list here, and the file
    /// and list of a KB that it adds to: what follows sees the records there. `refused` says what is wrong with a list that is not among them.
    pub fn overlay<T: DeserializeOwned>(
        path: &Path,
        lists: &[(&str, &str, &str)],
        refused: impl Fn(&str) -> Option<(Code, Text, Text)>,
    ) -> (Reader, Option<T>) {
        let mut reader = Reader { overlay: true, ..Reader::new(path) };
        let read = reader.file_like::<T>("", "overlay");
        let tree = reader.trees.remove("");
        for Entry { key, span, node } in tree.as_ref().map_or(&[][..], Node::entries) {
            if let Some((_, file, list)) = lists.iter().find(|(name, _, _)| name == key) {
                let entry = Entry { key: (*list).to_owned(), span: span.clone(), node: node.clone() };
                reader.trees.insert((*file).to_owned(), Node { span: 0..0, value: Value::Table(vec![entry]) });
            } else if let Some((code, message, hint)) = refused(key)
                && let Some(problem) = reader.problems.iter_mut().find(|p| p.span == *span)
            {
                (problem.code, problem.message, problem.hint) = (code, message, hint);
            }
        }
        (reader, read)
    }

    /// Reads a file of settings.
    pub fn settings<T: DeserializeOwned>(path: &Path) -> (Reader, Option<T>) {
        let mut reader = Reader { overlay: true, ..Reader::new(path) };
        let read = reader.file_like::<T>("", "config");
        (reader, read)
    }

    /// Reads one file. Records that have a problem are left out of the result; where the file as a whole is unusable there is none.
    pub fn file<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        self.file_like(name, name.trim_end_matches(".toml"))
    }

    /// One file in the form that a schema describes.
    fn file_like<T: DeserializeOwned>(&mut self, name: &str, form: &str) -> Option<T> {
        let sound = self.sound_records(name, &schema::baked(form))?;
        // By way of the form that the built-in KB has, so that records need only one reader in the program.
        let read = minicbor_serde::from_slice(&sound).map_err(|e| e.to_string());
        read.map_err(|error| self.misread(name, error)).ok()
    }

    /// One file in the form of the built-in KB, without the records in which something is wrong.
    fn sound_records(&mut self, name: &str, schema: &serde_json::Value) -> Option<Vec<u8>> {
        self.order.push(name.to_owned());
        let text = self.text(name)?;
        let (table, errors) = if text.len() <= ALL_MISTAKES {
            DeTable::parse_recoverable(&text)
        } else {
            match DeTable::parse(&text) {
                Ok(table) => (table, Vec::new()),
                Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
            }
        };
        for error in errors.iter().take(TOLD + 1) {
            let span = error.span().unwrap_or(0..0);
            self.add(
                Code::Syntax,
                name,
                span,
                Text::same(error.message().trim().to_owned()),
                Text::new("この行の引用符・かっこ・「=」を確かめてください。", "Check the quotes, brackets and \"=\" of this line."),
            );
        }
        if !errors.is_empty() {
            self.texts.insert(name.to_owned(), text);
            return None;
        }
        let tree = Node { span: 0..0, value: Value::Table(entries(table.get_ref())) };
        if let Some(large) = limits::exceeded(&tree) {
            self.problems.push(Problem { file: name.to_owned(), ..large });
            self.texts.insert(name.to_owned(), text);
            return None;
        }
        let findings = schema::check(&tree, schema);
        let broken: BTreeSet<(usize, usize)> = findings.iter().map(|f| (f.span.start, f.span.end)).collect();
        for finding in findings {
            self.problems.push(Problem { file: name.to_owned(), ..finding });
        }
        let table = toml::from_str::<toml::Table>(&text);
        self.texts.insert(name.to_owned(), text);
        let mut table = table.ok()?;
        for entry in tree.entries() {
            // What is not known here does not keep the rest from being read.
            if broken.contains(&(entry.span.start, entry.span.end)) {
                table.remove(&entry.key);
            }
            let Some(list) = table.get_mut(&entry.key).and_then(toml::Value::as_array_mut) else {
                continue;
            };
            let mut kept = entry.node.items().iter().map(|item| {
                let reach = reach(item);
                broken.range((reach.start, 0)..(reach.end.max(reach.start + 1), 0)).next().is_none()
            });
            list.retain(|_| kept.next().unwrap_or(true));
        }
        self.trees.insert(name.to_owned(), tree);
        minicbor_serde::to_vec(&table).map_err(|error| self.misread(name, error.to_string())).ok()
    }

    /// What is sound by the schema could not be read all the same; where the schema has found something, that says it better.
    fn misread(&mut self, name: &str, error: String) {
        if self.problems.iter().all(|p| p.file != name) {
            let hint = Text::new("data/README.md の形と比べてください。", "Compare with the form in data/README.md.");
            self.add(Code::WrongType, name, 0..0, Text::same(error), hint);
        }
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let path = if self.overlay { self.dir.clone() } else { self.dir.join(name) };
        let within = (!self.overlay).then_some(self.dir.as_path());
        let bytes = match limits::read(&path, within) {
            Ok(bytes) => bytes,
            Err(refused) => {
                let (code, why, hint) = refused.said(self.overlay);
                self.add(code, name, 0..0, why, hint);
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let message = Text::new(format!("{at} バイト目から UTF-8 ではありません"), format!("not UTF-8 from byte {at} on"));
                let hint = Text::new("UTF-8 で保存し直してください。", "Save the file as UTF-8.");
                self.add(Code::UnreadableFile, name, 0..0, message, hint);
                None
            }
        }
    }

    /// Notes a problem.
    pub fn add(&mut self, code: Code, file: &str, span: Range<usize>, message: Text, hint: Text) {
        self.problems.push(Problem { code, file: file.to_owned(), span, message, hint });
    }

    /// Whether nothing is wrong with a file so far.
    pub fn is_clean(&self, file: &str) -> bool {
        // Additions are to a KB that is sound in all its files.
        (self.overlay && !self.problems.iter().any(|p| p.code.is_error()))
            || (self.trees.contains_key(file) && self.problems.iter().all(|p| p.file != file))
    }

    /// Whether this is a file of additions.
    pub fn is_overlay(&self) -> bool {
        self.overlay
    }

    /// The files that could be read, with their trees.
    pub fn trees(&self) -> &BTreeMap<String, Node> {
        &self.trees
    }

    /// Everything found, in the order of files and lines.
    pub fn into_report(mut self) -> Report {
        if self.overlay {
            self.problems.iter_mut().for_each(|p| p.file.clear());
        }
        let rank = |file: &str| self.order.iter().position(|f| f == file).unwrap_or(usize::MAX);
        self.problems.sort_by_key(|p| (rank(&p.file), p.span.start, p.code));
        self.problems.dedup();
        let left_out = self.problems.len().saturating_sub(TOLD);
        if left_out > 0 {
            // What stops everything is told before what does not.
            let mut told: Vec<bool> = self.problems.iter().map(|p| p.code.is_error()).collect();
            let mut room = TOLD;
            for wanted in [true, false] {
                for (problem, told) in self.problems.iter().zip(&mut told).filter(|(p, _)| p.code.is_error() == wanted) {
                    *told = problem.code.is_error() == wanted && room > 0;
                    room -= usize::from(*told);
                }
            }
            let mut told = told.into_iter();
            self.problems.retain(|_| told.next().unwrap_or(false));
        }
        Report { dir: self.dir.display().to_string(), problems: self.problems, left_out, texts: self.texts }
    }
}

/// All bytes that a node and what is in it cover: the span of a `[[table]]` is only its header.
fn reach(node: &Node) -> Range<usize> {
    let mut reach = node.span.clone();
    let mut widen = |inner: Range<usize>| {
        reach.start = reach.start.min(inner.start);
        reach.end = reach.end.max(inner.end);
    };
    for entry in node.entries() {
        widen(entry.span.clone());
        widen(self::reach(&entry.node));
    }
    for item in node.items() {
        widen(self::reach(item));
    }
    reach
}
