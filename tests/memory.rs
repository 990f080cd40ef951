//! Memory and input are bounded: what is given may be as long as it likes.
//!
//! The bounds are generous, as a debug build takes more and its threads set addresses aside; what grows with the input breaks them all the same.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::{WEEKDAY, overlay, run};

/// Most memory that was in use at once, in KiB, as far as it is seen by looking again and again, and the exit code.
fn peak(mut child: Child) -> (u64, i32) {
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    let mut waited = 0;
    loop {
        // Once it has ended there is no such line.
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0 kB");
        most = most.max(line.trim().trim_end_matches(" kB").parse().unwrap());
        if let Some(status) = child.try_wait().unwrap() {
            return (most, status.code().unwrap_or(-1));
        }
        std::thread::sleep(Duration::from_millis(2));
        waited += 1;
        if waited > 60_000 {
            child.kill().unwrap();
            panic!("no end");
        }
    }
}

/// The program reading what `write` writes.
fn fed(args: &[&str], write: impl FnOnce(&mut dyn Write) -> std::io::Result<()> + Send) -> (u64, i32) {
    let mut child = common::command(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // It may have seen enough before all is written.
        scope.spawn(move || write(&mut stdin).is_ok());
        peak(child)
    })
}

const MIB: u64 = 1 << 10;

#[test]
fn a_cold_run_takes_little() {
    for args in [
        &["check-number", "0120-999-373"][..],
        &["check-number", "+44 20 7946 0123"],
        &["check-url", "https://www.amazon.co.jp/"],
        &["check-message", "--text", "Your Amazon account is suspended: https://example.top/"],
        &["route", "荷物が届かない", "--at", WEEKDAY],
        &["hours", "--week", "--at", WEEKDAY],
        &["prepare", "--issue", "return", "--format", "html"],
        &["channels"],
        &["faq"],
        &["issues", "返品したい"],
        &["explain", "F127"],
    ] {
        let limited = |mib: u64| {
            let mut command = Command::new("/bin/sh");
            command.args(["-c", &format!("ulimit -v {}; exec \"$0\" \"$@\"", mib * MIB), env!("CARGO_BIN_EXE_amazon-help")]).args(args);
            command.env_clear().env("TZ", "Asia/Tokyo").env("AMAZON_HELP_OVERLAY", "").env("AMAZON_HELP_CONFIG", "");
            command.stdout(Stdio::null()).stderr(Stdio::null());
            command.status().unwrap().code()
        };
        // The program in a debug build, its libraries and its stack are some 50 MiB of addresses.
        assert_eq!(limited(128), Some(run(args).code), "{args:?}");
        let (most, _) = peak(common::command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        assert!(most < 40 * MIB, "{args:?}: {most} KiB");
    }
}

/// Five times the rows take no more.
#[test]
fn rows_stream() {
    for (name, row, rows) in [
        ("check-number", "03-5555-0123\n", 40_000),
        ("check-url", "https://shop.example/a\n", 4_000),
        ("check-message", "hello, it is me\n", 2_000),
        ("issues", "返品したい\n", 1_000),
    ] {
        for format in ["csv", "jsonl"] {
            let write = |n: usize| {
                move |out: &mut dyn Write| {
                    let block = row.repeat(100);
                    (0..n / 100).try_for_each(|_| out.write_all(block.as_bytes()))
                }
            };
            let args = [name, "--input", "-", "--format", format];
            let (few, code) = fed(&args, write(rows / 5));
            assert_eq!(code, 0, "{args:?}");
            let (many, code) = fed(&args, write(rows));
            assert_eq!(code, 0, "{args:?}");
            assert!(many < 64 * MIB && many < few + 8 * MIB, "{args:?}: {few} KiB, five times the rows {many} KiB");
        }
    }
}

/// A line without an end, a record without a closing quote, and many columns: thrown away as they come.
#[test]
fn an_endless_row_is_not_kept() {
    let endless = |begin: &'static str, piece: &'static str| {
        move |out: &mut dyn Write| {
            let block = piece.repeat((1 << 20) / piece.len());
            out.write_all(begin.as_bytes())?;
            (0..100).try_for_each(|_| out.write_all(block.as_bytes()))
        }
    };
    for (more, begin, piece) in [
        (&[][..], "", "a"),
        (&["--field", "n"], "{\"n\":\"", "a"),
        (&["--column", "n"], "n\n", "a"),
        (&["--column", "n"], "n\n\"", "a\n"),
        (&["--column", "n"], "n\n", "a,"),
        (&["--encoding", "shift_jis"], "", "a"),
    ] {
        for name in ["check-number", "issues"] {
            let args = [&[name, "--input", "-", "--format", "csv"], more].concat();
            let (most, code) = fed(&args, endless(begin, piece));
            assert_eq!(code, 0, "{args:?}");
            assert!(most < 64 * MIB, "{args:?}: {most} KiB");
        }
    }
    // The header itself.
    let (most, code) = fed(&["check-number", "--input", "-", "--column", "n"], endless("", "a"));
    assert!(code == 1 && most < 64 * MIB, "{code} {most} KiB");
    // Messages may be longer, and are cut at their own limit.
    let (most, code) = fed(&["check-message", "--input", "-", "--format", "csv"], endless("", "a"));
    assert!(code == 0 && most < 160 * MIB, "{code} {most} KiB");
}

#[test]
fn a_message_is_read_up_to_its_limit() {
    let of =
        |bytes: usize| move |out: &mut dyn Write| (0..bytes >> 20).try_for_each(|_| out.write_all(&"x y\n".repeat(1 << 18).into_bytes()));
    let (most, code) = fed(&["check-message"], of(10 << 20));
    assert!(code == 0 && most < 400 * MIB, "10 MiB: {code} {most} KiB");
    let (most, code) = fed(&["check-message"], of(100 << 20));
    assert!(code == 1 && most < 64 * MIB, "100 MiB: {code} {most} KiB");
    let file = overlay("large-message", &"x y\n".repeat((10 << 18) + 1));
    for (lang, says) in [("en", "too large"), ("ja", "大きすぎます")] {
        let ran = run(&["check-message", file.to_str().unwrap(), "--lang", lang]);
        assert!(ran.code == 1 && ran.err.contains(says), "{}", ran.err);
    }
}

/// A number has at most 250 characters, an address 8,000; more is no number and no address, and is not repeated back.
#[test]
fn arguments_are_bounded() {
    let digits = "1".repeat(100_000);
    let url = format!("https://example.top/{}", "a".repeat(100_000));
    for (args, code) in [
        (["check-number", digits.as_str()], 10),
        (["check-url", url.as_str()], 10),
        (["route", digits.as_str()], 3),
        (["faq", digits.as_str()], 3),
        (["explain", digits.as_str()], 3),
    ] {
        let ran = run(&args);
        assert_eq!(ran.code, code, "{}", args[0]);
        assert!(ran.out.len() + ran.err.len() < 20_000, "{}: {} bytes", args[0], ran.out.len() + ran.err.len());
    }
}
