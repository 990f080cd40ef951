//! Time zones against chrono-tz, which holds the same database as code.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use std::collections::BTreeSet;

use amazon_help::text::Zone;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

/// What the database was told between chrono-tz's edition of it (2025b) and ours (2026f): zones, from this day, to before that one.
const NEWS: [(&[&str], &str, &str); 9] = [
    // British Columbia, Alberta, the Northwest Territories and Manitoba stop changing clocks and stay on summer time.
    (&["America/Vancouver", "Canada/Pacific"], "2026-11-01", END),
    (&["America/Edmonton", "America/Inuvik", "America/Yellowknife", "Canada/Mountain"], "2026-11-01", END),
    (&["America/Winnipeg", "America/Rainy_River", "Canada/Central"], "2026-11-01", END),
    // Morocco goes back to Greenwich time.
    (&["Africa/Casablanca", "Africa/El_Aaiun"], "2026-09-20", END),
    // Cuba stays on summer time for one winter.
    (&["America/Havana", "Cuba"], "2026-11-01", "2027-03-15"),
    // Moldova changes clocks an hour earlier or later, with the European Union.
    (&["Europe/Chisinau", "Europe/Tiraspol"], "2022-03-27", END),
    // Old changes of clocks that were found to have been at another hour or day.
    (&["America/Bogota"], "1992-05-02", "1992-05-04"),
    (&["Asia/Tehran", "Iran"], "1979-05-25", "1979-05-27"),
    (&["America/Tijuana", "America/Ensenada", "America/Santa_Isabel", "Mexico/BajaNorte"], "1970-01-01", "1976-04-26"),
];

/// For good.
const END: &str = "9999-12-31";

fn day(text: &str) -> DateTime<Utc> {
    text.parse::<NaiveDate>().unwrap().and_time(chrono::NaiveTime::MIN).and_utc()
}

fn is_news(zone: &str, at: DateTime<Utc>) -> bool {
    NEWS.iter().any(|(zones, from, to)| zones.contains(&zone) && (day(from)..day(to)).contains(&at))
}

fn theirs(zone: Tz, at: DateTime<Utc>) -> FixedOffset {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix()
}

/// The first and the fifteenth of each month of these years.
fn days(years: std::ops::Range<i32>) -> impl Iterator<Item = DateTime<Utc>> {
    let days = years.flat_map(|y| (1..=12).flat_map(move |m| [1, 15].map(|d| NaiveDate::from_ymd_opt(y, m, d).unwrap())));
    days.map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc())
}

/// The first second of the new offset, for each time that it changes.
fn changes(zone: Zone, years: std::ops::Range<i32>) -> Vec<DateTime<Utc>> {
    let days: Vec<_> = days(years).collect();
    let changed = days.windows(2).filter(|pair| zone.offset_at(pair[0]) != zone.offset_at(pair[1]));
    let first_second = |pair: &[DateTime<Utc>]| {
        let (mut before, mut after) = (pair[0], pair[1]);
        while after - before > TimeDelta::seconds(1) {
            let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
            *(if zone.offset_at(middle) == zone.offset_at(before) { &mut before } else { &mut after }) = middle;
        }
        after
    };
    changed.map(first_second).collect()
}

#[test]
fn every_zone_has_the_offsets_of_chrono_tz() {
    let mut differ = BTreeSet::new();
    for zone in TZ_VARIANTS {
        let name = zone.name();
        let ours = Zone::named(name).unwrap_or_else(|| panic!("{name} is missing"));
        assert_eq!(ours.name(), name);
        // From 2100 on chrono-tz has no summer time.
        for at in days(1970..2038).chain(days(2099..2100)).chain(changes(ours, 1970..2038)) {
            for at in [at - TimeDelta::seconds(1), at] {
                if ours.offset_at(at) != theirs(zone, at) {
                    assert!(is_news(name, at), "{name} at {at}: {}, not {}", ours.offset_at(at), theirs(zone, at));
                    differ.insert(name);
                }
            }
        }
    }
    let listed: BTreeSet<_> = NEWS.iter().flat_map(|(zones, ..)| *zones).copied().collect();
    assert_eq!(differ, listed, "a zone that no longer differs need not be listed");
}

