//! Groups of phrases (those of a rule, say), found in one pass over a text.
//!
//! A phrase is one or more pieces, each of them one or more spellings; it occurs when its pieces follow each other within [`GAP`] characters and one sentence. In a message of usual size a
//! piece is looked for only where the pair of bytes that it begins with occurs at all, which rules nearly all out; that costs less than to build an automaton.
//! In a large one, and in many, all pieces are looked for at once (Aho-Corasick). Either way time is linear in the text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::unmask::{PARAGRAPH, Unmasked, is_plain};

/// Joins the pieces of a phrase.
pub const JOINT: &str = "…";

/// Parts the spellings of a piece: any of them will do.
pub const OR: char = '|';

/// Behind a piece: the word may go on.
pub const OPEN_END: char = '~';

/// Characters that may stand between two pieces.
pub const GAP: usize = 40;

/// How many places are kept of one group; more tell nothing new.
pub const KEPT: usize = 40;

/// From this many bytes on an automaton pays, and a thread of its own.
pub const LARGE: usize = 64 << 10;

/// Groups of phrases, ready to be looked for.
pub struct Phrases {
    patterns: Vec<String>,
    automaton: OnceLock<Option<AhoCorasick>>,
    /// For each pattern of the automaton what it is a piece of.
    pieces: Vec<Vec<Piece>>,
    /// For each phrase the place of its group, and how many pieces it has.
    phrases: Vec<(usize, usize)>,
    /// How many pieces there are that another follows.
    joints: usize,
    groups: usize,
}

/// The pairs of bytes of a text: which phrases can occur in it is told from these alone, for nearly all that do not.
pub struct Pairs(Vec<u64>);

impl Pairs {
    /// Those of `text`.
    pub fn of(text: &str) -> Pairs {
        let mut pairs = Pairs(vec![0; 1 << 10]);
        text.as_bytes().windows(2).for_each(|pair| pairs.0[place(pair) / 64] |= 1 << (place(pair) % 64));
        pairs
    }

    /// Whether a phrase can occur in the text: UTF-8 in the form that a text with tricks undone has.
    pub fn may_have(&self, phrase: &[u8]) -> bool {
        // The third and fourth byte are looked at before anything else: where a phrase begins with two characters of Japanese, nearly all others are
        // told by them. The first may be a joint, and behind it may be the end of a piece.
        if let [first, _, third, fourth, ..] = *phrase
            && first >= 0xe0
            && first != JOINT.as_bytes()[0]
            && fourth >= 0x80
            && fourth != JOINT.as_bytes()[0]
            && !self.contains(&[third, fourth])
            && memchr::memchr(OR as u8, phrase).is_none()
        {
            return false;
        }
        let spelling = |text: &[u8]| self.has(text.trim_ascii().strip_suffix(b"~").unwrap_or(text.trim_ascii()));
        let occurs = |piece: &[u8]| piece.split(|byte| *byte == OR as u8).any(spelling);
        let mut rest = phrase;
        while let Some(at) = memchr::memmem::find(rest, JOINT.as_bytes()) {
            if !occurs(&rest[..at]) {
                return false;
            }
            rest = &rest[at + JOINT.len()..];
        }
        occurs(rest)
    }

    /// Whether a piece can occur in the text. In Japanese the first two bytes of a character are shared by many; the pair across the next tells more.
    fn has(&self, bytes: &[u8]) -> bool {
        let first = bytes.get(2..4).is_none_or(|pair| self.contains(pair));
        first && bytes.windows(2).take(8).all(|pair| self.contains(pair))
    }

    fn contains(&self, pair: &[u8]) -> bool {
        self.0[place(pair) / 64] >> (place(pair) % 64) & 1 == 1
    }
}

fn place(pair: &[u8]) -> usize {
    usize::from(pair[0]) << 8 | usize::from(pair[1])
}

