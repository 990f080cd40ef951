//! From the command line to the exit code: load, ask, show. The only place that reads the clock and the environment, and that prints.

mod config;
mod fills;
mod folder;
mod guide;
mod hours;
mod install;
mod many;
mod message;
mod overlay;
mod pager;
mod print;
mod settle;
mod upkeep;
mod usage;

use std::ffi::OsString;
use std::path::Path;

use chrono::{DateTime, Utc};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser};

use config::Config;
use print::{tell, write_err, write_err_as_is, write_out};
use settle::{bad_moment, kb_dir, language, style, with_zone};

use crate::ask::{NoAnswer, channels, explain, faq, hours as ask_hours, issues, number, prepare, route, url};
use crate::cli::{Any, Bare, Cli, Command, Global, KbCommand, Nothing, Problem, Whole, words};
use crate::kb::Kb;
use crate::kb::record::{UrlVerdict, Verdict};
use crate::show::{self, Answer, Format, Style};
use crate::text::moment;
use crate::text::{Lang, Text, escaped};

/// Exit codes. All others are reserved.
pub mod code {
    /// Answered; for checks: clear.
    pub const OK: u8 = 0;
    /// It could not be done.
    pub const FAILED: u8 = 1;
    /// The command line is wrong.
    pub const USAGE: u8 = 2;
    /// The KB has no answer.
    pub const NO_ANSWER: u8 = 3;
    /// A check ended in caution.
    pub const CAUTION: u8 = 10;
    /// A check ended in danger.
    pub const DANGER: u8 = 20;
}

/// Why there is no answer on standard output.
#[derive(Debug)]
enum Stop {
    /// The command line is wrong: what and what to do.
    Usage(Text),
    /// The KB has no answer; and which KB it is, unless it is the built-in one.
    NoAnswer(Box<NoAnswer>, Option<Text>),
    /// The KB is not fit to answer from; what is wrong with it is said already.
    BadKb(String),
    /// It could not be done: what, why and what to do.
    Failed(Text),
    /// Whoever was asked has left.
    Gone,
}

impl From<NoAnswer> for Stop {
    fn from(error: NoAnswer) -> Stop {
        Stop::NoAnswer(Box::new(error), None)
    }
}

/// Runs the program and returns its exit code.
///
/// # Errors
/// When the answer could not be written. A closed pipe is no error.
pub fn main(args: impl Iterator<Item = OsString>) -> anyhow::Result<u8> {
    let args: Vec<OsString> = args.collect();
    let mut config = Config::read();
    let lang = language(&args, &config);
    let cli = match Cli::try_parse_from_lang(&args) {
        Ok(cli) => cli,
        // What is not asked every day, or wrong: the whole command line tells.
        Err(_) => match words::parse(&args).unwrap_or_else(|| Whole::try_parse_from(&args)) {
            Ok(Whole { command: Any::Daily(command), global, rare }) => {
                config.take(&rare);
                Cli { command, global, rare: Nothing {} }
            }
            Ok(Whole { command: Any::Guide, global, rare }) => {
                config.take(&rare);
                return finish(guide::answer(&global, &config, lang), &config, lang);
            }
            Ok(Whole { command: Any::Install(command), global, rare }) => {
                config.take(&rare);
                return finish(install::answer(&command, &global, &config, lang), &config, lang);
            }
            Err(error) if error.kind() == ErrorKind::DisplayVersion => return usage::version(&args, lang),
            Err(error) => {
                return match Bare::try_parse_from(&args) {
                    Ok(Bare { global, rare }) => {
                        config.take(&rare);
                        guide::start(&global, &config, lang)
                    }
                    Err(_) => usage::explain(&error, &args, lang),
                };
            }
        },
    };
    let lang = cli.global.lang.map_or(lang, Lang::from);
    finish(answer(&cli, &config, lang), &config, lang)
}

/// Prints the answer, or says why there is none.
fn finish(answer: Result<(String, u8), Stop>, config: &Config, lang: Lang) -> anyhow::Result<u8> {
    match answer {
        Ok((text, code)) => {
            if config.pager {
                pager::page(&text, lang)?
            } else {
                write_out(&text, lang)?
            }
            Ok(code)
        }
        Err(stop) => stopped(stop, lang),
    }
}

/// Says why there is no answer.
fn stopped(stop: Stop, lang: Lang) -> anyhow::Result<u8> {
    Ok(match stop {
        Stop::Usage(text) => {
            write_err(&format!("{}\n", text.get(lang)));
            code::USAGE
        }
        Stop::NoAnswer(error, origin) => {
            write_err(&show::error::no_answer(&error, lang));
            tell(origin.as_ref(), lang);
            code::NO_ANSWER
        }
        Stop::Failed(text) => {
            write_err(&format!("{}\n", text.get(lang)));
            code::FAILED
        }
        Stop::Gone => code::OK,
        Stop::BadKb(text) => {
            write_err_as_is(&text);
            code::FAILED
        }
    })
}

