//! How much a word is made to look like another: an edit distance in which looking alike costs little.
//!
//! After Damerau and Levenshtein, with weights: letters and pairs of letters that look alike (UTS #39 and `rn` for `m`) cost least, then letters that
//! stand twice, vowels (names are misspelt there most, and read over), letters that change places; other letters left out, put in or replaced cost
//! most, and all of it more at the beginning, which every reader sees.

use super::confusables::{alike, ascii_twins, katakana, latin};

/// What two characters that look alike cost. All costs are in tenths of an edit.
pub const ALIKE: u32 = 3;

/// What a letter costs that stands twice, or beside its like.
const DOUBLED: u32 = 4;

/// What one vowel for another costs, or one more.
const VOWEL: u32 = 5;

/// What a vowel costs that is left out.
const NO_VOWEL: u32 = 6;

/// What a letter costs that stands upside down: seen by most.
const TURNED_OVER: u32 = 6;

/// What one sibilant for another costs: they sound alike.
const SIBILANT: u32 = 7;

/// What two letters cost that change places.
const SWAPPED: u32 = 8;

/// What one more letter costs.
const MORE: u32 = 9;

/// What three letters in another order cost.
const TURNED: u32 = 10;

/// What a letter costs that is left out.
const LESS: u32 = 10;

/// What any other letter costs in the place of one.
const OTHER: u32 = 11;

/// What all but a look-alike costs more before the first letter, and in its place.
const FIRST: u32 = 4;

/// Letters that look like one, or like another two.
const PAIRS: &[([char; 2], char)] = &[
    (['r', 'n'], 'm'),
    (['n', 'n'], 'm'),
    (['n', 'i'], 'm'),
    (['i', 'n'], 'm'),
    (['r', 'm'], 'm'),
    (['r', 'n'], 'n'),
    (['v', 'v'], 'w'),
    (['c', 'l'], 'd'),
    (['c', 'i'], 'a'),
    (['c', 'z'], 'z'),
    (['i', 'i'], 'u'),
    (['l', 'c'], 'k'),
];

/// The longest word that is compared, and the longest that it is compared with, in characters.
pub const LONGEST: usize = 40;
const LONGEST_NAME: usize = 20;

/// A difference between a word and the one it looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it has; empty where it leaves something out.
    pub has: String,
    /// What stands there in the other word; empty where it has something more.
    pub for_: String,
}

/// A word made ready to be compared: lower case, each character as what it looks like.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    plain: [char; LONGEST],
    /// A bit for each place whose character was another.
    disguised: u64,
    len: usize,
    /// A bit for each letter and digit of ASCII in it; the highest for anything else.
    letters: u128,
}

impl Word {
    /// None where it is longer than [`LONGEST`]. Hyphens are left out.
    pub fn new(text: &str) -> Option<Word> {
        let mut word = Word { plain: ['\0'; LONGEST], disguised: 0, len: 0, letters: 0 };
        if text.is_ascii() {
            for b in text.bytes().filter(|b| *b != b'-') {
                let plain = b.to_ascii_lowercase();
                *word.plain.get_mut(word.len)? = char::from(plain);
                word.letters |= 1 << plain;
                word.len += 1;
            }
            return Some(word);
        }
        for c in text.chars() {
            let plain = match c {
                '-' => continue,
                'a'..='z' | '0'..='9' => c,
                'A'..='Z' => c.to_ascii_lowercase(),
                _ => latin(c).unwrap_or_else(|| katakana(c)),
            };
            *word.plain.get_mut(word.len)? = plain;
            // Kana of one sound and capitals are no disguise.
            word.disguised |= u64::from(plain.is_ascii() && !c.is_ascii()) << word.len;
            word.letters |= bit(plain);
            word.len += 1;
        }
        Some(word)
    }

    /// Its characters.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Each character as what it looks like.
    pub fn plain(&self) -> &[char] {
        &self.plain[..self.len]
    }

