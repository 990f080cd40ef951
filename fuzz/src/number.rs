//! Phone numbers, as written in any way, in every context.

use amazon_help::ask::number::{Question, ask, judge};
use amazon_help::kb::record::{Found, Verdict};
use amazon_help::show::Answer;

use super::{Choices, day, kb, layout};

/// One number.
pub fn run(data: &[u8]) {
    let input = &*String::from_utf8_lossy(data);
    let bare = Question { input, found: None, incoming: false, at: day() };
    let answer = ask(kb(), &bare);
    assert_eq!(answer, ask(kb(), &bare), "the same input, the same answer");

    let judged = |question: &Question<'_>| judge(kb(), question).map_or(Verdict::NotAPhoneNumber, |j| j.verdict);
    for incoming in [false, true] {
        let without = judged(&Question { incoming, ..bare });
        // Caller ID can be forged.
        assert!(!incoming || without >= Verdict::Unknown, "{input:?} called: {without:?}");
        for found in Found::ALL.iter().copied().map(Some) {
            let verdict = judged(&Question { found, incoming, ..bare });
            assert!(verdict >= without, "{input:?} {found:?} {incoming}: {without:?} became {verdict:?}");
        }
    }
    assert_eq!(judged(&bare), answer.verdict, "{input:?}");
    let e164 = answer.identity.as_ref().and_then(|i| i.e164.as_deref());
    if matches!(answer.verdict, Verdict::Official | Verdict::Disputed) {
        let known = kb().numbers().number.iter().any(|n| Some(n.e164.as_str()) == e164);
        assert!(known, "{input:?} is {:?}, but not in the register", answer.verdict);
    }
    if let Some(e164) = e164 {
        // Written in full it is the same number, and nothing is gained by writing it in another way.
        let full = ask(kb(), &Question { input: e164, ..bare });
        assert_eq!(full.identity.as_ref().and_then(|i| i.e164.as_deref()), Some(e164), "{input:?}");
        assert!(full.verdict <= answer.verdict, "{input:?}: {:?}, {e164}: {:?}", answer.verdict, full.verdict);
    }

    let mut choices = Choices::of(data);
    let found = Found::ALL.get(choices.below(Found::ALL.len() + 1)).copied();
    let other = ask(kb(), &Question { found, incoming: choices.coin(), ..bare });
    layout::pages(kb(), &Answer::Number(&[answer]), &mut choices);
    layout::document(kb(), &Answer::Number(&[other.clone(), other]));
}
