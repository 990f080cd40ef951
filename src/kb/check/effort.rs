//! How much work the check of a KB may make: whoever writes a KB or additions chooses patterns, names and examples, and could let their product grow
//! without end. One unit is about one step of a matcher.
//!
//! What is too much is refused with its place; nothing here depends on how fast a machine is.

use std::ops::Range;

use super::{Code, Find};
use crate::kb::Kb;
use crate::kb::folder::{Node, Reader};
use crate::kb::pattern::Pattern;
use crate::kb::record::{MessageExample, NumberExample, NumberRule, UrlRule};
use crate::text::Text;

/// What the examples of one file may make: several times what those of the built-in KB do.
const MOST: usize = 3 << 25;

/// How many states the patterns of one file may have together: those on numbers, which are short, and those on web addresses.
const MOST_STATES: [usize; 2] = [8 << 10, 4 << 10];

/// How many words the list of imitated names may have, with those that are none.
const MOST_NAMES: usize = 1_000;

/// What remains of the work that a file may make.
#[derive(Debug)]
pub struct Left(usize);

impl Left {
    /// All of it.
    pub fn all() -> Left {
        Left(MOST)
    }

    /// Takes a piece of work from it; false when there is not enough left.
    pub fn take(&mut self, work: usize) -> bool {
        let left = self.0.checked_sub(work);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }

    /// Whether nothing remains.
    pub fn is_spent(&self) -> bool {
        self.0 == 0
    }

    /// What was taken.
    pub fn taken(&self) -> usize {
        MOST - self.0
    }
}

/// What examples are held against.
#[derive(Debug)]
pub struct Effort {
    /// States of the patterns that every web address is held against.
    states: usize,
    /// Imitated names that every word is held against.
    names: usize,
    /// Domains and hosts that every web address is held against.
    hosts: usize,
    /// Rules that every message is held against.
    rules: usize,
    /// Entries of the register.
    register: usize,
}

/// What a web address or a message costs whatever the KB has, and a name that a host or a word is held against.
const ADDRESS: usize = 500;
const MESSAGE: usize = 3_000;
const NAME: usize = 100;

/// What a digit costs that may belong to a phone number.
const DIGIT: usize = 40;

impl Effort {
    /// For the rules of a KB.
    pub fn of(kb: &Kb) -> Effort {
        let topics = &kb.topics;
        let domains = topics.domains.get();
        let urls = topics.url_rules.get();
        let hosts = urls.map_or(0, |file| {
            file.rule.iter().map(hosts_of).sum::<usize>() + file.redirect.iter().map(|redirect| redirect.host.len()).sum::<usize>()
        });
        let elsewhere = domains.map_or(0, |d| d.domain.len() + d.elsewhere.iter().map(|e| e.names.len()).sum::<usize>());
        Effort {
            states: urls.map_or(0, |file| {
                let redirects = file.redirect.iter().map(|r| r.path.states());
                file.rule.iter().flat_map(patterns_of_url).map(Pattern::states).chain(redirects).sum()
            }),
            names: domains.map_or(0, |d| d.imitated.len()),
            hosts: hosts + elsewhere,
            rules: topics.message_rules.get().map_or(0, |file| file.rule.len()),
            register: topics.numbers.get().map_or(0, |file| file.number.len()),
        }
    }

    /// An example of a rule for numbers.
    pub fn number(&self, rule: &NumberRule, example: &NumberExample) -> usize {
        let states: usize = patterns_of_number(rule).map(Pattern::states).sum();
        ADDRESS + self.register + example.number.len().min(250) * (1 + states)
    }

    /// An example of a rule for web addresses: what every address is held against but rules, and that rule.
    pub fn url(&self, rule: &UrlRule, url: &str) -> usize {
        let states: usize = patterns_of_url(rule).map(Pattern::states).sum();
        self.host(url) + hosts_of(rule) + url.len() + Pattern::seen(url.len()) * states
    }

    /// An example of a rule for messages: each address in it is held against every rule for addresses.
    pub fn message(&self, example: &MessageExample) -> usize {
        let texts = [Some(example.text.as_str()), example.from.as_deref(), example.subject.as_deref()].into_iter().flatten();
        let of = |text: &str| {
            let addresses = text.matches([':', '.', '@', '．', '。', '：']).count();
            let seen = if addresses == 0 { 0 } else { Pattern::seen(text.len().div_ceil(addresses)) * addresses };
            let digits = text.chars().filter(|c| c.is_numeric()).count();
            text.len() * (8 + self.names) + digits * DIGIT + addresses.min(text.len() / 4) * self.host(text) / 2 + seen * self.states
        };
        MESSAGE + self.rules * 4 + texts.map(of).sum::<usize>()
    }

    fn host(&self, url: &str) -> usize {
        let labels = url.len().min(250) / 8 + 1;
        ADDRESS + labels.min(6) * self.names * NAME + labels * self.hosts / 2
    }
}