/// One use of a piece.
#[derive(Debug, Clone, Copy)]
struct Piece {
    phrase: usize,
    at: usize,
    /// Place of its entry among the joints of all phrases.
    joint: usize,
    /// Whether it must begin and end at the edge of a word.
    edges: (bool, bool),
}

impl Phrases {
    /// Makes those phrases ready that can occur in `text`: takes a fraction of the time, and finds the same there. Phrases are UTF-8, in the form
    /// that a text with tricks undone has.
    pub fn for_text<'a, G: IntoIterator<Item = &'a [u8]>>(groups: impl IntoIterator<Item = G>, text: &str) -> Phrases {
        let pairs = Pairs::of(text);
        let text = |phrase: &'a [u8]| std::str::from_utf8(phrase).unwrap_or_default();
        Phrases::new(groups.into_iter().map(|group| group.into_iter().filter(|phrase| pairs.may_have(phrase)).map(text)))
    }

    /// Makes the phrases of each group ready for any text.
    pub fn new<'a, G: IntoIterator<Item = &'a str>>(groups: impl IntoIterator<Item = G>) -> Phrases {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut made =
            Phrases { patterns: Vec::new(), automaton: OnceLock::new(), pieces: Vec::new(), phrases: Vec::new(), joints: 0, groups: 0 };
        for (group, phrases) in groups.into_iter().enumerate() {
            made.groups = group + 1;
            for phrase in phrases {
                let all = pieces(phrase);
                let number = made.phrases.len();
                made.phrases.push((group, all.len()));
                let joint = made.joints;
                made.joints += all.len().saturating_sub(1);
                let spellings = all.into_iter().enumerate().flat_map(|(at, piece)| piece.into_iter().map(move |spelling| (at, spelling)));
                for (at, (text, edges)) in spellings {
                    let place = *known.entry(text).or_insert_with_key(|text| {
                        made.patterns.push(text.clone());
                        made.pieces.push(Vec::new());
                        made.patterns.len() - 1
                    });
                    made.pieces[place].push(Piece { phrase: number, at, joint: joint + at, edges });
                }
            }
        }
        made
    }

    /// Makes ready for many texts.
    pub fn for_many(self) -> Phrases {
        self.automaton();
        self
    }

    fn automaton(&self) -> Option<&AhoCorasick> {
        let build = || AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&self.patterns).ok();
        self.automaton.get_or_init(build).as_ref()
    }

    /// Where pieces occur in `text`, with the place of the piece: by their ends, and the shorter first, so that a longer piece that begins a phrase
    /// does not take the place of what its own end completes.
    fn hits(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let automaton = if text.len() >= LARGE { self.automaton() } else { self.automaton.get().and_then(Option::as_ref) };
        let by_end = |(n, range): &(usize, Range<usize>)| (range.end, std::cmp::Reverse(range.start), *n);
        if let Some(automaton) = automaton {
            let mut hits: Vec<_> = automaton.find_overlapping_iter(text).map(|hit| (hit.pattern().as_usize(), hit.range())).collect();
            hits.sort_by_key(by_end);
            return hits;
        }
        let pairs = Pairs::of(text);
        let mut hits = Vec::new();
        for (n, pattern) in self.patterns.iter().enumerate() {
            let bytes = pattern.as_bytes();
            if !bytes.is_empty() && pairs.has(bytes) {
                hits.extend(memchr::memmem::find_iter(text.as_bytes(), bytes).map(|at| (n, at..at + bytes.len())));
            }
        }
        hits.sort_unstable_by_key(by_end);
        hits
    }

    /// Where a phrase of each group occurs first.
    pub fn first(&self, text: &str) -> Vec<Option<Range<usize>>> {
        self.find(text).into_iter().map(|places| places.into_iter().next()).collect()
    }

    /// Where phrases of each group occur in `text`, in the order of the groups. `text` has tricks undone.
    pub fn find(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        let mut found = vec![Vec::new(); self.groups];
        // For each piece but a phrase's last: from where the pieces so far reach.
        let mut so_far: Vec<Range<usize>> = vec![0..0; self.joints];
        for (pattern, hit) in self.hits(text) {
            // A later place of a phrase first, so that one hit is not taken for two pieces that follow each other.
            for piece in self.pieces[pattern].iter().rev() {
                let (group, count) = self.phrases[piece.phrase];
                if found[group].len() >= KEPT || !stands_alone(text, hit.clone(), piece.edges) {
                    continue;
                }
                let reach = if piece.at == 0 {
                    hit.clone()
                } else {
                    match &so_far[piece.joint - 1] {
                        before if before.end > 0 && joins(text, before.end, hit.start) => before.start..hit.end,
                        _ => continue,
                    }
                };
                if piece.at + 1 == count {
                    if found[group].last() != Some(&reach) {
                        found[group].push(reach);
                    }
                } else {
                    so_far[piece.joint] = reach;
                }
            }
        }
        found
    }
}

