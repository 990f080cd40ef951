//! Many questions of one kind from a file: one item a line, CSV, or JSON lines. Rows stream in order, both in memory and time bounded by the longest row.
//!
//! One thread reads and cuts the input into blocks of whole rows, as many threads as there are cores judge and lay them out, and the caller's
//! thread writes them in the order in which they came.

mod block;
mod json;
mod source;

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

pub use block::{Block, Extra, LONGEST_ROW, Row};
pub use source::{ENDLESS, Encoding, Extra as ExtraColumn, Form, Source, SourceError};

/// Blocks that may wait between two threads.
const WAITING: usize = 2;

/// What is asked of every row, and how the answers are laid out.
pub trait Work: Sync {
    /// What stands before the first row.
    fn head(&self) -> Vec<u8>;

    /// Answers one row.
    fn row(&self, out: &mut Vec<u8>, row: &Row<'_>) -> Outcome;
}

/// What came of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was answered: the place of its verdict in the order of the question's verdicts.
    Answered(usize),
    /// It could not be read.
    Bad,
}

/// What came of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows that were answered.
    pub rows: u64,
    /// Rows that could not be read.
    pub bad: u64,
    /// How many of each verdict, in the order of the question's verdicts; those behind the last that occurred are left out.
    pub verdicts: Vec<u64>,
}

impl Summary {
    fn add(&mut self, other: &Summary) {
        self.rows += other.rows;
        self.bad += other.bad;
        self.verdicts.resize(self.verdicts.len().max(other.verdicts.len()), 0);
        for (sum, n) in self.verdicts.iter_mut().zip(&other.verdicts) {
            *sum += n;
        }
    }

    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Bad => self.bad += 1,
            Outcome::Answered(verdict) => {
                self.rows += 1;
                self.verdicts.resize(self.verdicts.len().max(verdict + 1), 0);
                self.verdicts[verdict] += 1;
            }
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
pub fn run(mut source: Source, work: &dyn Work, out: &mut dyn Write, mut progress: impl FnMut(u64, u64)) -> Result<Summary, BatchError> {
    out.write_all(&work.head()).map_err(BatchError::Output)?;
    let workers = thread::available_parallelism().map_or(2, usize::from).clamp(1, 16);
    thread::scope(|scope| {
        // Block n goes to worker n modulo their number, and comes back in the same turn: order needs no sorting.
        let mut todo: Vec<SyncSender<Block>> = Vec::new();
        let mut done: Vec<Receiver<(Vec<u8>, Summary, u64)>> = Vec::new();
        for _ in 0..workers {
            let (send_work, take_work) = sync_channel::<Block>(WAITING);
            let (send_done, take_done) = sync_channel(WAITING);
            todo.push(send_work);
            done.push(take_done);
            scope.spawn(move || {
                for block in take_work {
                    let read = block.bytes_read();
                    let (text, summary) = answer(&block, work);
                    if send_done.send((text, summary, read)).is_err() {
                        break;
                    }
                }
            });
        }
        let reader = scope.spawn(move || -> Result<(), SourceError> {
            let mut turn = 0;
            while let Some(block) = source.next_block()? {
                if todo[turn % todo.len()].send(block).is_err() {
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
fn answer(block: &Block, work: &dyn Work) -> (Vec<u8>, Summary) {
    let mut out = Vec::with_capacity(block.size() * 2);
    let mut summary = Summary::default();
    block.rows(|row| summary.count(work.row(&mut out, &row)));
    (out, summary)
}
