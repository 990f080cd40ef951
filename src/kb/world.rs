//! The numbering plans of other countries: whether a number is in use there, of what type it is and how it is written.
//!
//! Written in `data/world/` and always taken from the binary. What people put before a number inside its country is undone, as
//! google/libphonenumber does.

use std::sync::OnceLock;

use super::baked;

/// A number of another country, in a range that is in use there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignNumber {
    /// Region, ISO 3166-1; `001` (the world, UN M49) for codes of no country.
    pub region: &'static str,
    /// Type as libphonenumber names it, in small letters: `toll-free`, `fixed-line-or-mobile`.
    pub kind: &'static str,
    /// Calling code.
    pub calling_code: String,
    /// National significant number.
    pub national: String,
    /// How it is written, as place among the forms.
    form: usize,
}

impl ForeignNumber {
    /// E.164 form.
    pub fn e164(&self) -> String {
        ["+", &self.calling_code, &self.national].concat()
    }

    /// International form: `+44 20 7946 0123`.
    pub fn written(&self) -> String {
        let mut out = String::with_capacity(self.national.len() + 10);
        out.push('+');
        out.push_str(&self.calling_code);
        out.push(' ');
        let mut rest = self.national.as_str();
        for word in Plans::baked().form(self.form) {
            match u8::try_from(word) {
                Ok(digits) if digits < FIRST_CHARACTER => {
                    let (group, behind) = rest.split_at_checked(usize::from(digits)).unwrap_or((rest, ""));
                    out.push_str(group);
                    rest = behind;
                }
                Ok(character) => out.push(char::from(character)),
                Err(_) => {}
            }
        }
        out.push_str(rest);
        out
    }
}

/// The number that these digits are behind a `+`, where it is one in use.
pub fn find(digits: &str) -> Option<ForeignNumber> {
    if digits.len() > LONGEST || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let plans = Plans::baked();
    (1..=LONGEST_CODE).find_map(|len| {
        let (code, behind) = digits.split_at_checked(len)?;
        let entry = plans.code(code.parse().ok()?)?;
        let number = |national: String| {
            let (region, kind, form) = plans.label(entry.root, national.as_bytes())?;
            let (region, kind) = (plans.region(region), plans.kind(kind));
            Some(ForeignNumber { region, kind, calling_code: code.to_owned(), national, form })
        };
        // Without what is put before it at home, where it is a number then.
        plans.without_prefix(&entry, behind).filter(|n| entry.has_length(n.len())).and_then(number).or_else(|| number(behind.to_owned()))
    })
}

/// Digits that are looked at: those of the longest number that any plan has, with its code and what may stand before it.
const LONGEST: usize = 24;

/// Digits of the longest calling code.
const LONGEST_CODE: usize = 3;

/// Words of a form below this are numbers of digits.
const FIRST_CHARACTER: u8 = 32;

/// Words of a region, a type, a label and a code.
const REGION_WORDS: usize = 2;
const TYPE_WORDS: usize = 10;
const LABEL_WORDS: usize = 2;
const CODE_WORDS: usize = 5;

/// Digits of the shortest national number.
const SHORTEST: usize = 2;

/// Words in front of everything.
const HEAD: usize = 7;

/// The table that the build script made of `numbering.toml`; see `build/world.rs` for its layout.
#[derive(Clone, Copy)]
struct Plans {
    bytes: &'static [u8],
    /// Where each part begins, in words.
    types: usize,
    form_starts: usize,
    labels: usize,
    codes: usize,
    code_count: usize,
    forms: usize,
    prefixes: usize,
    nodes: usize,
}

/// A calling code: where its automaton begins, where its prefixes do, and how many they are.
struct Code {
    root: usize,
    prefixes: usize,
    count: usize,
    /// The lengths of the numbers of the code's first region; bit n stands for n + 2 digits.
    lengths: usize,
}

impl Code {
    /// Whether numbers without their prefix have so many digits, or none so many or more.
    fn has_length(&self, digits: usize) -> bool {
        let Some(place) = digits.checked_sub(SHORTEST) else { return false };
        let longer = u32::try_from(place).ok().and_then(|place| self.lengths.checked_shr(place)).unwrap_or(0);
        longer & 1 == 1 || longer == 0
    }
}

impl Plans {
    fn baked() -> Plans {
        static PLANS: OnceLock<Plans> = OnceLock::new();
        *PLANS.get_or_init(Plans::found)
    }

    fn found() -> Plans {
        let bytes = baked::file("world/numbering");
        let mut plans = Plans { bytes, types: 0, form_starts: 0, labels: 0, codes: 0, code_count: 0, forms: 0, prefixes: 0, nodes: 0 };
        let [regions, types, forms, labels, codes, form_words, prefixes] = std::array::from_fn(|n| plans.word(n));
        plans.types = HEAD + regions * REGION_WORDS;
        plans.form_starts = plans.types + types * TYPE_WORDS;
        plans.labels = plans.form_starts + forms;
        plans.codes = plans.labels + labels * LABEL_WORDS;
        plans.code_count = codes;
        plans.forms = plans.codes + codes * CODE_WORDS;
        plans.prefixes = plans.forms + form_words;
        plans.nodes = plans.prefixes + prefixes;
        plans
    }

