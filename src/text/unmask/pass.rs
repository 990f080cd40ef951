//! The one pass over a message that undoes its tricks.

use std::ops::Range;

use unicode_normalization::char::{compose, decompose_compatible};

use super::kana::{katakana_twin, long_vowel_twin};
use super::simplified::{is_simplified, japanese_form};
use super::{PARAGRAPH, Trick, Unmasked, is_japanese};
use crate::text::confusables::latin_twin;
use crate::text::visible::is_hidden;

/// Spaces inside Japanese words that make it a trick, and how many Japanese characters may stand around each.
const SPACED: (usize, usize) = (5, 40);

/// A space behind more Japanese characters than this stands between words or names, not inside one.
const SHORT: usize = 1;

/// Kana that a text must have to be taken as Japanese.
const KANA: usize = 20;

/// The word that is being read: how many of its letters are Latin, and how many only look so or are signs with a letter in them, with the place of
/// the first of these.
#[derive(Default)]
struct Word {
    latin: usize,
    twins: usize,
    other: bool,
    first_twin: usize,
    styled: usize,
    first_styled: usize,
}

/// Single characters of Japanese with the same sign between them: ア・マ・ゾ・ン.
#[derive(Default)]
struct Apart {
    /// The sign, where the last character stands behind one.
    sign: Option<char>,
    /// Where the signs stand so far in the text.
    signs: Vec<Range<usize>>,
    /// Whether one of the characters is kana; kanji alone are lists: 月・火・水・木.
    kana: bool,
}

/// So many signs between single characters make them a word that was pulled apart.
const APART: usize = 3;

pub struct Pass<'a> {
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
    /// The two characters before the last one written, and where that one stands in the message.
    before: [char; 2],
    last_at: usize,
    apart: Apart,
    /// Signs between characters of words pulled apart, in the text.
    cut: Vec<Range<usize>>,
}

impl<'a> Pass<'a> {
    pub fn new(message: &'a str) -> Pass<'a> {
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
            before: [PARAGRAPH; 2],
            last_at: 0,
            apart: Apart::default(),
            cut: Vec::new(),
        }
    }

    pub fn run(&mut self) {
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
            '\u{3041}'..='\u{3096}' => {
                self.kana += 1;
                self.write(c, at);
            }
            '\u{30a1}'..='\u{30fa}' | '\u{30fc}' => {
                self.kana += 1;
                self.untwin(c);
                self.write(c, at);
            }
            '\u{4e00}'..='\u{9fff}' => {
                if is_simplified(c) {
                    self.simplified.get_or_insert(at);
                }
                // A kanji that hardly anybody writes, at the end of a word of katakana.
                if c == '卜' && self.space.is_none() && matches!(self.last, '\u{30a1}'..='\u{30fa}' | '\u{30fc}') {
                    self.trick(Trick::LookalikeKana, at..at + c.len_utf8());
                    self.write('ト', at);
                } else {
                    self.write(japanese_form(c), at);
                }
            }
            // Syllables of Hangul would fall apart into letters.
            '\u{3001}'..='\u{3020}' | '\u{ac00}'..='\u{d7a3}' => self.write(c, at),
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
                    if let Some(letter) = letter_in_sign(c) {
                        self.styled(letter, at);
                        return;
                    }
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

    /// A Latin letter in a sign or in a style of its own.
    fn styled(&mut self, letter: char, at: usize) {
        self.write(letter, at);
        if self.word.styled == 0 {
            self.word.first_styled = at;
        }
        self.word.styled += 1;
    }

    /// Puts katakana in the place of a kanji or a dash that looks like it, where the last character is one and `next` and what stands before it are
    /// katakana: カ一ド, パスワ―ド. At the beginning of a word a kanji has to be one that seldom stands alone there: 口グイン.
    fn untwin(&mut self, next: char) {
        let last = self.last;
        if self.space.is_some() || last.is_ascii() {
            return;
        }
        let katakana = |c: char| matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}');
        let before = self.before[1];
        let twin = match (long_vowel_twin(last), katakana_twin(last)) {
            (Some(twin), _) if katakana(before) => Some(twin),
            (_, Some((twin, begins))) if katakana(before) || (begins && !is_kanji(before) && !matches!(next, 'コ' | 'ヶ' | 'ヵ')) => {
                Some(twin)
            }
            _ => None,
        };
        let Some(twin) = twin else {
            return;
        };
        if katakana_twin(last).is_some() {
            self.trick(Trick::LookalikeKana, self.character(self.last_at));
        }
        let (at, before) = (self.last_at, self.before);
        self.out.text.pop();
        self.put(twin, at);
        self.before = before;
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
        self.take_apart(c, japanese);
        self.japanese += usize::from(japanese);
        self.run += usize::from(japanese);
        self.put(c, at);
    }

