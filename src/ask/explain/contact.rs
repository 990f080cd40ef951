//! Channels, their hours, their order, and what changes it.

use super::{Entry, Kind, Witness, witness};
use crate::kb::Kb;
use crate::kb::record::{Channel, Circumstance, Hours, Shift};
use crate::text::Text;

/// Channels, hours, circumstances, the order of channels, and what is said with every route.
pub fn entries(kb: &Kb) -> Vec<Entry> {
    let file = kb.audiences();
    let mut all: Vec<Entry> = kb.channels().channel.iter().map(channel).collect();
    all.extend(kb.hours().hours.iter().map(|h| hours(kb, h)));
    for (kind, list) in [(Kind::Audience, &file.audience), (Kind::Device, &file.device), (Kind::Situation, &file.situation)] {
        all.extend(list.iter().map(|c| circumstance(kb, kind, c)));
    }
    all.extend(kb.about().ladder.iter().enumerate().map(|(n, step)| {
        let when = vec![format!("place = {}", n + 1)];
        Entry { when, commands: &["route", "prepare", "channels"], ..Entry::new(Kind::Ladder, &step.channel, step.why.clone()) }
            .refer(Kind::Channel, [&step.channel])
            .on(&step.sources, &step.claims, step.checked)
    }));
    all.extend(
        kb.about().reminder.iter().map(|r| {
            Entry { commands: &["route"], ..Entry::new(Kind::Reminder, &r.id, r.text.clone()) }.on(&r.sources, &r.claims, r.checked)
        }),
    );
    all
}

fn channel(c: &Channel) -> Entry {
    let flags = [("voice", c.voice), ("record", c.record), ("sign_in", c.sign_in), ("identity_check", c.identity_check)];
    let mut when: Vec<String> = flags.iter().map(|(key, is)| format!("{key} = {is}")).collect();
    when.extend(c.attach.map(|is| format!("attach = {is}")));
    when.extend(c.url.iter().map(|url| format!("url = {url}")));
    let topic = Text::new("用件", "your topic");
    Entry {
        name: Some(c.name.clone()),
        when,
        notes: c.caution.iter().cloned().collect(),
        commands: &["route", "hours", "channels", "prepare"],
        ..Entry::new(Kind::Channel, &c.id, c.summary.clone())
    }
    .section("返事の早さ", "How long an answer takes", [c.reply_time.clone()])
    .section("向いているとき", "Good for", c.good_for.clone())
    .section("向いていないとき", "Not good for", c.bad_for.clone())
    .section("要るもの", "What you need", c.needs.clone())
    .section("言語", "Languages", [c.languages.clone()])
    .section("手順", "Steps", c.steps.iter().map(|step| step.fill("topic", &topic)))
    .on(&c.sources, &c.claims, c.checked)
}

fn hours(kb: &Kb, h: &Hours) -> Entry {
    let crowd = |c: &crate::kb::record::Crowd| {
        let what = |word: &str, text: &str| format!("{word} ({}): {text}", c.when);
        Text::new(what(c.level.id(), &c.note.ja), what(c.level.id(), &c.note.en))
    };
    let parts = || h.version.iter().map(|v| (&v.sources, &v.claims)).chain(h.crowd.iter().map(|c| (&c.sources, &c.claims)));
    let merged = |own: &[String], more: &mut dyn Iterator<Item = &String>| {
        let mut all = own.to_vec();
        for id in more {
            if !all.contains(id) {
                all.push(id.clone());
            }
        }
        all
    };
    let sources = merged(&h.sources, &mut parts().flat_map(|(sources, _)| sources));
    let claims = merged(&h.claims, &mut parts().flat_map(|(_, claims)| claims));
    Entry {
        name: kb.channel(&h.channel).map(|c| c.name.clone()),
        when: h.version.iter().map(|v| format!("open = {}", v.open)).collect(),
        commands: &["hours", "channels", "route", "prepare"],
        ..Entry::new(Kind::Hours, &h.channel, h.advice.clone())
    }
    .section("混み具合", "How busy", h.crowd.iter().map(crowd))
    .refer(Kind::Channel, [&h.channel])
    .on(&sources, &claims, h.checked)
}

/// What each source says of a channel's hours.
pub fn versions(kb: &Kb, channel: &str) -> Vec<Witness> {
    let versions = kb.hours_of(channel).into_iter().flat_map(|h| &h.version);
    versions.flat_map(|v| v.sources.iter().filter_map(|id| witness(kb, id, Some(v.text.clone())))).collect()
}

fn circumstance(kb: &Kb, kind: Kind, c: &Circumstance) -> Entry {
    let when = match kind {
        Kind::Audience => format!("--as {}", c.id),
        Kind::Device => format!("--device {}", c.id),
        _ => format!("--{}", c.id),
    };
    let shift = |s: &Shift| {
        let name = kb.channel(&s.channel).map_or_else(|| Text::same(&*s.channel), |c| c.name.clone());
        Text::new(format!("{}: {}", name.ja, s.why.ja), format!("{}: {}", name.en, s.why.en))
    };
    let items = c.must.iter().filter_map(|id| kb.item(id)).map(|item| item.name.clone());
    Entry { name: Some(c.name.clone()), when: vec![when], commands: &["route", "prepare"], ..Entry::new(kind, &c.id, c.note.clone()) }
        .section("先にする窓口", "Channels that go first", c.prefer.iter().map(shift))
        .section("後にする窓口", "Channels that go last", c.avoid.iter().map(shift))
        .section("すすめない窓口", "Channels not advised", c.exclude.iter().map(shift))
        .section("用意するもの", "What to have ready besides", items)
        .refer(Kind::Channel, c.prefer.iter().chain(&c.avoid).chain(&c.exclude).map(|s| &s.channel))
        .refer(Kind::Item, &c.must)
        .on(&c.sources, &c.claims, c.checked)
}
