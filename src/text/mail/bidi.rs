//! Text that turns the direction of writing, as it is displayed: `tekraM` behind a right-to-left override reads `Market`.
//!
//! The explicit part of the Unicode bidirectional algorithm (UAX #9): embeddings, overrides and isolates. What letters do by themselves is left
//! alone, so that text in Hebrew or Arabic stays in the order in which it is read.

/// So deep are directions kept inside each other, the innermost for all that lies deeper.
const DEEPEST: usize = 8;

const LEFT_TO_RIGHT_OVERRIDE: char = '\u{202d}';

/// Turns what follows around, up to [`END`].
pub const RIGHT_TO_LEFT_OVERRIDE: char = '\u{202e}';

/// Ends an override.
pub const END: char = '\u{202c}';

/// The text as it is displayed, where it has a right-to-left override.
pub fn displayed(text: &str) -> Option<String> {
    if !text.contains(RIGHT_TO_LEFT_OVERRIDE) {
        return None;
    }
    let lines = text.split('\n').map(|line| if line.contains(RIGHT_TO_LEFT_OVERRIDE) { reordered(line) } else { line.to_owned() });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// An open direction: its level, and whether it overrides what letters do, and ends with an isolate's end.
#[derive(Clone, Copy)]
struct Direction {
    level: usize,
    overrides: bool,
    isolate: bool,
}

fn reordered(line: &str) -> String {
    let mut open = vec![Direction { level: 0, overrides: false, isolate: false }];
    // Directions that lie deeper than is kept apart.
    let mut deeper = 0_usize;
    let mut all: Vec<(char, usize)> = Vec::new();
    for c in line.chars() {
        let now = open.last().copied().unwrap_or(Direction { level: 0, overrides: false, isolate: false });
        let (turned, overrides, isolate) = match c {
            '\u{202a}' => (false, false, false),
            '\u{202b}' => (true, false, false),
            LEFT_TO_RIGHT_OVERRIDE => (false, true, false),
            RIGHT_TO_LEFT_OVERRIDE => (true, true, false),
            '\u{2066}' | '\u{2068}' => (false, false, true),
            '\u{2067}' => (true, false, true),
            END | '\u{2069}' => {
                if deeper > 0 {
                    deeper -= 1;
                } else if open.len() > 1 && now.isolate == (c != END) {
                    open.pop();
                } else if c != END
                    && let Some(at) = open.iter().rposition(|direction| direction.isolate)
                {
                    open.truncate(at);
                }
                continue;
            }
            c => {
                // Letters run their own way in an embedding that does not override them.
                let own = !now.overrides && now.level % 2 == 1 && c.is_alphanumeric() && !is_right_to_left(c);
                all.push((c, now.level + usize::from(own)));
                continue;
            }
        };
        if open.len() > DEEPEST {
            deeper += 1;
        } else {
            let level = if turned { (now.level + 1) | 1 } else { (now.level + 2) & !1 };
            open.push(Direction { level, overrides, isolate });
        }
    }
    for level in (1..=2 * DEEPEST + 2).rev() {
        for run in all.chunk_by_mut(|a, b| (a.1 >= level) == (b.1 >= level)).filter(|run| run[0].1 >= level) {
            run.reverse();
        }
    }
    all.into_iter().map(|(c, level)| if level % 2 == 1 { mirrored(c) } else { c }).collect()
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '<' => '>',
        '>' => '<',
        '「' => '」',
        '」' => '「',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Held against the `python-bidi` package.
    #[test]
    fn text_is_read_as_it_is_displayed() {
        for (text, shown) in [
            ("\u{202e}tekraM", "Market"),
            ("Dear \u{202e}tekraM\u{202c} user", "Dear Market user"),
            ("Mar\u{202e}\u{202c}ket", "Market"),
            ("\u{202e}(tekraM)", "(Market)"),
            ("A\u{202e}oz\u{202d}am\u{202c}\u{202c}n", "Aamzon"),
            ("\u{202e}ヤセミオ\u{202c}です", "オミセヤです"),
            ("one\n\u{202e}owt\nthree", "one\ntwo\nthree"),
            ("\u{202b}\u{202e}tekraM\u{202c}\u{202c}", "Market"),
        ] {
            assert_eq!(displayed(text).as_deref(), Some(shown), "{text:?}");
        }
        for plain in ["Market", "\u{200f}שלום\u{200f}", "\u{2067}x\u{2069}"] {
            assert_eq!(displayed(plain), None, "{plain:?}");
        }
        assert!(displayed(&"\u{202e}a".repeat(1_000)).is_some());
    }
}
