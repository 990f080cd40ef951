//! From the command line to the exit code: load, ask, show. The only place that reads the clock and the environment, and that prints.

mod config;
mod fills;
mod folder;
mod hours;
mod install;
mod many;
mod message;
mod overlay;
mod upkeep;

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches, Parser};

use config::Config;

use crate::ask::{NoAnswer, channels, explain, faq, hours as ask_hours, issues, number, prepare, route, url};
use crate::cli::{Any, Cli, ColorArg, Command, Global, KbCommand, LangArg, Nothing, Problem, Whole, japanese};
use crate::kb::Kb;
use crate::kb::record::{UrlVerdict, Verdict};
use crate::show::{self, Answer, DEFAULT_WIDTH, Format, Style, WIDTHS};
use crate::text::moment::{self, BadMoment};
use crate::text::{Lang, Text, Zone, escaped, visible};

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
        Err(error) if error.kind() == ErrorKind::DisplayVersion => return version(&args, lang),
        // What is not asked every day, or wrong: the whole command line tells.
        Err(_) => match Whole::try_parse_from(&args) {
            Ok(Whole { command: Any::Daily(command), global, rare }) => {
                config.ascii |= rare.ascii;
                Cli { command, global, rare: Nothing {} }
            }
            Ok(Whole { command: Any::Install(command), global, .. }) => {
                return finish(install::answer(&command, &global, &config, lang), lang);
            }
            Err(error) if error.kind() == ErrorKind::DisplayVersion => return version(&args, lang),
            Err(error) => return explain(&error, &args, lang),
        },
    };
    let lang = match cli.global.lang {
        Some(LangArg::Ja) => Lang::Ja,
        Some(LangArg::En) => Lang::En,
        None => lang,
    };
    finish(answer(&cli, &config, lang), lang)
}

/// Prints the answer, or says why there is none.
fn finish(answer: Result<(String, u8), Stop>, lang: Lang) -> anyhow::Result<u8> {
    match answer {
        Ok((text, code)) => {
            write_out(&text)?;
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
        Stop::BadKb(text) => {
            write_err(&text);
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
    let now = Utc::now();
    let at = match &cli.global.at {
        Some(text) => moment::parse(text, ask_hours::home_zone(kb), now).map_err(|e| bad_moment(text, &e))?,
        None => now,
    };
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
            fills::fill(kb, &mut answer, &args.fills, home_day(kb, at))?;
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
        Command::Kb(args) => Ok((upkeep::answer(kb, &args.command, home_day(kb, at), &style), code::OK)),
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

fn home_day(kb: &Kb, at: DateTime<Utc>) -> chrono::NaiveDate {
    ask_hours::home_zone(kb).local(at).date()
}

fn refused(dir: &Path, report: &str, lang: Lang) -> String {
    let dir = escaped(&dir.display().to_string());
    lang.pick(
        format!("{report}{dir} には誤りがあるため、ここからは答えません。直してから、もう一度試してください。\n"),
        format!("{report}{dir} has errors, so nothing is answered from it. Mend them and try again.\n"),
    )
}

fn kb_dir(global: &Global) -> Option<PathBuf> {
    global.kb.clone().or_else(kb_variable)
}

fn kb_variable() -> Option<PathBuf> {
    std::env::var_os("AMAZON_HELP_KB").filter(|v| !v.is_empty()).map(PathBuf::from)
}

/// The value of an option before the command line is understood.
fn early<'a>(args: &'a [OsString], name: &str) -> Option<&'a OsStr> {
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == name {
            return args.next().map(OsString::as_os_str);
        }
        if let Some(value) = arg.to_str().and_then(|arg| arg.strip_prefix(name)?.strip_prefix('=')) {
            return Some(OsStr::new(value));
        }
    }
    None
}

/// The language before the command line is understood: `--lang`, else `AMAZON_HELP_LANG`, else the configuration file, else the locale.
fn language(args: &[OsString], config: &Config) -> Lang {
    match early(args, "--lang").and_then(OsStr::to_str) {
        Some("ja") => return Lang::Ja,
        Some("en") => return Lang::En,
        _ => {}
    }
    let var = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty()).map(|value| Lang::of_locale(&value));
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(var);
    var("AMAZON_HELP_LANG").or_else(|| config.lang()).or_else(locale).unwrap_or_default()
}

