//! The page of `faq`.

use super::page::{Block, Page, Tone};
use super::{Style, route};
use crate::ask::faq::Answer;
use crate::kb::Kb;
use crate::kb::record::FaqTopic;
use crate::text::{Lang, visible};

/// The list of topics, or those that fit in full.
pub fn page(kb: &Kb, answer: &Answer, style: &Style) -> Page {
    let lang = style.lang;
    let mut page = Page::default();
    match &answer.words {
        None => list(&mut page, answer, lang),
        Some(words) => {
            let words = visible(words);
            let count = answer.topics.len();
            page.add(Block::Headline(
                Tone::Good,
                lang.pick(
                    format!("「{words}」は、自分で解決できるかもしれません（{count}件）"),
                    format!("You may be able to settle \"{words}\" yourself ({count})"),
                ),
            ));
            answer.topics.iter().for_each(|topic| one(&mut page, kb, topic, lang));
            let mut issues: Vec<&str> = answer.topics.iter().filter_map(|t| t.issues.first()).map(String::as_str).collect();
            issues.dedup();
            if !issues.is_empty() {
                page.add(Block::Title(lang.pick("それでも解決しないとき", "If that does not settle it").to_owned()));
                issues.iter().for_each(|id| page.add(Block::Command(format!("amazon-help route --issue {id}"))));
            }
        }
    }
    page
}

fn list(page: &mut Page, answer: &Answer, lang: Lang) {
    page.add(Block::Headline(Tone::Plain, lang.pick("人に聞かなくても解決できること", "What can be settled without a person").to_owned()));
    let titles = [lang.pick("知りたいこと", "Question"), lang.pick("場所", "Where"), "ID"];
    let row = |t: &FaqTopic| vec![t.question.get(lang).to_owned(), t.place.get(lang).to_owned(), t.id.clone()];
    page.add(Block::Table(titles.map(str::to_owned).to_vec(), answer.topics.iter().map(row).collect()));
    page.add(Block::Title(lang.pick("やり方を見るには", "To see how").to_owned()));
    page.add(Block::Command(format!("amazon-help faq {}", lang.pick("<知りたいこと>", "<WORDS>"))));
}

fn one(page: &mut Page, kb: &Kb, topic: &FaqTopic, lang: Lang) {
    page.add(Block::Title(format!("{} [{}]", topic.question.get(lang), topic.id)));
    page.add(Block::Paragraph(lang.pick(format!("場所: {}", topic.place.ja), format!("Where: {}", topic.place.en))));
    page.add(Block::Points(sentences(topic.answer.get(lang), lang)));
    page.add(Block::Note(route::sources(kb, &topic.sources, lang)));
}

/// The sentences of a text: they say one thing after the other.
pub fn sentences(text: &str, lang: Lang) -> Vec<String> {
    let end = lang.pick("。", ". ");
    let (mut all, mut rest) = (Vec::new(), text);
    // A full stop inside brackets or quotation marks ends no sentence of the text.
    while let Some(at) = (rest.match_indices(end).map(|(at, _)| at + end.len())).find(|at| closed(&rest[..*at])) {
        all.push(rest[..at].trim().to_owned());
        rest = &rest[at..];
    }
    all.extend((!rest.trim().is_empty()).then(|| rest.trim().to_owned()));
    all
}

fn closed(text: &str) -> bool {
    let count = |marks: [char; 2]| text.matches(marks).count();
    count(['（', '「']) == count(['）', '」'])
        && text.matches('(').count() == text.matches(')').count()
        && text.matches('"').count().is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_apart() {
        let ja = "端末を見ます。次に、入れ直します（まだなら。）。終わりです";
        assert_eq!(sentences(ja, Lang::Ja), ["端末を見ます。", "次に、入れ直します（まだなら。）。", "終わりです"]);
        let en = "Open example.co.jp first. Then choose \"help. now\" there. Done.";
        assert_eq!(sentences(en, Lang::En), ["Open example.co.jp first.", "Then choose \"help. now\" there.", "Done."]);
    }
}
