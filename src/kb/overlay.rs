//! A user's own additions to a KB, in one file: further issues, channels and hours, numbers reported as scams, warning rules, and their sources.
//!
//! Additions can make a verdict worse, never better. What could do otherwise is refused here and in `check/overlay.rs`, and the questions answer with the
//! worse of what they come to with and without additions ([`Kb::base`]).

use std::path::Path;
use std::sync::OnceLock;

use serde::Deserialize;

use super::folder::Reader;
use super::record::*;
use super::{Code, Kb, Report, check};
use crate::text::Text;

/// `overlay.toml`, a user's own additions: lists of the same records as the files of a KB have.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Overlay {
    /// `[[source]]`: where an addition comes from.
    #[serde(default)]
    source: Vec<Source>,
    /// `[[channel]]`: further ways to get help.
    #[serde(default)]
    channel: Vec<Channel>,
    /// `[[hours]]`: when they are open.
    #[serde(default)]
    hours: Vec<Hours>,
    /// `[[issue]]`: further problems.
    #[serde(default)]
    issue: Vec<Issue>,
    /// `[[number]]`: numbers that are reported as scams.
    #[serde(default)]
    number: Vec<RegisteredNumber>,
    /// `[[number_rule]]`: rules that warn of numbers.
    #[serde(default)]
    number_rule: Vec<NumberRule>,
    /// `[[url_rule]]`: rules that warn of web addresses.
    #[serde(default)]
    url_rule: Vec<UrlRule>,
    /// `[[message_rule]]`: rules that warn of messages.
    #[serde(default)]
    message_rule: Vec<MessageRule>,
}

/// The form of the file.
#[cfg(test)]
pub fn made_schema() -> schemars::Schema {
    super::schema::made::of::<Overlay>()
}

/// Each list with the file and the list of a KB that it adds to.
const LISTS: &[(&str, &str, &str)] = &[
    ("source", "sources.toml", "source"),
    ("channel", "channels.toml", "channel"),
    ("hours", "hours.toml", "hours"),
    ("issue", "issues.toml", "issue"),
    ("number", "numbers.toml", "number"),
    ("number_rule", "rules/number.toml", "rule"),
    ("url_rule", "rules/url.toml", "rule"),
    ("message_rule", "rules/message.toml", "rule"),
];

/// Lists of a KB that would make something official or calmer, or change what is there.
const CALMING: [&str; 16] = [
    "domain",
    "elsewhere",
    "imitated",
    "beside",
    "ending",
    "redirect",
    "literal",
    "customer_pages",
    "reading",
    "voice",
    "service",
    "public_service",
    "next",
    "ladder",
    "reminder",
    "situation",
];

/// `base` with the additions of a file.
///
/// # Errors
/// The report of everything that is wrong with the file.
pub fn add(base: Kb, path: &Path) -> Result<(Kb, Report), Report> {
    let (mut reader, read) = Reader::overlay::<Overlay>(path, LISTS, refused);
    let Some(overlay) = read else {
        return Err(reader.into_report());
    };
    let kb = merged(base, overlay, path);
    check::check(&kb, &mut reader);
    let report = reader.into_report();
    if report.has_errors() { Err(report) } else { Ok((kb, report)) }
}

/// Why a list is not among those that can be added.
fn refused(list: &str) -> Option<(Code, Text, Text)> {
    let lists: Vec<String> = LISTS.iter().map(|(name, _, _)| format!("[[{name}]]")).collect();
    let hint = Text::new(format!("追加できるのは次のものです: {}", lists.join("、")), format!("What can be added: {}", lists.join(", ")));
    match list {
        "rule" => Some((
            Code::UnknownKey,
            Text::new("ここでは規則の種類も書きます", "a rule says here what kind it is"),
            Text::new(
                "[[number_rule]]、[[url_rule]]、[[message_rule]] のどれかにしてください。",
                "Make it [[number_rule]], [[url_rule]] or [[message_rule]].",
            ),
        )),
        list if CALMING.contains(&list) => {
            Some((Code::Calming, Text::new(format!("[[{list}]] は追加できません"), format!("[[{list}]] cannot be added")), hint))
        }
        _ => None,
    }
}

fn merged(base: Kb, overlay: Overlay, path: &Path) -> Kb {
    let mut topics = base.topics.clone();
    // A topic that nothing is added to stays as it is, decoded or not.
    macro_rules! append {
        ($($list:ident to $topic:ident.$table:ident;)*) => {
            $(if !overlay.$list.is_empty() {
                let mut file = base.$topic().clone();
                overlay.$list.into_iter().for_each(|record| file.$table.push(record));
                topics.$topic = OnceLock::from(file);
            })*
        };
    }
    append! {
        source to sources.source;
        channel to channels.channel;
        hours to hours.hours;
        issue to issues.issue;
        number_rule to number_rules.rule;
        url_rule to url_rules.rule;
        message_rule to message_rules.rule;
    }
    if !overlay.number.is_empty() {
        let mut file = base.numbers().clone();
        for mut number in overlay.number {
            // Who says what of it already is kept, whoever reports it now.
            let before = file.number.find(&number.e164).map(|n| n.evidence.clone());
            number.evidence.extend(before.into_iter().flatten());
            file.number.push(number);
        }
        topics.numbers = OnceLock::from(file);
    }
    let mut overlays = base.overlays.clone();
    overlays.push(path.to_owned());
    let origin = base.origin.clone();
    Kb { overlays, base: Some(Box::new(base)), ..Kb::new(origin, topics) }
}
