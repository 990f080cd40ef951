//! Lists of records that are decoded one by one, each when it is first looked at.

use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::baked::{self, Index};

/// Something with a key of its own within its list.
pub trait Keyed {
    /// The key: its id, or what it is named by.
    fn key(&self) -> &str;
}

/// A list of records, in the order of the file.
#[derive(Debug, Clone)]
pub struct Table<T> {
    /// Where the records lie when they are baked; empty when they were read from a folder.
    index: Index,
    records: Vec<OnceLock<T>>,
    /// The user's own records, behind the others.
    added: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { index: Index::default(), records: Vec::new(), added: Vec::new() }
    }
}

impl<T: Keyed + DeserializeOwned> Table<T> {
    /// The list of this name in a baked file.
    pub fn baked(file: &str, name: &str) -> Table<T> {
        let index = baked::index(file, name);
        let records = index.iter().map(|_| OnceLock::new()).collect();
        Table { index, records, added: Vec::new() }
    }

    /// The record at this place.
    pub fn get(&self, at: usize) -> Option<&T> {
        let Some(cell) = self.records.get(at) else {
            return self.added.get(at - self.records.len());
        };
        Some(cell.get_or_init(|| baked::decode(self.index.get(at).map_or(&[], |(_, bytes)| bytes))))
    }

    /// The record with this key.
    pub fn find(&self, key: &str) -> Option<&T> {
        self.find_by(|k| k == key)
    }

    /// The first record whose key fits; one that the user has added comes before all others, the last added first.
    pub fn find_by(&self, fits: impl Fn(&str) -> bool) -> Option<&T> {
        if let Some(own) = self.added.iter().rev().find(|r| fits(r.key())) {
            return Some(own);
        }
        let at = if self.index.is_empty() {
            self.records.iter().position(|r| r.get().is_some_and(|r| fits(r.key())))
        } else {
            self.index.iter().position(|(key, _)| fits(key))
        };
        self.get(at?)
    }

    /// Every record.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.records.len() + self.added.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a record of the user's own.
    pub fn push(&mut self, record: T) {
        self.added.push(record);
    }

    /// The user's own records.
    pub fn added(&self) -> &[T] {
        &self.added
    }
}

impl<T: Keyed + DeserializeOwned + PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let records = Vec::<T>::deserialize(deserializer)?;
        Ok(Table { index: Index::default(), records: records.into_iter().map(OnceLock::from).collect(), added: Vec::new() })
    }
}

#[cfg(test)]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Table<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Vec::<T>::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<T>::json_schema(generator)
    }
    fn inline_schema() -> bool {
        true
    }
}