/// A spelling of a piece in the form that messages are looked through in, with whether it must begin and end at the edge of a word.
pub type Spelling = (String, (bool, bool));

/// The pieces of a phrase, each with its spellings.
pub fn pieces(phrase: &str) -> Vec<Vec<Spelling>> {
    let spelling = |text: &str| {
        let text = text.trim();
        let open = text.ends_with(OPEN_END);
        let text = text.trim_end_matches(OPEN_END);
        let text = if is_plain(text) { text.to_owned() } else { Unmasked::new(text).text };
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let edges = (word(text.chars().next()), word(text.chars().next_back()) && !open);
        (text, edges)
    };
    let piece = |piece: &str| piece.split(OR).map(spelling).filter(|(text, _)| !text.is_empty()).collect::<Vec<_>>();
    phrase.split(JOINT).map(piece).filter(|spellings| !spellings.is_empty()).collect()
}

fn stands_alone(text: &str, range: Range<usize>, (begin, end): (bool, bool)) -> bool {
    let bytes = text.as_bytes();
    let inside = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
    let cut_off = begin && range.start > 0 && inside(bytes.get(range.start - 1));
    let goes_on = end && inside(bytes.get(range.end));
    !cut_off && !goes_on
}

/// Whether a piece at `start` continues one that ended at `end`.
fn joins(text: &str, end: usize, start: usize) -> bool {
    if end > start || start - end > GAP * 4 {
        return false;
    }
    let between = &text[end..start];
    let sentence_end = |c: char| matches!(c, '。' | '!' | '?' | '．') || c == PARAGRAPH;
    !between.contains(sentence_end) && !between.contains(". ") && between.chars().count() <= GAP
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(all: &[&'static str]) -> Phrases {
        Phrases::new([all.iter().copied()])
    }

    fn found(phrase: &'static str, message: &str) -> Vec<String> {
        let text = Unmasked::new(message).text;
        phrases(&[phrase]).find(&text)[0].iter().map(|r| text[r.clone()].to_owned()).collect()
    }

    #[test]
    fn pieces_follow_each_other_within_a_sentence() {
        assert_eq!(found("アカウント…停止", "お客様のアカウントは一時的に停止されました"), ["アカウントは一時的に停止"]);
        assert_eq!(found("アカウント…停止", "アカウントの確認。配信を停止"), Vec::<String>::new());
        assert_eq!(found("アカウント…停止", "停止したアカウント"), Vec::<String>::new());
        let far = format!("アカウント{}停止", "あ".repeat(GAP + 1));
        assert_eq!(found("アカウント…停止", &far), Vec::<String>::new());
        assert_eq!(found("a…b…c", "a x b y c"), ["a x b y c"]);
    }

    #[test]
    fn latin_pieces_are_words() {
        assert_eq!(found("pin", "your PIN now"), ["pin"]);
        assert_eq!(found("pin", "shopping"), Vec::<String>::new());
        assert_eq!(found("suspen~", "was suspended"), ["suspen"]);
        assert_eq!(found("account…suspen~", "Your account has been suspended"), ["account has been suspen"]);
        assert_eq!(found("24時間以内", "２４時間以内に"), ["24時間以内"]);
    }

    /// A message of usual size and a large one are looked through in two ways, with one result.
    #[test]
    fn both_ways_find_the_same() {
        let all = ["アカウント…停止", "pin", "suspen~", "account…suspen~", "24時間以内", "停止", "お客様", "ab…cd"];
        let phrases = phrases(&all);
        let message = Unmasked::new("Your account is suspended. PINs; お客様のアカウントを停止、24時間以内に停止 ab x cd abcd ").text;
        let small = phrases.find(&message);
        let large = phrases.find(&format!("{message}\n{}", " ".repeat(LARGE)));
        assert_eq!(small, large);
        assert_eq!(small, Phrases::for_text([all.iter().map(|p| p.as_bytes())], &message).find(&message));
        assert_eq!(small, phrases.for_many().find(&message));
        // Two ends for the first phrase and for the sixth; `PINs` and `abcd` are no words of their own.
        assert_eq!(small[0].len(), 9);
    }

    /// What cannot occur is told without looking; nothing that occurs is.
    #[test]
    fn what_may_occur_is_not_passed_over() {
        let text = "お客様の account を停止。🎁と送料 x";
        let pairs = Pairs::of(text);
        for phrase in [
            "お",
            "お客",
            "お~",
            "客~…停止",
            "様…停止",
            "様の …停止",
            "account",
            "accou~",
            "🎁",
            "🎁と",
            "と…料",
            "送料~",
            " お客 ",
            "x",
            "…停止",
            "停止…",
        ] {
            assert!(pairs.may_have(phrase.as_bytes()), "{phrase}");
            assert_eq!(Phrases::for_text([[phrase.as_bytes()]], text).find(text), Phrases::new([[phrase]]).find(text), "{phrase}");
            assert!(!Phrases::new([[phrase]]).find(text)[0].is_empty(), "{phrase}");
        }
        for phrase in ["お得", "送信", "account…再開", "🎀", "y"] {
            assert!(Phrases::for_text([[phrase.as_bytes()]], text).find(text)[0].is_empty(), "{phrase}");
        }
        assert!(!pairs.may_have("お得".as_bytes()) && !pairs.may_have("送信".as_bytes()));
    }

    #[test]
    fn any_spelling_of_a_piece_will_do() {
        let phrase = "パスワード|暗証番号…教えて|送って|暗証番号を送って";
        assert_eq!(found(phrase, "暗証番号を教えて。パスワードも送って"), ["暗証番号を教えて", "パスワードも送って"]);
        assert_eq!(found(phrase, "暗証番号が変わった。送って"), Vec::<String>::new());
        assert_eq!(found(phrase, "パスワードか暗証番号を送って"), ["暗証番号を送って"]);
        assert_eq!(found("suspen~|lock…card", "suspended: your card"), ["suspended: your card"]);
        assert_eq!(found("実質|モニター募集…募集", "実質0円のモニター募集"), ["実質0円のモニター募集"]);
        // One hit is not two pieces, and what stands first is not forgotten for it.
        assert_eq!(found("金|円…円|金", "金が円になる"), ["金が円"]);
        assert_eq!(found("金|円…円|金", "円になる"), Vec::<String>::new());
        let pairs = Pairs::of("暗証番号を教えて");
        assert!(pairs.may_have(phrase.as_bytes()));
        assert!(!pairs.may_have("手数料|保証金…送って".as_bytes()));
    }

    #[test]
    fn the_latest_begin_counts() {
        assert_eq!(found("アカウント…停止", "アカウント、アカウントを停止"), ["アカウントを停止"]);
    }
}