/// Prints the version of the program and of the KB that would be asked.
fn version(args: &[OsString], lang: Lang) -> anyhow::Result<u8> {
    let style = Style { lang, format: Format::Plain, width: DEFAULT_WIDTH, color: false, ascii: false, zone: None };
    let dir = early(args, "--kb").map(PathBuf::from).or_else(kb_variable);
    let kb = match open(dir.as_deref(), &style) {
        Ok(kb) => kb,
        Err(stop) => return stopped(stop, lang),
    };
    let (about, program) = (kb.about(), env!("CARGO_PKG_VERSION"));
    let (edition, reviewed) = (escaped(&about.edition), &about.reviewed);
    write_out(&lang.pick(
        format!("amazon-help {program}（情報 {edition} 版、{reviewed} 見直し）\n"),
        format!("amazon-help {program} (knowledge base {edition}, reviewed {reviewed})\n"),
    ))?;
    Ok(code::OK)
}

fn style(global: &Global, config: &Config, lang: Lang) -> Result<Style, Stop> {
    let terminal = io::stdout().is_terminal();
    let width = match global.width.or(config.width()) {
        Some(width) if !WIDTHS.contains(&width) => {
            let (least, most) = (WIDTHS.start(), WIDTHS.end());
            return Err(Stop::Usage(Text::new(
                format!("--width は {least} から {most} までです（指定は {width}）。"),
                format!("--width goes from {least} to {most}, not {width}."),
            )));
        }
        Some(width) => width,
        None if terminal => {
            terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(w, _)| usize::from(w.0).clamp(*WIDTHS.start(), *WIDTHS.end()))
        }
        None => DEFAULT_WIDTH,
    };
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let set_for_good = if global.color.is_none() { config.color() } else { None };
    let color = match global.color.unwrap_or(ColorArg::Auto) {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto if set("NO_COLOR") => false,
        ColorArg::Auto if std::env::var_os("CLICOLOR_FORCE").is_some_and(|v| v != "0" && !v.is_empty()) => true,
        ColorArg::Auto if set_for_good.is_some() => set_for_good == Some(true),
        ColorArg::Auto => terminal && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
    };
    Ok(Style { lang, format: global.format, width, color, ascii: config.ascii(), zone: None })
}

/// Adds the user's zone where it is not the home zone: `--tz`, else `TZ`, else the one of the configuration file, else the system's. UTC set by the system alone is what servers
/// have, not where somebody lives, and is left out.
fn with_zone(style: Style, global: &Global, config: &Config, kb: &Kb) -> Result<Style, Stop> {
    let home = ask_hours::home_zone(kb);
    let zone = match &global.tz {
        Some(name) if name == home.name() => Some(home),
        Some(name) => Some(Zone::named(name).ok_or_else(|| bad_zone(name))?),
        None => match std::env::var("TZ").ok().filter(|tz| !tz.is_empty()).map(|tz| tz.trim_start_matches(':').to_owned()) {
            Some(name) if name == home.name() => None,
            // Where other programs look it up, case matters.
            Some(name) => Zone::named(&name).filter(|zone| zone.name() == name),
            None if config.zone().is_some() => config.zone().and_then(Zone::named),
            None => iana_time_zone::get_timezone()
                .ok()
                .filter(|name| name != home.name() && !matches!(name.as_str(), "UTC" | "Etc/UTC" | "Etc/UCT" | "UCT"))
                .and_then(|name| Zone::named(&name)),
        },
    };
    Ok(Style { zone: zone.filter(|zone| *zone != home), ..style })
}

