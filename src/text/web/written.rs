//! What people and disguises do to an address, each undone by itself, and the scheme that an address bar puts in front.
//!
//! None of it takes the place of the text that stood there: what is undone is read beside it ([`super::Readings`]).

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::{NotUrl, Sign};
use crate::text::visible::is_hidden;

/// So many texts come of undoing one at most; one that gives more is written to confuse.
const MOST: usize = 32;

/// Characters that stand around an address and are none of it.
const AROUND: [char; 16] = ['<', '>', '"', '\'', '「', '」', '『', '』', '【', '】', '“', '”', '（', '）', '、', '。'];

/// What is written in front of an address.
const LABELS: [&str; 6] = ["URL:", "url:", "URL：", "リンク:", "link:", "Link:"];

/// Ways to make an address harmless, and what each stands for.
const DEFANGED: [(&str, &str); 9] =
    [("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"), ("[://]", "://"), ("[/]", "/"), ("[@]", "@")];

/// Schemes in place of `http`, as far as they differ from it.
const DEFANGED_SCHEMES: [&str; 3] = ["hxxp", "h**p", "httx"];

/// Characters that look like a slash and are letters of a host to a browser (UTS #39, confusable with U+002F; without kana and kanji), where
/// compatibility mapping does not make one of them.
pub const SLASHES: [char; 9] = ['\u{1735}', '\u{2041}', '\u{2044}', '\u{2215}', '\u{2571}', '\u{27cb}', '\u{29f8}', '\u{2cc6}', '\u{3033}'];

/// The text as a browser takes it from a link or its address bar (URL Standard, basic URL parser, steps 1 and 3): without control characters and
/// spaces around it, and without tabs and line ends.
pub fn as_taken(input: &str) -> Cow<'_, str> {
    let text = input.trim_matches(|c: char| c <= ' ');
    if text.contains(['\t', '\n', '\r']) { text.replace(['\t', '\n', '\r'], "").into() } else { text.into() }
}

/// Every text that undoing one or several things gives, each once and without `text` itself; none where there are too many.
pub fn undone(text: &str) -> Option<Vec<String>> {
    const ALL: [fn(&str) -> Cow<'_, str>; 6] =
        [without_surroundings, without_brackets, with_web_scheme, compatible, without_hidden, without_marks];
    let mut all: Vec<String> = Vec::new();
    let mut at = None;
    loop {
        for undo in ALL {
            let from = at.map_or(text, |n: usize| &all[n]);
            let found = undo(from);
            if *found != *from && *found != *text && !all.iter().any(|known| *known == *found) {
                let found = found.into_owned();
                if all.len() == MOST {
                    return None;
                }
                all.push(found);
            }
        }
        at = Some(at.map_or(0, |n| n + 1));
        if at.is_some_and(|n| n >= all.len()) {
            return Some(all);
        }
    }
}

/// Whether nothing can be undone in a text: told quickly, and sometimes not told.
pub fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = |b: &u8| matches!(b, b'!' | b'#'..=b'&' | b'*'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~');
    bytes.iter().all(plain) && bytes.get(..4).is_some_and(|b| b.eq_ignore_ascii_case(b"http") || b.eq_ignore_ascii_case(b"www."))
}

/// How the text is written, whatever it is read as; `undone` are the texts that undoing gives.
pub fn signs(text: &str, undone: &[String]) -> Vec<Sign> {
    let any = |tells: fn(&str) -> bool| tells(text) || undone.iter().any(|text| tells(text));
    let signs = [
        (text.contains(|c| matches!(c, '\u{ff01}'..='\u{ff5e}')), Sign::FullWidth),
        (text.contains(is_hidden), Sign::HiddenCharacters),
        (any(|text| without_brackets(text) != text || with_web_scheme(text) != text), Sign::Defanged),
        (any(has_false_delimiter), Sign::FalseDelimiter),
        (any(|text| authority(text).contains(is_mark)), Sign::CombiningMarks),
    ];
    signs.into_iter().filter_map(|(tells, sign)| tells.then_some(sign)).collect()
}

/// What stands before the path, as written.
fn authority(text: &str) -> &str {
    let scheme = |name: &str| !name.contains(['/', '\\', '?', '#', '.']);
    let behind = text.split_once(':').filter(|(name, _)| scheme(name)).map_or(text, |(_, behind)| behind).trim_start_matches(['/', '\\']);
    behind.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

/// Whether a character is an accent or stroke of its own that is seen, and so makes another letter of the one before.
fn is_mark(c: char) -> bool {
    let unseen = matches!(c, '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    !unseen && is_combining_mark(c)
}

/// Whether something that looks like `/`, `?`, `#`, `\`, `:` or `@` stands among the letters of the host, with more of a host behind it. An address
/// that is full-width as a whole is none of these.
fn has_false_delimiter(text: &str) -> bool {
    let falsely = |c: char| {
        let mut delimiter = SLASHES.contains(&c);
        decompose_compatible(c, |d| delimiter |= matches!(d, '/' | '?' | '#' | '\\' | ':' | '@'));
        !c.is_ascii() && delimiter
    };
    authority(text).split_once(falsely).is_some_and(|(host, rest)| {
        let named = |part: &str| part.bytes().any(|b| b.is_ascii_alphanumeric());
        named(host) && host.contains('.') && named(rest) && rest.contains(['.', '。', '｡', '．', '@'])
    })
}

fn without_surroundings(text: &str) -> Cow<'_, str> {
    let mut text = text.trim_matches(|c: char| AROUND.contains(&c) || c.is_whitespace());
    for label in LABELS {
        text = text.strip_prefix(label).map_or(text, str::trim);
    }
    text.into()
}

fn without_brackets(text: &str) -> Cow<'_, str> {
    if !text.contains(['[', '(', '{']) {
        return text.into();
    }
    let replaced = |text: String, (form, plain): &(&str, &str)| if text.contains(form) { text.replace(form, plain) } else { text };
    DEFANGED.iter().fold(text.to_owned(), replaced).into()
}

fn with_web_scheme(text: &str) -> Cow<'_, str> {
    match text.split_at_checked(4) {
        Some((scheme, rest)) if is_defanged_scheme(scheme) => format!("http{rest}").into(),
        _ => text.into(),
    }
}

