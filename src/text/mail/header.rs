//! The header of a message or of a part: fields, their parameters and encoded words, as forgiving as mail programs are.
//!
//! RFC 5322 says what a field is, RFC 2045 and 2231 what parameters are, RFC 2047 what an encoded word is.

use super::decode;
use super::transfer;

/// Fields that a part of a message has, beside those that begin with `content-` or `x-`.
const OF_PARTS: [&str; 2] = ["mime-version", "message-id"];

/// Parameters that are looked at.
const PARAMETERS: [&str; 4] = ["boundary", "charset", "name", "filename"];

/// So many of them, with their pieces, are looked at in a field.
const MOST: usize = 100;

/// The fields of a header.
#[derive(Debug, Default)]
pub struct Header {
    /// Names in small letters, with values that are still folded and encoded.
    fields: Vec<(String, Vec<u8>)>,
    /// Lines that are no fields.
    pub stray: Vec<u8>,
    /// The encoding that the text says it has: its header may have no other.
    charset: Option<String>,
}

impl Header {
    /// Takes the header off a message or part, of which lines end in `\n` alone; what is left is its body.
    ///
    /// A line that is no field ends the header, as in many programs, unless fields go on behind it, as other programs have it.
    pub fn split(bytes: &[u8]) -> (Header, &[u8]) {
        let mut header = Header::default();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (line, behind) = first_line(rest);
            if line.is_empty() {
                rest = behind;
                break;
            }
            let folded = matches!(line[0], b' ' | b'\t');
            if folded && let Some((_, value)) = header.fields.last_mut() {
                value.push(b'\n');
                value.extend(line);
            } else if let Some((name, value)) = field(line) {
                header.fields.push((name, value.to_vec()));
            } else if !(header.fields.is_empty() && (line.starts_with(b"From ") || line.starts_with(b">From "))) {
                let next = first_line(behind).0;
                if !next.is_empty() && !matches!(next[0], b' ' | b'\t') && field(next).is_none() {
                    break;
                }
                header.stray.extend(line);
                header.stray.push(b'\n');
            }
            rest = behind;
        }
        let charset = header.all("content-type").find_map(|value| Content::read(&value).charset());
        (Header { charset, ..header }, rest)
    }

    /// The values of all fields of a name, in order, in characters.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        self.fields.iter().filter(move |(own, _)| own == name).map(|(_, value)| decode::text(value, self.charset.as_deref()).text)
    }

    /// Fields that no part has: whoever writes words there has forgotten the empty line before them, and some programs show them.
    pub fn foreign(&self) -> String {
        let own = |name: &str| name.starts_with("content-") || name.starts_with("x-") || OF_PARTS.contains(&name);
        let foreign = self.fields.iter().filter(|(name, _)| !own(name));
        foreign.map(|(name, value)| format!("{name}: {}\n", decode::text(value, self.charset.as_deref()).text)).collect()
    }
}

/// The first line, and what is behind its end.
pub fn first_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b'\n', bytes) {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[]),
    }
}

/// A line as a field: its name in small letters, and its value.
pub fn field(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = memchr::memchr(b':', &line[..line.len().min(200)])?;
    let name = line[..colon].trim_ascii_end();
    let fits = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    fits.then(|| (String::from_utf8_lossy(name).to_ascii_lowercase(), &line[colon + 1..]))
}

/// A field that has parameters: `text/html; charset=utf-8`.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Content {
    /// What stands before them, in small letters.
    pub value: String,
    /// Names in small letters, with values, and whether those stood in quotes; a name may occur more than once.
    parameters: Vec<(String, String, bool)>,
}

