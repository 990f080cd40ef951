//! What the user has set in a file: where it is, and reading it before anything else is decided.

use std::env;
use std::path::PathBuf;

use super::{Stop, folder};
use crate::cli::Rare;
use crate::kb::settings::{self, ColorSetting, LangSetting, Settings};
use crate::kb::{Kb, Origin, Report};
use crate::show::{self, Style, WIDTHS};
use crate::text::{Lang, escaped};

/// What the file is called in the configuration folder.
const FILE: &str = "config.toml";

/// What the user has set.
#[derive(Debug, Default)]
pub struct Config {
    file: Option<PathBuf>,
    /// The values; none where there is no file or it has an error.
    pub settings: Option<Settings>,
    report: Option<Report>,
    /// Whether the command line wants marks in ASCII.
    pub ascii: bool,
    /// Whether it wants the answer page by page.
    pub pager: bool,
}

impl Config {
    /// Reads the file in the configuration folder, or the one that the environment names instead.
    pub fn read() -> Config {
        let file = match env::var_os("AMAZON_HELP_CONFIG") {
            Some(file) => (!file.is_empty()).then(|| PathBuf::from(file)),
            None => folder::own(FILE),
        };
        match file.as_ref().map(|file| settings::read(file, &WIDTHS)) {
            None => Config::default(),
            Some(Ok(settings)) => Config { file, settings: Some(settings), report: None, ..Config::default() },
            Some(Err(report)) => Config { file, report: Some(report), ..Config::default() },
        }
    }

    /// Notes what the command line says once more than the file.
    pub fn take(&mut self, rare: &Rare) {
        self.ascii = rare.ascii;
        self.pager = rare.pager;
    }

    /// The language that is set.
    pub fn lang(&self) -> Option<Lang> {
        Some(match self.settings.as_ref()?.lang? {
            LangSetting::Ja => Lang::Ja,
            LangSetting::En => Lang::En,
        })
    }

    /// The columns to print in that are set.
    pub fn width(&self) -> Option<usize> {
        usize::try_from(self.settings.as_ref()?.width?).ok()
    }

    /// Whether marks are to be ASCII characters.
    pub fn ascii(&self) -> bool {
        self.ascii || self.settings.as_ref().and_then(|s| s.ascii).unwrap_or(false)
    }

    /// The time zone that is set.
    pub fn zone(&self) -> Option<&str> {
        self.settings.as_ref()?.zone.as_deref()
    }

    /// Whether colour is to be used, if that is set to always or never.
    pub fn color(&self) -> Option<bool> {
        match self.settings.as_ref()?.color? {
            ColorSetting::Auto => None,
            ColorSetting::Always => Some(true),
            ColorSetting::Never => Some(false),
        }
    }

    /// Fails where the file has an error.
    pub fn sound(&self, style: &Style) -> Result<(), Stop> {
        self.report.as_ref().map_or(Ok(()), |report| Err(self.refused(report, style)))
    }

    /// Who asks and about which device, as far as the KB knows such. What it does not is an error for the built-in KB, and meant for that one
    /// where another is asked.
    pub fn circumstances(&self, kb: &Kb, style: &Style) -> Result<[Option<String>; 2], Stop> {
        let (Some(file), Some(settings)) = (&self.file, &self.settings) else {
            return Ok([None, None]);
        };
        if *kb.origin() == Origin::BuiltIn && (settings.audience.is_some() || settings.device.is_some()) {
            settings::check_ids(file, kb).map_err(|report| self.refused(&report, style))?;
        }
        let known = kb.audiences();
        Ok([
            settings.audience.clone().filter(|id| known.audience.find(id).is_some()),
            settings.device.clone().filter(|id| known.device.find(id).is_some()),
        ])
    }

    fn refused(&self, report: &Report, style: &Style) -> Stop {
        let file = self.file.as_ref().map(|file| escaped(&file.display().to_string())).unwrap_or_default();
        let report = show::report(report, style);
        Stop::BadKb(style.lang.pick(
            format!("{report}設定ファイル {file} には誤りがあるため、答えません。直すか、環境変数 AMAZON_HELP_CONFIG を空にして（設定を使わずに）もう一度試してください。\n"),
            format!("{report}The configuration file {file} has errors, so nothing is answered. Mend them, or try again without it by setting AMAZON_HELP_CONFIG to nothing.\n"),
        ))
    }
}
