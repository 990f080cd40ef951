//! The page of `check-message`.

use super::Style;
use super::number::verdict as number_verdict;
use super::page::{Block, Page, Tone, reason};
use crate::ask::Reason;
use crate::ask::message::Answer;
use crate::kb::Kb;
use crate::kb::record::MessageVerdict;
use crate::text::mail::{Closed, Opened};
use crate::text::{Lang, Text, visible};

/// How many reasons are given in full, the most severe first.
const REASONS: usize = 4;

/// How many links and numbers are listed; JSON has all.
const LISTED: usize = 10;

/// What to do first, then why, then the rest.
pub fn page(kb: &Kb, answer: &Answer, style: &Style) -> Page {
    let lang = style.lang;
    let mut page = Page::default();
    // What nobody has looked at comes first: the rest of the answer is not about it.
    for unread in unread(answer, lang) {
        page.add(Block::Paragraph(unread));
    }
    page.add(head(answer, lang));

    let mut pairs = vec![(lang.pick("判定", "Verdict").to_owned(), verdict(answer.verdict, lang))];
    if let Some(from) = &answer.from {
        let shown =
            if from.address.is_empty() { visible(&from.name) } else { format!("{} <{}>", visible(&from.name), visible(&from.address)) };
        pairs.push((lang.pick("差出人", "From").to_owned(), format!("{} {}", shown.trim(), sender(answer, lang)).trim().to_owned()));
    }
    if !answer.subject.is_empty() {
        pairs.push((lang.pick("件名", "Subject").to_owned(), visible(&answer.subject)));
    }
    page.add(Block::Pairs(pairs));

    page.section(lang.pick("次にすること", "What to do now"), Block::Steps(texts(&answer.next, lang)));
    page.section(lang.pick("理由", "Why"), Block::Points(reasons(answer, lang)));
    let excerpt = answer.excerpt.iter().map(|line| line.iter().map(|(marked, text)| (*marked, text.clone())).collect()).collect();
    page.section(lang.pick("メッセージの中の気になる言葉", "The words in the message that matter"), Block::Excerpt(excerpt));

    let titles = [lang.pick("リンク", "Link"), lang.pick("つながる先", "Leads to"), lang.pick("判定", "Verdict")];
    let rows = answer.links.iter().take(LISTED).map(|l| {
        let shown = l.shown.as_ref().map_or_else(|| visible(&l.text), |s| format!("「{}」→ {}", visible(s), visible(&l.text)));
        vec![
            shown,
            l.registrable_domain.clone().or_else(|| l.host.clone()).map_or_else(|| "-".to_owned(), |h| visible(&h)),
            l.verdict.to_owned(),
        ]
    });
    page.section(
        lang.pick("メッセージの中のリンク", "Links in the message"),
        Block::Table(titles.map(str::to_owned).to_vec(), rows.collect()),
    );
    more(&mut page, answer.links.len(), lang);
    let titles = [lang.pick("電話番号", "Number"), lang.pick("判定", "Verdict"), lang.pick("だれの番号", "Whose")];
    let rows = answer.numbers.iter().take(LISTED).map(|n| {
        let name = n.name.as_ref().map_or("-", |name| name.get(lang));
        vec![visible(&n.text), number_verdict(kb, n.verdict, lang), name.to_owned()]
    });
    page.section(
        lang.pick("メッセージの中の電話番号", "Phone numbers in the message"),
        Block::Table(titles.map(str::to_owned).to_vec(), rows.collect()),
    );
    more(&mut page, answer.numbers.len(), lang);

    for (_, name, steps) in &answer.after {
        page.section(&lang.pick(format!("もう{}とき", name.ja), format!("If {}", name.en)), Block::Steps(texts(steps, lang)));
    }
    for trouble in answer.troubles.iter().filter(|trouble| !trouble.hides_words()) {
        page.add(Block::Note(trouble.text().get(lang).to_owned()));
    }
    page
}

/// How many files are named.
const NAMED: usize = 3;

