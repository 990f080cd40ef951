//! Pages for a terminal.

use comfy_table::presets::{ASCII_FULL_CONDENSED, UTF8_FULL_CONDENSED};
use comfy_table::{ContentArrangement, Table};

use super::Style;
use super::page::{Block, Page, Tone};
use super::plain::{self, Marks};
use super::wrap::{columns, wrap};

/// A column that has to be wrapped needs at least this many columns of the terminal; a table that cannot give them becomes a list.
const LEAST_COLUMN: usize = 15;

/// What the widest column keeps at least when it gives way to the others: a day such as `11月25日(水)`.
const LEAST_GIVING: usize = 12;

/// What the borders of one column take, and those of the table besides.
const BORDER: usize = 3;

const MARKS: Marks = Marks { point: "・", must: "☐", may: "☐", indent: "  ", title: "■ " };

/// The page as lines.
pub fn render(page: &Page, style: &Style) -> String {
    let marks = if style.ascii { &plain::ASCII } else { &MARKS };
    let mut out = String::new();
    for (n, block) in page.blocks.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| page.blocks.get(n));
        if before.is_some_and(|b| plain::gap(b, block)) {
            out.push('\n');
        }
        match block {
            Block::Headline(tone, text) => {
                for line in wrap(text, style.width) {
                    paint(&mut out, &line, headline(*tone), style.color);
                }
            }
            Block::Title(text) => {
                for line in wrap(&format!("{}{text}", marks.title), style.width) {
                    paint(&mut out, &line, "1", style.color);
                }
            }
            Block::Excerpt(lines) if style.color => {
                for line in lines {
                    // The marks stay: colour alone does not tell everybody.
                    for text in wrap(&plain::marked(line), style.width.saturating_sub(4)) {
                        out.push_str("  | ");
                        out.push_str(&text.replace(">>", &format!("\u{1b}[{CAUTION}m>>")).replace("<<", "<<\u{1b}[0m"));
                        out.push_str("\u{1b}[0m\n");
                    }
                }
            }
            Block::Note(text) => {
                for line in wrap(text, style.width) {
                    paint(&mut out, &line, "2", style.color);
                }
            }
            Block::Map(map) => out.push_str(&map.lines(style.width, style.ascii, style.color)),
            Block::Table(titles, rows) => match grid(titles, rows, style) {
                Some(table) => {
                    out.push_str(&table);
                    out.push('\n');
                }
                None => plain::cards(&mut out, titles, rows, style.width, marks),
            },
            Block::Pairs(pairs) => {
                let rows: Vec<Vec<String>> = pairs.iter().map(|(name, text)| vec![name.clone(), text.clone()]).collect();
                match grid(&[], &rows, style) {
                    Some(table) => {
                        out.push_str(&table);
                        out.push('\n');
                    }
                    None => plain::block(&mut out, block, style.width, marks),
                }
            }
            _ => plain::block(&mut out, block, style.width, marks),
        }
    }
    out
}

/// Black writing on yellow, as a highlighter leaves it: yellow writing vanishes on white.
const CAUTION: &str = "30;43";

/// A band in the colour of the verdict, legible on light and dark. Black is never bold: many terminals show bold black as grey.
fn headline(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "1",
        Tone::Good => "30;42",
        Tone::Caution => CAUTION,
        Tone::Danger => "1;97;41",
    }
}

/// A line in an SGR style (ECMA-48).
fn paint(out: &mut String, line: &str, sgr: &str, color: bool) {
    if color && !line.is_empty() {
        out.push_str(&format!("\u{1b}[{sgr}m{line}\u{1b}[0m\n"));
    } else {
        out.push_str(line);
        out.push('\n');
    }
}

