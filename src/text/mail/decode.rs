//! Characters out of bytes, whatever the message says its encoding is.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, REPLACEMENT, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::transfer;

/// How much of a file is looked at to tell text from something else, in bytes.
const SAMPLE: usize = 8 << 10;

/// Text in two bytes a character has at least one NUL in so many bytes.
const WIDE: usize = 4;

/// What files that are no text begin with, and what they are.
const BEGINNINGS: &[(&[u8], Form)] = &[
    (b"\x89PNG", Form::Picture),
    (b"\xff\xd8\xff", Form::Picture),
    (b"GIF8", Form::Picture),
    (b"BM", Form::Picture),
    (b"RIFF", Form::Picture),
    (b"II*\0", Form::Picture),
    (b"MM\0*", Form::Picture),
    (b"%PDF-", Form::Pdf),
    (b"PK\x03\x04", Form::Other),
    (b"\x1f\x8b", Form::Other),
    (b"\x7fELF", Form::Other),
    (b"MZ", Form::Other),
    (b"\xd0\xcf\x11\xe0", Form::Other),
    (b"Rar!", Form::Other),
    (b"7z\xbc\xaf", Form::Other),
    (b"{\\rtf", Form::Other),
];

/// What some bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text in some encoding.
    Text,
    /// A picture.
    Picture,
    /// A PDF.
    Pdf,
    /// Something else: an archive, a program, a document.
    Other,
}

/// What bytes are, by how they begin.
pub fn form(bytes: &[u8]) -> Form {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let told = BEGINNINGS.iter().find(|(beginning, _)| sample.starts_with(beginning));
    // Two letters may begin a text as well.
    if let Some((_, form)) =
        told.filter(|(beginning, _)| beginning.len() > 2 || sample.contains(&0) || std::str::from_utf8(sample).is_err())
    {
        return *form;
    }
    if Encoding::for_bom(sample).is_some() || wide(sample).is_some() {
        return Form::Text;
    }
    // A text has few characters that control something; some NULs get into it by accident, or to hide it.
    let controls = sample.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    if controls * 5 > sample.len() { Form::Other } else { Form::Text }
}

/// UTF-16 that does not say so: every other byte of text in Latin letters is NUL.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let nuls = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let enough = |n: usize, other: usize| n * WIDE > sample.len() && other * 8 < n;
    if enough(odd, even) {
        Some(UTF_16LE)
    } else if enough(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A text, and how well it could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// How many characters of it could not be read.
    pub broken: usize,
}

impl Decoded {
    fn new(text: impl Into<String>) -> Decoded {
        Decoded { text: text.into(), broken: 0 }
    }

    /// Whether so much of it could not be read that a scam could stand there: more than a slip of some program.
    pub fn is_unreadable(&self) -> bool {
        const SLIPS: usize = 2;
        const OF: usize = 200;
        self.broken > SLIPS && self.broken * OF > self.text.chars().count()
    }
}

/// The text of `bytes`. `label` is the encoding that the message names.
///
/// UTF-8 that is valid is taken as such, and so are the escapes of ISO-2022-JP: neither happens by chance. Then what the message says; then
/// whichever of the Japanese encodings leaves most that makes sense.
pub fn text(bytes: &[u8], label: Option<&str>) -> Decoded {
    if let Some((encoding, skip)) =
        Encoding::for_bom(bytes).filter(|(encoding, skip)| *encoding == UTF_8 || !reads_as_ascii(&bytes[*skip..]))
    {
        return lossy(encoding, &bytes[skip..]);
    }
    if let Some(encoding) = wide(bytes) {
        return lossy(encoding, bytes);
    }
    if memchr::memmem::find(bytes, b"\x1b$").is_some() {
        return lossy(ISO_2022_JP, bytes);
    }
    let named = label.and_then(|l| Encoding::for_label(l.trim().as_bytes()));
    if let Ok(text) = std::str::from_utf8(bytes) {
        return match (named, label) {
            (None, Some(label)) if is_utf7(label) => Decoded::new(transfer::utf7(text)),
            // Encodings in seven bits that nothing here reads: what reads as ASCII is something else.
            (Some(encoding), _) if encoding == REPLACEMENT => Decoded { text: text.to_owned(), broken: text.chars().count() },
            _ => Decoded::new(text),
        };
    }
    let whole = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|t| t.into_owned());
    // Any bytes are text in Western Europe, which programs name when they know no better.
    let western = named == Some(WINDOWS_1252);
    if let Some(text) = named.filter(|e| *e != UTF_8 && *e != REPLACEMENT && !western).and_then(whole) {
        return Decoded::new(text);
    }
    let japanese = [SHIFT_JIS, EUC_JP].into_iter().map(|encoding| lossy(encoding, bytes)).max_by_key(sense);
    if western && japanese.as_ref().is_none_or(|text| text.broken > 0 || kana(&text.text) < KANA) {
        return lossy(WINDOWS_1252, bytes);
    }
    let said = lossy(named.filter(|e| *e != REPLACEMENT).unwrap_or(UTF_8), bytes);
    match japanese {
        Some(text) if sense(&text) > sense(&said).max(0) => text,
        // What names nothing is shown in the letters of Western Europe, and then reads as mostly ASCII.
        _ if named.is_none() && reads_as_ascii(bytes) => Decoded::new(WINDOWS_1252.decode_without_bom_handling(bytes).0),
        _ => said,
    }
}

