//! What somebody meant to dial: from the many spellings of a phone number to the digits.
//!
//! The rules are those of dialling in and to Japan (Ministry of Internal Affairs and Communications, numbering plan): country code 81, trunk
//! prefix 0, international prefix 010, and 184 or 186 in front to hide or show one's own number.

mod apart;
mod place;
mod short;
mod stretch;

pub use apart::{Apart, begins_in_words, read as read_apart};
pub use place::{end_of, is_called};
pub use short::{is_dialled as is_code_dialled, sharp};

use super::fold::{Folded, fold};
use super::shapes::{self, Shape};

/// The longest input that is looked at, in characters.
pub const MAX_CHARS: usize = 250;

/// Calling code of the home country.
pub const HOME_CODE: &str = "81";

/// A national number has at least this many digits with its leading 0.
const SHORTEST_NATIONAL: usize = 10;

/// What the digits of a spelling mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialled {
    /// A number inside Japan as dialled there, with its leading 0.
    National(String),
    /// Country code and national significant number of another country, without `+`.
    Foreign(String),
    /// A short code, `#` included.
    Short(String),
}

/// How a number was written, where that tells something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// With `+81`, `0081` or `010-81` in front: an ordinary Japanese number as phones show it abroad.
    HomeCode,
    /// With a `+` and another country's code.
    International,
    /// With the international prefix 010 (or 00) set apart from the country code.
    Idd,
    /// With 010 and the country code run together, so that it looks like a number inside Japan.
    IddDisguise,
    /// A foreign number without `+` or prefix.
    MissingPlus,
    /// The leading 0 is missing, as spreadsheets lose it.
    MissingZero,
    /// 184 in front: the caller's own number would be hidden.
    Withheld,
    /// 186 in front: the caller's own number would be shown.
    Shown,
    /// A prefix in front that chooses the carrier of the call.
    CarrierPrefix,
    /// Letters that look like digits (O for 0, l for 1).
    LettersForDigits,
    /// Characters that cannot be seen.
    HiddenCharacters,
    /// Digits in kanji.
    KanjiDigits,
    /// With an extension behind.
    Extension,
}

impl Sign {
    /// The id that rules and JSON use.
    pub fn id(self) -> &'static str {
        match self {
            Sign::HomeCode => "home-code",
            Sign::International => "international",
            Sign::Idd => "idd",
            Sign::IddDisguise => "idd-disguise",
            Sign::MissingPlus => "missing-plus",
            Sign::MissingZero => "missing-zero",
            Sign::Withheld => "withheld",
            Sign::Shown => "shown",
            Sign::CarrierPrefix => "carrier-prefix",
            Sign::LettersForDigits => "letters-for-digits",
            Sign::HiddenCharacters => "hidden-characters",
            Sign::KanjiDigits => "kanji-digits",
            Sign::Extension => "extension",
        }
    }

    /// All signs, for checking the names in rules.
    pub const ALL: [Sign; 13] = [
        Sign::HomeCode,
        Sign::International,
        Sign::Idd,
        Sign::IddDisguise,
        Sign::MissingPlus,
        Sign::MissingZero,
        Sign::Withheld,
        Sign::Shown,
        Sign::CarrierPrefix,
        Sign::LettersForDigits,
        Sign::HiddenCharacters,
        Sign::KanjiDigits,
        Sign::Extension,
    ];
}

/// One spelling, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The number.
    pub dialled: Dialled,
    /// The extension behind it, if there is one.
    pub extension: Option<String>,
    /// How it was written; sorted, each once.
    pub signs: Vec<Sign>,
}

/// Why an input is not one phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotNumber {
    /// Nothing, or only characters one cannot see.
    Empty,
    /// More than [`MAX_CHARS`] characters.
    InputTooLong,
    /// There is no digit in it.
    NoDigits,
    /// Fewer digits than any number has; how many there are.
    TooShort(usize),
    /// Two or more numbers at once.
    Several,
    /// Digits that begin like no number that can be dialled from Japan; how many there are.
    Unplaced(usize),
    /// It has the shape of something else.
    Shape(Shape),
}