/// Whether a scheme stands for `http` or `https`, and was made harmless.
pub fn is_defanged_scheme(scheme: &str) -> bool {
    let end = scheme.strip_suffix(['s', 'S']).unwrap_or(scheme);
    DEFANGED_SCHEMES.iter().any(|form| form.eq_ignore_ascii_case(end))
}

/// Full-width and other forms of characters as the plain ones (NFKC).
fn compatible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { text.nfkc().collect::<String>().into() }
}

fn without_hidden(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| is_hidden(c) && !is_mark(c);
    if text.contains(hidden) { text.replace(hidden, "").into() } else { text.into() }
}

fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains(is_mark) { text.replace(is_mark, "").into() } else { text.into() }
}

/// The address with a scheme in front, `https` where it has none.
pub fn with_scheme(text: &str, signs: &mut Vec<Sign>) -> Result<String, NotUrl> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let scheme = name.to_ascii_lowercase();
    let before_query = text.split(['?', '#']).next().unwrap_or_default();
    if let Some(rest) = rest.strip_prefix(':').filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic())) {
        match scheme.as_str() {
            "http" | "https" | "ftp" | "ws" | "wss" => {
                if before_query.contains('\\') {
                    signs.push(Sign::Backslash);
                }
                return Ok(text.to_owned());
            }
            "data" | "javascript" | "vbscript" | "blob" | "about" | "view-source" | "file" => return Err(NotUrl::Inside(scheme)),
            _ if rest.starts_with("//") => return Ok(text.to_owned()),
            // A host and its port.
            _ if rest.starts_with(|c: char| c.is_ascii_digit()) && name.contains('.') => {}
            _ if name.contains('.') && rest.contains('@') => {}
            _ => return Err(NotUrl::OtherScheme(scheme)),
        }
    }
    if before_query.contains('\\') {
        signs.push(Sign::Backslash);
    }
    let bare = text.trim_start_matches(['/', '\\']);
    let slashes = bare.len() < text.len();
    let authority = bare.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    if let Some((user, host)) = authority.rsplit_once('@')
        && authority.len() == bare.len()
        && !slashes
        && !user.is_empty()
        && user.chars().all(|c| c.is_alphanumeric() || (c.is_ascii() && c != ':'))
        && host.contains('.')
    {
        return Err(NotUrl::MailAddress);
    }
    let host = authority.rsplit('@').next().unwrap_or_default();
    let number = host.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'(' | b')'));
    let address = host.starts_with('[') && host.contains(':');
    if !(address || host.contains(['.', '。', '｡', '．'])) || host.contains(char::is_whitespace) || number {
        return Err(NotUrl::Words);
    }
    signs.push(Sign::MissingScheme);
    Ok(format!("https://{bare}"))
}
