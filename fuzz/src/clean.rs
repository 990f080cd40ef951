//! Text that may go to a terminal.

use unicode_width::UnicodeWidthStr;

/// Whether a character acts on a terminal, or on the characters around it, without showing: controls but for the end of a line, and what Unicode
/// calls format characters, those of bidirectional text above all.
pub fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Nothing in it acts on the terminal.
pub fn clean(text: &str, what: &str) {
    if let Some((at, c)) = text.char_indices().find(|(_, c)| acts(*c)) {
        let line = text[..at].matches('\n').count();
        panic!("{what}: a raw {c:?} in line {line}: {:?}", text.lines().nth(line));
    }
}

/// The same where colour is allowed: the sequences that the program makes itself are taken out, and returned is what is left.
pub fn clean_but_colour(text: &str, what: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        let end = behind.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(behind.len());
        assert!(behind[end..].starts_with('m'), "{what}: a sequence that is no colour: {:?}", behind.chars().take(20).collect::<String>());
        rest = &behind[end + 1..];
    }
    out.push_str(rest);
    clean(&out, what);
    out
}

/// No line is wider than asked, but for commands: those are for copying.
pub fn fits(text: &str, width: usize, what: &str) {
    for line in text.lines() {
        let command = line.trim_start().starts_with("amazon-help ");
        assert!(command || line.width() <= width, "{what}: {} columns in place of {width}: {line}", line.width());
    }
}
