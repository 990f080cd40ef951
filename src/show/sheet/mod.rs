//! `prepare` as a sheet to keep: HTML to print, Markdown for notes. Both are made from the same parts.

mod html;
mod markdown;

use super::prepare::{self, Piece};
use super::{Format, Style, origin, page::Page, route};
use crate::ask::prepare::Answer;
use crate::kb::Kb;
use crate::text::Lang;

/// The parts of a sheet, in the reader's language.
struct Sheet<'a> {
    lang: Lang,
    title: String,
    channel: &'a str,
    voice: bool,
    url: &'a str,
    when: Vec<(String, String)>,
    steps: Vec<String>,
    boxes: Vec<Tick<'a>>,
    /// Each line in the reader's language; and in the one to say, where that is another.
    script: Vec<(Vec<Piece<'a>>, Option<Vec<Piece<'a>>>)>,
    tips: Vec<String>,
    never_tell: Vec<String>,
    warnings: Vec<String>,
    keep: Vec<String>,
    notes: Vec<String>,
}

/// A box to tick.
struct Tick<'a> {
    name: &'a str,
    place: &'a str,
    must: bool,
    /// What was filled in.
    value: Option<&'a str>,
    /// Whether room to write is of use.
    room: bool,
}

impl<'a> Sheet<'a> {
    fn new(kb: &Kb, answer: &'a Answer, style: &Style) -> Sheet<'a> {
        let lang = style.lang;
        let tick = |need: &'a crate::ask::prepare::Need| {
            let value = answer.value(&need.id).map(|value| value.get(lang));
            let room = value.is_some() || answer.asked_for(&need.id);
            Tick { name: need.name.get(lang), place: need.place.get(lang), must: need.must, value, room }
        };
        let said = |line| (lang == Lang::En).then(|| prepare::pieces(answer, line, Lang::Ja));
        let mut when = prepare::when(kb, answer, style);
        // The entrance has a place of its own.
        when.retain(|(_, text)| *text != answer.url);
        let mut notes = Vec::new();
        if !answer.others.is_empty() {
            notes.push(route::others(&answer.others, lang));
        }
        notes.push(route::sources(kb, &answer.sources, lang));
        let mut small = Page::default();
        if let Some(overdue) = &answer.overdue {
            small.overdue(overdue, lang);
        }
        notes.extend(small.blocks.into_iter().filter_map(|block| match block {
            super::page::Block::Paragraph(text) => Some(text),
            _ => None,
        }));
        let about = kb.about();
        notes.push(match origin::line(kb) {
            Some(line) => line.get(lang).to_owned(),
            None => lang.pick(
                format!("amazon-help の組み込みの情報（{}、{}）から作りました。", about.name.ja, about.edition),
                format!("Made from the knowledge base built into amazon-help ({}, {}).", about.name.en, about.edition),
            ),
        });
        Sheet {
            lang,
            title: answer.name.get(lang).to_owned(),
            channel: answer.channel_name.get(lang),
            voice: answer.voice,
            url: &answer.url,
            when,
            steps: route::texts(&answer.steps, lang),
            boxes: answer.checklist.iter().map(tick).collect(),
            script: prepare::lines(answer, lang).map(|line| (prepare::pieces(answer, line, lang), said(line))).collect(),
            tips: route::texts(&answer.tips, lang),
            never_tell: route::texts(&answer.never_tell, lang),
            warnings: route::texts(&answer.warnings, lang),
            keep: route::texts(&answer.keep, lang),
            notes,
        }
    }

    fn subtitle(&self) -> String {
        self.lang.pick(format!("{}の準備", self.channel), format!("Get ready for {}", self.channel))
    }

    /// The titles of the sections, in the order of the fields.
    fn titles(&self) -> Titles {
        let pick = |ja, en| self.lang.pick(ja, en);
        Titles {
            have: pick("手元に用意するもの", "Have ready"),
            when: pick("いつ・どうやって", "When and how"),
            entrance: pick("公式の入口", "Official entrance"),
            script: if self.voice {
                pick("話すこと（この順に）", "What to say, in this order")
            } else {
                pick("書くこと（この順に）", "What to write, in this order")
            },
            tips: if self.voice { pick("話し方のコツ", "How to talk") } else { pick("書き方のコツ", "How to write") },
            never: pick("だれにも教えてはいけないもの", "Never tell anybody"),
            beware: pick("気をつけること", "Beware"),
            keep: pick("終わったら残しておくもの", "Keep afterwards"),
            must: pick("必須", "needed"),
        }
    }
}

struct Titles {
    have: &'static str,
    when: &'static str,
    entrance: &'static str,
    script: &'static str,
    tips: &'static str,
    never: &'static str,
    beware: &'static str,
    keep: &'static str,
    must: &'static str,
}

/// The answer as a sheet.
pub fn render(kb: &Kb, answer: &Answer, style: &Style) -> String {
    let sheet = Sheet::new(kb, answer, style);
    match style.format {
        Format::Html => html::render(&sheet),
        _ => markdown::render(&sheet),
    }
}
