//! A problem in somebody's own words, and what they want to have filled in.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use amazon_help::ask::issues::Matcher;
use amazon_help::ask::prepare::{self, fills};
use amazon_help::ask::{explain, faq, route};
use amazon_help::kb::record::Fill;
use amazon_help::show::{Answer, Format, Style, error};
use amazon_help::text::Lang;
use chrono::{TimeZone, Utc};

use super::{Choices, clean, day, kb, layout};

fn matcher() -> &'static Matcher<'static> {
    static MATCHER: OnceLock<Matcher<'static>> = OnceLock::new();
    MATCHER.get_or_init(|| Matcher::for_many(kb()))
}

/// Which issue the words are about, without its pages.
pub fn ranked(data: &[u8]) {
    matcher().rank(&String::from_utf8_lossy(data));
}

/// The words.
pub fn run(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    let mut choices = Choices::of(data);
    let at = Utc.with_ymd_and_hms(2026, 11, 25, 1, 0, 0).unwrap();
    let ranked = matcher().rank(text);
    assert_eq!(
        layout::document(kb(), &Answer::Issues(&[matcher().rank(text)])),
        layout::document(kb(), &Answer::Issues(std::slice::from_ref(&ranked)))
    );
    assert!(ranked.candidates.len() >= 3, "fewer than three candidates");
    assert!(ranked.candidates.windows(2).all(|w| w[0].score >= w[1].score), "not the best first");
    layout::pages(kb(), &Answer::Issues(&[ranked]), &mut choices);

    let no_answer = |why: &amazon_help::ask::NoAnswer| {
        [Lang::Ja, Lang::En].iter().for_each(|lang| clean::clean(&error::no_answer(why, *lang), "no answer"))
    };
    match faq::ask(kb(), &[text.to_owned()], day()) {
        Ok(answer) => drop(layout::pages(kb(), &Answer::Faq(&answer), &mut choices)),
        Err(why) => no_answer(&why),
    }
    match explain::ask(kb(), text.trim(), day()) {
        Ok(answer) => drop(layout::pages(kb(), &Answer::Explain(&answer), &mut choices)),
        Err(why) => no_answer(&why),
    }
    let question = route::Question { text: text.to_owned(), ..route::Question::default() };
    match route::ask(kb(), &question, at) {
        Ok(answer) => drop(layout::pages(kb(), &Answer::Route(&answer), &mut choices)),
        Err(why) => no_answer(&why),
    }
    let mut answer = sheet();
    for fill in Fill::ALL {
        // What cannot stand there leaves the answer as it was.
        let before = answer.clone();
        if fills::fill(kb(), &mut answer, &[(*fill, text)], day()).is_err() {
            assert_eq!(answer, before);
        }
    }
    filled(&answer, &mut choices);
}

/// What was filled in stays text, whatever the form of the page.
fn filled(answer: &prepare::Answer, choices: &mut Choices) {
    layout::pages(kb(), &Answer::Prepare(answer), choices);
    let page = |answer: &prepare::Answer, format| {
        let style = Style { lang: Lang::En, format, width: 80, color: false, ascii: false, zone: None };
        layout::page(kb(), &Answer::Prepare(answer), &style)
    };
    static KNOWN: OnceLock<BTreeSet<String>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let mut known = tags(&page(&sheet(), Format::Html));
        let mut filled = sheet();
        fills::fill(kb(), &mut filled, &[(Fill::Name, "x")], day()).unwrap();
        known.extend(tags(&page(&filled, Format::Html)));
        known
    });
    let has = tags(&page(answer, Format::Html));
    assert!(has.is_subset(known), "tags that are none of the page's own: {:?}", has.difference(known));
    page(answer, Format::Markdown);
    page(answer, Format::Text);
}

/// The page of an issue with blanks of every kind.
fn sheet() -> prepare::Answer {
    let question = route::Question { issue: Some("return".to_owned()), ..route::Question::default() };
    prepare::ask(kb(), &question, None, Utc.with_ymd_and_hms(2026, 11, 25, 1, 0, 0).unwrap()).unwrap()
}

/// All that stands between a `<` and what ends the name of a tag.
fn tags(page: &str) -> BTreeSet<String> {
    page.split('<').skip(1).filter_map(|tag| tag.split([' ', '>', '\n']).next()).map(str::to_owned).collect()
}
