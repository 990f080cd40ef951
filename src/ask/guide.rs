//! The guide: what to ask, in which order, with which usual answer, and what the answers come to.
//!
//! Who asks the questions (a terminal, a test) is not known here: [`steps`] says what is still to be asked after what was [`Given`].

use chrono::{DateTime, Utc};

use super::message::{self, Checker};
use super::review::Overdue;
use super::{NoAnswer, number, prepare, route, url};
use crate::kb::Kb;
use crate::kb::record::{Found, UrlVerdict, Verdict};
use crate::text::{Text, mail, quoted};

/// A text longer than this is no number.
const LONGEST_NUMBER: usize = 40;

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What happened?
    Problem,
    /// Who are you?
    Audience,
    /// Can you sign in?
    SignIn,
    /// Can you talk now?
    Talk,
    /// Is it urgent?
    Urgent,
    /// Did somebody contact you?
    Contact,
    /// Which number or link was it?
    Shown,
}

/// How somebody got in touch, or where a number or link was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// A call; the number on the display can be forged.
    Call,
    /// Anything else.
    At(Found),
}

/// What was answered so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Id of the issue; none when it is on no list.
    pub issue: Option<String>,
    /// Id of the audience.
    pub audience: Option<String>,
    /// Whether signing in does not work.
    pub cannot_sign_in: bool,
    /// Whether talking is not possible.
    pub cannot_talk: bool,
    /// Whether it cannot wait.
    pub urgent: bool,
    /// Whether somebody was in touch.
    pub contact: Option<Contact>,
    /// The number, link or words that came.
    pub shown: String,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id; empty for "none of these".
    pub id: String,
    /// In words.
    pub name: Text,
}

impl Choice {
    fn new(id: &str, name: Text) -> Choice {
        Choice { id: id.to_owned(), name }
    }
}

/// A question with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub title: Text,
    /// What to choose from; nothing where words are to be typed.
    pub choices: Vec<Choice>,
    /// The place of the usual answer.
    pub usual: usize,
}

/// The questions to ask after what was given, in order. What the answers so far settle, or the KB says nothing about, is left out.
pub fn steps(kb: &Kb, given: &Given) -> Vec<Step> {
    let circumstances = kb.audiences();
    let settled = |situation: &str| given.issue.as_deref() == Some(situation) || circumstances.situation.find(situation).is_none();
    // Where nobody without an account gets by signing in, whether it works is no question.
    let channels_need_it =
        circumstances.audience.find(given.audience.as_deref().unwrap_or_default()).is_some_and(|a| !a.exclude.is_empty());
    let urgent_anyway = given.issue.as_deref().and_then(|id| kb.issue(id)).is_some_and(|issue| issue.urgent);
    [
        (Step::Problem, true),
        (Step::Audience, !circumstances.audience.is_empty()),
        (Step::SignIn, !channels_need_it && !settled("cannot-sign-in")),
        (Step::Talk, !settled("cannot-talk")),
        (Step::Urgent, !urgent_anyway && !settled(route::URGENT)),
        (Step::Contact, true),
        (Step::Shown, given.contact.is_some()),
    ]
    .into_iter()
    .filter_map(|(step, asked)| asked.then_some(step))
    .collect()
}