fn patterns_of_url(rule: &UrlRule) -> impl Iterator<Item = &Pattern> {
    [Some(&rule.when), rule.unless.as_ref()].into_iter().flatten().filter_map(|condition| condition.path.as_ref())
}

fn patterns_of_number(rule: &NumberRule) -> impl Iterator<Item = &Pattern> {
    [Some(&rule.when), rule.unless.as_ref()].into_iter().flatten().filter_map(|condition| condition.pattern.as_ref())
}

fn hosts_of(rule: &UrlRule) -> usize {
    [Some(&rule.when), rule.unless.as_ref()].into_iter().flatten().filter_map(|condition| condition.host.as_ref()).map(Vec::len).sum()
}

/// Notes patterns that are too much together, and names that are: each text is held against all of them. False where that is so.
pub fn bounded(reader: &Reader, finds: &mut Vec<Find>) -> bool {
    let before = finds.len();
    let [numbers, urls] = MOST_STATES;
    for (file, lists, key, most) in
        [("rules/number.toml", &["rule"][..], "pattern", numbers), ("rules/url.toml", &["rule", "redirect"], "path", urls)]
    {
        let Some(tree) = reader.trees().get(file) else { continue };
        let records = lists.iter().filter_map(|list| tree.get(list)).flat_map(Node::items);
        let places = records.flat_map(|record| [Some(record), record.get("when"), record.get("unless")]).flatten();
        let mut states = 0;
        for node in places.filter_map(|place| place.get(key)) {
            states += node.str().map_or(0, |text| Pattern::from(text).states());
            if states > most {
                finds.push(too_much(file, node.span.clone(), ("patterns", "規則の正規表現")));
                break;
            }
        }
    }
    let imitated = reader.trees().get("domains.toml").and_then(|tree| tree.get("imitated")).map_or(&[][..], Node::items);
    let mut names = 0;
    for entry in imitated {
        names += 1 + entry.get("except").map_or(0, |list| list.items().len());
        if names > MOST_NAMES {
            finds.push(too_much("domains.toml", entry.span.clone(), ("imitated names", "まねされる名前")));
            break;
        }
    }
    finds.len() == before
}

/// A find that there is more than can be gone through in a moment, from this place on; `what` in English and in Japanese.
pub fn too_much(file: &str, span: Range<usize>, what: (&str, &str)) -> Find {
    let (en, ja) = what;
    Find {
        code: Code::TooLong,
        file: file.to_owned(),
        span,
        message: Text::new(
            format!("{ja}が多すぎるか長すぎて、ここから先は調べきれません"),
            format!("the {en} are too many or too long to go through, from here on"),
        ),
        hint: Text::new("要らないものを消すか、短くしてください。", "Take out what is not needed, or make it shorter."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The work grows with the examples, not with their product with the rules; and where it ends does not depend on a clock.
    #[test]
    fn the_work_of_an_example_does_not_grow_with_the_rules() {
        let rule = |n: usize| {
            format!(
                "[[url_rule]]\nid = \"u{n}\"\nseverity = \"caution\"\nwhen = {{ path = '/x{n}/' }}\nreason = {{ ja = \"あ\", en = \"b\" }}\nsources = [\"me\"]\n\
                 checked = \"2026-11-20\"\n[url_rule.examples]\nmatch = [{{ url = \"https://h.example/x{n}/\" }}]\nno_match = [{{ url = \"https://h.example/\" }}]\n"
            )
        };
        let source = "[[source]]\nid = \"me\"\npage = \"x\"\nkind = \"editorial\"\npublisher = { ja = \"私\", en = \"me\" }\nchecked = \"2026-11-20\"\n";
        let work = |rules: usize| {
            let file = std::env::temp_dir().join(format!("amazon-help-effort-{}-{rules}.toml", std::process::id()));
            std::fs::write(&file, source.to_owned() + &(0..rules).map(rule).collect::<String>()).unwrap();
            let kb = Kb::built_in().with_overlay(&file).unwrap_or_else(|report| panic!("{:?}", report.problems)).0;
            std::fs::remove_file(&file).unwrap();
            let effort = Effort::of(&kb);
            let of = |rule: &UrlRule| rule.examples.matching.iter().map(|e| effort.url(rule, &e.url)).sum::<usize>();
            kb.url_rules().rule.added().iter().map(of).sum::<usize>()
        };
        let (few, many) = (work(20), work(160));
        assert!(many < few * 9, "{few} {many}");
    }

    /// The built-in KB can grow.
    #[test]
    fn the_built_in_examples_are_a_small_part_of_what_may_be() {
        let kb = Kb::built_in();
        let _ = (kb.domains(), kb.url_rules(), kb.message_rules(), kb.numbers());
        let effort = Effort::of(&kb);
        let lists = kb.message_rules().rule.iter().map(|rule| kb.message_rule_examples(rule));
        let all: usize = lists.flat_map(|list| list.matching.into_iter().chain(list.no_match)).map(|e| effort.message(&e)).sum();
        assert!(all < MOST / 4 * 3, "{all}");
    }
}
