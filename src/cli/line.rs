//! The command line as a whole: what is parsed at every start, and what only when that does not fit.

use clap::{Args, Parser, Subcommand};

use super::{Command, Global};

/// Official ways to reach customer service, and whether a number is really theirs
///
/// Answers offline from a knowledge base of sourced, dated facts. It never guesses and never calls a number safe.
#[derive(Debug, Parser)]
#[command(name = "amazon-help", version, disable_help_subcommand = true, propagate_version = true)]
pub struct Line<C: Subcommand, R: Args> {
    /// What to do
    #[command(subcommand)]
    pub command: C,
    /// Options of every command
    #[command(flatten)]
    pub global: Global,
    /// Those that are rarely given
    #[command(flatten)]
    pub rare: R,
}

/// The command line of what is asked every day: each further command would make every start dearer.
pub type Cli = Line<Command, Nothing>;

/// The command line with every command.
pub type Whole = Line<Any, Rare>;

/// A command line without a command.
#[derive(Debug, Parser)]
#[command(name = "amazon-help", disable_help_flag = true)]
pub struct Bare {
    /// Options of every command
    #[command(flatten)]
    pub global: Global,
    /// Those that are rarely given
    #[command(flatten)]
    pub rare: Rare,
}

/// No further options.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Nothing {}

/// Options of every command that are rarely given: each is copied to every command at a start.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Rare {
    /// Draw borders, bullets and marks with ASCII characters
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Show the answer page by page on a terminal [env: AMAZON_HELP_PAGER, else PAGER, else less]
    #[arg(long, global = true)]
    pub pager: bool,
}

/// Every command.
#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant, reason = "there is one in a run")]
pub enum Any {
    /// Those of every day
    #[command(flatten)]
    Daily(Command),
    /// Be asked what happened, step by step, and see what to do on one screen
    #[command(
        after_help = "It asks on a terminal: arrow keys choose, typing filters, Enter takes the usual answer, Esc goes back.\n\nExamples:\n  amazon-help guide\n  amazon-help guide --lang ja"
    )]
    Guide,
    /// Those of whoever installs the program
    #[command(flatten)]
    Install(Install),
}

/// What a package of the program is made with.
#[derive(Debug, Subcommand)]
pub enum Install {
    /// Print a script with which a shell completes commands, options and ids
    #[command(
        after_help = "Examples:\n  amazon-help completions bash > ~/.local/share/bash-completion/completions/amazon-help\n  amazon-help completions zsh > ~/.zfunc/_amazon-help\n  amazon-help completions fish > ~/.config/fish/completions/amazon-help.fish"
    )]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program or of a command
    #[command(after_help = "Examples:\n  amazon-help man | man -l -\n  amazon-help man check-number | man -l -\n  amazon-help man --list")]
    Man {
        /// The command, such as route or kb check; the program itself without one
        #[arg(value_name = "COMMAND")]
        page: Vec<String>,
        /// List the names of all pages
        #[arg(long, conflicts_with = "page")]
        list: bool,
    },
}
