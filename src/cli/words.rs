//! Words that begin with a hyphen and can be no option: `-+81 50…`, `--- Notice`. They are taken for what they are where a command takes words.

use std::ffi::OsString;

use clap::Parser;

use super::Whole;

/// Whether an argument begins with a hyphen and is no option, mistyped as that may be: options are made of Latin letters and hyphens.
fn is_words(arg: &OsString) -> bool {
    let Some(rest) = arg.to_str().and_then(|arg| arg.strip_prefix('-')) else {
        return false;
    };
    let name = rest.trim_start_matches('-').split('=').next().unwrap_or_default();
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let option = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(letter);
    !matches!(rest, "" | "-") && !option
}

/// The command line with such words moved to its end, where nothing is an option, or what is wrong with it then; none where it has no such words.
pub fn parse(args: &[OsString]) -> Option<Result<Whole, clap::Error>> {
    let end = args.iter().position(|arg| arg == "--").unwrap_or(args.len());
    let (before, behind) = args.split_at(end);
    let is_option = |at: usize| before.get(at).and_then(|arg| arg.to_str()).is_some_and(|arg| arg.starts_with("--"));
    let all = |at: usize| at > 0 && is_words(&before[at]);
    // What stands behind an option may be its value.
    let loose = |at: usize| all(at) && !is_option(at - 1);
    if !(0..before.len()).any(all) {
        return None;
    }
    let moved = |is_moved: &dyn Fn(usize) -> bool| {
        let (words, kept): (Vec<usize>, Vec<usize>) = (0..before.len()).partition(|at| is_moved(*at));
        let at = |at: usize| before[at].clone();
        let rest = behind.iter().skip(1).cloned();
        Whole::try_parse_from(kept.into_iter().map(at).chain([OsString::from("--")]).chain(words.into_iter().map(at)).chain(rest))
    };
    let parsed = moved(&loose);
    Some(if parsed.is_ok() { parsed } else { moved(&all).or(parsed) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::error::ErrorKind;

    #[test]
    fn words_are_told_from_options() {
        for (arg, words) in [
            ("-+81 50-5555-0123", true),
            ("-0120-555-012", true),
            ("--- お知らせ", true),
            ("-返品したい", true),
            ("-18x@mail.example.com", true),
            ("-a@example.com", true),
            ("--two words", true),
            ("---", true),
            ("-x", false),
            ("--incomming", false),
            ("--kb=/a b", false),
            ("--no-such-option=返品", false),
            ("-", false),
            ("--", false),
            ("返品", false),
            ("0120-555-012", false),
        ] {
            assert_eq!(is_words(&OsString::from(arg)), words, "{arg}");
        }
    }

    fn parsed(args: &[&str]) -> Option<Result<String, ErrorKind>> {
        let args: Vec<OsString> = std::iter::once(&"amazon-help").chain(args).map(OsString::from).collect();
        parse(&args).map(|parsed| parsed.map(|whole| format!("{:?}", whole.command)).map_err(|error| error.kind()))
    }

    #[test]
    fn words_go_where_words_are_taken() {
        for (args, holds) in [
            (&["check-number", "-+81 50-5555-0123"][..], "-+81 50-5555-0123"),
            (&["check-number", "-0120-555-012", "--found", "sms", "03-5555-0123"], "-0120-555-012"),
            (&["check-url", "-https://login.example.top/"], "-https://login.example.top/"),
            (&["route", "-返品したい", "--urgent"], "-返品したい"),
            (&["issues", "--- 返品"], "--- 返品"),
            (&["faq", "-領収書"], "-領収書"),
            (&["explain", "-F127."], "-F127."),
        ] {
            assert!(parsed(args).is_some_and(|p| p.is_ok_and(|p| p.contains(&format!("{holds:?}")))), "{args:?}");
        }
        // Options around them are options still.
        for (args, holds) in [
            (&["route", "-返品したい", "--urgent"][..], "urgent: true"),
            (&["check-number", "--incoming", "-+81 50-5555-0123", "--found", "sms"], "incoming: true"),
        ] {
            assert!(
                parsed(args).is_some_and(|p| p.is_ok_and(|p| p.contains(holds) && !p.contains("\"--"))) || args[1] == "--text",
                "{args:?}"
            );
        }
        assert_eq!(parsed(&["check-number", "-+81 50-5555-0123", "--incomming"]), Some(Err(ErrorKind::UnknownArgument)));
        assert_eq!(parsed(&["check-number", "0120-555-012", "--incomming"]), None);
        assert!(parsed(&["kb", "stale", "-+81"]).is_some_and(|p| p.is_err()));
    }
}