    /// Notes signs between single characters of Japanese, before `c` is written.
    fn take_apart(&mut self, c: char, japanese: bool) {
        if !japanese {
            // A second sign in a row, or a letter, ends it.
            if c.is_alphanumeric() || !is_japanese(self.last) {
                self.apart = Apart::default();
            }
            return;
        }
        let end = self.out.text.len();
        let sign = self.last;
        if !is_separator(sign) || !is_japanese(self.before[1]) {
            if is_japanese(sign) {
                self.apart = Apart::default();
            }
            return;
        }
        // Only one character stood between this sign and the one before.
        let goes_on = self.apart.sign == Some(sign) && self.before[0] == sign;
        if !goes_on {
            self.apart = Apart { sign: Some(sign), kana: !is_kanji(self.before[1]), ..Apart::default() };
        }
        self.apart.kana |= !is_kanji(c);
        self.apart.signs.push(end - sign.len_utf8()..end);
        if self.apart.signs.len() >= APART && self.apart.kana {
            self.cut.append(&mut self.apart.signs);
            // The next one goes on from here.
            self.apart.signs = vec![end..end; APART - 1];
        }
    }

    fn put(&mut self, c: char, at: usize) {
        self.before = [self.before[1], self.last];
        self.last_at = at;
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
        if word.styled > 1 && !word.other {
            self.trick(Trick::StyledLetters, self.character(word.first_styled));
        }
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

    pub fn finish(mut self) -> Unmasked {
        self.end_word();
        let (least, around) = SPACED;
        if self.spaces_in_words >= least && self.spaces_in_words * around >= self.japanese {
            self.trick(Trick::SpacedLetters, self.character(self.first_space));
        }
        if let Some(at) = self.simplified.filter(|_| self.kana >= KANA) {
            self.trick(Trick::ForeignGlyphs, self.character(at));
        }
        let mut cut = std::mem::take(&mut self.cut);
        cut.retain(|range| !range.is_empty());
        self.out.without(self.message, &cut, Trick::SpacedLetters)
    }
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Signs that are put between characters to pull a word apart.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        '・' | '·' | '•' | '.' | '-' | '_' | '*' | '/' | '|' | '~' | '+' | '\'' | '^' | '=' | ',' | '―' | '‐' | '○' | '●' | '★' | '☆'
    )
}

/// The Latin letter in a sign that does not decompose to it, or in one of the styles of mathematics: 🅰 🅐 𝐀 ⓐ.
fn letter_in_sign(c: char) -> Option<char> {
    let nth = |first: u32| char::from_u32(u32::from('a') + (u32::from(c) - first) % 26);
    match c {
        '\u{1f150}'..='\u{1f169}' => nth(0x1f150),
        '\u{1f170}'..='\u{1f189}' => nth(0x1f170),
        '\u{24b6}'..='\u{24cf}' => nth(0x24b6),
        '\u{24d0}'..='\u{24e9}' => nth(0x24d0),
        '\u{1f130}'..='\u{1f149}' => nth(0x1f130),
        '\u{1d400}'..='\u{1d6a3}' => {
            let mut letter = None;
            decompose_compatible(c, |d| letter = Some(d.to_ascii_lowercase()));
            letter.filter(char::is_ascii_lowercase)
        }
        _ => None,
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
