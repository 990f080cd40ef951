//! A page before it is laid out: blocks in reading order, in one language.

use super::map::Map;
use crate::ask::Reason;
use crate::ask::review::Overdue;
use crate::kb::Kb;
use crate::kb::record::Severity;
use crate::text::Lang;

/// How a headline is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Plain information.
    Plain,
    /// It may be gone ahead with.
    Good,
    /// Care is needed.
    Caution,
    /// Stop.
    Danger,
}

/// One block of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The answer in one line.
    Headline(Tone, String),
    /// The title of what follows.
    Title(String),
    /// Running text.
    Paragraph(String),
    /// Numbered steps.
    Steps(Vec<String>),
    /// Points without an order.
    Points(Vec<String>),
    /// Points to tick off; whether each is indispensable.
    Boxes(Vec<(bool, String)>),
    /// Names with what they are.
    Pairs(Vec<(String, String)>),
    /// A table: titles of columns and rows.
    Table(Vec<String>, Vec<Vec<String>>),
    /// Lines of somebody else's text, each in stretches that are marked or not.
    Excerpt(Vec<Vec<(bool, String)>>),
    /// A command to copy.
    Command(String),
    /// Small print.
    Note(String),
    /// Days by hours.
    Map(Box<Map>),
}

/// Why the answer of a check is what it is, in one line: how much it weighs, in words, what to do because of it, and in brackets what it rests on.
pub fn reason(reason: &Reason, rests_on: &str, lang: Lang) -> String {
    let mark = match reason.severity {
        Severity::Danger => lang.pick("【危険】", "[danger] "),
        Severity::Caution => lang.pick("【注意】", "[caution] "),
        Severity::Note => "",
    };
    let advice: String = reason.advice.iter().map(|a| lang.pick(a.ja.clone(), format!(" {}", a.en))).collect();
    let rests_on = if rests_on.is_empty() { String::new() } else { format!(" [{rests_on}]") };
    format!("{mark}{}{advice}{rests_on}", reason.text.get(lang))
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its blocks.
    pub blocks: Vec<Block>,
}

impl Page {
    /// Adds a block.
    pub fn add(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a title and a block, unless the block would be empty.
    pub fn section(&mut self, title: &str, block: Block) {
        let empty = match &block {
            Block::Steps(all) | Block::Points(all) => all.is_empty(),
            Block::Boxes(all) => all.is_empty(),
            Block::Pairs(all) => all.is_empty(),
            Block::Table(_, rows) => rows.is_empty(),
            Block::Excerpt(lines) => lines.is_empty(),
            _ => false,
        };
        if !empty {
            self.add(Block::Title(title.to_owned()));
            self.add(block);
        }
    }

    /// Says in one line of 80 columns that some of the facts were due for review.
    pub fn overdue(&mut self, overdue: &Overdue, lang: Lang) {
        let since = overdue.since;
        self.add(Block::Paragraph(lang.pick(
            format!("{since}までに見直す予定だった情報があります。公式サイトで確かめてください。"),
            format!("Some of these facts were due for review on {since}; check the official site."),
        )));
    }

    /// Says which KB the answer is from, unless it is the built-in one alone.
    pub fn origin(&mut self, kb: &Kb, lang: Lang) {
        if let Some(line) = super::origin::line(kb) {
            self.add(Block::Note(line.get(lang).to_owned()));
        }
    }
}