fn lossy(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let broken = if broken { text.matches(char::REPLACEMENT_CHARACTER).count().max(1) } else { 0 };
    Decoded { text: text.into_owned(), broken }
}

/// How much sense Japanese text makes: kana most, and what is broken or in half-width kana the other way, as wrongly decoded text is full of it.
fn sense(text: &Decoded) -> i64 {
    let weight = |c: char| match c {
        '\u{3001}'..='\u{30fe}' => 3,
        '\u{4e00}'..='\u{9fff}' => 1,
        '\u{ff61}'..='\u{ff9f}' => -2,
        char::REPLACEMENT_CHARACTER => -3,
        _ => 0,
    };
    text.text.chars().map(weight).sum()
}

/// So many kana are no chance in text that names another encoding.
const KANA: usize = 4;

fn kana(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '\u{3041}'..='\u{30fe}')).count()
}

fn is_utf7(label: &str) -> bool {
    let label = label.to_ascii_lowercase();
    label.ends_with("utf-7") || label == "utf7"
}

/// Whether nearly all of it is ASCII: text in two bytes a character never is. A byte order mark in front of such text would only hide it.
fn reads_as_ascii(bytes: &[u8]) -> bool {
    let ascii = bytes.iter().filter(|b| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~')).count();
    ascii * 20 >= bytes.len() * 19
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide() {
        let words = "お支払いを確認できません。";
        for encoding in [SHIFT_JIS, EUC_JP, ISO_2022_JP, UTF_8] {
            let (bytes, ..) = encoding.encode(words);
            for label in [None, Some("utf-8"), Some("shift_jis"), Some("x-unknown")] {
                // What a message names wins over a guess between the two that look alike.
                if (encoding, label) != (EUC_JP, Some("shift_jis")) {
                    assert_eq!(text(&bytes, label), Decoded::new(words), "{} as {label:?}", encoding.name());
                }
            }
        }
        for words in ["重要", "緊急連絡", "プライム会費", "ご利用確認"] {
            for encoding in [SHIFT_JIS, EUC_JP] {
                assert_eq!(text(&encoding.encode(words).0, None).text, words, "{}", encoding.name());
            }
        }
        let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&[&[0xff, 0xfe], &utf16[..]].concat(), None), Decoded::new(words));
        let ascii: Vec<u8> = "Your account".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&ascii, None), Decoded::new("Your account"));
        // A mark that does not belong there hides nothing.
        let read = text(b"\xff\xfeyour account is suspended", None);
        assert!(read.text.ends_with("your account is suspended"), "{read:?}");
        for encoding in [SHIFT_JIS, EUC_JP] {
            assert_eq!(text(&encoding.encode(words).0, Some("us-ascii")).text, words, "{}", encoding.name());
        }
        assert_eq!(text(b"caf\xe9 \x93na\xefve\x94 \xa310 d\xe9j\xe0 vu", Some("iso-8859-1")), Decoded::new("café “naïve” £10 déjà vu"));
        assert_eq!(text(b"+AE0AYQBy-ket", Some("UTF-7")).text, "Market");
    }

    #[test]
    fn broken_text_is_read_as_far_as_it_goes() {
        let read = text(b"half \xff\xfe\xff text", Some("utf-8"));
        assert!(read.is_unreadable() && read.text.starts_with("half ") && read.text.ends_with(" text"));
        // One bad byte does not make Japanese text unreadable, in any encoding.
        let words = "お支払いを確認できません。".repeat(20);
        for encoding in [SHIFT_JIS, EUC_JP, UTF_8] {
            let bytes = [&encoding.encode(&words).0[..], b"\xff", &encoding.encode(&words).0[..]].concat();
            let read = text(&bytes, None);
            assert!(!read.is_unreadable() && read.text.contains("確認できません。"), "{} {read:?}", encoding.name());
        }
        assert!(text(b"$)C words", Some("iso-2022-kr")).is_unreadable());
    }

    #[test]
    fn text_is_told_from_other_files() {
        for (bytes, told) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], Form::Picture),
            (b"%PDF-1.7\n%\xe2\xe3", Form::Pdf),
            (b"PK\x03\x04\x14\0\0", Form::Other),
            (b"\x01\x02\x03\x04\x05words", Form::Other),
            (b"MZ\x90\0\x03", Form::Other),
            (b"MZ is a name", Form::Text),
            (b"one\0 of them is \0 nothing", Form::Text),
            (b"A\0m\0a\0z\0o\0n\0", Form::Text),
            ("文章".as_bytes(), Form::Text),
            (b"", Form::Text),
        ] {
            assert_eq!(form(bytes), told, "{bytes:?}");
        }
    }
}
