//! What the program asks of the system: no network, no other program, nothing written, and nothing read but what was named and a few files of the
//! system, each with its reason. Needs `strace`, and says so where that is missing.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, missing_docs, reason = "tests")]

mod common;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use amazon_help::cli::Whole;
use clap::{CommandFactory, ValueEnum};
use common::{OVERLAY, data, with};

/// A command line, and what stands on its standard input.
struct Case(&'static [&'static str], &'static str);

/// Every command, in every way in which it can be given something. `KB`, `OVERLAY`, `ROWS`, `CSV`, `JSON`, `MAIL` and `ICS` are files.
const CASES: &[Case] = &[
    Case(&["route", "--issue", "return"], ""),
    Case(&["route", "荷物が届かない", "--as", "prime", "--device", "kindle", "--urgent"], ""),
    Case(&["route", "--issue", "refund", "--kb", "KB"], ""),
    Case(&["hours"], ""),
    Case(&["hours", "--tz", "Europe/London", "--overlay", "OVERLAY"], ""),
    Case(&["hours", "phone-callback", "--week", "--format", "svg"], ""),
    Case(&["hours", "phone-callback", "--days", "3", "--format", "html"], ""),
    Case(&["hours", "phone-callback", "--ics", "ICS"], ""),
    Case(&["hours", "phone-callback", "--ics", "-"], ""),
    Case(&["channels", "chat", "--color", "always"], ""),
    Case(&["check-number", "0120-999-373"], ""),
    Case(&["check-number", "+1 888-319-8279", "--found", "popup", "--format", "json"], ""),
    Case(&["check-number", "+44 20 7946 0123", "--incoming", "--format", "plain"], ""),
    Case(&["check-number", "--input", "ROWS", "--format", "csv"], ""),
    Case(&["check-number", "--input", "-", "--format", "jsonl"], "188\n0120-999-373\n"),
    Case(&["check-number", "--input", "CSV", "--column", "n", "--found-column", "where"], ""),
    Case(&["check-number", "--input", "JSON", "--field", "n"], ""),
    Case(&["check-number", "--input", "ROWS", "--kb", "KB", "--overlay", "OVERLAY"], ""),
    Case(&["check-url", "https://www.amazon.co.jp.example.top/", "http://127.0.0.1:80/", "file:///etc/passwd"], ""),
    Case(&["check-url", "--input", "ROWS"], ""),
    Case(&["check-message", "--text", "Amazon: call 0120-999-373 or open https://example.top/ and file:///etc/passwd"], ""),
    Case(&["check-message", "MAIL"], ""),
    Case(&["check-message"], "Your Amazon account is suspended: https://login.example.top/"),
    Case(&["check-message", "-"], "アカウントを停止しました https://login.example.top/"),
    Case(&["check-message", "--input", "ROWS", "--format", "jsonl"], ""),
    Case(&["check-message", "Your account has been suspended. Verify at https://example.top/"], ""),
    Case(&["prepare", "--issue", "return", "--order", "250-1234567-1234567", "--name", "/etc/passwd"], ""),
    Case(&["prepare", "--issue", "return", "--format", "markdown"], ""),
    Case(&["prepare", "--issue", "return", "--format", "text"], ""),
    Case(&["issues"], ""),
    Case(&["issues", "返品したい"], ""),
    Case(&["issues", "--input", "ROWS", "--format", "csv"], ""),
    Case(&["faq"], ""),
    Case(&["faq", "password"], ""),
    Case(&["explain", "phone-callback"], ""),
    Case(&["explain", "../../etc/passwd"], ""),
    Case(&["kb", "check", "KB"], ""),
    Case(&["kb", "check", "--overlay", "OVERLAY", "--format", "json"], ""),
    Case(&["kb", "schema"], ""),
    Case(&["kb", "schema", "issues"], ""),
    Case(&["kb", "claims"], ""),
    Case(&["kb", "stale"], ""),
    Case(&["completions", "bash"], ""),
    Case(&["completions", "zsh", "--kb", "KB"], ""),
    Case(&["man"], ""),
    Case(&["man", "--list"], ""),
    // Without a terminal, it says what to run instead; nor is a pager started.
    Case(&["guide"], ""),
    Case(&["hours", "--pager"], ""),
    Case(&[], ""),
    Case(&["--version"], ""),
    Case(&["--help"], ""),
    Case(&["chek-number", "188"], ""),
];

/// What may be read beside what is named: where it begins, what it has in it, and why.
const READ: &[(&str, &str, &str)] = &[
    ("/etc/ld.so.cache", "", "the loader: where the libraries are"),
    ("/lib", ".so", "the loader: the C library"),
    ("/usr/lib", ".so", "the loader: the C library"),
    ("/proc/self/maps", "", "Rust's start: where the stack ends"),
    ("/proc/self/cgroup", "", "many rows: how many processors may be used"),
    ("/sys/fs/cgroup/", "cpu.", "many rows: how many processors may be used"),
    ("/sys/devices/system/cpu", "", "many rows: how many processors there are"),
    ("/proc/sys/vm/overcommit_memory", "", "the C library's memory, with threads"),
    ("/etc/timezone", "", "the zone that the user lives in"),
    ("/etc/localtime", "", "the zone that the user lives in"),
];