/// A bordered table, its cells wrapped beforehand; none when the width does not allow one.
fn grid(titles: &[String], rows: &[Vec<String>], style: &Style) -> Option<String> {
    let count = rows.iter().map(Vec::len).chain([titles.len()]).max()?;
    let room = style.width.checked_sub(BORDER * count + 1)?;
    let all = rows.iter().chain((!titles.is_empty()).then_some(titles).map(<[String]>::to_vec).as_ref()).cloned().collect::<Vec<_>>();
    let wanted: Vec<usize> =
        (0..count).map(|n| all.iter().filter_map(|row| row.get(n)).flat_map(|cell| cell.lines()).map(columns).max().unwrap_or(0)).collect();
    let widths = share(&wanted, room)?;
    let cells = |row: &[String]| -> Vec<String> {
        let empty = String::new();
        (0..count).map(|n| cell(row.get(n).unwrap_or(&empty), widths[n])).collect()
    };
    let mut table = Table::new();
    table
        .load_style(if style.ascii { ASCII_FULL_CONDENSED } else { UTF8_FULL_CONDENSED })
        .set_content_arrangement(ContentArrangement::Disabled);
    if !titles.is_empty() {
        table.set_header(cells(titles));
    }
    for row in rows {
        table.add_row(cells(row));
    }
    Some(table.trim_fmt())
}

/// The lines of a cell. What follows the first line of a point stands below its words, not below its bullet.
fn cell(text: &str, width: usize) -> String {
    let bullet = |line: &str| ["・", "- "].into_iter().find(|bullet| line.starts_with(bullet)).map_or(0, columns);
    if !text.lines().any(|line| bullet(line) > 0) || columns(text) <= width {
        return wrap(text, width).join("\n");
    }
    let lines = text.lines().map(|line| {
        let hang = bullet(line);
        match line.char_indices().find(|(at, _)| columns(&line[..*at]) >= hang).map(|(at, _)| line.split_at(at)) {
            Some((mark, rest)) => format!("{mark}{}", wrap(rest, width.saturating_sub(hang)).join(&format!("\n{}", " ".repeat(hang)))),
            None => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Shares `room` among columns: the widest gives what is missing if it can, so that the others stay whole. Else narrow ones get what they want, wide ones share the rest. None when too little is left for them.
fn share(wanted: &[usize], room: usize) -> Option<Vec<usize>> {
    let mut widths = wanted.to_vec();
    let missing = wanted.iter().sum::<usize>().saturating_sub(room);
    if let Some(widest) = widths.iter_mut().max()
        && *widest >= missing + LEAST_GIVING.max(*widest / 2)
    {
        *widest -= missing;
        return Some(widths);
    }
    let mut open: Vec<usize> = (0..wanted.len()).collect();
    let mut left = room;
    while !open.is_empty() {
        let each = left / open.len();
        let (fits, wide): (Vec<usize>, Vec<usize>) = open.iter().partition(|n| wanted[**n] <= each);
        // A little more than its share keeps a column whole, if the others can spare it: ids are for copying.
        let spare = |want: usize| want <= each + each / 8 && (left - want) / (open.len() - 1).max(1) >= LEAST_COLUMN;
        let slightly = wide.iter().copied().min_by_key(|n| wanted[*n]).filter(|n| open.len() > 1 && spare(wanted[*n]));
        if let (true, Some(whole)) = (fits.is_empty(), slightly) {
            left -= wanted[whole];
            open.retain(|n| *n != whole);
            continue;
        }
        if fits.is_empty() {
            if each < LEAST_COLUMN {
                return None;
            }
            for n in &wide {
                widths[*n] = each;
            }
            return Some(widths);
        }
        left -= fits.iter().map(|n| wanted[*n]).sum::<usize>();
        open = wide;
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_column_gives_way_only_where_that_suffices() {
        // Twelve columns are missing, and the widest keeps a day's width: the others stay whole.
        assert_eq!(share(&[22, 22, 10, 24], 66), Some(vec![22, 22, 10, 12]));
        // It would be left with less than half of what it wants: both give way.
        assert_eq!(share(&[10, 45, 300], 70), Some(vec![10, 30, 30]));
        // Two columns more than its share keep the last one whole, and the others share the rest.
        assert_eq!(share(&[40, 60, 24], 68), Some(vec![22, 22, 24]));
        assert_eq!(share(&[10, 20], 40), Some(vec![10, 20]));
        assert_eq!(share(&[40, 40], 29), None);
    }

    #[test]
    fn a_point_hangs_below_its_words() {
        assert_eq!(cell("two\n・あいうえお\n- a b c d", 8), "two\n・あいう\n  えお\n- a b c\n  d");
        assert_eq!(cell("あいうえお", 8), "あいうえ\nお");
    }
}
