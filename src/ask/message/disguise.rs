//! The organisation's name in a spelling that people read as it and filters do not: other kana (アマゾソ), two scripts in one word (アmazon), cut in two
//! (ama-zon).

use std::ops::Range;

use crate::text::unmask::kana::{romaji, skeleton};

/// The shortest name that is looked for cut in two, in bytes.
const CUT: usize = 5;

/// A piece of a name of so many letters is a word of its own (`prime video`).
const WORD: usize = 4;

/// Where `text`, which has tricks undone, has one of `names` in disguise.
pub fn name(names: &[&str], text: &str) -> Option<Range<usize>> {
    let kana: Vec<(&str, Vec<char>)> =
        names.iter().filter(|n| n.chars().all(is_kana)).map(|n| (*n, n.chars().map(skeleton).collect())).collect();
    let latin: Vec<&str> = names.iter().copied().filter(|n| n.is_ascii()).collect();
    let mut run = Run::default();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_kana(c) {
            run.kana += 1;
            run.katakana |= !matches!(c, '\u{3041}'..='\u{3096}');
        } else if c.is_ascii_alphabetic() {
            run.latin += 1;
        } else {
            let word = &text[run.start..at];
            let found = (run.katakana).then(|| other_kana(&kana, word)).flatten().or_else(|| {
                let mixed = run.katakana && run.latin > 0;
                mixed.then(|| two_scripts(&latin, word)).flatten()
            });
            if let Some(place) = found {
                return Some(run.start + place.start..run.start + place.end);
            }
            run = Run { start: at + c.len_utf8(), ..Run::default() };
        }
    }
    cut_in_two(&latin, text)
}

/// Letters of kana and Latin in a row.
#[derive(Default)]
struct Run {
    start: usize,
    kana: usize,
    latin: usize,
    katakana: bool,
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}')
}

/// A name in kana that are drawn alike, katakana among them.
fn other_kana(names: &[(&str, Vec<char>)], word: &str) -> Option<Range<usize>> {
    let letters: Vec<(usize, char)> = word.char_indices().map(|(at, c)| (at, skeleton(c))).collect();
    names.iter().find_map(|(name, shape)| {
        letters.windows(shape.len()).find_map(|window| {
            let fits = window.iter().zip(shape).all(|((_, c), s)| c == s);
            let (start, last) = (window.first()?.0, window.last()?.0);
            let end = last + word[last..].chars().next().map_or(0, char::len_utf8);
            let own = &word[start..end];
            let katakana = own.chars().any(|c| !matches!(c, '\u{3041}'..='\u{3096}'));
            (fits && own != *name && katakana).then_some(start..end)
        })
    })
}

/// A name of Latin letters of which some are written in katakana.
fn two_scripts(names: &[&str], word: &str) -> Option<Range<usize>> {
    names.iter().find_map(|name| {
        word.char_indices().find_map(|(start, _)| {
            let (mut sound, mut latin, mut kana) = (String::new(), false, false);
            for (at, c) in word[start..].char_indices() {
                if c.is_ascii() {
                    sound.push(c);
                    latin = true;
                } else {
                    // What has no sound of its own is no letter of a name.
                    let letters = Some(romaji(c)).filter(|letters| !letters.is_empty())?;
                    sound.push_str(letters);
                    kana = true;
                }
                if sound == *name {
                    return (latin && kana).then_some(start..start + at + c.len_utf8());
                }
                if !name.starts_with(&sound) {
                    return None;
                }
            }
            None
        })
    })
}

/// A name with one sign or space within.
fn cut_in_two(names: &[&str], text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let word = |b: &u8| b.is_ascii_alphanumeric();
    names.iter().filter(|name| name.len() >= CUT).find_map(|name| {
        let (first, last) = (name.as_bytes()[0], name.as_bytes()[name.len() - 1]);
        memchr::memchr_iter(first, bytes).find_map(|start| {
            let end = start + name.len() + 1;
            let piece = bytes.get(start..end)?;
            let cut = piece.iter().position(|b| matches!(b, b'-' | b'.' | b'_' | b' ' | b'*' | b'\'' | b'/'))?;
            let alone = !bytes[..start].last().is_some_and(word) && !bytes.get(end).is_some_and(word);
            let fits = piece[..cut] == name.as_bytes()[..cut] && piece[cut + 1..] == name.as_bytes()[cut..];
            // Two words that are written as one elsewhere hide nothing.
            let words = piece[cut] == b' ' && cut >= WORD && name.len() - cut >= WORD;
            (alone && fits && !words && piece.last() == Some(&last)).then_some(start..end)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::unmask::Unmasked;

    #[test]
    fn a_name_in_disguise_is_found() {
        for (text, found) in [
            ("エキザソプルです", Some("エキザソプル")),
            ("ェキザンプルです", Some("ェキザンプル")),
            ("エきザんプる", Some("エきザんプる")),
            ("エxample", None),
            ("エkizanpuru", None),
            ("マrket です", Some("マrket")),
            ("marケット", None),
            ("mar-ketのお知らせ", Some("mar-ket")),
            ("your ma.rket account", Some("ma.rket")),
            ("エキザンプル", None),
            ("えきざんぷる", None),
            ("marketプラス", None),
            ("マイmarket", None),
            ("いつもmarketを", None),
            ("マーmarket", None),
            ("super mar-kets", None),
            ("mark et", Some("mark et")),
        ] {
            let text = Unmasked::new(text).text;
            let place = name(&["エキザンプル", "market"], &text);
            let expected = found.map(|f| Unmasked::new(f).text);
            assert_eq!(place.map(|p| text[p].to_owned()), expected, "{text}");
        }
    }
}