/// What may be looked for without being read.
const LOOKED_FOR: &[(&str, &str)] = &[
    ("/etc/ld.so.preload", "the loader"),
    ("/lib", "the loader"),
    ("/usr/lib", "the loader"),
    ("/sys/fs/cgroup", "many rows: how many processors may be used"),
    ("/etc/localtime", "the zone that the user lives in"),
    ("/usr/share/zoneinfo", "the zone that the user lives in"),
    ("/etc/timezone", "the zone that the user lives in"),
];

struct Names {
    dir: PathBuf,
    home: PathBuf,
}

impl Names {
    fn new(name: &str) -> Names {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&dir);
        let home = dir.join("home");
        let own = home.join(".config/amazon-help");
        fs::create_dir_all(&own).unwrap();
        fs::write(own.join("config.toml"), "lang = \"en\"\nzone = \"Europe/London\"\naudience = \"prime\"\n").unwrap();
        fs::copy(OVERLAY, own.join("overlay.toml")).unwrap();
        fs::copy(OVERLAY, dir.join("overlay.toml")).unwrap();
        fs::write(dir.join("rows"), "188\n0120-999-373\nhttps://example.top/\n/etc/passwd\n").unwrap();
        fs::write(dir.join("csv"), "n,where\n188,sms\n").unwrap();
        fs::write(dir.join("json"), "{\"n\":\"188\"}\n").unwrap();
        fs::write(dir.join("mail"), "From: a@example.top\nSubject: x\n\nVerify your account: https://example.top/ \n").unwrap();
        Names { dir, home }
    }

    /// The file that stands for a name in a case.
    fn path(&self, name: &str) -> Option<PathBuf> {
        Some(match name {
            "KB" => data(),
            "OVERLAY" => self.dir.join("overlay.toml"),
            "ROWS" => self.dir.join("rows"),
            "CSV" => self.dir.join("csv"),
            "JSON" => self.dir.join("json"),
            "MAIL" => self.dir.join("mail"),
            "ICS" => self.dir.join("quiet.ics"),
            _ => return None,
        })
    }
}

/// What `program` did, call by call.
fn traced(program: &str, args: &[String], stdin: &str, dir: &Path, home: Option<&Path>) -> String {
    let (log, input) = (dir.join("log"), dir.join("stdin"));
    fs::write(&input, stdin).unwrap();
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-s", "4096", "-e", "trace=%file,%network,%process", "-o"]).arg(&log).arg(program).args(args);
    command.env_clear().stdin(File::open(&input).unwrap()).stdout(Stdio::null()).stderr(Stdio::null());
    match home {
        Some(home) => command.env("HOME", home),
        None => command.env("TZ", "Asia/Tokyo").env("AMAZON_HELP_OVERLAY", "").env("AMAZON_HELP_CONFIG", ""),
    };
    let status = command.status().unwrap();
    assert!(status.code().is_some(), "{args:?}: {status}");
    fs::read_to_string(&log).unwrap()
}

/// What in a log is not allowed. `read` may be read, and what is in it; `made` may be made.
fn forbidden(log: &str, read: &[PathBuf], made: Option<&Path>) -> Vec<String> {
    let mut programs = 0;
    let mut found = Vec::new();
    for line in log.lines() {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        // Ends of threads and of calls that began further up.
        if call.starts_with("+++") || call.starts_with("---") || call.starts_with("<...") {
            continue;
        }
        let (name, rest) = call.split_once('(').unwrap_or((call, ""));
        let path = rest.split('"').nth(1).map(PathBuf::from);
        let is_in = |allowed: &[PathBuf]| path.as_ref().is_some_and(|p| allowed.iter().any(|a| p.starts_with(a)));
        let text = path.as_ref().map_or("", |p| p.to_str().unwrap());
        let ok = match name {
            "execve" => {
                programs += 1;
                programs == 1
            }
            "clone" | "clone3" => rest.contains("CLONE_THREAD"),
            "exit" | "exit_group" | "arch_prctl" | "getcwd" => true,
            "open" | "openat" => {
                let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"].iter().any(|flag| rest.contains(flag));
                if writes {
                    made.is_some() && path.as_deref() == made && rest.contains("O_EXCL")
                } else {
                    is_in(read) || READ.iter().any(|(begins, has, _)| text.starts_with(begins) && text.contains(has))
                }
            }
            // A file that is open already.
            "fstat" | "newfstatat" | "statx" if text.is_empty() => true,
            "stat" | "lstat" | "newfstatat" | "statx" | "access" | "faccessat" | "faccessat2" | "readlink" | "readlinkat" => {
                // Every folder on the way to a file is looked at to see where its links lead.
                let on_the_way = read.iter().any(|r| r.starts_with(text));
                is_in(read) || on_the_way || LOOKED_FOR.iter().any(|(begins, _)| text.starts_with(begins))
            }
            _ => false,
        };
        if !ok {
            found.push(call.to_owned());
        }
    }
    found
}

