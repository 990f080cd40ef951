//! The sheet as one HTML page that needs nothing else: no script, no font, no picture. It prints on one sheet of A4.

use super::Sheet;
use crate::show::html::safe;
use crate::show::prepare::Piece;
use crate::show::wrap::columns;

/// How the page looks, on paper and on a screen.
const STYLE: &str = include_str!("sheet.css");

/// The page.
pub fn render(sheet: &Sheet<'_>) -> String {
    let lang = sheet.lang.pick("ja", "en");
    let title = format!("{} ― {}", sheet.title, sheet.subtitle());
    let body = body(sheet);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"format-detection\" content=\"telephone=no\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body class=\"{}\">\n{body}</body>\n</html>\n",
        safe(&title),
        size(sheet),
    )
}

/// How small the print has to be for one sheet, by how much there is to print. The bounds are measured with what a browser prints.
fn size(sheet: &Sheet<'_>) -> &'static str {
    let amount = amount(sheet);
    let [large, medium, middle, small] = sheet.lang.pick([4180, 5060, 5550, 6100], [4800, 6400, 7050, 7700]);
    match amount {
        n if n <= large => "large",
        n if n <= medium => "medium",
        n if n <= middle => "small middle",
        n if n <= small => "small",
        _ => "small tiny",
    }
}

fn amount(sheet: &Sheet<'_>) -> usize {
    let pieces = |all: &[Piece<'_>]| -> usize {
        all.iter()
            .map(|piece| match piece {
                Piece::Own(text) | Piece::Value(text) => columns(text),
                Piece::Blank(label) => columns(label) + 30,
            })
            .sum()
    };
    let script: usize = sheet.script.iter().map(|(line, said)| pieces(line) + said.as_deref().map_or(0, pieces)).sum();
    let texts = |all: &[String]| -> usize { all.iter().map(|text| columns(text)).sum() };
    let boxes: usize = sheet.boxes.iter().map(|b| columns(b.name) + columns(b.place) + b.value.map_or(0, columns)).sum();
    script * 2 + boxes + texts(&sheet.steps) + texts(&sheet.tips) + texts(&sheet.never_tell) + texts(&sheet.warnings) + texts(&sheet.keep)
}

fn body(sheet: &Sheet<'_>) -> String {
    let titles = sheet.titles();
    let mut out = format!("<header>\n<h1>{}</h1>\n<p>{}</p>\n</header>\n", safe(&sheet.title), safe(&sheet.subtitle()));
    out.push_str("<main>\n<div class=\"top\">\n");

    out.push_str(&format!("<section class=\"have\">\n<h2>{}</h2>\n<ul class=\"boxes\">\n", titles.have));
    for tick in &sheet.boxes {
        let must = if tick.must { format!(" <em>{}</em>", titles.must) } else { String::new() };
        let write = match tick.value {
            Some(value) => format!("<span class=\"write\"><b class=\"value\">{}</b></span>", safe(value)),
            None if tick.room => "<span class=\"write\"></span>".to_owned(),
            None => String::new(),
        };
        out.push_str(&format!(
            "<li><span{}><label><input type=\"checkbox\"> <b>{}</b>{must}</label>{write}</span> <small{}>{}</small></li>\n",
            if tick.room { " class=\"beside\"" } else { "" },
            safe(tick.name),
            if tick.must || tick.room { "" } else { " class=\"minor\"" },
            safe(tick.place)
        ));
    }
    out.push_str("</ul>\n</section>\n<div class=\"side\">\n");

    out.push_str(&format!(
        "<section class=\"when\">\n<h2>{}</h2>\n<p class=\"url\">{}: <a href=\"{url}\" rel=\"noreferrer\">{url}</a></p>\n<dl>\n",
        titles.when,
        titles.entrance,
        url = safe(sheet.url)
    ));
    for (name, text) in &sheet.when {
        let text = text.lines().map(safe).map(|line| format!("<span>{line}</span>")).collect::<Vec<_>>().join(sheet.lang.pick("、", ", "));
        out.push_str(&format!("<dt>{}</dt><dd>{text}</dd>\n", safe(name)));
    }
    out.push_str("</dl>\n");
    list(&mut out, "ol", &sheet.steps);
    out.push_str("</section>\n");
    section(&mut out, "never", titles.never, &sheet.never_tell);
    out.push_str("</div>\n</div>\n");

    out.push_str(&format!("<section class=\"say\">\n<h2>{}</h2>\n<ol>\n", titles.script));
    for (line, said) in &sheet.script {
        let line = words(line);
        out.push_str(&match said {
            Some(said) => format!("<li><p>{line}</p><p class=\"said\" lang=\"ja\">{}</p></li>\n", words(said)),
            None => format!("<li><p>{line}</p></li>\n"),
        });
    }
    out.push_str("</ol>\n</section>\n<div class=\"rest\">\n");

    section(&mut out, "tips", titles.tips, &sheet.tips);
    section(&mut out, "beware", titles.beware, &sheet.warnings);
    if !sheet.keep.is_empty() {
        out.push_str(&format!("<section class=\"keep\">\n<h2>{}</h2>\n<ul class=\"boxes\">\n", titles.keep));
        for text in &sheet.keep {
            out.push_str(&format!("<li><label><input type=\"checkbox\"> {}</label></li>\n", safe(text)));
        }
        let memo = sheet.lang.pick("メモ", "Notes");
        out.push_str(&format!("</ul>\n<p class=\"memo\">{memo}<span class=\"write\"></span></p>\n</section>\n"));
    }
    out.push_str("</div>\n</main>\n<footer>\n");
    for note in &sheet.notes {
        out.push_str(&format!("<p>{}</p>\n", safe(note)));
    }
    out.push_str("</footer>\n");
    out
}

fn section(out: &mut String, class: &str, title: &str, all: &[String]) {
    if !all.is_empty() {
        out.push_str(&format!("<section class=\"{class}\">\n<h2>{title}</h2>\n"));
        list(out, "ul", all);
        out.push_str("</section>\n");
    }
}

fn list(out: &mut String, tag: &str, all: &[String]) {
    if !all.is_empty() {
        out.push_str(&format!("<{tag}>\n"));
        all.iter().for_each(|text| out.push_str(&format!("<li>{}</li>\n", safe(text))));
        out.push_str(&format!("</{tag}>\n"));
    }
}

fn words(pieces: &[Piece<'_>]) -> String {
    let piece = |piece: &Piece<'_>| match piece {
        Piece::Own(text) => safe(text),
        Piece::Value(text) => format!("<b class=\"value\">{}</b>", safe(text)),
        Piece::Blank(label) => format!("<span class=\"blank\"><small>{}</small></span>", safe(label)),
    };
    pieces.iter().map(piece).collect()
}
