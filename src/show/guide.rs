//! The page that the guide ends with: all that is needed next, on about one screen.

use super::error::first_sentence;
use super::page::{Block, Page, Tone};
use super::time::Clocks;
use super::{Style, hours, message, number, route, url};
use crate::ask::guide::{Answer, Checked, Contact};
use crate::ask::hours::home_zone;
use crate::ask::{prepare, route as ask_route};
use crate::kb::Kb;
use crate::text::{Lang, Text};

/// How many things to do after a check are listed; the command named below lists all.
const NEXT: usize = 2;

/// How many quiet windows are listed.
const WINDOWS: usize = 2;

/// What to do about the contact first, as that cannot wait; then the way, what to have ready, what never to tell, and the commands.
pub fn page(kb: &Kb, answer: &Answer, style: &Style) -> Page {
    let lang = style.lang;
    let mut page = Page::default();
    contact(&mut page, kb, answer, lang);
    match &answer.route {
        Some(route) => way(&mut page, kb, route, style),
        None => {
            let head = lang.pick("公式の入口から、相談の内容を選びましょう", "Start from the official entrance and choose a subject there");
            page.add(Block::Headline(Tone::Good, head.to_owned()));
            page.add(Block::Paragraph(kb.about().entrance.text.get(lang).to_owned()));
            page.add(Block::Paragraph(kb.about().entrance.url.clone()));
        }
    }
    if let Some(prepare) = &answer.prepare {
        ready(&mut page, prepare, lang);
    }
    page.add(Block::Title(lang.pick("くわしく見るコマンド（同じ答えが出ます）", "The same in full, as commands").to_owned()));
    answer.commands.iter().for_each(|command| page.add(Block::Command(command.clone())));
    page
}

/// What became of the number or link, or what holds of any contact.
fn contact(page: &mut Page, kb: &Kb, answer: &Answer, lang: Lang) {
    let next: &[Text] = match &answer.checked {
        Some(Checked::Number(a)) => {
            page.add(number::head(kb, a, lang));
            &a.next
        }
        Some(Checked::Url(a)) => {
            page.add(url::head(a, lang));
            &a.next
        }
        Some(Checked::Message(a)) => {
            page.add(message::head(a, lang));
            &a.next
        }
        None => {
            let words = match answer.contact {
                None => return,
                Some(Contact::Call) => lang
                    .pick("来た電話では何も答えず、かけ直しもしないでください", "Tell the caller nothing, and do not call the number back"),
                Some(Contact::At(_)) => lang.pick(
                    "その番号やリンクは使わず、公式の入口から確かめましょう",
                    "Do not use that number or link; check through the official entrance",
                ),
            };
            page.add(Block::Headline(Tone::Caution, words.to_owned()));
            return;
        }
    };
    page.add(Block::Points(route::texts(&next[..next.len().min(NEXT)], lang)));
    if matches!(&answer.checked, Some(Checked::Message(a)) if !a.after.is_empty()) {
        let text = lang.pick(
            "もう開いた・入力した・払ったときにすることは、下の check-message の答えにあります。",
            "If you have already opened it, typed something in or paid: the answer of check-message below says what to do.",
        );
        page.add(Block::Paragraph(text.to_owned()));
    }
}

/// The channel to use first: when, where, how.
fn way(page: &mut Page, kb: &Kb, answer: &ask_route::Answer, style: &Style) {
    let lang = style.lang;
    let clocks = Clocks { now: answer.at, home: home_zone(kb), zone: style.zone, lang };
    page.add(route::head(answer, lang));
    let Some(first) = answer.recommendations.first() else {
        page.add(Block::Paragraph(answer.first.get(lang).to_owned()));
        return;
    };
    let mut pairs = vec![(lang.pick("今", "Now").to_owned(), hours::state(&first.hours, &clocks))];
    let quiet = hours::quiet(&first.hours, &clocks);
    if !quiet.is_empty() {
        let windows = quiet[..quiet.len().min(WINDOWS)].join("\n");
        pairs.push((lang.pick("すいている目安", "Quiet windows").to_owned(), windows));
    }
    if let Some(url) = &first.url {
        pairs.push((lang.pick("公式の入口", "Official entrance").to_owned(), url.clone()));
    }
    if let Some(second) = answer.recommendations.get(1) {
        let state = hours::state(&second.hours, &clocks);
        let words = lang.pick(format!("{}: {state}", second.name.ja), format!("{}: {state}", second.name.en));
        pairs.push((lang.pick("だめなら", "If not").to_owned(), words));
    }
    page.add(Block::Pairs(pairs));
    page.section(lang.pick("手順", "Steps"), Block::Steps(route::texts(&first.steps, lang)));
}

/// What to have ready and what never to tell, in a few words each.
fn ready(page: &mut Page, answer: &prepare::Answer, lang: Lang) {
    let names = |must| answer.checklist.iter().filter(move |need| need.must == must).map(|need| need.name.get(lang));
    let mut boxes: Vec<(bool, String)> = names(true).map(|name| (true, name.to_owned())).collect();
    let helpful: Vec<&str> = names(false).collect();
    if !helpful.is_empty() {
        let list = helpful.join(lang.pick("、", ", "));
        boxes.push((false, lang.pick(format!("あると役立つもの: {list}"), format!("Helpful: {list}"))));
    }
    page.section(lang.pick("手元に用意するもの", "Have ready"), Block::Boxes(boxes));
    let never: Vec<String> = answer.never_tell.iter().map(|text| first_sentence(text.get(lang), lang)).collect();
    page.add(Block::Title(lang.pick("だれにも教えてはいけないもの", "Never tell anybody").to_owned()));
    let sentences: String = never.iter().map(|thing| lang.pick(format!("{thing}。"), format!("{thing}. "))).collect();
    page.add(Block::Paragraph(sentences.trim_end().to_owned()));
}