impl Content {
    /// Reads such a field, with comments, missing semicolons and quotes that do not end.
    pub fn read(field: &str) -> Content {
        let mut rest = skipped(field);
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ';' | '(' | ',')).unwrap_or(rest.len());
        let value = rest[..end].trim_matches(['"', '\'']).to_ascii_lowercase();
        rest = &rest[end..];
        let mut pieces: Vec<(String, String, bool, bool)> = Vec::new();
        loop {
            rest = skipped(rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | ')')));
            if rest.is_empty() {
                break;
            }
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ';' | '=' | '(')).unwrap_or(rest.len());
            let name = rest[..end].to_ascii_lowercase();
            let behind = skipped(&rest[end..]);
            let Some(behind) = behind.strip_prefix('=') else {
                // Something without a value; at least one character goes.
                rest = if end == 0 { &rest[rest.chars().next().map_or(0, char::len_utf8)..] } else { &rest[end..] };
                continue;
            };
            let behind = skipped(behind);
            let in_quotes = behind.starts_with('"');
            let quoted = behind.strip_prefix('"').map(unquoted);
            let (value, left) = quoted.unwrap_or_else(|| {
                let end = behind.find(';').unwrap_or(behind.len());
                (behind[..end].trim().to_owned(), &behind[end..])
            });
            let (name, extended) = name.strip_suffix('*').map_or((name.as_str(), false), |name| (name, true));
            let (name, goes_on) = match name.split_once('*') {
                Some((name, number)) => (name, number != "0"),
                None => (name, false),
            };
            if !PARAMETERS.contains(&name) || pieces.len() == MOST {
                rest = left;
                continue;
            }
            let value = if extended { percent_decoded(&value, goes_on) } else { value };
            pieces.push((name.to_owned(), value, goes_on, in_quotes || extended));
            rest = left;
        }
        let mut parameters: Vec<(String, String, bool)> = Vec::new();
        for (name, value, goes_on, in_quotes) in pieces {
            match parameters.iter_mut().rfind(|(own, ..)| *own == name) {
                Some((_, own, _)) if goes_on => own.push_str(&value),
                _ => parameters.push((name, value, in_quotes)),
            }
        }
        Content { value, parameters }
    }

    /// The values of a parameter: as it stands, and those without quotes also up to a space or a comment.
    pub fn parameters<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.parameters.iter().filter(move |(own, ..)| own == name).flat_map(|(_, value, in_quotes)| {
            let short = value.split([' ', '\t', '\n', '(']).next().unwrap_or_default();
            [value.as_str(), short].into_iter().take(if *in_quotes || short.len() == value.len() { 1 } else { 2 })
        })
    }

    /// The encoding of its characters.
    pub fn charset(&self) -> Option<String> {
        let named = self.parameters("charset").last()?;
        Some(named.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned()).filter(|name| !name.is_empty())
    }

    /// A name, as one reads it.
    pub fn name(&self, parameter: &str) -> Option<String> {
        self.parameters.iter().find(|(own, ..)| own == parameter).map(|(_, value, _)| words(value)).filter(|name| !name.is_empty())
    }
}

/// What is behind spaces and comments.
fn skipped(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('(') {
        rest = rest[comment(rest)..].trim_start();
    }
    rest
}

/// The length of the comment that a text begins with; comments may stand in comments. One without an end goes on to the end.
pub fn comment(text: &str) -> usize {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth <= 1 => return at + 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// What is quoted, its quote taken off already, and what is behind the other quote.
pub fn unquoted(text: &str) -> (String, &str) {
    let (mut own, mut escaped) = (String::new(), false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => {
                own.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return (own, &text[at + 1..]),
            '\n' => {}
            c => own.push(c),
        }
    }
    (own, "")
}

/// A value as RFC 2231 has it, `utf-8'ja'%E5…`; a further piece of one has no encoding in front.
fn percent_decoded(value: &str, goes_on: bool) -> String {
    let (charset, encoded) = match value.split_once('\'') {
        Some((charset, rest)) if !goes_on => (Some(charset), rest.split_once('\'').map_or(rest, |(_, value)| value)),
        _ => (None, value),
    };
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(encoded).collect();
    decode::text(&bytes, charset).text
}

/// A field as one reads it: encoded words decoded, folded lines joined, without characters that control something.
pub fn words(value: &str) -> String {
    let decoded = encoded_words(value);
    let mut text = String::with_capacity(decoded.len());
    let mut space = false;
    for c in decoded.chars().filter(|c| *c != '\0') {
        if c.is_whitespace() && c != '\u{3000}' || c.is_control() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) && !text.is_empty() {
            text.push(' ');
        }
        text.push(c);
    }
    text
}

/// Decodes encoded words wherever they stand, in quotes and inside words too, as many programs do. What stands next to each other is put together
/// first: a character may be cut in two.
pub fn encoded_words(text: &str) -> String {
    let mut out = String::new();
    let mut open: Option<(&str, Vec<u8>)> = None;
    let mut rest = text;
    // Where no word ends any more, none is looked for.
    let mut ends = true;
    while let Some(at) = rest.find("=?") {
        let (before, here) = rest.split_at(at);
        match word(here, &mut ends) {
            Some((charset, bytes, len)) => {
                match &mut open {
                    Some((own, all)) if before.trim().is_empty() && own.eq_ignore_ascii_case(charset) => all.extend(bytes),
                    _ => {
                        let next_to = open.is_some() && before.trim().is_empty();
                        close(&mut out, open.take());
                        out.push_str(if next_to { "" } else { before });
                        open = Some((charset, bytes));
                    }
                }
                rest = &here[len..];
            }
            None => {
                close(&mut out, open.take());
                out.push_str(before);
                out.push_str("=?");
                rest = &here[2..];
            }
        }
    }
    close(&mut out, open);
    out.push_str(rest);
    out
}

fn close(out: &mut String, open: Option<(&str, Vec<u8>)>) {
    if let Some((charset, bytes)) = open {
        out.push_str(&decode::text(&bytes, Some(charset)).text);
    }
}

