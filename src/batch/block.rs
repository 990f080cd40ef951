//! A piece of the input with whole rows, and the rows in it.

use std::borrow::Cow;

use serde_json::Value;

use crate::text::Text;

/// The longest row that is looked at, in bytes; a longer one is answered as a bad row.
pub const LONGEST_ROW: usize = 1 << 20;

/// A piece of the input. Rows are cut out of it where it is worked on.
#[derive(Debug)]
pub struct Block {
    pub(super) content: Content,
    /// Number of its first row, from 1.
    pub(super) first: u64,
    /// Bytes of input read up to its end.
    pub(super) read: u64,
}

/// What a block holds.
#[derive(Debug)]
pub(super) enum Content {
    /// Lines, each an item.
    Lines(Vec<u8>),
    /// Lines, each a JSON object: the field with the item, and the one with the place.
    Json(Vec<u8>, String, Option<String>),
    /// CSV records: bytes of the item's and the place's column.
    Csv(Vec<Record>, usize, Option<usize>),
}

/// A CSV record, or why there is none.
pub(super) type Record = Result<Vec<Vec<u8>>, BadRow>;

/// Why a row has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRow {
    /// Its bytes are not text in the file's encoding.
    NotText,
    /// It is longer than [`LONGEST_ROW`].
    TooLong,
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
            BadRow::TooLong => Text::new("行が長すぎます（1 MiB まで）", "the row is too long (at most 1 MiB)"),
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
    /// Where the number was found, as the row says.
    pub found: Option<Cow<'a, str>>,
    /// All columns of a CSV row.
    pub columns: &'a [Vec<u8>],
}

impl Block {
    /// Bytes of input read up to its end.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    /// How many bytes it holds.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Lines(bytes) | Content::Json(bytes, ..) => bytes.len(),
            Content::Csv(records, ..) => records.iter().flatten().flatten().map(|field| field.len() + 1).sum(),
        }
    }

    /// Goes through its rows in order.
    pub fn rows(&self, mut visit: impl FnMut(Row<'_>)) {
        let mut number = self.first;
        match &self.content {
            Content::Lines(bytes) => {
                for line in lines(bytes) {
                    visit(Row { number, value: text(line), found: None, columns: &[] });
                    number += 1;
                }
            }
            Content::Json(bytes, field, found) => {
                for line in lines(bytes) {
                    let (value, found) = json(line, field, found.as_deref());
                    visit(Row { number, value, found, columns: &[] });
                    number += 1;
                }
            }
            Content::Csv(records, column, found) => {
                for record in records {
                    let (value, place, columns) = match record {
                        Ok(fields) => {
                            let value = fields.get(*column).map_or(Err(BadRow::NoColumn), |field| text(field));
                            let place = found.and_then(|at| fields.get(at)).and_then(|field| text(field).ok());
                            (value, place, &fields[..])
                        }
                        Err(why) => (Err(*why), None, &[][..]),
                    };
                    visit(Row { number, value, found: place, columns });
                    number += 1;
                }
            }
        }
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

fn text(bytes: &[u8]) -> Result<Cow<'_, str>, BadRow> {
    if bytes.len() > LONGEST_ROW {
        return Err(BadRow::TooLong);
    }
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| BadRow::NotText)
}

fn json(line: &[u8], field: &str, found: Option<&str>) -> (Result<Cow<'static, str>, BadRow>, Option<Cow<'static, str>>) {
    if line.len() > LONGEST_ROW {
        return (Err(BadRow::TooLong), None);
    }
    if std::str::from_utf8(line).is_err() {
        return (Err(BadRow::NotText), None);
    }
    let Ok(Value::Object(mut object)) = serde_json::from_slice::<Value>(line) else {
        return (Err(BadRow::NotJson), None);
    };
    let place = found.and_then(|f| object.get(f)).and_then(Value::as_str).map(|f| Cow::Owned(f.to_owned()));
    let value = match object.remove(field) {
        Some(Value::String(value)) => Ok(Cow::Owned(value)),
        // Programs write numbers as numbers.
        Some(Value::Number(value)) => Ok(Cow::Owned(value.to_string())),
        _ => Err(BadRow::NoField),
    };
    (value, place)
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
