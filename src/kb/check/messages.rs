//! Rules for messages: whether each can match, names only what stands before it, and does what its examples say.

use std::collections::BTreeSet;

use super::Find;
use crate::ask::message::{Checker, example_matches, signs};
use crate::kb::Kb;
use crate::kb::folder::{Node, Reader, TOLD};
use crate::kb::problem::Code;
use crate::kb::record::{MessageExample, MessageRule};
use crate::kb::schema::nearest;
use crate::text::Text;

const FILE: &str = "rules/message.toml";

/// Files that what an example gives depends on; a defect in them would show as defects of rules.
const NEEDED: [&str; 5] = ["kb.toml", "numbers.toml", "domains.toml", "rules/url.toml", "rules/number.toml"];

/// Notes everything that is wrong with the rules for messages.
pub fn check(kb: &Kb, reader: &Reader, finds: &mut Vec<Find>) {
    let Some(rules) = reader.trees().get(FILE).and_then(|t| t.get("rule")) else {
        return;
    };
    // Rules for web addresses are signs of the links in a message.
    let urls = reader.trees().get("rules/url.toml").and_then(|t| t.get("rule")).map_or(&[][..], Node::items);
    let mut before: BTreeSet<&str> = urls.iter().filter_map(|rule| rule.get("id")?.str()).collect();
    let base = kb.base();
    before.extend(base.iter().flat_map(|b| b.url_rules().rule.iter()).map(|r| r.id.as_str()));
    before.extend(base.iter().flat_map(|b| b.message_rules().rule.iter()).map(|r| r.id.as_str()));
    for rule in rules.items() {
        form(rule, finds);
        for list in ["all", "any", "none"] {
            for item in rule.get("when").and_then(|w| w.get(list)).map_or(&[][..], Node::items) {
                if let Some(id) = item.str().filter(|id| !before.contains(id) && !signs::is_sign(id) && finds.len() < TOLD) {
                    finds.push(unknown(item, id, &before, rules));
                }
            }
        }
        before.extend(rule.get("id").and_then(Node::str));
    }
    let next = reader.trees().get(FILE).and_then(|t| t.get("next")).map_or(&[][..], Node::items);
    for item in next.iter().filter_map(|next| next.get("when")).flat_map(Node::items) {
        if let Some(id) = item.str().filter(|id| !before.contains(id) && finds.len() < TOLD) {
            finds.push(unknown(item, id, &before, rules));
        }
    }
    if NEEDED.iter().any(|file| !reader.is_clean(file)) {
        return;
    }
    let Some(file) = kb.topics.message_rules.get() else {
        return;
    };
    let checker = Checker::for_many(kb);
    let day = kb.about().reviewed.0;
    let matches = |rule: &MessageRule, example: &MessageExample| example_matches(&checker, &rule.id, example, day);
    super::examples::check(FILE, rules, &file.rule, |rule| [&rule.examples.matching, &rule.examples.no_match], matches, finds);
}

/// A rule says or requires something, and its phrases are long enough to mean something.
fn form(rule: &Node, finds: &mut Vec<Find>) {
    let lists = || ["ja", "en", "other"].iter().filter_map(|lang| rule.get("says")?.get(lang)).flat_map(Node::items);
    let conditions = ["all", "any", "none"].iter().filter_map(|list| rule.get("when")?.get(list)).flat_map(Node::items).count();
    if lists().count() == 0 && conditions == 0 {
        finds.push(Find {
            code: Code::EmptyRule,
            file: FILE.into(),
            span: rule.span.clone(),
            message: Text::new("この規則には言葉も条件もありません", "this rule has neither phrases nor a condition"),
            hint: Text::new("says か when を書いてください。", "Give it `says` or `when`."),
        });
    }
    super::phrases::check(FILE, lists(), finds);
}

fn unknown(item: &Node, id: &str, before: &BTreeSet<&str>, rules: &Node) -> Find {
    let later = rules.items().iter().any(|r| r.get("id").and_then(Node::str) == Some(id));
    let hint = if later {
        Text::new("その規則をこの規則より前に移してください。", "Move that rule up, before this one.")
    } else {
        match nearest(id, before.iter().copied().chain(signs::SIGNS.iter().copied())) {
            Some(near) => Text::new(format!("「{near}」ではありませんか。"), format!("Did you mean `{near}`?")),
            None => Text::new("前にある規則の ID か、しるしの名前を書きます。", "Name a rule further up or a sign."),
        }
    };
    Find {
        code: Code::DanglingId,
        file: FILE.into(),
        span: item.span.clone(),
        message: Text::new(
            format!("「{id}」という規則もしるしも、前にありません"),
            format!("no rule further up and no sign is called `{id}`"),
        ),
        hint,
    }
}
