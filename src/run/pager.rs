//! Showing an answer page by page, where that was asked for: the only place that starts another program.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

use super::print::{write_err, write_out};
use crate::text::{Lang, visible};

/// What is run where the environment names nothing.
const USUAL: &str = "less";

/// Prints the answer through the pager that the environment names, on a terminal; as it is otherwise, or when the pager cannot be run.
///
/// # Errors
/// When the answer could not be written.
pub fn page(text: &str, lang: Lang) -> anyhow::Result<()> {
    if text.is_empty() || !io::stdout().is_terminal() {
        return write_out(text, lang);
    }
    let set = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let line = set("AMAZON_HELP_PAGER").or_else(|| set("PAGER")).unwrap_or_else(|| USUAL.to_owned());
    if through(&line, text).is_none() {
        let line = visible(&line);
        write_err(&lang.pick(
            format!(
                "「{line}」を動かせないため、そのまま表示します。環境変数 AMAZON_HELP_PAGER か PAGER で別のプログラムを指定できます。\n"
            ),
            format!("{line} cannot be run, so this is the answer as it is. AMAZON_HELP_PAGER or PAGER names another program.\n"),
        ));
        return write_out(text, lang);
    }
    Ok(())
}

/// Runs the pager until the user leaves it; none when it cannot be run.
fn through(line: &str, text: &str) -> Option<()> {
    let words = shell_words::split(line).ok()?;
    let (program, arguments) = words.split_first()?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped());
    // `less` leaves when everything fits, keeps colours, leaves the text on the screen, and takes it for UTF-8.
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    let mut child = command.spawn().ok()?;
    if let Some(mut input) = child.stdin.take() {
        // Whoever reads may leave before the end.
        let _ = input.write_all(text.as_bytes());
    }
    child.wait().ok().map(|_| ())
}
