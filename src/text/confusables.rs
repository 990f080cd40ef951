//! Letters that are taken for other letters: those of other alphabets, with marks, or merely formed alike.
//!
//! The letters outside ASCII are those of `data/internet/confusables.txt` (Unicode's UTS #39 and our own), which `build.rs` makes one sorted table of.

use unicode_normalization::char::decompose_canonical;

/// Five bytes for each letter, sorted: the letter as u32 little-endian, and the letter or digit of ASCII that it looks like.
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/internet-confusables.bin"));

/// Characters of ASCII that are taken for each other.
const TWINS: &[(u8, u8)] = &[
    (b'0', b'o'),
    (b'1', b'l'),
    (b'1', b'i'),
    (b'l', b'i'),
    (b'2', b'z'),
    (b'3', b'e'),
    (b'4', b'a'),
    (b'5', b's'),
    (b'6', b'b'),
    (b'7', b't'),
    (b'8', b'b'),
    (b'9', b'g'),
    (b'q', b'g'),
    (b'q', b'o'),
    (b'v', b'u'),
    (b'v', b'y'),
    (b'm', b'n'),
    (b'h', b'n'),
    (b'r', b'n'),
    (b'c', b'o'),
    (b'c', b'e'),
];

/// Kana that are taken for each other.
const KANA: &[(char, char)] =
    &[('ン', 'ソ'), ('ゾ', 'ソ'), ('ゾ', 'ン'), ('ツ', 'シ'), ('ノ', 'ソ'), ('マ', 'ア'), ('マ', 'ヤ'), ('ア', 'ヤ')];

/// For each character of ASCII a bit for each that it is taken for, made from [`TWINS`].
const ASCII_TWINS: [u128; 128] = {
    let mut bits = [0; 128];
    let mut at = 0;
    while at < TWINS.len() {
        let (a, b) = TWINS[at];
        bits[a as usize] |= 1 << b as u32;
        bits[b as usize] |= 1 << a as u32;
        at += 1;
    }
    bits
};

/// The characters of ASCII that one of ASCII is taken for, a bit each.
pub const fn ascii_twins(c: u8) -> u128 {
    if c < 128 { ASCII_TWINS[c as usize] } else { 0 }
}

/// Whether one character is taken for another; both as [`latin`] and [`katakana`] leave them.
pub fn alike(a: char, b: char) -> bool {
    match (u8::try_from(a), u8::try_from(b)) {
        (Ok(x), Ok(y)) if a.is_ascii() && b.is_ascii() => ascii_twins(x) >> u32::from(y) & 1 == 1,
        _ => KANA.iter().any(|pair| *pair == (a, b) || *pair == (b, a)),
    }
}

/// The letter or digit of ASCII that a letter outside it looks like, with its marks or without.
pub fn latin(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    if let Some(found) = listed(c) {
        return Some(found);
    }
    let mut first = None;
    decompose_canonical(c, |d| {
        first.get_or_insert(d);
    });
    let first = first?;
    if first.is_ascii_alphanumeric() { Some(first.to_ascii_lowercase()) } else { Some(first).filter(|f| *f != c).and_then(listed) }
}

/// The Latin letter that a letter of another alphabet, or a small capital, looks like. Letters that languages in the Latin alphabet use have none.
pub fn latin_twin(c: char) -> Option<char> {
    let other = matches!(c, 'ı' | 'ɑ' | 'ɡ' | '\u{370}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{1c80}'..='\u{1c8f}' | '\u{1d00}'..='\u{1d22}'
        | '\u{2c80}'..='\u{2cff}' | '\u{a4d0}'..='\u{a4ff}' | '\u{a640}'..='\u{a69f}' | '\u{ab70}'..='\u{abbf}');
    if other { listed(c).filter(char::is_ascii_alphabetic) } else { None }
}

fn listed(c: char) -> Option<char> {
    let rows = TABLE.as_chunks::<5>().0;
    let key = |row: &[u8; 5]| u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
    let at = rows.binary_search_by_key(&u32::from(c), key).ok()?;
    rows.get(at).map(|row| char::from(row[4]))
}

/// Hiragana and small kana as the full-size katakana of the same sound.
pub fn katakana(c: char) -> char {
    let c = if matches!(c, '\u{3041}'..='\u{3096}') { char::from_u32(u32::from(c) + 0x60).unwrap_or(c) } else { c };
    match c {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ッ' => 'ツ',
        'ヮ' => 'ワ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written down from the charts of the scripts, letter by letter, apart from the list of the program.
    #[test]
    fn letters_of_other_scripts_have_their_twin() {
        for (script, letters, latin) in [
            ("Cyrillic", "аеіјкморсѕтухһԁԛԝѵ", "aeijkmopcstyxhdqwv"),
            ("Cyrillic capitals", "АВЕНІЈКМОРЅСТУХҺӀԜ", "abehijkmopsctyxhiw"),
            ("Greek", "αεικνορυχγϲ", "aeikvopuxyc"),
            ("Greek capitals", "ΑΒΕΗΙΚΜΝΟΡΤΥΧΖϹ", "abehikmnoptyxzc"),
            ("Armenian", "օսոց", "oung"),
            ("phonetic", "ɑɡıᴢ", "agiz"),
            ("small capitals", "ᴀᴍᴏᴇ", "amoe"),
        ] {
            let twins: String = letters.chars().map(|c| latin_twin(c).unwrap_or(c)).collect();
            assert_eq!(twins, latin, "{script}");
        }
        for c in "azAZ09ж日あアøłəƶ".chars() {
            assert_eq!(latin_twin(c), None, "{c}");
        }
    }

    #[test]
    fn letters_with_marks_and_without_decomposition_look_like_plain_ones() {
        for (letters, plain) in
            [("áàäåãāǎ", "aaaaaaa"), ("øőöó", "oooo"), ("ƶżžⱬʐ", "zzzzz"), ("ŋɱꞑńñ", "nmnnn"), ("ə", "a"), ("аоӓ", "aoa")]
        {
            let found: String = letters.chars().map(|c| latin(c).unwrap_or('?')).collect();
            assert_eq!(found, plain);
        }
        for c in "日あア〇漢".chars() {
            assert_eq!(latin(c), None, "{c}");
        }
    }

    #[test]
    fn kana_of_one_sound_are_one() {
        assert_eq!("みほんァッ".chars().map(katakana).collect::<String>(), "ミホンアツ");
    }
}