fn bad_zone(name: &str) -> Stop {
    let mut ranked: Vec<(f64, &str)> = Zone::names()
        .map(|zone| {
            let city = zone.rsplit('/').next().unwrap_or_default();
            let lower = name.to_lowercase();
            let likeness = strsim::jaro_winkler(&lower, &zone.to_lowercase()).max(strsim::jaro_winkler(&lower, &city.to_lowercase()));
            (likeness, zone)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near = ranked.iter().take(4).map(|(_, name)| *name).collect::<Vec<_>>();
    let name = visible(name);
    Stop::Usage(Text::new(
        format!("「{name}」というタイムゾーンはありません。近いもの: {}", near.join("、")),
        format!("There is no time zone \"{name}\". The nearest: {}", near.join(", ")),
    ))
}

fn bad_moment(text: &str, error: &BadMoment) -> Stop {
    let text = visible(text);
    Stop::Usage(match error {
        BadMoment::Form => Text::new(
            format!("--at の「{text}」を日時として読めません。2026-11-24T10:00（日本時間）か 2026-11-24T01:00Z のように書いてください。"),
            format!("--at \"{text}\" is not a moment. Write it like 2026-11-24T10:00 (home time) or 2026-11-24T01:00Z."),
        ),
        BadMoment::NoSuchDay(Some(last)) => Text::new(
            format!("--at の「{text}」という日付はありません。その月は{last}までです。"),
            format!("--at \"{text}\": there is no such date. That month ends on {last}."),
        ),
        BadMoment::NoSuchDay(None) => Text::new(
            format!("--at の「{text}」という日付はありません。月は01から12までです。"),
            format!("--at \"{text}\": there is no such date. Months go from 01 to 12."),
        ),
        BadMoment::NoSuchTime => Text::new(
            format!("--at の「{text}」という時刻はありません。00:00から23:59までです。"),
            format!("--at \"{text}\": there is no such time. It goes from 00:00 to 23:59."),
        ),
        BadMoment::Skipped => Text::new(
            format!("--at の「{text}」は、夏時間への切り替えで存在しない時刻です。"),
            format!("--at \"{text}\": clocks skip this time on that day."),
        ),
        BadMoment::Year => Text::new(
            format!("--at の「{text}」は、日本時間か世界時で0000年から9999年までに入りません。"),
            format!("--at \"{text}\": in home time or in UTC its year is not among 0000 to 9999."),
        ),
    })
}

/// Prints help where it was asked for, or says what is wrong with the command line.
fn explain(error: &clap::Error, args: &[OsString], lang: Lang) -> anyhow::Result<u8> {
    let bare = args.len() <= 1;
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) || bare;
    if asked {
        // The same once more with help in the user's language.
        let mut command = japanese::in_language(Whole::command(), lang);
        let text = if bare {
            command.render_help().to_string()
        } else {
            command.try_get_matches_from(args).err().map_or_else(String::new, |e| e.render().to_string())
        };
        write_out(&text.replace("[OPTIONS]", lang.pick("[指定]", "[OPTIONS]")))?;
        return Ok(code::OK);
    }
    let text = match lang {
        Lang::En => error.render().to_string(),
        Lang::Ja => usage_in_japanese(error),
    };
    write_err(&text);
    Ok(code::USAGE)
}

fn usage_in_japanese(error: &clap::Error) -> String {
    let get = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => visible(text),
        Some(ContextValue::Strings(all)) => all.iter().map(|t| visible(t)).collect::<Vec<_>>().join("、"),
        Some(ContextValue::StyledStrs(all)) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        _ => String::new(),
    };
    let (argument, value) = (get(ContextKind::InvalidArg), get(ContextKind::InvalidValue));
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument => format!("「{argument}」という指定はありません。"),
        ErrorKind::InvalidSubcommand => format!("「{}」というコマンドはありません。", get(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} に値がありません。"),
        ErrorKind::InvalidValue => format!("「{value}」は {argument} に使えません。使える値: {}", get(ContextKind::ValidValue)),
        ErrorKind::ValueValidation => format!("「{value}」は {argument} に使えません。"),
        ErrorKind::MissingRequiredArgument => format!("足りないものがあります: {argument}"),
        ErrorKind::ArgumentConflict => format!("{argument} と {} は一緒に使えません。", get(ContextKind::PriorArg)),
        ErrorKind::InvalidUtf8 => "文字として読めない引数があります（UTF-8 ではありません）。".to_owned(),
        _ => "コマンドの書き方が正しくありません。".to_owned(),
    };
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue] {
        // The library lists the most likely last.
        let near = get(kind).rsplit('、').collect::<Vec<_>>().join("、");
        if !near.is_empty() {
            text.push_str(&format!("\nもしかして: {near}"));
        }
    }
    text + "\nくわしくは amazon-help --help をご覧ください。\n"
}

/// Says on standard error which KB is asked, unless it is the built-in one.
fn tell(origin: Option<&Text>, lang: Lang) {
    if let Some(origin) = origin {
        write_err(&format!("{}\n", origin.get(lang)));
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place that prints answers")]
fn write_out(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("the answer could not be written to standard output"),
    }
}

fn write_err(text: &str) {
    // Nothing is left to be done when even this fails.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
