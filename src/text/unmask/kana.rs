//! Characters that look like katakana and are none, and katakana that are taken for each other.

/// The katakana that a kanji looks like, with whether the kanji seldom stands in front of katakana of its own accord.
pub fn katakana_twin(c: char) -> Option<(char, bool)> {
    Some(match c {
        '口' => ('ロ', true),
        '工' => ('エ', true),
        '力' => ('カ', true),
        '卜' => ('ト', true),
        '夕' => ('タ', true),
        '一' => ('ー', false),
        '二' => ('ニ', false),
        '三' => ('ミ', false),
        '八' => ('ハ', false),
        '才' => ('オ', false),
        '千' => ('チ', false),
        '了' => ('ア', true),
        _ => return None,
    })
}

/// The long vowel mark for a dash that looks like it.
pub fn long_vowel_twin(c: char) -> Option<char> {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{ff0d}').then_some('ー')
}

/// One character for all kana that are taken for each other: small and large, with and without marks, those drawn alike; hiragana as katakana.
pub fn skeleton(c: char) -> char {
    let c = match c {
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        c => c,
    };
    match c {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ソ' | 'ゾ' | 'ヅ' | 'ズ' => 'ン',
        'ツ' | 'ッ' | 'ジ' => 'シ',
        'ヌ' => 'ス',
        'ヮ' | 'ヷ' => 'ワ',
        'ヵ' | 'ガ' => 'カ',
        'ム' => 'マ',
        c => c,
    }
}

/// The Latin letters of a katakana, as its sound is written; nothing where it has none of its own.
pub fn romaji(c: char) -> &'static str {
    const SOUNDS: [&str; 86] = [
        "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", "sa", "za", "shi",
        "ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "", "tsu", "zu", "te", "de", "to", "do", "na", "ni", "nu", "ne",
        "no", "ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "ya",
        "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e", "o", "n", "vu", "ka", "ke",
    ];
    u32::from(c).checked_sub(0x30a1).and_then(|at| SOUNDS.get(at as usize)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn katakana_has_a_sound() {
        for (kana, latin) in [("マガジン", "magajin"), ("ァメリヵ", "amerika"), ("ヴッチ", "vuchi"), ("ー", "")] {
            assert_eq!(kana.chars().map(romaji).collect::<String>(), latin);
        }
    }

    #[test]
    fn kana_drawn_alike_are_one() {
        let skeleton = |text: &str| text.chars().map(skeleton).collect::<String>();
        for (one, other) in [("ァイソン", "アイゾン"), ("アインソ", "アイゾン"), ("あいぞん", "アイゾン")] {
            assert_eq!(skeleton(one), skeleton(other));
        }
        assert_ne!(skeleton("アイリン"), skeleton("アイゾン"));
    }
}
