//! The parts of a mail (RFC 2046): where each begins and ends, and what it is.

use super::decode::{self, Form};
use super::header::{Content, Header, field, first_line};
use super::html;

/// A body in parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Split<'a> {
    /// What stands in front of the first boundary; shown only where nothing else is.
    pub before: &'a [u8],
    /// The parts, each with its header.
    pub parts: Vec<&'a [u8]>,
}

/// The parts of a multipart body, for each of the boundaries that a mail program may take.
///
/// Where none of those that are named occurs, the first line that looks like one counts. Parts go on behind a closing boundary, as they do in some
/// programs; a missing one ends nothing.
pub fn split<'a>(body: &'a [u8], content: &Content) -> Vec<Split<'a>> {
    let mut named: Vec<&str> = content.parameters("boundary").filter(|boundary| !boundary.is_empty()).collect();
    named.dedup();
    let mut all: Vec<Split<'_>> = named.iter().take(3).map(|boundary| between(body, boundary.as_bytes())).collect();
    all.retain(|split| !split.parts.is_empty());
    if all.is_empty() {
        all.extend(guessed(body).map(|boundary| between(body, boundary)).filter(|split| !split.parts.is_empty()));
    }
    all
}

/// What stands between lines of a boundary.
fn between<'a>(body: &'a [u8], boundary: &[u8]) -> Split<'a> {
    let boundary = boundary.trim_ascii_end();
    let finder = memchr::memmem::Finder::new(boundary);
    let mut parts = Vec::new();
    let (mut first, mut start) = (None, None);
    let mut at = 0;
    while let Some(found) = finder.find(&body[at..]).map(|found| at + found) {
        let end = found + boundary.len();
        at = end.max(found + 1);
        if found < 2 || &body[found - 2..found] != b"--" || (found > 2 && body[found - 3] != b'\n') {
            continue;
        }
        let line = memchr::memchr(b'\n', &body[end..]).map_or(body.len(), |line| end + line);
        let rest = body[end..line].trim_ascii();
        if !(rest.is_empty() || rest.starts_with(b"--")) {
            continue;
        }
        first = first.or(Some(found - 2));
        if let Some(start) = start {
            // The end of the line in front belongs to the boundary.
            parts.push(&body[start..found.saturating_sub(3).max(start)]);
        }
        let behind = (line + 1).min(body.len());
        start = Some(behind).filter(|_| rest.is_empty());
        if start.is_none() {
            parts.extend(epilogue(&body[behind..], &finder));
        }
    }
    parts.extend(start.map(|start| &body[start..]));
    Split { before: &body[..first.unwrap_or(0)], parts }
}

/// What stands behind a closing boundary is shown by no program, unless it has a header as a part has.
fn epilogue<'a>(rest: &'a [u8], finder: &memchr::memmem::Finder<'_>) -> Option<&'a [u8]> {
    let (line, _) = first_line(rest);
    let begins = field(line).is_some_and(|(name, _)| name.starts_with("content-"));
    begins.then(|| &rest[..finder.find(rest).map_or(rest.len(), |end| end.saturating_sub(2))])
}

/// The first line that begins as boundaries do and has a field of a part behind it, without its hyphens.
fn guessed(body: &[u8]) -> Option<&[u8]> {
    let mut rest = body;
    while !rest.is_empty() {
        let (line, behind) = first_line(rest);
        let begins = line.len() > 2 && line.starts_with(b"--");
        if begins && field(first_line(behind).0).is_some_and(|(name, _)| name.starts_with("content-")) {
            return Some(&line[2..]);
        }
        rest = behind;
    }
    None
}

/// What is made of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Parts in it.
    Multipart,
    /// A message in it.
    Message,
    /// A page: HTML or SVG.
    Page,
    /// An invitation or a card.
    Calendar,
    /// What a mail system says of a delivery, for programs (RFC 3464, 8098 and 5965).
    Report,
    /// Other text.
    Plain,
    /// Words that nobody here can read: encrypted, or in a form of one program.
    Sealed,
    /// Something to open.
    File(Form),
    /// What a program reads and nobody sees: a signature, a key.
    Unseen,
}

/// What is made of a part, by its type, the name of its file and what is in it. Where these differ, text is read.
pub fn kind(content: &Content, name: Option<&str>, bytes: &[u8]) -> Kind {
    let by_type = match content.value.as_str() {
        "text/html" | "application/xhtml+xml" | "image/svg+xml" | "image/svg" | "text/enriched" | "text/richtext" => Kind::Page,
        "text/calendar" | "application/ics" | "text/x-vcalendar" | "text/vcard" | "text/x-vcard" | "text/directory" => Kind::Calendar,
        "message/rfc822" | "message/global" | "message/news" | "text/rfc822-headers" | "message/rfc822-headers" => Kind::Message,
        "message/delivery-status" | "message/global-delivery-status" | "message/disposition-notification" | "message/feedback-report" => {
            return Kind::Report;
        }
        "application/pkcs7-mime" | "application/x-pkcs7-mime" | "application/ms-tnef" | "application/vnd.ms-tnef" => Kind::Sealed,
        "application/pkcs7-signature"
        | "application/x-pkcs7-signature"
        | "application/pgp-signature"
        | "application/pgp-keys"
        | "application/pgp-encrypted" => return Kind::Unseen,
        "application/pdf" => Kind::File(Form::Pdf),
        other => match other.split('/').next().unwrap_or_default() {
            "multipart" => return Kind::Multipart,
            "image" => Kind::File(Form::Picture),
            "application" | "audio" | "video" | "font" | "model" => Kind::File(Form::Other),
            _ => Kind::Plain,
        },
    };
    let by_name = name.and_then(|name| name.rsplit_once('.')).and_then(|(_, end)| {
        Some(match end.trim().to_ascii_lowercase().as_str() {
            "html" | "htm" | "xhtml" | "xht" | "shtml" | "svg" | "hta" => Kind::Page,
            "ics" | "vcs" | "vcf" | "ical" => Kind::Calendar,
            "eml" | "mht" | "mhtml" => Kind::Message,
            "txt" | "csv" | "md" | "log" | "url" | "webloc" | "desktop" | "xml" | "json" | "vbs" | "js" => Kind::Plain,
            "p7m" => Kind::Sealed,
            _ => return None,
        })
    });
    let form = decode::form(bytes);
    match (by_type, by_name) {
        (Kind::Sealed, _) | (_, Some(Kind::Sealed)) => Kind::Sealed,
        (Kind::File(_), Some(kind)) if form == Form::Text => kind,
        (Kind::File(Form::Other), None) if form == Form::Text && content.value.starts_with("application/") => sniffed(bytes),
        (Kind::File(Form::Other), _) if form != Form::Text => Kind::File(form),
        (Kind::File(form), _) => Kind::File(form),
        (Kind::Plain, Some(kind)) => kind,
        // What is no text cannot be shown as such.
        (Kind::Plain, None) if form != Form::Text => Kind::File(form),
        (kind, _) => kind,
    }
}

