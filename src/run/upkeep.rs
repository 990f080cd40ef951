//! `kb …`: what a maintainer asks. Checking and the form of files need no KB to be open.

use std::path::Path;

use chrono::{NaiveDate, Utc};

use super::{Stop, bad_moment, code};
use crate::ask::hours;
use crate::ask::upkeep::{claims, schema, stale};
use crate::cli::KbCommand;
use crate::kb::Kb;
use crate::show::{self, Answer, Format, Style};
use crate::text::Text;
use crate::text::moment;

/// Answers `kb schema`: one schema as it is, or all of them.
pub fn schemas(file: Option<&str>, style: &Style) -> Result<(String, u8), Stop> {
    let text = match file {
        Some(file) => show::schema(&schema::one(file)?),
        None => show::answer(&Kb::built_in(), &Answer::Schemas(&schema::all()), style),
    };
    Ok((text, code::OK))
}

/// Answers what is asked about a KB that is open.
pub fn answer(kb: &Kb, command: &KbCommand, day: NaiveDate, style: &Style) -> String {
    match command {
        KbCommand::Claims { standing } => show::answer(kb, &Answer::Claims(&claims::ask(kb, standing.map(|s| s.0))), style),
        KbCommand::Stale => show::answer(kb, &Answer::Stale(&stale::ask(kb, day)), style),
        // These were answered without a KB.
        KbCommand::Check { .. } | KbCommand::Schema { .. } => String::new(),
    }
}

/// Answers `kb check`.
pub fn check(dir: Option<&Path>, at: Option<&str>, style: &Style) -> Result<(String, u8), Stop> {
    let Some(dir) = dir else {
        return Err(Stop::Usage(Text::new(
            "調べるフォルダを指定してください。例: amazon-help kb check data/example-utility（組み込みの情報は、プログラムを作るときに調べてあります）",
            "Name the folder to check, for example: amazon-help kb check data/example-utility (the built-in one was checked when the program was made)",
        )));
    };
    let now = Utc::now();
    // The home zone is that of the folder, which is not read yet; whether the moment can be read at all hardly depends on it.
    let moment = |zone| at.map_or(Ok(now), |text| moment::parse(text, zone, now).map_err(|e| bad_moment(text, &e)));
    let rough = moment(hours::home_zone(&Kb::built_in()))?;
    let opened = Kb::open_at(dir, |zone| zone.local(moment(zone).unwrap_or(rough)).date());
    if style.format == Format::Json {
        let (report, code) = match &opened {
            Ok((_, report)) => (report, code::OK),
            Err(report) => (report, code::FAILED),
        };
        return Ok((show::report_json(report), code));
    }
    match opened {
        Ok((kb, report)) => {
            let clean = style.lang.pick(
                format!("{}: 誤りはありません（{}、{}）\n", dir.display(), kb.about().name.ja, kb.about().edition),
                format!("{}: no errors ({}, {})\n", dir.display(), kb.about().name.en, kb.about().edition),
            );
            Ok((show::report(&report, style) + &clean, code::OK))
        }
        Err(report) => Err(Stop::BadKb(show::report(&report, style))),
    }
}
