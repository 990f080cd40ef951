//! The page of `check-number`.

use super::Style;
use super::page::{Block, Page, Tone, reason};
use crate::ask::number::{Answer, Dial};
use crate::kb::Kb;
use crate::kb::record::{NumberSays, Verdict};
use crate::text::{Lang, visible};

/// One answer after the other.
pub fn page(kb: &Kb, answers: &[Answer], style: &Style) -> Page {
    let mut page = Page::default();
    for answer in answers {
        one(&mut page, kb, answer, style.lang);
    }
    page
}

fn one(page: &mut Page, kb: &Kb, answer: &Answer, lang: Lang) {
    page.add(head(kb, answer, lang));

    let mut pairs = vec![(lang.pick("判定", "Verdict").to_owned(), verdict(kb, answer.verdict, lang))];
    pairs.push((lang.pick("かける？", "Dial it?").to_owned(), dial(kb, answer, lang)));
    if let Some(name) = &answer.name {
        pairs.push((lang.pick("だれの番号", "Whose").to_owned(), name.get(lang).to_owned()));
    }
    if let Some(identity) = &answer.identity {
        let e164 = identity.e164.as_deref().filter(|e| *e != identity.written);
        let number = e164.map_or_else(|| whole(&identity.written), |e164| format!("{} ({e164})", whole(&identity.written)));
        let extension = answer.extension.as_ref().map_or_else(String::new, |x| lang.pick(format!(" 内線{x}"), format!(" ext. {x}")));
        pairs.push((lang.pick("番号", "Number").to_owned(), number + &extension));
        let mut kind: Vec<&str> = answer.class.iter().map(|c| c.name.get(lang)).collect();
        kind.extend(identity.area.map(|(ja, en)| lang.pick(ja, en)));
        kind.extend(answer.country_name.as_ref().map(|c| c.get(lang)));
        pairs.push((lang.pick("番号の種類", "Kind").to_owned(), kind.join(lang.pick("、", ", "))));
    }
    if let Some((cost, _)) = &answer.cost {
        pairs.push((lang.pick("通話料", "Cost").to_owned(), cost.get(lang).to_owned()));
    }
    page.add(Block::Pairs(pairs));

    let reasons = answer.reasons.iter().map(|r| reason(r, &r.sources.join(", "), lang)).collect();
    page.section(lang.pick("理由", "Why"), Block::Points(reasons));

    page.section(lang.pick("次にすること", "What to do now"), Block::Steps(answer.next.iter().map(|t| t.get(lang).to_owned()).collect()));
    let titles = [lang.pick("日付", "Date"), lang.pick("出典", "Source"), lang.pick("内容", "What it says")];
    let rows = answer
        .evidence
        .iter()
        .map(|e| {
            let date = e.date.clone().unwrap_or_else(|| lang.pick("日付なし", "undated").to_owned());
            vec![date, format!("{} [{}]", e.publisher.get(lang), e.source), format!("{}: {}", says(e.says, lang), e.text.get(lang))]
        })
        .collect();
    page.section(
        lang.pick("だれが何と言っているか（新しい順）", "Who says what (newest first)"),
        Block::Table(titles.map(str::to_owned).to_vec(), rows),
    );
}

/// What to do, and which number it is about.
pub fn head(kb: &Kb, answer: &Answer, lang: Lang) -> Block {
    Block::Headline(tone(answer.verdict), format!("{} ― {}", headline(kb, answer, lang), shown(answer)))
}

/// The number as it is repeated in the headline.
fn shown(answer: &Answer) -> String {
    match &answer.identity {
        Some(identity) => whole(&identity.written),
        None if answer.input.trim().is_empty() => "\"\"".to_owned(),
        None => visible(answer.input.trim()),
    }
}

/// A number with spaces that no line ends at.
fn whole(number: &str) -> String {
    number.replace(' ', "\u{a0}")
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Official | Verdict::PublicService => Tone::Good,
        Verdict::Dangerous => Tone::Danger,
        _ => Tone::Caution,
    }
}

/// What to do, in a few words.
fn headline<'a>(kb: &'a Kb, answer: &Answer, lang: Lang) -> &'a str {
    match answer.verdict {
        Verdict::Official => lang.pick("公式の番号とみられます", "Appears to be an official number"),
        Verdict::PublicService => lang.pick("公的な窓口などの番号です", "A number of a public service"),
        Verdict::Disputed => kb.about().dial.as_ref().map_or_else(
            || lang.pick("かけずに、公式の入口から連絡しましょう", "Do not dial; start from the official entrance"),
            |words| words.disputed_headline.get(lang),
        ),
        Verdict::Unknown => lang.pick("公式の番号とは確認できません", "Not known to be official"),
        Verdict::Suspicious => lang.pick("かけないでください。怪しい番号です", "Do not dial: suspicious"),
        Verdict::Dangerous => lang.pick("絶対にかけないでください。危険です", "Never dial this: dangerous"),
        Verdict::NotAPhoneNumber => lang.pick("電話番号ではありません", "Not a phone number"),
    }
}

pub fn verdict(kb: &Kb, verdict: Verdict, lang: Lang) -> String {
    let name = kb.about().name.get(lang);
    let words = match verdict {
        Verdict::Official => lang.pick(format!("{name}の番号だという情報が一致"), format!("sources agree that it is a number of {name}")),
        Verdict::PublicService => {
            lang.pick("公的な窓口など、別の用件の番号".to_owned(), "somebody else's number that is worth knowing".to_owned())
        }
        Verdict::Disputed => lang.pick("情報が食い違っている番号".to_owned(), "sources disagree about it".to_owned()),
        Verdict::Unknown => lang.pick(format!("{name}とのつながりは不明"), format!("nothing ties it to {name}")),
        Verdict::Suspicious => lang.pick("怪しい点がある番号".to_owned(), "there are warning signs".to_owned()),
        Verdict::Dangerous => lang.pick("危険な点がはっきりしている番号".to_owned(), "there are strong warning signs".to_owned()),
        Verdict::NotAPhoneNumber => lang.pick("電話番号として読めない".to_owned(), "it cannot be read as a phone number".to_owned()),
    };
    lang.pick(format!("{words}（{}）", verdict.id()), format!("{words} ({})", verdict.id()))
}

fn dial(kb: &Kb, answer: &Answer, lang: Lang) -> String {
    let words = kb.about().dial.as_ref();
    match answer.dial {
        Dial::Yes if answer.verdict == Verdict::PublicService => lang.pick("その窓口の用件なら、はい", "yes, for its own purpose"),
        Dial::Yes => words.map_or_else(|| lang.pick("はい", "yes"), |w| w.official.get(lang)),
        Dial::PreferCallback => words
            .map_or_else(|| lang.pick("いいえ。公式の入口を使います", "rather not: use the official entrance"), |w| w.disputed.get(lang)),
        Dial::No => lang.pick("いいえ", "no"),
    }
    .to_owned()
}

fn says(says: NumberSays, lang: Lang) -> &'static str {
    match says {
        NumberSays::InUse => lang.pick("使われている", "in use"),
        NumberSays::Retired => lang.pick("使われていない", "out of use"),
        NumberSays::Partner => lang.pick("関係先の番号", "a partner's"),
        NumberSays::Sender => lang.pick("SMSの送信元", "sends texts"),
        NumberSays::Scam => lang.pick("詐欺の報告", "reported as a scam"),
    }
}
