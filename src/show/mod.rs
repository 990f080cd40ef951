//! Laying out answers: the only place that knows widths, colours, borders and formats.
//!
//! Each answer becomes a page of blocks once; a renderer prints any page. JSON is made from the answer itself.

mod ascii;
mod channels;
mod days;
pub mod error;
mod explain;
mod faq;
mod guide;
mod hours;
mod html;
pub mod ics;
mod issues;
mod json;
mod kb;
mod map;
mod message;
mod number;
pub mod origin;
mod page;
mod plain;
mod prepare;
mod route;
pub mod rows;
mod sheet;
mod start;
mod svg;
mod table;
mod time;
mod upkeep;
mod url;
mod wrap;

use crate::ask;
use crate::ask::review::Overdue;
use crate::kb::Kb;
use crate::text::{Lang, Zone};

pub use json::VERSION as JSON_VERSION;
pub use json::upkeep::{report as report_json, schema};
pub use kb::report;
use page::Page;
pub use wrap::{columns, fold};

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
    /// Whether borders, bullets and marks are ASCII characters, for terminals that show some others two columns wide.
    pub ascii: bool,
    /// The user's time zone, where it is not the home zone.
    pub zone: Option<Zone>,
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
    /// One JSON object a line: of each row with `--input`, else of each answer.
    Jsonl,
    /// CSV, with `--input`.
    Csv,
    /// A picture of the coming days, with `hours`.
    Svg,
    /// A page: of the coming days with `hours`, to print with `prepare`.
    Html,
    /// Markdown for notes, with `prepare`.
    Markdown,
    /// Plain lines with room to write, for e-mail and notes, with `prepare`.
    Text,
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
    /// `issues`, one answer a text; none for the list of all.
    Issues(&'a [ask::issues::Answer<'a>]),
    /// `channels`
    Channels(&'a ask::channels::Answer),
    /// `faq`
    Faq(&'a ask::faq::Answer),
    /// `explain`
    Explain(&'a ask::explain::Answer),
    /// `kb schema`, all files
    Schemas(&'a [ask::upkeep::schema::FileForm]),
    /// `kb claims`
    Claims(&'a ask::upkeep::claims::Answer),
    /// `kb stale`
    Stale(&'a ask::upkeep::stale::Answer),
    /// `hours --week`
    Week(&'a ask::week::Answer),
}

/// The answer as it is printed, with a line end.
pub fn answer(kb: &Kb, answer: &Answer<'_>, style: &Style) -> String {
    match style.format {
        Format::Json => return json::document(kb, answer),
        Format::Jsonl => return json::lines(kb, answer),
        _ => {}
    }
    if let (Answer::Prepare(a), Format::Html | Format::Markdown) = (answer, style.format) {
        return sheet::render(kb, a, style);
    }
    let mut page = match answer {
        Answer::Route(a) => route::page(kb, a, style),
        Answer::Hours(a) => hours::page(kb, a, style),
        Answer::Number(all) => number::page(kb, all, style),
        Answer::Url(all) => url::page(kb, all, style),
        Answer::Message(a) => message::page(kb, a, style),
        Answer::Prepare(a) => prepare::page(kb, a, style),
        Answer::Issues(all) => issues::page(kb, all, style),
        Answer::Channels(a) => channels::page(kb, a, style),
        Answer::Faq(a) => faq::page(kb, a, style),
        Answer::Explain(a) => explain::page(a, style),
        Answer::Schemas(all) => upkeep::schemas(all, style),
        Answer::Claims(a) => upkeep::claims(a, style),
        Answer::Stale(a) => upkeep::stale(a, style),
        Answer::Week(a) => hours::week(kb, a, style),
    };
    if let Some(overdue) = overdue(answer) {
        page.overdue(&overdue, style.lang);
    }
    whole(page, kb, style)
}

/// What a person came to by the guide, as it is printed.
pub fn guide(kb: &Kb, answer: &ask::guide::Answer, style: &Style) -> String {
    let mut page = guide::page(kb, answer, style);
    if let Some(overdue) = answer.overdue() {
        page.overdue(&overdue, style.lang);
    }
    whole(page, kb, style)
}

/// What the program is for, for somebody who gave no command.
pub fn start(kb: &Kb, style: &Style) -> String {
    whole(start::page(kb, style.lang), kb, style)
}

/// Prints a page that says which KB it is from.
fn whole(mut page: Page, kb: &Kb, style: &Style) -> String {
    page.origin(kb, style.lang);
    if style.ascii {
        ascii::page(&mut page);
    }
    render(&page, style)
}

/// What is due for review of an answer.
fn overdue(answer: &Answer<'_>) -> Option<Overdue> {
    match answer {
        Answer::Channels(a) => a.overdue.clone(),
        Answer::Faq(a) => a.overdue.clone(),
        Answer::Explain(a) => a.overdue.clone(),
        Answer::Route(a) => a.overdue.clone(),
        Answer::Hours(a) => a.overdue.clone(),
        Answer::Week(a) => a.hours.overdue.clone(),
        Answer::Prepare(a) => a.overdue.clone(),
        Answer::Message(a) => a.overdue.clone(),
        Answer::Number(all) => Overdue::all(all.iter().map(|a| &a.overdue)),
        Answer::Url(all) => Overdue::all(all.iter().map(|a| &a.overdue)),
        // Lists of ids, and what is about the KB itself.
        Answer::Issues(_) | Answer::Schemas(_) | Answer::Claims(_) | Answer::Stale(_) => None,
    }
}

fn render(page: &Page, style: &Style) -> String {
    let text = match style.format {
        Format::Plain | Format::Text => plain::render(page, style),
        Format::Html => html::render(page, style.lang),
        Format::Svg => svg::render(page, style.lang),
        _ => table::render(page, style),
    };
    if style.ascii { ascii::spaces(&text) } else { text }
}