impl Cli {
    fn try_parse_from_lang(args: &[OsString]) -> Result<Cli, clap::Error> {
        let mut command = Cli::command();
        let matches = command.try_get_matches_from_mut(args);
        // The process ends soon; taking the command apart piece by piece costs more than a twentieth of a run.
        std::mem::forget(command);
        Cli::from_arg_matches(&matches?)
    }
}

/// The answer to the command and its exit code.
fn answer(cli: &Cli, config: &Config, lang: Lang) -> Result<(String, u8), Stop> {
    let style = style(&cli.global, config, lang)?;
    config.sound(&style)?;
    if config.pager && cli.command.has_rows() {
        return Err(Stop::Usage(Text::new(
            "--pager は --input と一緒に使えません。行は読んだそばから出ます。「… | less」のようにつないでください。",
            "--pager does not go with --input, whose rows come out as they are read. Pipe them, as in … | less.",
        )));
    }
    match (style.format, &cli.command) {
        (Format::Svg, Command::Hours(_)) | (Format::Html, Command::Hours(_) | Command::Prepare(_)) => {}
        (Format::Markdown | Format::Text, Command::Prepare(_)) => {}
        (Format::Svg, _) => {
            return Err(Stop::Usage(Text::new(
                "--format svg は hours で使います。例: amazon-help hours --week --format svg",
                "--format svg goes with hours, such as amazon-help hours --week --format svg.",
            )));
        }
        (Format::Html, _) => {
            return Err(Stop::Usage(Text::new(
                "--format html は prepare か hours で使います。例: amazon-help prepare --issue return --format html",
                "--format html goes with prepare or hours, such as amazon-help prepare --issue return --format html.",
            )));
        }
        (Format::Markdown | Format::Text, _) => return Err(fills::only_to_prepare()),
        _ => {}
    }
    if let Command::Kb(args) = &cli.command {
        match &args.command {
            KbCommand::Check { dir } => {
                let dir = dir.clone().or_else(|| kb_dir(&cli.global));
                return upkeep::check(dir.as_deref(), &cli.global, &style);
            }
            KbCommand::Schema { topic } => return upkeep::schemas(topic.as_deref(), &style),
            KbCommand::Claims { .. } | KbCommand::Stale => {}
        }
    }
    let kb = open(kb_dir(&cli.global).as_deref(), &style)?;
    // Never taken apart: the process ends with the answer.
    let kb: &'static Kb = Box::leak(Box::new(overlay::add(kb, &overlay::files(&cli.global), &style)?));
    answer_from(kb, cli, config, style).map_err(|stop| match stop {
        Stop::NoAnswer(error, _) => Stop::NoAnswer(error, show::origin::line(kb)),
        stop => stop,
    })
}

/// The KB in a folder, or the built-in one.
fn open(dir: Option<&Path>, style: &Style) -> Result<Kb, Stop> {
    match dir {
        Some(dir) => Ok(Kb::open(dir).map_err(|report| Stop::BadKb(refused(dir, &show::report(&report, style), style.lang)))?.0),
        None => Ok(Kb::built_in()),
    }
}