/// What bytes are that say nothing of themselves.
fn sniffed(bytes: &[u8]) -> Kind {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]);
    if html::looks_like_html(&start) {
        Kind::Page
    } else if start.trim_start().to_ascii_uppercase().starts_with("BEGIN:V") {
        Kind::Calendar
    } else if super::looks_like_mail(bytes) {
        Kind::Message
    } else {
        Kind::Plain
    }
}

/// The name of a part's file.
pub fn name(header: &Header) -> Option<String> {
    let from = |field: &str, parameter: &str| header.all(field).find_map(|value| Content::read(&value).name(parameter));
    from("content-disposition", "filename").or_else(|| from("content-type", "name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_cut_as_mail_programs_do() {
        for (content, body, expected) in [
            ("x/y; boundary=b", "--b\none\n--b\ntwo\n--b--\n", &["one", "two"][..]),
            ("x/y; boundary=b", "before\n--b\none\n--b  \ntwo\n", &["one", "two\n"]),
            ("x/y; boundary=b", "--bb\n--b\n--c\n --b\none\n--b--", &["--c\n --b\none"]),
            ("x/y; boundary=\"b c\"", "--b c\none\n--b c--", &["one"]),
            ("x/y; boundary=b c", "--b\none\n--b--", &["one"]),
            ("x/y; boundary=z", "--b\nContent-Type: x\n\none\n--b--", &["Content-Type: x\n\none"]),
            ("x/y", "--b\nContent-Type: x\n\none\n--b--", &["Content-Type: x\n\none"]),
            ("x/y", "words\n-- \nsignature", &[]),
            ("x/y; boundary=b", "words", &[]),
            // Behind the end.
            ("x/y; boundary=b", "--b\none\n--b--\nlist\n", &["one"]),
            ("x/y; boundary=b", "--b\none\n--b--\n--b\ntwo\n--b--", &["one", "two"]),
            ("x/y; boundary=b", "--b\none\n--b--\nContent-Type: x\n\ntwo\n", &["one", "Content-Type: x\n\ntwo\n"]),
            ("x/y; boundary=b", "--b--", &[]),
            ("x/y; boundary=b", "--b", &[""]),
        ] {
            let all = split(body.as_bytes(), &Content::read(content));
            let parts: Vec<&str> =
                all.first().map_or(Vec::new(), |all| all.parts.iter().map(|p| std::str::from_utf8(p).unwrap()).collect());
            assert_eq!(parts, expected, "{content} {body:?}");
        }
    }

    #[test]
    fn a_part_is_what_a_program_would_make_of_it() {
        for (content, name, bytes, expected) in [
            ("text/html", None, &b"x"[..], Kind::Page),
            ("text/html", Some("a.pdf"), b"x", Kind::Page),
            ("text/plain", Some("a.html"), b"x", Kind::Page),
            ("text/x-unknown", None, b"x", Kind::Plain),
            ("", None, b"x", Kind::Plain),
            ("image/png", None, b"\x89PNG\0", Kind::File(Form::Picture)),
            ("image/svg+xml", None, b"<svg>", Kind::Page),
            ("application/pdf", Some("a.pdf"), b"%PDF-1", Kind::File(Form::Pdf)),
            ("application/octet-stream", Some("a.pdf"), b"%PDF-1", Kind::File(Form::Pdf)),
            ("application/pdf", Some("a.html"), b"<p>x", Kind::Page),
            ("application/octet-stream", Some("請求.HTM"), b"<p>x", Kind::Page),
            ("application/octet-stream", None, b"<html>x", Kind::Page),
            ("application/x-none", None, b"words", Kind::Plain),
            ("application/octet-stream", Some("a.bin"), b"\0\x01\x02\x03", Kind::File(Form::Other)),
            ("application/zip", Some("a.zip"), b"PK\x03\x04", Kind::File(Form::Other)),
            ("application/octet-stream", Some("a.eml"), b"From: a", Kind::Message),
            ("application/octet-stream", Some("a.ics"), b"BEGIN:VCALENDAR", Kind::Calendar),
            ("application/pkcs7-mime", Some("smime.p7m"), b"0\x80", Kind::Sealed),
            ("multipart/mixed", None, b"", Kind::Multipart),
        ] {
            assert_eq!(kind(&Content::read(content), name, bytes), expected, "{content} {name:?}");
        }
    }
}
