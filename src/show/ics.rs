//! Quiet windows as an iCalendar file (RFC 5545), in universal time, so that every calendar shows them in its own zone.

use chrono::{DateTime, Utc};

use super::page::Page;
use super::plain;
use crate::ask::hours;
use crate::ask::week::Quiet;
use crate::kb::Kb;
use crate::kb::record::Channel;
use crate::text::{Lang, is_hidden};

/// The longest line, in octets without its end.
const LONGEST: usize = 75;

/// One event a window, each with an alarm ten minutes before. An event keeps its UID whenever it is written, and in both languages, so that
/// importing again replaces it.
pub fn calendar(kb: &Kb, channel: &Channel, answer: &hours::Answer, quiet: &[Quiet], lang: Lang) -> String {
    let about = kb.about();
    let program = format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let url = channel.url.as_ref().unwrap_or(&about.entrance.url);
    let (name, org) = (channel.name.get(lang), about.name.get(lang));
    let summary = lang.pick(format!("{org} {name}: すいている目安の時間"), format!("{org} {name}: said to be quiet"));
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", &format!("PRODID:-//{program}//{}", lang.pick("JA", "EN")), "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    for Quiet { window, note } in quiet {
        let start = moment(window.start);
        let mut about_it = vec![note.get(lang).to_owned()];
        about_it.extend(answer.channels.iter().map(|c| c.advice.get(lang).to_owned()));
        about_it.push(format!("{}: {url}", lang.pick("公式の入口", "Official entrance")));
        about_it.extend(small_print(kb, answer, lang));
        for text in [
            "BEGIN:VEVENT",
            &format!("UID:{start}-{}@{}.{}", channel.id, about.id, env!("CARGO_PKG_NAME")),
            &format!("DTSTAMP:{}", moment(answer.at)),
            &format!("DTSTART:{start}"),
            &format!("DTEND:{}", moment(window.end)),
            &format!("SUMMARY:{}", escape(&summary)),
            &format!("DESCRIPTION:{}", escape(&about_it.join("\n"))),
            &format!("URL:{}", url.chars().filter(|c| !is_hidden(*c)).collect::<String>()),
            // It takes none of the user's time.
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-PT10M",
            &format!("DESCRIPTION:{}", escape(&summary)),
            "END:VALARM",
            "END:VEVENT",
        ] {
            line(&mut out, text);
        }
    }
    line(&mut out, "END:VCALENDAR");
    out
}

/// What stands at the foot of every answer: what is due for review, and which KB it is from.
fn small_print(kb: &Kb, answer: &hours::Answer, lang: Lang) -> Vec<String> {
    let mut page = Page::default();
    if let Some(overdue) = &answer.overdue {
        page.overdue(overdue, lang);
    }
    page.origin(kb, lang);
    plain::lines_of(&page, usize::MAX).lines().map(str::to_owned).collect()
}

/// `20261125T050000Z`
fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value (3.3.11). What could act on a screen is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', c]),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, folded (3.1): what does not fit goes on behind a space. A character is never cut.
fn line(out: &mut String, text: &str) {
    let mut used = 0;
    for c in text.chars() {
        if used + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_end_their_line() {
        assert_eq!(escape("a,b;c\\d\ne\r\u{1b}f"), "a\\,b\\;c\\\\d\\nef");
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = String::new();
        line(&mut out, &"あ".repeat(60));
        // 25 characters of three octets fill 75; behind a space 24 do.
        assert_eq!(out, format!("{}\r\n {}\r\n {}\r\n", "あ".repeat(25), "あ".repeat(24), "あ".repeat(11)));
        out.clear();
        line(&mut out, &"a".repeat(75));
        assert_eq!(out, format!("{}\r\n", "a".repeat(75)));
    }
}
