//! From what was pasted to an address that can be parsed: without what stands around it, with a scheme, and with what was done to it undone and noted.

use super::{NotUrl, Sign};
use crate::text::visible::is_hidden;

/// The input without what stands around an address, in ASCII where it has such a form.
pub fn plain(input: &str, signs: &mut Vec<Sign>) -> String {
    let mut text = String::with_capacity(input.len());
    for c in input.trim().chars() {
        match c {
            '\u{ff01}'..='\u{ff5e}' => {
                signs.push(Sign::FullWidth);
                text.push(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c));
            }
            '\n' | '\r' | '\t' => {}
            c if is_hidden(c) => signs.push(Sign::HiddenCharacters),
            '\u{3000}' => text.push(' '),
            c => text.push(c),
        }
    }
    const AROUND: [char; 16] = ['<', '>', '"', '\'', '「', '」', '『', '』', '【', '】', '“', '”', '（', '）', '、', '。'];
    let mut text = text.trim_matches(|c: char| AROUND.contains(&c) || c.is_whitespace()).to_owned();
    for label in ["URL:", "url:", "URL：", "リンク:", "link:", "Link:"] {
        if let Some(rest) = text.strip_prefix(label) {
            text = rest.trim().to_owned();
        }
    }
    for (form, plain) in [
        ("[.]", "."),
        ("(.)", "."),
        ("{.}", "."),
        ("[dot]", "."),
        ("(dot)", "."),
        ("[:]", ":"),
        ("[://]", "://"),
        ("[/]", "/"),
        ("[@]", "@"),
    ] {
        if text.contains(form) {
            signs.push(Sign::Defanged);
            text = text.replace(form, plain);
        }
    }
    let lower = text.get(..5).unwrap_or_default().to_ascii_lowercase();
    if lower.starts_with("hxxp") || lower.starts_with("h**p") || lower.starts_with("httx") {
        signs.push(Sign::Defanged);
        text.replace_range(..4, "http");
    }
    text
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
    let authority = bare.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    if let Some((user, host)) = authority.rsplit_once('@')
        && authority.len() == bare.len()
        && !user.is_empty()
        && !user.contains(':')
        && host.contains('.')
    {
        return Err(NotUrl::MailAddress);
    }
    let host = authority.rsplit('@').next().unwrap_or_default();
    let number = host.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'(' | b')'));
    if !host.contains(['.', '。', '｡']) || host.contains(char::is_whitespace) || number {
        return Err(NotUrl::Words);
    }
    signs.push(Sign::MissingScheme);
    Ok(format!("https://{bare}"))
}
