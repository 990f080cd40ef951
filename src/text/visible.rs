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

/// `input` as one word of a command line to copy.
pub fn quoted(input: &str) -> String {
    shell_words::quote(&escaped(input)).into_owned()
}

/// Whether a character has no shape of its own on a terminal: control, format, bidi, zero width, private use, unassigned variation selectors.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || acts(c)
        || c.width().unwrap_or(0) == 0
        // Fillers of Hangul, which have a width and nothing in it.
        || matches!(c, '\u{3164}' | '\u{ffa0}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether a character does something wherever it is printed: control characters but tabs and line ends, those that turn the direction of
/// writing, and those that take no room.
pub fn acts(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n'))
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether there can be a character that acts in what is UTF-8: told by the bytes that such characters begin with.
pub fn may_act(bytes: &[u8]) -> bool {
    bytes.iter().any(|b| matches!(b, 0..=8 | 11..=31 | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3))
}

/// A JSON document that is the same and does nothing where it is printed. What acts can only stand in its strings.
pub fn quiet_json(json: String) -> String {
    if !may_act(json.as_bytes()) || !json.chars().any(acts) {
        return json;
    }
    let mut quiet = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if acts(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| quiet.push_str(&format!("\\u{unit:04x}")));
        } else {
            quiet.push(c);
        }
    }
    quiet
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

    /// What acts never goes out raw, and the look at bytes misses none of it. Format characters are those of Unicode's category Cf that are not signs
    /// with a shape (of Arabic, Syriac, Kaithi and Egyptian numbers and quadrats).
    #[test]
    fn all_that_acts_is_hidden_and_told_by_its_bytes() {
        for c in ('\0'..=char::MAX).filter(|c| acts(*c)) {
            assert!(is_hidden(c), "{c:?}");
            assert!(may_act(c.to_string().as_bytes()), "{c:?}");
        }
        let format = ['\u{ad}', '\u{61c}', '\u{180e}', '\u{feff}', '\u{fff9}', '\u{fffa}', '\u{fffb}', '\u{e0001}'];
        let ranges =
            ['\u{200b}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2060}'..='\u{2064}', '\u{2066}'..='\u{206f}', '\u{e0020}'..='\u{e007f}'];
        for c in format.into_iter().chain(ranges.into_iter().flatten()) {
            assert!(acts(c), "{c:?}");
        }
    }

    #[test]
    fn a_shell_takes_a_quoted_text_for_one_word() {
        assert_eq!(quoted("0120-999-373"), "0120-999-373");
        for text in ["a b", "it's $(rm) `x` \"y\"", "電話 # ; & |", ""] {
            assert_eq!(shell_words::split(&quoted(text)).unwrap(), [text]);
        }
        assert_eq!(quoted("\u{1b}c"), "'\\u{1b}c'");
    }

    #[test]
    fn json_stays_what_it_is() {
        let text = "日本\t語\n\u{7f}\u{9b}31m\u{202e}\u{feff}\u{e0041}\u{1f468}";
        let quiet = quiet_json(serde_json::to_string(text).unwrap());
        assert!(!quiet.chars().any(acts), "{quiet}");
        assert_eq!(serde_json::from_str::<String>(&quiet).unwrap(), text);
    }

    #[test]
    fn a_long_input_is_cut() {
        let shown = visible(&"9".repeat(1_000_000));
        assert_eq!(shown.chars().count(), 81);
        assert!(shown.ends_with('…'));
    }
}
