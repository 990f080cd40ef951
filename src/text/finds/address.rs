//! Web and mail addresses in running text.

use std::ops::Range;

use super::{Find, Kind, World};
use crate::text::web::SLASHES;

/// The longest scheme of an address with its colon, in bytes.
const LONGEST_SCHEME: usize = 12;

/// The longest host, or name of a mailbox, that is looked at, in bytes; longer ones do not exist.
pub const LONGEST_HEAD: usize = 320;

/// The longest host and the longest label of one, in bytes (RFC 1035, 2.3.4).
const LONGEST_HOST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// The longest address with a host in Japanese, in bytes.
const LONGEST_JAPANESE: usize = 2_048;

/// Where an address that begins at `at` ends at the latest: before white space, quotes, brackets and Japanese writing; and up to where it is the same
/// for one that begins further on.
pub fn token_end(text: &str, at: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut end = at;
    // Where the host begins, behind the first `://`, and whether it has ended.
    let (mut host, mut past) = (None, false);
    let mut plain = true;
    while end < bytes.len() && (plain || end - host.unwrap_or(at) < LONGEST_JAPANESE) {
        match bytes[end] {
            b' ' | b'\n' | b'<' | b'>' | b'"' | b'\'' | b'`' | b'{' | b'}' | b'|' | b'^' => break,
            byte @ 0x21..=0x7e => {
                end += 1;
                match host {
                    Some(_) if byte == b'/' => past = true,
                    None if bytes[at..end].ends_with(b"://") => host = Some(end),
                    _ => {}
                }
            }
            _ => {
                // Latin letters with accents and other alphabets can be part of a host; Japanese is the sentence around it, but for a host
                // that is Japanese right behind the scheme.
                let Some(c) = text[end..].chars().next() else { break };
                let letter = c.is_alphabetic() && u32::from(c) < 0x2000;
                let japanese = host.is_some_and(|host| !past && (host == end || !bytes[host].is_ascii()));
                if !(letter || japanese && c.is_alphanumeric()) {
                    break;
                }
                plain &= letter;
                end += c.len_utf8();
            }
        }
    }
    (end, if plain { end } else { host.unwrap_or(end) })
}

/// A stretch of a token without delimiters, and where in it the name of a host or mailbox can begin at the earliest. It is told once for all places in
/// it, so that a long one costs no more than its length.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    /// Where it ends: before a delimiter, or with the token.
    stop: usize,
    /// Where a name can begin that goes on to its end; none where there is none.
    from: Option<usize>,
}

impl Head {
    /// A stretch that has ended.
    pub const PASSED: Head = Head { stop: 0, from: None };

    /// The stretch that begins at `at` in a token that ends at `end`.
    fn new(text: &str, at: usize, end: usize, world: &World<'_>) -> Head {
        let stop = text[at..end].find(['@', '/', '?', ':', '#', ',', ';', '(', ')']).map_or(end, |len| at + len);
        let from = if text[stop..end].starts_with('@') {
            let local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%' | b'&');
            let from = text.as_bytes()[at..stop].iter().rposition(|b| !local(*b)).map_or(at, |place| at + place + 1);
            mail_host(&text[stop + 1..end], world).map(|_| from.max(stop.saturating_sub(LONGEST_HEAD)))
        } else {
            let host = text[at..stop].trim_end_matches('.');
            let address = if at + host.len() == stop { ip_address(host) } else { None };
            let name = name_from(host).filter(|from| (world.suffix)(&host[*from..]));
            match (address, name) {
                (Some(a), Some(b)) => Some(at + a.min(b)),
                (a, b) => a.or(b).map(|from| at + from),
            }
        };
        Head { stop, from }
    }
}

