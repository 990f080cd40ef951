//! `hours`: now, the coming days, and a calendar file.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, Utc};

use super::print::{why, write_err};
use super::{Stop, code};
use crate::ask::{hours, week};
use crate::cli::HoursArgs;
use crate::kb::Kb;
use crate::show::{self, Answer, Format, Style};
use crate::text::{Text, escaped, visible};

/// Days of `--week`.
const WEEK: usize = 7;

/// How many quiet windows a calendar has at most.
const EVENTS: usize = 10;

/// The answer and its exit code.
pub fn answer(kb: &Kb, args: &HoursArgs, at: DateTime<Utc>, style: &Style) -> Result<(String, u8), Stop> {
    if let Some(days) = args.days.filter(|days| !week::DAYS.contains(days)) {
        let (least, most) = (week::DAYS.start(), week::DAYS.end());
        return Err(Stop::Usage(Text::new(
            format!("--days は {least} から {most} までです（指定は {days}）。"),
            format!("--days goes from {least} to {most}, not {days}."),
        )));
    }
    // A picture is always of days.
    let drawn = matches!(style.format, Format::Svg | Format::Html);
    let days = args.days.or((args.week || drawn).then_some(WEEK));
    if let Some(path) = &args.ics {
        let id = one_channel(kb, args)?;
        let (calendar, events) = calendar(kb, id, at, style)?;
        if path == Path::new("-") {
            return Ok((calendar, code::OK));
        }
        write_new(path, &calendar)?;
        let name = escaped(&path.display().to_string());
        write_err(&style.lang.pick(
            format!("{name} に、すいている時間を{events}件書きました。カレンダーで開いてください。\n"),
            format!("{events} quiet windows written to {name}. Open it with your calendar.\n"),
        ));
    }
    let text = match days {
        Some(days) => show::answer(kb, &Answer::Week(&week::ask(kb, one_channel(kb, args)?, at, days)?), style),
        None => show::answer(kb, &Answer::Hours(&hours::ask(kb, &args.channels, at)?), style),
    };
    Ok((text, code::OK))
}

/// Id of the one channel that is meant.
fn one_channel<'a>(kb: &'a Kb, args: &'a HoursArgs) -> Result<&'a str, Stop> {
    match &args.channels[..] {
        [] => Ok(week::preferred(kb).unwrap_or_default()),
        [one] => Ok(one),
        [one, ..] => {
            let one = visible(one);
            Err(Stop::Usage(Text::new(
                format!("--week・--days・--ics・svg・html で示せる窓口は一つです。例: amazon-help hours {one} --week"),
                format!("--week, --days, --ics, svg and html are for one channel, such as: amazon-help hours {one} --week"),
            )))
        }
    }
}

/// The calendar, and how many events it has.
fn calendar(kb: &Kb, id: &str, at: DateTime<Utc>, style: &Style) -> Result<(String, usize), Stop> {
    let channel = hours::channel(kb, id)?;
    let answer = hours::ask(kb, &[id.to_owned()], at)?;
    let quiet = week::quiet(kb, id, at, EVENTS);
    if quiet.is_empty() {
        return Err(Stop::Failed(Text::new(
            format!("{}には、すいている時間の情報がありません。書くものがないので、何も書きませんでした。", channel.name.ja),
            format!("No quiet windows are known for {}, so there is nothing to write and nothing was written.", channel.name.en),
        )));
    }
    Ok((show::ics::calendar(kb, channel, &answer, &quiet, style.lang), quiet.len()))
}

/// Writes a file that is not there yet. What exists is the user's and stays as it is.
fn write_new(path: &Path, text: &str) -> Result<(), Stop> {
    let name = escaped(&path.display().to_string());
    let failed = |error: io::Error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            return Stop::Failed(Text::new(
                format!("{name} はもうあるため、書きませんでした。別の名前にするか、消してから試してください。- なら画面に出します。"),
                format!("{name} exists already and was left as it is. Choose another name or remove it first; - prints it instead."),
            ));
        }
        let why = why(&error);
        Stop::Failed(Text::new(
            format!("{name} に書けません: {}。場所と名前を確かめてください。- なら画面に出します。", why.ja),
            format!("{name} cannot be written: {}. Check the folder and the name; - prints it instead.", why.en),
        ))
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a calendar is of no use.
        let _ = std::fs::remove_file(path);
        failed(error)
    })
}
