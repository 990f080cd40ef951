//! Runs the examples of every rule against the whole set.

use serde::de::DeserializeOwned;

use super::{Code, Find, Node};
use crate::kb::{Keyed, Table};
use crate::text::Text;

/// Each rule matches what its first list of examples has, and nothing of the second.
pub fn check<R: Keyed + DeserializeOwned, E>(
    file: &str,
    tree: &Node,
    rules: &Table<R>,
    lists: impl Fn(&R) -> [&Vec<E>; 2],
    matches: impl Fn(&R, &E) -> bool,
    finds: &mut Vec<Find>,
) {
    for rule in rules.iter() {
        // The rules that a file of additions adds to are sound.
        let Some(node) = tree.items().iter().find(|n| n.get("id").and_then(Node::str) == Some(rule.key())) else {
            continue;
        };
        for ((key, wanted), list) in [("match", true), ("no_match", false)].into_iter().zip(lists(rule)) {
            for (at, _) in list.iter().enumerate().filter(|(_, example)| matches(rule, example) != wanted) {
                let place = node.get("examples").and_then(|n| n.get(key)).and_then(|n| n.items().get(at));
                finds.push(failed(file, rule.key(), wanted, place.unwrap_or(node)));
            }
        }
    }
}

/// An example that a rule should match (`wanted`) or should not.
fn failed(file: &str, rule: &str, wanted: bool, place: &Node) -> Find {
    let (ja, en) = if wanted { ("当てはまりません", "does not match") } else { ("当てはまります", "matches") };
    Find {
        code: Code::ExampleFails,
        file: file.into(),
        span: place.span.clone(),
        message: Text::new(format!("この例は規則「{rule}」に{ja}"), format!("this example {en} the rule `{rule}`")),
        hint: Text::new("規則の条件か例を直してください。", "Mend the rule's condition or the example."),
    }
}
