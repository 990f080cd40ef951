//! The page of `check-url`.

use super::Style;
use super::page::{Block, Page, Tone, reason};
use crate::ask::url::Answer;
use crate::kb::Kb;
use crate::kb::record::{Purpose, UrlVerdict};
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
    page.add(head(answer, lang));

    let mut pairs = vec![(lang.pick("判定", "Verdict").to_owned(), verdict(kb, answer, lang))];
    if let Some(host) = &answer.host {
        pairs.push((lang.pick("接続先", "Opens").to_owned(), visible(host)));
        if let Some(shown) = &answer.shown {
            pairs.push((lang.pick("見かけ", "Shown as").to_owned(), visible(shown)));
        }
        let owner = answer
            .registrable_domain
            .as_deref()
            .map_or_else(|| lang.pick("なし（登録された名前ではありません）", "none (not a registered name)").to_owned(), visible);
        pairs.push((lang.pick("登録された名前", "Registered name").to_owned(), owner));
    }
    if let Some((purpose, _)) = &answer.purpose {
        pairs.push((lang.pick("用途", "Used for").to_owned(), purpose_name(*purpose, lang).to_owned()));
    }
    if let Some(found) = &answer.imitation {
        pairs.push((lang.pick("似せている名前", "Imitates").to_owned(), found.word.clone()));
    }
    if let Some((to, verdict)) = &answer.redirects_to {
        pairs.push((lang.pick("転送先", "Sends on to").to_owned(), format!("{} ({})", visible(to), verdict.id())));
    }
    page.add(Block::Pairs(pairs));

    page.section(lang.pick("次にすること", "What to do now"), Block::Steps(answer.next.iter().map(|t| t.get(lang).to_owned()).collect()));
    let reasons = answer.reasons.iter().map(|r| reason(r, &r.sources.join(", "), lang)).collect();
    page.section(lang.pick("理由", "Why"), Block::Points(reasons));
}

/// What to do, and which address it is about.
pub fn head(answer: &Answer, lang: Lang) -> Block {
    let input = answer.input.trim();
    let shown = if input.is_empty() { "\"\"".to_owned() } else { visible(input) };
    Block::Headline(tone(answer.verdict), format!("{} ― {shown}", headline(answer, lang)))
}

fn tone(verdict: UrlVerdict) -> Tone {
    match verdict {
        UrlVerdict::Official => Tone::Good,
        UrlVerdict::Lookalike => Tone::Danger,
        UrlVerdict::Hosted | UrlVerdict::NotOfficial | UrlVerdict::NotAUrl => Tone::Caution,
    }
}

fn headline(answer: &Answer, lang: Lang) -> &'static str {
    match answer.verdict {
        _ if leads_away(answer) => lang.pick(
            "開かないでください。公式の場所から別の場所へ送られます",
            "Do not open it: it leads from the official site to somewhere else",
        ),
        UrlVerdict::Official => lang.pick("公式ドメインのアドレスです", "This address is on an official domain"),
        UrlVerdict::Hosted => lang.pick("サインインしないでください", "Do not sign in there"),
        UrlVerdict::NotOfficial if answer.other_shop => lang.pick(
            "別の国の店のアドレスです。そこで買い物をしている人だけのものです",
            "A shop of another country: right only if you shop there",
        ),
        UrlVerdict::NotOfficial => lang.pick("公式のアドレスではありません", "Not an official address"),
        UrlVerdict::NotAUrl => lang.pick("ウェブのアドレスではありません", "Not a web address"),
        UrlVerdict::Lookalike => lang.pick("開かないでください", "Do not open it"),
    }
}

/// Whether the place itself is genuine and where it sends on to is not.
fn leads_away(answer: &Answer) -> bool {
    matches!(answer.verdict, UrlVerdict::NotOfficial | UrlVerdict::Lookalike) && answer.purpose.is_some() && answer.redirects_to.is_some()
}

fn verdict(kb: &Kb, answer: &Answer, lang: Lang) -> String {
    let name = kb.about().name.get(lang);
    let verdict = answer.verdict;
    let words = match verdict {
        _ if leads_away(answer) => {
            lang.pick("公式の場所から別の場所へ送るリンク".to_owned(), "an official page that sends on to somewhere else".to_owned())
        }
        UrlVerdict::Official => {
            lang.pick(format!("{name}の公式ドメインとして登録された場所"), format!("registered as an official domain of {name}"))
        }
        UrlVerdict::Hosted => lang.pick(
            "関係する場所だが、だれでもページやリンクを作れる".to_owned(),
            "related, but anybody can publish a page or link there".to_owned(),
        ),
        UrlVerdict::NotOfficial if answer.other_shop => {
            lang.pick(format!("{name}ではない、別の国の店"), format!("its own shop of another country, not {name}"))
        }
        UrlVerdict::NotOfficial => lang
            .pick("公式ではない場所（悪いという意味ではない）".to_owned(), "not official (which does not say that it is bad)".to_owned()),
        UrlVerdict::NotAUrl => lang.pick("アドレスとして読めない".to_owned(), "it cannot be read as a web address".to_owned()),
        UrlVerdict::Lookalike => lang.pick("公式に見せかけた場所".to_owned(), "made to look official".to_owned()),
    };
    lang.pick(format!("{words}（{}）", verdict.id()), format!("{words} ({})", verdict.id()))
}

fn purpose_name(purpose: Purpose, lang: Lang) -> &'static str {
    match purpose {
        Purpose::Shop => lang.pick("買い物・手続き・アカウント", "shop, services and account"),
        Purpose::Mail => lang.pick("メールの差出人", "sender of e-mail"),
        Purpose::ShortLink => lang.pick("短縮リンク", "short links"),
        Purpose::Hosting => lang.pick("だれでも使える置き場所", "hosting open to anybody"),
        Purpose::Corporate => lang.pick("会社の案内", "company news"),
        Purpose::Content => lang.pick("動画・画像などの配信", "videos, pictures and the like"),
    }
}
