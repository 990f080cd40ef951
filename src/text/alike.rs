//! Words made to look like another word: letters of other alphabets, digits for letters, letters left out, doubled or swapped.
//!
//! Two words are compared by an edit distance in which looking alike costs little (after Damerau and Levenshtein, with weights).

use unicode_normalization::char::decompose_canonical;

/// The Latin letter that a letter of another script looks like (from Unicode's confusables, UTS #39, those of Cyrillic, Greek and Armenian).
pub fn latin_twin(c: char) -> Option<char> {
    Some(match c {
        'А' | 'а' | 'Α' | 'α' | 'ɑ' => 'a',
        'В' | 'Β' | 'Ь' => 'b',
        'С' | 'с' | 'Ϲ' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'Е' | 'е' | 'Ε' | 'ε' | 'є' => 'e',
        'ɡ' | 'ց' => 'g',
        'Н' | 'Η' | 'һ' | 'Һ' => 'h',
        'І' | 'і' | 'Ι' | 'ι' | 'ı' | 'Ӏ' => 'i',
        'Ј' | 'ј' => 'j',
        'К' | 'Κ' | 'к' | 'κ' => 'k',
        'М' | 'Μ' | 'м' => 'm',
        'Ν' | 'п' | 'ո' => 'n',
        'О' | 'о' | 'Ο' | 'ο' | 'օ' => 'o',
        'Р' | 'р' | 'Ρ' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' | 'Ѕ' => 's',
        'Т' | 'Τ' | 'т' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'Ԝ' | 'ѡ' => 'w',
        'Х' | 'х' | 'Χ' | 'χ' => 'x',
        'У' | 'у' | 'Υ' | 'γ' => 'y',
        'Ζ' | 'ᴢ' => 'z',
        _ => return None,
    })
}

/// Characters of ASCII and kana that are taken for each other.
const TWINS: &[(char, char)] = &[
    ('0', 'o'),
    ('1', 'l'),
    ('1', 'i'),
    ('l', 'i'),
    ('2', 'z'),
    ('3', 'e'),
    ('4', 'a'),
    ('5', 's'),
    ('8', 'b'),
    ('9', 'g'),
    ('q', 'g'),
    ('q', 'o'),
    ('v', 'u'),
    ('m', 'n'),
    ('ン', 'ソ'),
    ('ゾ', 'ソ'),
    ('ツ', 'シ'),
];

/// For each character of ASCII a bit for each that it is taken for, made from [`TWINS`].
static ASCII_TWINS: [u128; 128] = {
    let mut bits = [0; 128];
    let mut at = 0;
    while at < TWINS.len() {
        let (a, b) = TWINS[at];
        if a.is_ascii() && b.is_ascii() {
            bits[a as usize] |= 1 << b as u32;
            bits[b as usize] |= 1 << a as u32;
        }
        at += 1;
    }
    bits
};

/// Pairs of letters that look like one.
const PAIRS: &[(&str, char)] = &[("rn", 'm'), ("nn", 'm'), ("vv", 'w'), ("cl", 'd'), ("ci", 'a'), ("lc", 'k')];

/// What two characters that look alike cost, in tenths of an edit.
const ALIKE: u32 = 3;

/// What one vowel for another costs: names are misspelt there most, and read over.
const VOWEL: u32 = 6;

/// What a letter costs that stands twice.
const DOUBLED: u32 = 5;

/// What any other edit costs.
const EDIT: u32 = 10;

/// The longest word that is compared, in characters.
const LONGEST: usize = 40;

/// A difference between a word and the one it looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it has; empty where it leaves something out.
    pub has: String,
    /// What stands there in the other word; empty where it has something more.
    pub for_: String,
}

/// How much a word looks like another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// In tenths of an edit; 0 when it is the same, or has the same inside.
    pub cost: u32,
    /// In what they differ.
    pub differences: Vec<Difference>,
}

/// How much `word` looks like `other` at a cost of at most `most` tenths of an edit. In a longer word, `other` may stand inside, differing
/// only by characters that look alike.
pub fn likeness(word: &str, other: &str, most: u32) -> Option<Likeness> {
    let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let other: Vec<char> = other.chars().flat_map(char::to_lowercase).collect();
    if other.len() < 3 || word.len() > LONGEST {
        return None;
    }
    if !could_be(&word, &other) {
        return None;
    }
    // Short words have too many neighbours: there only what looks alike counts.
    let most = if other.len() < 5 { most.min(2 * ALIKE) } else { most };
    // Nothing makes a word longer for less than a pair of letters for one.
    if word.len() <= other.len() + (most / ALIKE) as usize {
        let whole = align(&word, &other, false);
        if whole.cost <= most {
            return Some(whole);
        }
    }
    // Inside a longer word nothing but characters that look alike.
    let mut best: Option<Likeness> = None;
    for len in other.len()..=(other.len() + 2).min(word.len()) {
        for part in word.windows(len).filter(|part| begins_like(part, &other)) {
            let found = align(part, &other, true);
            if found.cost <= 2 * ALIKE && best.as_ref().is_none_or(|b| found.cost < b.cost) {
                best = Some(found);
            }
        }
    }
    best
}

/// Whether enough characters of `other` occur in `word`, as they are or as ones that look alike: comparing the rest would be in vain.
fn could_be(word: &[char], other: &[char]) -> bool {
    let missing = other.iter().filter(|c| !word.iter().any(|w| w == *c || alike(*w, **c))).count();
    // Two vowels or letters may be wrong, and a pair of letters can stand for one.
    missing <= 2
}

