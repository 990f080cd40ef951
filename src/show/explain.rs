//! The page of `explain`.

use super::page::{Block, Page, Tone};
use super::{Style, route};
use crate::ask::explain::{Answer, Kind};
use crate::kb::record::{Severity, Standing};
use crate::text::{Lang, visible};

/// What it says, when it applies, who says so.
pub fn page(answer: &Answer, style: &Style) -> Page {
    let lang = style.lang;
    let mut page = Page::default();
    let kind = match answer.kind {
        Kind::Rule => lang.pick("規則", "rule"),
        Kind::Number => lang.pick("番号", "number"),
        Kind::Claim => lang.pick("元の記事の主張", "claim of the source article"),
        Kind::Source => lang.pick("出典", "source"),
        Kind::Problem => lang.pick("kb check のコード", "code of kb check"),
    };
    page.add(Block::Headline(Tone::Plain, format!("{} ― {kind}", answer.id)));
    page.add(Block::Paragraph(answer.text.get(lang).to_owned()));

    let mut pairs = Vec::new();
    if let Some(severity) = answer.severity {
        pairs.push((lang.pick("重さ", "Severity").to_owned(), severity_words(severity, lang).to_owned()));
    }
    if let Some(standing) = answer.standing {
        pairs.push((lang.pick("裏づけ", "Standing").to_owned(), standing_words(standing, lang).to_owned()));
    }
    for condition in &answer.when {
        pairs.push((lang.pick("条件", "When").to_owned(), condition.clone()));
    }
    if let Some(checked) = &answer.checked {
        pairs.push((lang.pick("確認した日", "Checked").to_owned(), checked.clone()));
    }
    if !pairs.is_empty() {
        page.add(Block::Pairs(pairs));
    }
    let notes = match answer.kind {
        Kind::Rule => lang.pick("どうするか", "What to do"),
        Kind::Problem => lang.pick("なぜ大切か、どう直すか", "Why it matters, and how to mend it"),
        _ => lang.pick("補足", "Notes"),
    };
    page.section(notes, Block::Points(route::texts(&answer.notes, lang)));
    let examples = answer.examples.iter().map(|(matches, number)| {
        let mark = if *matches { lang.pick("当てはまる", "matches") } else { lang.pick("当てはまらない", "does not match") };
        format!("{mark}: {}", visible(number))
    });
    page.section(lang.pick("例", "Examples"), Block::Points(examples.collect()));

    let titles = [lang.pick("日付", "Date"), lang.pick("出典", "Source"), lang.pick("内容・ページ", "What it says, where")];
    let rows = answer.evidence.iter().map(|w| {
        let says = w.says.as_ref().map_or_else(String::new, |s| format!("{}\n", s.get(lang)));
        let date = w.date.clone().unwrap_or_else(|| lang.pick("日付なし", "undated").to_owned());
        vec![date, format!("{} [{}]", w.publisher.get(lang), w.source), format!("{says}{}", w.page)]
    });
    page.section(lang.pick("出典", "Evidence"), Block::Table(titles.map(str::to_owned).to_vec(), rows.collect()));
    let claims = answer.claims.iter().map(|(id, text, standing)| format!("{id} ({}): {}", standing_words(*standing, lang), text.get(lang)));
    page.section(lang.pick("使っている主張", "Claims it uses"), Block::Points(claims.collect()));
    page
}

fn severity_words(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Note => lang.pick("お知らせ（判定は変わりません）", "note (does not change the verdict)"),
        Severity::Caution => lang.pick("注意（suspicious になります）", "caution (makes it suspicious)"),
        Severity::Danger => lang.pick("危険（dangerous になります）", "danger (makes it dangerous)"),
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