/// The rule for all later years: the calendar repeats itself, weekdays too, after 400 years.
#[test]
fn every_zone_has_an_offset_from_year_1_to_9999() {
    assert!(Zone::names().count() >= TZ_VARIANTS.len());
    for name in Zone::names() {
        let zone = Zone::named(name).unwrap_or_else(|| panic!("{name} cannot be read"));
        for at in days(2399..2400) {
            let later = at.with_year(9999).unwrap();
            assert_eq!(zone.offset_at(later), zone.offset_at(at), "{name}");
        }
        for at in [day("0001-01-01"), day("9999-12-31")] {
            let shown = zone.local(at);
            assert_eq!(shown - zone.offset_at(at), at.naive_utc(), "{name}");
            assert_eq!(zone.to_utc(shown), Some(at), "{name}");
        }
        for at in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            zone.offset_at(at);
            zone.to_utc(at.naive_utc());
        }
    }
    let london = Zone::named("Europe/London").unwrap();
    assert_eq!(london.offset_at(day("2100-07-01")).local_minus_utc(), 3600);
    assert_eq!(london.offset_at(day("9999-12-01")).local_minus_utc(), 0);
}

/// Local times that clocks show twice or never: by an hour, half an hour, twenty minutes, at midnight, a whole day.
#[test]
fn gaps_and_overlaps_are_those_of_chrono_tz() {
    let (mut gaps, mut overlaps) = (0, 0);
    for zone in [
        Tz::Asia__Tokyo,
        Tz::Europe__London,
        Tz::America__New_York,
        Tz::America__Sao_Paulo,
        Tz::Australia__Lord_Howe,
        Tz::Pacific__Apia,
        Tz::Pacific__Kwajalein,
        Tz::Asia__Kathmandu,
        Tz::Africa__Monrovia,
        Tz::Europe__Dublin,
    ] {
        let ours = Zone::named(zone.name()).unwrap();
        for change in changes(ours, 1970..2038) {
            let around = [change - TimeDelta::seconds(1), change].map(|at| ours.local(at));
            let from: NaiveDateTime = around[0].min(around[1]) - TimeDelta::hours(2);
            let quarters = (0..).map(|n| from + TimeDelta::minutes(15 * n)).take_while(|t| *t - from < TimeDelta::hours(30));
            let edges = around.into_iter().flat_map(|t| [-1, 0, 1].map(|s| t + TimeDelta::seconds(s)));
            for local in quarters.chain(edges) {
                let result = zone.from_local_datetime(&local);
                gaps += i32::from(result.earliest().is_none());
                overlaps += i32::from(result.earliest() != result.latest());
                assert_eq!(ours.to_utc(local), result.earliest().map(|t| t.to_utc()), "{zone} {local}");
            }
        }
    }
    assert!(gaps > 1000 && overlaps > 1000, "{gaps} {overlaps}");
}

#[test]
fn names_are_found_in_any_case_and_kept_as_the_database_has_them() {
    for (given, name) in [("Asia/Tokyo", "Asia/Tokyo"), ("europe/london", "Europe/London"), ("utc", "UTC"), ("Japan", "Japan")] {
        assert_eq!(Zone::named(given).map(Zone::name), Some(name), "{given}");
    }
    for unknown in ["", "Asia/Tokio", "Asia", "/", "Asia/Tokyo ", "JST-9", "東京", "../etc/passwd"] {
        assert_eq!(Zone::named(unknown), None, "{unknown}");
    }
    assert_eq!(Zone::named("UTC"), Some(Zone::utc()));
    assert_ne!(Zone::named("Japan"), Zone::named("Asia/Tokyo"));
    assert!(TZ_VARIANTS.iter().all(|zone| Zone::names().any(|name| name == zone.name())));
}
