//! The message's own words with those marked that rules rest on.

use std::ops::Range;

/// The most lines that are shown.
const LINES: usize = 12;

/// Characters kept before and behind what is marked in a long line.
const AROUND: usize = 30;

/// Fewer characters than this are not worth leaving out.
const SPARED: usize = 20;

/// A stretch of a line, and whether it is marked.
pub type Stretch = (bool, String);

/// The lines of `words` in which something of `places` stands, shortened around it.
pub fn excerpt(words: &str, mut places: Vec<Range<usize>>) -> Vec<Vec<Stretch>> {
    places.retain(|p| !p.is_empty());
    places.sort_by_key(|p| (p.start, p.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    let mut lines = Vec::new();
    let mut rest = &merged[..];
    let mut start = 0;
    for line in words.split_inclusive('\n') {
        if rest.is_empty() || lines.len() == LINES {
            break;
        }
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let mut stretches = Vec::new();
        let mut at = start;
        for place in rest.iter().take_while(|p| p.start < end) {
            let (from, to) = (place.start.max(start), place.end.min(end));
            plain(&mut stretches, &words[at..from], true);
            stretches.push((true, words[from..to].to_owned()));
            at = to;
        }
        if !stretches.is_empty() {
            plain(&mut stretches, &words[at..end.max(at)], false);
            lines.push(stretches);
        }
        start += line.len();
        let done = rest.iter().take_while(|p| p.end <= start).count();
        rest = &rest[done..];
    }
    lines
}

/// Adds words that are not marked, shortened. A mark stands behind them where `more` is set, and before them where there is one already.
fn plain(line: &mut Vec<Stretch>, text: &str, more: bool) {
    let count = text.chars().count();
    let before = if line.is_empty() { 0 } else { AROUND };
    let behind = if more { AROUND } else { 0 };
    let short = if count <= before + behind + SPARED {
        text.to_owned()
    } else {
        let head: String = text.chars().take(before).collect();
        let tail: String = text.chars().skip(count - behind).collect();
        format!("{head}…{tail}")
    };
    if !short.is_empty() {
        line.push((false, short));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(words: &str, places: &[Range<usize>]) -> Vec<String> {
        let lines = excerpt(words, places.to_vec());
        lines.iter().map(|l| l.iter().map(|(m, t)| if *m { format!("[{t}]") } else { t.clone() }).collect()).collect()
    }

    #[test]
    fn lines_with_marks_are_kept() {
        assert_eq!(show("one two\nthree four\nfive", &[4..7, 14..18]), ["one [two]", "three [four]"]);
        assert_eq!(show("one two\nthree", &[0..3, 2..7]), ["[one two]"]);
        assert_eq!(show("one two\nthree", std::slice::from_ref(&(4..13))), ["one [two]", "[three]"]);
        // The end of a line is none of its words.
        assert_eq!(show("one\ntwo", std::slice::from_ref(&(3..7))), ["[two]"]);
        assert_eq!(show("nothing", &[]), Vec::<String>::new());
    }

    #[test]
    fn twelve_lines_are_shown() {
        let places: Vec<Range<usize>> = (0..14).map(|line| line * 4..line * 4 + 3).collect();
        assert_eq!(show(&"one\n".repeat(14), &places), ["[one]"; 12]);
    }

    #[test]
    fn long_lines_are_shortened() {
        let words = format!("{}停止{}", "あ".repeat(100), "い".repeat(100));
        let lines = show(&words, std::slice::from_ref(&(300..306)));
        assert_eq!(lines, [format!("…{}[停止]{}…", "あ".repeat(30), "い".repeat(30))]);
    }
}
