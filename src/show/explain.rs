//! The page of `explain`.

use super::page::{Block, Page, Tone};
use super::{Style, route};
use crate::ask::explain::{Answer, Entry, Kind};
use crate::kb::record::{Severity, Standing};
use crate::text::{Lang, visible};

/// What it says, when it applies, where it is used, who says so; one entry after the other where several have the id.
pub fn page(answer: &Answer, style: &Style) -> Page {
    let mut page = Page::default();
    for entry in &answer.entries {
        one(&mut page, entry, style.lang);
    }
    page
}

fn one(page: &mut Page, entry: &Entry, lang: Lang) {
    page.add(Block::Headline(Tone::Plain, format!("{} ― {}", entry.id, entry.kind.name().get(lang))));
    if let Some(name) = &entry.name {
        page.add(Block::Paragraph(name.get(lang).to_owned()));
    }
    page.add(Block::Paragraph(entry.text.get(lang).to_owned()));

    let mut pairs = Vec::new();
    if let Some(severity) = entry.severity {
        pairs.push((
            lang.pick("重さ", "Severity").to_owned(),
            severity_words(severity, entry.commands.first().copied().unwrap_or_default(), lang).to_owned(),
        ));
    }
    if let Some(standing) = entry.standing {
        pairs.push((lang.pick("裏づけ", "Standing").to_owned(), standing_words(standing, lang).to_owned()));
    }
    for condition in &entry.when {
        pairs.push((lang.pick("条件", "When").to_owned(), condition.clone()));
    }
    if let Some(checked) = &entry.checked {
        pairs.push((lang.pick("確認した日", "Checked").to_owned(), checked.to_string()));
    }
    if !pairs.is_empty() {
        page.add(Block::Pairs(pairs));
    }
    for (title, texts) in &entry.sections {
        page.section(title.get(lang), Block::Points(route::texts(texts, lang)));
    }
    let notes = match entry.kind {
        Kind::Rule => lang.pick("どうするか", "What to do"),
        Kind::Problem => lang.pick("なぜ大切か、どう直すか", "Why it matters, and how to mend it"),
        Kind::Issue | Kind::Channel => lang.pick("気をつけること", "Beware"),
        _ => lang.pick("補足", "Notes"),
    };
    page.section(notes, Block::Points(route::texts(&entry.notes, lang)));
    let examples = entry.examples.iter().map(|(matches, example)| {
        let mark = if *matches { lang.pick("当てはまる", "matches") } else { lang.pick("当てはまらない", "does not match") };
        format!("{mark}: {}", visible(example))
    });
    page.section(lang.pick("例", "Examples"), Block::Points(examples.collect()));
    page.section(lang.pick("使われるところ", "Where it is used"), Block::Pairs(uses(entry, lang)));

    let titles = [lang.pick("日付", "Date"), lang.pick("出典", "Source"), lang.pick("内容・ページ", "What it says, where")];
    let rows = entry.evidence.iter().map(|w| {
        let says = w.says.as_ref().map_or_else(String::new, |s| format!("{}\n", s.get(lang)));
        let on = claims_by_standing(&w.on, lang);
        let date = w.date.clone().unwrap_or_else(|| lang.pick("日付なし", "undated").to_owned());
        vec![date, format!("{} [{}]", w.publisher.get(lang), w.source), format!("{says}{on}{}", w.page)]
    });
    page.section(lang.pick("出典", "Evidence"), Block::Table(titles.map(str::to_owned).to_vec(), rows.collect()));
    let claims = entry.claims.iter().map(|c| {
        let note = c.note.as_ref().map_or_else(String::new, |n| lang.pick(format!(" → {}", n.ja), format!(" → {}", n.en)));
        format!("{} ({}): {}{note}", c.id, standing_words(c.standing, lang), c.text.get(lang))
    });
    page.section(lang.pick("使っている主張", "Claims it uses"), Block::Points(claims.collect()));
}

/// The claims that a source bears on, a line a standing.
fn claims_by_standing(on: &[(String, Standing)], lang: Lang) -> String {
    let line = |standing: &Standing| {
        let ids: Vec<&str> = on.iter().filter(|(_, s)| s == standing).map(|(id, _)| id.as_str()).collect();
        if ids.is_empty() { String::new() } else { format!("{}: {}\n", standing_words(*standing, lang), ids.join(", ")) }
    };
    Standing::ALL.iter().map(line).collect()
}

/// The commands and the entries that use it, a line a kind.
fn uses(entry: &Entry, lang: Lang) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    if !entry.commands.is_empty() {
        pairs.push((lang.pick("コマンド", "commands").to_owned(), entry.commands.join(", ")));
    }
    for (kind, id) in &entry.used_by {
        let name = kind.name().get(lang).to_owned();
        match pairs.iter_mut().find(|(n, _)| *n == name) {
            Some((_, ids)) => ids.extend([", ", id]),
            None => pairs.push((name, id.clone())),
        }
    }
    pairs
}

/// What a rule's severity does to the verdict of the command it belongs to.
fn severity_words(severity: Severity, command: &str, lang: Lang) -> &'static str {
    match (severity, command) {
        (Severity::Note, "check-message") => {
            lang.pick("ほかの規則の部品（これだけでは判定は変わりません）", "note (a building block: changes no verdict by itself)")
        }
        (Severity::Note, _) => lang.pick("お知らせ（判定は変わりません）", "note (does not change the verdict)"),
        (Severity::Caution, "check-url") => lang.pick("注意（判定は変わりません）", "caution (a warning: does not change the verdict)"),
        (Severity::Danger, "check-url") => {
            lang.pick("危険（公式でないアドレスなら lookalike になります）", "danger (makes an address that is not official a lookalike)")
        }
        (Severity::Caution, _) => lang.pick("注意（suspicious になります）", "caution (makes it suspicious)"),
        (Severity::Danger, _) => lang.pick("危険（dangerous になります）", "danger (makes it dangerous)"),
    }
}

/// How a claim stands, in words.
pub fn standing_words(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Confirmed => lang.pick("ほかの資料も同じ", "confirmed"),
        Standing::Mixed => lang.pick("資料により違う", "mixed"),
        Standing::Contradicted => lang.pick("ほかの資料と食い違う", "contradicted"),
        Standing::Unverifiable => lang.pick("裏づけが見つからない", "unverifiable"),
        Standing::Unchecked => lang.pick("確かめていない", "unchecked"),
    }
}
