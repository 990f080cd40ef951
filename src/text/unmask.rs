//! A message as it reads once tricks against filters are undone: invisible characters, letters of other scripts, words pulled apart, markers of
//! a mailing program left in. What was undone is itself a sign.
//!
//! The result is made for finding words in it: lower case, one form of every character, white space cut down. Each place leads back to the
//! message, whose own words are shown. One pass, linear in the text.

pub mod kana;
mod pass;
mod simplified;

use std::ops::Range;

use pass::Pass;

/// A way to hide words from filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trick {
    /// Characters that nobody sees, inside words.
    HiddenCharacters,
    /// Letters of another script that look like Latin ones, inside Latin words.
    MixedScript,
    /// Kana in front of the kanji they read.
    DoubledReading,
    /// A marker that a mailing program should have replaced.
    TemplateMarker,
    /// Japanese words pulled apart by spaces.
    SpacedLetters,
    /// Simplified Chinese characters in Japanese text.
    ForeignGlyphs,
    /// Kanji that look like katakana, inside words of katakana.
    LookalikeKana,
    /// Latin letters in circles, squares and the styles of mathematics.
    StyledLetters,
}

impl Trick {
    /// Every trick.
    pub const ALL: [Trick; 8] = [
        Trick::HiddenCharacters,
        Trick::MixedScript,
        Trick::DoubledReading,
        Trick::TemplateMarker,
        Trick::SpacedLetters,
        Trick::ForeignGlyphs,
        Trick::LookalikeKana,
        Trick::StyledLetters,
    ];

    /// The id that rules use.
    pub fn id(self) -> &'static str {
        match self {
            Trick::HiddenCharacters => "hidden-characters",
            Trick::MixedScript => "mixed-script",
            Trick::DoubledReading => "doubled-reading",
            Trick::TemplateMarker => "template-marker",
            Trick::SpacedLetters => "spaced-letters",
            Trick::ForeignGlyphs => "foreign-glyphs",
            Trick::LookalikeKana => "lookalike-kana",
            Trick::StyledLetters => "styled-letters",
        }
    }
}

/// End of a paragraph in [`Unmasked::text`].
pub const PARAGRAPH: char = '\n';

/// Whether a text is the same with tricks undone: told quickly, and sometimes not told.
pub fn is_plain(text: &str) -> bool {
    let spaces = text.is_ascii() && !text.contains("  ") && text.trim() == text;
    let signs = text.bytes().filter(|b| matches!(b, b'-' | b'.' | b',' | b'/' | b'+' | b'\'')).count();
    (signs < 3 || text.is_ascii())
        && text.chars().all(|c| match c {
            ' ' => spaces,
            'a'..='z' | '0'..='9' | '-' | '.' | ',' | ':' | '/' | '?' | '!' | '+' | '\'' | '&' => true,
            '\u{3001}'..='\u{3003}' | '\u{3005}'..='\u{3011}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' => true,
            '\u{4e00}'..='\u{9fff}' => simplified::japanese_form(c) == c && kana::katakana_twin(c).is_none(),
            _ => false,
        })
}

/// A message with tricks undone.
#[derive(Debug, Clone, Default)]
pub struct Unmasked {
    /// The text to find words in.
    pub text: String,
    /// Tricks that were found, each with where it first stands in the message.
    pub tricks: Vec<(Trick, Range<usize>)>,
    /// Where stretches of `text` begin, there and in the message; within a stretch both run alike.
    places: Vec<(u32, u32)>,
}

impl Unmasked {
    /// Undoes what `message` does against filters.
    pub fn new(message: &str) -> Unmasked {
        let mut pass = Pass::new(message);
        pass.run();
        pass.finish()
    }

