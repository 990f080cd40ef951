//! Many rows at once: lines, CSV and JSON lines, in any encoding, read in pieces of any size.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use amazon_help::ask::issues::Matcher;
use amazon_help::ask::message::Checker;
use amazon_help::batch::{self, Encoding, ExtraColumn, Form, Source, SourceError, Work};
use amazon_help::kb::record::Verdict;
use amazon_help::show::rows::{Context, Issues, MESSAGE_EXTRAS, Messages, Numbers, RowFormat, Urls, summary};
use amazon_help::text::{Lang, acts};
use serde_json::Value;

use super::{Choices, clean, day, kb, shape};

/// What is read of a row, to compare.
#[derive(Debug, Clone, PartialEq)]
struct Read1 {
    number: u64,
    value: Result<String, String>,
    extras: Vec<Option<String>>,
    columns: Vec<Vec<u8>>,
}

/// Bytes that come in pieces.
struct Pieces(Cursor<Vec<u8>>, Choices);

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(self.1.below(9) + 1);
        self.0.read(&mut into[..most])
    }
}

/// One item a line.
pub fn lines(data: &[u8]) {
    let mut choices = Choices::of(data);
    let longest = longest(&mut choices);
    let all = read(data, &Form::Lines, Encoding::Utf8, longest).unwrap();
    // Where no mark of another encoding stands in front, a row is a line.
    if ![&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff"].iter().any(|mark| data.starts_with(mark)) {
        assert_eq!(all.iter().map(|row| row.value.clone()).collect::<Vec<_>>(), by_hand(data, longest));
    }
    answered(data, &Form::Lines, longest, &mut choices);
}

/// CSV with a header. The column is the one named `item`, or else the first.
pub fn csv(data: &[u8]) {
    let mut choices = Choices::of(data);
    let longest = longest(&mut choices);
    let of_messages = choices.coin();
    let form = |column: &str| Form::Csv(column.to_owned(), extras(of_messages));
    let mut columns = vec!["item".to_owned()];
    if let Err(SourceError::NoColumn(_, has)) =
        Source::of("test", Box::new(Cursor::new(data.to_owned())), form("item"), Encoding::Auto, longest)
    {
        columns = has;
    }
    let Some(form) = columns.first().map(|column| form(column)) else {
        return;
    };
    answered(data, &form, longest, &mut choices);
}

/// JSON lines with the field `item`.
pub fn jsonl(data: &[u8]) {
    let mut choices = Choices::of(data);
    let longest = longest(&mut choices);
    let form = Form::Json("item".to_owned(), extras(choices.coin()));
    for row in read(data, &form, Encoding::Utf8, longest).unwrap() {
        // What goes with an item is not there without one.
        assert!(row.extras.len() <= MESSAGE_EXTRAS.len() && row.columns.is_empty());
    }
    answered(data, &form, longest, &mut choices);
}

fn longest(choices: &mut Choices) -> usize {
    [16, 40, 1 << 20][choices.below(3)]
}

fn extras(of_messages: bool) -> Vec<ExtraColumn> {
    let names = if of_messages { &MESSAGE_EXTRAS[..] } else { &["found"] };
    names.iter().map(|name| ExtraColumn { name: (*name).to_owned(), required: false }).collect()
}

fn source(data: &[u8], form: &Form, encoding: Encoding, longest: usize, pieces: Option<u64>) -> Result<Source, SourceError> {
    let whole = Cursor::new(data.to_owned());
    let raw: Box<dyn Read + Send> = match pieces {
        Some(seed) => Box::new(Pieces(whole, Choices(seed))),
        None => Box::new(whole),
    };
    Source::of("test", raw, form.clone(), encoding, longest)
}

/// All rows. Whether the input comes whole or in pieces makes no difference.
fn read(data: &[u8], form: &Form, encoding: Encoding, longest: usize) -> Result<Vec<Read1>, SourceError> {
    let [whole, in_pieces] = [None, Some(Choices::of(data).0)].map(|pieces| {
        let mut source = source(data, form, encoding, longest, pieces)?;
        let mut all = Vec::new();
        while let Some(block) = source.next_block()? {
            block.rows(|row| {
                all.push(Read1 {
                    number: row.number,
                    value: row.value.map(Cow::into_owned).map_err(|why| why.text().en),
                    extras: row.extras.iter().map(|e| e.as_ref().map(|e| e.text().into_owned())).collect(),
                    columns: row.columns.iter().map(|column| column.to_vec()).collect(),
                });
            });
        }
        Ok::<_, SourceError>(all)
    });
    let whole = whole?;
    assert_eq!(whole, in_pieces?, "whole and in pieces");
    assert!(whole.iter().map(|row| row.number).eq(1..=whole.len() as u64), "rows are counted from 1");
    Ok(whole)
}

/// The rows of lines, in the plainest way.
fn by_hand(data: &[u8], longest: usize) -> Vec<Result<String, String>> {
    let Some(data) = Some(data.strip_suffix(b"\n").unwrap_or(data)).filter(|_| !data.is_empty()) else {
        return Vec::new();
    };
    data.split(|byte| *byte == b'\n')
        .map(|line| {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.len() > longest {
                return Err(format!("the row is too long (at most {} MiB)", longest >> 20));
            }
            String::from_utf8(line.to_vec())
                .map_err(|_| "it cannot be read as text (give --encoding if the file is in another one)".to_owned())
        })
        .collect()
}