/// What was not looked at, and what to do about it.
fn unread(answer: &Answer, lang: Lang) -> Vec<String> {
    let mut all: Vec<String> = answer.troubles.iter().filter(|t| t.hides_words()).map(|t| t.text().get(lang).to_owned()).collect();
    if !all.is_empty() {
        all = vec![format!(
            "{}{}",
            all.join(lang.pick("", " ")),
            lang.pick(
                "そこにあるリンクや番号は使わず、公式のサイトかアプリで確かめてください。",
                " Do not use a link or number in them; check on the official site or in the app."
            )
        )];
    }
    let kind = |kind: Closed| match kind {
        Closed::Picture => lang.pick("画像", "picture"),
        Closed::Pdf => lang.pick("PDF", "PDF"),
        Closed::File => lang.pick("ファイル", "file"),
    };
    let closed = answer.attachments.iter().filter_map(|file| match file.opened {
        Opened::No(closed) if file.name.is_empty() => Some(kind(closed).to_owned()),
        Opened::No(closed) => Some(format!("{} {}", kind(closed), visible(&file.name))),
        Opened::Yes => None,
    });
    let elsewhere = answer.pictures.then(|| lang.pick("ネットから読み込まれる画像", "pictures loaded from the web").to_owned());
    let closed: Vec<String> = closed.chain(elsewhere).collect();
    if let Some(first) = closed.get(..closed.len().min(NAMED)).filter(|first| !first.is_empty()) {
        let rest = closed.len() - first.len();
        let more = if rest > 0 { lang.pick(format!("、ほか{rest}件"), format!(" and {rest} more")) } else { String::new() };
        let named = first.join(lang.pick("、", ", "));
        all.push(lang.pick(
            format!("開いて調べていないもの: {named}{more}。中の番号、リンク、QRコードは使わず、公式のサイトかアプリで確かめてください。"),
            format!("Not opened, so not checked: {named}{more}. Do not use a number, link or QR code in it; check on the official site or in the app."),
        ));
    }
    all
}

fn texts(all: &[Text], lang: Lang) -> Vec<String> {
    all.iter().map(|t| t.get(lang).to_owned()).collect()
}

fn more(page: &mut Page, count: usize, lang: Lang) {
    if count > LISTED {
        let rest = count - LISTED;
        page.add(Block::Note(
            lang.pick(format!("ほかに{rest}件（--format json ですべて見られます）"), format!("{rest} more (--format json has all)")),
        ));
    }
}

fn reasons(answer: &Answer, lang: Lang) -> Vec<String> {
    let rests_on = |r: &Reason| if r.sources.is_empty() { r.rule.clone() } else { format!("{}: {}", r.rule, r.sources.join(", ")) };
    let reason = |r: &Reason| reason(r, &rests_on(r), lang);
    let mut shown: Vec<String> = answer.reasons.iter().take(REASONS).map(reason).collect();
    if let Some(rest) = answer.reasons.len().checked_sub(REASONS).filter(|n| *n > 0) {
        let ids: Vec<&str> = answer.reasons[REASONS..].iter().map(|r| r.rule.as_str()).collect();
        let ids = ids.join(", ");
        shown.push(lang.pick(
            format!("ほかに{rest}個の規則に当てはまります: {ids}"),
            format!("{rest} more {} {ids}", if rest == 1 { "rule matches:" } else { "rules match:" }),
        ));
    }
    shown
}

/// What to do.
pub fn head(answer: &Answer, lang: Lang) -> Block {
    Block::Headline(tone(answer.verdict), headline(answer.verdict, lang).to_owned())
}

fn tone(verdict: MessageVerdict) -> Tone {
    match verdict {
        MessageVerdict::Dangerous => Tone::Danger,
        MessageVerdict::Suspicious => Tone::Caution,
        // Never green: nothing found is no clearance.
        MessageVerdict::NoWarningFound => Tone::Plain,
    }
}

fn headline(verdict: MessageVerdict, lang: Lang) -> &'static str {
    match verdict {
        MessageVerdict::Dangerous => lang.pick(
            "開かない、返信しない、電話しない ― 詐欺の疑いが強いメッセージです",
            "Do not tap, reply or call ― strong signs of a scam",
        ),
        MessageVerdict::Suspicious => lang.pick(
            "リンクを使わず、公式の入口から確かめましょう ― 怪しい点があります",
            "Do not use its links; check through the official entrance ― there are warning signs",
        ),
        MessageVerdict::NoWarningFound => lang.pick(
            "詐欺でよく見られる特徴は見つかりませんでした ― 本物だという証拠ではありません",
            "No warning sign that we know was found ― that does not make it genuine",
        ),
    }
}

fn verdict(verdict: MessageVerdict, lang: Lang) -> String {
    let words = match verdict {
        MessageVerdict::Dangerous => lang.pick("詐欺の疑いが強いメッセージ", "strong signs of a scam"),
        MessageVerdict::Suspicious => lang.pick("怪しい点があるメッセージ", "there are warning signs"),
        MessageVerdict::NoWarningFound => lang.pick("詐欺の特徴は見つからない", "no warning sign found"),
    };
    lang.pick(format!("{words}（{}）", verdict.id()), format!("{words} ({})", verdict.id()))
}

/// What the sender's address is worth.
fn sender(answer: &Answer, lang: Lang) -> &'static str {
    let has = |id: &str| answer.signs.iter().any(|sign| sign == id);
    if has("official-sender") {
        lang.pick("（公式のアドレスと同じですが、差出人は偽装できます）", "(matches an official address, but a sender can be forged)")
    } else if has("unofficial-sender") {
        lang.pick("（公式として知られているアドレスではありません）", "(not an address known as official)")
    } else {
        ""
    }
}
