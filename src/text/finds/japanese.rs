//! Names of hosts that end in Japanese letters before their last dot and have no scheme in front: `example日本.com`.
//!
//! In a sentence that is written without spaces such a name cannot be told from words beside a name, so these are no addresses for all who look for
//! some: they count only where their host imitates another.

use std::ops::Range;

/// The longest Japanese part of a label that is looked at, in characters.
const LONGEST: usize = 12;

/// Top-level domains that are endings of files, too.
const FILES: [&str; 9] = ["ai", "cab", "md", "mov", "pl", "ps", "py", "sh", "zip"];

/// Where they stand in a text in lower case: Latin letters, Japanese ones without hiragana, a dot and a Latin end.
pub fn japanese_hosts(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('.').filter_map(|(dot, _)| {
        let latin = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.');
        if !text[dot + 1..].starts_with(|c: char| c.is_ascii_lowercase()) || text[..dot].ends_with(|c: char| c.is_ascii()) {
            return None;
        }
        let japanese = |c: &char| c.is_alphabetic() && u32::from(*c) >= 0x3000 && !matches!(c, '\u{3041}'..='\u{309f}');
        let part: usize = text[..dot].chars().rev().take_while(japanese).take(LONGEST).map(char::len_utf8).sum();
        let front = text[..dot - part].bytes().rev().take(64).take_while(latin).count();
        let start = dot - part - front;
        let behind = text[dot + 1..].bytes().take(64).take_while(latin).count();
        let name = text[start..dot + 1 + behind].trim_end_matches(['.', '-']);
        let within = text[..start].ends_with(['/', '@', '_', '%', '=', '\\', ':']) || text[start + name.len()..].starts_with(['@', '_']);
        let top = name.rsplit('.').next().unwrap_or_default();
        let host = part > 0 && front > 0 && !within && top.len() > 1 && !FILES.contains(&top);
        host.then(|| start..start + name.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_the_sentence_goes_on() {
        for (text, hosts) in [
            ("ご案内はexample日本.comをご覧ください", &["example日本.com"][..]),
            ("example日本.com/login へ", &["example日本.com"]),
            ("www.example-ショップ.co.jp。", &["www.example-ショップ.co.jp"]),
            ("example公式example.co.jp", &[]),
            ("exampleはこちら.com", &[]),
            ("日本.com", &[]),
            ("https://a.example/example日本.com", &[]),
            ("example日本.com@a.example", &[]),
            ("example領収書.zip example明細.pdf.", &["example明細.pdf"]),
            ("example日本.", &[]),
            ("example日本. com", &[]),
        ] {
            assert_eq!(japanese_hosts(text).map(|range| &text[range]).collect::<Vec<_>>(), hosts, "{text}");
        }
    }
}