/// A web or mail address that is the token, or begins in it. `head` is what was told of the stretch before, and is brought up to date.
pub fn address(text: &str, range: Range<usize>, head: &mut Head, world: &World<'_>) -> Option<Find> {
    let token = &text[range.clone()];
    let start = range.start;
    let of = |kind, len: usize| Some(Find { kind, range: start..start + len });
    // What tells an address stands in its first characters: each word of a long token is looked at, and none of them to its end.
    if let Some((scheme, _)) = beginning(token, LONGEST_SCHEME).split_once(':') {
        let rest = &token[scheme.len() + 1..];
        let known = matches!(scheme, "http" | "https" | "ftp" | "ftps" | "file" | "data" | "javascript" | "intent" | "whatsapp")
            || (scheme.starts_with('h') && matches!(scheme.len(), 4 | 5) && scheme.contains("xx") | scheme.contains("**"));
        let slashes = rest.starts_with("//") || rest.starts_with("/") || rest.starts_with("\\");
        if (known && slashes) || (matches!(scheme, "data" | "javascript") && rest.len() > 3) {
            let len = trimmed(token);
            return (len > scheme.len() + 3).then_some(()).and_then(|()| of(Kind::Url, len));
        }
    }
    if head.stop <= start {
        *head = Head::new(text, start, range.end, world);
    }
    if head.from.is_none_or(|from| start < from) {
        return None;
    }
    let first = head.stop - start;
    if token[first..].starts_with('@') {
        return mail_host(&token[first + 1..], world).and_then(|len| of(Kind::Mail, first + 1 + len));
    }
    let host = token[..first].trim_end_matches('.');
    let path = host.len() == first && token[first..].starts_with(['/', '?', ':', '#']);
    if is_host(host, world) || (path && ip_address(host) == Some(0)) {
        let port = token[first..].strip_prefix(':').is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        let len = if path && !port { trimmed(token) } else { host.len() };
        return of(Kind::Url, len.max(host.len()));
    }
    None
}

/// The most ends of one address that are looked at besides the first.
const MOST_ENDS: usize = 8;

/// Where the host of an address that `text` begins with starts, and all that could belong to it and to a user before it: up to white space, a delimiter or
/// punctuation that ends a sentence or stands around an address.
pub fn authority(text: &str) -> Range<usize> {
    let start = ["://", "：//", "：／／", ":／／"]
        .iter()
        .find_map(|form| beginning(text, LONGEST_SCHEME * 3).find(form).map(|at| at + form.len()))
        .unwrap_or(0);
    let closes = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '/' | '\\' | '?' | '#' | '<' | '>' | '"' | '\'' | '`' | '、' | '，' | '！' | '？')
            || matches!(c, '「' | '」' | '『' | '』' | '【' | '】' | '〉' | '》' | '“' | '”' | '’' | '（' | '）' | '…')
    };
    let most = beginning(&text[start..], LONGEST_HEAD * 3);
    start..start + most.find(closes).unwrap_or(most.len())
}

/// Where an address that `text` begins with ends besides `first`, the last place first, for those who take more for a part of it: a browser takes any
/// letter into the host, and mail programs differ in what they make a link of. `text` is as it stands in a message, nothing undone; what follows a host
/// is the sentence around it unless it makes another host that can exist.
pub fn later_ends(text: &str, first: usize, suffix: &dyn Fn(&str) -> bool) -> Vec<usize> {
    let place = authority(text);
    let start = place.start;
    let rest = &text[start..];
    let authority = &text[place];
    if authority.is_ascii() || start + authority.len() <= first {
        return Vec::new();
    }
    let ends_with_path = rest[authority.len()..].starts_with(['/', '\\', '?', '#']);
    let mut ends = Vec::new();
    let mut before = '\0';
    for (at, c) in authority.char_indices().chain([(authority.len(), '/')]) {
        let letter = |c: char| c.is_ascii_alphanumeric();
        let last = at == authority.len();
        // Hosts of ASCII end where other writing begins; those in other writing with the whole.
        let may_end = start + at > first && (last || (letter(before) && !letter(c) && !matches!(c, '-' | '.' | '_' | '@' | ':' | '%')));
        if may_end && ends.len() < MOST_ENDS && is_later_host(&authority[..at], start > 0, last && ends_with_path, suffix) {
            ends.push(start + at + path_len(&rest[at..]));
        }
        before = c;
    }
    ends.reverse();
    ends
}