    /// A part of it.
    pub fn part(&self, from: usize, to: usize) -> Word {
        let mut part = Word { plain: ['\0'; LONGEST], disguised: self.disguised >> from, len: to.saturating_sub(from), letters: 0 };
        for (place, c) in part.plain.iter_mut().zip(self.plain().iter().take(to).skip(from)) {
            *place = *c;
            part.letters |= bit(*c);
        }
        part
    }

    fn is_disguised(&self, at: usize) -> bool {
        self.disguised >> at & 1 == 1
    }

    /// At least this much it costs to take it, or a part of it, for `name`: letters of it that are nowhere, not even as ones that look alike.
    pub fn least(&self, name: &str) -> u32 {
        if self.disguised != 0 {
            return 0;
        }
        let missing = |c: char| match u8::try_from(c) {
            Ok(b) if c.is_ascii() => match self.letters & STANDS_FOR[usize::from(b)] == 0 {
                true if is_vowel(c) => VOWEL,
                true if c != '-' => TURNED_OVER,
                _ => 0,
            },
            _ if self.letters >> 127 == 0 => OTHER,
            _ => 0,
        };
        name.chars().map(missing).sum()
    }

    /// At least this much it costs to take the whole of it for `name`: its letters that stand for none of the name's.
    pub fn least_as_whole(&self, name: &str) -> u32 {
        if self.disguised != 0 || !name.is_ascii() {
            return 0;
        }
        let explained = name.bytes().fold(0, |bits, b| bits | STANDS_FOR[usize::from(b)]);
        let mut before = '\0';
        let mut sum = 0;
        for c in self.plain() {
            sum += match *c {
                c if explained & bit(c) != 0 => 0,
                c if c == before => ALIKE,
                c if is_vowel(c) => VOWEL,
                'w' => TURNED_OVER,
                c if is_sibilant(c) => SIBILANT,
                c if c.is_ascii() => MORE,
                _ => ALIKE,
            };
            before = *c;
        }
        sum
    }
}

/// The bit of a character among the letters of a word.
fn bit(c: char) -> u128 {
    if c.is_ascii() { 1 << u32::from(c) } else { 1 << 127 }
}

/// For each letter of ASCII those that stand for it, alone or in a pair, a bit each.
static STANDS_FOR: [u128; 128] = {
    let mut bits = [0; 128];
    let mut c = 0;
    while c < 128 {
        bits[c as usize] = 1 << c | ascii_twins(c);
        c += 1;
    }
    let mut at = 0;
    while at < PAIRS.len() {
        let (pair, one) = PAIRS[at];
        bits[one as usize] |= 1 << pair[0] as u32 | 1 << pair[1] as u32;
        at += 1;
    }
    bits
};

/// What it costs at most `most` to take `word` for `name`.
pub fn cost(word: &Word, name: &Word, most: u32) -> Option<u32> {
    if name.len > LONGEST_NAME || by_length(word.len, name.len) > most {
        return None;
    }
    align(word, name, most, |_, _, _, _| ())
}

/// Whether a word can be taken for a name by its first letters: the same, one that looks like it, another vowel, or a pair.
pub fn may_begin(word: &[char], name: &Word) -> bool {
    let (Some(a), Some(b)) = (word.first().copied(), name.plain().first().copied()) else {
        return false;
    };
    a == b || alike(a, b) || (is_vowel(a) && is_vowel(b)) || word.get(1).is_some_and(|a2| PAIRS.contains(&([a, *a2], b)))
}

/// At least this much it costs that a word and a name are of these lengths.
pub fn by_length(word: usize, name: usize) -> u32 {
    let more = |a: usize, b: usize| u32::try_from(a.saturating_sub(b)).unwrap_or(u32::MAX / LESS);
    more(word, name) * ALIKE + more(name, word) * NO_VOWEL
}

