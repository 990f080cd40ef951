//! The page of `channels`.

use super::page::{Block, Page, Tone};
use super::time::Clocks;
use super::{Format, Style, hours, route};
use crate::ask::channels::{Answer, Row};
use crate::kb::Kb;
use crate::text::{Lang, Text};

/// Columns of the terminal that a channel needs when they stand side by side, borders included.
const SIDE_BY_SIDE: usize = 21;

/// The same for the names of what is compared.
const NAMES: usize = 16;

/// From this width on, what takes a word or two stands in a table of its own.
const OVERVIEW: usize = 72;

/// Side by side where they fit; else what is short in one table, and the rest in one block a channel.
pub fn page(kb: &Kb, answer: &Answer, style: &Style) -> Page {
    let lang = style.lang;
    let clocks = Clocks { now: answer.at, home: answer.home, zone: style.zone, lang };
    let mut page = Page::default();
    page.add(Block::Headline(Tone::Plain, clocks.today()));
    let rows = &answer.channels;
    let fits = style.format == Format::Table && rows.len() > 1 && style.width >= SIDE_BY_SIDE * rows.len() + NAMES;
    if fits {
        page.add(side_by_side(rows, &clocks));
    } else {
        let overview = style.format == Format::Table && rows.len() > 1 && style.width >= OVERVIEW;
        if overview {
            page.add(short(rows, &clocks));
        }
        for row in rows {
            page.add(Block::Title(row.channel.name.get(lang).to_owned()));
            let first = if overview { Vec::new() } else { facts(row, &clocks) };
            page.add(Block::Pairs([first, long(row, lang)].concat()));
        }
    }
    let mut sources: Vec<String> = Vec::new();
    for id in rows.iter().flat_map(|r| &r.sources) {
        if !sources.contains(id) {
            sources.push(id.clone());
        }
    }
    page.add(Block::Note(route::sources(kb, &sources, lang)));
    page
}

/// A table with a column a channel.
fn side_by_side(rows: &[Row], clocks: &Clocks) -> Block {
    let lang = clocks.lang;
    let titles = std::iter::once(String::new()).chain(rows.iter().map(|r| r.channel.name.get(lang).to_owned())).collect();
    let columns: Vec<Vec<(String, String)>> = rows.iter().map(|r| [facts(r, clocks), long(r, lang)].concat()).collect();
    // Not every channel has every line.
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in columns.iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let cell =
        |column: &[(String, String)], name: &String| column.iter().find(|(n, _)| n == name).map_or_else(String::new, |(_, t)| t.clone());
    let lines = names.iter().map(|name| std::iter::once((*name).clone()).chain(columns.iter().map(|c| cell(c, name))).collect());
    Block::Table(titles, lines.collect())
}

/// What takes a word or two, a line a channel.
fn short(rows: &[Row], clocks: &Clocks) -> Block {
    let mut titles = vec![clocks.lang.pick("窓口", "Channel").to_owned()];
    titles.extend(rows.first().map(|r| facts(r, clocks)).unwrap_or_default().into_iter().map(|(name, _)| name));
    let line = |r: &Row| {
        let name = r.channel.name.get(clocks.lang).to_owned();
        std::iter::once(name).chain(facts(r, clocks).into_iter().map(|(_, text)| text)).collect()
    };
    Block::Table(titles, rows.iter().map(line).collect())
}

fn facts(row: &Row, clocks: &Clocks) -> Vec<(String, String)> {
    let lang = clocks.lang;
    let channel = &row.channel;
    vec![
        (lang.pick("今", "Now").to_owned(), hours::state(&row.hours, clocks)),
        (lang.pick("記録", "Record").to_owned(), lang.pick(stays(channel.record), yes(channel.record)).to_owned()),
        (
            lang.pick("添付", "Files").to_owned(),
            channel.attach.map_or(lang.pick("不明", "not known"), |a| lang.pick(can(a), yes(a))).to_owned(),
        ),
        (lang.pick("サインイン", "Sign-in").to_owned(), lang.pick(needed(channel.sign_in), yes(channel.sign_in)).to_owned()),
    ]
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn stays(is: bool) -> &'static str {
    if is { "残る" } else { "残らない" }
}

fn can(is: bool) -> &'static str {
    if is { "できる" } else { "できない" }
}

fn needed(is: bool) -> &'static str {
    if is { "必要" } else { "不要" }
}

/// What takes sentences.
fn long(row: &Row, lang: Lang) -> Vec<(String, String)> {
    let channel = &row.channel;
    let points = |all: &[Text]| all.iter().map(|t| format!("{}{}", lang.pick("・", "- "), t.get(lang))).collect::<Vec<_>>().join("\n");
    let versions: Vec<Text> = row.hours.versions.iter().map(|v| v.text.clone()).collect();
    let times = match (versions.as_slice(), row.hours.disputed) {
        ([], _) => lang.pick("わかっていません", "not known").to_owned(),
        ([one], _) => one.get(lang).to_owned(),
        (all, true) => format!("{}\n{}", lang.pick("情報が食い違っています:", "Sources disagree:"), points(all)),
        (all, false) => points(all),
    };
    let names: Vec<&str> = row.first_for.iter().map(|(_, name)| name.get(lang)).collect();
    let mut pairs = vec![
        (lang.pick("どんな窓口", "What it is").to_owned(), channel.summary.get(lang).to_owned()),
        (lang.pick("受付時間", "Hours").to_owned(), times),
        (lang.pick("返事", "Reply time").to_owned(), channel.reply_time.get(lang).to_owned()),
        (lang.pick("言語", "Languages").to_owned(), channel.languages.get(lang).to_owned()),
        (lang.pick("向く", "Good for").to_owned(), points(&channel.good_for)),
        (lang.pick("向かない", "Not for").to_owned(), points(&channel.bad_for)),
        (lang.pick("要るもの", "You need").to_owned(), points(&channel.needs)),
    ];
    if !names.is_empty() {
        pairs.push((lang.pick("最初に使う用件", "First for").to_owned(), names.join(lang.pick("、", "; "))));
    }
    if let Some(caution) = &channel.caution {
        pairs.push((lang.pick("注意", "Beware").to_owned(), caution.get(lang).to_owned()));
    }
    pairs
}
