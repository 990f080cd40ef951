//! Errors as the user reads them: what, why, and what to do next.

use super::faq::sentences;
use crate::ask::NoAnswer;
use crate::text::{Lang, visible};

/// How many of the nearest are listed.
const LISTED: usize = 5;

/// Up to how many all are listed as well.
const LISTABLE: usize = 40;

/// What to do first about a number or a link in what somebody asks.
pub fn check_first(lang: Lang) -> &'static str {
    lang.pick(
        "この文には電話番号かリンクがあります。かけたり開いたりする前に、amazon-help check-message で調べましょう。",
        "There is a phone number or a link in this text. Before you dial or open it, check it with amazon-help check-message.",
    )
}

/// A question without an answer, with the nearest that has one. Ends with a line end.
pub fn no_answer(error: &NoAnswer, lang: Lang) -> String {
    let mut out = match error {
        NoAnswer::UnknownId { kind, id, .. } => {
            let (ja, en) = kind_name(kind);
            let id = visible(id);
            lang.pick(format!("「{id}」という{ja}はありません。近いもの:\n"), format!("There is no {en} \"{id}\". The nearest:\n"))
        }
        NoAnswer::NoIssueFits { text, elsewhere, contact, .. } => {
            let text = visible(text);
            let check = if *contact { format!("{}\n", check_first(lang)) } else { String::new() };
            let elsewhere = elsewhere.as_ref().map(|text| format!("{}\n", text.get(lang))).unwrap_or_default();
            lang.pick(
                format!("「{text}」に当てはまる用件が見つかりません。\n{check}{elsewhere}近いもの:\n"),
                format!("No issue fits \"{text}\".\n{check}{elsewhere}The nearest:\n"),
            )
        }
        NoAnswer::NoTopicFits { text, .. } => {
            let text = visible(text);
            lang.pick(
                format!("「{text}」に当てはまる項目が見つかりません。項目は次のとおりです:\n"),
                format!("No topic fits \"{text}\". The topics:\n"),
            )
        }
    };
    let (candidates, listed) = match error {
        NoAnswer::UnknownId { candidates, .. } | NoAnswer::NoIssueFits { candidates, .. } => (candidates, LISTED),
        NoAnswer::NoTopicFits { candidates, .. } => (candidates, LISTABLE),
    };
    let width = candidates.iter().take(listed).map(|(id, _)| id.len()).max().unwrap_or(0);
    for (id, name) in candidates.iter().take(listed) {
        // Some are named by what they say; its first sentence is enough to tell them apart.
        out.push_str(&format!("  {id:<width$}  {}\n", first_sentence(name.get(lang), lang)));
    }
    out.push_str(&match error {
        NoAnswer::UnknownId { kind, .. } => {
            let all: Vec<&str> = candidates.iter().map(|(id, _)| id.as_str()).collect();
            let (ja, en) = kind_name(kind);
            if (LISTED + 1..=LISTABLE).contains(&candidates.len()) {
                lang.pick(format!("使える{ja}: {}\n", all.join(" ")), format!("Every {en}: {}\n", all.join(" ")))
            } else {
                String::new()
            }
        }
        NoAnswer::NoTopicFits { .. } => lang.pick(
            "ID か別の言葉で試すか、amazon-help route に困りごとを書いて窓口を探してください。\n".to_owned(),
            "Name one by its id, say it in other words, or find the channel to ask with amazon-help route.\n".to_owned(),
        ),
        NoAnswer::NoIssueFits { .. } => lang.pick(
            "この中にあれば --issue ID で選んでください。なければ、別の言い方で試してください。\n".to_owned(),
            "Choose one with --issue ID if it is among them, or say it in other words.\n".to_owned(),
        ),
    });
    out
}

/// The first sentence of a text without its end.
pub fn first_sentence(text: &str, lang: Lang) -> String {
    let first = sentences(text, lang).into_iter().next().unwrap_or_default();
    first.trim_end_matches(['。', '.']).to_owned()
}

fn kind_name(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "issue" => ("用件", "issue"),
        "channel" => ("窓口", "channel"),
        "audience" => ("利用者の種類", "audience"),
        "device" => ("端末", "device"),
        "entry" => ("項目", "entry"),
        "page" => ("マニュアルページ", "manual page"),
        "file" => ("ファイル", "file"),
        _ => ("状況", "situation"),
    }
}
