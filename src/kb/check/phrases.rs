//! Phrases that texts are looked through for: long enough to mean something, and in the form that a text has once tricks are undone.

use super::Find;
use crate::kb::folder::Node;
use crate::kb::problem::Code;
use crate::text::Text;
use crate::text::phrases::{JOINT, OPEN_END, OR, pieces};

/// The shortest piece of a phrase of a rule, and the shortest cue, in characters.
const SHORTEST: usize = 2;

/// The heaviest cue.
const HEAVIEST: i64 = 12;

/// Checks phrases of a rule.
pub fn check<'a>(file: &str, phrases: impl Iterator<Item = &'a Node>, finds: &mut Vec<Find>) {
    form(file, phrases, |pieces| pieces.iter().min().copied(), finds);
}

/// Checks phrases; `length` says how long one is by the lengths of its pieces.
fn form<'a>(file: &str, phrases: impl Iterator<Item = &'a Node>, length: impl Fn(&[usize]) -> Option<usize>, finds: &mut Vec<Find>) {
    for phrase in phrases {
        let Some(text) = phrase.str() else {
            continue;
        };
        let lengths: Vec<usize> =
            pieces(text).iter().filter_map(|piece| piece.iter().map(|(text, _)| text.chars().count()).min()).collect();
        let mut add = |code, message, hint| finds.push(Find { code, file: file.to_owned(), span: phrase.span.clone(), message, hint });
        if length(&lengths).is_none_or(|length| length < SHORTEST) {
            add(
                Code::ShortPhrase,
                Text::new("短すぎて、どこにでも当てはまります", "this is too short: it would be found everywhere"),
                Text::new(
                    format!("規則では「…」で区切られたどの部分も、用件の言葉では全体で、{SHORTEST}文字以上にしてください。"),
                    format!("In a rule every piece between … and |, in a cue the whole needs at least {SHORTEST} characters."),
                ),
            );
            continue;
        }
        let plain = plain(text);
        if plain != text {
            add(
                Code::NotPlain,
                Text::new("このままではどの文とも一致しません", "written like this it is found in no text"),
                Text::new(format!("「{plain}」と書いてください。"), format!("Write it as `{plain}`.")),
            );
        }
    }
}

/// A phrase as it has to be written: small letters, half-width Latin, full-width kana, no spaces in Japanese.
fn plain(phrase: &str) -> String {
    let spelling = |spelling: &str| {
        let text = pieces(spelling).into_iter().flatten().map(|(text, _)| text).next().unwrap_or_default();
        if spelling.trim_end().ends_with(OPEN_END) { format!("{text}{OPEN_END}") } else { text }
    };
    let piece = |piece: &str| piece.split(OR).map(spelling).collect::<Vec<_>>().join(&OR.to_string());
    phrase.split(JOINT).map(piece).collect::<Vec<_>>().join(JOINT)
}

/// Checks the cues of an issue or an aside.
pub fn cues(file: &str, record: &Node, finds: &mut Vec<Find>) {
    for cue in record.get("cue").map_or(&[][..], Node::items) {
        let lists = || ["ja", "en"].iter().filter_map(|lang| cue.get(lang)).flat_map(Node::items);
        // A piece of one kanji tells enough beside another.
        form(file, lists(), |pieces| Some(pieces.iter().sum()), finds);
        let weight = cue.get("weight").and_then(Node::integer);
        if let Some(place) = cue.get("weight").filter(|_| weight.is_some_and(|w| !(1..=HEAVIEST).contains(&w))) {
            finds.push(Find {
                code: Code::UnknownValue,
                file: file.to_owned(),
                span: place.span.clone(),
                message: Text::new(format!("重みは1から{HEAVIEST}までです"), format!("a weight goes from 1 to {HEAVIEST}")),
                hint: Text::new("迷ったら 6 にしてください。", "When in doubt make it 6."),
            });
        }
        if lists().next().is_none() {
            finds.push(Find {
                code: Code::EmptyList,
                file: file.to_owned(),
                span: cue.span.clone(),
                message: Text::new("言葉が一つもありません", "there is not one word in it"),
                hint: Text::new("ja か en に少なくとも一つ書いてください。", "Write at least one, in `ja` or `en`."),
            });
        }
    }
}
