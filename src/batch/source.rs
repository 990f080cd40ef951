//! The input of a batch: opened, decoded, and cut into blocks of whole rows.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use csv_core::{ReadRecordResult, Reader as CsvReader};
use encoding_rs::SHIFT_JIS;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::block::{BadRow, Block, Content, Record};

/// Bytes of rows in a block, about. In JSON a row becomes more than a hundred times as long, and several blocks wait for each worker.
const BLOCK: usize = 4 << 10;

/// How much of a file is looked at to find its encoding, in bytes.
const SAMPLE: usize = 64 << 10;

/// How a file's characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Encoding {
    /// Told from the beginning of the file.
    #[default]
    Auto,
    /// UTF-8.
    #[value(name = "utf-8")]
    Utf8,
    /// Shift_JIS, as Japanese programs often export.
    #[value(name = "shift_jis")]
    ShiftJis,
}

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A line.
    Lines,
    /// A CSV record: name of the column with the item, and of those with what goes with it.
    Csv(String, Vec<Extra>),
    /// A line with a JSON object: name of the field with the item, and of those with what goes with it.
    Json(String, Vec<Extra>),
}

/// A column or field with something that goes with the item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// Its name.
    pub name: String,
    /// Whether a CSV file has to have it.
    pub required: bool,
}

/// Why an input cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// It cannot be opened or read.
    #[error("{0} cannot be read")]
    Read(String, #[source] io::Error),
    /// The CSV file has no column of that name; those it has.
    #[error("there is no column {0:?}")]
    NoColumn(String, Vec<String>),
    /// The CSV file is empty, so it has no header.
    #[error("the file is empty")]
    Empty,
}

/// An input, open.
pub struct Source {
    name: String,
    bytes: Box<dyn Read + Send>,
    cutter: Cutter,
    columns: Option<Vec<String>>,
    row: u64,
    read: u64,
    total: Option<u64>,
    longest: usize,
}

enum Cutter {
    /// Lines, with the field and what goes with it where they are JSON.
    Lines {
        json: Option<(String, Arc<[String]>)>,
        kept: Vec<u8>,
        skipping: bool,
        end: bool,
    },
    Csv {
        records: Box<Records>,
        column: usize,
        more: Arc<[Option<usize>]>,
    },
}

impl Source {
    /// Opens a file, or standard input for `-`. Rows longer than `longest` bytes are bad rows.
    ///
    /// # Errors
    /// When it cannot be read, or a CSV file lacks the column.
    pub fn open(path: &Path, form: Form, encoding: Encoding, longest: usize) -> Result<Source, SourceError> {
        let name = path.display().to_string();
        let fail = |e| SourceError::Read(name.clone(), e);
        let (raw, total): (Box<dyn Read + Send>, Option<u64>) = if name == "-" {
            (Box::new(io::stdin()), None)
        } else {
            let meta = std::fs::metadata(path).map_err(fail)?;
            if meta.is_dir() {
                return Err(fail(io::ErrorKind::IsADirectory.into()));
            }
            (Box::new(File::open(path).map_err(fail)?), Some(meta.len()).filter(|len| *len > 0))
        };
        Ok(Source { total, ..Source::of(&name, raw, form, encoding, longest)? })
    }

