//! Whether a short code (110, 188, #9110) is dialled where it stands, or is the number of something: `第110条`, `188cm`, `119番地`.
//!
//! Few digits are everywhere, so only what people put around a code to dial may stand there.

use crate::text::fold::{Folded, fold};

/// Words before a code. A Latin one must be the whole word.
const BEFORE: [&str; 32] = [
    "電話",
    "電話番号",
    "電話番号は",
    "電話は",
    "番号は",
    "局番なし",
    "局番なしの",
    "局番無しの",
    "短縮",
    "ダイヤル",
    "ダイアル",
    "ホットライン",
    "相談",
    "相談は",
    "窓口",
    "窓口は",
    "警察",
    "消防",
    "救急",
    "通報",
    "通報は",
    "いやや",
    "いちはやく",
    "tel",
    "telephone",
    "phone",
    "call",
    "dial",
    "ring",
    "hotline",
    "police",
    "ambulance",
];

/// Words behind a code and a space.
const BEHIND: [&str; 9] = ["for", "if", "and", "or", "from", "to", "now", "in", "when"];

/// What Japanese puts behind a noun.
const PARTICLES: [char; 14] = ['に', 'へ', 'を', 'は', 'が', 'で', 'と', 'ま', 'か', 'も', 'の', 'や', 'な', 'だ'];

/// What is counted in Japanese: a number before these is a number of them.
const COUNTED: [char; 42] = [
    '円', '条', '回', '号', '名', '人', '件', '個', '点', '階', '歳', '年', '月', '日', '時', '分', '秒', '度', '冊', '枚', '台', '本',
    '頁', '便', '系', '室', '丁', '位', '倍', '割', '項', '話', '章', '巻', '版', '軒', '匹', '杯', '席', '株', '票', '線',
];

/// Punctuation that may stand on either side.
fn is_around(c: char) -> bool {
    matches!(
        c,
        ' ' | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '"'
            | '\''
            | '“'
            | '”'
            | '『'
            | '』'
            | '《'
            | '》'
            | '、'
            | '。'
            | '!'
            | '？'
            | '☎'
            | '📞'
            | '📱'
            | '\u{fe0f}'
    )
}

/// Ways to write and to say #.
const SHARP: [&str; 5] = ["♯", "シャープ", "しゃーぷ", "ｼｬｰﾌﾟ", "井桁"];

/// The length of a # in another guise at the start of `text`, with a digit behind it.
pub fn sharp(text: &str) -> Option<usize> {
    let sign = SHARP.iter().find(|sign| text.starts_with(**sign))?;
    text[sign.len()..]
        .trim_start_matches(['\u{3000}', ' ', '-'])
        .starts_with(|c| matches!(fold(c), Folded::Plain('0'..='9')))
        .then_some(sign.len())
}

/// Whether 番 at the start of `behind` says that a code is dialled, and is no part of a longer word (番地, 番出口).
pub fn is_dialled(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix('番') else { return false };
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric() || PARTICLES.contains(&c) || c == 'し');
    ends || rest.starts_with("通報")
}

/// Whether a short code between these two (folded, see [`crate::text::fold`]) is there to be dialled.
pub fn stands_alone(before: &[char], behind: &[char]) -> bool {
    let before: String = before.iter().collect::<String>().to_lowercase();
    let behind: String = behind.iter().collect();
    fits_before(&before) && fits_behind(&behind)
}

fn fits_before(before: &str) -> bool {
    let before = before.trim_end_matches(|c| is_around(c) || matches!(c, ':' | '.' | '-' | '\u{2121}'));
    let last_word = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    match last_word {
        "" => before.is_empty() || BEFORE.iter().any(|word| !word.is_ascii() && before.ends_with(word)),
        word => BEFORE.contains(&word),
    }
}

fn fits_behind(behind: &str) -> bool {
    let apart = behind.starts_with([' ', '(']);
    let rest = behind.trim_start_matches(is_around);
    let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    match rest.chars().next() {
        None => true,
        Some('番') => is_dialled(rest),
        Some(',' | ';' | '.' | '?' | ':') => !rest[1..].starts_with(|c: char| c.is_ascii_digit()),
        Some(c) if PARTICLES.contains(&c) => true,
        Some(c) if c.is_ascii_alphanumeric() => apart && BEHIND.contains(&word),
        // The name of whom it reaches, in brackets or behind a space.
        Some(c) => apart && c.is_alphabetic() && !COUNTED.contains(&c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(before: &str, behind: &str) -> bool {
        stands_alone(&before.chars().collect::<Vec<_>>(), &behind.chars().collect::<Vec<_>>())
    }

    #[test]
    fn a_code_that_is_dialled() {
        for (before, behind) in [
            ("", ""),
            ("", "番"),
            ("局番なしの", ""),
            ("TEL ", ""),
            ("tel:", ""),
            ("Call ", " for advice."),
            ("", "に電話"),
            ("警察(", ")"),
            ("☎", ""),
            ("", "(消費者ホットライン)"),
            (" ", "番へ"),
            ("", " 消費者ホットライン"),
        ] {
            assert!(alone(before, behind), "{before}…{behind}");
        }
    }

    #[test]
    fn the_number_of_something_is_none() {
        for (before, behind) in [
            ("", "番地"),
            ("", "番線"),
            ("", "番目"),
            ("", "番出口"),
            ("", "番さん"),
            ("〒", ""),
            ("第", "条"),
            ("第", "番"),
            ("", "円"),
            ("", "cm"),
            ("", " cm"),
            ("", "th"),
            ("no.", ""),
            ("No. ", ""),
            ("page ", ""),
            ("", "@evil.example"),
            ("1/", ""),
            ("", "/2026"),
            ("", ":30"),
            ("", "%"),
            ("¥", ""),
            ("JL", "便"),
            ("", " people"),
            ("", "人"),
            ("", " 人"),
            ("", " 号室です"),
            ("", "号室"),
            ("x", ""),
            ("ページ", ""),
        ] {
            assert!(!alone(before, behind), "{before}…{behind}");
        }
    }
}
