//! Invitations (iCalendar, RFC 5545) and cards (vCard, RFC 6350): the words in them that a calendar or address book shows.

use super::transfer::quoted_printable;

/// Properties that are there for programs. All others are shown.
const UNSEEN: [&str; 24] = [
    "begin",
    "end",
    "version",
    "prodid",
    "method",
    "calscale",
    "uid",
    "sequence",
    "status",
    "transp",
    "class",
    "priority",
    "created",
    "last-modified",
    "dtstamp",
    "dtstart",
    "dtend",
    "due",
    "duration",
    "trigger",
    "action",
    "rrule",
    "rev",
    "key",
];

/// The values that are shown, a line each.
pub fn visible(text: &str) -> String {
    let mut out = String::new();
    for line in text.replace("\n ", "").replace("\n\t", "").replace("=\n", "").lines() {
        let Some((property, value)) = line.split_once(':') else {
            continue;
        };
        let mut parts = property.split(';');
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let name = name.rsplit('.').next().unwrap_or_default();
        let own = name.starts_with("tz") || UNSEEN.contains(&name) || property.to_ascii_lowercase().contains("encoding=b");
        if own {
            continue;
        }
        let quoted = parts.clone().any(|part| part.to_ascii_lowercase().ends_with("quoted-printable"));
        let value = if quoted { String::from_utf8_lossy(&quoted_printable(value.as_bytes())).into_owned() } else { value.to_owned() };
        for part in parts {
            if let Some((_, name)) = part.split_once('=').filter(|(key, _)| key.eq_ignore_ascii_case("cn")) {
                out.push_str(name.trim_matches('"'));
                out.push(' ');
            }
        }
        let value = value.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";");
        out.push_str(value.strip_prefix("mailto:").unwrap_or(&value));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_an_invitation_is_read() {
        let text = "BEGIN:VCALENDAR\nPRODID:-//x//0120-555-0123\nBEGIN:VEVENT\nUID:1@shop.example\nDTSTART;TZID=Asia/Tokyo:20261126T090000\n\
                    SUMMARY;LANGUAGE=ja:アカウント\n 停止\\, 至急\nDESCRIPTION:Call 0120-555\n -0123\\nhttps://login.example.top/\n\
                    ORGANIZER;CN=\"Shop\":mailto:a@shop.example\nEND:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(visible(text), "アカウント停止, 至急\nCall 0120-555-0123\nhttps://login.example.top/\nShop a@shop.example\n");
        let card = "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=E5=BA=97\nitem1.TEL:0120-555-0123\nPHOTO;ENCODING=b:QUJD\nEND:VCARD\n";
        assert_eq!(visible(card), "店\n0120-555-0123\n");
    }
}