impl NotNumber {
    /// The id that JSON uses.
    pub fn id(&self) -> &'static str {
        match self {
            NotNumber::Empty => "empty",
            NotNumber::InputTooLong => "input-too-long",
            NotNumber::NoDigits => "no-digits",
            NotNumber::TooShort(_) => "too-short",
            NotNumber::Several => "several-numbers",
            NotNumber::Unplaced(_) => "unplaced",
            NotNumber::Shape(shape) => shape.id(),
        }
    }
}

/// Reads one phone number out of `input`, in whatever way it is written.
///
/// `assigned` tells whether a national number (with its leading 0) lies in a range that is in use; it decides between readings where
/// the digits alone do not.
pub fn read(input: &str, assigned: impl Fn(&str) -> bool) -> Result<Spelling, NotNumber> {
    if input.chars().nth(MAX_CHARS).is_some() {
        return Err(NotNumber::InputTooLong);
    }
    if let Some(spelling) = plain(input.as_bytes()).or_else(|| plain_abroad(input.as_bytes())) {
        return Ok(spelling);
    }
    match in_groups(input, &assigned) {
        // No number as one writes it, or a short code: perhaps there is one that is pulled apart, said in words, or beside something else.
        Err(why) if !matches!(why, NotNumber::Empty | NotNumber::Several) => pulled_apart(input, Some(&why), &assigned).ok_or(why),
        Ok(spelling) if matches!(spelling.dialled, Dialled::Short(_)) => Ok(pulled_apart(input, None, &assigned).unwrap_or(spelling)),
        read => read,
    }
}

/// How a character was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    Kanji,
    /// From this number to that.
    Tilde,
}

/// Reads a number as people write one: groups of digits with hyphens, spaces, dots and brackets between.
fn in_groups(input: &str, assigned: impl Fn(&str) -> bool) -> Result<Spelling, NotNumber> {
    let mut signs = Vec::new();
    let mut chars = Vec::with_capacity(input.len());
    let mut marks = Vec::with_capacity(input.len());
    let mut skipped = 0;
    for (at, c) in input.char_indices() {
        if at < skipped {
            continue;
        }
        let (plain, mark) = match fold(c) {
            _ if short::sharp(&input[at..]).is_some_and(|len| {
                skipped = at + len;
                true
            }) =>
            {
                ('#', Mark::Plain)
            }
            Folded::Plain(plain) => (plain, if is_tilde(c) { Mark::Tilde } else { Mark::Plain }),
            Folded::Kanji(plain) => (plain, Mark::Kanji),
            Folded::Hidden => {
                signs.push(Sign::HiddenCharacters);
                continue;
            }
        };
        chars.push(plain);
        marks.push(mark);
    }
    if chars.iter().all(|c| *c == ' ') {
        return Err(NotNumber::Empty);
    }
    if let Some(shape) = shapes::of(&chars).filter(|shape| *shape != Shape::OrderNumber || !dials_abroad(&chars)) {
        return Err(NotNumber::Shape(shape));
    }
    if stretch::letters_to_digits(&mut chars) {
        signs.push(Sign::LettersForDigits);
    }

    let run = stretch::choose(stretch::runs(&chars))?;
    let extension = stretch::extension(&chars[run.end..]);
    if extension.is_some() {
        signs.push(Sign::Extension);
    }
    let written = &marks[run.start..run.end];
    if written.contains(&Mark::Kanji) {
        signs.push(Sign::KanjiDigits);
    }
    let dialled = match written.iter().rposition(|m| *m == Mark::Tilde) {
        Some(tilde) => first_line(&chars[run.start..run.end], tilde, &assigned),
        None => None,
    };
    let called = place::is_called(&chars[..run.start].iter().collect::<String>().to_ascii_lowercase());
    let dialled = match dialled {
        Some(dialled) => dialled,
        None => place::place(&chars[run.start..run.end], called, assigned, &mut signs)?,
    };
    if let Dialled::Short(code) = &dialled
        && !(extension.is_none()
            && !chars[run.start..run.end].iter().any(|c| matches!(c, '-' | '.' | ' '))
            && short::stands_alone(&chars[..run.start], &chars[run.end..]))
    {
        return Err(NotNumber::TooShort(code.bytes().filter(u8::is_ascii_digit).count()));
    }
    signs.sort_unstable();
    signs.dedup();
    Ok(Spelling { dialled, extension, signs })
}

/// Tildes and wave dashes stand between groups, and between the first and the last of several lines.
fn is_tilde(c: char) -> bool {
    matches!(c, '~' | '\u{ff5e}' | '\u{301c}' | '\u{223c}' | '\u{2053}')
}

