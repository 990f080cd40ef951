//! Undoing the many ways to write one thing: full-width forms, hyphens of any kind, digits of any script.

use unicode_normalization::char::decompose_compatible;

use super::visible::is_hidden;

/// The digit zero of each script that writes decimal digits (Unicode general category Nd; the nine that follow are 1 to 9).
const ZEROS: [char; 22] = [
    '\u{0660}', '\u{06f0}', '\u{07c0}', '\u{0966}', '\u{09e6}', '\u{0a66}', '\u{0ae6}', '\u{0b66}', '\u{0be6}', '\u{0c66}', '\u{0ce6}',
    '\u{0d66}', '\u{0e50}', '\u{0ed0}', '\u{0f20}', '\u{1040}', '\u{17e0}', '\u{1810}', '\u{1946}', '\u{19d0}', '\u{1b50}', '\u{a620}',
];

/// What one character stands for in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// A plain character, already in its ASCII form where it has one.
    Plain(char),
    /// A digit written in kanji (〇 to 九).
    Kanji(char),
    /// A character one cannot see.
    Hidden,
}

/// Folds one character: full-width and styled forms to ASCII, every dash and tilde to `-`, every space to a space, digits of any script to ASCII.
pub fn fold(c: char) -> Folded {
    match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '+' | '-' | '(' | ')' | ' ' => Folded::Plain(c),
        '\t' | '\n' | '\r' | '\u{3000}' | '\u{00a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Folded::Plain(' '),
        '〇' | '零' => Folded::Kanji('0'),
        '一' | '壱' => Folded::Kanji('1'),
        '二' | '弐' => Folded::Kanji('2'),
        '三' | '参' => Folded::Kanji('3'),
        '四' => Folded::Kanji('4'),
        '五' | '伍' => Folded::Kanji('5'),
        '六' => Folded::Kanji('6'),
        '七' => Folded::Kanji('7'),
        '八' => Folded::Kanji('8'),
        '九' => Folded::Kanji('9'),
        c if is_dash(c) => Folded::Plain('-'),
        c if is_hidden(c) => Folded::Hidden,
        '【' | '［' | '〔' | '「' | '（' | '｟' | '⦅' => Folded::Plain('('),
        '】' | '］' | '〕' | '」' | '）' | '｠' | '⦆' => Folded::Plain(')'),
        '・' | '･' | '·' | '•' | '‧' | '∙' | '。' | '｡' => Folded::Plain('.'),
        c if c.is_ascii() => Folded::Plain(c),
        c => Folded::Plain(compatible(c)),
    }
}

/// Dashes, hyphens, minus signs, long vowel marks and tildes: people use all of them between groups of digits.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2053}'
                | '\u{207b}'
                | '\u{208b}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{2501}'
                | '\u{2e3a}'
                | '\u{2e3b}'
                | '\u{301c}'
                | '\u{3030}'
                | '\u{30fc}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
                | '\u{ff5e}'
                | '\u{ff70}'
                | '\u{058a}'
                | '\u{1806}'
                | '~'
    )
}

fn compatible(c: char) -> char {
    if let Some(digit) = ZEROS.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|n| *n < 10)) {
        return (b'0' + digit as u8) as char;
    }
    // Characters that stand for more than one (㍿, ⑩) stay as they are: they are no digit of a number.
    let mut first = None;
    let mut count = 0;
    decompose_compatible(c, |d| {
        first.get_or_insert(d);
        count += 1;
    });
    match first {
        Some(d) if count == 1 => d,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_digit_is_that_digit() {
        for (written, plain) in [('０', '0'), ('９', '9'), ('𝟏', '1'), ('٣', '3'), ('५', '5'), ('①', '1'), ('²', '2')] {
            assert_eq!(fold(written), Folded::Plain(plain), "{written}");
        }
        assert_eq!(fold('〇'), Folded::Kanji('0'));
        assert_eq!(fold('九'), Folded::Kanji('9'));
    }

    #[test]
    fn every_dash_is_a_hyphen() {
        for dash in "‐‑‒–—―−－ーｰ─━～〜﹣".chars() {
            assert_eq!(fold(dash), Folded::Plain('-'), "U+{:04X}", dash as u32);
        }
    }

    #[test]
    fn a_character_one_cannot_see_is_hidden() {
        for hidden in ['\u{200b}', '\u{00ad}', '\u{202e}', '\u{feff}', '\0', '\u{1b}'] {
            assert_eq!(fold(hidden), Folded::Hidden, "U+{:04X}", hidden as u32);
        }
    }
}
