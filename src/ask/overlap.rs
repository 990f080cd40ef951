//! How much of what somebody asks stands in each of a few texts. For a short list of titles, not for telling problems apart.
//!
//! A text is taken as its English words, without their endings, and the pairs of neighbouring characters of what is written in Japanese. A
//! short word in katakana that is asked for has to be there whole: pairs of it are in many other words. What only few of the texts have counts more than what many have (the logarithm of how rare it is), and what a title has more than what stands
//! further down. The score is the share of the question that is found, from 0 to 1.

use unicode_normalization::UnicodeNormalization;

use crate::text::features::{hash, hiragana, is_plain, stem};

/// Words that say nothing about what is asked.
const EMPTY_WORDS: &[&str] = &[
    "a", "about", "am", "an", "and", "are", "at", "be", "can", "could", "did", "do", "does", "for", "from", "get", "have", "how", "i",
    "in", "is", "it", "its", "me", "my", "of", "on", "or", "please", "so", "that", "the", "this", "to", "want", "was", "what", "when",
    "where", "which", "with", "would", "you", "your",
];

/// A word in katakana of at most this many characters is one word; a longer one is taken apart like everything else.
const SHORT: usize = 5;

/// A text with its parts, the weightiest first: each with its weight, from 0 to 1.
pub type Parts<'a> = Vec<(f64, Vec<&'a str>)>;

/// The share of `question` that each text has.
pub fn scores(question: &str, texts: &[Parts<'_>]) -> Vec<f64> {
    let mut asked = features(question, false);
    asked.sort_unstable();
    asked.dedup();
    let weights: Vec<Vec<f64>> = texts.iter().map(|parts| weights(&asked, parts)).collect();
    let rarity = |at: usize| {
        let having = weights.iter().filter(|w| w[at] > 0.0).count();
        libm::log((texts.len() + 1) as f64 / (having + 1) as f64) + 0.1
    };
    let rarity: Vec<f64> = (0..asked.len()).map(rarity).collect();
    let whole: f64 = rarity.iter().sum();
    let share = |w: &Vec<f64>| rarity.iter().zip(w).map(|(rarity, weight)| rarity * weight).sum::<f64>() / whole.max(0.1);
    weights.iter().map(share).collect()
}

/// For each feature asked for the weight of the weightiest part that has it; 0 where none has.
fn weights(asked: &[u32], parts: &Parts<'_>) -> Vec<f64> {
    let mut weights = vec![0.0f64; asked.len()];
    for (weight, texts) in parts {
        for feature in texts.iter().flat_map(|text| features(text, true)) {
            if let Ok(at) = asked.binary_search(&feature) {
                weights[at] = weights[at].max(*weight);
            }
        }
    }
    weights
}

/// English words without their endings, and pairs of Japanese characters; a lone character stands for itself. With `parts` also what stands
/// inside words in katakana, otherwise short ones only whole.
fn features(text: &str, parts: bool) -> Vec<u32> {
    let kept = |c: &char| !matches!(c, '\'' | '’');
    // Composing costs much, and most texts need none.
    let normal: String = if text.chars().all(is_plain) {
        text.chars().filter(kept).map(|c| c.to_ascii_lowercase()).collect()
    } else {
        text.nfkc().flat_map(char::to_lowercase).filter(kept).collect()
    };
    let mut features = Vec::new();
    for run in normal.split(|c: char| !c.is_alphanumeric() && c != 'ー').filter(|run| !run.is_empty()) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c: char| c.is_ascii() != first.is_ascii()).unwrap_or(rest.len());
            let (part, behind) = rest.split_at(end);
            rest = behind;
            if first.is_ascii() {
                features.extend((!EMPTY_WORDS.contains(&part)).then(|| hash(stem(part).chars())));
                continue;
            }
            let chars: Vec<char> = part.chars().collect();
            for word in chars.chunk_by(|a, b| is_katakana(*a) == is_katakana(*b)).filter(|w| is_katakana(w[0])) {
                let lengths = if parts { 3..=word.len().min(SHORT) } else { word.len()..=word.len() };
                lengths.filter(|n| (3..=SHORT).contains(n)).for_each(|n| features.extend(word.windows(n).map(folded)));
            }
            // Pairs within a short word are left out of a question.
            let whole = |at: usize| {
                let from = chars[..=at].iter().rposition(|c| !is_katakana(*c)).map_or(0, |n| n + 1);
                let to = chars[at..].iter().position(|c| !is_katakana(*c)).map_or(chars.len(), |n| at + n);
                is_katakana(chars[at]) && at + 1 < to && (3..=SHORT).contains(&(to - from))
            };
            features.extend(chars.windows(2).enumerate().filter(|(at, _)| parts || !whole(*at)).map(|(_, pair)| folded(pair)));
            features.extend((chars.len() == 1).then(|| folded(&chars)));
        }
    }
    features
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー')
}

fn folded(chars: &[char]) -> u32 {
    hash(chars.iter().copied().map(hiragana))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_scripts_of_a_word_are_one() {
        for (one, other) in [("returning", "Returns"), ("パスワード", "ﾊﾟｽﾜｰﾄﾞ"), ("Ｋｉｎｄｌｅ", "kindle"), ("ガメン", "ｶﾞﾒﾝ")]
        {
            assert_eq!(features(one, true), features(other, true), "{one}");
        }
        assert_eq!(features("How do I", false), Vec::<u32>::new());
    }

    #[test]
    fn a_short_word_in_katakana_is_asked_for_whole() {
        let texts: [Parts<'_>; 1] = [vec![(1.0, vec!["メールのメッセージ、ギフトカードの残高、プライム会員"])]];
        for (question, found) in
            [("メール", true), ("セール", false), ("カード", true), ("ギフトカード", true), ("ぷらいむ", true), ("プラ", true)]
        {
            assert_eq!(scores(question, &texts)[0] > 0.5, found, "{question}");
        }
    }

    #[test]
    fn the_share_is_between_nothing_and_all() {
        let texts: [Parts<'_>; 2] = [vec![(1.0, vec!["change the password"])], vec![(0.5, vec!["返品のしかた"])]];
        let scores = |question| super::scores(question, &texts);
        assert_eq!(scores("password"), [1.0, 0.0]);
        assert_eq!(scores("返品"), [0.0, 0.5]);
        assert_eq!(scores("weather"), [0.0, 0.0]);
        assert_eq!(scores(""), [0.0, 0.0]);
        let mixed = scores("password of the weather");
        assert!(mixed[0] > 0.0 && mixed[0] < 1.0);
    }
}
