//! A message as it reads once tricks against filters are undone: invisible characters, letters of other scripts, words pulled apart, markers of
//! a mailing program left in. What was undone is itself a sign.
//!
//! The result is made for finding words in it: lower case, one form of every character, white space cut down. Each place leads back to the
//! message, whose own words are shown. One pass, linear in the text.

use std::ops::Range;

use unicode_normalization::char::{compose, decompose_compatible};

use super::alike::latin_twin;
use super::visible::is_hidden;

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
}

impl Trick {
    /// Every trick.
    pub const ALL: [Trick; 6] = [
        Trick::HiddenCharacters,
        Trick::MixedScript,
        Trick::DoubledReading,
        Trick::TemplateMarker,
        Trick::SpacedLetters,
        Trick::ForeignGlyphs,
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
        }
    }
}

/// End of a paragraph in [`Unmasked::text`].
pub const PARAGRAPH: char = '\n';

/// Spaces inside Japanese words that make it a trick, and how many Japanese characters may stand around each.
const SPACED: (usize, usize) = (5, 40);

/// A space behind more Japanese characters than this stands between words or names, not inside one.
const SHORT: usize = 1;

/// Kana that a text must have to be taken as Japanese.
const KANA: usize = 20;

/// Characters of simplified Chinese that Japanese does not write (each has another form there).
const SIMPLIFIED: &str = "们这说请谢账单认证码过还进远运连选时问题关开门车东书买卖务动华协双发变听员园团围图处备奖实审对导将岁岛币师帐帮带库应废张归录业为义乐产亲亿仅从仓价优传伤伪侧债储错误钱转输阅闭额须顺领络续终细给统维网纸线组织经结红级纪约纳";

/// A bit for each kanji of the basic block, set for those of [`SIMPLIFIED`].
static SIMPLIFIED_BITS: [u64; 328] = bits(SIMPLIFIED);

const FIRST_KANJI: u32 = 0x4e00;

const fn bits(list: &str) -> [u64; 328] {
    let bytes = list.as_bytes();
    let mut bits = [0; 328];
    let mut at = 0;
    // Every character of the list takes three bytes in UTF-8.
    while at + 2 < bytes.len() {
        let code = (bytes[at] as u32 & 0xf) << 12 | (bytes[at + 1] as u32 & 0x3f) << 6 | (bytes[at + 2] as u32 & 0x3f);
        let place = (code - FIRST_KANJI) as usize;
        bits[place / 64] |= 1 << (place % 64);
        at += 3;
    }
    bits
}

/// Whether a character of the basic block of kanji is one of [`SIMPLIFIED`].
fn is_simplified(c: char) -> bool {
    let place = (u32::from(c) - FIRST_KANJI) as usize;
    SIMPLIFIED_BITS[place / 64] >> (place % 64) & 1 == 1
}