    /// Where a stretch of [`Self::text`] stands in `message`, which this was made of. Both ends lie between characters of it.
    pub fn place(&self, message: &str, range: Range<usize>) -> Range<usize> {
        let floor = |at: usize| (0..=at.min(message.len())).rev().find(|n| message.is_char_boundary(*n)).unwrap_or(0);
        let start = floor(self.origin(range.start));
        let last = self.text[..range.end].chars().next_back().map_or(0, char::len_utf8);
        // Behind the last character, so that nothing dropped after it is taken along.
        let end = floor(self.origin(range.end.saturating_sub(last)));
        let end = end + message[end..].chars().next().map_or(0, char::len_utf8);
        start..end.max(start)
    }

    fn origin(&self, at: usize) -> usize {
        let n = self.places.partition_point(|(place, _)| *place as usize <= at);
        n.checked_sub(1).and_then(|n| self.places.get(n)).map_or(at, |(place, origin)| *origin as usize + (at - *place as usize))
    }

    /// Takes out stretches of the text, which `cut` names in order: kana in front of the kanji they read, or signs within words.
    pub fn without(mut self, message: &str, cut: &[Range<usize>], trick: Trick) -> Unmasked {
        let Some(first) = cut.first() else {
            return self;
        };
        if !self.tricks.iter().any(|(t, _)| *t == trick) {
            self.tricks.push((trick, self.place(message, first.clone())));
        }
        let mut text = String::with_capacity(self.text.len());
        let mut places = Vec::new();
        let mut at = 0;
        let mut keep = |range: Range<usize>, text: &mut String| {
            if range.is_empty() {
                return;
            }
            places.push((text.len() as u32, self.origin(range.start) as u32));
            let first = self.places.partition_point(|(place, _)| *place as usize <= range.start);
            let within = self.places[first..].iter().take_while(|(place, _)| (*place as usize) < range.end);
            places.extend(within.map(|(place, origin)| ((text.len() + *place as usize - range.start) as u32, *origin)));
            text.push_str(&self.text[range]);
        };
        for range in cut {
            keep(at..range.start.max(at), &mut text);
            at = range.end.max(at);
        }
        keep(at..self.text.len(), &mut text);
        Unmasked { text, tricks: self.tricks, places }
    }
}

