//! The package has what the program makes for it, and nothing is made that the package leaves out.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::run;

const BINARY: &str = env!("CARGO_BIN_EXE_amazon-help");
/// Where cargo-deb looks for what is made before it runs.
const MADE: &str = "target/release/package/";

fn manifest() -> toml::Table {
    std::fs::read_to_string("Cargo.toml").unwrap().parse().unwrap()
}

/// Source and destination of each row of the package's table.
fn assets() -> Vec<(String, String)> {
    let rows = manifest()["package"]["metadata"]["deb"]["assets"].clone();
    let text = |row: &toml::Value, at: usize| row[at].as_str().unwrap().to_owned();
    rows.as_array().unwrap().iter().map(|row| (text(row, 0), text(row, 1))).collect()
}

/// Completions and pages below a prefix of this test's own, made with a packager's settings around.
fn made(name: &str) -> PathBuf {
    let prefix = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&prefix);
    let out = Command::new("sh")
        .args(["packaging/files.sh", BINARY, prefix.to_str().unwrap()])
        .env("AMAZON_HELP_KB", "data/example-utility")
        .env("AMAZON_HELP_OVERLAY", common::OVERLAY)
        .env("AMAZON_HELP_LANG", "ja")
        .output()
        .unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    prefix
}

/// All files below a folder, relative to it.
fn files(dir: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            all.extend(files(&path).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            all.insert(name);
        }
    }
    all
}

/// The files that a row's source names: one, or those of a folder that end alike.
fn named<'a>(source: &str, files: &'a BTreeSet<String>) -> Vec<&'a str> {
    let matches = |file: &str| match source.split_once('*') {
        Some((start, end)) => file.strip_prefix(start).is_some_and(|rest| !rest.contains('/') && rest.ends_with(end)),
        None => file == source,
    };
    files.iter().map(String::as_str).filter(|file| matches(file)).collect()
}

fn installed(dest: &str, file: &str) -> String {
    if dest.ends_with('/') { format!("{dest}{}", file.rsplit('/').next().unwrap()) } else { dest.to_owned() }
}

