//! A Japanese number whose digits are pulled apart, said in words or posed by letters: `0800/300/8187`, `03の5555の0123`, `ゼロサン…`, `O8OO`.
//!
//! Anything goes between the digits here, so nothing but a number of a range that is in use is taken for one.

use crate::text::confusables::latin_twin;
use crate::text::fold::{Folded, fold};

/// A number that was found so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Its digits with the leading 0.
    pub digits: String,
    /// How many bytes of the text it takes.
    pub len: usize,
    /// Letters stand for digits.
    pub letters: bool,
    /// Some digits are in kanji.
    pub kanji: bool,
    /// Characters that cannot be seen stand between them.
    pub hidden: bool,
}

/// Digits of a Japanese number with its leading 0.
const LENGTHS: std::ops::RangeInclusive<usize> = 10..=11;

/// More groups than a number has digits.
const MOST_GROUPS: usize = 16;

/// So many characters may stand between two digits.
const GAP: usize = 4;

/// So many of the digits are no letters.
const OWN_DIGITS: usize = 4;

/// How digits are said in Japanese; the longer of two that begin alike comes first.
const JAPANESE: [(&str, char); 36] = [
    ("ゼロ", '0'),
    ("ぜろ", '0'),
    ("れい", '0'),
    ("レイ", '0'),
    ("まる", '0'),
    ("マル", '0'),
    ("オー", '0'),
    ("おー", '0'),
    ("いち", '1'),
    ("イチ", '1'),
    ("にー", '2'),
    ("ニー", '2'),
    ("に", '2'),
    ("ニ", '2'),
    ("さん", '3'),
    ("サン", '3'),
    ("よん", '4'),
    ("ヨン", '4'),
    ("ごー", '5'),
    ("ゴー", '5'),
    ("ご", '5'),
    ("ゴ", '5'),
    ("ろく", '6'),
    ("ロク", '6'),
    ("なな", '7'),
    ("ナナ", '7'),
    ("しち", '7'),
    ("シチ", '7'),
    ("はち", '8'),
    ("ハチ", '8'),
    ("きゅう", '9'),
    ("キュウ", '9'),
    ("きゅー", '9'),
    ("キュー", '9'),
    ("く", '9'),
    ("ク", '9'),
];

/// The same in English; capitals make no difference.
const ENGLISH: [(&str, char); 11] = [
    ("zero", '0'),
    ("oh", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
];

/// The digit that a word at the start of `text` says, and the word's length. An English word must end there.
fn word(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        // Kana.
        0xe3 => JAPANESE.iter().find(|(word, _)| text.starts_with(word)).map(|(word, digit)| (*digit, word.len())),
        b'a'..=b'z' | b'A'..=b'Z' => {
            let len = bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).take(LONGEST_WORD + 1).count();
            let (_, digit) = ENGLISH.iter().find(|(word, _)| word.as_bytes().eq_ignore_ascii_case(&bytes[..len]))?;
            Some((*digit, len))
        }
        _ => None,
    }
}

/// Letters of the longest English word.
const LONGEST_WORD: usize = 5;

/// Whether the word for a 0 stands at the start of `text`.
pub fn begins_in_words(text: &str) -> bool {
    matches!(word(text), Some(('0', _)))
}

/// What one character or word is in a number.
enum Part {
    Digit(char),
    Kanji(char),
    Word(char),
    Letter(char),
    /// What stands between groups of any number.
    Gap,
    /// What stands there only to pull a number apart, or is said there.
    Odd(char),
    Hidden,
}

/// The part at the start of `text`, and its length.
fn part(text: &str) -> Option<(Part, usize)> {
    let c = text.chars().next()?;
    let len = c.len_utf8();
    if !c.is_ascii_digit()
        && let Some((digit, len)) = word(text)
    {
        return Some((Part::Word(digit), len));
    }
    let part = match fold(c) {
        Folded::Kanji(digit) => Part::Kanji(digit),
        Folded::Hidden => Part::Hidden,
        Folded::Plain(c @ '0'..='9') => Part::Digit(c),
        Folded::Plain('-' | ' ' | '.' | '(' | ')') => Part::Gap,
        Folded::Plain('\n') => Part::Gap,
        Folded::Plain('の') => Part::Odd('の'),
        Folded::Plain(c) if !c.is_alphanumeric() => Part::Odd(c),
        Folded::Plain(c) => match latin_twin(c).unwrap_or(c) {
            'o' | 'O' => Part::Letter('0'),
            'l' | 'I' | 'i' => Part::Letter('1'),
            _ => return None,
        },
    };
    Some((part, len))
}

/// A number that is being read.
#[derive(Default)]
struct Reading {
    digits: String,
    /// How many digits each group has, and how many groups there are.
    groups: [u8; MOST_GROUPS],
    group_count: usize,
    gap: usize,
    odd: Option<char>,
    letters: usize,
    said: usize,
    kanji: bool,
    hidden: bool,
}

impl Reading {
    fn push(&mut self, digit: char) {
        self.digits.push(digit);
        if self.gap > 0 || self.group_count == 0 {
            self.group_count = (self.group_count + 1).min(MOST_GROUPS);
        }
        self.groups[self.group_count - 1] += 1;
        self.gap = 0;
    }

    fn groups(&self) -> &[u8] {
        &self.groups[..self.group_count]
    }