/// The first number of several lines, as in `03-1234-5678～9`.
fn first_line(run: &[char], tilde: usize, assigned: impl Fn(&str) -> bool) -> Option<Dialled> {
    let digits = |chars: &[char]| chars.iter().filter(|c| c.is_ascii_digit()).collect::<String>();
    let (first, last) = (digits(&run[..tilde]), digits(&run[tilde..]));
    (first.len() >= SHORTEST_NATIONAL && last.len() <= 4 && assigned(&first) && !assigned(&(first.clone() + &last)))
        .then_some(Dialled::National(first))
}

/// A Japanese number that stands in the input in no way that numbers are written in.
fn pulled_apart(input: &str, why: Option<&NotNumber>, assigned: impl Fn(&str) -> bool) -> Option<Spelling> {
    let apart = match why {
        // Beside a mail address, a web address or an order number, not in one.
        Some(NotNumber::Shape(_)) => {
            let other = |word: &&str| {
                let chars: Vec<char> = word.chars().collect();
                shapes::of(&chars).is_none()
            };
            apart::find(&input.split_whitespace().filter(other).collect::<Vec<_>>().join(" "), assigned)
        }
        _ => apart::find(input, assigned),
    }?;
    let signs = [(apart.letters, Sign::LettersForDigits), (apart.hidden, Sign::HiddenCharacters), (apart.kanji, Sign::KanjiDigits)];
    Some(Spelling {
        dialled: Dialled::National(apart.digits),
        extension: None,
        signs: signs.into_iter().filter_map(|(is, sign)| is.then_some(sign)).collect(),
    })
}

/// The commonest spellings, read without more ado: a national number or one behind `+81`, in ASCII digits with single hyphens between them.
/// Everything else gets the whole treatment, which gives the same for these (a test holds that).
fn plain(input: &[u8]) -> Option<Spelling> {
    let (rest, home) = match input.strip_prefix(b"+81") {
        Some(rest) => (rest.strip_prefix(b"-").unwrap_or(rest), true),
        None => (input, false),
    };
    let mut digits = String::with_capacity(12);
    if home {
        digits.push('0');
    }
    let mut before = b'-';
    for byte in rest {
        match byte {
            b'0'..=b'9' => digits.push(char::from(*byte)),
            b'-' if before != b'-' => {}
            _ => return None,
        }
        before = *byte;
    }
    let usual = (SHORTEST_NATIONAL..=SHORTEST_NATIONAL + 1).contains(&digits.len()) && digits.starts_with('0');
    let international = digits.starts_with("00") || digits.starts_with("010");
    (usual && !international && before != b'-').then(|| Spelling {
        dialled: Dialled::National(digits),
        extension: None,
        signs: if home { vec![Sign::HomeCode] } else { Vec::new() },
    })
}

/// The same for foreign numbers: `+` or `010-` in front, and single hyphens or spaces between ASCII digits.
fn plain_abroad(input: &[u8]) -> Option<Spelling> {
    let (rest, sign, most) = match input {
        [b'+', b'1'..=b'9', ..] => (&input[1..], Sign::International, 15),
        // With one more and 010 it could be an order number.
        [b'0', b'1', b'0', b'-', b'1'..=b'9', ..] => (&input[4..], Sign::Idd, 13),
        _ => return None,
    };
    let mut digits = String::with_capacity(most + 1);
    let mut before = b'-';
    for byte in rest {
        match byte {
            b'0'..=b'9' => digits.push(char::from(*byte)),
            b'-' | b' ' if before.is_ascii_digit() => {}
            _ => return None,
        }
        before = *byte;
    }
    let plain = (SHORTEST_ABROAD..=most).contains(&digits.len()) && before.is_ascii_digit() && !digits.starts_with(HOME_CODE);
    plain.then(|| Spelling { dialled: Dialled::Foreign(digits), extension: None, signs: vec![sign] })
}

/// Digits of the shortest foreign number that is read without more ado.
const SHORTEST_ABROAD: usize = 7;

/// Whether this is `+` or 010 and nothing but digits: then it is dialled, though it may have as many digits as an order number.
fn dials_abroad(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    let digits = text.trim();
    digits.strip_prefix('+').or_else(|| digits.starts_with("010").then_some(digits)).is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
