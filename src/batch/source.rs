//! The input of a batch: opened, decoded, and cut into blocks of whole rows.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use csv_core::{ReadRecordResult, Reader as CsvReader};
use encoding_rs::SHIFT_JIS;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::block::{BadRow, Block, Content, Places, Record};

/// Bytes of rows in a block, about. In JSON a row becomes more than a hundred times as long, and several blocks wait for each worker.
const BLOCK: usize = 4 << 10;

/// Bytes of a line that is too long that are passed over at a time.
const SKIPPED: usize = 64 << 10;

/// How much of a file is looked at to find its encoding, in bytes.
const SAMPLE: usize = 64 << 10;

/// The longest row that is read to its end to be answered as too long, in bytes. Who sends more sends no rows: a device, an archive.
pub const ENDLESS: u64 = 2 << 30;

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
    /// The first line of the CSV file, with the names of its columns, is longer than this many bytes, or ends inside a quoted name.
    #[error("the header is longer than {0} bytes")]
    LongHeader(usize),
    /// The row with this number has not ended after [`ENDLESS`] bytes.
    #[error("row {0} does not end")]
    Endless(u64),
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
    block: usize,
}

enum Cutter {
    /// Lines, with the field and what goes with it where they are JSON.
    Lines {
        json: Option<(String, Arc<[String]>)>,
        kept: Vec<u8>,
        /// Bytes that were passed over of a line that is too long, while its end has not come.
        skipped: Option<u64>,
        end: bool,
    },
    Csv {
        records: Box<Records>,
        places: Places,
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
            cutter: Cutter::Lines { json: None, kept: Vec::new(), skipped: None, end: false },
            columns: None,
            row: 1,
            read: 0,
            total: None,
            longest,
            block: BLOCK,
        };
        source.cutter = match form {
            Form::Csv(column, more) => {
                let mut records = Box::new(Records::new(longest));
                let header = records.next(&mut source.bytes, &mut source.read);
                let header = header.map_err(|e| endless(e, 1).map_or_else(fail, |_| SourceError::LongHeader(longest)))?;
                let header = header.ok_or(SourceError::Empty)?;
                let header: Vec<String> = match header {
                    Ok(fields) => fields.iter().map(|f| String::from_utf8_lossy(f).trim().to_owned()).collect(),
                    Err(_) => return Err(SourceError::LongHeader(longest)),
                };
                let place = |wanted: &str| {
                    header.iter().position(|c| c == wanted).ok_or_else(|| SourceError::NoColumn(wanted.to_owned(), header.clone()))
                };
                let column = place(&column)?;
                let extra = |extra: &Extra| if extra.required { place(&extra.name).map(Some) } else { Ok(place(&extra.name).ok()) };
                let more = more.iter().map(extra).collect::<Result<_, _>>()?;
                source.columns = Some(header);
                Cutter::Csv { records, places: Places { item: column, more } }
            }
            Form::Json(field, more) => {
                let json = Some((field, more.into_iter().map(|m| m.name).collect()));
                Cutter::Lines { json, kept: Vec::new(), skipped: None, end: false }
            }
            Form::Lines => Cutter::Lines { json: None, kept: Vec::new(), skipped: None, end: false },
        };
        Ok(source)
    }

    /// The same in blocks of about so many bytes: more where answers are short, as threads have less to hand over.
    pub fn in_blocks(self, bytes: usize) -> Source {
        Source { block: bytes, ..self }
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
            Cutter::Lines { json, kept, skipped, end } => {
                let bytes = next_lines(&mut self.bytes, kept, skipped, end, &mut self.read, self.longest, self.block);
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
            Cutter::Csv { records, places } => records.block(&mut self.bytes, &mut self.read, self.block).map(|cut| {
                cut.map(|cut| match cut {
                    Cut::Plain(bytes, rows) => (Content::Plain(bytes, places.clone()), rows),
                    Cut::Records(all) => {
                        let rows = all.len() as u64;
                        (Content::Csv(all, places.clone()), rows)
                    }
                })
            }),
        };
        let row = self.row;
        let block = block.map_err(|e| endless(e, row).unwrap_or_else(|e| SourceError::Read(self.name.clone(), e)))?;
        Ok(block.map(|(content, rows)| {
            let first = self.row;
            self.row += rows;
            Block { content, first, read: self.read, longest: self.longest }
        }))
    }
}

/// The error that a row has no end, told from those of reading.
fn endless(error: io::Error, row: u64) -> Result<SourceError, io::Error> {
    if error.get_ref().is_some_and(|inner| inner.is::<Endless>()) { Ok(SourceError::Endless(row)) } else { Err(error) }
}

/// A row that goes on for ever.
#[derive(Debug, thiserror::Error)]
#[error("the row does not end")]
struct Endless;

