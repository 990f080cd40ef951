//! Pages without borders and colours; also the parts that look the same in a terminal.

use super::Style;
use super::page::{Block, Page};
use super::wrap::{columns, pad, wrap};
use crate::text::escaped;

/// The marks before lines.
#[derive(Debug, Clone, Copy)]
pub struct Marks {
    /// Before a point.
    pub point: &'static str,
    /// Before an indispensable thing to have ready.
    pub must: &'static str,
    /// Before one that is good to have.
    pub may: &'static str,
    /// Before what stands under a title.
    pub indent: &'static str,
    /// Before a title.
    pub title: &'static str,
}

const MARKS: Marks = Marks { point: "- ", must: "[ ]", may: "[ ]", indent: "  ", title: "■ " };

/// The same in ASCII.
pub const ASCII: Marks = Marks { title: "# ", ..MARKS };

/// The page as lines.
pub fn render(page: &Page, style: &Style) -> String {
    blocks(page, style.width, if style.ascii { &ASCII } else { &MARKS })
}

/// The page as lines of a width, for what is no terminal.
pub fn lines_of(page: &Page, width: usize) -> String {
    blocks(page, width, &MARKS)
}

fn blocks(page: &Page, width: usize, marks: &Marks) -> String {
    let mut out = String::new();
    for (n, item) in page.blocks.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| page.blocks.get(n));
        if before.is_some_and(|b| gap(b, item)) {
            out.push('\n');
        }
        block(&mut out, item, width, marks);
    }
    out
}

/// Whether an empty line stands between two blocks.
pub fn gap(before: &Block, block: &Block) -> bool {
    !matches!(
        (before, block),
        (Block::Title(_), _)
            | (Block::Note(_), Block::Note(_))
            | (Block::Headline(..), Block::Paragraph(_))
            | (Block::Command(_), Block::Command(_))
            | (Block::Paragraph(_), Block::Points(_))
    )
}

/// One block as lines.
pub fn block(out: &mut String, block: &Block, width: usize, marks: &Marks) {
    match block {
        Block::Headline(_, text) | Block::Paragraph(text) | Block::Note(text) => lines(out, "", "", text, width),
        Block::Title(text) => lines(out, "", "", &format!("{}{text}", marks.title), width),
        Block::Steps(all) => {
            let digits = all.len().to_string().len();
            for (n, text) in all.iter().enumerate() {
                let number = format!("{}{:>digits$}. ", marks.indent, n + 1);
                lines(out, &number, &" ".repeat(columns(&number)), text, width);
            }
        }
        Block::Points(all) => {
            for text in all {
                let mark = format!("{}{}", marks.indent, marks.point);
                lines(out, &mark, &" ".repeat(columns(&mark)), text, width);
            }
        }
        Block::Boxes(all) => {
            for (must, text) in all {
                let mark = format!("{}{} ", marks.indent, if *must { marks.must } else { marks.may });
                lines(out, &mark, &" ".repeat(columns(&mark)), text, width);
            }
        }
        Block::Pairs(pairs) => {
            let widest = pairs.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
            for (name, text) in pairs {
                if widest + 2 + 20 <= width {
                    lines(out, &format!("{}  ", pad(name, widest)), &" ".repeat(widest + 2), text, width);
                } else {
                    lines(out, "", "", name, width);
                    lines(out, marks.indent, marks.indent, text, width);
                }
            }
        }
        Block::Table(titles, rows) => cards(out, titles, rows, width, marks),
        Block::Excerpt(all) => {
            for line in all {
                let indent = format!("{}| ", marks.indent);
                lines(out, &indent, &indent, &marked(line), width);
            }
        }
        Block::Map(map) => out.push_str(&map.lines(width, true, false)),
        // A command is for copying: it stays in one line, however long.
        Block::Command(text) => {
            out.push_str(marks.indent);
            out.push_str(text);
            out.push('\n');
        }
    }
}

/// A line of somebody else's text, with marks that also show without colour.
pub fn marked(line: &[(bool, String)]) -> String {
    line.iter().map(|(marked, text)| if *marked { format!(">>{}<<", escaped(text)) } else { escaped(text) }).collect()
}

/// A table as one list a row: the first cell as its head, the others as `title: cell`.
pub fn cards(out: &mut String, titles: &[String], rows: &[Vec<String>], width: usize, marks: &Marks) {
    for row in rows {
        let mut cells = row.iter().enumerate();
        if let Some((_, head)) = cells.next() {
            lines(out, marks.indent, marks.indent, head, width);
        }
        for (n, cell) in cells {
            if cell.is_empty() {
                continue;
            }
            let indent = marks.indent.repeat(2);
            let text = match titles.get(n) {
                Some(title) if !title.is_empty() => format!("{title}: {cell}"),
                _ => cell.clone(),
            };
            lines(out, &indent, &indent, &text, width);
        }
    }
}

fn lines(out: &mut String, first: &str, others: &str, text: &str, width: usize) {
    let room = width.saturating_sub(columns(first).max(columns(others)));
    for (n, line) in wrap(text, room).into_iter().enumerate() {
        out.push_str(if n == 0 { first } else { others });
        out.push_str(&line);
        out.push('\n');
    }
}
