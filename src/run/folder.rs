//! The folder of the user's own files: additions and settings.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The folder's name within a configuration folder.
const NAME: &str = "amazon-help";

/// A file of the user's own, if it is there. Where nothing can be seen there is none.
pub fn own(file: &str) -> Option<PathBuf> {
    places(file, |name| env::var_os(name)).find(|path| path.exists())
}

/// Where the file can be, the first that is there counts.
fn places(file: &str, var: impl Fn(&str) -> Option<OsString>) -> impl Iterator<Item = PathBuf> {
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
    folders.into_iter().map(move |folder| folder.join(NAME).join(file))
}

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::*;

    fn of(vars: &[(&str, &str)]) -> Vec<PathBuf> {
        places("overlay.toml", |name| vars.iter().find(|(n, _)| *n == name).map(|(_, value)| OsString::from(value))).collect()
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