/// Fails where a row of which so many bytes were read goes on.
fn bounded(row: u64) -> io::Result<()> {
    if row > ENDLESS { Err(io::Error::other(Endless)) } else { Ok(()) }
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

/// Whether a beginning of a file is Shift_JIS: fewer of its lines are UTF-8 than are not but are good Shift_JIS. One line of another program among
/// them decides nothing. A character may be cut at its end.
fn looks_like_shift_jis(sample: &[u8]) -> bool {
    let whole = |bytes: &[u8]| SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    let (mut utf8, mut shift_jis) = (0, 0);
    for line in sample.split(|b| *b == b'\n').filter(|line| !line.is_ascii()) {
        match std::str::from_utf8(line) {
            Ok(_) => utf8 += 1,
            Err(error) if error.error_len().is_none() && line.len() < 4 * error.valid_up_to() + 4 && error.valid_up_to() > 0 => utf8 += 1,
            Err(_) if whole(line) || line.split_last().is_some_and(|(_, rest)| whole(rest)) => shift_jis += 1,
            Err(_) => {}
        }
    }
    shift_jis > utf8
}

/// The next lines, whole; a line that is too long is cut to just over the limit, so that it can be told.
fn next_lines(
    bytes: &mut dyn Read,
    kept: &mut Vec<u8>,
    skipped: &mut Option<u64>,
    end: &mut bool,
    read: &mut u64,
    longest: usize,
    block: usize,
) -> io::Result<Option<Vec<u8>>> {
    loop {
        if *end {
            return Ok((!kept.is_empty()).then(|| std::mem::take(kept)));
        }
        let had = kept.len();
        kept.resize(had + if skipped.is_some() { SKIPPED } else { block }, 0);
        let n = read_some(bytes, &mut kept[had..])?;
        kept.truncate(had + n);
        *read += n as u64;
        *end = n == 0;
        if let Some(passed) = skipped {
            // The rest of a line that was too long: its end stays.
            match memchr::memchr(b'\n', &kept[had..]) {
                Some(at) => {
                    kept.drain(had..had + at);
                    *skipped = None;
                }
                None => {
                    kept.truncate(had);
                    *passed += n as u64;
                    bounded(*passed)?;
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
                *skipped = Some(0);
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
        let mut gone = 0;
        // Quotes tell whether the end of the file is inside a field.
        let mut quotes = 0usize;
        loop {
            if self.at == self.len && !self.end {
                self.fill(bytes, read)?;
            }
            let at_end = self.at == self.len;
            let input = &self.input[self.at..self.len];
            let (result, took, wrote, closed) = self.reader.read_record(input, &mut output[written..], &mut ends[ended..]);
            quotes += memchr::memchr_iter(b'"', &input[..took]).count();
            self.at += took;
            gone += took as u64;
            if too_long {
                bounded(gone)?;
            }
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

    /// The next records, about `block` bytes of them; none at the end.
    fn block(&mut self, bytes: &mut dyn Read, read: &mut u64, block: usize) -> io::Result<Option<Cut>> {
        if self.at == self.len && !self.end {
            self.fill(bytes, read)?;
        }
        if let Some((len, rows)) = plain(&self.input[self.at..self.len.min(self.at + block)], self.longest) {
            let lines = self.input[self.at..self.at + len].to_vec();
            self.at += len;
            return Ok(Some(Cut::Plain(lines, rows)));
        }
        let mut all = Vec::new();
        let mut size = 0;
        // Only the record that is cut off by the end of what is read, so that the next piece can be plain.
        let cut_off = memchr::memchr(b'\n', &self.input[self.at..self.len]).is_none();
        while size < block && (all.is_empty() || (!cut_off && self.at < self.len)) {
            let Some(record) = self.next(bytes, read)? else {
                break;
            };
            size += 64 + record.iter().flatten().map(|field| field.len() + 24).sum::<usize>();
            all.push(record);
        }
        Ok((!all.is_empty()).then_some(Cut::Records(all)))
    }

    fn fill(&mut self, bytes: &mut dyn Read, read: &mut u64) -> io::Result<()> {
        self.len = read_some(bytes, &mut self.input)?;
        self.at = 0;
        self.end = self.len == 0;
        *read += self.len as u64;
        Ok(())
    }
}

/// A piece of a CSV file.
enum Cut {
    /// Lines that are records without a quoted field, and how many.
    Plain(Vec<u8>, u64),
    /// Records.
    Records(Vec<Record>),
}

/// How many of these bytes, which begin with a record, are whole lines that are records as they are, and how many records they are: where nothing is
/// quoted, and lines end alike. None where there is none.
fn plain(bytes: &[u8], longest: usize) -> Option<(usize, u64)> {
    let whole = memchr::memrchr(b'\n', bytes)? + 1;
    let bytes = &bytes[..whole];
    let lone = |at: usize| bytes[at + 1] != b'\n';
    if memchr::memchr(b'"', bytes).is_some() || memchr::memchr_iter(b'\r', bytes).any(lone) || whole > longest {
        return None;
    }
    let mut rows = 0;
    let mut from = 0;
    for at in memchr::memchr_iter(b'\n', bytes) {
        rows += u64::from(!matches!(&bytes[from..at], b"" | b"\r"));
        from = at + 1;
    }
    // Empty lines alone would be no block.
    (rows > 0).then_some((whole, rows))
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
