//! Laying out answers: the only place that knows widths, colours, borders and formats.
//!
//! Each answer becomes a page of blocks once; a renderer prints any page. JSON is made from the answer itself.

pub mod error;
mod explain;
mod hours;
mod json;
mod kb;
mod message;
mod number;
pub mod origin;
mod page;
mod plain;
mod prepare;
mod route;
pub mod rows;
mod table;
mod time;
mod url;
mod wrap;

use crate::ask;
use crate::kb::Kb;
use crate::text::Lang;

pub use json::VERSION as JSON_VERSION;
pub use kb::report;
use page::Page;

/// How wide a page may be set, in columns.
pub const WIDTHS: std::ops::RangeInclusive<usize> = 20..=400;

/// Width where there is no terminal to ask.
pub const DEFAULT_WIDTH: usize = 80;

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Language of the texts.
    pub lang: Lang,
    /// Form of the output.
    pub format: Format,
    /// Columns to print in.
    pub width: usize,
    /// Whether to use colour.
    pub color: bool,
    /// The user's time zone, where it is not the home zone.
    pub zone: Option<chrono_tz::Tz>,
}

/// Form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For reading in a terminal.
    #[default]
    Table,
    /// The same without borders and colours, for screen readers and pipes.
    Plain,
    /// One JSON document.
    Json,
    /// One JSON object a row, with `--input`.
    Jsonl,
    /// CSV, with `--input`.
    Csv,
}

/// An answer to any question.
#[derive(Debug)]
pub enum Answer<'a> {
    /// `route`
    Route(&'a ask::route::Answer),
    /// `hours`
    Hours(&'a ask::hours::Answer),
    /// `check-number`, one answer a number.
    Number(&'a [ask::number::Answer]),
    /// `check-url`, one answer an address.
    Url(&'a [ask::url::Answer]),
    /// `check-message`
    Message(&'a ask::message::Answer),
    /// `prepare`
    Prepare(&'a ask::prepare::Answer),
    /// `explain`
    Explain(&'a ask::explain::Answer),
}

/// The answer as it is printed, with a line end.
pub fn answer(kb: &Kb, answer: &Answer<'_>, style: &Style) -> String {
    if matches!(style.format, Format::Json | Format::Jsonl) {
        return json::document(kb, answer);
    }
    let mut page = match answer {
        Answer::Route(a) => route::page(kb, a, style),
        Answer::Hours(a) => hours::page(kb, a, style),
        Answer::Number(all) => number::page(kb, all, style),
        Answer::Url(all) => url::page(kb, all, style),
        Answer::Message(a) => message::page(kb, a, style),
        Answer::Prepare(a) => prepare::page(kb, a, style),
        Answer::Explain(a) => explain::page(a, style),
    };
    page.origin(kb, style.lang);
    render(&page, style)
}

fn render(page: &Page, style: &Style) -> String {
    match style.format {
        Format::Plain => plain::render(page, style.width),
        _ => table::render(page, style),
    }
}
