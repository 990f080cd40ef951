//! A page as HTML: one file without scripts that needs nothing else, legible in light and dark.

use super::map::{Map, Shade};
use super::page::{Block, Page};
use crate::text::{Lang, escaped};

/// The colours of light and dark: of writing, of the page, and of each shade, on which the writing is legible.
const COLOURS: [(&str, &str); 7] = [
    ("#1b1b1b", "#f0f0f0"),
    ("#ffffff", "#161616"),
    ("#a9dfb8", "#1d6b36"),
    ("#cfe0f5", "#2b4a70"),
    ("#f2a49b", "#9c3027"),
    ("#e4e4e4", "#3a3a3a"),
    ("#ffe69a", "#6e5a00"),
];

const STYLE: &str = "body{font-family:system-ui,sans-serif;line-height:1.6;max-width:72rem;margin:1rem auto;padding:0 1rem}\
    h1{font-size:1.3rem}h2{font-size:1.1rem}.scroll{overflow-x:auto}table{border-collapse:collapse}\
    .map td{width:1.5rem;min-width:1.5rem;text-align:center}.map{border-collapse:separate;border-spacing:2px}.map th{font-weight:normal;text-align:left;white-space:nowrap;padding-right:.4rem;font-size:.85rem}\
    .map th[scope=col]{text-align:center;padding:0 .1rem;font-size:.7rem}.now{outline:3px solid currentColor;outline-offset:-3px;font-weight:bold}.legend span{display:inline-block;width:1.5rem;text-align:center;margin-right:.4rem}\
    .legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}.small{font-size:.9rem}";

/// The page as a document.
pub fn render(page: &Page, lang: Lang) -> String {
    let title = page.blocks.iter().find_map(|block| match block {
        Block::Headline(_, text) => Some(safe(text)),
        _ => None,
    });
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>{STYLE}{}</style>\n</head>\n<body>\n",
        lang.pick("ja", "en"),
        title.unwrap_or_default(),
        colours("background", |ink, page| format!("body{{color:{ink};background:{page}}}")),
    );
    for block in &page.blocks {
        out.push_str(&element(block));
        out.push('\n');
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Rules for the colours in light, and in dark where that is preferred. Written out, as not every program that shows pictures knows variables.
pub fn colours(property: &str, others: fn(&str, &str) -> String) -> String {
    let rules = |pick: fn((&'static str, &'static str)) -> &'static str| {
        let [ink, page, shades @ ..] = COLOURS.map(pick);
        let each: String = Shade::ALL.iter().zip(shades).map(|(s, colour)| format!(".{}{{{property}:{colour}}}", s.id())).collect();
        others(ink, page) + &each
    };
    format!("{}@media(prefers-color-scheme:dark){{{}}}", rules(|c| c.0), rules(|c| c.1))
}

/// Text that stays text: nothing of it acts on the page.
pub fn safe(text: &str) -> String {
    escaped(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

fn list(tag: &str, all: impl Iterator<Item = String>) -> String {
    format!("<{tag}>\n{}</{tag}>", all.map(|text| format!("<li>{text}</li>\n")).collect::<String>())
}

fn element(block: &Block) -> String {
    match block {
        Block::Headline(_, text) => format!("<h1>{}</h1>", safe(text)),
        Block::Title(text) => format!("<h2>{}</h2>", safe(text)),
        Block::Paragraph(text) => format!("<p>{}</p>", safe(text)),
        Block::Note(text) => format!("<p class=\"small\">{}</p>", safe(text)),
        Block::Command(text) => format!("<pre>{}</pre>", safe(text)),
        Block::Steps(all) => list("ol", all.iter().map(|t| safe(t))),
        Block::Points(all) => list("ul", all.iter().map(|t| safe(t))),
        Block::Boxes(all) => list("ul", all.iter().map(|(_, t)| safe(t))),
        Block::Excerpt(all) => list("ul", all.iter().map(|line| safe(&super::plain::marked(line)))),
        Block::Pairs(all) => {
            let rows: String =
                all.iter().map(|(name, text)| format!("<tr><th>{}</th><td>{}</td></tr>\n", safe(name), safe(text))).collect();
            format!("<table>\n{rows}</table>")
        }
        Block::Table(titles, rows) => {
            let row = |cells: &[String], tag: &str| cells.iter().map(|c| format!("<{tag}>{}</{tag}>", safe(c))).collect::<String>();
            let body: String = rows.iter().map(|cells| format!("<tr>{}</tr>\n", row(cells, "td"))).collect();
            format!("<table>\n<tr>{}</tr>\n{body}</table>", row(titles, "th"))
        }
        Block::Map(map) => self::map(map),
    }
}

fn map(map: &Map) -> String {
    let head = |name: &str, hours: &[String]| {
        let cells: String = hours.iter().map(|h| format!("<th scope=\"col\">{}</th>", safe(h))).collect();
        format!("<tr><th>{}</th>{cells}</tr>\n", safe(name))
    };
    let home: Vec<String> = (0..24).map(|hour| hour.to_string()).collect();
    let mut rows = head(&map.home, &home);
    let mut shown = None;
    for row in &map.rows {
        if let Some(name) = &map.there {
            let there: Vec<String> = row.cells.iter().map(|c| c.as_ref().map_or_else(String::new, |c| c.there.clone())).collect();
            if shown.as_ref() != Some(&there) {
                rows.push_str(&head(name, &there));
                shown = Some(there);
            }
        }
        let mark = if row.holiday.is_some() { " *" } else { "" };
        rows.push_str(&format!("<tr><th scope=\"row\">{}{mark}</th>", safe(&row.label)));
        for (hour, cell) in row.cells.iter().enumerate() {
            let Some(cell) = cell else {
                rows.push_str("<td></td>");
                continue;
            };
            let (now, said) = if cell.now { (" now", format!(", {}", map.now)) } else { ("", String::new()) };
            let meaning = map.legend.iter().find(|(shade, _)| *shade == cell.shade).map_or("", |(_, text)| text);
            let (id, glyph) = (cell.shade.id(), cell.shade.glyph(false));
            rows.push_str(&format!(
                "<td class=\"{id}{now}\" title=\"{} {hour}:00 {}{said}\">{glyph}</td>",
                safe(&row.label),
                safe(meaning)
            ));
        }
        rows.push_str("</tr>\n");
    }
    let mut legend: String = map
        .legend
        .iter()
        .map(|(shade, text)| format!("<li><span class=\"{}\">{}</span>{}</li>\n", shade.id(), shade.glyph(false), safe(text)))
        .collect();
    legend.push_str(&format!("<li><span class=\"now\">&nbsp;</span>{}</li>\n", map.now));
    let notes: String = map.notes.iter().map(|note| format!("<p class=\"small\">{}</p>\n", safe(note))).collect();
    format!("<div class=\"scroll\"><table class=\"map\">\n{rows}</table></div>\n<ul class=\"legend\">\n{legend}</ul>\n{notes}")
}
