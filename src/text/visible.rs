//! Input made fit to be shown: nothing of it may act on the terminal or hide in it.

use unicode_width::UnicodeWidthChar;

/// The longest piece of input that is repeated back, in characters.
const SHOWN_CHARS: usize = 80;

/// `input` with everything that has no shape of its own written as `\u{…}`, whatever its length.
pub fn escaped(input: &str) -> String {
    let mut shown = String::with_capacity(input.len());
    for c in input.chars() {
        match c {
            '\t' => shown.push(' '),
            c if is_hidden(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// `input` as it can be shown: control, format and bidi characters and everything else without a width are written as `\u{…}`,
/// and a long text is cut with `…`.
pub fn visible(input: &str) -> String {
    match input.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => escaped(&input[..end]) + "…",
        None => escaped(input),
    }
}

/// Whether a character has no shape of its own on a terminal: control, format, bidi, zero width, private use, unassigned variation selectors.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || c.width().unwrap_or(0) == 0
        || matches!(c, '\u{00ad}' | '\u{061c}' | '\u{2028}' | '\u{2029}' | '\u{3164}' | '\u{ffa0}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether a character acts on a terminal, or on the text around it, without being seen: controls, and format characters such as those of
/// bidirectional text. Other than with [`is_hidden`], marks that combine with the character before them are not among these.
pub fn acts(c: char) -> bool {
    match c {
        ' '..='~' | '\u{3000}'..='\u{9fff}' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_bidi_marks_are_written_out() {
        assert_eq!(visible("\u{1b}[31mred"), "\\u{1b}[31mred");
        assert_eq!(visible("a\u{202e}b\u{200b}\0"), "a\\u{202e}b\\u{200b}\\u{0}");
        assert_eq!(visible("０１２０ー電話"), "０１２０ー電話");
    }

    #[test]
    fn a_long_input_is_cut() {
        let shown = visible(&"9".repeat(1_000_000));
        assert_eq!(shown.chars().count(), 81);
        assert!(shown.ends_with('…'));
    }
}
