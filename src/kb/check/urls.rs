//! Rules for web addresses: whether they name signs that exist, and do what their examples say.

use super::Find;
use super::effort::Effort;
use super::examples::{Asked, check as run};
use crate::ask::url;
use crate::kb::Kb;
use crate::kb::folder::{Node, Reader};
use crate::kb::problem::Code;
use crate::kb::record::{UrlExample, UrlRule};
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
    let effort = Effort::of(kb);
    // Whether a rule matches depends on the address alone, not on other rules: each example is judged once, whatever their number.
    let asked = Asked {
        lists: |rule: &UrlRule| [&rule.examples.matching, &rule.examples.no_match],
        work: |rule: &UrlRule, example: &UrlExample| effort.url(rule, &example.url),
        matches: |rule: &UrlRule, example: &UrlExample| url::matches(kb, rule, &example.url),
    };
    run(FILE, rules, &file.rule, &asked, finds);
}
