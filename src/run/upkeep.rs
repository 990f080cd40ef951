//! `kb …`: what a maintainer asks. Checking and the form of files need no KB to be open.

use std::path::Path;

use chrono::{NaiveDate, Utc};

use super::{Stop, bad_moment, code};
use crate::ask::hours;
use crate::ask::upkeep::{claims, schema, stale};
use crate::cli::{Global, KbCommand};
use crate::kb::record::About;
use crate::kb::{Kb, Report};
use crate::show::{self, Answer, Format, Style};
use crate::text::moment;
use crate::text::{Text, escaped};

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

/// Answers `kb check`: a folder, files of additions, or such files together with the folder that they add to.
pub fn check(dir: Option<&Path>, global: &Global, style: &Style) -> Result<(String, u8), Stop> {
    let overlays = &global.overlay;
    let mut checked = Checked { style, out: String::new() };
    let mut kb = match dir {
        None if overlays.is_empty() => {
            return Err(Stop::Usage(Text::new(
                "調べるフォルダを指定してください。例: amazon-help kb check data/example-utility（組み込みの情報は、プログラムを作るときに調べてあります）",
                "Name the folder to check, for example: amazon-help kb check data/example-utility (the built-in one was checked when the program was made)",
            )));
        }
        None => Kb::built_in(),
        Some(dir) => {
            let now = Utc::now();
            // The home zone is that of the folder, which is not read yet; whether the moment can be read at all hardly depends on it.
            let at = global.at.as_deref();
            let moment = |zone| at.map_or(Ok(now), |text| moment::parse(text, zone, now).map_err(|e| bad_moment(text, &e)));
            let rough = moment(hours::home_zone(&Kb::built_in()))?;
            let opened = Kb::open_at(dir, |zone| zone.local(moment(zone).unwrap_or(rough)).date());
            match checked.note(dir, opened, |kb| Some(kb.about().clone())) {
                Ok(kb) => kb,
                Err(end) => return end,
            }
        }
    };
    for file in overlays {
        kb = match checked.note(file, kb.with_overlay(file), |_| None) {
            Ok(kb) => kb,
            Err(end) => return end,
        };
    }
    Ok((checked.out, code::OK))
}

/// What was checked so far, in words or as a JSON document each.
struct Checked<'a> {
    style: &'a Style,
    out: String,
}

impl Checked<'_> {
    /// Notes the report on one folder or file; where it has errors, that is the end.
    fn note(
        &mut self,
        path: &Path,
        opened: Result<(Kb, Report), Report>,
        about: impl Fn(&Kb) -> Option<About>,
    ) -> Result<Kb, Result<(String, u8), Stop>> {
        let json = self.style.format == Format::Json;
        match opened {
            Ok((kb, report)) if json => {
                self.out += &show::report_json(&report);
                Ok(kb)
            }
            Ok((kb, report)) => {
                let path = escaped(&path.display().to_string());
                let (ja, en) = about(&kb).map_or_else(Default::default, |about| {
                    (format!("（{}、{}）", about.name.ja, about.edition), format!(" ({}, {})", about.name.en, about.edition))
                });
                self.out += &show::report(&report, self.style);
                self.out += &self.style.lang.pick(format!("{path}: 誤りはありません{ja}\n"), format!("{path}: no errors{en}\n"));
                Ok(kb)
            }
            Err(report) if json => Err(Ok((std::mem::take(&mut self.out) + &show::report_json(&report), code::FAILED))),
            Err(report) => Err(Err(Stop::BadKb(show::report(&report, self.style)))),
        }
    }
}
