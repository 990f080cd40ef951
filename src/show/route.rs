//! The page of `route`.

use super::error::check_first;
use super::page::{Block, Page, Tone};
use super::time::Clocks;
use super::{Style, hours};
use crate::ask::hours::home_zone;
use crate::ask::route::{Answer, Recommendation};
use crate::kb::Kb;
use crate::text::{Lang, Text};

/// First the channel to use and its steps, then the order with reasons, then what never to do.
pub fn page(kb: &Kb, answer: &Answer, style: &Style) -> Page {
    let lang = style.lang;
    let clocks = Clocks { now: answer.at, home: home_zone(kb), zone: style.zone, lang };
    let mut page = Page::default();
    page.add(head(answer, lang));
    if answer.contact {
        page.add(Block::Paragraph(check_first(lang).to_owned()));
    }
    page.add(Block::Paragraph(answer.first.get(lang).to_owned()));
    if !answer.others.is_empty() {
        page.add(Block::Note(others(&answer.others, lang)));
    }

    if let Some(first) = answer.recommendations.first() {
        page.add(Block::Title(lang.pick(format!("{}の手順", first.name.ja), format!("Steps: {}", first.name.en))));
        page.add(Block::Steps(texts(&first.steps, lang)));
        if let Some(url) = &first.url {
            page.add(Block::Paragraph(lang.pick(format!("公式の入口: {url}"), format!("Official entrance: {url}"))));
        }
        if let Some(caution) = &first.caution {
            page.add(Block::Paragraph(caution.get(lang).to_owned()));
        }
    }

    let titles = ["", lang.pick("窓口", "Channel"), lang.pick("この順番の理由", "Why this order")];
    let rows = answer.recommendations.iter().map(|r| row(r, &clocks)).collect();
    page.section(lang.pick("おすすめの順番", "The order for you"), Block::Table(titles.map(str::to_owned).to_vec(), rows));
    let not_advised = answer.not_advised.iter().map(|(_, name, why)| format!("{}: {}", name.get(lang), why.get(lang))).collect();
    page.section(lang.pick("今回はおすすめしない窓口", "Not advised here"), Block::Points(not_advised));
    let notes = answer.notes.iter().map(|(name, note)| format!("{}: {}", name.get(lang), note.get(lang))).collect();
    page.section(lang.pick("あなたの場合", "In your case"), Block::Points(notes));

    let warnings = answer.warnings.iter().chain(&answer.reminders).map(|w| w.get(lang).to_owned()).collect();
    page.section(lang.pick("やってはいけないこと・気をつけること", "Never do this, and beware"), Block::Points(warnings));

    page.add(Block::Title(lang.pick("次に打つコマンド", "Commands to run next").to_owned()));
    page.add(Block::Command(format!("amazon-help prepare --issue {}", answer.issue)));
    page.add(Block::Command(format!("amazon-help check-number {}", lang.pick("<番号>", "<NUMBER>"))));
    page.add(Block::Note(sources(kb, &answer.sources, lang)));
    page
}

/// The issue and the channel to start with.
pub fn head(answer: &Answer, lang: Lang) -> Block {
    let words = match answer.recommendations.first() {
        Some(first) => {
            lang.pick(format!("{}: まず「{}」", answer.name.ja, first.name.ja), format!("{}: start with {}", answer.name.en, first.name.en))
        }
        None => lang.pick(
            format!("{}: 今の条件で使える窓口がありません", answer.name.ja),
            format!("{}: no channel fits these conditions", answer.name.en),
        ),
    };
    Block::Headline(if answer.recommendations.is_empty() { Tone::Caution } else { Tone::Good }, words)
}

fn row(r: &Recommendation, clocks: &Clocks) -> Vec<String> {
    let lang = clocks.lang;
    let reply = lang.pick(format!("返事: {}", r.reply_time.ja), format!("Reply time: {}", r.reply_time.en));
    vec![
        r.rank.to_string(),
        format!("{}\n{}", r.name.get(lang), hours::state(&r.hours, clocks)),
        format!("{}\n{reply}", texts(&r.why, lang).join(lang.pick("", " "))),
    ]
}

/// The texts in one language.
pub fn texts(all: &[Text], lang: Lang) -> Vec<String> {
    all.iter().map(|t| t.get(lang).to_owned()).collect()
}

/// What else may have been meant.
pub fn others(others: &[(String, Text)], lang: Lang) -> String {
    let names: Vec<String> = others.iter().map(|(id, name)| format!("{} (--issue {id})", name.get(lang))).collect();
    lang.pick(format!("ほかに考えられるもの: {}", names.join("、")), format!("Or did you mean: {}", names.join(", ")))
}

/// Who the answer rests on.
pub fn sources(kb: &Kb, ids: &[String], lang: Lang) -> String {
    let names: Vec<String> =
        ids.iter().map(|id| kb.source(id).map_or_else(|| id.clone(), |s| format!("{} [{id}]", s.publisher.get(lang)))).collect();
    let reviewed = kb.about().reviewed;
    lang.pick(format!("出典: {}。{reviewed}に確認。", names.join("、")), format!("Sources: {}. Checked {reviewed}.", names.join(", ")))
}
