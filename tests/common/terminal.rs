//! A real terminal, driven key by key through tmux.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long a screen may take to show what is waited for; a guard against hanging, no measure.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether there is a tmux; where there is none, a test says so and cannot be run.
pub fn there() -> bool {
    let found = Command::new("tmux").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success());
    if !found {
        eprintln!("tmux is missing: nothing is tried on a terminal");
    }
    found
}

/// A terminal with a shell in it, on a server of its own.
pub struct Terminal {
    name: String,
}

impl Terminal {
    /// Opens a terminal of this size and runs a command line in it; `name` is that of the test.
    pub fn open(name: &str, width: u32, height: u32, line: &str) -> Terminal {
        let terminal = Terminal { name: format!("amazon-help-{name}-{}", std::process::id()) };
        let program = env!("CARGO_BIN_EXE_amazon-help");
        let bin = std::path::Path::new(program).parent().unwrap();
        // What follows the command shows when it has ended, and what became of keys that it did not take.
        let script = format!("PATH={}:$PATH; export PATH; {line}; echo \"[ended $?]\"; cat -v", bin.display());
        let (width, height) = (width.to_string(), height.to_string());
        let size = ["-x", &width, "-y", &height];
        let environment = [
            "AMAZON_HELP_OVERLAY=",
            "AMAZON_HELP_CONFIG=",
            "AMAZON_HELP_KB=",
            "AMAZON_HELP_LANG=",
            "NO_COLOR=",
            "LANG=C.UTF-8",
            "LC_ALL=C.UTF-8",
            "TZ=Asia/Tokyo",
        ];
        let shell = std::iter::once("env").chain(environment).chain(["sh", "-c", &script]);
        let arguments: Vec<&str> = ["-u", "-f", "/dev/null", "new-session", "-d"].into_iter().chain(size).chain(shell).collect();
        let out = terminal.tmux(&arguments);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        terminal
    }

    fn tmux(&self, arguments: &[&str]) -> Output {
        Command::new("tmux").args(["-L", &self.name]).args(arguments).output().unwrap()
    }

    /// Presses keys, by tmux's names (`Enter`, `Down`, `Escape`).
    pub fn press(&self, keys: &[&str]) -> &Terminal {
        self.tmux(&[&["send-keys"], keys].concat());
        self
    }

    /// Types text.
    pub fn write(&self, text: &str) -> &Terminal {
        self.tmux(&["send-keys", "-l", text]);
        self
    }

    /// Pastes text, `bracketed` as terminals do that say where a paste begins and ends.
    pub fn paste(&self, text: &str, bracketed: bool) -> &Terminal {
        self.tmux(&["set-buffer", text]);
        self.tmux(if bracketed { &["paste-buffer", "-p"] } else { &["paste-buffer"] });
        self
    }

    /// Everything printed so far.
    pub fn all(&self) -> String {
        String::from_utf8(self.tmux(&["capture-pane", "-p", "-S", "-"]).stdout).unwrap()
    }

    /// The same with escape sequences.
    pub fn painted(&self) -> String {
        String::from_utf8(self.tmux(&["capture-pane", "-p", "-e", "-S", "-"]).stdout).unwrap()
    }

    /// Waits until the last lines hold a text; gives all that was printed.
    pub fn see(&self, text: &str) -> String {
        let since = Instant::now();
        loop {
            let all = self.all();
            // A line may be folded anywhere.
            if all.replace('\n', "").contains(text) {
                return all;
            }
            assert!(since.elapsed() < PATIENCE, "never saw {text:?} in\n{all}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}
