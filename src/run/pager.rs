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
    if !through(&line, text) {
        let line = visible(&line);
        write_err(&lang.pick(
            format!(
                "「{line}」で表示できなかったため、そのまま表示します。環境変数 AMAZON_HELP_PAGER か PAGER で別のプログラムを指定できます。\n"
            ),
            format!("{line} did not show the answer, so this is the answer as it is. AMAZON_HELP_PAGER or PAGER names another program.\n"),
        ));
        return write_out(text, lang);
    }
    Ok(())
}

/// What a pipe takes before anybody reads it, in bytes: whoever leaves the rest of so little unread has shown none of it.
const UNREAD: usize = 64 << 10;

/// Runs the pager until the user leaves it. False when it cannot be run, fails, or does not take even a short answer.
fn through(line: &str, text: &str) -> bool {
    let Ok(words) = shell_words::split(line) else {
        return false;
    };
    let Some((program, arguments)) = words.split_first() else {
        return false;
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped());
    // `less` leaves when everything fits, keeps colours, leaves the text on the screen, and takes it for UTF-8.
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    // Whoever reads may leave before the end of a long answer.
    let taken = child.stdin.take().is_some_and(|mut input| input.write_all(text.as_bytes()).is_ok());
    let done = child.wait().is_ok_and(|status| status.success());
    done && (taken || text.len() > UNREAD)
}
