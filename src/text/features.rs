//! What a text is made of, to compare texts by: English words without their endings, and pairs of neighbouring characters of what is written in Japanese.
//!
//! Also read by the build script, which puts the features of what people say of each issue into the binary in the place of the words.

use unicode_normalization::UnicodeNormalization;

/// The features of a text, sorted, each once. A feature is a number: a hash of its characters.
pub fn features(text: &str) -> Vec<u32> {
    sorted(text).into_iter().map(|(feature, _)| feature).collect()
}

/// The same, each with whether it is grammar rather than what a text is about: endings, particles and where words meet, as far as the script tells.
pub fn sorted(text: &str) -> Vec<(u32, bool)> {
    let mut reading = Reading::default();
    // Composing costs much, and most texts need none.
    if text.chars().all(is_plain) {
        text.chars().for_each(|c| reading.take(c.to_ascii_lowercase()));
    } else {
        text.nfkc().flat_map(char::to_lowercase).for_each(|c| reading.take(c));
    }
    reading.end_word();
    reading.features.sort_unstable();
    // Katakana is the same feature; what was written in it even once is no grammar, and stands first.
    reading.features.dedup_by_key(|(feature, _)| *feature);
    reading.features
}

/// The features of several texts as bytes, little-endian: of each how many there are as u16, and then those as u32.
pub fn encode<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut out = Vec::new();
    for text in texts {
        let mut features = features(text);
        features.truncate(usize::from(u16::MAX));
        out.extend((features.len() as u16).to_le_bytes());
        out.extend(features.iter().flat_map(|feature| feature.to_le_bytes()));
    }
    out
}

/// A text on its way to features.
#[derive(Default)]
struct Reading {
    features: Vec<(u32, bool)>,
    word: String,
    /// The character before, and whether it was written in hiragana.
    before: Option<(char, bool)>,
}

impl Reading {
    fn take(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.word.push(c);
            self.before = None;
            return;
        }
        if matches!(c, '\'' | '’') {
            return;
        }
        self.end_word();
        if !is_letter(c) {
            self.before = None;
            return;
        }
        let in_hiragana = matches!(c, '\u{3041}'..='\u{3096}');
        let c = hiragana(c);
        if let Some((before, was)) = self.before {
            if !is_empty_pair(before, c) {
                // Hiragana alone is mostly endings; in front of other letters, and as a particle behind them, it ends a word.
                let grammar = was || (in_hiragana && is_particle(c));
                self.features.push((hash([before, c].into_iter()), grammar));
            }
        } else if ('\u{4e00}'..='\u{9fff}').contains(&c) {
            self.features.push((hash([c].into_iter()), false));
        }
        self.before = Some((c, in_hiragana));
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        if !EMPTY_WORDS.contains(&self.word.as_str()) {
            self.features.push((hash(stem(&self.word).chars()), false));
        }
        self.word.clear();
    }
}

/// Words that say nothing about what somebody wants.
const EMPTY_WORDS: &[&str] = &[
    "a", "am", "an", "and", "are", "at", "be", "can", "could", "did", "do", "does", "for", "from", "get", "give", "has", "have", "help",
    "how", "i", "in", "is", "it", "just", "know", "like", "me", "my", "need", "of", "on", "please", "should", "show", "so", "tell", "that",
    "the", "there", "this", "to", "want", "was", "what", "with", "would", "you", "your",
];

/// Whether a pair comes from how one asks, not from what: 教えて, ください, お願いします, です, ます, ません.
fn is_empty_pair(first: char, second: char) -> bool {
    matches!(
        (first, second),
        ('教', 'え')
            | ('え', 'て')
            | ('く', 'だ')
            | ('だ', 'さ')
            | ('さ', 'い')
            | ('下', 'さ')
            | ('お', '願')
            | ('願', 'い')
            | ('で', 'す')
            | ('ま', 'す')
            | ('ま', 'せ')
            | ('せ', 'ん')
    )
}

/// Hiragana that stand behind a noun as a word of their own.
fn is_particle(c: char) -> bool {
    matches!(c, 'は' | 'が' | 'を' | 'に' | 'で' | 'の' | 'も' | 'と' | 'へ')
}

/// Characters that compatibility composition leaves as they are: ASCII, kana, kanji and their punctuation.
pub fn is_plain(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{3001}'..='\u{3030}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}')
}

/// Whether a character is part of a word; kana and kanji are told without a look into Unicode's tables.
fn is_letter(c: char) -> bool {
    match c {
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fff}' => true,
        '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{30fb}' => false,
        c => c.is_alphanumeric(),
    }
}

/// A feature as a number: the characters mixed by multiplication (FNV-1a over code points), both halves in one.
pub fn hash(chars: impl Iterator<Item = char>) -> u32 {
    let hash = chars.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3));
    (hash >> 32) as u32 ^ hash as u32
}

/// Katakana as hiragana; other characters as they are.
pub fn hiragana(c: char) -> char {
    match c {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c,
    }
}

/// The part of an English word that its forms share, roughly.
pub fn stem(word: &str) -> &str {
    let cut = ["ing", "ed", "es", "s", "e"].iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 3));
    cut.unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_scripts_of_a_word_are_one() {
        for (one, other) in [
            ("Returning it", "the RETURNS"),
            ("don’t", "dont"),
            ("ﾊﾟｽﾜｰﾄﾞ", "ぱすわーど"),
            ("Ｋｉｎｄｌｅ", "kindle"),
            ("返品、返品", "返品"),
        ] {
            assert_eq!(features(one), features(other), "{one}");
        }
        assert!(features("How do I").is_empty());
    }

    #[test]
    fn grammar_is_told_by_script() {
        let grammar = |text| sorted(text).iter().filter(|(_, grammar)| *grammar).count();
        for (text, pairs) in [
            ("返品したい", 2),
            ("プライム", 0),
            ("ぷらいむ", 3),
            ("ぷらいむプライム", 1),
            ("車が遅れた", 3),
            ("教えてください", 1),
            ("return", 0),
        ] {
            assert_eq!(grammar(text), pairs, "{text}");
        }
        // Asking for something is about nothing.
        assert_eq!(features("返品を教えてください").len(), features("返品を教").len() + 1);
    }

    /// 返, 返品 and 品を; a mark between characters parts them; a lone kana says nothing.
    #[test]
    fn japanese_is_taken_in_pairs() {
        for (text, count) in [("返品を", 3), ("返。品", 2), ("を", 0), ("返品 return", 3), ("", 0)] {
            assert_eq!(features(text).len(), count, "{text}");
        }
    }

    /// Two texts of one and no feature, as the layout says.
    #[test]
    fn bytes_say_how_many_and_which() {
        let feature = features("return")[0].to_le_bytes();
        assert_eq!(encode(["return", "the"]), [&[1, 0], feature.as_slice(), &[0, 0]].concat());
    }
}
