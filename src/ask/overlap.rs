//! How much of what somebody asks stands in each of a few texts. For a short list of titles, not for telling problems apart.
//!
//! A text is taken as its English words, without their endings, and the pairs of neighbouring characters of what is written in Japanese. A
//! short word in katakana that is asked for has to be there whole: pairs of it are in many other words. What only few of the texts have counts more than what many have (the logarithm of how rare it is), and what a title has more than what stands
//! further down. The score is the share of the question that is found, from 0 to 1.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

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
    let weights: Vec<HashMap<String, f64>> = texts.iter().map(weights).collect();
    let rarity = |feature: &String| {
        let having = weights.iter().filter(|w| w.contains_key(feature)).count();
        libm::log((texts.len() + 1) as f64 / (having + 1) as f64) + 0.1
    };
    let asked: Vec<(String, f64)> = asked.into_iter().map(|f| (f.clone(), rarity(&f))).collect();
    let whole: f64 = asked.iter().map(|(_, rarity)| rarity).sum();
    let share = |w: &HashMap<String, f64>| asked.iter().map(|(f, rarity)| rarity * w.get(f).unwrap_or(&0.0)).sum::<f64>() / whole.max(0.1);
    weights.iter().map(share).collect()
}

/// Each feature of a text with the weight of the weightiest part that has it.
fn weights(parts: &Parts<'_>) -> HashMap<String, f64> {
    let mut weights: HashMap<String, f64> = HashMap::new();
    for (weight, texts) in parts {
        for feature in texts.iter().flat_map(|text| features(text, true)) {
            let known = weights.entry(feature).or_insert(0.0);
            *known = known.max(*weight);
        }
    }
    weights
}

/// English words without their endings, and pairs of Japanese characters; a lone character stands for itself. With `parts` also what stands
/// inside words in katakana, otherwise short ones only whole.
fn features(text: &str, parts: bool) -> Vec<String> {
    let normal: String = text.nfkc().flat_map(char::to_lowercase).filter(|c| !matches!(c, '\'' | '’')).collect();
    let mut features = Vec::new();
    for run in normal.split(|c: char| !c.is_alphanumeric() && c != 'ー').filter(|run| !run.is_empty()) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c: char| c.is_ascii() != first.is_ascii()).unwrap_or(rest.len());
            let (part, behind) = rest.split_at(end);
            rest = behind;
            if first.is_ascii() {
                features.extend((!EMPTY_WORDS.contains(&part)).then(|| stem(part).to_owned()));
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

fn folded(chars: &[char]) -> String {
    chars.iter().copied().map(hiragana).collect()
}

fn hiragana(c: char) -> char {
    match c {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c,
    }
}

/// The part of an English word that its forms share, roughly.
fn stem(word: &str) -> &str {
    let cut = ["ing", "ed", "es", "s", "e"].iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= 3));
    cut.unwrap_or(word)
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
        assert_eq!(features("How do I", false), Vec::<String>::new());
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
