//! The guide and the page without a command: in a real terminal, without one, and what the answers come to.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, missing_docs, reason = "tests")]

mod common;
#[path = "common/terminal.rs"]
mod terminal;

use std::path::Path;

use amazon_help::ask::guide::{self, Answer, Checked, Given, Step};
use amazon_help::cli::Whole;
use amazon_help::kb::Kb;
use amazon_help::kb::record::{UrlVerdict, Verdict};
use amazon_help::show::{self, Format, Style};
use amazon_help::text::{Lang, moment};
use clap::Parser;
use common::{ISSUES, WEEKDAY, bare, columns, copy_of_example, json, run};
use terminal::Terminal;

fn kb() -> &'static Kb {
    Box::leak(Box::new(Kb::built_in()))
}

fn utility() -> &'static Kb {
    Box::leak(Box::new(Kb::open(Path::new("data/example-utility")).unwrap().0))
}

fn given(answers: &[(Step, &str)]) -> Given {
    let mut given = Given::default();
    answers.iter().for_each(|(step, answer)| given.answer(*step, answer));
    given
}

fn come_to(kb: &'static Kb, answers: &[(Step, &str)]) -> Answer {
    let at = moment::parse(WEEKDAY, amazon_help::ask::hours::home_zone(kb), chrono::Utc::now()).unwrap();
    guide::ask(kb, &given(answers), at).unwrap()
}

fn page(kb: &Kb, answer: &Answer, lang: Lang, width: usize) -> String {
    show::guide(kb, answer, &Style { lang, format: Format::Table, width, color: false, ascii: false, zone: None })
}

#[test]
fn only_what_is_still_open_is_asked() {
    use Step::{Audience, Contact, Problem, Shown, SignIn, Talk, Urgent};
    let all = [Problem, Audience, SignIn, Talk, Urgent, Contact];
    let without = |gone: &[Step]| all.into_iter().filter(|step| !gone.contains(step)).collect::<Vec<_>>();
    let kb = kb();
    assert_eq!(guide::steps(kb, &Given::default()), all);
    assert_eq!(guide::steps(kb, &given(&[(Problem, "return"), (Audience, "member")])), all);
    // Somebody without an account has nothing to sign in to.
    assert_eq!(guide::steps(kb, &given(&[(Audience, "guest")])), without(&[SignIn]));
    assert_eq!(guide::steps(kb, &given(&[(Problem, "cannot-sign-in")])), without(&[SignIn]));
    for issue in kb.issues().issue.iter() {
        let asks = guide::steps(kb, &given(&[(Problem, &issue.id)])).contains(&Urgent);
        assert_eq!(asks, !issue.urgent, "{}", issue.id);
    }
    let contacted = guide::steps(kb, &given(&[(Contact, "sms")]));
    assert_eq!(contacted.last(), Some(&Shown));
    // What a KB says nothing about is not asked.
    let dir = copy_of_example("guide");
    let text = std::fs::read_to_string(dir.join("audiences.toml")).unwrap();
    let (comment, lists) = text.split_once("\n[[audience]]").unwrap();
    std::fs::write(dir.join("audiences.toml"), format!("{comment}\n[[device]]{}", lists.split_once("\n[[device]]").unwrap().1)).unwrap();
    assert!(guide::steps(utility(), &Given::default()).contains(&Audience));
    let other: &'static Kb = Box::leak(Box::new(Kb::open(&dir).unwrap().0));
    assert_eq!(guide::steps(other, &Given::default()), without(&[Audience]));
}

#[test]
fn every_question_has_a_usual_answer_and_is_put_in_both_languages() {
    for kb in [kb(), utility()] {
        for step in guide::steps(kb, &given(&[(Step::Contact, "sms")])) {
            let asked = guide::question(kb, step, None);
            assert_ne!(asked.title.ja, asked.title.en);
            assert_eq!(asked.choices.is_empty(), step == Step::Shown);
            assert!(asked.choices.is_empty() || asked.usual < asked.choices.len());
            for lang in Lang::ALL {
                let mut names: Vec<&str> = asked.choices.iter().map(|c| c.name.get(lang)).collect();
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), asked.choices.len(), "{step:?}");
            }
        }
    }
    let usual = |step, audience| {
        let asked = guide::question(kb(), step, audience);
        asked.choices[asked.usual].id.clone()
    };
    assert_eq!(usual(Step::Audience, None), "member", "the KB says who usually asks");
    assert_eq!(usual(Step::Audience, Some("business")), "business", "unless the user has set it");
    assert_eq!([usual(Step::SignIn, None), usual(Step::Talk, None), usual(Step::Urgent, None)], ["yes", "yes", "no"]);
    assert_eq!(usual(Step::Contact, None), "");
}

