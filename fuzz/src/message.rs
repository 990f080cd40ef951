//! Messages: their words alone, and whole mails.

use std::sync::OnceLock;

use amazon_help::ask::message::{Answer, Checker, Question};
use amazon_help::kb::record::{Found, MessageVerdict, Severity, Verdict};
use amazon_help::show;
use amazon_help::text::mail::{self, Mail};

use super::{Choices, day, kb, layout};

/// The words of a message. A first line `From: …` and `Subject: …` are read as such.
pub fn words(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    checked(&mail::from_text(&text, None, None), data);
    checked(&mail::from_text("", Some(&text), Some(&text)), data);
}

/// A message as a file: with headers, HTML, or text in any encoding.
pub fn mail(data: &[u8]) {
    let read = mail::read(data);
    assert_eq!(read, mail::read(data), "the same bytes, the same mail");
    match read {
        Ok(mail) => checked(&mail, data),
        Err(why) => super::clean::clean(&why.text().en, "why it is no message"),
    }
}

/// What a message comes to, without its pages.
pub fn judged(data: &[u8]) {
    if let Ok(mail) = mail::read(data) {
        checker().judge(&Question { mail: &mail, kind: Found::Email, at: day() });
    }
}

fn checker() -> &'static Checker<'static> {
    static CHECKER: OnceLock<Checker<'static>> = OnceLock::new();
    CHECKER.get_or_init(|| Checker::for_many(kb()))
}

fn checked(mail: &Mail, data: &[u8]) {
    let mut choices = Choices::of(data);
    let kind = [Found::Sms, Found::Email, Found::Voicemail][choices.below(3)];
    let question = Question { mail, kind, at: day() };
    let answer = checker().ask(&question);
    assert_eq!(answer, checker().ask(&question), "the same message, the same answer");
    assert_eq!(answer.verdict, checker().judge(&question).verdict);
    let words: Vec<&str> = mail.senders().map(|f| f.name.as_str()).chain([&*mail.subject, &*mail.text]).collect();
    for phrase in &answer.phrases {
        assert!(!phrase.text.is_empty(), "{}: a phrase without words", phrase.rule);
        // Words of one part, unless they reach over its end.
        let within = phrase.text.contains("\n\n") || words.iter().any(|part| part.contains(&phrase.text));
        assert!(within, "{}: words that are not in the message: {:?}", phrase.rule, phrase.text);
    }
    no_better(&answer, mail);
    layout::pages(kb(), &show::Answer::Message(&answer), &mut choices);
}

/// A message is no better than the worst number or link in it, and not clear where something of it could not be read.
fn no_better(answer: &Answer, mail: &Mail) {
    let dangerous = answer.numbers.iter().any(|n| n.verdict == Verdict::Dangerous) || answer.links.iter().any(|l| l.verdict == "lookalike");
    assert!(!dangerous || answer.verdict == MessageVerdict::Dangerous, "{answer:?}");
    let suspicious = answer.numbers.iter().any(|n| n.verdict == Verdict::Suspicious) || mail.troubles.iter().any(|t| t.hides_words());
    assert!(!suspicious || answer.verdict >= MessageVerdict::Suspicious, "{answer:?}");
    let warned = answer.reasons.iter().any(|r| r.severity > Severity::Note);
    assert_eq!(warned, answer.verdict > MessageVerdict::NoWarningFound, "{answer:?}");
}