/// Whether what stands before a path makes a host that can exist, and not a sentence behind one.
fn is_later_host(authority: &str, scheme: bool, path: bool, suffix: &dyn Fn(&str) -> bool) -> bool {
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let top = host.rsplit(['.', '。', '｡', '．']).next().unwrap_or_default();
    if top.len() == host.len() || top.is_empty() || authority.is_ascii() {
        return false;
    }
    let name = top.len() > 1 && top.bytes().all(|b| b.is_ascii_alphabetic());
    // Without a scheme particles and lists join names of hosts: "AやB", "A・B". Nobody joins them with signs that only look like a slash.
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{309f}' | '・' | '･');
    if !scheme
        && !authority.contains(SLASHES)
        && (authority.contains(kana) || !(path || authority.contains(['。', '｡']) || !authority.contains(char::is_alphabetic)))
    {
        return false;
    }
    (name && (path || authority.contains('@') || authority.contains(SLASHES))) || suffix(host)
}

/// The length of a port, path, query and fragment at the beginning of a text: up to white space, quotes and other writing than ASCII.
fn path_len(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '\'' | '`')).unwrap_or(text.len());
    let path = &text[..end];
    if path.starts_with(['/', '\\', '?', '#', ':']) { trimmed(path) } else { 0 }
}

/// The length of the host of a mail address at the beginning of a text.
fn mail_host(text: &str, world: &World<'_>) -> Option<usize> {
    let host = beginning(text, LONGEST_HEAD);
    let len = host.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(host.len());
    let host = host[..len].trim_end_matches(['.', '-', '_']);
    is_host(host, world).then_some(host.len())
}

/// The beginning of a text, of at most this many bytes.
fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}

/// The length of an address without the punctuation of the sentence behind it.
fn trimmed(token: &str) -> usize {
    let mut rest = token;
    let count = |brackets: [char; 2]| token.matches(brackets).count();
    // Punctuation at the end has no brackets: only those that are cut off change the counts.
    let (mut opened, mut closed) = (count(['(', '[']), count([')', ']']));
    loop {
        let cut = rest.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '"', '*', '_', '~']);
        // A bracket that was not opened inside belongs to the sentence.
        let cut = match cut.strip_suffix([')', ']']) {
            Some(inner) if opened < closed => {
                closed -= 1;
                inner
            }
            _ => cut,
        };
        // Nor does one that is closed further on, behind the address.
        let cut = match cut.strip_suffix(['(', '[']) {
            Some(inner) => {
                opened -= 1;
                inner
            }
            None => cut,
        };
        if cut.len() == rest.len() {
            return rest.len();
        }
        rest = cut;
    }
}

fn is_host(host: &str, world: &World<'_>) -> bool {
    name_from(host) == Some(0) && (world.suffix)(host)
}

/// Where the longest name of a host begins that a text ends in, as far as its form goes: labels of letters, digits, hyphens and underscores, the last
/// of letters only.
fn name_from(text: &str) -> Option<usize> {
    let dot = text.rfind('.')?;
    let top = &text[dot + 1..];
    let letters = top.starts_with("xn--") || top.chars().all(char::is_alphabetic);
    if !letters || !(2..=LONGEST_LABEL).contains(&top.len()) {
        return None;
    }
    let (mut from, mut end) = (dot + 1, dot);
    while let Some(begins) = label_from(&text[..end]) {
        from = begins;
        // On to the label before, where this one is whole.
        match text[..from].strip_suffix('.') {
            Some(before) => end = before.len(),
            None => break,
        }
    }
    if text.len() - from > LONGEST_HOST {
        from = (text.len() - LONGEST_HOST..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    }
    (from < dot).then_some(from)
}

/// Where the longest label begins that a text ends in.
fn label_from(text: &str) -> Option<usize> {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let bound = text.len().saturating_sub(LONGEST_LABEL + 1);
    let bound = (bound..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let from = text[bound..].char_indices().rev().find(|(_, c)| !letter(*c)).map_or(bound, |(at, c)| bound + at + c.len_utf8());
    let from = if text.len() - from > LONGEST_LABEL { from + text[from..].chars().next().map_or(0, char::len_utf8) } else { from };
    let label = text[from..].trim_start_matches('-');
    (!label.is_empty() && !label.ends_with('-')).then_some(text.len() - label.len())
}

/// Where an IP address begins that a text ends in.
fn ip_address(text: &str) -> Option<usize> {
    let mut end = text.len();
    let mut start = end;
    for part in text.rsplitn(5, '.').take(4) {
        part.parse::<u8>().ok()?;
        start = end - part.len();
        end = start.saturating_sub(1);
    }
    (text[start..].split('.').count() == 4).then_some(start)
}