/// The whole answer is about one screen, and the commands under it give the same.
#[test]
fn every_issue_ends_on_one_screen_with_commands_that_say_the_same() {
    let audiences = ["guest", "member", "prime", "business"];
    for (place, issue) in ISSUES.iter().enumerate() {
        // Each with another audience and other circumstances.
        let audience = audiences[place % 4];
        let (talk, urgent) = (["yes", "no"][place / 4 % 2], ["no", "yes"][place / 8 % 2]);
        let answers = [(Step::Problem, *issue), (Step::Audience, audience), (Step::Talk, talk), (Step::Urgent, urgent)];
        let answer = come_to(kb(), &answers);
        let route = answer.route.as_ref().unwrap();
        for lang in Lang::ALL {
            let text = page(kb(), &answer, lang, 80);
            assert!(text.lines().count() <= 44, "{issue}: {}\n{text}", text.lines().count());
            // A command is not folded, so that it can be copied.
            assert!(text.lines().all(|line| columns(line) <= 80 || line.starts_with("  amazon-help ")), "{issue}: {text}");
            let first = &route.recommendations[0];
            let said = bare(&text);
            assert!(said.contains(&bare(first.name.get(lang))), "{issue}: {text}");
            assert!(first.steps.iter().all(|step| said.contains(&bare(step.get(lang)))), "{issue}: {text}");
            for title in [lang.pick("手元に用意するもの", "Have ready"), lang.pick("だれにも教えてはいけない", "Never tell")]
            {
                assert!(text.contains(title), "{issue}: {text}");
            }
        }
        for line in &answer.commands {
            let words = shell_words::split(line).unwrap();
            assert!(Whole::try_parse_from(&words).is_ok(), "{line}");
            assert!(page(kb(), &answer, Lang::Ja, 200).contains(line.as_str()));
        }
        let words = shell_words::split(&answer.commands[0]).unwrap();
        let again = json(&[&words[1..].iter().map(String::as_str).collect::<Vec<_>>()[..], &["--at", WEEKDAY]].concat());
        assert_eq!(again["command"], "route");
        let channels = |v: &serde_json::Value| -> Vec<String> {
            v["recommendations"].as_array().unwrap().iter().map(|r| r["channel"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(channels(&again), route.recommendations.iter().map(|r| r.channel.clone()).collect::<Vec<_>>(), "{issue}");
    }
}

#[test]
fn what_came_is_checked_as_what_it_is_and_stands_first() {
    let problem = [(Step::Problem, "return"), (Step::Audience, "member")];
    let check = |contact: &str, shown: &str| come_to(kb(), &[&problem[..], &[(Step::Contact, contact), (Step::Shown, shown)]].concat());

    let sms = check("sms", "０１２０－５５５－０１２");
    assert!(matches!(&sms.checked, Some(Checked::Number(a)) if a.verdict == Verdict::Dangerous), "a number that came in a message");
    assert_eq!(sms.commands[0], "amazon-help check-number ０１２０－５５５－０１２ --found sms");
    for lang in Lang::ALL {
        let text = page(kb(), &sms, lang, 80);
        let never = text.find(lang.pick("絶対にかけないでください", "Never dial this")).unwrap();
        assert!(never < text.find(lang.pick("手順", "Steps")).unwrap(), "{text}");
    }
    let call = check("call", "03-5555-0199");
    assert!(matches!(&call.checked, Some(Checked::Number(a)) if a.verdict == Verdict::Unknown));
    assert_eq!(call.commands[0], "amazon-help check-number 03-5555-0199 --incoming");
    let link = check("search", "https://amazon.co.jp.example.top/help");
    assert!(matches!(&link.checked, Some(Checked::Url(a)) if a.verdict == UrlVerdict::Lookalike));
    assert_eq!(link.commands[0], "amazon-help check-url https://amazon.co.jp.example.top/help");
    let words = check("email", "Your Amazon account is suspended: https://login.example.top/ it's urgent");
    assert!(matches!(&words.checked, Some(Checked::Message(_))));
    let line = shell_words::split(&words.commands[0]).unwrap();
    assert_eq!(line[1..4], ["check-message", "--kind", "email"]);
    assert_eq!(line[5], "Your Amazon account is suspended: https://login.example.top/ it's urgent");
    // Of several lines.
    assert_eq!(check("sms", "Amazon です\nhttps://login.example.top/").commands[0], "amazon-help check-message --kind sms");
    // Nothing to check, but somebody called.
    let nothing = check("call", "  ");
    assert_eq!(nothing.checked, None);
    for lang in Lang::ALL {
        assert!(page(kb(), &nothing, lang, 80).contains(lang.pick("かけ直しもしないで", "do not call the number back")));
    }
    // Nobody was in touch: what was typed before somebody went back counts no more.
    let none = come_to(kb(), &[&problem[..], &[(Step::Shown, "0120-555-012"), (Step::Contact, "")]].concat());
    assert_eq!((none.checked, none.contact), (None, None));
}

#[test]
fn a_problem_on_no_list_leads_to_the_general_one_or_to_the_entrance() {
    let general = come_to(kb(), &[(Step::Problem, "")]);
    assert_eq!(general.route.unwrap().issue, "contact-support");
    let answer = come_to(utility(), &[(Step::Problem, "")]);
    assert_eq!(answer.route, None);
    for lang in Lang::ALL {
        let text = page(utility(), &answer, lang, 80);
        assert!(text.contains("https://www.mihon-power.example/contact"), "{text}");
        assert!(!text.to_lowercase().contains("amazon.") && !text.contains("アマゾン"), "{text}");
    }
}

#[test]
fn hidden_characters_of_what_was_pasted_are_shown_escaped() {
    let answer = come_to(kb(), &[(Step::Problem, "return"), (Step::Contact, "sms"), (Step::Shown, "\u{1b}]0;x\u{7}0120\u{202e}")]);
    for lang in Lang::ALL {
        let text = page(kb(), &answer, lang, 80);
        assert!(text.chars().all(|c| c == '\n' || !amazon_help::text::is_hidden(c)), "{text:?}");
    }
}

#[test]
fn without_a_terminal_it_says_what_to_run() {
    for (lang, words) in [("ja", "端末"), ("en", "terminal")] {
        let ran = run(&["guide", "--lang", lang]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(words), "{}", ran.err);
        for command in ["route", "hours", "prepare --issue ID", "check-number", "check-url", "check-message"] {
            assert!(ran.err.contains(&format!("amazon-help {command}")), "{}", ran.err);
        }
        let ran = run(&["guide", "--lang", lang, "--format", "json"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("--format json"), "{}", ran.err);
    }
}

#[test]
fn without_a_command_the_things_people_come_for_are_shown() {
    for lang in ["ja", "en"] {
        for args in [vec!["--lang", lang], vec!["--lang", lang, "--format", "plain"], vec!["--lang", lang, "--ascii", "--width", "60"]] {
            let ran = run(&args);
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert!(ran.out.lines().count() <= 24, "a short page: {}", ran.out);
            for command in ["route ", "check-number ", "check-url ", "check-message ", "hours", "prepare --issue ", "guide", "--help"] {
                assert!(ran.out.contains(&format!("amazon-help {command}")), "{command}: {}", ran.out);
            }
            let commands =
                ran.out.lines().map(str::trim).filter(|l| l.starts_with("amazon-help ") && !l.contains('<') && !l.ends_with("guide"));
            for line in commands {
                let words = shell_words::split(line).unwrap();
                assert_eq!(run(&words[1..].iter().map(String::as_str).collect::<Vec<_>>()).code, 0, "{line}");
            }
        }
    }
    let other = run(&["--kb", "data/example-utility", "--lang", "en"]);
    assert!(other.out.contains("Mihon Power & Gas") && other.out.contains("--issue gas-smell"), "{}", other.out);
    assert_eq!(run(&["--format", "json"]).code, 2);
    assert_eq!(run(&["--no-such-option"]).code, 2);
    assert_eq!(run(&["--kb", "/nowhere"]).code, 1);
}

/// From start to end with the arrow keys, in both languages; what is printed at the end is what was chosen.
#[test]
fn somebody_is_led_through_on_a_terminal() {
    if !terminal::there() {
        return;
    }
    for (lang, typed, what, who, sign, talk, urgent, contact, shown, end) in [
        (
            "ja",
            "返金",
            "どうしましたか",
            "あなたはどれに",
            "サインインできますか",
            "声を出して",
            "急いで",
            "名乗る連絡",
            "その番号・リンク",
            ["返金してほしい・返金が来ない: まず「チャット」", "絶対にかけないでください", "手元に用意するもの"],
        ),
        (
            "en",
            "get a refund",
            "What happened?",
            "Which of these are you?",
            "Can you sign in",
            "Can you speak",
            "Is it urgent?",
            "Did somebody contact you",
            "The number, link",
            ["Get a refund / refund has not come: start with Chat", "Never dial this", "Have ready"],
        ),
    ] {
        let terminal = Terminal::open(&format!("led-{lang}"), 80, 40, &format!("amazon-help guide --lang {lang} --at {WEEKDAY}"));
        terminal.see(what);
        terminal.write(typed).press(&["Enter"]);
        terminal.see(who);
        terminal.press(&["Down", "Enter"]); // from member to prime
        terminal.see(sign);
        terminal.press(&["Enter"]);
        terminal.see(talk);
        terminal.press(&["Down", "Enter"]); // no
        terminal.see(urgent);
        terminal.press(&["Enter"]);
        terminal.see(contact);
        terminal.press(&["Down", "Down", "Enter"]); // a text message
        terminal.see(shown);
        terminal.write("0120-555-012").press(&["Enter"]);
        let all = terminal.see("[ended 0]");
        for words in end {
            assert!(all.contains(words), "{words}: {all}");
        }
        for line in ["check-number 0120-555-012 --found sms", "route --issue refund --as prime --cannot-talk"] {
            assert!(all.contains(&format!("amazon-help {line} --lang {lang} --at {WEEKDAY}")), "{all}");
        }
    }
}

#[test]
fn escape_goes_back_and_keeps_what_was_chosen_before() {
    if !terminal::there() {
        return;
    }
    let terminal = Terminal::open("back", 100, 40, &format!("amazon-help guide --lang en --at {WEEKDAY}"));
    terminal.see("What happened?");
    terminal.write("never arrived").press(&["Enter"]);
    terminal.see("Which of these are you?");
    terminal.press(&["Escape"]);
    terminal.see("Esc to leave");
    terminal.press(&["Enter"]);
    terminal.see("? Which of these are you?");
    terminal.press(&["Up", "Enter"]); // from member to guest, who is not asked about signing in
    terminal.see("Can you speak");
    terminal.press(&["Enter"]);
    terminal.see("Is it urgent?");
    terminal.press(&["Enter"]);
    let asked = terminal.see("Did somebody contact you");
    assert!(!asked.contains("Can you sign in"), "{asked}");
    terminal.press(&["Enter"]);
    let all = terminal.see("[ended 0]");
    assert!(all.contains("amazon-help route --issue not-delivered --as guest"), "{all}");
}

#[test]
fn leaving_is_no_failure_and_prints_nothing() {
    if !terminal::there() {
        return;
    }
    for (name, key) in [("escape", "Escape"), ("control-c", "C-c")] {
        let terminal = Terminal::open(name, 80, 24, "amazon-help guide --lang en > out.txt");
        terminal.see("What happened?");
        terminal.press(&[key]);
        let all = terminal.see("[ended 0]");
        assert!(all.contains("Nothing was kept"), "{all}");
    }
    std::fs::remove_file("out.txt").unwrap();
}

/// What is left of a pasted text would go to the shell as commands.
#[test]
fn nothing_of_a_pasted_message_reaches_the_shell() {
    if !terminal::there() {
        return;
    }
    for (name, bracketed) in [("bracketed", true), ("as-keys", false)] {
        let terminal = Terminal::open(name, 80, 40, &format!("amazon-help guide --lang en --at {WEEKDAY}"));
        terminal.see("What happened?");
        terminal.write("suspicious").press(&["Enter"]);
        terminal.see("Which of these are you?");
        terminal.press(&["Enter"]);
        terminal.see("Can you sign in");
        terminal.press(&["Enter"]);
        terminal.see("Can you speak");
        terminal.press(&["Enter"]);
        terminal.see("Did somebody contact you");
        terminal.press(&["Down", "Down", "Enter"]);
        terminal.see("The number, link");
        terminal.paste("Amazon: your account is suspended.\necho HACKED\nhttps://login.example.top/\n", bracketed);
        if bracketed {
            terminal.see("example.top");
            terminal.press(&["Enter"]);
        }
        let all = terminal.see("[ended 0]");
        let after = all.rsplit("[ended 0]").next().unwrap();
        assert!(!after.contains("HACKED") && !after.contains("example.top"), "{all}");
        assert!(all.contains("Do not tap, reply or call"), "the whole message was checked: {all}");
    }
}

/// What changes the answers is in the commands at the end; what cannot be answered is said before the first question.
#[test]
fn options_hold_for_the_guide_and_its_commands() {
    if !terminal::there() {
        return;
    }
    let options = format!("--kb data/example-utility --at {WEEKDAY} --tz Europe/London --no-overlay");
    let terminal = Terminal::open("options", 100, 60, &format!("amazon-help guide --lang en {options}"));
    terminal.see("What happened?");
    for _ in 0..12 {
        terminal.press(&["Enter"]);
    }
    let all = terminal.see("[ended 0]");
    assert!(all.contains(&format!("--lang en {options}")), "{all}");
    assert!(all.contains("London"), "{all}");
    for (name, line, code, words) in [
        ("no-kb", "guide --kb data/nowhere", 1, "data/nowhere"),
        ("no-zone", "guide --tz Nowhere/Land --at 2026-11-25T10:00", 2, "Nowhere/Land"),
        ("no-width", "guide --width 7", 2, "--width"),
        ("json", "guide --format json", 2, "--format table"),
        ("bare-json", "--format json", 2, "amazon-help --help"),
        ("bare-kb", "--kb data/nowhere", 1, "data/nowhere"),
    ] {
        let terminal = Terminal::open(name, 100, 60, &format!("amazon-help {line} --lang en"));
        for _ in 0..12 {
            terminal.press(&["Enter"]);
        }
        let all = terminal.see(&format!("[ended {code}]"));
        assert!(all.contains(words), "{line}: {all}");
    }
}

#[test]
fn without_a_command_a_terminal_is_offered_the_guide() {
    if !terminal::there() {
        return;
    }
    let terminal = Terminal::open("offer", 80, 40, "amazon-help --lang ja");
    terminal.see("案内を始めますか");
    terminal.press(&["Enter"]);
    terminal.see("どうしましたか");
    terminal.press(&["Escape"]);
    terminal.see("[ended 0]");
    let terminal = Terminal::open("declined", 80, 40, "amazon-help --lang ja");
    terminal.see("案内を始めますか");
    terminal.press(&["Down", "Enter"]);
    assert!(!terminal.see("[ended 0]").contains("どうしましたか"));
}

#[test]
fn colour_is_the_users_choice_and_small_terminals_will_do() {
    if !terminal::there() {
        return;
    }
    for (name, line, colour) in [
        ("colour", "amazon-help guide --lang ja", true),
        ("no-color", "NO_COLOR=1 amazon-help guide --lang ja", false),
        ("never", "amazon-help guide --lang ja --color never", false),
    ] {
        let terminal = Terminal::open(name, 40, 10, line);
        terminal.see("どうしましたか");
        assert_eq!(terminal.painted().contains("\u{1b}[3"), colour, "{name}: {:?}", terminal.painted());
    }
    let dumb = Terminal::open("dumb", 80, 24, "TERM=dumb amazon-help guide --lang en");
    assert!(dumb.see("[ended 2]").contains("amazon-help hours"));
}

#[test]
fn a_pager_is_used_when_asked_for_and_only_on_a_terminal() {
    if !terminal::there() {
        return;
    }
    let own = "AMAZON_HELP_PAGER=\"sed 's/^/paged: /'\"";
    for (name, line, paged) in [
        ("asked", format!("{own} amazon-help hours --lang en --pager"), true),
        ("by-the-usual-variable", "PAGER=\"sed 's/^/paged: /'\" amazon-help hours --lang en --pager".to_owned(), true),
        ("not-asked", format!("{own} amazon-help hours --lang en"), false),
        ("piped", format!("{own} amazon-help hours --lang en --pager | cat"), false),
    ] {
        let all = Terminal::open(name, 80, 40, &line).see("[ended 0]");
        assert_eq!(all.contains("paged: "), paged, "{name}: {all}");
        assert!(all.contains("Japan time"), "{name}: {all}");
    }
    // The check's exit code is still told, and a pager that is not there costs nobody the answer.
    let all = Terminal::open("code", 80, 40, &format!("{own} amazon-help check-url https://a.example/ --pager")).see("[ended 10]");
    assert!(all.contains("paged: "), "{all}");
    for (name, pager) in [("missing", "no-such-pager"), ("fails", "false"), ("breaks", "'sh -c \"exit 3\"'"), ("unbalanced", "'\"'")] {
        let all = Terminal::open(name, 80, 40, &format!("PAGER={pager} amazon-help hours --lang en --pager")).see("[ended 0]");
        assert!(all.contains("did not show the answer") && all.contains("Japan time"), "{pager}: {all}");
    }
}

#[test]
fn rows_of_a_file_go_through_no_pager() {
    let ran = run(&["check-number", "--input", "tests/cmd/calls.csv", "--column", "caller", "--pager"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("--input"), "{}", ran.err);
}
