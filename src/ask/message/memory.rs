//! What words and senders' hosts came to in messages before: in many messages the same occur again and again, and what they come to depends on
//! nothing else.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::links::{self, Host};
use crate::kb::Kb;

/// So many of each are kept; then it begins anew, so that memory does not grow with the messages.
const KEPT: usize = 4_096;

/// A longer text is not kept.
const LONGEST: usize = 100;

/// What is known from before, by text.
struct Known<T>(Mutex<HashMap<Box<str>, T>>);

impl<T: Clone> Known<T> {
    fn new() -> Known<T> {
        Known(Mutex::new(HashMap::new()))
    }

    /// What is known of `text`, or else what `make` makes of it.
    fn get(&self, text: &str, make: impl FnOnce() -> T) -> T {
        if text.len() > LONGEST {
            return make();
        }
        // A thread that failed leaves nothing half done behind.
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(text) {
            return known.clone();
        }
        let made = make();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(text.into(), made.clone());
        made
    }
}

/// What is remembered from one message to the next: nothing where there is only one.
pub struct Memory<'a> {
    kb: &'a Kb,
    words: Option<Known<bool>>,
    senders: Option<Known<Option<Host<'a>>>>,
    links: Option<Known<Option<Host<'a>>>>,
}

impl<'a> Memory<'a> {
    /// For one message.
    pub fn none(kb: &'a Kb) -> Memory<'a> {
        Memory { kb, words: None, senders: None, links: None }
    }

    /// For many.
    pub fn for_many(kb: &'a Kb) -> Memory<'a> {
        Memory { kb, words: Some(Known::new()), senders: Some(Known::new()), links: Some(Known::new()) }
    }

    /// Whether a word looks like the organisation's name and is not.
    pub fn misspelt_word(&self, word: &str) -> bool {
        let make = || links::misspelt_word(self.kb, word);
        self.words.as_ref().map_or_else(make, |words| words.get(word, make))
    }

    /// The same of any word of a text.
    pub fn misspelt_in(&self, text: &str) -> bool {
        text.split(|c: char| !c.is_alphanumeric()).any(|word| self.misspelt_word(word))
    }

    /// What a link comes to; none when it has no host.
    pub fn link(&self, text: &str) -> Option<Host<'a>> {
        let make = || links::host(self.kb, text);
        self.links.as_ref().map_or_else(make, |links| links.get(text, make))
    }

    /// What the host of a mail address comes to.
    pub fn sender_host(&self, address: &str) -> Option<Host<'a>> {
        let (_, name) = address.rsplit_once('@')?;
        let make = || links::sender_host(self.kb, address);
        self.senders.as_ref().map_or_else(make, |senders| senders.get(name, make))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn each_text_is_made_once_and_memory_does_not_grow() {
        let known = Known::new();
        let made = Cell::new(0);
        let ask = |text: &str| {
            known.get(text, || {
                made.set(made.get() + 1);
                text.len()
            })
        };
        assert_eq!((ask("a"), ask("a"), ask("bb")), (1, 1, 2));
        assert_eq!(made.get(), 2);
        (0..3 * KEPT).for_each(|n| _ = ask(&format!("word {n}")));
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(ask(&long), LONGEST + 1);
        assert!(known.0.lock().unwrap().len() <= KEPT && !known.0.lock().unwrap().contains_key(long.as_str()));
    }
}
