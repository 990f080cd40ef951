//! Whether everything written down is used: claims by entries or with a reason, sources by anything.

use std::collections::BTreeSet;

use super::Find;
use crate::kb::FILES;
use crate::kb::folder::{Node, Reader};
use crate::kb::problem::Code;
use crate::text::Text;

/// Ids of claims that some entry names, by walking the trees.
fn used_claims(reader: &Reader) -> BTreeSet<String> {
    fn collect(node: &Node, used: &mut BTreeSet<String>) {
        for entry in node.entries() {
            if entry.key == "claims" {
                used.extend(entry.node.items().iter().filter_map(Node::str).map(str::to_owned));
            }
            collect(&entry.node, used);
        }
        node.items().iter().for_each(|item| collect(item, used));
    }
    let mut used = BTreeSet::new();
    reader.trees().values().for_each(|tree| collect(tree, &mut used));
    used
}

/// Every claim is used, or says why not.
pub fn claims(reader: &Reader, finds: &mut Vec<Find>) {
    // A file that could not be read may be the one that uses a claim.
    if FILES.iter().any(|f| !reader.trees().contains_key(*f)) {
        return;
    }
    let used = used_claims(reader);
    let Some(list) = reader.trees().get("claims.toml").and_then(|t| t.get("claim")) else {
        return;
    };
    for claim in list.items() {
        let Some((node, id)) = claim.get("id").and_then(|n| Some((n, n.str()?))) else {
            continue;
        };
        match (used.contains(id), claim.get("not_advice")) {
            (false, None) => finds.push(Find {
                code: Code::UnusedClaim,
                file: "claims.toml".into(),
                span: node.span.clone(),
                message: Text::new(format!("{id} をどの項目も使っていません"), format!("no entry uses {id}")),
                hint: Text::new(
                    "使う項目の claims に書くか、not_advice に理由を書いてください。",
                    "Name it in the `claims` of an entry, or give the reason as `not_advice`.",
                ),
            }),
            (true, Some(reason)) => finds.push(Find {
                code: Code::ClaimBothWays,
                file: "claims.toml".into(),
                span: if reason.span.is_empty() { node.span.clone() } else { reason.span.clone() },
                message: Text::new(format!("{id} は使われています"), format!("{id} is used by an entry")),
                hint: Text::new(
                    "not_advice を消すか、項目の claims から外してください。",
                    "Delete `not_advice`, or take it out of the entry's `claims`.",
                ),
            }),
            _ => {}
        }
    }
}

/// Sources that nothing names.
pub fn unused_sources(reader: &Reader, finds: &mut Vec<Find>) {
    fn collect(node: &Node, used: &mut BTreeSet<String>) {
        for entry in node.entries() {
            match entry.key.as_str() {
                "sources" => used.extend(entry.node.items().iter().filter_map(Node::str).map(str::to_owned)),
                "source" => used.extend(entry.node.str().map(str::to_owned)),
                _ => {}
            }
            collect(&entry.node, used);
        }
        node.items().iter().for_each(|item| collect(item, used));
    }
    if FILES.iter().any(|f| !reader.trees().contains_key(*f)) {
        return;
    }
    let mut used = BTreeSet::new();
    reader.trees().values().for_each(|tree| collect(tree, &mut used));
    let list = reader.trees().get("sources.toml").and_then(|t| t.get("source"));
    for source in list.map_or(&[][..], Node::items) {
        if let Some((node, id)) = source.get("id").and_then(|n| Some((n, n.str()?)))
            && !used.contains(id)
        {
            finds.push(Find {
                code: Code::UnusedSource,
                file: "sources.toml".into(),
                span: node.span.clone(),
                message: Text::new(format!("「{id}」を使う項目がありません"), format!("no entry names `{id}`")),
                hint: Text::new("使わないなら消してください。", "Delete it if it is not needed."),
            });
        }
    }
}
