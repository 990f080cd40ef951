//! The page of `issues`.

use super::error::check_first;
use super::page::{Block, Page, Tone};
use super::{Style, route};
use crate::ask::issues::{Answer, CANDIDATES};
use crate::kb::Kb;
use crate::text::visible;

/// Without a text the list of all issues; with texts what each comes to.
pub fn page(kb: &Kb, answers: &[Answer<'_>], style: &Style) -> Page {
    let lang = style.lang;
    let mut page = Page::default();
    let titles =
        |more: &[&str]| [lang.pick("用件", "Issue"), lang.pick("内容", "About")].iter().chain(more).map(|t| (*t).to_owned()).collect();
    if answers.is_empty() {
        page.add(Block::Headline(Tone::Plain, lang.pick("相談できる用件", "Issues that can be asked about").to_owned()));
        let rows = kb.issues().issue.iter().map(|i| vec![i.id.clone(), i.name.get(lang).to_owned()]).collect();
        page.add(Block::Table(titles(&[]), rows));
        page.add(Block::Paragraph(lang.pick("次に: amazon-help route --issue 用件", "Next: amazon-help route --issue ISSUE").to_owned()));
        return page;
    }
    for answer in answers {
        let input = visible(&answer.input);
        let headline = match answer.issue {
            Some(issue) => (Tone::Good, format!("{} ({}) ― {input}", issue.name.get(lang), issue.id)),
            None => (Tone::Caution, lang.pick(format!("当てはまる用件はありません ― {input}"), format!("No issue fits ― {input}"))),
        };
        page.add(Block::Headline(headline.0, headline.1));
        if answer.contact {
            page.add(Block::Paragraph(check_first(lang).to_owned()));
        }
        if let Some(aside) = answer.aside {
            page.section(aside.name.get(lang), Block::Points(route::texts(std::slice::from_ref(&aside.text), lang)));
        }
        let heading = if answer.issue.is_some() { lang.pick("候補", "Candidates") } else { lang.pick("近いもの", "The nearest") };
        let rows = answer
            .candidates
            .iter()
            .take(CANDIDATES)
            .map(|c| vec![c.issue.id.clone(), c.issue.name.get(lang).to_owned(), format!("{:.1}", c.score)]);
        page.section(heading, Block::Table(titles(&[lang.pick("点", "Score")]), rows.collect()));
        if let Some(issue) = answer.issue {
            page.add(Block::Paragraph(lang.pick("次に: ", "Next: ").to_owned() + "amazon-help route --issue " + &issue.id));
        }
    }
    page
}
