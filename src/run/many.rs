//! Many rows of a file: open, answer, tell how far it is, sum up.

use std::io;
use std::path::Path;

use super::print::{tell, why, write_err, write_err_as_is};
use super::{Stop, code, severity, url_severity};
use crate::ask::issues::Matcher;
use crate::ask::message::Checker;
use crate::batch;
use crate::cli::{CheckMessageArgs, CheckNumberArgs, CheckUrlArgs, FailOn, IssuesArgs, Rows};
use crate::kb::Kb;
use crate::kb::record::{MessageVerdict, UrlVerdict, Verdict};
use crate::show::origin;
use crate::show::rows::{self, RowFormat};
use crate::show::{Format, Style, columns};
use crate::text::mail::MAX_BYTES;
use crate::text::{Lang, Text, visible};

/// Every number of a file.
pub fn numbers(kb: &Kb, path: &Path, args: &CheckNumberArgs, day: chrono::NaiveDate, style: &Style) -> Result<u8, Stop> {
    let more = args.found_column.iter().map(|name| batch::ExtraColumn { name: name.clone(), required: true }).collect();
    if args.found_column.is_some() && args.rows.column.is_none() && args.rows.field.is_none() {
        return Err(Stop::Usage(Text::new(
            "--found-column は --column か --field と一緒に使います。",
            "--found-column goes with --column or --field.",
        )));
    }
    let source = open(path, &args.rows, more, batch::LONGEST_ROW, style)?;
    let context = rows::Context { found: args.found.map(|f| f.0), incoming: args.incoming, at: day };
    let work = rows::Numbers::new(kb, context, format(style), source.columns());
    let verdicts: Vec<(&str, u8)> = Verdict::ALL.iter().map(|v| (v.id(), severity(*v))).collect();
    run(kb, source, &work, &verdicts, args.rows.fail_on, style.lang)
}

/// Every web address of a file.
pub fn urls(kb: &'static Kb, path: &Path, args: &CheckUrlArgs, day: chrono::NaiveDate, style: &Style) -> Result<u8, Stop> {
    let source = open(path, &args.rows, Vec::new(), batch::LONGEST_ROW, style)?;
    let work = rows::Urls::new(kb, day, format(style), source.columns());
    let verdicts: Vec<(&str, u8)> = UrlVerdict::ALL.iter().map(|v| (v.id(), url_severity(*v))).collect();
    run(kb, source, &work, &verdicts, args.rows.fail_on, style.lang)
}

/// Every message of a file.
pub fn messages(kb: &'static Kb, path: &Path, args: &CheckMessageArgs, day: chrono::NaiveDate, style: &Style) -> Result<u8, Stop> {
    let more = rows::MESSAGE_EXTRAS.iter().map(|name| batch::ExtraColumn { name: (*name).to_owned(), required: false }).collect();
    let source = open(path, &args.rows, more, MAX_BYTES, style)?;
    let work = rows::Messages::new(kb, Checker::for_many(kb), args.kind.map(super::message::kind), day, format(style), source.columns());
    let verdicts: Vec<(&str, u8)> = MessageVerdict::ALL.iter().map(|v| (v.id(), super::message::severity(*v))).collect();
    run(kb, source, &work, &verdicts, args.rows.fail_on, style.lang)
}

/// Every description of a problem of a file.
pub fn issues(kb: &'static Kb, path: &Path, args: &IssuesArgs, style: &Style) -> Result<u8, Stop> {
    let source = open(path, &args.rows, Vec::new(), batch::LONGEST_ROW, style)?;
    let work = rows::Issues::new(Matcher::for_many(kb), format(style), source.columns());
    let outcomes: Vec<(&str, u8)> = rows::ISSUE_OUTCOMES.iter().map(|id| (*id, code::OK)).collect();
    run(kb, source, &work, &outcomes, args.rows.fail_on, style.lang)
}

fn format(style: &Style) -> RowFormat {
    match style.format {
        Format::Jsonl | Format::Json => RowFormat::Jsonl,
        Format::Csv => RowFormat::Csv,
        Format::Table | Format::Plain | Format::Svg | Format::Html | Format::Markdown | Format::Text => RowFormat::Table(style.lang),
    }
}