    /// An input that is open already, with the name that messages give it.
    ///
    /// # Errors
    /// As for [`Source::open`].
    pub fn of(name: &str, raw: Box<dyn Read + Send>, form: Form, encoding: Encoding, longest: usize) -> Result<Source, SourceError> {
        let fail = |e| SourceError::Read(name.to_owned(), e);
        let bytes = decoded(raw, encoding).map_err(fail)?;
        let mut source = Source {
            name: name.to_owned(),
            bytes,
            cutter: Cutter::Lines { json: None, kept: Vec::new(), skipping: false, end: false },
            columns: None,
            row: 1,
            read: 0,
            total: None,
            longest,
        };
        source.cutter = match form {
            Form::Csv(column, more) => {
                let mut records = Box::new(Records::new(longest));
                let header = records.next(&mut source.bytes, &mut source.read).map_err(fail)?.ok_or(SourceError::Empty)?;
                let header: Vec<String> = match header {
                    Ok(fields) => fields.iter().map(|f| String::from_utf8_lossy(f).trim().to_owned()).collect(),
                    Err(_) => return Err(SourceError::NoColumn(column, Vec::new())),
                };
                let place = |wanted: &str| {
                    header.iter().position(|c| c == wanted).ok_or_else(|| SourceError::NoColumn(wanted.to_owned(), header.clone()))
                };
                let column = place(&column)?;
                let extra = |extra: &Extra| if extra.required { place(&extra.name).map(Some) } else { Ok(place(&extra.name).ok()) };
                let more = more.iter().map(extra).collect::<Result<_, _>>()?;
                source.columns = Some(header);
                Cutter::Csv { records, column, more }
            }
            Form::Json(field, more) => {
                let json = Some((field, more.into_iter().map(|m| m.name).collect()));
                Cutter::Lines { json, kept: Vec::new(), skipping: false, end: false }
            }
            Form::Lines => Cutter::Lines { json: None, kept: Vec::new(), skipping: false, end: false },
        };
        Ok(source)
    }

    /// The columns of a CSV file.
    pub fn columns(&self) -> Option<Vec<String>> {
        self.columns.clone()
    }

    /// Its size in bytes, where that is known.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// When it cannot be read any further.
    pub fn next_block(&mut self) -> Result<Option<Block>, SourceError> {
        let block = match &mut self.cutter {
            Cutter::Lines { json, kept, skipping, end } => {
                let bytes = next_lines(&mut self.bytes, kept, skipping, end, &mut self.read, self.longest);
                bytes.map(|bytes| {
                    bytes.map(|bytes| {
                        let rows = memchr::memchr_iter(b'\n', &bytes).count() as u64 + u64::from(!bytes.ends_with(b"\n"));
                        let content = match json {
                            Some((field, more)) => Content::Json(bytes, field.clone(), Arc::clone(more)),
                            None => Content::Lines(bytes),
                        };
                        (content, rows)
                    })
                })
            }
            Cutter::Csv { records, column, more } => records.block(&mut self.bytes, &mut self.read).map(|all| {
                let rows = all.len() as u64;
                (rows > 0).then_some((Content::Csv(all, *column, Arc::clone(more)), rows))
            }),
        };
        let block = block.map_err(|e| SourceError::Read(self.name.clone(), e))?;
        Ok(block.map(|(content, rows)| {
            let first = self.row;
            self.row += rows;
            Block { content, first, read: self.read, longest: self.longest }
        }))
    }
}

/// The text of a file as UTF-8, decoded as it is read.
fn decoded(mut raw: Box<dyn Read + Send>, encoding: Encoding) -> io::Result<Box<dyn Read + Send>> {
    let mut sample = Vec::new();
    if encoding == Encoding::Auto {
        raw.by_ref().take(SAMPLE as u64).read_to_end(&mut sample)?;
    }
    let shift_jis = match encoding {
        Encoding::Auto => looks_like_shift_jis(&sample),
        Encoding::Utf8 => false,
        Encoding::ShiftJis => true,
    };
    let bytes = io::Cursor::new(sample).chain(raw);
    let mut builder = DecodeReaderBytesBuilder::new();
    // A byte order mark decides; UTF-8 passes as it is, so that a broken row can be told from the others.
    builder.encoding(shift_jis.then_some(SHIFT_JIS)).utf8_passthru(true).strip_bom(true).bom_override(true);
    Ok(Box::new(builder.build(bytes)))
}

/// Whether a beginning of a file is no UTF-8 but good Shift_JIS. A character may be cut at its end.
fn looks_like_shift_jis(sample: &[u8]) -> bool {
    let utf8 = match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let whole = |bytes: &[u8]| SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    !utf8 && (whole(sample) || sample.split_last().is_some_and(|(_, rest)| whole(rest)))
}