    fn word(&self, at: usize) -> usize {
        match self.bytes.get(2 * at..2 * at + 2) {
            Some(&[low, high]) => usize::from(u16::from_le_bytes([low, high])),
            _ => 0,
        }
    }

    fn text(&self, at: usize, words: usize) -> &'static str {
        let text = self.bytes.get(2 * at..2 * (at + words)).unwrap_or_default();
        let len = text.iter().position(|b| *b == 0).unwrap_or(text.len());
        std::str::from_utf8(&text[..len]).unwrap_or_default()
    }

    fn region(&self, place: usize) -> &'static str {
        self.text(HEAD + place * REGION_WORDS, REGION_WORDS)
    }

    fn kind(&self, place: usize) -> &'static str {
        self.text(self.types + place * TYPE_WORDS, TYPE_WORDS)
    }

    fn code(&self, code: usize) -> Option<Code> {
        let at = |n: usize| self.codes + n * CODE_WORDS;
        let (mut low, mut high) = (0, self.code_count);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.word(at(middle)) < code {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let found = at(low);
        (low < self.code_count && self.word(found) == code).then(|| Code {
            root: self.word(found + 1),
            prefixes: self.prefixes + self.word(found + 2),
            count: self.word(found + 3),
            lengths: self.word(found + 4),
        })
    }

    /// Region, type and form of a national number.
    fn label(&self, root: usize, digits: &[u8]) -> Option<(usize, usize, usize)> {
        let mut at = root;
        for byte in digits {
            let head = self.word(self.nodes + at);
            let digit = byte.wrapping_sub(b'0');
            if at == 0 || head & LEAF != 0 || digit > 9 {
                return None;
            }
            let run = (head & ((1 << digit) - 1)).count_ones() as usize;
            at = self.word(self.nodes + at + 1 + usize::from(head & LABELLED != 0) + run);
        }
        if at == 0 || self.word(self.nodes + at) & LABELLED == 0 {
            return None;
        }
        let label = self.labels + self.word(self.nodes + at + 1) * LABEL_WORDS;
        let both = self.word(label);
        Some((both >> 8, both & 0xff, self.word(label + 1)))
    }

    fn form(self, place: usize) -> impl Iterator<Item = usize> {
        let start = self.forms + self.word(self.form_starts + place);
        (start..self.prefixes).map(move |at| self.word(at)).take_while(|word| *word != 0)
    }

    /// A national number without what people put before it inside the country, or with something in its place.
    fn without_prefix(&self, code: &Code, number: &str) -> Option<String> {
        let mut at = code.prefixes;
        for _ in 0..code.count {
            let (len, end) = (self.word(at), self.word(at + 1) != 0);
            let sets = at + 2;
            let inserted = sets + len;
            let kept = inserted + 1 + self.word(inserted);
            let fits = number.len() >= len && (!end || number.len() == len);
            if fits && number.bytes().take(len).enumerate().all(|(n, b)| self.word(sets + n) & 1 << b.wrapping_sub(b'0').min(15) != 0) {
                let mut out: String = (inserted + 1..kept).filter_map(|n| char::from_digit(self.word(n) as u32, 10)).collect();
                out.push_str(number.get(self.word(kept)..self.word(kept + 1)).unwrap_or_default());
                out.push_str(&number[len..]);
                return Some(out);
            }
            at = kept + 2;
        }
        None
    }
}

/// Bits of a node's head.
const LABELLED: usize = 1 << 9;
const LEAF: usize = 1 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_world() {
        for (digits, region, kind, national, written) in [
            ("442079460123", "GB", "fixed-line", "2079460123", "+44 20 7946 0123"),
            ("4402079460123", "GB", "fixed-line", "2079460123", "+44 20 7946 0123"),
            ("18002123456", "US", "toll-free", "8002123456", "+1 800-212-3456"),
            ("12684601234", "AG", "fixed-line", "2684601234", "+1 268-460-1234"),
            ("390612345678", "IT", "fixed-line", "0612345678", "+39 06 1234 5678"),
            ("5491123456789", "AR", "mobile", "91123456789", "+54 9 11 2345-6789"),
            ("54111523456789", "AR", "mobile", "91123456789", "+54 9 11 2345-6789"),
            ("15672345678", "US", "fixed-line-or-mobile", "5672345678", "+1 567-234-5678"),
            ("13101234", "CA", "uan", "3101234", "+1 310-1234"),
            ("80012345678", "001", "toll-free", "12345678", "+800 1234 5678"),
        ] {
            let found = find(digits).unwrap_or_else(|| panic!("{digits}"));
            assert_eq!((found.region, found.kind, found.national.as_str()), (region, kind, national), "{digits}");
            assert_eq!(found.written(), written, "{digits}");
            assert_eq!(found.e164()[1..].len(), found.calling_code.len() + national.len());
        }
        for digits in
            ["113101234", "", "4", "44", "4420794601234", "442079", "99912345678", "10000000000", "44２０７９４６０１２３", "4420a9460123"]
        {
            assert_eq!(find(digits), None, "{digits}");
        }
    }
}
