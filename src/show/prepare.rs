//! The page of `prepare`.

use super::page::{Block, Page, Tone};
use super::time::Clocks;
use super::{Style, hours, route};
use crate::ask::hours::home_zone;
use crate::ask::prepare::{Answer, ScriptLine};
use crate::kb::Kb;
use crate::text::Lang;

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
    if !answer.others.is_empty() {
        page.add(Block::Note(route::others(&answer.others, lang)));
    }

    let boxes = answer
        .checklist
        .iter()
        .map(|n| {
            let mark = if n.must { lang.pick("（必須）", " (needed)") } else { "" };
            (n.must, format!("{}{mark}: {}", n.name.get(lang), n.place.get(lang)))
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
    page.section(title, Block::Steps(script(&answer.script, lang)));
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

fn when(kb: &Kb, answer: &Answer, style: &Style) -> Vec<(String, String)> {
    let lang = style.lang;
    let clocks = Clocks { now: answer.at, home: home_zone(kb), zone: style.zone, lang };
    let mut pairs = vec![
        (lang.pick("公式の入口", "Official entrance").to_owned(), answer.url.clone()),
        (lang.pick("いつ", "When").to_owned(), answer.hours.advice.get(lang).to_owned()),
        (lang.pick("今", "Now").to_owned(), hours::state(&answer.hours, &clocks)),
    ];
    let quiet = hours::quiet(&answer.hours, &clocks);
    if !quiet.is_empty() {
        pairs.push((lang.pick("すいている目安", "Quiet windows").to_owned(), quiet.join("\n")));
    }
    pairs
}

/// The lines with blanks to fill in. A reader of English gets both languages: the one to understand, the one to say.
fn script(lines: &[ScriptLine], lang: Lang) -> Vec<String> {
    lines
        .iter()
        .filter(|line| line.reader.as_deref().is_none_or(|reader| reader == lang.pick("ja", "en")))
        .map(|line| match lang {
            Lang::Ja => filled(line, Lang::Ja),
            Lang::En => format!("{}\n→ {}", filled(line, Lang::En), filled(line, Lang::Ja)),
        })
        .collect()
}

/// A line with `〔注文番号: ＿＿＿〕` for each blank.
fn filled(line: &ScriptLine, lang: Lang) -> String {
    let mut text = line.text.get(lang).to_owned();
    for (id, label) in &line.blanks {
        let blank = match lang {
            Lang::Ja => format!("〔{}：＿＿＿＿〕", label.ja),
            Lang::En => format!("[{}: ______]", label.en),
        };
        text = text.replace(&format!("{{{id}}}"), &blank);
    }
    text
}