/// The question of a step; `audience` is who the user usually is, where that is known.
pub fn question(kb: &Kb, step: Step, audience: Option<&str>) -> Asked {
    let name = &kb.about().name;
    let guide = kb.about().guide.as_ref();
    match step {
        Step::Problem => {
            let mut choices: Vec<Choice> = kb.issues().issue.iter().map(|i| Choice::new(&i.id, i.name.clone())).collect();
            choices.push(Choice::new("", Text::new("この中にない・わからない", "None of these, or not sure")));
            Asked { title: Text::new("どうしましたか？", "What happened?"), choices, usual: 0 }
        }
        Step::Audience => {
            let choices: Vec<Choice> = kb.audiences().audience.iter().map(|a| Choice::new(&a.id, a.name.clone())).collect();
            let usual = audience.or(guide.and_then(|g| g.audience.as_deref()));
            let usual = choices.iter().position(|c| Some(c.id.as_str()) == usual).unwrap_or(0);
            Asked { title: Text::new("あなたはどれに当てはまりますか？", "Which of these are you?"), choices, usual }
        }
        Step::SignIn => {
            yes_or_no(Text::new(format!("{}にサインインできますか？", name.ja), format!("Can you sign in to {}?", name.en)), true)
        }
        Step::Talk => yes_or_no(Text::new("今、声を出して話せますか？", "Can you speak on the phone now?"), true),
        Step::Urgent => yes_or_no(Text::new("急いでいますか？", "Is it urgent?"), false),
        Step::Contact => Asked {
            title: Text::new(
                format!("{}を名乗る連絡が来ましたか？ 番号やリンクを見つけましたか？", name.ja),
                format!("Did somebody contact you as {}, or did you find a number or link?", name.en),
            ),
            choices: std::iter::once(Choice::new("", Text::new("いいえ", "No")))
                .chain(CONTACTS.iter().map(|(id, _, ja, en)| Choice::new(id, Text::new(*ja, *en))))
                .collect(),
            usual: 0,
        },
        Step::Shown => Asked {
            title: Text::new(
                "その番号・リンク・文面は？（わからなければ空のまま）",
                "The number, link or words (leave it empty if you do not know)",
            ),
            choices: Vec::new(),
            usual: 0,
        },
    }
}

/// Ways to be contacted, and places where numbers are found.
const CONTACTS: [(&str, Contact, &str, &str); 7] = [
    ("call", Contact::Call, "電話がかかってきた", "Yes, a call came"),
    ("sms", Contact::At(Found::Sms), "SMS（ショートメッセージ）が来た", "Yes, a text message came"),
    ("email", Contact::At(Found::Email), "メールが来た", "Yes, an e-mail came"),
    ("popup", Contact::At(Found::Popup), "画面に警告や番号が出た", "Yes, a warning or a number popped up on the screen"),
    ("letter", Contact::At(Found::Letter), "手紙やはがきが来た", "Yes, a letter came"),
    (
        "search",
        Contact::At(Found::Search),
        "検索や広告、SNSで番号やリンクを見つけた",
        "I found one by searching, in an ad or on social media",
    ),
    ("ai-answer", Contact::At(Found::AiAnswer), "AIが番号やリンクを答えた", "An AI assistant gave me one"),
];

fn yes_or_no(title: Text, yes: bool) -> Asked {
    let choices = vec![Choice::new("yes", Text::new("はい", "Yes")), Choice::new("no", Text::new("いいえ", "No"))];
    Asked { title, choices, usual: usize::from(!yes) }
}

impl Given {
    /// Notes the answer to a step: the id of what was chosen, or the words typed.
    pub fn answer(&mut self, step: Step, answer: &str) {
        let chosen = Some(answer.to_owned()).filter(|id| !id.is_empty());
        match step {
            Step::Problem => self.issue = chosen,
            Step::Audience => self.audience = chosen,
            Step::SignIn => self.cannot_sign_in = answer == "no",
            Step::Talk => self.cannot_talk = answer == "no",
            Step::Urgent => self.urgent = answer == "yes",
            Step::Contact => self.contact = CONTACTS.iter().find(|(id, ..)| *id == answer).map(|(_, contact, ..)| *contact),
            Step::Shown => self.shown = answer.to_owned(),
        }
    }

    /// The situations that hold, of those that were asked for.
    fn situations(&self, asked: &[Step]) -> Vec<&'static str> {
        let all = [
            (Step::SignIn, self.cannot_sign_in, "cannot-sign-in"),
            (Step::Talk, self.cannot_talk, "cannot-talk"),
            (Step::Urgent, self.urgent, route::URGENT),
        ];
        all.into_iter().filter_map(|(step, holds, id)| (holds && asked.contains(&step)).then_some(id)).collect()
    }
}

/// What became of the number, link or words.
#[derive(Debug, Clone, PartialEq)]
pub enum Checked {
    /// A phone number.
    Number(Box<number::Answer>),
    /// A web address.
    Url(url::Answer),
    /// Anything else.
    Message(message::Answer),
}

/// What the answers come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The way to take; none where the problem is on no list and the KB has no general one.
    pub route: Option<route::Answer>,
    /// What to have ready for its first channel.
    pub prepare: Option<prepare::Answer>,
    /// Whether somebody was in touch.
    pub contact: Option<Contact>,
    /// What was checked.
    pub checked: Option<Checked>,
    /// Command lines that give the same answers.
    pub commands: Vec<String>,
}