/// In what `text` differs from `name`, which it is taken for.
pub fn differences(text: &str, name: &str) -> Vec<Difference> {
    let (Some(word), Some(name)) = (Word::new(text), Word::new(name)) else {
        return Vec::new();
    };
    if name.len > LONGEST_NAME {
        return Vec::new();
    }
    let written: Vec<char> = text.chars().filter(|c| *c != '-').flat_map(char::to_lowercase).collect();
    // How each place was reached: characters of word and of name taken.
    let mut steps = [[(0u8, 0u8); LONGEST_NAME + 1]; LONGEST + 1];
    align(&word, &name, u32::MAX, |i, j, di, dj| steps[i][j] = (di, dj));
    let mut differences = Vec::new();
    let (mut i, mut j) = (word.len, name.len);
    while i > 0 || j > 0 {
        let (di, dj) = (usize::from(steps[i][j].0), usize::from(steps[i][j].1));
        if di + dj == 0 {
            break;
        }
        let (has, for_) = (written.get(i - di..i).unwrap_or_default(), &name.plain[j - dj..j]);
        if has != for_ && !(has.len() == 1 && for_.len() == 1 && katakana(has[0]) == for_[0]) {
            differences.push(Difference { has: has.iter().collect(), for_: for_.iter().collect() });
        }
        (i, j) = (i - di, j - dj);
    }
    differences.reverse();
    differences
}

/// No step takes more characters of a word than this, less one.
const ROWS: usize = 4;

/// The least that it costs to turn `word` into `name`, at most `most`. `reached` hears of each place that is reached more cheaply, and of how many
/// characters of word and name the step there took.
fn align(word: &Word, name: &Word, most: u32, mut reached: impl FnMut(usize, usize, u8, u8)) -> Option<u32> {
    let (letters, wanted) = (word.plain(), name.plain());
    // The row that is read, and those that steps lead to.
    let mut rows = [[u32::MAX; LONGEST_NAME + 1]; ROWS];
    rows[0][0] = 0;
    for i in 0..=letters.len() {
        let mut alive = false;
        for j in 0..=wanted.len() {
            let here = rows[i % ROWS][j];
            if here == u32::MAX || here.saturating_add(by_length(letters.len() - i, wanted.len() - j)) > most {
                continue;
            }
            alive = true;
            let mut step = |di: u8, dj: u8, cost: u32| {
                let (to, at) = (i + usize::from(di), j + usize::from(dj));
                let place = &mut rows[to % ROWS][at];
                if here + cost < *place {
                    *place = here + cost;
                    reached(to, at, di, dj);
                }
            };
            let first = if j == 0 { FIRST } else { 0 };
            let (a, b) = (letters.get(i).copied(), wanted.get(j).copied());
            if let Some(a) = a {
                let twice = (i > 0 && letters[i - 1] == a) || (j > 0 && wanted[j - 1] == a);
                let more = match () {
                    // A vowel that is only held longer.
                    () if a == 'ー' => ALIKE,
                    () if twice => DOUBLED,
                    () if is_vowel(a) => VOWEL + first,
                    () => MORE + first,
                };
                step(1, 0, more);
            }
            if let Some(b) = b {
                step(0, 1, if is_vowel(b) { NO_VOWEL + first } else { LESS });
            }
            let (Some(a), Some(b)) = (a, b) else {
                continue;
            };
            let disguised = a == b && word.is_disguised(i);
            step(1, 1, if disguised { ALIKE } else { replaced(a, b, first) });
            if let Some(a2) = letters.get(i + 1).copied() {
                if PAIRS.contains(&([a, a2], b)) {
                    step(2, 1, ALIKE);
                }
                if a != b && wanted.get(j + 1) == Some(&a) && a2 == b {
                    step(2, 2, SWAPPED + first);
                }
            }
            if let (Some(x), Some(y)) = (letters.get(i..i + 3), wanted.get(j..j + 3))
                && x[0] != x[1]
                && turned(x, y)
            {
                step(3, 3, TURNED + first);
            }
        }
        if i == letters.len() {
            return Some(rows[i % ROWS][wanted.len()]).filter(|cost| *cost <= most && *cost != u32::MAX);
        }
        // Pairs and turns reach two rows further.
        if !alive && rows.iter().enumerate().all(|(at, row)| at == i % ROWS || row.iter().all(|c| *c == u32::MAX)) {
            return None;
        }
        rows[i % ROWS] = [u32::MAX; LONGEST_NAME + 1];
    }
    None
}

