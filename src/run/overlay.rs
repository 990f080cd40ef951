//! The user's own additions: which files there are, and adding them to the KB.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Stop;
use crate::cli::Global;
use crate::kb::Kb;
use crate::show::{self, Style};
use crate::text::escaped;

/// Where the file lies within a configuration folder.
const FILE: [&str; 2] = ["amazon-help", "overlay.toml"];

/// The files of additions: the one in the configuration folder, or what the environment names instead, and those of the command line.
pub fn files(global: &Global) -> Vec<PathBuf> {
    let mut files = Vec::new();
    if !global.no_overlay {
        match env::var_os("AMAZON_HELP_OVERLAY") {
            Some(file) => files.extend((!file.is_empty()).then(|| PathBuf::from(file))),
            // Where nothing can be seen there is nothing to add.
            None => files.extend(configured(|name| env::var_os(name)).find(|file| file.exists())),
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

/// Where the user's file can be, the first that is there counts.
fn configured(var: impl Fn(&str) -> Option<OsString>) -> impl Iterator<Item = PathBuf> {
    // The XDG specification has relative paths ignored; elsewhere they are as little meant.
    let folder = |name: &str| var(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let mut folders = Vec::new();
    if cfg!(windows) {
        folders.extend(folder("APPDATA"));
    } else {
        folders.extend(folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config"))));
        if cfg!(target_os = "macos") {
            folders.extend(folder("HOME").map(|home| home.join("Library/Application Support")));
        }
    }
    folders.into_iter().map(|folder| folder.join(FILE[0]).join(FILE[1]))
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

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::*;

    fn of(vars: &[(&str, &str)]) -> Vec<PathBuf> {
        configured(|name| vars.iter().find(|(n, _)| *n == name).map(|(_, value)| OsString::from(value))).collect()
    }

    #[test]
    fn the_configuration_folder_is_that_of_xdg() {
        let set = |path: &str| vec![PathBuf::from(path)];
        assert_eq!(of(&[("XDG_CONFIG_HOME", "/c"), ("HOME", "/h")]), set("/c/amazon-help/overlay.toml"));
        assert_eq!(of(&[("HOME", "/h")]), set("/h/.config/amazon-help/overlay.toml"));
        assert_eq!(of(&[("XDG_CONFIG_HOME", "relative"), ("HOME", "/h")]), set("/h/.config/amazon-help/overlay.toml"));
        assert_eq!(of(&[("XDG_CONFIG_HOME", ""), ("HOME", "")]), Vec::<PathBuf>::new());
        assert_eq!(of(&[]), Vec::<PathBuf>::new());
    }
}