/// The next lines, whole; a line that is too long is cut to just over the limit, so that it can be told.
fn next_lines(
    bytes: &mut dyn Read,
    kept: &mut Vec<u8>,
    skipping: &mut bool,
    end: &mut bool,
    read: &mut u64,
    longest: usize,
) -> io::Result<Option<Vec<u8>>> {
    loop {
        if *end {
            return Ok((!kept.is_empty()).then(|| std::mem::take(kept)));
        }
        let had = kept.len();
        kept.resize(had + BLOCK, 0);
        let n = read_some(bytes, &mut kept[had..])?;
        kept.truncate(had + n);
        *read += n as u64;
        *end = n == 0;
        if *skipping {
            // The rest of a line that was too long: its end stays.
            match memchr::memchr(b'\n', &kept[had..]) {
                Some(at) => {
                    kept.drain(had..had + at);
                    *skipping = false;
                }
                None => {
                    kept.truncate(had);
                    continue;
                }
            }
        }
        if *end {
            continue;
        }
        // What was there before is the beginning of a line.
        match memchr::memrchr(b'\n', &kept[had..]) {
            Some(at) => {
                let rest = kept.split_off(had + at + 1);
                return Ok(Some(std::mem::replace(kept, rest)));
            }
            // Two more than the limit: one may be a carriage return, which is no part of a line at its end.
            None if kept.len() > longest + 1 => {
                kept.truncate(longest + 2);
                *skipping = true;
            }
            None => {}
        }
    }
}

fn read_some(bytes: &mut dyn Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match bytes.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// CSV records out of a stream.
struct Records {
    reader: CsvReader,
    input: Vec<u8>,
    at: usize,
    len: usize,
    end: bool,
    longest: usize,
}

impl Records {
    fn new(longest: usize) -> Records {
        Records { reader: CsvReader::new(), input: vec![0; 64 << 10], at: 0, len: 0, end: false, longest }
    }

    /// The next record; none at the end.
    fn next(&mut self, bytes: &mut dyn Read, read: &mut u64) -> io::Result<Option<Record>> {
        let (mut output, mut ends) = (vec![0; 256], vec![0; 16]);
        let (mut written, mut ended) = (0, 0);
        let mut too_long = false;
        // Quotes tell whether the end of the file is inside a field.
        let mut quotes = 0usize;
        loop {
            if self.at == self.len && !self.end {
                self.len = read_some(bytes, &mut self.input)?;
                self.at = 0;
                self.end = self.len == 0;
                *read += self.len as u64;
            }
            let at_end = self.at == self.len;
            let input = &self.input[self.at..self.len];
            let (result, took, wrote, closed) = self.reader.read_record(input, &mut output[written..], &mut ends[ended..]);
            quotes += memchr::memchr_iter(b'"', &input[..took]).count();
            self.at += took;
            written += wrote;
            ended += closed;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if output.len() > self.longest => {
                    // What is too long is read to its end and thrown away.
                    too_long = true;
                    written = 0;
                }
                ReadRecordResult::OutputFull => output.resize(output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if ends.len() > self.longest => {
                    too_long = true;
                    ended = 0;
                }
                ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    if too_long {
                        return Ok(Some(Err(BadRow::TooLong(self.longest))));
                    }
                    if at_end && quotes % 2 == 1 {
                        return Ok(Some(Err(BadRow::Unfinished)));
                    }
                    let mut from = 0;
                    let fields = ends[..ended]
                        .iter()
                        .map(|to| {
                            let field = output[from..*to].to_vec();
                            from = *to;
                            field
                        })
                        .collect();
                    return Ok(Some(Ok(fields)));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    fn block(&mut self, bytes: &mut dyn Read, read: &mut u64) -> io::Result<Vec<Record>> {
        let mut all = Vec::new();
        let mut size = 0;
        while size < BLOCK {
            let Some(record) = self.next(bytes, read)? else {
                break;
            };
            size += 64 + record.iter().flatten().map(|field| field.len() + 24).sum::<usize>();
            all.push(record);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let shift_jis = encoding_rs::SHIFT_JIS.encode("番号,備考\r\n0120-999-373,電話がきた").0;
        assert!(looks_like_shift_jis(&shift_jis));
        assert!(looks_like_shift_jis(&shift_jis[..shift_jis.len() - 1]));
        assert!(!looks_like_shift_jis("番号".as_bytes()));
        assert!(!looks_like_shift_jis(&"番号".as_bytes()[..4]));
        assert!(!looks_like_shift_jis(b"0120-999-373"));
        assert!(!looks_like_shift_jis(b"\xff\xfe\xff"));
    }
}
