//! Runs the examples of every rule. The work is the sum over the examples, whatever the number of rules, and bounded ([`effort`]).

use std::collections::HashMap;

use serde::de::DeserializeOwned;

use super::effort::{self, Left};
use super::{Code, Find, Node};
use crate::kb::{Keyed, Table};
use crate::text::Text;

/// What is asked of a rule and one of its examples.
pub struct Asked<R, E, W, M> {
    /// The examples of a rule that it matches, and those that it does not.
    pub lists: fn(&R) -> [&Vec<E>; 2],
    /// The work that an example makes.
    pub work: W,
    /// Whether the rule matches the example.
    pub matches: M,
}

/// Each rule matches what its first list of examples has, and nothing of the second. What all that took is returned.
pub fn check<R, E, W, M>(file: &str, tree: &Node, rules: &Table<R>, asked: &Asked<R, E, W, M>, finds: &mut Vec<Find>) -> usize
where
    R: Keyed + DeserializeOwned,
    W: Fn(&R, &E) -> usize,
    M: Fn(&R, &E) -> bool,
{
    let mut left = Left::all();
    let mut nodes: HashMap<&str, &Node> = HashMap::new();
    for node in tree.items() {
        node.get("id").and_then(Node::str).iter().for_each(|id| _ = nodes.entry(id).or_insert(node));
    }
    for rule in rules.iter() {
        // The rules that a file of additions adds to are sound.
        let Some(node) = nodes.get(rule.key()) else {
            continue;
        };
        for ((key, wanted), list) in [("match", true), ("no_match", false)].into_iter().zip((asked.lists)(rule)) {
            let place = |at: usize| node.get("examples").and_then(|n| n.get(key)).and_then(|n| n.items().get(at)).unwrap_or(node);
            for (at, example) in list.iter().enumerate() {
                if !left.take((asked.work)(rule, example)) {
                    finds.push(effort::too_much(file, place(at).span.clone(), ("examples", "規則の例")));
                    return left.taken();
                }
                if (asked.matches)(rule, example) != wanted {
                    finds.push(failed(file, rule.key(), wanted, place(at)));
                }
            }
        }
    }
    left.taken()
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