/// The answers to all rows, in every form.
fn answered(data: &[u8], form: &Form, longest: usize, choices: &mut Choices) {
    let encoding = [Encoding::Auto, Encoding::Utf8, Encoding::ShiftJis][choices.below(3)];
    let (Ok(rows), Ok(opened)) = (read(data, form, encoding, longest), source(data, form, encoding, longest, None)) else {
        return;
    };
    let columns = opened.columns();
    let command = choices.below(4);
    for format in [RowFormat::Jsonl, RowFormat::Csv, RowFormat::Table(if choices.coin() { Lang::Ja } else { Lang::En })] {
        let [out, again] = [None, Some(Choices::of(data).0)].map(|pieces| {
            let source = source(data, form, encoding, longest, pieces).unwrap();
            let work = work(command, format, columns.clone());
            let mut out = Vec::new();
            let done = batch::run(source, &*work, &mut out, |_, _| {}).unwrap();
            assert_eq!(done.rows + done.bad, rows.len() as u64, "every row has an answer");
            let ids: Vec<&str> = Verdict::ALL.iter().map(|v| v.id()).collect();
            clean::clean(&summary(&done, &ids, Lang::En), "the summary");
            String::from_utf8(out).expect("answers are UTF-8")
        });
        assert_eq!(out, again, "whole and in pieces");
        match format {
            RowFormat::Jsonl => json_rows(&out, &rows, command),
            RowFormat::Csv => csv_rows(&out, &rows, columns.as_deref()),
            RowFormat::Table(_) => {
                clean::clean(&out, "the list");
                assert_eq!(out.lines().count(), rows.len() + 1, "a line a row: {out}");
            }
        }
    }
}

fn work(command: usize, format: RowFormat, columns: Option<Vec<String>>) -> Box<dyn Work> {
    match command {
        0 => Box::new(Numbers::new(kb(), Context { found: None, incoming: false, at: day() }, format, columns)),
        1 => Box::new(Urls::new(kb(), day(), format, columns)),
        2 => Box::new(Messages::new(kb(), Checker::new(kb()), None, day(), format, columns)),
        _ => Box::new(Issues::new(Matcher::new(kb()), format, columns)),
    }
}

fn json_rows(out: &str, rows: &[Read1], command: usize) {
    clean::clean(out, "JSON lines");
    assert_eq!(out.lines().count(), rows.len(), "an object a row");
    for (line, row) in out.lines().zip(rows) {
        let object: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        shape::check_row(&object, row.number);
        if let (Ok(value), true, None) = (&row.value, command != 2, object.get("error")) {
            assert_eq!(object["input"].as_str(), Some(value.as_str()));
        }
    }
}

/// A cell as it is repeated: what would act on a terminal is written out, ends of lines stay.
fn shown(cell: &str) -> String {
    let mut out = String::new();
    let mut all = cell.chars().peekable();
    while let Some(c) = all.next() {
        let ends_a_line = c == '\r' && all.peek() == Some(&'\n');
        if acts(c) && !ends_a_line { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

/// CSV is read back: every row has all columns, and the input's own are as they were.
fn csv_rows(out: &str, rows: &[Read1], columns: Option<&[String]>) {
    if out.starts_with('\u{feff}') {
        return;
    }
    let first = columns.map_or_else(|| "input".to_owned(), |columns| shown(&columns[0]));
    let mut source = source(out.as_bytes(), &Form::Csv(first, Vec::new()), Encoding::Utf8, 1 << 20, None).unwrap();
    let header = source.columns().unwrap();
    let own = columns.map_or(1, <[String]>::len);
    let names: Vec<String> = columns.map_or_else(|| vec!["input".to_owned()], |columns| columns.iter().map(|name| shown(name)).collect());
    assert_eq!(&header[..own], names);
    let mut all = Vec::new();
    while let Some(block) = source.next_block().unwrap() {
        block.rows(|row| all.push(row.columns.iter().map(|column| column.to_vec()).collect::<Vec<_>>()));
    }
    assert_eq!(all.len(), rows.len(), "a record a row: {out}");
    for (cells, row) in all.iter().zip(rows) {
        assert_eq!(cells.len(), header.len(), "{cells:?}");
        let was = |n: usize| match (columns, &row.value) {
            (Some(_), _) => row.columns.get(n).map(|cell| String::from_utf8_lossy(cell).into_owned()).unwrap_or_default(),
            (None, Ok(value)) => value.clone(),
            (None, Err(_)) => String::new(),
        };
        // The last column says why a row could not be used.
        let unused = columns.is_none() && cells.last().is_some_and(|why| !why.is_empty()) && cells[0].is_empty();
        (0..own).for_each(|n| {
            assert!(unused || String::from_utf8_lossy(&cells[n]) == shown(&was(n)), "column {n}: {cells:?}, not {:?}", was(n))
        });
    }
}
