//! The page of `prepare`.

use super::error::check_first;
use super::page::{Block, Page, Tone};
use super::time::Clocks;
use super::{Format, Style, hours, route};
use crate::ask::hours::home_zone;
use crate::ask::prepare::{Answer, ScriptLine};
use crate::kb::Kb;
use crate::text::{Lang, escaped};

/// What to have ready, then the way there, then the words, then what to keep to oneself and what to keep.
pub fn page(kb: &Kb, answer: &Answer, style: &Style) -> Page {
    let lang = style.lang;
    let mut page = Page::default();
    page.add(Block::Headline(
        Tone::Plain,
        lang.pick(
            format!("{}: {}の準備", answer.name.ja, answer.channel_name.ja),
            format!("{}: get ready for {}", answer.name.en, answer.channel_name.en),
        ),
    ));
    if answer.contact {
        page.add(Block::Paragraph(check_first(lang).to_owned()));
    }
    if !answer.others.is_empty() {
        page.add(Block::Note(route::others(&answer.others, lang)));
    }

    let boxes = answer
        .checklist
        .iter()
        .map(|n| {
            let mark = if n.must { lang.pick("（必須）", " (needed)") } else { "" };
            let text = format!("{}{mark}: {}", n.name.get(lang), n.place.get(lang));
            match answer.value(&n.id) {
                Some(value) => (n.must, format!("{text}\n→ {}", escaped(value.get(lang)))),
                // Room to write, where the page is for that.
                None if style.format == Format::Text && answer.asked_for(&n.id) => (n.must, format!("{text}\n→ {}", "_".repeat(30))),
                None => (n.must, text),
            }
        })
        .collect();
    page.section(lang.pick("手元に用意するもの", "Have ready"), Block::Boxes(boxes));

    page.add(Block::Title(lang.pick("いつ・どうやって", "When and how").to_owned()));
    page.add(Block::Pairs(when(kb, answer, style)));
    page.add(Block::Steps(route::texts(&answer.steps, lang)));

    let title = if answer.voice {
        lang.pick("話すこと（この順に）", "What to say, in this order")
    } else {
        lang.pick("書くこと（この順に）", "What to write, in this order")
    };
    page.section(title, Block::Steps(script(answer, lang)));
    page.section(
        if answer.voice { lang.pick("話し方のコツ", "How to talk") } else { lang.pick("書き方のコツ", "How to write") },
        Block::Points(route::texts(&answer.tips, lang)),
    );
    page.section(lang.pick("だれにも教えてはいけないもの", "Never tell anybody"), Block::Points(route::texts(&answer.never_tell, lang)));
    page.section(lang.pick("気をつけること", "Beware"), Block::Points(route::texts(&answer.warnings, lang)));
    let keep = answer.keep.iter().map(|t| (false, t.get(lang).to_owned())).collect();
    page.section(lang.pick("終わったら残しておくもの", "Keep afterwards"), Block::Boxes(keep));
    page.add(Block::Note(route::sources(kb, &answer.sources, lang)));
    page
}

/// The entrance, and when to use it.
pub fn when(kb: &Kb, answer: &Answer, style: &Style) -> Vec<(String, String)> {
    let lang = style.lang;
    let clocks = Clocks { now: answer.at, home: home_zone(kb), zone: style.zone, lang };
    // What is kept or printed is read later: it says when it was made.
    let now = match style.format {
        Format::Text | Format::Html | Format::Markdown => clocks.today(),
        _ => lang.pick("今", "Now").to_owned(),
    };
    let mut pairs = vec![
        (lang.pick("公式の入口", "Official entrance").to_owned(), answer.url.clone()),
        (lang.pick("いつ", "When").to_owned(), answer.hours.advice.get(lang).to_owned()),
        (now, hours::state(&answer.hours, &clocks)),
    ];
    let quiet = hours::quiet(&answer.hours, &clocks);
    if !quiet.is_empty() {
        pairs.push((lang.pick("すいている目安", "Quiet windows").to_owned(), quiet.join("\n")));
    }
    pairs
}

/// The lines with blanks to fill in. A reader of English gets both languages: the one to understand, the one to say.
fn script(answer: &Answer, lang: Lang) -> Vec<String> {
    let filled = |line, lang| -> String { pieces(answer, line, lang).into_iter().map(|piece| shown(&piece, lang)).collect() };
    lines(answer, lang)
        .map(|line| match lang {
            Lang::Ja => filled(line, Lang::Ja),
            Lang::En => format!("{}\n→ {}", filled(line, Lang::En), filled(line, Lang::Ja)),
        })
        .collect()
}

/// `〔注文番号: ＿＿＿〕` for a blank.
fn shown(piece: &Piece<'_>, lang: Lang) -> String {
    match piece {
        Piece::Own(text) => (*text).to_owned(),
        Piece::Value(text) => escaped(text),
        Piece::Blank(label) => lang.pick(format!("〔{label}：＿＿＿＿〕"), format!("[{label}: ______]")),
    }
}

/// The lines for readers of a language.
pub fn lines(answer: &Answer, lang: Lang) -> impl Iterator<Item = &ScriptLine> {
    answer.script.iter().filter(move |line| line.reader.as_deref().is_none_or(|reader| reader == lang.pick("ja", "en")))
}

/// A stretch of a line to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words of the KB.
    Own(&'a str),
    /// A blank with its label.
    Blank(&'a str),
    /// What the user had filled in.
    Value(&'a str),
}

/// A line cut at its blanks, in one pass: braces in what the user wrote are no blanks.
pub fn pieces<'a>(answer: &'a Answer, line: &'a ScriptLine, lang: Lang) -> Vec<Piece<'a>> {
    let mut rest = line.text.get(lang);
    let mut pieces = Vec::new();
    while let Some((before, (id, after))) = rest.split_once('{').and_then(|(before, behind)| Some((before, behind.split_once('}')?))) {
        let Some((_, label)) = line.blanks.iter().find(|(blank, _)| blank == id) else {
            let end = before.len() + id.len() + 2;
            pieces.push(Piece::Own(&rest[..end]));
            rest = after;
            continue;
        };
        pieces.push(Piece::Own(before));
        pieces.push(match answer.value(id) {
            Some(value) => Piece::Value(value.get(lang)),
            None => Piece::Blank(label.get(lang)),
        });
        rest = after;
    }
    pieces.push(Piece::Own(rest));
    pieces
}
