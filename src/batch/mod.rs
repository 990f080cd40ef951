//! Many questions from a file: one item a line, CSV, or JSON lines. Rows stream in order, both in memory and time bounded by the longest row.
//!
//! One thread reads and cuts the input into blocks of whole rows, as many threads as there are cores judge and lay them out, and the caller's
//! thread writes them in the order in which they came.

mod block;
mod source;

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use chrono::NaiveDate;

pub use block::{Block, Row};
pub use source::{Encoding, Form, Source, SourceError};

use crate::ask::number::{self, Question};
use crate::kb::Kb;
use crate::kb::record::{Found, Verdict};
use crate::show::rows::{Layout, RowFormat};
use crate::text::Text;

/// Blocks that may wait between two threads.
const WAITING: usize = 2;

/// What is asked of every row.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// Where the numbers were found, unless a row says otherwise.
    pub found: Option<Found>,
    /// Whether they called.
    pub incoming: bool,
    /// As of which day.
    pub at: NaiveDate,
}

/// What came of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows that were answered.
    pub rows: u64,
    /// Rows that could not be read.
    pub bad: u64,
    /// How many of each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [u64; 7],
}

impl Summary {
    fn add(&mut self, other: &Summary) {
        self.rows += other.rows;
        self.bad += other.bad;
        for (sum, n) in self.verdicts.iter_mut().zip(other.verdicts) {
            *sum += n;
        }
    }
}

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The input cannot be read, or is not what it was said to be.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The output cannot be written.
    #[error("the answers could not be written")]
    Output(#[source] io::Error),
}

/// Answers every row of `source` and writes the answers to `out` in the same order.
///
/// `progress` is told the bytes of input read and the rows written so far, block by block.
///
/// # Errors
/// [`BatchError`]; what was written before stays written. A closed pipe is an error of kind [`io::ErrorKind::BrokenPipe`].
pub fn run(
    kb: &Kb,
    mut source: Source,
    context: Context,
    format: RowFormat,
    out: &mut dyn Write,
    mut progress: impl FnMut(u64, u64),
) -> Result<Summary, BatchError> {
    let layout = Layout::new(kb, format, source.columns());
    out.write_all(layout.head().as_bytes()).map_err(BatchError::Output)?;
    let workers = thread::available_parallelism().map_or(2, usize::from).clamp(1, 16);
    thread::scope(|scope| {
        // Block n goes to worker n modulo their number, and comes back in the same turn: order needs no sorting.
        let mut work: Vec<SyncSender<Block>> = Vec::new();
        let mut done: Vec<Receiver<(Vec<u8>, Summary, u64)>> = Vec::new();
        for _ in 0..workers {
            let (send_work, take_work) = sync_channel::<Block>(WAITING);
            let (send_done, take_done) = sync_channel(WAITING);
            work.push(send_work);
            done.push(take_done);
            let layout = &layout;
            scope.spawn(move || {
                for block in take_work {
                    let read = block.bytes_read();
                    let (text, summary) = answer(kb, &block, context, layout);
                    if send_done.send((text, summary, read)).is_err() {
                        break;
                    }
                }
            });
        }
        let reader = scope.spawn(move || -> Result<(), SourceError> {
            let mut turn = 0;
            while let Some(block) = source.next_block()? {
                if work[turn % work.len()].send(block).is_err() {
                    break;
                }
                turn += 1;
            }
            Ok(())
        });
        let mut summary = Summary::default();
        let mut turn = 0;
        while let Ok((text, part, read)) = done[turn % done.len()].recv() {
            out.write_all(&text).map_err(BatchError::Output)?;
            summary.add(&part);
            progress(read, summary.rows + summary.bad);
            turn += 1;
        }
        out.flush().map_err(BatchError::Output)?;
        match reader.join() {
            Ok(end) => end?,
            Err(_) => return Err(BatchError::Output(io::Error::other("a thread failed"))),
        }
        Ok(summary)
    })
}

/// The answers to one block.
fn answer(kb: &Kb, block: &Block, context: Context, layout: &Layout) -> (Vec<u8>, Summary) {
    let mut out = Vec::with_capacity(block.size() * 2);
    let mut summary = Summary::default();
    block.rows(|row| {
        let value = match &row.value {
            Ok(value) => value,
            Err(why) => {
                summary.bad += 1;
                layout.bad(&mut out, &row, &why.text());
                return;
            }
        };
        let found = match row.found.as_deref().map(str::trim).filter(|f| !f.is_empty()) {
            None => context.found,
            Some(text) => match Found::ALL.iter().find(|f| f.id() == text) {
                Some(found) => Some(*found),
                None => {
                    summary.bad += 1;
                    layout.bad(&mut out, &row, &unknown_place(text));
                    return;
                }
            },
        };
        let question = Question { input: value, found, incoming: context.incoming, at: context.at };
        let judgement = number::judge(kb, &question);
        let verdict = judgement.as_ref().map_or(Verdict::NotAPhoneNumber, |j| j.verdict);
        summary.rows += 1;
        summary.verdicts[verdict as usize] += 1;
        layout.row(&mut out, &row, &question, &judgement);
    });
    (out, summary)
}

fn unknown_place(text: &str) -> Text {
    let all = Found::ALL.iter().map(|f| f.id()).collect::<Vec<_>>().join(" ");
    let text = crate::text::visible(text);
    Text::new(
        format!("「{text}」という場所はありません。使えるもの: {all}"),
        format!("\"{text}\" is no place a number is found at; use one of: {all}"),
    )
}
