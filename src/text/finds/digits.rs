//! A run of digits in running text, with what stands between them.

use crate::text::fold::{Folded, fold};
use crate::text::unmask::PARAGRAPH;

/// The longest number, in characters with its separators.
pub const LONGEST_NUMBER: usize = 40;

/// Digits of the longest number: a dialled foreign one has 15 behind its prefix.
pub const MOST_DIGITS: usize = 20;

/// Digits of a number that is whole: what follows behind a space is another.
const WHOLE: usize = 10;

/// The most groups.
const GROUPS: usize = 20;

/// A run of digits and separators as it is read. It holds what it reads itself: one is read at every digit of a text that may begin a number.
pub struct Run {
    digits: [u8; MOST_DIGITS + 1],
    count: usize,
    groups: [u8; GROUPS + 1],
    group_count: usize,
    /// `+`, `#` or `*` in front.
    pub mark: Option<char>,
    /// Digits in kanji.
    pub kanji: usize,
    /// Where it ends in the text.
    pub end: usize,
}

impl Run {
    /// The digits in ASCII.
    pub fn digits(&self) -> &str {
        std::str::from_utf8(&self.digits[..self.count]).unwrap_or_default()
    }

    /// How many digits each group has.
    pub fn groups(&self) -> &[u8] {
        &self.groups[..self.group_count]
    }

    /// Whether it has more digits than any number.
    pub fn is_too_long(&self) -> bool {
        self.count > MOST_DIGITS
    }

    fn push(&mut self, digit: char, apart: bool) {
        if self.count <= MOST_DIGITS {
            self.digits[self.count] = digit as u8;
            self.count += 1;
        }
        if apart || self.group_count == 0 {
            self.group_count = (self.group_count + 1).min(GROUPS + 1);
            self.groups[self.group_count - 1] = 0;
        }
        self.groups[self.group_count - 1] += 1;
    }
}

/// Reads digits and separators from `at` on.
pub fn read(text: &str, at: usize) -> Option<Run> {
    let mut run = Run { digits: [0; MOST_DIGITS + 1], count: 0, groups: [0; GROUPS + 1], group_count: 0, mark: None, kanji: 0, end: at };
    // Separators since the last digit, and whether a hyphen has joined groups already: then a space ends a number that is whole.
    let (mut between, mut hyphens, mut open) = (0, false, false);
    for (offset, c) in text[at..].char_indices().take(LONGEST_NUMBER) {
        let (plain, kanji) = match fold(c) {
            _ if c == PARAGRAPH => break,
            Folded::Plain(p) => (p, false),
            Folded::Kanji(p) => (p, true),
            Folded::Hidden => break,
        };
        match plain {
            '+' | '#' | '*' if run.count == 0 && run.mark.is_none() => {
                run.mark = Some(plain);
                continue;
            }
            // Mixed digits are another matter: in running text, 一 behind a number is a word.
            '0'..='9' if run.count > 0 && kanji != (run.kanji > 0) => break,
            '0'..='9' => {
                run.kanji += usize::from(kanji);
                run.push(plain, between > 0);
                between = 0;
                if run.is_too_long() {
                    break;
                }
            }
            '(' if !open && between <= 1 && brackets_digits(&text[at + offset + c.len_utf8()..]) => {
                open = true;
                between += 1;
                continue;
            }
            ')' if open => {
                open = false;
                between += 1;
                continue;
            }
            '-' | '.' if between <= 2 => {
                hyphens = true;
                between += 1;
                continue;
            }
            ' ' if between <= 2 && !(hyphens && between == 0 && run.group_count >= 3 && (run.count >= WHOLE || run.digits[0] != b'0')) => {
                between += 1;
                continue;
            }
            _ => break,
        }
        run.end = at + offset + c.len_utf8();
    }
    (run.count > 0).then_some(run)
}

/// Whether digits and a closing bracket follow, and nothing else before it.
fn brackets_digits(behind: &str) -> bool {
    let inside = behind.chars().take(8).take_while(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ')).count();
    inside > 0 && behind[inside..].starts_with([')', '）'])
}