#[test]
fn all_that_is_made_is_installed_where_shells_and_man_look() {
    let made = files(&made("package-places"));
    let mut places = Vec::new();
    for (source, dest) in assets() {
        if let Some(source) = source.strip_prefix(MADE) {
            let files = named(source, &made);
            assert!(!files.is_empty(), "nothing is made for {source}");
            places.extend(files.iter().map(|file| installed(&dest, file)));
        }
    }
    assert_eq!(places.len(), made.len(), "made {made:?}, installed {places:?}");

    let pages = run(&["man", "--list"]).out;
    let mut wanted: BTreeSet<String> = [
        "usr/share/bash-completion/completions/amazon-help",
        "usr/share/zsh/vendor-completions/_amazon-help",
        "usr/share/fish/vendor_completions.d/amazon-help.fish",
    ]
    .map(str::to_owned)
    .into();
    for page in pages.lines() {
        wanted.insert(format!("usr/share/man/man1/{page}.1.gz"));
        wanted.insert(format!("usr/share/man/ja/man1/{page}.1.gz"));
    }
    assert!(wanted.contains("usr/share/man/ja/man1/amazon-help-route.1.gz"));
    assert_eq!(places.into_iter().collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn scripts_and_pages_are_the_programs_own_in_both_languages() {
    let prefix = made("package-texts");
    let read = |file: &str| std::fs::read_to_string(prefix.join("share").join(file)).unwrap();
    let unzipped = |file: &str| {
        let out = Command::new("gzip").arg("-dc").arg(prefix.join("share").join(file)).output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    for page in run(&["man", "--list"]).out.lines() {
        assert_eq!(unzipped(&format!("man/man1/{page}.1.gz")), run(&["man", page, "--lang", "en"]).out);
        assert_eq!(unzipped(&format!("man/ja/man1/{page}.1.gz")), run(&["man", page, "--lang", "ja"]).out);
    }
    assert_eq!(read("bash-completion/completions/amazon-help"), run(&["completions", "bash", "--lang", "en"]).out);
    for (shell, file) in [("zsh", "zsh/site-functions/_amazon-help"), ("fish", "fish/vendor_completions.d/amazon-help.fish")] {
        let script = read(file);
        for lang in ["ja", "en"] {
            let one = run(&["completions", shell, "--lang", lang]).out;
            assert!(script.contains(one.trim_end()), "{file} is not also in {lang}");
        }
    }
    // compinit reads the first line only.
    assert!(read("zsh/site-functions/_amazon-help").starts_with("#compdef amazon-help\n"));
}

/// What `complete` names, asked in this language.
fn fish(script: &Path, lang: &str, line: &str) -> String {
    let ask = format!("source {}; complete -C '{line}'", script.display());
    let out = Command::new("fish").args(["--no-config", "-c", &ask]).env("LC_ALL", lang).env_remove("AMAZON_HELP_LANG").output().unwrap();
    assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn fish_names_ids_in_the_language_of_whoever_types() {
    if Command::new("fish").arg("--version").output().is_err() {
        return;
    }
    let script = made("package-fish").join("share/fish/vendor_completions.d/amazon-help.fish");
    assert_eq!(fish(&script, "ja_JP.UTF-8", "amazon-help route --issue retu"), "return\t返品したい\n");
    for other in ["en_GB.UTF-8", "C.UTF-8"] {
        assert_eq!(fish(&script, other, "amazon-help route --issue retu"), "return\tReturn an item\n");
    }
}

#[test]
fn the_other_files_of_the_package_are_there_and_go_along_with_the_source() {
    let manifest = manifest();
    let include = manifest["package"]["include"].as_array().unwrap();
    let kept = |file: &str| include.iter().any(|row| Path::new("/").join(file).starts_with(row.as_str().unwrap()));
    for script in ["packaging/deb.sh", "packaging/files.sh"] {
        assert!(Path::new(script).exists() && kept(script), "{script}");
    }
    let here: BTreeSet<String> =
        ["data", "packaging"].iter().flat_map(|dir| files(Path::new(dir)).into_iter().map(move |f| format!("{dir}/{f}"))).collect();
    let mut docs = BTreeSet::new();
    for (source, dest) in assets().into_iter().filter(|(source, _)| !source.starts_with("target/")) {
        let all = if source == "README.md" { vec!["README.md"] } else { named(&source, &here) };
        assert!(!all.is_empty() && all.iter().all(|file| kept(file)), "{source}");
        docs.extend(all.iter().map(|file| installed(&dest, file)));
    }
    // The README sends readers to the second and third.
    for file in ["copyright", "README.md", "data/README.md", "data/example-utility/kb.toml", "data/example-utility/rules/url.toml"] {
        assert!(docs.contains(&format!("usr/share/doc/amazon-help/{file}")), "{file}");
    }
    let binary: Vec<_> = assets().into_iter().filter(|(_, dest)| dest.starts_with("usr/bin")).collect();
    assert_eq!(binary, [("target/release/amazon-help".to_owned(), "usr/bin/".to_owned())]);
}

#[test]
fn the_copyright_file_has_the_licence_word_by_word() {
    let words = |text: &str| text.split_whitespace().filter(|word| *word != ".").map(str::to_owned).collect::<Vec<_>>().join(" ");
    let licence = std::fs::read_to_string("LICENSE").unwrap();
    let grant = words(licence.split_once("Permission is").unwrap().1);
    let copyright = words(&std::fs::read_to_string("packaging/copyright").unwrap());
    assert!(copyright.contains(&grant));
    for line in licence.lines().filter(|line| line.starts_with("Copyright (c) ")) {
        assert!(copyright.contains(&line.replace("Copyright (c)", "Copyright:")), "{line}");
    }
}

#[test]
fn a_program_that_is_not_there_and_missing_words_are_said() {
    let ask = |args: &[&str]| Command::new("sh").arg("packaging/files.sh").args(args).output().unwrap();
    let none = ask(&["nowhere/amazon-help", "nowhere"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(String::from_utf8(none.stderr).unwrap().contains("cargo build --release"));
    assert_eq!(ask(&[]).status.code(), Some(2));
    assert!(!Path::new("nowhere").exists());
}

#[test]
fn without_cargo_deb_it_says_how_to_get_it() {
    use std::os::unix::fs::PermissionsExt;
    // A cargo that knows no `deb`.
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-cargo-deb");
    std::fs::create_dir_all(&dir).unwrap();
    let cargo = dir.join("cargo");
    std::fs::write(&cargo, "#!/bin/sh\nexit 101\n").unwrap();
    std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", dir.display());
    let out = Command::new("sh").arg("packaging/deb.sh").env("PATH", path).output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8(out.stderr).unwrap().contains("cargo install cargo-deb --locked"));
}
