//! Characters out of bytes, whatever the message says its encoding is.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8};

/// How much of a file is looked at to tell text from something else, in bytes.
const SAMPLE: usize = 8 << 10;

/// Whether this is no text in any encoding: it has bytes that no text has.
pub fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    Encoding::for_bom(sample).is_none() && sample.contains(&0)
}

/// The text of `bytes`, and whether some of it could not be read. `label` is the encoding that the message names.
///
/// UTF-8 that is valid is taken as such, and so are the escapes of ISO-2022-JP: neither happens by chance. Then what the message says; then
/// Shift_JIS or EUC-JP, whichever fits.
pub fn text(bytes: &[u8], label: Option<&str>) -> (String, bool) {
    if let Some((encoding, skip)) =
        Encoding::for_bom(bytes).filter(|(encoding, skip)| *encoding == UTF_8 || !reads_as_ascii(&bytes[*skip..]))
    {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[skip..]);
        return (text.into_owned(), broken);
    }
    if memchr::memmem::find(bytes, b"\x1b$").is_some() {
        let (text, broken) = ISO_2022_JP.decode_without_bom_handling(bytes);
        return (text.into_owned(), broken);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), false);
    }
    let named = label.and_then(|l| Encoding::for_label(l.as_bytes()));
    let whole = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|t| t.into_owned());
    if let Some(text) = named.filter(|e| *e != UTF_8).and_then(whole) {
        return (text, false);
    }
    // Both may fit; Japanese has kana in it.
    let kana = |text: &str| text.chars().filter(|c| matches!(c, '\u{3041}'..='\u{30fe}')).count();
    if let Some(text) = [SHIFT_JIS, EUC_JP].into_iter().filter_map(whole).max_by_key(|t| kana(t)).filter(|t| kana(t) > 0) {
        return (text, false);
    }
    let (text, _) = named.unwrap_or(UTF_8).decode_without_bom_handling(bytes);
    (text.into_owned(), true)
}

/// Whether nearly all of it is ASCII: text in two bytes a character never is. A byte order mark in front of such text would only hide it.
fn reads_as_ascii(bytes: &[u8]) -> bool {
    let ascii = bytes.iter().filter(|b| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b'~')).count();
    ascii * 20 >= bytes.len() * 19
}

/// A header's text: what was left undecoded is read by what is in it.
pub fn header(value: &str) -> String {
    let value = value.trim();
    // Raw ISO-2022-JP passes as ASCII.
    if value.contains('\u{1b}') {
        return text(value.as_bytes(), None).0;
    }
    value.to_owned()
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
                    assert_eq!(text(&bytes, label), (words.to_owned(), false), "{} as {label:?}", encoding.name());
                }
            }
        }
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(text(&utf16, None), (words.to_owned(), false));
        // A mark that does not belong there hides nothing.
        let (read, broken) = text(b"\xff\xfeyour account is suspended", None);
        assert!(broken && read.ends_with("your account is suspended"), "{read}");
    }

    #[test]
    fn broken_text_is_read_as_far_as_it_goes() {
        let (read, broken) = text(b"half \xff\xfe\xff text", Some("utf-8"));
        assert!(broken && read.starts_with("half ") && read.ends_with(" text"));
        assert!(is_binary(b"\x89PNG\r\n\x1a\n\0\0\0"));
        assert!(!is_binary("文章".as_bytes()));
    }
}
