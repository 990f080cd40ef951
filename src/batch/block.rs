//! A piece of the input with whole rows, and the rows in it.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::json::{self, Scalar};
use crate::text::Text;

/// The longest row that is looked at unless the question allows more, in bytes; a longer one is answered as a bad row.
pub const LONGEST_ROW: usize = 1 << 20;

/// A piece of the input. Rows are cut out of it where it is worked on.
#[derive(Debug)]
pub struct Block {
    pub(super) content: Content,
    /// Number of its first row, from 1.
    pub(super) first: u64,
    /// Bytes of input read up to its end.
    pub(super) read: u64,
    /// The longest row that is looked at, in bytes.
    pub(super) longest: usize,
}

/// What a block holds.
#[derive(Debug)]
pub(super) enum Content {
    /// Lines, each an item.
    Lines(Vec<u8>),
    /// Lines, each a JSON object: the field with the item, and those with what goes with it.
    Json(Vec<u8>, String, Arc<[String]>),
    /// CSV records.
    Csv(Vec<Record>, Places),
    /// Lines that are CSV records without a quoted field.
    Plain(Vec<u8>, Places),
}

/// Where in a CSV record the item stands, and what goes with it, as far as there is such.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub(super) item: usize,
    pub(super) more: Arc<[Option<usize>]>,
}

/// A CSV record, or why there is none.
pub(super) type Record = Result<Vec<Vec<u8>>, BadRow>;

/// Why a row has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRow {
    /// Its bytes are not text in the file's encoding.
    NotText,
    /// It is longer than this many bytes.
    TooLong(usize),
    /// It is not a JSON object.
    NotJson,
    /// The JSON object does not have the field, or it is not text.
    NoField,
    /// The CSV record has fewer columns.
    NoColumn,
    /// The file ends in the middle of it.
    Unfinished,
}

impl BadRow {
    /// In words.
    pub fn text(self) -> Text {
        match self {
            BadRow::NotText => Text::new(
                "文字として読めません（文字コードが違うときは --encoding で指定してください）",
                "it cannot be read as text (give --encoding if the file is in another one)",
            ),
            BadRow::TooLong(most) => {
                let most = most >> 20;
                Text::new(format!("行が長すぎます（{most} MiB まで）"), format!("the row is too long (at most {most} MiB)"))
            }
            BadRow::NotJson => Text::new("JSON のオブジェクトではありません", "it is not a JSON object"),
            BadRow::NoField => Text::new("指定の項目がないか、文字列ではありません", "it has no such field, or the field is not text"),
            BadRow::NoColumn => Text::new("指定の列がありません", "it has no such column"),
            BadRow::Unfinished => Text::new("引用符が閉じないままファイルが終わりました", "the file ends inside a quoted field"),
        }
    }
}

/// One row.
#[derive(Debug)]
pub struct Row<'a> {
    /// Its number, from 1; a CSV header does not count.
    pub number: u64,
    /// The item, or why there is none.
    pub value: Result<Cow<'a, str>, BadRow>,
    /// What goes with it, in the order in which the form names it; shorter where a row has less.
    pub extras: Vec<Option<Extra<'a>>>,
    /// All columns of a CSV row.
    pub columns: &'a [&'a [u8]],
}

/// A value that goes with an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Extra<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A number out of JSON.
    Number(serde_json::Number),
}

impl Extra<'_> {
    /// As text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Extra::Text(text) => Cow::Borrowed(text),
            Extra::Number(number) => Cow::Owned(number.to_string()),
        }
    }
}

impl Row<'_> {
    /// The text that goes with the item in this place, unless it is empty.
    pub fn extra(&self, place: usize) -> Option<Cow<'_, str>> {
        self.extras.get(place)?.as_ref().map(Extra::text).filter(|text| !text.trim().is_empty())
    }
}