/// The answer of a KB to the command, and its exit code.
fn answer_from(kb: &'static Kb, cli: &Cli, config: &Config, style: Style) -> Result<(String, u8), Stop> {
    let at = answer_moment(kb, &cli.global, Utc::now())?;
    match &cli.command {
        Command::CheckNumber(args) => {
            let day = ask_hours::home_day(kb, at);
            if let Some(path) = &args.rows.input {
                return many::numbers(kb, path, args, day, &style).map(|code| (String::new(), code));
            }
            if style.format == Format::Csv {
                return Err(only_with_input("csv"));
            }
            let answers: Vec<number::Answer> = args
                .numbers
                .iter()
                .map(|input| {
                    let found = args.found.map(|f| f.0);
                    number::ask(kb, &number::Question { input, found, incoming: args.incoming, at: day })
                })
                .collect();
            let worst = answers.iter().map(|a| severity(a.verdict)).max().unwrap_or(code::OK);
            Ok((show::answer(kb, &Answer::Number(&answers), &style), worst))
        }
        Command::CheckUrl(args) => {
            if let Some(path) = &args.rows.input {
                return many::urls(kb, path, args, ask_hours::home_day(kb, at), &style).map(|code| (String::new(), code));
            }
            if style.format == Format::Csv {
                return Err(only_with_input("csv"));
            }
            let answers: Vec<url::Answer> = args.urls.iter().map(|input| url::ask(kb, input, ask_hours::home_day(kb, at))).collect();
            let worst = answers.iter().map(|a| url_severity(a.verdict)).max().unwrap_or(code::OK);
            Ok((show::answer(kb, &Answer::Url(&answers), &style), worst))
        }
        Command::CheckMessage(args) => {
            let day = ask_hours::home_day(kb, at);
            if let Some(path) = &args.rows.input {
                return many::messages(kb, path, args, day, &style).map(|code| (String::new(), code));
            }
            if style.format == Format::Csv {
                return Err(only_with_input("csv"));
            }
            message::one(kb, args, day, &style)
        }
        Command::Route(args) => {
            let question = question(kb, &args.problem, &args.circumstances, config, &style)?;
            let answer = route::ask(kb, &question, at)?;
            let style = with_zone(style, &cli.global, config, kb)?;
            Ok((show::answer(kb, &Answer::Route(&answer), &style), code::OK))
        }
        Command::Prepare(args) => {
            let question = question(kb, &args.problem, &args.circumstances, config, &style)?;
            let mut answer = prepare::ask(kb, &question, args.channel.as_deref(), at)?;
            fills::fill(kb, &mut answer, &args.fills, ask_hours::home_day(kb, at))?;
            let style = with_zone(style, &cli.global, config, kb)?;
            Ok((show::answer(kb, &Answer::Prepare(&answer), &style), code::OK))
        }
        Command::Hours(args) => {
            let style = with_zone(style, &cli.global, config, kb)?;
            hours::answer(kb, args, at, &style)
        }
        Command::Issues(args) => {
            if let Some(path) = &args.rows.input {
                return many::issues(kb, path, args, &style).map(|code| (String::new(), code));
            }
            if style.format == Format::Csv {
                return Err(only_with_input("csv"));
            }
            let text = args.problem.join(" ");
            let answers: Vec<issues::Answer<'_>> =
                if text.trim().is_empty() { Vec::new() } else { vec![issues::Matcher::new(kb).rank(&text)] };
            let code = if answers.iter().all(|a| a.issue.is_some()) { code::OK } else { code::NO_ANSWER };
            Ok((show::answer(kb, &Answer::Issues(&answers), &style), code))
        }
        Command::Channels(args) => {
            let answer = channels::ask(kb, &args.channels, at)?;
            let style = with_zone(style, &cli.global, config, kb)?;
            Ok((show::answer(kb, &Answer::Channels(&answer), &style), code::OK))
        }
        Command::Faq(args) => {
            let answer = faq::ask(kb, &args.words, ask_hours::home_day(kb, at))?;
            Ok((show::answer(kb, &Answer::Faq(&answer), &style), code::OK))
        }
        Command::Explain(args) => {
            let answer = explain::ask(kb, &args.id, ask_hours::home_day(kb, at))?;
            Ok((show::answer(kb, &Answer::Explain(&answer), &style), code::OK))
        }
        Command::Kb(args) => Ok((upkeep::answer(kb, &args.command, ask_hours::home_day(kb, at), &style), code::OK)),
    }
}

/// The moment to answer as of.
fn answer_moment(kb: &Kb, global: &Global, now: DateTime<Utc>) -> Result<DateTime<Utc>, Stop> {
    match &global.at {
        Some(text) => moment::parse(text, ask_hours::home_zone(kb), now).map_err(|e| bad_moment(text, &e)),
        None => Ok(now),
    }
}

fn only_with_input(format: &str) -> Stop {
    Stop::Usage(Text::new(format!("--format {format} は --input と一緒に使います。"), format!("--format {format} goes with --input.")))
}

/// How severe a verdict is, as an exit code: clear < caution < danger.
fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Official | Verdict::PublicService => code::OK,
        Verdict::Disputed | Verdict::Unknown | Verdict::NotAPhoneNumber | Verdict::Suspicious => code::CAUTION,
        Verdict::Dangerous => code::DANGER,
    }
}

/// The same for web addresses.
fn url_severity(verdict: UrlVerdict) -> u8 {
    match verdict {
        UrlVerdict::Official => code::OK,
        UrlVerdict::Hosted | UrlVerdict::NotOfficial | UrlVerdict::NotAUrl => code::CAUTION,
        UrlVerdict::Lookalike => code::DANGER,
    }
}

fn question(
    kb: &Kb,
    problem: &Problem,
    circumstances: &crate::cli::Circumstances,
    config: &Config,
    style: &Style,
) -> Result<route::Question, Stop> {
    let text = problem.problem.join(" ");
    if problem.issue.is_none() && text.trim().is_empty() {
        let width = kb.issues().issue.iter().map(|i| i.id.len()).max().unwrap_or(0);
        let list: String = kb.issues().issue.iter().map(|i| format!("\n  {:width$}  {}", i.id, i.name.get(style.lang))).collect();
        return Err(Stop::Usage(Text::new(
            format!("困っていることを言葉で書くか、--issue ID で選んでください。{list}"),
            format!("Say what the problem is in your own words, or choose it with --issue ID:{list}"),
        )));
    }
    let [audience, device] = config.circumstances(kb, style)?;
    Ok(route::Question {
        issue: problem.issue.clone(),
        text,
        audience: circumstances.audience.clone().or(audience),
        device: circumstances.device.clone().or(device),
        situations: circumstances.situations(),
    })
}

fn refused(dir: &Path, report: &str, lang: Lang) -> String {
    let dir = escaped(&dir.display().to_string());
    lang.pick(
        format!("{report}{dir} には誤りがあるため、ここからは答えません。直してから、もう一度試してください。\n"),
        format!("{report}{dir} has errors, so nothing is answered from it. Mend them and try again.\n"),
    )
}