impl Answer {
    /// What is due for review of the facts used.
    pub fn overdue(&self) -> Option<Overdue> {
        let checked = self.checked.as_ref().and_then(|checked| match checked {
            Checked::Number(a) => a.overdue.clone(),
            Checked::Url(a) => a.overdue.clone(),
            Checked::Message(a) => a.overdue.clone(),
        });
        let route = self.route.as_ref().and_then(|a| a.overdue.clone());
        let prepare = self.prepare.as_ref().and_then(|a| a.overdue.clone());
        Overdue::all([&checked, &route, &prepare].into_iter())
    }
}

/// What the answers come to, as of a moment.
///
/// # Errors
/// When an id is not in the KB.
pub fn ask(kb: &'static Kb, given: &Given, at: DateTime<Utc>) -> Result<Answer, NoAnswer> {
    let asked = steps(kb, given);
    let general = kb.about().guide.as_ref().and_then(|g| g.issue.clone());
    let (checked, command) = check(kb, given, super::hours::home_day(kb, at));
    let mut commands: Vec<String> = command.into_iter().collect();
    let Some(issue) = given.issue.clone().or(general) else {
        commands.push("amazon-help hours".to_owned());
        return Ok(Answer { route: None, prepare: None, contact: given.contact, checked, commands });
    };
    let audience = given.audience.clone().filter(|_| asked.contains(&Step::Audience));
    let situations = given.situations(&asked);
    let flags: String =
        audience.iter().map(|id| format!(" --as {}", quoted(id))).chain(situations.iter().map(|id| format!(" --{id}"))).collect();
    let question = route::Question { issue: Some(issue.clone()), text: String::new(), audience, device: None, situations };
    let route = route::ask(kb, &question, at)?;
    let first = route.recommendations.first().map(|r| r.channel.clone());
    let prepare = first.as_deref().map(|channel| prepare::ask(kb, &question, Some(channel), at)).transpose()?;
    let problem = format!("--issue {}{flags}", quoted(&issue));
    commands.push(format!("amazon-help route {problem}"));
    if let Some(channel) = &first {
        commands.push(format!("amazon-help hours {}", quoted(channel)));
        commands.push(format!("amazon-help prepare {problem} --channel {}", quoted(channel)));
    }
    Ok(Answer { route: Some(route), prepare, contact: given.contact, checked, commands })
}

/// Checks what was shown, as what it is: a number, a link, or words; and the command that does the same.
fn check(kb: &'static Kb, given: &Given, day: chrono::NaiveDate) -> (Option<Checked>, Option<String>) {
    let shown = given.shown.trim();
    let Some(contact) = given.contact.filter(|_| !shown.is_empty()) else {
        return (None, None);
    };
    let (found, incoming) = match contact {
        Contact::Call => (None, true),
        Contact::At(found) => (Some(found), false),
    };
    if shown.chars().count() <= LONGEST_NUMBER {
        let answer = number::ask(kb, &number::Question { input: shown, found, incoming, at: day });
        if answer.verdict != Verdict::NotAPhoneNumber {
            let flag = found.map_or_else(|| " --incoming".to_owned(), |found| format!(" --found {}", found.id()));
            return (Some(Checked::Number(Box::new(answer))), Some(format!("amazon-help check-number {}{flag}", quoted(shown))));
        }
    }
    if !shown.contains(char::is_whitespace) {
        let answer = url::ask(kb, shown, day);
        if answer.verdict != UrlVerdict::NotAUrl {
            return (Some(Checked::Url(answer)), Some(format!("amazon-help check-url {}", quoted(shown))));
        }
    }
    let (kind, flag) = match contact {
        Contact::At(Found::Email) => (Found::Email, "email"),
        Contact::Call => (Found::Voicemail, "voicemail"),
        Contact::At(_) => (Found::Sms, "sms"),
    };
    let mail = mail::from_text(shown, None, None);
    let answer = Checker::new(kb).ask(&message::Question { mail: &mail, kind, at: day });
    // Words of several lines are easier pasted than quoted.
    let text = if shown.contains('\n') { String::new() } else { format!(" --text {}", quoted(shown)) };
    (Some(Checked::Message(answer)), Some(format!("amazon-help check-message --kind {flag}{text}")))
}
