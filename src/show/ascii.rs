//! Marks in ASCII only: whether others take one column or two depends on the terminal (UAX #11, class A). Japanese text itself stays.

use super::page::{Block, Page};

/// Each mark in texts, and what stands for it.
const MARKS: [(&str, &str); 14] = [
    ("―", "-"),
    ("—", "-"),
    ("–", "-"),
    ("→", "->"),
    ("←", "<-"),
    ("…", "..."),
    ("×", "x"),
    ("■", "#"),
    ("•", "*"),
    ("☐", "[ ]"),
    ("“", "\""),
    ("”", "\""),
    ("‘", "'"),
    ("’", "'"),
];

/// Every text of a page. Commands stay: they are for copying.
pub fn page(page: &mut Page) {
    for block in &mut page.blocks {
        match block {
            Block::Headline(_, text) | Block::Title(text) | Block::Paragraph(text) | Block::Note(text) => plain(text),
            Block::Steps(all) | Block::Points(all) => all.iter_mut().for_each(plain),
            Block::Boxes(all) => all.iter_mut().for_each(|(_, text)| plain(text)),
            Block::Pairs(all) => all.iter_mut().for_each(|(name, text)| {
                plain(name);
                plain(text);
            }),
            Block::Table(titles, rows) => titles.iter_mut().chain(rows.iter_mut().flatten()).for_each(plain),
            Block::Excerpt(lines) => lines.iter_mut().flatten().for_each(|(_, text)| plain(text)),
            // A map draws itself in ASCII where that is asked for.
            Block::Command(_) | Block::Map(_) => {}
        }
    }
}

fn plain(text: &mut String) {
    if text.is_ascii() {
        return;
    }
    for (mark, ascii) in MARKS {
        if text.contains(mark) {
            *text = text.replace(mark, ascii);
        }
    }
    // In a cell the bullet stands at the beginning of a line; within a line it divides words.
    *text = text
        .split('\n')
        .map(|line| line.strip_prefix('・').map_or_else(|| line.to_owned(), |rest| format!("- {rest}")))
        .collect::<Vec<_>>()
        .join("\n");
}

/// The space that keeps words together has done so once lines are broken.
pub fn spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
