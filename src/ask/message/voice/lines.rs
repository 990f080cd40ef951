//! Whole lines that are reported: a list that a sentence announces, and what mail programs mark with `>`.

use std::ops::Range;

use super::{REACH, Scene};

impl Scene<'_> {
    /// Adds the lines of a list that a sentence announces.
    pub(super) fn list_behind(&mut self, end: usize, heading: bool) {
        const ITEMS: [&str; 16] = ["・", "“", "\"", "-", "*", "•", "●", "○", "■", "▼", "◆", "「", "『", "①", "②", "③"];
        let last = self.text[..end].chars().next_back().map_or(0, char::len_utf8);
        let from = self.plain.place(self.words, end - last..end).end;
        let start = from + line_of(&self.words[from..]).len();
        let mut place = start;
        for line in Lines(&self.words[start..]) {
            let item =
                line.contains('【') || (heading && !line.trim().is_empty()) || ITEMS.iter().any(|sign| line.trim_start().starts_with(sign));
            let is_item = item && !line.contains("://");
            if place - start > REACH || !(is_item || (line.trim().is_empty() && place == start)) {
                break;
            }
            place += line.len();
        }
        self.lines(start..place, start);
    }

    /// Adds the lines right before or behind that begin with `>`, as programs mark what somebody else wrote.
    pub(super) fn block_beside(&mut self, mark: Range<usize>) {
        let place = self.plain.place(self.words, mark);
        let line_start = place.start - last_line(&self.words[..place.start]).len();
        let mut start = line_start;
        while start > 0 && line_start - start < REACH {
            let line = last_line(self.words[..start].strip_suffix('\n').unwrap_or_default());
            if !(line.starts_with('>') || (line.trim().is_empty() && start == line_start)) {
                break;
            }
            start = start.saturating_sub(line.len() + 1);
        }
        self.lines(start..line_start, place.start);
        let from = place.end + line_of(&self.words[place.end..]).len();
        let mut end = from;
        for line in Lines(&self.words[from..]) {
            if end - from > REACH || !(line.trim_start().starts_with('>') || (line.trim().is_empty() && end == from)) {
                break;
            }
            end += line.len();
        }
        self.lines(from..end, place.start);
    }
}

/// The lines of a text, each with its end, and at most [`REACH`] bytes of each.
struct Lines<'a>(&'a str);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let line = line_of(self.0);
        self.0 = &self.0[line.len()..];
        Some(line).filter(|line| !line.is_empty())
    }
}

/// The first line of a text with its end, at most [`REACH`] bytes of it.
fn line_of(text: &str) -> &str {
    let end = (0..=REACH.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let within = &text[..end];
    within.find('\n').map_or(within, |end| &within[..=end])
}

/// What stands behind the last line end of a text, at most [`REACH`] bytes of it.
pub(super) fn last_line(text: &str) -> &str {
    let start = (text.len().saturating_sub(REACH)..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let within = &text[start..];
    within.rsplit('\n').next().unwrap_or_default()
}
