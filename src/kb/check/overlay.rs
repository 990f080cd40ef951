//! A user's own additions: whether each is new, and none makes anything official or calmer.

use std::collections::BTreeSet;

use super::effort::{self, Left};
use super::{Find, Ids, NAMED_BY};
use crate::ask::message::signs;
use crate::ask::{number, url};
use crate::kb::folder::{Node, Reader, TOLD};
use crate::kb::problem::Code;
use crate::kb::record::{NumberSays, NumberState, UrlVerdict, Verdict};
use crate::kb::{Kb, Keyed, Table};
use crate::text::finds::{self, Kind, World};
use crate::text::unmask::Unmasked;
use crate::text::{Text, phone, visible};

/// Files whose entries share one set of ids: those that answers name as reasons and evidence.
const EXPLAINED: [&str; 6] = ["rules/number.toml", "rules/url.toml", "rules/message.toml", "numbers.toml", "claims.toml", "sources.toml"];

/// Notes additions that `base` has already, and those that would make something official or calmer.
pub fn check(base: &Kb, reader: &Reader, finds: &mut Vec<Find>) {
    let mut known = Ids::default();
    extend(&mut known, base);
    let taken: BTreeSet<&String> =
        known.lists.iter().filter(|((file, _), _)| EXPLAINED.contains(&file.as_str())).flat_map(|(_, ids)| ids).collect();
    let mut own: BTreeSet<&str> = BTreeSet::new();
    for (file, tree) in reader.trees() {
        for list in tree.entries() {
            let key = NAMED_BY.iter().find(|(f, l, _)| f == file && *l == list.key).map_or("id", |(_, _, key)| key);
            let explained = EXPLAINED.contains(&file.as_str());
            let mut within: BTreeSet<&str> = BTreeSet::new();
            for item in list.node.items() {
                let Some((node, id)) = item.get(key).and_then(|n| Some((n, n.str()?))) else {
                    continue;
                };
                let there = known.lists.get(&(file.clone(), list.key.clone())).is_some_and(|ids| ids.contains(id));
                if there || (explained && taken.contains(&id.to_owned())) {
                    finds.push(shadows(node, id, key));
                } else if file.starts_with("rules/") && (signs::is_sign(id) || url::is_sign(id)) {
                    finds.push(find(
                        Code::Shadows,
                        node,
                        Text::new(
                            format!("「{id}」はプログラム自身が見つけるしるしの名前です"),
                            format!("`{id}` is a sign that the program itself finds"),
                        ),
                        Text::new("別の ID にしてください。", "Choose another id."),
                    ));
                } else if explained && within.insert(id) && !own.insert(id) {
                    // Twice within one list is noted for any KB.
                    finds.push(find(
                        Code::DuplicateId,
                        node,
                        Text::new(
                            format!("「{id}」は、このファイルの別の項目の ID でもあります"),
                            format!("`{id}` is the id of another entry of this file too"),
                        ),
                        Text::new("どちらかの ID を変えてください。", "Rename one of them."),
                    ));
                }
            }
        }
    }
    let records = |file: &str, list: &str| reader.trees().get(file).and_then(|t| t.get(list)).map_or(&[][..], Node::items);
    records("numbers.toml", "number").iter().for_each(|n| reported(base, n, finds));
    records("channels.toml", "channel").iter().for_each(|c| channel(base, c, finds));
    let mut left = Left::all();
    for (file, list) in [("issues.toml", "issue"), ("channels.toml", "channel"), ("hours.toml", "hours")] {
        records(file, list).iter().for_each(|record| contacts(base, record, &mut left, finds));
    }
}

/// What the text of a contact costs for each of its characters: as many addresses as can stand in it are judged.
const CONTACTS: usize = 40;

/// Adds the ids of a KB, to which additions can refer.
pub fn extend(ids: &mut Ids, base: &Kb) {
    fn add<'a>(ids: &mut Ids, file: &str, list: &str, all: impl Iterator<Item = &'a str>) {
        ids.lists.entry((file.to_owned(), list.to_owned())).or_default().extend(all.map(str::to_owned));
    }
    fn keys<T: Keyed + serde::de::DeserializeOwned>(table: &Table<T>) -> impl Iterator<Item = &str> {
        table.iter().map(Keyed::key)
    }
    add(ids, "sources.toml", "source", keys(&base.sources().source).chain(keys(base.japan().sources())));
    add(ids, "claims.toml", "claim", keys(&base.claims().claim));
    add(ids, "channels.toml", "channel", keys(&base.channels().channel));
    add(ids, "hours.toml", "hours", keys(&base.hours().hours));
    add(ids, "checklists.toml", "item", keys(&base.checklists().item));
    add(ids, "faq.toml", "topic", keys(&base.faq().topic));
    add(ids, "issues.toml", "issue", keys(&base.issues().issue));
    add(ids, "numbers.toml", "number", base.numbers().number.iter().map(|n| n.id.as_str()));
    add(ids, "rules/number.toml", "rule", keys(&base.number_rules().rule));
    add(ids, "rules/url.toml", "rule", keys(&base.url_rules().rule));
    add(ids, "rules/message.toml", "rule", keys(&base.message_rules().rule));
}

