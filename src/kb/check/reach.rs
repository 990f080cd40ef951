//! Whether everybody gets somewhere: each issue is found by its own words and has a channel whatever the circumstances.

use std::collections::HashMap;

use super::Find;
use super::effort::{self, Left};
use crate::ask::issues::Matcher;
use crate::ask::route;
use crate::kb::Kb;
use crate::kb::folder::{Node, Reader};
use crate::kb::problem::Code;
use crate::text::Text;

const FILE: &str = "issues.toml";

/// Notes every issue that cannot be reached, or leads nowhere.
pub fn check(kb: &Kb, reader: &Reader, finds: &mut Vec<Find>) {
    // A defect in these would show as defects of issues.
    if [FILE, "kb.toml", "channels.toml", "audiences.toml"].iter().any(|file| !reader.is_clean(file)) {
        return;
    }
    let nodes = reader.trees().get(FILE).and_then(|t| t.get("issue")).map_or(&[][..], Node::items);
    let nodes: HashMap<&str, &Node> = nodes.iter().filter_map(|node| Some((node.get("id")?.str()?, node))).collect();
    let issues = &kb.issues().issue;
    // Each phrase is compared with all that is said of all issues.
    let said: usize = issues.iter().flat_map(|issue| issue.says.ja.iter().chain(&issue.says.en)).map(String::len).sum();
    let mut left = Left::all();
    let matcher = Matcher::for_many(kb);
    for issue in issues.iter() {
        // The issues that a file of additions adds to are sound.
        let Some(node) = nodes.get(issue.id.as_str()).copied() else {
            continue;
        };
        let asked: usize = [&issue.says.ja, &issue.says.en].iter().filter_map(|says| says.first()).map(String::len).sum();
        if !left.take(said / 4 + asked * issues.len() * 2) {
            finds.push(effort::too_much(FILE, node.span.clone(), ("phrases of issues", "用件の言い方")));
            return;
        }
        for (lang, phrases) in [("ja", &issue.says.ja), ("en", &issue.says.en)] {
            let Some(phrase) = phrases.first() else {
                continue;
            };
            let found = matcher.ask(phrase).issue.map(|issue| issue.id.as_str());
            if found != Some(&issue.id) {
                let place = node.get("says").and_then(|says| says.get(lang)).and_then(|list| list.items().first());
                finds.push(unreachable(place.unwrap_or(node), phrase, found));
            }
        }
        let file = kb.audiences();
        let all = [&file.situation, &file.audience, &file.device].into_iter().flat_map(|list| list.iter().map(Some));
        // The first circumstance that leaves no channel says enough.
        if let Some(circumstance) = std::iter::once(None).chain(all).find(|c| !route::leaves_a_channel(kb, issue, *c)) {
            finds.push(nowhere(node.get("id").unwrap_or(node), circumstance.map(|c| c.id.as_str())));
        }
    }
}

fn unreachable(place: &Node, phrase: &str, found: Option<&str>) -> Find {
    let message = match found {
        Some(other) => Text::new(
            format!("「{phrase}」で見つかるのは、別の用件「{other}」です"),
            format!("\"{phrase}\" finds another issue, `{other}`"),
        ),
        None => Text::new(format!("「{phrase}」では、どの用件も見つかりません"), format!("\"{phrase}\" finds no issue")),
    };
    Find {
        code: Code::UnreachableIssue,
        file: FILE.into(),
        span: place.span.clone(),
        message,
        hint: Text::new("この用件だけの言い方を最初に書いてください。", "Put a phrase first that only this issue has."),
    }
}

fn nowhere(place: &Node, circumstance: Option<&str>) -> Find {
    let message = match circumstance {
        Some(id) => Text::new(format!("「{id}」のとき、使える窓口が残りません"), format!("no channel is left for it under `{id}`")),
        None => Text::new("使える窓口がありません", "it has no channel"),
    };
    Find {
        code: Code::NoChannel,
        file: FILE.into(),
        span: place.span.clone(),
        message,
        hint: Text::new(
            "[[issue.channel]] を足すか、audiences.toml の exclude を見直してください。",
            "Add an [[issue.channel]], or look at `exclude` in audiences.toml.",
        ),
    }
}
