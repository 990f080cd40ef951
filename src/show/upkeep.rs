//! The pages of `kb schema`, `kb claims` and `kb stale`.

use std::collections::BTreeMap;

use super::Style;
use super::explain::standing_words;
use super::page::{Block, Page, Tone};
use crate::ask::upkeep::claims::{self, Use};
use crate::ask::upkeep::schema::FileForm;
use crate::ask::upkeep::stale::{self, Dated};
use crate::kb::Entry;
use crate::text::Lang;

/// The files that there are, and how to see the form of each.
pub fn schemas(files: &[FileForm], style: &Style) -> Page {
    let lang = style.lang;
    let mut page = Page::default();
    let headline = lang.pick(format!("情報のファイルは{}個です", files.len()), format!("A knowledge base has {} files", files.len()));
    page.add(Block::Headline(Tone::Plain, headline));
    let titles = [lang.pick("ファイル", "File"), lang.pick("内容", "What is in it")].map(str::to_owned);
    let rows = files.iter().map(|f| vec![format!("{}.toml", f.name), f.text.get(lang).to_owned()]).collect();
    page.add(Block::Table(titles.to_vec(), rows));
    page.add(Block::Paragraph(lang.pick(
        "一つのファイルの形を、JSON Schema で出します。ファイルの最初の行に「#:schema 場所」と書くと、TOML に対応したエディターが入力を助け、誤りを示します。".to_owned(),
        "This prints the form of one file as JSON Schema. With `#:schema PLACE` in the first line of a file, editors with TOML support complete what you type and mark mistakes.".to_owned(),
    )));
    page.add(Block::Command("amazon-help kb schema issues > issues.json".to_owned()));
    page
}

/// Claims by standing, each with where it is used or why it is not.
pub fn claims(answer: &claims::Answer, style: &Style) -> Page {
    let lang = style.lang;
    let mut page = Page::default();
    let total: usize = answer.counts.iter().map(|(_, n)| n).sum();
    let used = answer.used;
    page.add(Block::Headline(
        Tone::Plain,
        lang.pick(
            format!("元の記事の主張{total}件のうち、{used}件を使っています"),
            format!("{used} of the source article's {total} claims are used"),
        ),
    ));
    let count = |(standing, n): &(_, usize)| (standing_words(*standing, lang).to_owned(), n.to_string());
    page.add(Block::Pairs(answer.counts.iter().map(count).collect()));
    let titles = [lang.pick("主張", "Claim"), lang.pick("内容", "What it says"), lang.pick("使っているところ", "Where it is used")];
    for group in &answer.groups {
        let (id, words) = (group.standing.id(), standing_words(group.standing, lang));
        let title = format!("{}: {}", if words == id { id.to_owned() } else { format!("{words} ({id})") }, group.claims.len());
        let rows = group.claims.iter().map(|c| vec![c.claim.id.clone(), c.claim.text.get(lang).to_owned(), places(c, lang)]).collect();
        page.section(&title, Block::Table(titles.map(str::to_owned).to_vec(), rows));
    }
    page
}

/// The entries that use a claim, or why none does.
fn places(used: &Use, lang: Lang) -> String {
    if let (true, Some(why)) = (used.entries.is_empty(), &used.claim.not_advice) {
        return lang.pick(format!("使わない: {}", why.ja), format!("not used: {}", why.en));
    }
    used.entries.iter().map(name).collect::<Vec<_>>().join("\n")
}

fn name(entry: &Entry) -> String {
    format!("{} {}", entry.file, entry.id)
}

/// What is due for review, and what is next.
pub fn stale(answer: &stale::Answer, style: &Style) -> Page {
    let lang = style.lang;
    let mut page = Page::default();
    let (at, due, entries) = (answer.at, answer.due.len(), answer.entries);
    let (tone, headline) = if answer.due.is_empty() {
        (Tone::Good, lang.pick(format!("{at}の時点で、見直しの時期が来た項目はありません"), format!("Nothing is due for review on {at}")))
    } else {
        (
            Tone::Caution,
            lang.pick(
                format!("{at}の時点で、{entries}件のうち{due}件が見直しの時期を過ぎています"),
                format!("{due} of {entries} entries are due for review on {at}"),
            ),
        )
    };
    page.add(Block::Headline(tone, headline));
    let (number, other) = (answer.review_days.number, answer.review_days.other);
    page.add(Block::Paragraph(lang.pick(
        format!("見直しの間隔: 電話番号は{number}日、ほかは{other}日"),
        format!("Review periods: {number} days for phone numbers, {other} days for everything else"),
    )));
    if !answer.due.is_empty() {
        let titles = [
            lang.pick("確認した日", "Checked"),
            lang.pick("遅れ（日）", "Days late"),
            lang.pick("項目", "Entry"),
            lang.pick("ファイル", "File"),
            lang.pick("出典", "Sources"),
        ];
        let row = |d: &Dated| {
            // A part of `kb.toml` is called what it is.
            let entry = if d.entry.kind == d.entry.id { d.entry.id.clone() } else { format!("{} {}", d.entry.kind, d.entry.id) };
            vec![d.checked.to_string(), d.days_overdue.to_string(), entry, d.entry.file.clone(), d.entry.sources.join(" ")]
        };
        page.add(Block::Table(titles.map(str::to_owned).to_vec(), answer.due.iter().map(row).collect()));
    }
    page.add(Block::Note(next(&answer.next, lang)));
    page
}

/// How many entries of which kind fall due next, and when.
fn next(entries: &[Dated], lang: Lang) -> String {
    let Some(first) = entries.first() else {
        return lang.pick("この後に見直しの時期が来る項目はありません。", "No other entry falls due after that.").to_owned();
    };
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    entries.iter().for_each(|d| *kinds.entry(&d.entry.file).or_default() += 1);
    let kinds = kinds.into_iter().map(|(file, n)| format!("{file} {n}")).collect::<Vec<_>>().join(", ");
    lang.pick(
        format!("次に時期が来るのは{}の{}件です（{kinds}）。", first.due, entries.len()),
        format!("The next fall due on {}: {} entries ({kinds}).", first.due, entries.len()),
    )
}
