//! The files inside the binary, as the build script laid them out.

use serde::de::DeserializeOwned;

use super::Said;

/// Each file's name and bytes.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/baked.rs"));

/// Key and bytes of each record of a list.
pub type Index = Vec<(&'static str, &'static [u8])>;

/// The bytes of a file; empty when there is no such file.
pub fn file(name: &str) -> &'static [u8] {
    FILES.iter().find(|(n, _)| *n == name).map_or(&[], |(_, bytes)| bytes)
}

/// Decodes what the build script encoded; that all of it decodes is held by a test.
#[allow(clippy::panic, reason = "the bytes are ours: a failure is a bug in the build script, not in any input")]
pub fn decode<T: DeserializeOwned>(bytes: &'static [u8]) -> T {
    minicbor_serde::from_slice(bytes).unwrap_or_else(|e| panic!("baked data: {e}"))
}

/// What stands in a file outside its lists.
pub fn root<T: DeserializeOwned>(name: &str) -> T {
    let mut rest = Reader(file(name));
    let len = rest.number();
    decode(rest.bytes(len))
}

/// Every list of a file with its records; not the parts of records that are kept apart.
pub fn lists(name: &str) -> Vec<(&'static str, Index)> {
    let mut rest = Reader(file(name));
    let len = rest.number();
    rest.bytes(len);
    let lists = rest.number();
    let mut names = Vec::new();
    for _ in 0..lists {
        let (list, _, len) = (rest.text(), rest.number(), rest.number());
        rest.bytes(len);
        names.push(list);
    }
    names.into_iter().filter(|list| !list.contains('.')).map(|list| (list, index(name, list))).collect()
}

/// The records of one list of a file.
pub fn index(name: &str, list: &str) -> Index {
    let mut rest = Reader(file(name));
    let len = rest.number();
    rest.bytes(len);
    let lists = rest.number();
    for _ in 0..lists {
        let (found, count, len) = (rest.text(), rest.number(), rest.number());
        let mut body = Reader(rest.bytes(len));
        if found == list {
            return (0..count)
                .map(|_| {
                    let (key, len) = (body.text(), body.number());
                    (key, body.bytes(len))
                })
                .collect();
        }
    }
    Index::new()
}

/// Texts with their weights.
pub fn said(bytes: &'static [u8]) -> Vec<Said<'static>> {
    let mut rest = Reader(bytes);
    let mut all = Vec::new();
    while let [weight, low, high, ..] = *rest.0 {
        rest.bytes(3);
        all.push(Said { weight, bytes: rest.bytes(usize::from(u16::from_le_bytes([low, high]))) });
    }
    all
}

/// Reads numbers (u32, little-endian), and texts and bytes with their length in front.
pub struct Reader(pub &'static [u8]);

impl Reader {
    /// A number.
    pub fn number(&mut self) -> usize {
        let bytes = self.bytes(4);
        bytes.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b))
    }

    /// This many bytes.
    pub fn bytes(&mut self, len: usize) -> &'static [u8] {
        let (bytes, rest) = self.0.split_at(len.min(self.0.len()));
        self.0 = rest;
        bytes
    }

    /// A text.
    pub fn text(&mut self) -> &'static str {
        let len = self.number();
        std::str::from_utf8(self.bytes(len)).unwrap_or_default()
    }
}
