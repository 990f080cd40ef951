//! What holds before a command is answered: which KB, language, form, width, colour, zone and moment.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::{Config, Stop};
use crate::ask::hours::home_zone;
use crate::cli::{ColorArg, Global};
use crate::kb::Kb;
use crate::show::{DEFAULT_WIDTH, Style, WIDTHS};
use crate::text::moment::BadMoment;
use crate::text::{Lang, Text, Zone, visible};

pub fn kb_dir(global: &Global) -> Option<PathBuf> {
    global.kb.clone().or_else(kb_variable)
}

pub fn kb_variable() -> Option<PathBuf> {
    std::env::var_os("AMAZON_HELP_KB").filter(|v| !v.is_empty()).map(PathBuf::from)
}

/// The value of an option before the command line is understood.
pub fn early<'a>(args: &'a [OsString], name: &str) -> Option<&'a OsStr> {
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
pub fn language(args: &[OsString], config: &Config) -> Lang {
    match early(args, "--lang").and_then(OsStr::to_str) {
        Some("ja") => return Lang::Ja,
        Some("en") => return Lang::En,
        _ => {}
    }
    let var = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty()).map(|value| Lang::of_locale(&value));
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(var);
    var("AMAZON_HELP_LANG").or_else(|| config.lang()).or_else(locale).unwrap_or_default()
}

pub fn style(global: &Global, config: &Config, lang: Lang) -> Result<Style, Stop> {
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
pub fn with_zone(style: Style, global: &Global, config: &Config, kb: &Kb) -> Result<Style, Stop> {
    let home = home_zone(kb);
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

pub fn bad_zone(name: &str) -> Stop {
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

pub fn bad_moment(text: &str, error: &BadMoment) -> Stop {
    let text = visible(text);
    Stop::Usage(match error {
        BadMoment::Form => Text::new(
            format!("--at の「{text}」を日時として読めません。2026-11-24T10:00（日本時間）か 2026-11-24T01:00Z のように書いてください。"),
            format!("--at \"{text}\" is not a date and time. Write it like 2026-11-24T10:00 (home time) or 2026-11-24T01:00Z."),
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
        BadMoment::NoSuchYear => Text::new(
            format!("--at の「{text}」には答えられません。西暦は0001年から9999年までです。"),
            format!("--at \"{text}\": years go from 0001 to 9999."),
        ),
        BadMoment::Skipped => Text::new(
            format!("--at の「{text}」は、夏時間への切り替えで存在しない時刻です。"),
            format!("--at \"{text}\": clocks skip this time on that day."),
        ),
    })
}
