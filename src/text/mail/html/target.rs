//! Where elements and scripts lead.

use html5gum::StartTag;

/// No address that leads anywhere is longer, in characters.
pub const LONGEST: usize = 2_000;

/// An address as a browser reads it: one that begins with two slashes names its host, whatever the base is; any other without a scheme is one
/// below the base.
pub fn resolved(base: Option<&str>, target: &str) -> String {
    let target = target.replace(['\t', '\n', '\r'], "");
    let rest = target.trim_start_matches(['/', '\\']);
    if target.len() - rest.len() > 1 {
        return format!("https://{rest}");
    }
    let scheme = target.split(['/', '?', '#']).next().is_some_and(|front| front.contains(':'));
    match base {
        Some(base) if !scheme && !target.starts_with('#') => format!("{}/{rest}", base.trim_end_matches('/')),
        _ => target,
    }
}

/// The value of an attribute, where it has one.
pub fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).trim().to_owned()).filter(|v| !v.is_empty())
}

/// The addresses in a script.
pub fn in_script(script: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (at, _) in script.match_indices("://") {
        let start = script[..at].rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |before| before + 1);
        let start = (start..at).find(|start| script.is_char_boundary(*start)).unwrap_or(at);
        let scheme = &script[start..at];
        if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") {
            let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '\\' | ')');
            let rest: String = script[at..].chars().take(LONGEST).take_while(|c| !ends(*c)).collect();
            all.push(format!("{scheme}{rest}"));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_scripts_are_found() {
        for (script, found) in [
            ("location='https://login.example.top/?a=b'", &["https://login.example.top/?a=b"][..]),
            ("go(`HTTP://a.example`); open(\"https://b.example/\")", &["HTTP://a.example", "https://b.example/"]),
            ("あhttps://a.example/", &["https://a.example/"]),
            ("あ://x ftp://a.example", &[]),
        ] {
            assert_eq!(in_script(script), found, "{script}");
        }
    }
}
