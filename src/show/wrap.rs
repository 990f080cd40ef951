//! Breaking lines where a reader expects it: by the Unicode line breaking rules, so that no line begins with 、 or 。, and never inside a phone
//! number.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes on a terminal: a full-width character takes two.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let mut columns = 0;
    for c in text.chars() {
        columns += match c {
            ' '..='~' => 1,
            _ if is_wide(c) => 2,
            // Whatever depends on its neighbours or is rare.
            _ => return text.width(),
        };
    }
    columns
}

/// Whether a character is among those that most Japanese is written with and that take two columns each, whatever stands beside them: looking each
/// up costs a twentieth of a short run.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' | '\u{4e00}'..='\u{9fff}' | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}')
        || matches!(c, '\u{ff01}'..='\u{ff5e}')
}

/// `text` in lines of at most `width` columns. A word that is wider than that is cut, as there is no other way.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    if columns(text) <= width && !text.contains('\n') {
        return vec![text.trim_end().to_owned()];
    }
    let mut lines = Vec::new();
    // The line so far, and its columns.
    let (mut line, mut used) = (String::new(), 0);
    let mut at = 0;
    for (end, kind) in linebreaks(text) {
        if kind == BreakOpportunity::Allowed && splits(text, end, width) {
            continue;
        }
        let piece = text[at..end].trim_end_matches(['\n', '\r']);
        at = end;
        let word = piece.trim_end();
        let wide = columns(word);
        if used + wide > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        if wide > width {
            cut(piece, width, &mut line, &mut lines);
            used = columns(&line);
        } else {
            line.push_str(piece);
            used += wide + (piece.len() - word.len());
        }
        if kind == BreakOpportunity::Mandatory && end < text.len() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
    }
    let rest = line.trim_end();
    if !rest.is_empty() || lines.is_empty() {
        lines.push(rest.to_owned());
    }
    lines
}

/// Each line of `text` in lines of at most `width` columns. What goes on stands below where the text of its line begins: behind an indent, and behind a
/// first column with two spaces after it. A word that has no room stands alone and whole, so that a path can be copied.
pub fn fold(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let indent = line.len() - line.trim_start_matches(' ').len();
        let column = line[indent..].find("  ").filter(|_| indent > 0).map_or(0, |at| line[indent + at..].trim_start_matches(' ').len());
        let mut begin = if column > 0 { line.len() - column } else { indent };
        // With less than half of the width left, a column of its own is no help: what goes on stands two columns in.
        let beside = columns(&line[..begin]) * 2 <= width;
        begin = if beside { begin } else { indent };
        let (head, body) = line.split_at(begin);
        let hang = if beside { columns(head) } else { indent + 2 };
        let room = width.saturating_sub(hang);
        let fits = |word: &str| !word.is_ascii() || word.len() <= room;
        if columns(line) <= width {
            out.push_str(line);
        } else {
            let (mut lines, mut run) = (Vec::new(), String::new());
            for word in body.split(' ') {
                if fits(word) {
                    run.push_str(if run.is_empty() { "" } else { " " });
                    run.push_str(word);
                    continue;
                }
                lines.extend((!run.is_empty()).then(|| wrap(&std::mem::take(&mut run), room)).into_iter().flatten());
                lines.push(word.to_owned());
            }
            lines.extend((!run.is_empty()).then(|| wrap(&run, room)).into_iter().flatten());
            out.push_str(head);
            out.push_str(&lines.join(&format!("\n{}", " ".repeat(hang))));
        }
        out.push_str(end);
    }
    out
}

/// Whether a break here would split what belongs together: digits and their hyphens, a blank to write in, the marks of an excerpt, and, where they have
/// room on a line, web addresses, ids and options.
fn splits(text: &str, at: usize, width: usize) -> bool {
    let number = |c: char| c.is_ascii_digit() || c == '-' || c == '+';
    let blank = |c: char| matches!(c, '＿' | '_' | '：' | ':');
    let (Some(before), Some(behind)) = (text[..at].chars().next_back(), text[at..].chars().next()) else {
        return false;
    };
    // The marks of an excerpt stay with what they mark.
    let marks = text[at..].starts_with("<<") || text[..at].ends_with(">>");
    if marks || (number(before) && number(behind)) || (blank(before) && matches!(behind, '＿' | '_')) {
        return true;
    }
    if !before.is_ascii_graphic() || !behind.is_ascii_graphic() {
        return false;
    }
    // No further than a line, so that a word without end takes no longer.
    let (front, back) = text.as_bytes().split_at(at);
    let begins = front.iter().rev().take(width + 1).take_while(|b| b.is_ascii_graphic()).count();
    let goes_on = back.iter().take(width + 1).take_while(|b| b.is_ascii_graphic()).count();
    // `--issue`, `not-delivered`, `Asia/Tokyo` are for copying.
    let joined = matches!(before, '-' | '/') && (behind.is_ascii_alphanumeric() || behind == '-');
    begins + goes_on <= width && (joined || text[at - begins..at].contains("://"))
}

