//! Rules for web addresses: whether they name signs that exist, and do what their examples say.

use super::Find;
use crate::ask::url;
use crate::kb::Kb;
use crate::kb::folder::{Node, Reader};
use crate::kb::problem::Code;
use crate::text::Text;

const FILE: &str = "rules/url.toml";

/// Files that what an example gives depends on; a defect in them would show as defects of rules.
const NEEDED: [&str; 3] = ["kb.toml", "domains.toml", FILE];

/// Notes everything that is wrong with the rules for web addresses.
pub fn check(kb: &Kb, reader: &Reader, finds: &mut Vec<Find>) {
    let Some(rules) = reader.trees().get(FILE).and_then(|t| t.get("rule")) else {
        return;
    };
    for rule in rules.items() {
        for part in ["when", "unless"] {
            for item in rule.get(part).and_then(|c| c.get("written")).map_or(&[][..], Node::items) {
                if let Some(id) = item.str().filter(|id| !url::is_sign(id)) {
                    finds.push(Find {
                        code: Code::DanglingId,
                        file: FILE.into(),
                        span: item.span.clone(),
                        message: Text::new(format!("「{id}」というしるしはありません"), format!("no sign is called `{id}`")),
                        hint: Text::new("data/README.md にしるしの一覧があります。", "data/README.md lists the signs."),
                    });
                }
            }
        }
    }
    if NEEDED.iter().any(|file| !reader.is_clean(file)) {
        return;
    }
    let Some(file) = kb.topics.url_rules.get() else {
        return;
    };
    for rule in file.rule.iter() {
        // The rules that a file of additions adds to are sound.
        let Some(node) = rules.items().iter().find(|n| n.get("id").and_then(Node::str) == Some(&rule.id)) else {
            continue;
        };
        for (key, wanted, list) in [("match", true, &rule.examples.matching), ("no_match", false, &rule.examples.no_match)] {
            for (at, example) in list.iter().enumerate() {
                if url::judge(kb, &example.url).rules.iter().any(|r| r.id == rule.id) == wanted {
                    continue;
                }
                let place = node.get("examples").and_then(|n| n.get(key)).and_then(|n| n.items().get(at));
                finds.push(super::entries::failed_example(FILE, &rule.id, wanted, place.unwrap_or(node)));
            }
        }
    }
}
