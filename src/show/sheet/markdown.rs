//! The sheet as Markdown, with boxes to tick as GitHub, GitLab and note programs draw them.

use super::Sheet;
use crate::show::prepare::Piece;
use crate::text::{Lang, escaped};

/// The sheet.
pub fn render(sheet: &Sheet<'_>) -> String {
    let titles = sheet.titles();
    let mut out = format!("# {}\n\n{}\n", plain(&sheet.title), plain(&sheet.subtitle()));
    title(&mut out, titles.have);
    for tick in &sheet.boxes {
        let must = if tick.must { sheet.lang.pick(format!("（{}）", titles.must), format!(" ({})", titles.must)) } else { String::new() };
        let value = match tick.value {
            Some(value) => format!("  \n  → {}", plain(value)),
            None if tick.room => format!("  \n  → {}", sheet.lang.pick("＿＿＿＿＿＿＿＿", "______________")),
            None => String::new(),
        };
        out.push_str(&format!("- [ ] **{}**{must}: {}{value}\n", plain(tick.name), plain(tick.place)));
    }
    title(&mut out, titles.when);
    out.push_str(&format!("- **{}**: <{}>\n", titles.entrance, escaped(sheet.url)));
    for (name, text) in &sheet.when {
        let text = text.lines().map(plain).collect::<Vec<_>>().join(sheet.lang.pick("、", ", "));
        out.push_str(&format!("- **{}**: {text}\n", plain(name)));
    }
    out.push('\n');
    for (n, step) in sheet.steps.iter().enumerate() {
        out.push_str(&format!("{}. {}\n", n + 1, plain(step)));
    }
    title(&mut out, titles.script);
    for (n, (line, said)) in sheet.script.iter().enumerate() {
        out.push_str(&format!("{}. {}\n", n + 1, words(line, sheet.lang)));
        if let Some(said) = said {
            let indent = " ".repeat((n + 1).to_string().len() + 2);
            out.truncate(out.trim_end().len());
            out.push_str(&format!("  \n{indent}→ {}\n", words(said, Lang::Ja)));
        }
    }
    list(&mut out, titles.tips, "- ", &sheet.tips);
    list(&mut out, titles.never, "- ", &sheet.never_tell);
    list(&mut out, titles.beware, "- ", &sheet.warnings);
    list(&mut out, titles.keep, "- [ ] ", &sheet.keep);
    out.push_str("\n---\n");
    for note in &sheet.notes {
        out.push_str(&format!("\n{}\n", plain(note)));
    }
    out
}

fn title(out: &mut String, title: &str) {
    out.push_str(&format!("\n## {title}\n\n"));
}

fn list(out: &mut String, name: &str, mark: &str, all: &[String]) {
    if !all.is_empty() {
        title(out, name);
        all.iter().for_each(|text| out.push_str(&format!("{mark}{}\n", plain(text))));
    }
}

fn words(pieces: &[Piece<'_>], lang: Lang) -> String {
    let piece = |piece: &Piece<'_>| match piece {
        Piece::Own(text) | Piece::Value(text) => plain(text),
        // Brackets with a line in them are no link, and a line between a space and a bracket is no emphasis.
        Piece::Blank(label) => lang.pick(format!("〔{}：＿＿＿＿〕", plain(label)), format!("[{}: ______]", plain(label))),
    };
    pieces.iter().map(piece).collect()
}

/// Text that stays what it is in Markdown, and shows what is hidden in it.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in escaped(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '!' | '#' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