/// Bytes of rows that a thread takes at a time where the answers are about as long as the rows.
const SHORT_ANSWERS: usize = 32 << 10;

/// Opens an input whose items have `more` with them.
fn open(path: &Path, args: &Rows, more: Vec<batch::ExtraColumn>, longest: usize, style: &Style) -> Result<batch::Source, Stop> {
    let form = match (&args.column, &args.field) {
        (Some(column), _) => batch::Form::Csv(column.clone(), more),
        (None, Some(field)) => batch::Form::Json(field.clone(), more),
        (None, None) => batch::Form::Lines,
    };
    let source = batch::Source::open(path, form, args.encoding, longest).map_err(bad_source)?;
    // In JSON a row becomes more than a hundred times as long, and several blocks wait for each thread.
    Ok(match format(style) {
        RowFormat::Jsonl => source,
        RowFormat::Csv | RowFormat::Table(_) => source.in_blocks(SHORT_ANSWERS),
    })
}

/// Every row: answers to standard output, progress and a summary to standard error. `verdicts` are the question's, each with its exit code.
fn run(
    kb: &Kb,
    source: batch::Source,
    work: &dyn batch::Work,
    verdicts: &[(&str, u8)],
    fail_on: Option<FailOn>,
    lang: Lang,
) -> Result<u8, Stop> {
    let mut out = io::BufWriter::with_capacity(1 << 20, io::stdout().lock());
    let mut bar = Progress::new(source.total(), lang);
    let result = batch::run(source, work, &mut out, |read, rows| bar.tell(read, rows));
    bar.clear();
    let summary = match result {
        Ok(summary) => summary,
        // Whoever reads has seen enough.
        Err(batch::BatchError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(code::OK),
        Err(batch::BatchError::Output(error)) => {
            return Err(Stop::Failed(Text::new(
                format!("答えを書き出せませんでした: {}。空き容量を確かめてください。", why(&error).ja),
                format!("The answers could not be written: {}. Check the space left.", why(&error).en),
            )));
        }
        Err(batch::BatchError::Source(error)) => return Err(bad_source(error)),
    };
    let ids: Vec<&str> = verdicts.iter().map(|(id, _)| *id).collect();
    write_err(&rows::summary(&summary, &ids, lang));
    tell(origin::line(kb).as_ref(), lang);
    let worst = verdicts.iter().zip(&summary.verdicts).filter(|(_, n)| **n > 0).map(|((_, code), _)| *code).max().unwrap_or(code::OK);
    let least = match fail_on {
        None => return Ok(code::OK),
        Some(FailOn::Caution) => code::CAUTION,
        Some(FailOn::Danger) => code::DANGER,
    };
    Ok(if worst >= least { worst } else { code::OK })
}

fn bad_source(error: batch::SourceError) -> Stop {
    match error {
        batch::SourceError::Read(name, error) => {
            let (name, why) = (visible(&name), why(&error));
            Stop::Failed(Text::new(
                format!("{name} を読めません: {}。名前と権限を確かめてください。", why.ja),
                format!("{name} cannot be read: {}. Check its name and whether you may read it.", why.en),
            ))
        }
        batch::SourceError::NoColumn(name, columns) => {
            let (name, columns): (_, Vec<String>) = (visible(&name), columns.iter().map(|c| visible(c)).collect());
            Stop::Usage(Text::new(
                format!("「{name}」という列はありません。ある列: {}", columns.join("、")),
                format!("There is no column \"{name}\". The file has: {}", columns.join(", ")),
            ))
        }
        batch::SourceError::LongHeader(most) => {
            let most = most >> 20;
            Stop::Failed(Text::new(
                format!(
                    "最初の行（列の名前）が {most} MiB より長いか、引用符が閉じていません。CSV のファイルか、最初の行に列の名前があるかを確かめてください。"
                ),
                format!(
                    "The first line, with the names of columns, is longer than {most} MiB or has a quote that is not closed. Check that the file is CSV and begins with the names of columns."
                ),
            ))
        }
        batch::SourceError::Endless(row) => {
            let most = batch::ENDLESS >> 30;
            Stop::Failed(Text::new(
                format!(
                    "{row}行目が {most} GiB を過ぎても終わらないため、そこで止めました。1行に1件ずつ書かれた文字のファイルを指定してください。"
                ),
                format!("Row {row} does not end within {most} GiB, so it stopped there. Name a text file with one item a line."),
            ))
        }
        batch::SourceError::Empty => Stop::Failed(Text::new(
            "ファイルが空です。CSV には列の名前の行が要ります。",
            "The file is empty. CSV needs a first line with the names of columns.",
        )),
    }
}

/// A bar on standard error, where that is a terminal.
struct Progress {
    total: Option<u64>,
    lang: Lang,
    /// Columns of what is shown.
    shown: usize,
    next: std::time::Instant,
    /// Columns of the terminal; none where there is none.
    width: Option<usize>,
}

impl Progress {
    fn new(total: Option<u64>, lang: Lang) -> Progress {
        let width = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
        Progress { total, lang, shown: 0, next: std::time::Instant::now(), width }
    }

    fn tell(&mut self, read: u64, rows: u64) {
        let Some(width) = self.width.filter(|_| std::time::Instant::now() >= self.next) else {
            return;
        };
        self.next = std::time::Instant::now() + std::time::Duration::from_millis(200);
        let line = bar(self.total.map(|total| read as f64 / total.max(1) as f64), rows, width, self.lang);
        // What was there before goes, should it have been longer.
        let before = self.shown.saturating_sub(columns(&line));
        write_err_as_is(&format!("\r{line}{}", " ".repeat(before)));
        self.shown = columns(&line);
    }

    fn clear(&mut self) {
        if self.shown > 0 {
            write_err_as_is(&format!("\r{}\r", " ".repeat(self.shown)));
        }
    }
}

/// How far it is: the share of the file that is read, where its size is known, and how many rows. In less than `width` columns, so that it stays on its line.
fn bar(share: Option<f64>, rows: u64, width: usize, lang: Lang) -> String {
    let rows = lang.pick(format!("{rows}件"), format!("{rows} rows"));
    let fits = |line: String| if columns(&line) < width { line } else { String::new() };
    let Some(share) = share.map(|share| share.clamp(0.0, 1.0)) else {
        return fits(rows);
    };
    let percent = format!("{:3.0}%", share * 100.0);
    let numbers = format!("{percent} {rows}");
    if columns(&numbers) >= width {
        return fits(percent);
    }
    let room = width.saturating_sub(columns(&numbers) + "[] ".len() + 1).min(BAR);
    if room < SHORTEST {
        return numbers;
    }
    let full = (share * room as f64) as usize;
    format!("[{}{}] {numbers}", "#".repeat(full), " ".repeat(room - full))
}

/// Columns of the bar where there is room.
const BAR: usize = 30;

/// A shorter bar than this says nothing.
const SHORTEST: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_stays_on_its_line() {
        for width in 1..200 {
            for lang in [Lang::Ja, Lang::En] {
                for rows in [0, 7, 1_234_567] {
                    for share in [Some(0.0), Some(0.5), Some(1.0), Some(7.0), None] {
                        let line = bar(share, rows, width, lang);
                        assert!(columns(&line) < width, "{width}: {line}");
                        assert!(line.contains(&rows.to_string()) || width < 20, "{width}: {line}");
                    }
                }
            }
        }
        assert_eq!(bar(Some(0.5), 10, 80, Lang::En), format!("[{}{}]  50% 10 rows", "#".repeat(15), " ".repeat(15)));
        assert_eq!(bar(Some(1.0), 10, 24, Lang::Ja), "[###########] 100% 10件");
        assert_eq!(bar(Some(1.0), 10, 14, Lang::Ja), "100% 10件");
        assert_eq!(bar(Some(1.0), 10, 6, Lang::Ja), "100%");
        assert_eq!(bar(None, 10, 80, Lang::Ja), "10件");
    }
}