/// Whether the first character stands for that of `other`, alone or with the next: without that nothing inside a word looks like `other`.
fn begins_like(part: &[char], other: &[char]) -> bool {
    match (part, other) {
        ([a, ..], [b, ..]) if a == b || alike(*a, *b) => true,
        ([a, a2, ..], [b, ..]) => PAIRS.iter().any(|(pair, one)| one == b && pair.chars().eq([*a, *a2])),
        _ => false,
    }
}

/// The cheapest way from one word to another; when `strict`, vowels and doubled letters cost as much as others.
fn align(word: &[char], other: &[char], strict: bool) -> Likeness {
    let vowels = |a: char, b: char| !strict && [a, b].iter().all(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'));
    let (rows, columns) = (word.len() + 1, other.len() + 1);
    let mut costs = vec![u32::MAX; rows * columns];
    // How each place was reached: characters of `word` and of `other` taken.
    let mut steps = vec![(0u8, 0u8); rows * columns];
    costs[0] = 0;
    for i in 0..rows {
        for j in 0..columns {
            let here = costs[i * columns + j];
            if here == u32::MAX {
                continue;
            }
            let mut step = |di: usize, dj: usize, cost: u32| {
                if i + di < rows && j + dj < columns {
                    let place = (i + di) * columns + j + dj;
                    if here + cost < costs[place] {
                        costs[place] = here + cost;
                        steps[place] = (di as u8, dj as u8);
                    }
                }
            };
            if let (Some(a), Some(b)) = (word.get(i), other.get(j)) {
                let cost = match () {
                    () if a == b => 0,
                    () if alike(*a, *b) => ALIKE,
                    () if vowels(*a, *b) => VOWEL,
                    () => EDIT,
                };
                step(1, 1, cost);
                if let (Some(a2), Some(b2)) = (word.get(i + 1), other.get(j + 1))
                    && a == b2
                    && a2 == b
                    && a != b
                {
                    step(2, 2, EDIT);
                }
                if let Some(a2) = word.get(i + 1)
                    && PAIRS.iter().any(|(pair, one)| one == b && pair.chars().eq([*a, *a2]))
                {
                    step(2, 1, ALIKE);
                }
            }
            let doubled = !strict && i > 0 && i < word.len() && word[i] == word[i - 1];
            step(1, 0, if doubled { DOUBLED } else { EDIT });
            step(0, 1, EDIT);
        }
    }
    let mut differences = Vec::new();
    let (mut i, mut j) = (word.len(), other.len());
    while i > 0 || j > 0 {
        let (di, dj) = steps[i * columns + j];
        let (di, dj) = (usize::from(di), usize::from(dj));
        if di + dj == 0 {
            break;
        }
        let (has, for_) = (&word[i - di..i], &other[j - dj..j]);
        if has != for_ {
            differences.push(Difference { has: has.iter().collect(), for_: for_.iter().collect() });
        }
        (i, j) = (i - di, j - dj);
    }
    differences.reverse();
    Likeness { cost: costs[rows * columns - 1], differences }
}

/// Whether one character is taken for another.
fn alike(a: char, b: char) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return ASCII_TWINS[a as usize] >> (b as u32) & 1 == 1;
    }
    if a.is_ascii() || !b.is_ascii() {
        return TWINS.iter().any(|(x, y)| (*x, *y) == (a, b) || (*y, *x) == (a, b));
    }
    if latin_twin(a) == Some(b) {
        return true;
    }
    // Letters with accents.
    let mut first = None;
    decompose_canonical(a, |d| {
        first.get_or_insert(d);
    });
    first == Some(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(word: &str) -> Option<u32> {
        likeness(word, "example", EDIT).map(|l| l.cost)
    }

    #[test]
    fn words_that_look_alike() {
        for (word, expected) in [
            ("example", Some(0)),
            ("myexampleshop", Some(0)),
            ("еxample", Some(ALIKE)),
            ("exarnple", Some(ALIKE)),
            ("ex4mp1e", Some(2 * ALIKE)),
            ("exámple", Some(ALIKE)),
            ("exmple", Some(EDIT)),
            ("exxample", Some(DOUBLED)),
            ("exemple", Some(VOWEL)),
            ("exanple", Some(ALIKE)),
            ("exemplelogin", None),
            ("exmaple", Some(EDIT)),
            ("exampel", Some(EDIT)),
            ("exampla", Some(VOWEL)),
            ("exarnplelogin", Some(ALIKE)),
            ("exmplelogin", None),
            ("sample", None),
            ("ample", None),
            ("exempt", None),
        ] {
            assert_eq!(cost(word), expected, "{word}");
        }
    }

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
        ] {
            let twins: String = letters.chars().map(|c| latin_twin(c).unwrap_or(c)).collect();
            assert_eq!(twins, latin, "{script}");
        }
        for c in "azAZ09ж日あア".chars() {
            assert_eq!(latin_twin(c), None, "{c}");
        }
    }

    #[test]
    fn differences_are_named() {
        let differences = |word: &str| {
            let found = likeness(word, "example", EDIT).unwrap();
            found.differences.into_iter().map(|d| (d.has, d.for_)).collect::<Vec<_>>()
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(differences("еxample"), [pair("е", "e")]);
        assert_eq!(differences("exarnple"), [pair("rn", "m")]);
        assert_eq!(differences("exmple"), [pair("", "a")]);
        assert_eq!(differences("exmaple"), [pair("ma", "am")]);
        assert_eq!(differences("example"), []);
    }

    #[test]
    fn short_words_need_more_than_one_letter_off() {
        assert_eq!(likeness("abca", "abcd", EDIT), None);
        assert_eq!(likeness("a6cd", "abcd", EDIT), None);
        assert!(likeness("a8cd", "abcd", EDIT).is_some());
    }
}
