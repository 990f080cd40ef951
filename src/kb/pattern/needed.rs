//! What stands in every text that a regular expression matches: most texts have none of it, and need not be matched.

/// So many alternatives are worth looking for.
const MOST: usize = 8;

/// Characters that are literals wherever they stand outside of brackets.
fn is_literal(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'/' | b'-' | b'_' | b'=' | b':' | b'%' | b'@' | b',')
}

/// Texts of which one stands in every text that `pattern` matches; empty where nothing is told.
pub fn needed(pattern: &str) -> Vec<String> {
    let told = pattern.is_ascii() && !pattern.contains("(?");
    let mut all = if told { candidates(pattern.as_bytes()).unwrap_or_default() } else { Vec::new() };
    let shortest = |texts: &Vec<String>| texts.iter().map(String::len).min().unwrap_or(0);
    all.retain(|texts| shortest(texts) > 1 && texts.len() <= MOST);
    all.into_iter().max_by_key(shortest).unwrap_or_default()
}

/// Whatever the pattern has one behind the other and outside of anything that may be left out; none where it is not understood.
fn candidates(pattern: &[u8]) -> Option<Vec<Vec<String>>> {
    let mut all = Vec::new();
    let mut run = String::new();
    let mut rest = pattern;
    while let [c, behind @ ..] = rest {
        rest = behind;
        match *c {
            c if is_literal(c) => {
                run.push(char::from(c));
                continue;
            }
            b'\\' => {
                let (escaped, behind) = behind.split_first()?;
                rest = behind;
                if escaped.is_ascii_punctuation() {
                    run.push(char::from(*escaped));
                    continue;
                }
                matches!(escaped, b'b' | b'B' | b'd' | b'D' | b'w' | b'W' | b's' | b'S').then_some(())?;
            }
            b'[' => rest = &behind[class(behind)?..],
            b'(' => {
                let end = group(behind)?;
                rest = &behind[end + 1..];
                let inside = &behind[..end];
                let optional = matches!(rest.first(), Some(b'*' | b'?' | b'{'));
                if !optional && inside.iter().all(|c| is_literal(*c) || *c == b'|') {
                    all.push(inside.split(|c| *c == b'|').map(|text| text.iter().copied().map(char::from).collect()).collect());
                }
            }
            // What stands before may be left out.
            b'*' | b'?' => _ = run.pop(),
            b'{' => {
                run.pop();
                rest = &behind[behind.iter().position(|c| *c == b'}')? + 1..];
            }
            b'+' | b'^' | b'$' | b'.' => {}
            _ => return None,
        }
        all.push(vec![std::mem::take(&mut run)]);
    }
    all.push(vec![run]);
    Some(all)
}

/// Behind the end of a class of characters; none where it has another inside.
fn class(text: &[u8]) -> Option<usize> {
    let first = usize::from(text.first() == Some(&b'^'));
    let mut at = first;
    loop {
        match text.get(at)? {
            b']' if at > first => return Some(at + 1),
            b'[' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Where a group ends.
fn group(text: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (0, 1);
    loop {
        at += match text.get(at)? {
            b')' if depth == 1 => return Some(at),
            b')' => {
                depth -= 1;
                1
            }
            b'(' => {
                depth += 1;
                1
            }
            b'[' => 1 + class(&text[at + 1..])?,
            b'\\' => 2,
            _ => 1,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_every_match_has_is_found() {
        for (pattern, texts) in [
            (r"/ap/(signin|register)\b", &["signin", "register"][..]),
            ("(^|[^a-z])(shop|store)", &["shop", "store"]),
            ("^/ap/(signin|mfa)", &["/ap/"]),
            (r"^/(r\.php|away)", &[]),
            (r"login\.php", &["login.php"]),
            ("abc?d", &["ab"]),
            ("ab+c", &["ab"]),
            ("ab{0,3}cde", &["cde"]),
            ("(abc)?d", &[]),
            ("abc|d", &[]),
            ("(?i)abc", &[]),
            (r"\x41bc", &[]),
            ("[a-z]+", &[]),
            ("", &[]),
        ] {
            assert_eq!(needed(pattern), texts, "{pattern}");
        }
    }

    proptest! {
        /// Nothing that matches is passed over.
        #[test]
        fn every_match_has_what_is_needed(
            pattern in proptest::collection::vec(proptest::sample::select(vec![
                "a", "b", "ab", "/", "-", ".", "*", "+", "?", "{2}", "{0,2}", "(", ")", "|", "[ab]", "[^a]", "[]a]", "^", "$", r"\b", r"\.", r"\(", r"\d", "(ab|b)", "1",
            ]), 1..9),
            text in "[ab/.()1\\]-]{0,14}",
        ) {
            let pattern = pattern.concat();
            if let Ok(regex) = regex_lite::Regex::new(&pattern) && regex.is_match(&text) {
                let needed = needed(&pattern);
                prop_assert!(needed.is_empty() || needed.iter().any(|n| text.contains(n)), "{pattern} {text} {needed:?}");
            }
        }
    }
}