impl Block {
    /// Bytes of input read up to its end.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    /// How many bytes it holds.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Lines(bytes) | Content::Json(bytes, ..) | Content::Plain(bytes, _) => bytes.len(),
            Content::Csv(records, ..) => records.iter().flatten().flatten().map(|field| field.len() + 1).sum(),
        }
    }

    /// Goes through its rows in order.
    pub fn rows(&self, mut visit: impl FnMut(Row<'_>)) {
        let mut number = self.first;
        match &self.content {
            Content::Lines(bytes) => {
                for line in lines(bytes) {
                    visit(Row { number, value: self.text(line), extras: Vec::new(), columns: &[] });
                    number += 1;
                }
            }
            Content::Json(bytes, field, more) => {
                for line in lines(bytes) {
                    let (value, extras) = self.json(line, field, more);
                    visit(Row { number, value, extras, columns: &[] });
                    number += 1;
                }
            }
            Content::Csv(records, places) => {
                for record in records {
                    let fields: Vec<&[u8]> = record.iter().flatten().map(Vec::as_slice).collect();
                    match record {
                        Ok(_) => self.record(number, &fields, places, &mut visit),
                        Err(why) => visit(Row { number, value: Err(*why), extras: Vec::new(), columns: &[] }),
                    }
                    number += 1;
                }
            }
            Content::Plain(bytes, places) => {
                let mut fields: Vec<&[u8]> = Vec::new();
                for line in lines(bytes).filter(|line| !line.is_empty()) {
                    fields.clear();
                    let mut from = 0;
                    for at in memchr::memchr_iter(b',', line) {
                        fields.push(&line[from..at]);
                        from = at + 1;
                    }
                    fields.push(&line[from..]);
                    self.record(number, &fields, places, &mut visit);
                    number += 1;
                }
            }
        }
    }

    fn record(&self, number: u64, fields: &[&[u8]], places: &Places, visit: &mut impl FnMut(Row<'_>)) {
        let value = fields.get(places.item).map_or(Err(BadRow::NoColumn), |field| self.text(field));
        let extra = |at: &Option<usize>| fields.get((*at)?).and_then(|f| self.text(f).ok()).map(Extra::Text);
        visit(Row { number, value, extras: places.more.iter().map(extra).collect(), columns: fields });
    }

    fn text<'a>(&self, bytes: &'a [u8]) -> Result<Cow<'a, str>, BadRow> {
        if bytes.len() > self.longest {
            return Err(BadRow::TooLong(self.longest));
        }
        std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| BadRow::NotText)
    }

    fn json<'a>(&self, line: &'a [u8], field: &str, more: &[String]) -> (Result<Cow<'a, str>, BadRow>, Vec<Option<Extra<'a>>>) {
        let line = match self.text(line) {
            Ok(Cow::Borrowed(line)) => line,
            Ok(Cow::Owned(_)) => return (Err(BadRow::NotText), Vec::new()),
            Err(why) => return (Err(why), Vec::new()),
        };
        let Some(mut found) = json::fields(line, field, more) else {
            return (Err(BadRow::NotJson), Vec::new());
        };
        let extras = found.drain(1..).map(|value| match value? {
            Scalar::Text(text) => Some(Extra::Text(text)),
            Scalar::Number(number) => Some(Extra::Number(number)),
            Scalar::Other => None,
        });
        let extras = extras.collect();
        let value = match found.pop().flatten() {
            Some(Scalar::Text(value)) => Ok(value),
            // Programs write numbers as numbers.
            Some(Scalar::Number(value)) => Ok(Cow::Owned(value.to_string())),
            Some(Scalar::Other) | None => Err(BadRow::NoField),
        };
        (value, extras)
    }
}

/// The lines of a block without their ends; an end at the very end begins no further line.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let bytes = rest?;
        let line = match memchr::memchr(b'\n', bytes) {
            Some(at) => {
                rest = Some(&bytes[at + 1..]);
                &bytes[..at]
            }
            None => {
                rest = None;
                bytes
            }
        };
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_one_row() {
        let all = |text: &str| lines(text.as_bytes()).map(|l| String::from_utf8_lossy(l).into_owned()).collect::<Vec<_>>();
        assert_eq!(all("a\nb\n"), ["a", "b"]);
        assert_eq!(all("a\r\nb"), ["a", "b"]);
        assert_eq!(all("a\n\nb\n"), ["a", "", "b"]);
        assert_eq!(all("\n"), [""]);
    }
}
