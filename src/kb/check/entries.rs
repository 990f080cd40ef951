//! Single entries: whether issues can be found, numbers are numbers and no state claims more than its evidence, and rules do what their examples say.

use super::effort::Effort;
use super::examples::{Asked, check as run};
use super::{Find, Ids, reference};
use crate::ask::number::{self, rules};
use crate::kb::Kb;
use crate::kb::folder::{Node, Reader};
use crate::kb::problem::Code;
use crate::kb::record::{NumberExample, NumberRule, NumberState};
use crate::text::{Text, blanks};

/// Ways to say an issue, per language, below which it would hardly be found.
const LEAST_PHRASES: usize = 8;

/// An issue is findable, and the blanks of its script are items.
pub fn issue_texts(issue: &Node, ids: &Ids, finds: &mut Vec<Find>) {
    for (lang, ja, en) in [("ja", "日本語", "Japanese"), ("en", "英語", "English")] {
        let Some(says) = issue.get("says").and_then(|s| s.get(lang)) else {
            continue;
        };
        let count = says.items().len();
        if (1..LEAST_PHRASES).contains(&count) {
            finds.push(Find {
                code: Code::FewPhrases,
                file: "issues.toml".into(),
                span: says.span.clone(),
                message: Text::new(format!("{ja}の言い方が{count}個しかありません"), format!("only {count} ways to say this in {en}")),
                hint: Text::new(
                    format!("人が実際に言う言い方を{LEAST_PHRASES}個以上書いてください。"),
                    format!("Write at least {LEAST_PHRASES}, as people say it."),
                ),
            });
        }
    }
    let Some(items) = ids.lists.get(&("checklists.toml".into(), "item".into())) else {
        return;
    };
    for line in issue.get("script").map_or(&[][..], Node::items) {
        for text in ["ja", "en"].iter().filter_map(|lang| line.get(lang)) {
            for blank in blanks(text.str().unwrap_or_default()) {
                if !items.contains(blank) {
                    reference("issues.toml", text, blank, ("checklists.toml", "item"), ids, finds);
                }
            }
        }
    }
}

/// A number of the register.
pub fn number_entry(kb: &Kb, number: &Node, finds: &mut Vec<Find>) {
    if let Some((node, e164)) = number.get("e164").and_then(|n| Some((n, n.str()?))) {
        e164_number(kb, "numbers.toml", node, e164, finds);
    }
    let evidence = number.get("evidence").map_or(&[][..], Node::items);
    let contrary = evidence.iter().filter_map(|e| e.get("says")).find(|s| s.str() != Some("in-use"));
    if let (Some("in-use"), Some(says)) = (number.get("state").and_then(Node::str), contrary) {
        finds.push(Find {
            code: Code::ContraryEvidence,
            file: "numbers.toml".into(),
            span: says.span.clone(),
            message: Text::new(
                "この番号の state は in-use ですが、この出典は違うことを言っています",
                "the state is in-use, but this source says otherwise",
            ),
            hint: Text::new("state を unconfirmed か former にしてください。", "Make the state unconfirmed or former."),
        });
    }
}

/// Numbers that rules name.
pub fn numbers_of_rules(kb: &Kb, reader: &Reader, finds: &mut Vec<Find>) {
    const FILE: &str = "rules/number.toml";
    for rule in reader.trees().get(FILE).and_then(|t| t.get("rule")).map_or(&[][..], Node::items) {
        for part in ["when", "unless"] {
            for node in rule.get(part).and_then(|c| c.get("number")).map_or(&[][..], Node::items) {
                if let Some(text) = node.str() {
                    e164_number(kb, FILE, node, text, finds);
                }
            }
        }
    }
}

/// A phone number has the form that all have, and can exist.
fn e164_number(kb: &Kb, file: &str, node: &Node, text: &str, finds: &mut Vec<Find>) {
    if !is_e164(text) {
        finds.push(Find {
            code: Code::BadNumber,
            file: file.into(),
            span: node.span.clone(),
            message: Text::new(format!("「{text}」は使えません"), format!("`{text}` cannot be used")),
            hint: Text::new(
                "「+」と国番号から始め、市外局番の先頭の 0 を除いて書きます。例: \"+81120999373\"",
                "Begin with + and the country code and leave out the leading 0, for example \"+81120999373\".",
            ),
        });
    } else if !number::is_assigned(kb, text) {
        finds.push(Find {
            code: Code::InvalidNumber,
            file: file.into(),
            span: node.span.clone(),
            message: Text::new(
                format!("「{text}」は、その国で使われている番号の範囲にありません"),
                format!("`{text}` is in no range of numbers of its country"),
            ),
            hint: Text::new("桁数と市外局番を、出典と比べてください。", "Compare the number of digits and the area code with the source."),
        });
    }
}

/// `+` and 8 to 15 digits that do not begin with 0 (ITU-T E.164).
pub fn is_e164(text: &str) -> bool {
    text.strip_prefix('+')
        .is_some_and(|digits| (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0'))
}

/// Runs the examples of every rule against the whole set.
pub fn examples(kb: &Kb, reader: &Reader, finds: &mut Vec<Find>) {
    // What an example gives depends on these; a defect in them would show as defects of rules.
    if ["kb.toml", "numbers.toml"].iter().any(|file| !reader.is_clean(file)) {
        return;
    }
    let Some(tree) = reader.trees().get("rules/number.toml").and_then(|t| t.get("rule")) else {
        return;
    };
    let Some(file) = kb.topics.number_rules.get() else {
        return;
    };
    let register: Vec<(&str, NumberState)> = kb
        .topics
        .numbers
        .get()
        .map_or_else(Vec::new, |n| n.number.added().iter().rev().chain(n.number.iter()).map(|n| (n.e164.as_str(), n.state)).collect());
    let effort = Effort::of(kb);
    let asked = Asked {
        lists: |rule: &NumberRule| [&rule.examples.matching, &rule.examples.no_match],
        work: |rule: &NumberRule, example: &NumberExample| effort.number(rule, example),
        matches: |rule: &NumberRule, example: &NumberExample| rules::example_matches(kb, rule, example, &register),
    };
    run("rules/number.toml", tree, &file.rule, &asked, finds);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e164_begins_with_a_country_code() {
        for good in ["+81120999373", "+81113303000", "+18883198279"] {
            assert!(is_e164(good), "{good}");
        }
        for bad in ["0120999373", "+0120999373", "+81120-999-373", "+1888319", "+8112099937300000", "", "+"] {
            assert!(!is_e164(bad), "{bad}");
        }
    }

    #[test]
    fn a_number_lies_in_a_range_that_is_in_use() {
        let kb = Kb::built_in();
        for good in ["+81120999373", "+81113303000", "+18883198279", "+442079460123"] {
            assert!(number::is_assigned(&kb, good), "{good}");
        }
        // One digit too many or too few, the 0 kept, an area code that America does not have.
        for bad in ["+8112099937", "+811209993733", "+810120999373", "+11883198279", "+999123456789"] {
            assert!(!number::is_assigned(&kb, bad), "{bad}");
        }
    }
}