/// The encoded word that a text begins with: its charset, what it encodes, and its length. One without an end is read up to a space.
fn word<'a>(text: &'a str, ends: &mut bool) -> Option<(&'a str, Vec<u8>, usize)> {
    const LONGEST_CHARSET: usize = 60;
    let name = &text[2..];
    let charset = name.bytes().take(LONGEST_CHARSET).position(|b| b == b'?' || b.is_ascii_whitespace())?;
    let (charset, behind) = name.split_at(charset);
    let kind = behind.strip_prefix('?')?;
    let (kind, encoded) = (kind.chars().next()?, kind.get(1..)?.strip_prefix('?')?);
    let start = text.len() - encoded.len();
    let found = if *ends { encoded.find("?=") } else { None };
    *ends = found.is_some();
    let (encoded, len) = match found {
        Some(end) => (&encoded[..end], start + end + 2),
        None => {
            let end = encoded.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '?')).unwrap_or(encoded.len());
            (&encoded[..end], start + end)
        }
    };
    let bytes = match kind {
        'B' | 'b' => transfer::base64(encoded.as_bytes()),
        'Q' | 'q' => transfer::quoted_printable(encoded.replace('_', " ").as_bytes()),
        _ => return None,
    };
    // RFC 2231 lets a language stand behind the charset.
    Some((charset.split('*').next().unwrap_or_default(), bytes, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_mail_programs_do() {
        for (header, name, values, body) in [
            ("Subject: a\n b\n\nbody", "subject", &[" a\n b"][..], "body"),
            ("SUBJECT : a\nsubject:b\n\nbody", "subject", &[" a", "b"], "body"),
            ("From x@y.example Thu\nSubject: a\n\nbody", "subject", &[" a"], "body"),
            // A line that is no field, between fields and behind them.
            ("To: x\nno field\nSubject: a\n\nbody", "subject", &[" a"], "body"),
            ("Subject: a\nno field\nmore words\n\nbody", "subject", &[" a"], "no field\nmore words\n\nbody"),
            ("\nSubject: a\n\nbody", "subject", &[], "Subject: a\n\nbody"),
            ("Subject: a", "subject", &[" a"], ""),
            (" folded\nSubject: a\n\nbody", "subject", &[" a"], "body"),
        ] {
            let (read, rest) = Header::split(header.as_bytes());
            let found: Vec<String> = read.all(name).collect();
            assert_eq!(
                (found.as_slice(), rest),
                (values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>().as_slice(), body.as_bytes()),
                "{header:?}"
            );
        }
    }

    #[test]
    fn parameters_are_read_as_mail_programs_do() {
        for (field, value, name, all) in [
            ("text/html; charset=utf-8", "text/html", "charset", &["utf-8"][..]),
            (" TEXT/HTML charset=\"utf-8\"", "text/html", "charset", &["utf-8"]),
            ("text/html (words; charset=x); (more) charset (c) = (d) utf-8", "text/html", "charset", &["utf-8"]),
            ("multipart/mixed; boundary=\"a b\"; boundary=c", "multipart/mixed", "boundary", &["a b", "c"]),
            ("multipart/mixed; boundary=\"a\\\"b", "multipart/mixed", "boundary", &["a\"b"]),
            ("multipart/mixed; boundary=a b", "multipart/mixed", "boundary", &["a b", "a"]),
            ("multipart/mixed; boundary*0=ab; boundary*1=\"cd\"", "multipart/mixed", "boundary", &["abcd"]),
            ("multipart/mixed;\n boundary*=us-ascii'en'a%20b", "multipart/mixed", "boundary", &["a b"]),
            ("attachment; filename*0*=utf-8''%E8%AB%8B; filename*1*=%E6%B1%82.pdf", "attachment", "filename", &["請求.pdf"]),
            ("text/plain;;; =; x; charset", "text/plain", "charset", &[]),
            ("", "", "charset", &[]),
        ] {
            let content = Content::read(field);
            assert_eq!((content.value.as_str(), content.parameters(name).collect::<Vec<_>>().as_slice()), (value, all), "{field}");
        }
    }

    /// Made with Python's `email.header` and by hand.
    #[test]
    fn encoded_words_are_decoded_wherever_they_stand() {
        for (text, decoded) in [
            ("=?UTF-8?B?TWFya2V0?=", "Market"),
            ("=?utf-8?q?a_b=20c?= d", "a b c d"),
            ("=?utf-8?B?44GU5Yip?= =?utf-8?B?55So?=", "ご利用"),
            // A character cut in two.
            ("=?utf-8?B?44GU5Q==?=\n =?utf-8?B?iKnnlKg=?=", "ご利用"),
            ("=?iso-2022-jp?B?GyRCJDRNeE1RGyhC?=", "ご利用"),
            ("=?utf-8*ja?Q?Mar?=ket", "Market"),
            ("\"=?utf-8?Q?Market?=\" x", "\"Market\" x"),
            ("=?utf-8?B?TWFya2V0 x", "Market x"),
            ("=?x-none?Q?Market?=", "Market"),
            ("=?utf-8?X?Market?=", "=?utf-8?X?Market?="),
            ("a =? b ?= c", "a =? b ?= c"),
        ] {
            assert_eq!(words(&encoded_words(text)), words(decoded), "{text}");
        }
    }
}
