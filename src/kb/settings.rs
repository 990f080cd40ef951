//! `config.toml`: what a user has set for every call. No part of a KB, but read with the same care for the place of everything.

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folder::Reader;
use super::{Code, Kb, Report};
use crate::text::{Text, Zone};

choice! {
    /// A language of the answers.
    LangSetting {
        Ja = "ja",
        En = "en",
    }
}

choice! {
    /// When to use colour.
    ColorSetting {
        Auto = "auto",
        Always = "always",
        Never = "never",
    }
}

record! {
    /// `config.toml`, what a user has set: the command line and the environment win over it.
    Settings {
        /// Language of the answers.
        #[serde(default)]
        lang: Option<LangSetting>,
        /// Time zone in which times are shown too, an IANA name.
        #[serde(default)]
        zone: Option<String>,
        /// Id of who asks, as for `--as`.
        #[serde(default)]
        audience: Option<String>,
        /// Id of the device it is about, as for `--device`.
        #[serde(default)]
        device: Option<String>,
        /// When to use colour.
        #[serde(default)]
        color: Option<ColorSetting>,
        /// Columns to print in.
        #[serde(default)]
        width: Option<u32>,
        /// Whether borders, bullets and marks are ASCII characters.
        #[serde(default)]
        ascii: Option<bool>,
    }
}

/// The form of the file.
#[cfg(test)]
pub fn made_schema() -> schemars::Schema {
    super::schema::made::of::<Settings>()
}

/// Reads a file of settings. `widths` are those that can be printed in.
///
/// # Errors
/// The report of everything that is wrong with it.
pub fn read(path: &Path, widths: &std::ops::RangeInclusive<usize>) -> Result<Settings, Report> {
    let (mut reader, read) = Reader::settings::<Settings>(path);
    if let Some((name, span)) = value(&reader, "zone")
        && Zone::named(&name).is_none()
    {
        let near = super::schema::nearest(&name, Zone::names()).unwrap_or("Asia/Tokyo");
        let message = Text::new(format!("「{name}」というタイムゾーンはありません"), format!("there is no time zone `{name}`"));
        reader.add(Code::BadZone, "", span, message, Text::new(format!("「{near}」ではありませんか。"), format!("Did you mean `{near}`?")));
    }
    let tree = reader.trees().get("");
    if let Some((width, span)) = tree.and_then(|t| t.get("width")).and_then(|node| Some((node.integer()?, node.span.clone())))
        && !usize::try_from(width).is_ok_and(|width| widths.contains(&width))
    {
        let (least, most) = (widths.start(), widths.end());
        let message = Text::new(format!("幅に {width} は使えません"), format!("`width` cannot be {width}"));
        let hint = Text::new(format!("{least} から {most} までにしてください。"), format!("It goes from {least} to {most}."));
        reader.add(Code::UnknownValue, "", span, message, hint);
    }
    finish(reader, read)
}

/// The same, once the KB is there whose ids are named.
///
/// # Errors
/// The report of the ids that the KB does not have.
pub fn check_ids(path: &Path, kb: &Kb) -> Result<Settings, Report> {
    let (mut reader, read) = Reader::settings::<Settings>(path);
    let known = kb.audiences();
    for (key, table) in [("audience", &known.audience), ("device", &known.device)] {
        if let Some((id, span)) = value(&reader, key)
            && table.find(&id).is_none()
        {
            let ids: Vec<&str> = table.iter().map(|entry| entry.id.as_str()).collect();
            let message = Text::new(format!("「{id}」という ID はありません"), format!("nothing is called `{id}`"));
            let hint = Text::new(format!("使える値: {}", ids.join(", ")), format!("Allowed: {}", ids.join(", ")));
            reader.add(Code::DanglingId, "", span, message, hint);
        }
    }
    finish(reader, read)
}

fn finish(reader: Reader, read: Option<Settings>) -> Result<Settings, Report> {
    let mut report = reader.into_report();
    for problem in report.problems.iter_mut().filter(|p| p.code == Code::WrongType) {
        problem.hint = Text::new("README.md の設定ファイルの例を見てください。", "See the configuration file in README.md.");
    }
    match read {
        Some(settings) if report.problems.is_empty() => Ok(settings),
        _ => Err(report),
    }
}

fn value(reader: &Reader, key: &str) -> Option<(String, Range<usize>)> {
    let node = reader.trees().get("")?.get(key)?;
    Some((node.str()?.to_owned(), node.span.clone()))
}
