//! Web and mail addresses in running text.

use std::ops::Range;

use super::{Find, Kind, World};

/// The longest scheme of an address with its colon, in bytes.
const LONGEST_SCHEME: usize = 12;

/// The longest host, or name of a mailbox, that is looked at, in bytes; longer ones do not exist.
pub const LONGEST_HEAD: usize = 320;

/// The longest address with a host in Japanese, in bytes.
const LONGEST_JAPANESE: usize = 2_048;

/// Where an address that begins at `at` ends at the latest: before white space, quotes, brackets and Japanese writing; and whether it is the same for
/// one that begins further on.
pub fn token_end(text: &str, at: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut end = at;
    // Where the host begins, behind the first `://`, and whether it has ended.
    let (mut host, mut past) = (None, false);
    let mut plain = true;
    while end < bytes.len() && (plain || end - at < LONGEST_JAPANESE) {
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
                let japanese = host.is_some_and(|host| !past && host < end && !bytes[host].is_ascii());
                let inside = c.is_alphanumeric() && (text[..end].ends_with("://") || japanese);
                if !letter && !inside {
                    break;
                }
                plain &= letter;
                end += c.len_utf8();
            }
        }
    }
    (end, plain)
}

/// A web or mail address that is the token, or begins in it.
pub fn address(text: &str, range: Range<usize>, world: &World<'_>) -> Option<Find> {
    let token = &text[range.clone()];
    let start = range.start;
    let of = |kind, len: usize| Some(Find { kind, range: start..start + len });
    // What tells an address stands in its first characters: each word of a long token is looked at, and none of them to its end.
    let head = beginning(token, LONGEST_HEAD);
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
    let ends_head = |b: &u8| matches!(b, b'@' | b'/' | b'?' | b':' | b'#' | b',' | b';' | b'(' | b')');
    // Byte by byte: each word of a long token asks.
    let first = head.as_bytes().iter().position(ends_head).unwrap_or(head.len());
    if token[first..].starts_with('@') {
        let host = beginning(&token[first + 1..], LONGEST_HEAD);
        let len = host.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(host.len());
        let host = host[..len].trim_end_matches(['.', '-', '_']);
        let local = token[..first].bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%' | b'&'));
        return (local && is_host(host, world)).then_some(()).and_then(|()| of(Kind::Mail, first + 1 + host.len()));
    }
    let host = token[..first].trim_end_matches('.');
    let path = host.len() == first && token[first..].starts_with(['/', '?', ':', '#']);
    if is_host(host, world) || (path && is_ip_address(host)) {
        let port = token[first..].strip_prefix(':').is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        let len = if path && !port { trimmed(token) } else { host.len() };
        return of(Kind::Url, len.max(host.len()));
    }
    None
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
    let (opened, mut closed) = (count(['(', '[']), count([')', ']']));
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
        if cut.len() == rest.len() {
            return rest.len();
        }
        rest = cut;
    }
}

fn is_host(host: &str, world: &World<'_>) -> bool {
    if host.len() > 253 {
        return false;
    }
    let mut labels = host.rsplit('.');
    let Some(top) = labels.next() else {
        return false;
    };
    let valid = |label: &str| !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-');
    let top_fits = top.len() >= 2 && (top.starts_with("xn--") || top.chars().all(char::is_alphabetic));
    let mut count = 0;
    let rest_fits = labels.all(|label| {
        count += 1;
        valid(label) && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    });
    top_fits && rest_fits && count > 0 && (world.suffix)(host)
}

fn is_ip_address(text: &str) -> bool {
    text.split('.').count() == 4 && text.split('.').all(|part| part.parse::<u8>().is_ok())
}