fn strace_works() -> bool {
    let works = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status().is_ok_and(|s| s.success());
    if !works {
        eprintln!("skipped: strace is missing or may not trace here; what the program asks of the system is not checked");
    }
    works
}

#[test]
fn every_command_stays_within_what_is_named() {
    if !strace_works() {
        return;
    }
    std::thread::scope(|scope| {
        // With settings and additions of one's own, and without any.
        for own in [true, false] {
            scope.spawn(move || CASES.iter().for_each(|case| stays_within(case, own)));
        }
    });
}

fn stays_within(Case(args, stdin): &Case, own: bool) {
    let names = Names::new(&format!("strace-{own}"));
    let files: Vec<PathBuf> = args.iter().filter_map(|arg| names.path(arg)).collect();
    let args: Vec<String> =
        args.iter().map(|arg| names.path(arg).map_or_else(|| (*arg).to_owned(), |path| path.to_str().unwrap().to_owned())).collect();
    let made = args.iter().position(|arg| arg == "--ics").map(|at| PathBuf::from(&args[at + 1])).filter(|path| path.is_absolute());
    let mut read: Vec<PathBuf> = files.into_iter().filter(|file| Some(file) != made.as_ref()).collect();
    let folder = names.home.join(".config/amazon-help");
    if own {
        read.push(folder.clone());
    }
    // Words in place of a file are tried as its name first.
    let words = PathBuf::from(args.iter().find(|arg| arg.starts_with("Your account")).map_or("/nothing", String::as_str));
    read.push(words);
    let log = traced(env!("CARGO_BIN_EXE_amazon-help"), &args, stdin, &names.dir, own.then_some(&*names.home));
    let found = forbidden(&log, &read, made.as_deref());
    assert!(found.is_empty(), "{args:?}:\n{}", found.join("\n"));
    let left: Vec<_> = fs::read_dir(&names.dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    let known = ["home", "overlay.toml", "rows", "csv", "json", "mail", "log", "stdin"];
    for name in left.iter().filter(|name| !known.contains(&name.as_str())) {
        assert_eq!(made.as_ref().map(|m| m.file_name().unwrap().to_str().unwrap()), Some(name.as_str()), "{args:?} left a file behind");
    }
    if let Some(made) = made {
        assert!(fs::read_to_string(made).unwrap().starts_with("BEGIN:VCALENDAR"), "{args:?}");
    }
}

/// A new command, a new option that takes a file, a new format: each has to be in the list above.
#[test]
fn nothing_is_forgotten() {
    fn walk(command: &clap::Command, path: &[&str], missing: &mut Vec<String>) {
        let given = |words: &[&str]| CASES.iter().any(|Case(args, _)| words.iter().all(|w| args.contains(w)) && args.starts_with(path));
        if !command.has_subcommands() && !given(&[]) {
            missing.push(path.join(" "));
        }
        for arg in command.get_arguments() {
            let takes_a_file = arg.get_value_names().is_some_and(|names| names.iter().any(|n| *n == "FILE" || *n == "DIR"));
            if let (true, Some(long)) = (takes_a_file, arg.get_long())
                && !given(&[&format!("--{long}")])
            {
                missing.push(format!("{} --{long}", path.join(" ")));
            }
        }
        for sub in command.get_subcommands() {
            walk(sub, &with(path, &[sub.get_name()]), missing);
        }
    }
    let mut missing = Vec::new();
    walk(&Whole::command(), &[], &mut missing);
    for format in amazon_help::show::Format::value_variants() {
        let name = format.to_possible_value().unwrap().get_name().to_owned();
        let given = name == "table" || CASES.iter().any(|Case(args, _)| args.contains(&name.as_str()));
        if !given {
            missing.push(format!("--format {name}"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The watch itself: it sees each thing that is not allowed.
#[test]
fn what_is_forbidden_is_seen() {
    if !strace_works() || !Path::new("/bin/bash").exists() {
        return;
    }
    let names = Names::new("strace-forbidden");
    let target = names.dir.join("target").to_str().unwrap().to_owned();
    for (script, call) in [
        (format!("echo x > {target}"), "O_WRONLY"),
        (format!("echo x > {target}; mv {target} {target}2"), "rename"),
        (format!("echo x > {target}; rm {target}"), "unlink"),
        (": < /etc/passwd".to_owned(), "/etc/passwd"),
        ("(exec 3<>/dev/udp/127.0.0.1/9)".to_owned(), "socket("),
        ("/bin/true; :".to_owned(), "execve("),
        ("(:); :".to_owned(), "clone"),
    ] {
        let log = traced("/bin/bash", &["--norc".into(), "-c".into(), script.clone()], "", &names.dir, None);
        let found = forbidden(&log, &[], None);
        assert!(found.iter().any(|f| f.contains(call)), "{script}: {found:#?}");
    }
}