fn find(code: Code, node: &Node, message: Text, hint: Text) -> Find {
    // The file of additions has no name within itself.
    Find { code, file: String::new(), span: node.span.clone(), message, hint }
}

fn shadows(node: &Node, id: &str, key: &str) -> Find {
    let hint = match key {
        "channel" => Text::new("時間を追加できるのは、自分で追加した窓口だけです。", "Hours can be added for channels of your own only."),
        _ => {
            Text::new("別の ID にしてください。元の項目はそのまま残ります。", "Choose another id; the entry that is there stays as it is.")
        }
    };
    find(Code::Shadows, node, Text::new(format!("「{id}」はすでにあります"), format!("`{id}` is there already")), hint)
}

/// A number can only be reported, and not that of a public service.
fn reported(base: &Kb, number: &Node, finds: &mut Vec<Find>) {
    if let Some((node, state)) = number.get("state").and_then(|n| Some((n, n.str()?)))
        && state != NumberState::Reported.id()
    {
        finds.push(find(
            Code::Calming,
            node,
            Text::new(format!("state が「{state}」の番号は追加できません"), format!("a number in the state `{state}` cannot be added")),
            Text::new("追加できるのは \"reported\"（報告された番号）だけです。", "Only numbers that are \"reported\" can be added."),
        ));
    }
    for evidence in number.get("evidence").map_or(&[][..], Node::items) {
        if let Some((node, says)) = evidence.get("says").and_then(|n| Some((n, n.str()?)))
            && says != NumberSays::Scam.id()
        {
            finds.push(find(
                Code::Calming,
                node,
                Text::new(format!("「{says}」という証言は追加できません"), format!("evidence that says `{says}` cannot be added")),
                Text::new("says は \"scam\" にしてください。", "Make it say \"scam\"."),
            ));
        }
    }
    if let Some((node, e164)) = number.get("e164").and_then(|n| Some((n, n.str()?)))
        && let Some(national) = e164.strip_prefix('+').and_then(|d| d.strip_prefix(phone::HOME_CODE))
        && let Some(service) = base
            .japan()
            .services()
            .iter()
            .find(|s| s.number.bytes().filter(u8::is_ascii_digit).eq(b"0".iter().copied().chain(national.bytes())))
    {
        finds.push(find(
            Code::Shadows,
            node,
            Text::new(
                format!("公的な窓口の番号です: {}", service.name.ja),
                format!("this is the number of a public service: {}", service.name.en),
            ),
            Text::new("写し間違いがないか確かめてください。", "Check whether it is copied correctly."),
        ));
    }
}

/// The entrance of a channel is one that is official without the addition.
fn channel(base: &Kb, channel: &Node, finds: &mut Vec<Find>) {
    if let Some((node, address)) = channel.get("url").and_then(|n| Some((n, n.str()?)))
        && url::judge(base, address).verdict != UrlVerdict::Official
    {
        finds.push(find(
            Code::Calming,
            node,
            Text::new("公式のドメインのアドレスではありません", "this address is not of an official domain"),
            Text::new("公式のアドレスを書くか、url を消してください。", "Name an official address, or leave `url` out."),
        ));
    }
}

/// Advice on where to turn names no number and no address but those that are official, or a public service, without the addition.
fn contacts(base: &Kb, node: &Node, left: &mut Left, finds: &mut Vec<Find>) {
    let at = base.about().reviewed.0;
    let world = World {
        assigned: &|number| base.japan().range(number).is_some(),
        short_code: &|code| base.japan().services().find(code).is_some(),
        suffix: &|name| crate::kb::suffixes::split(name).known,
    };
    if left.is_spent() || finds.len() >= TOLD {
        return;
    }
    if let Some(text) = node.str() {
        if !left.take(text.len() * CONTACTS) {
            finds.push(effort::too_much("", node.span.clone(), ("texts of channels and issues", "窓口や用件の文")));
            return;
        }
        let plain = Unmasked::new(text).text;
        for found in finds::scan(&plain, &world) {
            let named = &plain[found.range];
            let fine = match found.kind {
                Kind::Url => url::judge(base, named).verdict == UrlVerdict::Official,
                Kind::Number | Kind::NorthAmerican => {
                    let question = number::Question { input: named, found: None, incoming: false, at };
                    number::judge(base, &question).is_ok_and(|j| matches!(j.verdict, Verdict::Official | Verdict::PublicService))
                }
                Kind::Mail | Kind::Shape(_) => true,
            };
            if !fine {
                let named = visible(named);
                finds.push(find(
                    Code::Calming,
                    node,
                    Text::new(
                        format!("公式だとわかっていない連絡先を案内しています: {named}"),
                        format!("this sends people to what is not known to be official: {named}"),
                    ),
                    Text::new("公式の番号・アドレスか公的な窓口だけを書いてください。", "Name only what is official, or a public service."),
                ));
            }
        }
    }
    for part in node.entries().iter().map(|e| &e.node).chain(node.items()) {
        contacts(base, part, left, finds);
    }
}