/// Whether a text is the same with tricks undone: told quickly, and sometimes not told.
pub fn is_plain(text: &str) -> bool {
    let spaces = text.is_ascii() && !text.contains("  ") && text.trim() == text;
    text.chars().all(|c| match c {
        ' ' => spaces,
        'a'..='z' | '0'..='9' | '-' | '.' | ',' | ':' | '/' | '?' | '!' | '+' | '\'' | '&' => true,
        '\u{3001}'..='\u{3003}' | '\u{3005}'..='\u{3011}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' => true,
        '\u{4e00}'..='\u{9fff}' => true,
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

    /// Takes out stretches of the text, which `cut` names in order: kana in front of the kanji they read.
    pub fn without(mut self, message: &str, cut: &[Range<usize>]) -> Unmasked {
        let Some(first) = cut.first() else {
            return self;
        };
        self.tricks.push((Trick::DoubledReading, self.place(message, first.clone())));
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

/// The word that is being read: how many of its letters are Latin, and how many only look so, with the place of the first of these.
#[derive(Default)]
struct Word {
    latin: usize,
    twins: usize,
    other: bool,
    first_twin: usize,
}

struct Pass<'a> {
    message: &'a str,
    out: Unmasked,
    /// White space read but not written yet: where it begins and how many line ends it has.
    space: Option<(usize, usize)>,
    /// The last character written.
    last: char,
    /// A character nobody sees stands right before, here.
    hidden: Option<usize>,
    word: Word,
    spaces_in_words: usize,
    first_space: usize,
    /// Japanese characters since the last space.
    run: usize,
    japanese: usize,
    kana: usize,
    simplified: Option<usize>,
    /// How far the message is ahead of the text; wraps around where it is behind.
    ahead: usize,
}

impl<'a> Pass<'a> {
    fn new(message: &'a str) -> Pass<'a> {
        let mut out = Unmasked::default();
        out.text.reserve(message.len());
        Pass {
            message,
            out,
            space: None,
            last: PARAGRAPH,
            hidden: None,
            word: Word::default(),
            spaces_in_words: 0,
            first_space: 0,
            run: 0,
            japanese: 0,
            kana: 0,
            simplified: None,
            ahead: 0,
        }
    }

    fn run(&mut self) {
        let bytes = self.message.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            match byte {
                b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'Z' => {
                    self.write(char::from(byte.to_ascii_lowercase()), at);
                    at += 1;
                    at += self.rest_of_word(&bytes[at..]);
                }
                b' ' | b'\t' | b'\r' | b'\n' => {
                    self.white(at, byte == b'\n');
                    at += 1;
                }
                b'#' | b'*' | b'{' | b'%' | b'<' | b'$' => match marker(&bytes[at..]) {
                    Some(len) => {
                        self.trick(Trick::TemplateMarker, at..at + len);
                        at += len;
                    }
                    None => {
                        self.write(char::from(byte), at);
                        at += 1;
                    }
                },
                b'[' | b'(' => {
                    let (len, c) = defanged(&bytes[at..]).unwrap_or((1, char::from(byte)));
                    self.write(c, at);
                    at += len;
                }
                0..=0x1f | 0x7f => {
                    self.hidden.get_or_insert(at);
                    at += 1;
                }
                0x20..=0x7e => {
                    self.write(char::from(byte), at);
                    at += 1;
                }
                _ => {
                    let Some(c) = self.message[at..].chars().next() else {
                        break;
                    };
                    self.wide(c, at);
                    at += c.len_utf8();
                }
            }
        }
    }

    /// Writes the ASCII letters and digits that follow one that was just written; how many there were.
    fn rest_of_word(&mut self, bytes: &[u8]) -> usize {
        let len = bytes.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len());
        for byte in &bytes[..len] {
            self.last = char::from(byte.to_ascii_lowercase());
            self.out.text.push(self.last);
            self.word.latin += usize::from(byte.is_ascii_alphabetic());
        }
        len
    }

    /// A character outside ASCII.
    fn wide(&mut self, c: char, at: usize) {
        match c {
            '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' => {
                self.kana += 1;
                self.write(c, at);
            }
            '\u{4e00}'..='\u{9fff}' => {
                if is_simplified(c) {
                    self.simplified.get_or_insert(at);
                }
                self.write(c, at);
            }
            '\u{3001}'..='\u{3020}' => self.write(c, at),
            '\u{3000}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{85}' => self.white(at, false),
            '\u{2028}' | '\u{2029}' => self.white(at, true),
            '\u{ff01}'..='\u{ff5e}' => {
                let plain = u32::from(c) - 0xfee0;
                self.write(char::from_u32(plain).unwrap_or(c).to_ascii_lowercase(), at);
            }
            // Voiced sound marks of kana that are written as two.
            '\u{3099}' | '\u{309a}' => self.mark(c, at),
            c if is_hidden(c) => {
                self.hidden.get_or_insert(at);
            }
            c => match latin_twin(c) {
                Some(twin) => {
                    self.write(twin, at);
                    self.word.latin = self.word.latin.saturating_sub(1);
                    if self.word.twins == 0 {
                        self.word.first_twin = at;
                    }
                    self.word.twins += 1;
                }
                None => {
                    let mut first = true;
                    decompose_compatible(c, |d| {
                        if matches!(d, '\u{3099}' | '\u{309a}') {
                            self.mark(d, at);
                        } else if first || !is_hidden(d) {
                            self.write(d.to_lowercase().next().unwrap_or(d), at);
                        }
                        first = false;
                    });
                }
            },
        }
    }

    fn mark(&mut self, mark: char, at: usize) {
        if let Some(whole) = compose(self.last, mark) {
            self.out.text.pop();
            self.out.text.push(whole);
            self.last = whole;
        } else {
            self.hidden.get_or_insert(at);
        }
    }

    fn white(&mut self, at: usize, line_end: bool) {
        let (_, ends) = self.space.get_or_insert((at, 0));
        *ends += usize::from(line_end);
    }

    /// Writes one character that stands at `at` in the message.
    fn write(&mut self, c: char, at: usize) {
        let japanese = !c.is_ascii() && is_japanese(c);
        let letter = if c.is_ascii() { c.is_ascii_alphanumeric() } else { japanese || c.is_alphanumeric() };
        if let Some((start, ends)) = self.space.take() {
            self.end_word();
            // Japanese needs no spaces, also beside Latin words; people write them or not.
            let (before, behind) = (is_japanese(self.last), japanese);
            if ends >= 2 {
                self.put(PARAGRAPH, start);
            } else if !before && !behind {
                self.put(' ', start);
            } else if before && behind && ends == 0 && self.run <= SHORT {
                if self.spaces_in_words == 0 {
                    self.first_space = start;
                }
                self.spaces_in_words += 1;
            }
            self.hidden = None;
            self.run = 0;
        } else if let Some(place) = self.hidden.take()
            && letter
            && self.last.is_alphanumeric()
        {
            self.trick(Trick::HiddenCharacters, place..at);
        }
        if c.is_ascii_alphabetic() {
            self.word.latin += 1;
        } else if !letter || japanese {
            self.end_word();
        } else if !c.is_ascii() {
            self.word.other = true;
        }
        self.japanese += usize::from(japanese);
        self.run += usize::from(japanese);
        self.put(c, at);
    }

    fn put(&mut self, c: char, at: usize) {
        let text = &mut self.out.text;
        let place = text.len();
        let ahead = at.wrapping_sub(place);
        if ahead != self.ahead || self.out.places.is_empty() {
            self.ahead = ahead;
            self.out.places.push((place as u32, at as u32));
        }
        text.push(c);
        self.last = c;
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        if word.twins > 0 && word.latin >= 2 && word.latin + word.twins >= 4 && !word.other {
            self.trick(Trick::MixedScript, self.character(word.first_twin));
        }
    }

    /// The character of the message that begins at `at`.
    fn character(&self, at: usize) -> Range<usize> {
        at..at + self.message[at..].chars().next().map_or(0, char::len_utf8)
    }

    fn trick(&mut self, trick: Trick, place: Range<usize>) {
        if !self.out.tricks.iter().any(|(t, _)| *t == trick) {
            self.out.tricks.push((trick, place));
        }
    }

    fn finish(mut self) -> Unmasked {
        self.end_word();
        let (least, around) = SPACED;
        if self.spaces_in_words >= least && self.spaces_in_words * around >= self.japanese {
            self.trick(Trick::SpacedLetters, self.character(self.first_space));
        }
        if let Some(at) = self.simplified.filter(|_| self.kana >= KANA) {
            self.trick(Trick::ForeignGlyphs, self.character(at));
        }
        self.out
    }
}

/// The longest marker of a mailing program, in bytes.
const LONGEST_MARKER: usize = 64;

/// The length of a marker of a mailing program at the start of `bytes`: `##name##`, `*|NAME|*`, `{{name}}`, `{% … %}`, `%%name%%`, `<%= … %>`,
/// `${name}`.
fn marker(bytes: &[u8]) -> Option<usize> {
    const KINDS: [(&[u8], &[u8]); 7] =
        [(b"##", b"##"), (b"*|", b"|*"), (b"{{", b"}}"), (b"{%", b"%}"), (b"%%", b"%%"), (b"<%", b"%>"), (b"${", b"}")];
    let (open, close) = KINDS.iter().find(|(open, _)| bytes.starts_with(open))?;
    let inside = &bytes[open.len()..bytes.len().min(LONGEST_MARKER)];
    let len = memchr::memmem::find(inside, close)?;
    let name = &inside[..len];
    let spaced = matches!(*open, b"{{" | b"{%" | b"<%");
    let fits = name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':' | b'=') || (spaced && *b == b' '));
    (fits && name.iter().any(u8::is_ascii_alphabetic)).then_some(open.len() + len + close.len())
}

/// A character of an address that was made harmless at the start of `bytes`: its length, and what it stands for.
fn defanged(bytes: &[u8]) -> Option<(usize, char)> {
    const FORMS: [(&[u8], char); 8] =
        [(b"[.]", '.'), (b"(.)", '.'), (b"[dot]", '.'), (b"(dot)", '.'), (b"[:]", ':'), (b"[@]", '@'), (b"[at]", '@'), (b"(at)", '@')];
    FORMS.iter().find(|(form, _)| bytes.len() >= form.len() && bytes[..form.len()].eq_ignore_ascii_case(form)).map(|(f, c)| (f.len(), *c))
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
        let unmasked = unmasked.without(message, std::slice::from_ref(&(at..at + "じかん".len())));
        assert_eq!(unmasked.text, "24時間以内");
        assert_eq!(unmasked.tricks[0].0, Trick::DoubledReading);
        let at = unmasked.text.find("時間").unwrap();
        assert_eq!(&message[unmasked.place(message, at..at + 6)], "時間");
        assert_eq!(&message[unmasked.place(message, 0..2)], "２４");
    }
}