    /// Whether the digits so far, with nothing of their group behind them, can be a number.
    fn is_whole(&self) -> bool {
        // Signs that pull apart stand between groups as one writes them; dates, times and lists have smaller ones.
        let groups = self.said * 2 > self.digits.len()
            || self.odd.is_none_or(|_| {
                self.group_count <= 4 && self.groups().iter().all(|n| *n >= 2) && self.groups().last().is_some_and(|n| *n >= 3)
            });
        // A decimal fraction.
        let fraction = matches!(self.groups(), [1, _]);
        LENGTHS.contains(&self.digits.len()) && groups && !fraction && self.digits.len() - self.letters >= OWN_DIGITS
    }
}

/// The number that begins at the start of `text`, where it is one that `assigned` knows.
pub fn read(text: &str, assigned: impl Fn(&str) -> bool) -> Option<Apart> {
    let mut reading = Reading { digits: String::with_capacity(LENGTHS.end() + 1), ..Reading::default() };
    let mut found = None;
    let mut at = 0;
    while let Some((part, len)) = part(&text[at..]) {
        at += len;
        match part {
            Part::Digit(c) => reading.push(c),
            Part::Kanji(c) => {
                reading.kanji = true;
                reading.push(c);
            }
            Part::Word(c) => {
                reading.said += 1;
                reading.push(c);
            }
            Part::Letter(c) => {
                reading.letters += 1;
                reading.push(c);
            }
            Part::Hidden => {
                reading.hidden = true;
                continue;
            }
            Part::Gap | Part::Odd(_) => {
                let other = match part {
                    Part::Odd(c) => *reading.odd.get_or_insert(c) != c,
                    _ => false,
                };
                reading.gap += 1;
                // One digit between two such signs: a date, a time or a list.
                let single = reading.odd.is_some() && reading.said == 0 && reading.groups().last() == Some(&1);
                if reading.digits.is_empty() || reading.gap > GAP || other || single {
                    break;
                }
                continue;
            }
        }
        let digits = reading.digits.len();
        if digits > *LENGTHS.end() || !reading.digits.starts_with('0') {
            break;
        }
        let goes_on = text[at..].starts_with(|c: char| c.is_ascii_digit());
        if !goes_on && reading.is_whole() && assigned(&reading.digits) {
            found = Some(Apart {
                digits: reading.digits.clone(),
                len: at,
                letters: reading.letters > 0,
                kanji: reading.kanji,
                hidden: reading.hidden,
            });
        }
    }
    found
}

/// The first such number anywhere in `text`.
pub fn find(text: &str, assigned: impl Fn(&str) -> bool) -> Option<Apart> {
    text.char_indices().find_map(|(at, _)| if is_inside(&text[..at]) { None } else { read(&text[at..], &assigned) })
}

/// Whether digits right before end in what goes on here: other than the number of a line (`1-0800-…`), they belong together.
fn is_inside(before: &str) -> bool {
    let rest = before.trim_end_matches(['-', '.', '/']);
    let digits = rest.chars().rev().take_while(char::is_ascii_digit).count();
    let joined = rest.len() < before.len();
    digits > if joined { 1 } else { 0 } || (joined && digits == 1 && rest[..rest.len() - 1].ends_with(['#', '-', '.', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assigned(number: &str) -> bool {
        let is = |prefix: &str, len: usize| number.starts_with(prefix) && number.len() == len;
        is("0120", 10) || is("0800", 11) || is("03", 10) || is("050", 11)
    }

    #[test]
    fn digits_pulled_apart_are_one_number() {
        for (text, digits) in [
            ("0800/300/8187", "08003008187"),
            ("0800_300_8187", "08003008187"),
            ("０８００＿３００＿８１８７", "08003008187"),
            ("0800…300…8187", "08003008187"),
            ("0800 - 300 - 8187", "08003008187"),
            ("0800*300*8187です", "08003008187"),
            ("0800☆300☆8187", "08003008187"),
            ("0800|300|8187", "08003008187"),
            ("O8OO-3OO-8187", "08003008187"),
            ("o8oo-3oo-8i87", "08003008187"),
            ("О800-300-8187", "08003008187"),
            ("08〇〇-三00-8一87", "08003008187"),
            ("08\u{200b}00-30\u{2060}0-8187", "08003008187"),
            ("0 8 0 0 3 0 0 8 1 8 7", "08003008187"),
            ("03の5555の0123です", "0355550123"),
            ("0800の300の8187", "08003008187"),
            ("0120の999の373", "0120999373"),
            ("０３の５５５５の０１２３", "0355550123"),
            ("ゼロサンのゴーゴーゴーゴーのゼロイチニサンにお電話", "0355550123"),
            ("ぜろさん、ごごごご、ぜろいちにさん", "0355550123"),
            ("マル三の五五五五の〇一二三", "0355550123"),
            ("れいいちにれい きゅうきゅうきゅう さんななさん", "0120999373"),
            ("zero five zero, five five five five, zero one two three", "05055550123"),
            ("oh five oh - five five five five - oh one two three", "05055550123"),
            ("0800-300-8187-1", "08003008187"),
        ] {
            let found = read(text, assigned);
            assert_eq!(found.as_ref().map(|f| f.digits.as_str()), Some(digits), "{text}");
        }
        assert_eq!(find("お電話はゼロサンの五五五五の〇一二三まで", assigned).map(|f| f.digits), Some("0355550123".to_owned()));
    }

    #[test]
    fn what_only_looks_so_is_none() {
        for text in [
            "03/05/07/09/11",
            "03:12:20:26:10",
            "0.3555501234",
            "03/55/55/01/23",
            "0120-99-373",
            "ゼロから始める",
            "oil 100, 200",
            "03の5555/0123",
            "0312345678901",
            "#930-0312345-678",
        ] {
            assert_eq!(find(text, assigned), None, "{text}");
        }
    }
}