fn cut(piece: &str, width: usize, line: &mut String, lines: &mut Vec<String>) {
    for c in piece.chars() {
        if columns(line) + c.width().unwrap_or(0) > width {
            lines.push(std::mem::take(line).trim_end().to_owned());
        }
        line.push(c);
    }
}

/// `text` padded with spaces to `width` columns.
pub fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_looked_up_is_as_wide_as_the_table_says() {
        for c in ('\0'..=char::MAX).filter(|c| is_wide(*c)) {
            assert_eq!(c.width(), Some(2), "{c}");
            assert_eq!(c.to_string().repeat(2).width(), 4, "{c}");
        }
        for text in ["（・折り返し電話", "か\u{3099}", "葛\u{e0100}", "あ｡ｶﾞ", "👨\u{200d}👩 日本", "0120‐999"] {
            assert_eq!(columns(text), text.width(), "{text}");
        }
    }

    /// What must not stand at the beginning of a line (JIS X 4051).
    const NOT_FIRST: &str = "、。，．・：；？！）」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ";

    #[test]
    fn lines_fit_and_begin_as_they_may() {
        let text = "公式サイトかアプリにサインインして、「カスタマーサービス」から折り返し電話（0120-999-373ではありません）を申し込みましょう。待ち時間は、すぐから5分ほどです。";
        for width in 8..100 {
            for line in wrap(text, width) {
                assert!(columns(&line) <= width.max(15), "{width}: {line}");
                assert!(!line.starts_with(|c| NOT_FIRST.contains(c)), "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_number_is_never_split() {
        let text = "番号は 0120-999-373 か +81-11-330-3000 です";
        for width in 16..60 {
            let lines = wrap(text, width);
            for number in ["0120-999-373", "+81-11-330-3000"] {
                assert!(lines.iter().any(|l| l.contains(number)), "{width}: {lines:?}");
            }
        }
    }

    #[test]
    fn a_web_address_is_not_split_where_it_fits() {
        let text = "公式サイトかアプリから折り返し電話を申し込みましょう: https://www.example.co.jp/contact-us まで";
        for width in 40..100 {
            assert!(wrap(text, width).iter().any(|l| l.contains("https://www.example.co.jp/contact-us")), "{width}");
        }
    }

    #[test]
    fn ids_and_options_are_never_split() {
        let text = "Choose one (--issue contact-support) or --issue place-order; zones: Asia/Tokyo, 時間帯はAsia/Hong_Kongです";
        for width in 20..80 {
            let lines = wrap(text, width);
            for whole in ["--issue", "contact-support", "place-order", "Asia/Tokyo", "Asia/Hong_Kong"] {
                assert!(lines.iter().any(|l| l.contains(whole)), "{width}: {lines:?}");
            }
        }
    }

    #[test]
    fn a_blank_is_never_split() {
        let text = "注文番号は〔注文番号：＿＿＿＿〕、登録している名前は〔登録した氏名：＿＿＿＿〕です。";
        for width in 24..60 {
            let whole = wrap(text, width).iter().map(|l| l.matches("＿＿＿＿").count()).sum::<usize>();
            assert_eq!(whole, 2, "{width}");
        }
    }

    #[test]
    fn nothing_is_lost() {
        let text = "a long English text with https://www.example.com/contact-us/a/very/long/path/that/does/not/fit and 日本語の文章";
        for width in 1..80 {
            let joined: String = wrap(text, width).concat().replace(' ', "");
            assert_eq!(joined, text.replace(' ', ""), "{width}");
        }
    }

    #[test]
    fn what_goes_on_stands_below_its_text() {
        let text = "No issue fits:\n  return    send something back\nor say it again\n";
        assert_eq!(fold(text, 80), text);
        assert_eq!(fold(text, 24), "No issue fits:\n  return    send\n            something\n            back\nor say it again\n");
        assert_eq!(fold("「あ」というものはありません。", 20), "「あ」というものはあ\nりません。");
        // Nothing that is copied is cut, and a column that takes most of the line is none.
        assert_eq!(fold("see https://www.example.com/contact-us or --text", 24), "see\nhttps://www.example.com/contact-us\nor --text");
        for whole in ["https://www.example.com/contact-us", ""] {
            assert_eq!(fold(whole, 24), whole);
        }
        assert_eq!(fold("  a-long-identifier  text behind it", 24), "  a-long-identifier\n    text behind it");
    }

    #[test]
    fn an_empty_text_is_one_empty_line() {
        assert_eq!(wrap("", 10), [""]);
    }
}
