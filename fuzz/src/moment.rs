//! Moments after `--at`, and what is open at any of them.

use amazon_help::ask::{hours, week};
use amazon_help::show::{Answer, ics};
use amazon_help::text::{Lang, Zone, moment};
use chrono::{DateTime, SecondsFormat, TimeZone, Utc};

use super::{Choices, clean, kb, layout};

/// A moment, with a time zone in a line before it where it is not Japan's.
pub fn run(data: &[u8]) {
    let input = &*String::from_utf8_lossy(data);
    let (name, text) = input.split_once('\n').unwrap_or(("Asia/Tokyo", input));
    let Some(zone) = Zone::named(name) else {
        return;
    };
    let now = Utc.with_ymd_and_hms(2026, 11, 25, 1, 0, 0).unwrap();
    let read = moment::parse(text, zone, now);
    assert_eq!(read, moment::parse(text, zone, now), "the same input, the same moment");
    let Ok(at) = read else {
        return;
    };
    let written = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    if (0..=9999).contains(&chrono::Datelike::year(&at)) {
        assert_eq!(moment::parse(&written, zone, now), Ok(at), "{text:?} is {written}");
    }
    // A zone shows at that moment what its clocks show, and leads back to it, or to the earlier of two.
    let back = zone.to_utc(zone.local(at));
    assert!(back.is_some_and(|back| back <= at && zone.local(back) == zone.local(at)), "{text:?} in {name}: {at} became {back:?}");
    asked(at, zone, &mut Choices::of(data));
}

/// What is open then, for a week and as a calendar.
fn asked(at: DateTime<Utc>, zone: Zone, choices: &mut Choices) {
    let answer = hours::ask(kb(), &[], at).unwrap();
    for channel in &answer.channels {
        assert!(channel.until.is_none_or(|until| until > at), "{}: {:?} at {at}", channel.id, channel.until);
        assert!(channel.next_quiet.iter().all(|w| w.start < w.end && w.end > at), "{}: {:?}", channel.id, channel.next_quiet);
    }
    layout::pages(kb(), &Answer::Hours(&answer), choices);
    let id = week::preferred(kb()).unwrap();
    let days = choices.below(*week::DAYS.end()) + 1;
    let answer = week::ask(kb(), id, at, days).unwrap();
    let style = super::render::style(choices, Some(zone));
    layout::page(kb(), &Answer::Week(&answer), &style);
    layout::document(kb(), &Answer::Week(&answer));
    let channel = kb().channel(id).unwrap();
    let calendar = ics::calendar(kb(), channel, &answer.hours, &week::quiet(kb(), id, at, 10), Lang::Ja);
    clean::clean(&calendar.replace("\r\n", "\n"), "calendar");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
}
