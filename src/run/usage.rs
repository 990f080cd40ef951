//! Help, the version, and what is wrong with a command line, in the user's language.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::print::{write_err, write_out};
use super::settle::{early, kb_variable};
use super::{code, open, stopped};
use crate::cli::{Whole, japanese};
use crate::show::{DEFAULT_WIDTH, Format, Style};
use crate::text::{Lang, escaped, visible};

/// Prints the version of the program and of the KB that would be asked.
pub fn version(args: &[OsString], lang: Lang) -> anyhow::Result<u8> {
    let style = Style { lang, format: Format::Plain, width: DEFAULT_WIDTH, color: false, ascii: false, zone: None };
    let dir = early(args, "--kb").map(PathBuf::from).or_else(kb_variable);
    let kb = match open(dir.as_deref(), &style) {
        Ok(kb) => kb,
        Err(stop) => return stopped(stop, lang),
    };
    let (about, program) = (kb.about(), env!("CARGO_PKG_VERSION"));
    let (edition, reviewed) = (escaped(&about.edition), &about.reviewed);
    let text = lang.pick(
        format!("amazon-help {program}（情報 {edition} 版、{reviewed} 見直し）\n"),
        format!("amazon-help {program} (knowledge base {edition}, reviewed {reviewed})\n"),
    );
    write_out(&text, lang)?;
    Ok(code::OK)
}

/// Prints help where it was asked for, or says what is wrong with the command line.
pub fn explain(error: &clap::Error, args: &[OsString], lang: Lang) -> anyhow::Result<u8> {
    if error.kind() == ErrorKind::DisplayHelp {
        // The same once more with help in the user's language.
        let command = japanese::in_language(Whole::command(), lang);
        let text = command.try_get_matches_from(args).err().map_or_else(String::new, |e| e.render().to_string());
        write_out(&text.replace("[OPTIONS]", lang.pick("[指定]", "[OPTIONS]")), lang)?;
        return Ok(code::OK);
    }
    let text = match lang {
        Lang::En => error.render().to_string().lines().map(|line| escaped(line) + "\n").collect(),
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
