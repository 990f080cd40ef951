//! A page as an SVG picture: one file without scripts that needs nothing else, legible in light and dark. Text is set line by line, the map is
//! drawn.

use super::html::{colours, safe};
use super::map::Map;
use super::page::{Block, Page};
use super::plain;
use crate::text::Lang;

/// Columns of text, and how wide one is, in pixels.
const COLUMNS: usize = 96;
const WIDTH: usize = 760;

/// Where text begins, how high a line and an hour are, how wide an hour is, and where hours begin.
const LEFT: usize = 16;
const LINE: usize = 20;
const CELL: usize = 24;
const HOURS: usize = 168;

const STYLE: &str = "text{font-family:system-ui,sans-serif;font-size:13px;white-space:pre}.head{font-weight:bold}.mid{text-anchor:middle}.small{font-size:10px}.now{stroke-width:3px}";

/// The page as a picture.
pub fn render(page: &Page, lang: Lang) -> String {
    let mut body = String::new();
    let mut y = LINE;
    let mut title = String::new();
    for block in &page.blocks {
        match block {
            Block::Map(map) => draw(&mut body, map, &mut y),
            block => {
                let head = matches!(block, Block::Headline(..) | Block::Title(_));
                if let (Block::Headline(_, text), true) = (block, title.is_empty()) {
                    title = safe(text);
                }
                if head {
                    y += LINE / 2;
                }
                let lines = plain::lines_of(&Page { blocks: vec![block.clone()] }, COLUMNS);
                for line in lines.lines() {
                    text(&mut body, LEFT, y, if head { "head" } else { "" }, line);
                    y += LINE;
                }
            }
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{y}\" viewBox=\"0 0 {WIDTH} {y}\" role=\"img\" xml:lang=\"{}\">\n\
         <title>{title}</title>\n<style>{STYLE}{}</style>\n<rect class=\"page\" width=\"{WIDTH}\" height=\"{y}\"/>\n{body}</svg>\n",
        lang.pick("ja", "en"),
        colours("fill", |ink, page| format!("text{{fill:{ink}}}.page{{fill:{page}}}.now{{stroke:{ink}}}")),
    )
}

fn text(out: &mut String, x: usize, y: usize, class: &str, line: &str) {
    out.push_str(&format!("<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{}</text>\n", safe(line)));
}

fn square(out: &mut String, (x, y): (usize, usize), class: &str, said: &str, glyph: &str) {
    let side = CELL - 2;
    out.push_str(&format!(
        "<g><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" class=\"{class}\"/>",
        safe(said)
    ));
    out.push_str(&format!("<text x=\"{}\" y=\"{}\" class=\"mid\">{glyph}</text></g>\n", x + side / 2, y + 16));
}

fn draw(out: &mut String, map: &Map, y: &mut usize) {
    let header = |out: &mut String, y: &mut usize, name: &str, hours: &[String]| {
        text(out, LEFT, *y, "", name);
        // Minutes take more room than an hour is wide.
        let step = if hours.iter().any(|h| h.contains(':')) { 2 } else { 1 };
        for (hour, name) in hours.iter().enumerate().step_by(step) {
            text(out, HOURS + hour * CELL + CELL / 2 - 1, *y, "mid small", name);
        }
        *y += LINE;
    };
    let home: Vec<String> = (0..24).map(|hour| hour.to_string()).collect();
    header(out, y, &map.home, &home);
    let mut shown = None;
    for row in &map.rows {
        if let Some(name) = &map.there {
            let there: Vec<String> = row.cells.iter().map(|c| c.as_ref().map_or_else(String::new, |c| c.there.clone())).collect();
            if shown.as_ref() != Some(&there) {
                header(out, y, name, &there);
                shown = Some(there);
            }
        }
        let mark = if row.holiday.is_some() { " *" } else { "" };
        text(out, LEFT, *y + 3, "", &format!("{}{mark}", row.label));
        for (hour, cell) in row.cells.iter().enumerate() {
            let Some(cell) = cell else { continue };
            let (now, said) = if cell.now { (" now", format!(", {}", map.now)) } else { ("", String::new()) };
            let meaning = map.legend.iter().find(|(shade, _)| *shade == cell.shade).map_or("", |(_, text)| text);
            let class = format!("{}{now}", cell.shade.id());
            let said = format!("{} {hour}:00 {meaning}{said}", row.label);
            square(out, (HOURS + hour * CELL, *y - 14), &class, &said, &cell.shade.glyph(false).to_string());
        }
        *y += CELL;
    }
    for (class, glyph, meaning) in map
        .legend
        .iter()
        .map(|(shade, text)| (shade.id().to_owned(), shade.glyph(false).to_string(), text.as_str()))
        .chain([("page now".to_owned(), String::new(), map.now)])
    {
        square(out, (LEFT, *y - 14), &class, meaning, &glyph);
        text(out, LEFT + CELL + 6, *y + 2, "", meaning);
        *y += CELL;
    }
    for note in &map.notes {
        for line in super::wrap::wrap(note, COLUMNS) {
            text(out, LEFT, *y, "", &line);
            *y += LINE;
        }
    }
}
