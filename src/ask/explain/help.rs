//! Issues, what to prepare for them, and what can be solved without a person.

use super::{Entry, Kind};
use crate::kb::record::{Advice, Issue, IssueChannel, Line};
use crate::kb::{Kb, Table};
use crate::text::{Text, blanks};

/// Issues, FAQ topics, and everything of the checklists.
pub fn entries(kb: &Kb) -> Vec<Entry> {
    let lists = kb.checklists();
    let mut all: Vec<Entry> = kb.issues().issue.iter().map(|i| issue(kb, i)).collect();
    all.extend(kb.faq().topic.iter().map(|t| {
        Entry { name: Some(t.question.clone()), commands: &["faq", "route"], ..Entry::new(Kind::Faq, &t.id, t.answer.clone()) }
            .section("場所", "Where", [t.place.clone()])
            .refer(Kind::Issue, &t.issues)
            .on(&t.sources, &t.claims, t.checked)
    }));
    all.extend(kb.issues().aside.iter().map(|a| {
        Entry { name: Some(a.name.clone()), commands: &["issues", "route"], ..Entry::new(Kind::Aside, &a.id, a.text.clone()) }.on(
            &a.sources,
            &[],
            a.checked,
        )
    }));
    all.extend(lists.item.iter().map(|i| {
        Entry { name: Some(i.name.clone()), commands: &["prepare"], ..Entry::new(Kind::Item, &i.id, i.place.clone()) }
            .section("空欄の名前", "Its name as a blank", [i.blank.clone()])
            .on(&i.sources, &i.claims, i.checked)
    }));
    all.extend(lists.line.iter().map(|l| line(kb, l)));
    for (kind, list) in [(Kind::NeverTell, &lists.never_tell), (Kind::Keep, &lists.keep), (Kind::Tip, &lists.tip)] {
        all.extend(advice(kind, list));
    }
    all
}

fn issue(kb: &Kb, i: &Issue) -> Entry {
    let channel = |c: &IssueChannel| {
        let name = kb.channel(&c.id).map_or_else(|| Text::same(&*c.id), |c| c.name.clone());
        Text::new(format!("{}: {}", name.ja, c.why.ja), format!("{}: {}", name.en, c.why.en))
    };
    let items = |ids: &[String]| ids.iter().filter_map(|id| kb.item(id)).map(|item| item.name.clone()).collect::<Vec<_>>();
    let says = i.says.ja.iter().chain(&i.says.en).map(|text| Text::same(&**text));
    let blanks: Vec<String> = i.script.iter().flat_map(|line| blanks(&line.ja)).map(str::to_owned).collect();
    Entry {
        name: Some(i.name.clone()),
        when: if i.urgent { vec!["urgent = true".to_owned()] } else { Vec::new() },
        notes: i.warnings.clone(),
        commands: &["route", "prepare", "channels"],
        ..Entry::new(Kind::Issue, &i.id, i.first.clone())
    }
    .section("窓口の順番", "Channels, best first", i.channel.iter().map(channel))
    .section("必ず用意するもの", "What to have ready", items(&i.must))
    .section("あるとよいもの", "Good to have", items(&i.helpful))
    .section("話すこと", "What to say", i.script.iter().map(|text| labelled(kb, text, &i.topic)))
    .section("画面で選ぶ内容", "Subject to choose", [i.topic.clone()])
    .section("こう言われる", "How people say it", says)
    .refer(Kind::Channel, i.channel.iter().map(|c| &c.id))
    .refer(Kind::Item, i.must.iter().chain(&i.helpful).chain(&blanks))
    .refer(Kind::Faq, &i.faq)
    .on(&i.sources, &merged(i), i.checked)
}

/// Claims of the issue and of its channels.
fn merged(i: &Issue) -> Vec<String> {
    let mut all = i.claims.clone();
    for id in i.channel.iter().flat_map(|c| &c.claims) {
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
    all
}

fn line(kb: &Kb, l: &Line) -> Entry {
    let mut when = vec![format!("at = {}", l.at.id()), format!("channels = {}", l.channels.join(" | "))];
    when.extend(l.reader.iter().map(|reader| format!("reader = {reader}")));
    let topic = Text::new("用件", "your topic");
    Entry { when, commands: &["prepare"], ..Entry::new(Kind::Line, &l.id, labelled(kb, &l.text, &topic)) }
        .refer(Kind::Channel, &l.channels)
        .refer(Kind::Item, &blanks(&l.text.ja).map(str::to_owned).collect::<Vec<_>>())
        .on(&l.sources, &l.claims, l.checked)
}

fn advice(kind: Kind, list: &Table<Advice>) -> impl Iterator<Item = Entry> {
    list.iter().map(move |a| {
        let when = if a.channels.is_empty() { Vec::new() } else { vec![format!("channels = {}", a.channels.join(" | "))] };
        Entry { when, commands: &["prepare"], ..Entry::new(kind, &a.id, a.text.clone()) }
            .refer(Kind::Channel, &a.channels)
            .on(&a.sources, &a.claims, a.checked)
    })
}

/// A line with the names of its blanks.
fn labelled(kb: &Kb, text: &Text, topic: &Text) -> Text {
    let mut text = text.fill("topic", topic);
    for id in blanks(&text.ja.clone()) {
        if let Some(item) = kb.item(id) {
            text = text.fill(id, &Text::new(format!("〔{}〕", item.blank.ja), format!("[{}]", item.blank.en)));
        }
    }
    text
}
