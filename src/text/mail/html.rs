//! The visible text of an HTML page, and where its links lead.
//!
//! The tokenizer is the WHATWG's as the crate `html5gum` has it; there is no tree, so that time and memory stay linear. What a style on the spot hides
//! is left out ([`seen`]) where no style sheet could show it. Where it cannot be told what a reader sees, the page is read once more the other way,
//! and lines that are new stand behind the others: so a word that hidden letters pull apart is read whole, and hidden words are read too.

mod page;
mod seen;
mod style;
mod target;

use std::collections::HashSet;

use super::Link;
use page::Page;
use style::Sheets;

/// How deep pages in pages, and comments that one program reads as pages, are read.
const DEEPEST: usize = 3;

/// A page with fewer letters than this and with pictures says in them what it has to say.
const FEW_LETTERS: usize = 60;

/// What a reader may see of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visible {
    /// Its words, with line ends where blocks end.
    pub text: String,
    /// Its links.
    pub links: Vec<Link>,
    /// Whether it shows pictures and hardly any words.
    pub pictures: bool,
}

/// Which way a page is read where it cannot be told what a reader sees.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading {
    /// What a style on the spot hides is shown by a style sheet.
    sheets_show: bool,
    /// Words of pictures, controls and ruby do not stand among others.
    without_inserted: bool,
    /// Drawings and formulas are read as HTML.
    foreign_is_html: bool,
    /// Scripts are run: a page of its own, opened in a browser.
    scripts: bool,
    /// Comments that Word reads are read.
    of_word: bool,
}

/// Names that pages and pieces of pages begin with.
const BEGINNINGS: [&str; 49] = [
    "!doctype",
    "?xml",
    "html",
    "head",
    "body",
    "div",
    "table",
    "p",
    "a",
    "meta",
    "span",
    "style",
    "center",
    "font",
    "b",
    "i",
    "u",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "img",
    "br",
    "hr",
    "svg",
    "form",
    "iframe",
    "script",
    "title",
    "link",
    "ul",
    "ol",
    "section",
    "main",
    "article",
    "header",
    "td",
    "tr",
    "tbody",
    "strong",
    "em",
    "base",
    "input",
    "button",
    "blockquote",
    "pre",
    "small",
];

/// Whether a text is an HTML page or a piece of one.
pub fn looks_like_html(text: &str) -> bool {
    let Some(start) = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').strip_prefix('<') else {
        return false;
    };
    let end = start.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(start.len()).min(start.len());
    start.starts_with("!--") || (end <= 10 && BEGINNINGS.contains(&start[..end].to_ascii_lowercase().as_str()))
}

/// What a reader may see of `html`. `attached`: it is a file that a browser opens, not a mail.
pub fn read(html: &str, attached: bool) -> Visible {
    read_within(html, Reading { scripts: attached, ..Reading::default() }, 0)
}

fn read_within(html: &str, reading: Reading, depth: usize) -> Visible {
    let sheets = Sheets::of(html);
    let mut all = page::read(html, reading, &sheets);
    let mut seen = Seen::new(&all);
    let mut more = Vec::new();
    if all.hid && sheets.may_show() {
        more.push(Reading { sheets_show: true, ..reading });
    }
    if all.inserted {
        more.push(Reading { without_inserted: true, ..reading });
    }
    if all.foreign {
        more.push(Reading { foreign_is_html: true, sheets_show: all.hid && sheets.may_show(), ..reading });
    }
    for reading in more {
        let other = page::read(html, reading, &sheets);
        seen.add(&mut all, &other.out, other.links);
    }
    for inner in std::mem::take(&mut all.inner).into_iter().filter(|_| depth < DEEPEST) {
        let reading = Reading { of_word: inner.of_word, ..reading };
        let Visible { text, links, .. } = read_within(&inner.html, reading, depth + 1);
        seen.add(&mut all, &text, links);
    }
    let said = sheets.words();
    seen.add(&mut all, &said.join("\n\n"), Vec::new());
    if sheets.turns_around() {
        let turned: Vec<String> = all.out.lines().map(|line| line.chars().rev().collect()).collect();
        seen.add(&mut all, &turned.join("\n"), Vec::new());
    }
    let pictures = all.pictures > 0 && all.out.chars().filter(|c| c.is_alphanumeric()).take(FEW_LETTERS).count() < FEW_LETTERS;
    Visible { text: all.out.trim().to_owned(), links: all.links, pictures }
}

/// The lines and links that have been read.
struct Seen {
    lines: HashSet<String>,
    links: HashSet<(String, String)>,
}

impl Seen {
    fn new(page: &Page) -> Seen {
        let links = page.links.iter().map(|link| (link.target.clone(), link.text.clone())).collect();
        Seen { lines: page.out.lines().map(str::to_owned).collect(), links }
    }

    /// Adds what is new of another reading.
    fn add(&mut self, all: &mut Page, text: &str, links: Vec<Link>) {
        let new: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty() && self.lines.insert((*line).to_owned())).collect();
        if !new.is_empty() {
            all.out = format!("{}\n\n{}", all.out.trim_end(), new.join("\n\n"));
        }
        all.links.extend(links.into_iter().filter(|link| self.links.insert((link.target.clone(), link.text.clone()))));
    }
}

#[cfg(test)]
pub use tests_only::visible;

#[cfg(test)]
mod tests_only {
    use super::super::Link;

    /// What is visible of a page in a mail.
    pub fn visible(html: &str) -> (String, Vec<Link>) {
        let page = super::read(html, false);
        (page.text, page.links)
    }
}
