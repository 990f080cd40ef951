//! The user's own additions: which files there are, and adding them to the KB.

use std::env;
use std::path::{Path, PathBuf};

use super::{Stop, folder};
use crate::cli::Global;
use crate::kb::Kb;
use crate::show::{self, Style};
use crate::text::escaped;

/// What the file is called in the configuration folder.
const FILE: &str = "overlay.toml";

/// The files of additions: the one in the configuration folder, or what the environment names instead, and those of the command line.
pub fn files(global: &Global) -> Vec<PathBuf> {
    let mut files = Vec::new();
    if !global.no_overlay {
        match env::var_os("AMAZON_HELP_OVERLAY") {
            Some(file) => files.extend((!file.is_empty()).then(|| PathBuf::from(file))),
            None => files.extend(folder::own(FILE)),
        }
    }
    for file in &global.overlay {
        // The same file twice would stand in its own way.
        if !files.iter().any(|f| same(f, file)) {
            files.push(file.clone());
        }
    }
    files
}

fn same(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// `kb` with the additions of all files. One that has an error is refused whole, and nothing is answered.
pub fn add(mut kb: Kb, files: &[PathBuf], style: &Style) -> Result<Kb, Stop> {
    for file in files {
        kb = kb.with_overlay(file).map_err(|report| Stop::BadKb(refused(file, &show::report(&report, style), style)))?.0;
    }
    Ok(kb)
}

fn refused(file: &Path, report: &str, style: &Style) -> String {
    let file = escaped(&file.display().to_string());
    style.lang.pick(
        format!("{report}{file} には誤りがあるため、答えません。直すか、このファイルを使わずに（設定フォルダのものなら --no-overlay で）もう一度試してください。\n"),
        format!("{report}{file} has errors, so nothing is answered. Mend them, or try again without it (with --no-overlay, if it is the one in your configuration folder).\n"),
    )
}