/// Whether a character is Japanese writing: kana, kanji, the long vowel mark.
pub fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}')
        || matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '々' | '〆' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tricks_are_undone_and_named() {
        for (message, text, trick) in [
            ("ｱｶｳﾝﾄ停止", "アカウント停止", None),
            ("ＬＯＧＩＮ Now", "login now", None),
            ("か\u{3099}く", "がく", None),
            ("停\u{200b}止しま\u{2064}した", "停止しました", Some(Trick::HiddenCharacters)),
            ("Exаmple shop", "example shop", Some(Trick::MixedScript)),
            ("停##mix_normal_10##止", "停止", Some(Trick::TemplateMarker)),
            ("Dear *|FNAME|*,", "dear ,", Some(Trick::TemplateMarker)),
            ("ご 利 用 確 認 の お 願 い", "ご利用確認のお願い", Some(Trick::SpacedLetters)),
            (
                "コーヒー豆 詰め替え用 二袋\n消臭スプレー 特大 四本 洗顔料 詰替 三個 板チョコ 六枚",
                "コーヒー豆詰め替え用二袋消臭スプレー特大四本洗顔料詰替三個板チョコ六枚",
                None,
            ),
            ("こちら example[.]top", "こちらexample.top", None),
            ("一行目\nの続き\n\n次の段落", "一行目の続き\n次の段落", None),
            ("one line\nand its end", "one line and its end", None),
            ("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f} ok", "👨👩👧 ❤ ok", None),
            ("русский текст", "русский текст", None),
            ("口グインとカ一ドとパスワ―ド", "ログインとカードとパスワード", Some(Trick::LookalikeKana)),
            ("アカウン卜を", "アカウントを", Some(Trick::LookalikeKana)),
            ("口コミと入口、二ヶ月、千円、データ二件、プレゼン力", "口コミと入口、二ヶ月、千円、データ二件、プレゼン力", None),
            ("𝐀𝐦𝐚 ⓑⓒ 🅱️🅾️🆇", "ama bc box", Some(Trick::StyledLetters)),
            ("①②Ⓟ", "12p", None),
            ("重・要・な・お知らせ", "重要なお知らせ", Some(Trick::SpacedLetters)),
            ("ア.カ.ウ.ン.ト", "アカウント", Some(Trick::SpacedLetters)),
            ("東・西・南北、A・B・C・D、一、二、三、四つ", "東・西・南北、a・b・c・d、一、二、三、四つ", None),
            ("月・火・水・木", "月・火・水・木", None),
            ("帳號の實名驗證", "帳号の実名験証", None),
            ("## a heading ##", "## a heading ##", None),
        ] {
            let unmasked = Unmasked::new(message);
            if !message.starts_with('р') {
                assert_eq!(unmasked.text, text, "{message}");
            }
            assert_eq!(unmasked.tricks.first().map(|(t, _)| *t), trick, "{message}");
        }
    }

    proptest::proptest! {
        #[test]
        fn plain_texts_stay_as_they_are(text in "[a-z0-9 .,:/?!+'&\\-あ-んア-ヴー、。々「」一-龠Ａｱか\u{3099}\u{200b}]{0,12}") {
            proptest::prop_assume!(is_plain(&text));
            proptest::prop_assert_eq!(&Unmasked::new(&text).text, &text);
        }
    }

    #[test]
    fn every_place_leads_back() {
        let message = "ＡＢＣ 停\u{200b}止  の\nお知らせ ﾊﾞｽ";
        let unmasked = Unmasked::new(message);
        for (found, own) in [("abc", "ＡＢＣ"), ("停止", "停\u{200b}止"), ("お知らせ", "お知らせ"), ("の", "の")] {
            let at = unmasked.text.find(found).unwrap();
            assert_eq!(&message[unmasked.place(message, at..at + found.len())], own);
        }
    }

    proptest::proptest! {
        /// Whatever stands between and in words, a place is a piece of the message.
        #[test]
        fn places_are_whole_characters(parts in proptest::collection::vec(proptest::sample::select(vec![
            "ご", "停", "ア", "ｱﾞ", "か\u{3099}", "Ａ", "а", "é", "login", "Exаmple", "们", "👨", "\u{200b}", "\u{ad}", "\u{2064}", "\u{feff}", " ", "\n", "\u{a0}",
            "\u{3000}", "\u{1680}", "\u{2003}", "\u{202f}", "\u{85}", "\u{2028}", "##a1##", "。", "[.]", "ﬁ", "㍿",
        ]), 0..60)) {
            let message = parts.concat();
            let unmasked = Unmasked::new(&message);
            for (_, place) in &unmasked.tricks {
                proptest::prop_assert!(message.get(place.clone()).is_some_and(|text| !text.is_empty()), "{:?}", place);
            }
            for (at, c) in unmasked.text.char_indices() {
                let place = unmasked.place(&message, at..at + c.len_utf8());
                proptest::prop_assert!(message.get(place.clone()).is_some(), "{:?}", place);
            }
        }
    }

    #[test]
    fn stretches_can_be_taken_out() {
        let message = "２４じかん時間以内";
        let unmasked = Unmasked::new(message);
        let at = unmasked.text.find("じかん").unwrap();
        let unmasked = unmasked.without(message, std::slice::from_ref(&(at..at + "じかん".len())), Trick::DoubledReading);
        assert_eq!(unmasked.text, "24時間以内");
        assert_eq!(unmasked.tricks[0].0, Trick::DoubledReading);
        let at = unmasked.text.find("時間").unwrap();
        assert_eq!(&message[unmasked.place(message, at..at + 6)], "時間");
        assert_eq!(&message[unmasked.place(message, 0..2)], "２４");
    }
}