/// What one character costs in the place of another.
fn replaced(a: char, b: char, first: u32) -> u32 {
    match () {
        () if a == b => 0,
        () if alike(a, b) => ALIKE,
        () if is_vowel(a) && is_vowel(b) => VOWEL + first,
        () if matches!((a, b), ('u', 'n') | ('n', 'u') | ('w', 'm') | ('m', 'w')) => TURNED_OVER + first,
        () if is_sibilant(a) && is_sibilant(b) => SIBILANT + first,
        () => OTHER + first,
    }
}

/// Whether three letters are three others in another order.
fn turned(x: &[char], y: &[char]) -> bool {
    [[2, 0, 1], [1, 2, 0], [2, 1, 0]].iter().any(|order| order.iter().zip(x).all(|(at, c)| y[*at] == *c))
}

fn is_sibilant(c: char) -> bool {
    matches!(c, 's' | 'z' | 'c' | 'x' | 'j')
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(word: &str, name: &str) -> u32 {
        cost(&Word::new(word).unwrap(), &Word::new(name).unwrap(), 99).unwrap_or(99)
    }

    /// What is made to look alike costs less than a letter that is wrong, and that less than another word.
    #[test]
    fn the_less_a_reader_sees_the_less_it_costs() {
        let classes: [(&[&str], u32, u32); 7] = [
            (&["example", "EXAMPLE", "ex-ample"], 0, 0),
            (&["еxample", "exarnple", "exámple", "exanple", "examp1e", "3xample", "exаmple"], ALIKE, ALIKE),
            (&["exxample", "ex4mp1e", "exemple", "exampla", "examplee", "exaample"], DOUBLED, VOWEL + 1),
            (&["exmple", "exampl", "exaimple", "exaemple", "exmaple", "exampel"], VOWEL, SWAPPED),
            (&["exxample", "exalmpe", "exampley", "exampls", "examle", "xample"], DOUBLED, OTHER),
            (&["sample", "exempt", "ample", "simple"], OTHER + 1, 40),
            (&["shop", "login", "weather"], 20, 99),
        ];
        for (words, from, to) in classes {
            for word in words {
                let found = likeness(word, "example");
                assert!((from..=to).contains(&found), "{word}: {found}, not {from} to {to}");
            }
        }
    }

    #[test]
    fn kana_are_compared_by_what_they_look_like() {
        assert_eq!(likeness("みほん", "ミホン"), 0);
        assert_eq!(likeness("ミホソ", "ミホン"), ALIKE);
        assert!(likeness("ミカン", "ミホン") > 2 * ALIKE);
    }

    /// What is told beforehand from the letters alone is never more than the cost.
    #[test]
    fn no_likeness_is_passed_over() {
        let name = Word::new("example").unwrap();
        for word in ["example", "exаmple", "exarnple", "3x4mpl3", "elpmaxe", "xmpl", "excimple", "eixmapl", "zzz", "ample", "exsmple"] {
            let word = Word::new(word).unwrap();
            let found = align(&word, &name, u32::MAX, |_, _, _, _| ()).unwrap();
            assert!(word.least("example").max(word.least_as_whole("example")) <= found);
            for most in 0..60 {
                assert_eq!(cost(&word, &name, most), Some(found).filter(|c| *c <= most));
            }
        }
    }

    #[test]
    fn differences_are_named() {
        for (word, expected) in [
            ("еxample", &[("е", "e")][..]),
            ("exarnple", &[("rn", "m")]),
            ("exmple", &[("", "a")]),
            ("exmaple", &[("ma", "am")]),
            ("ex-ample", &[]),
            ("example", &[]),
            ("exømple", &[("ø", "a")]),
            ("ex4mple", &[("4", "a")]),
        ] {
            let found = differences(word, "example");
            let found: Vec<_> = found.iter().map(|d| (d.has.as_str(), d.for_.as_str())).collect();
            assert_eq!(found, expected, "{word}");
        }
        assert_eq!(differences("みほん", "ミホン"), []);
        assert_eq!(differences("ミホソ", "ミホン"), [Difference { has: "ソ".to_owned(), for_: "ン".to_owned() }]);
        assert_eq!(differences(&"x".repeat(500), "example"), []);
    }
}
