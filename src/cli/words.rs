//! Words that begin with a hyphen and can be no option: `-+81 50…`, `--- Notice`. They are taken for what they are where a command takes words.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Command, CommandFactory, FromArgMatches, Parser};

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

/// The command line with such words taken as words, or what else is wrong with it; none where it has no such words, or they fit nowhere.
pub fn parse(args: &[OsString]) -> Option<Result<Whole, clap::Error>> {
    if !args.iter().skip(1).take_while(|arg| *arg != "--").any(is_words) {
        return None;
    }
    // Without them, a mistyped option shows.
    let others = args.iter().filter(|arg| !is_words(arg));
    if let Err(error) = Whole::try_parse_from(others)
        && error.kind() == ErrorKind::UnknownArgument
    {
        return Some(Err(error));
    }
    let matches = taking_words(Whole::command()).try_get_matches_from(args).ok()?;
    Some(Whole::from_arg_matches(&matches))
}

/// The command in which every place for words takes such as begin with a hyphen.
fn taking_words(command: Command) -> Command {
    let command = command.mut_args(|arg| if arg.is_positional() { arg.allow_hyphen_values(true) } else { arg });
    command.mut_subcommands(taking_words)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(parsed(&["check-number", "-+81 50-5555-0123", "--incomming"]), Some(Err(ErrorKind::UnknownArgument)));
        assert_eq!(parsed(&["check-number", "0120-555-012", "--incomming"]), None);
        assert!(parsed(&["kb", "stale", "-+81"]).is_none());
    }
}
