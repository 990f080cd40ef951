//! The command line. Doc comments are the English help; `cli/japanese.rs` has the Japanese one.

mod checks;
pub mod completions;
pub mod fills;
pub mod japanese;
mod line;
pub mod manual;
pub mod words;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

pub use checks::{CheckMessageArgs, CheckNumberArgs, CheckUrlArgs, FailOn, FoundArg, KindArg, Rows};
pub use line::{Any, Bare, Cli, Install, Line, Nothing, Rare, Whole};

use crate::show::Format;
use crate::text::Lang;

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Answer from the knowledge base in this folder [env: AMAZON_HELP_KB]
    #[arg(long, global = true, value_name = "DIR", allow_hyphen_values = true)]
    pub kb: Option<PathBuf>,
    /// Add the entries of this file of your own; they can make a verdict worse, never better. Can be given several times
    #[arg(long, global = true, value_name = "FILE", allow_hyphen_values = true)]
    pub overlay: Vec<PathBuf>,
    /// Leave out the additions in your configuration folder [env: AMAZON_HELP_OVERLAY, another file for them, or empty for none]
    #[arg(long, global = true)]
    pub no_overlay: bool,
    /// Language of the answer; the locale decides otherwise [env: AMAZON_HELP_LANG]
    #[arg(long, global = true, value_name = "LANG", allow_hyphen_values = true)]
    pub lang: Option<LangArg>,
    /// Form of the output
    #[arg(long, global = true, value_name = "FORMAT", default_value = "table", allow_hyphen_values = true)]
    pub format: Format,
    /// When to use colour [default: auto]
    #[arg(long, global = true, value_name = "WHEN", allow_hyphen_values = true)]
    pub color: Option<ColorArg>,
    /// Answer as of this moment, such as 2026-11-24T10:00 (home time) or 2026-11-24T01:00Z
    #[arg(long, global = true, value_name = "TIME", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// Show times in this zone too, such as Europe/London
    #[arg(long, global = true, value_name = "ZONE", allow_hyphen_values = true)]
    pub tz: Option<String>,
    /// Columns to print in; the terminal's width otherwise
    #[arg(long, global = true, value_name = "N", allow_hyphen_values = true)]
    pub width: Option<usize>,
}

/// `--lang`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// Japanese
    Ja,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Lang {
        match arg {
            LangArg::Ja => Lang::Ja,
            LangArg::En => Lang::En,
        }
    }
}

/// `--color`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Command {
    /// Whether the rows of a file are asked about.
    pub fn has_rows(&self) -> bool {
        let rows = match self {
            Command::CheckNumber(args) => &args.rows,
            Command::CheckUrl(args) => &args.rows,
            Command::CheckMessage(args) => &args.rows,
            Command::Issues(args) => &args.rows,
            _ => return false,
        };
        rows.input.is_some()
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show which official channel to use first for a problem, with steps and reasons
    #[command(
        after_help = "Examples:\n  amazon-help route --issue return\n  amazon-help route \"I was charged twice\" --urgent\n  amazon-help route 荷物が届かない --cannot-talk"
    )]
    Route(RouteArgs),
    /// Show which channels are open now, how busy they are, and the next quiet windows
    #[command(
        after_help = "Examples:\n  amazon-help hours\n  amazon-help hours phone-callback --tz Europe/London\n  amazon-help hours --week\n  amazon-help hours phone-callback --ics quiet.ics"
    )]
    Hours(HoursArgs),
    /// Compare the channels: hours, reply time, record, files, languages, what each is good for
    #[command(after_help = "Examples:\n  amazon-help channels\n  amazon-help channels phone-callback chat")]
    Channels(ChannelsArgs),
    /// Check whose number it is as far as evidence goes, and whether to dial it
    #[command(
        after_help = "Exit code: 0 clear, 10 caution, 20 danger.\n\nExamples:\n  amazon-help check-number 0120-999-373\n  amazon-help check-number \"+1 888-555-0123\" --found sms\n  amazon-help check-number 03-5555-0123 --incoming"
    )]
    CheckNumber(CheckNumberArgs),
    /// Check whether a web address is official, a look-alike, or something else
    #[command(
        after_help = "Nothing is opened. Exit code: 0 official, 10 anything else, 20 look-alike.\n\nExamples:\n  amazon-help check-url https://shop.example.co.jp/\n  amazon-help check-url \"hxxps://shop[.]co[.]jp[.]example[.]top/\""
    )]
    CheckUrl(CheckUrlArgs),
    /// Check a text message, an e-mail or a voicemail for warning signs
    #[command(
        after_help = "The message is read from a file (.eml, HTML or text), from standard input, or given with --text.\n\nExit code: 0 no warning found, 10 suspicious, 20 dangerous.\n\nExamples:\n  amazon-help check-message mail.eml\n  amazon-help check-message --text \"Your account is suspended: https://example.top/\"\n  amazon-help check-message < message.txt"
    )]
    CheckMessage(CheckMessageArgs),
    /// Print what to have ready and what to say before you get in touch
    #[command(
        after_help = "Nothing of what you fill in is kept.\n\nExamples:\n  amazon-help prepare --issue return\n  amazon-help prepare \"wrong item arrived\" --channel chat\n  amazon-help prepare --issue return --order 250-1234567-1234567 --format html > page.html"
    )]
    Prepare(PrepareArgs),
    /// List the issues, or find the one that a sentence is about
    #[command(
        after_help = "Examples:\n  amazon-help issues\n  amazon-help issues \"my parcel says delivered but it is not here\"\n  amazon-help issues --input questions.txt --format csv"
    )]
    Issues(IssuesArgs),
    /// Show what can be settled without a person, and where
    #[command(
        after_help = "Without words the topics are listed.\n\nExamples:\n  amazon-help faq\n  amazon-help faq password\n  amazon-help faq 領収書"
    )]
    Faq(FaqArgs),
    /// Print anything that has an id in full: what it says, where it is used, who says so
    #[command(
        after_help = "Examples:\n  amazon-help explain number-in-message\n  amazon-help explain phone-callback\n  amazon-help explain F127"
    )]
    Explain(ExplainArgs),
    /// Look after a knowledge base
    Kb(KbArgs),
}

/// Which problem it is.
#[derive(Debug, Args)]
pub struct Problem {
    /// The problem in your own words, in Japanese or English
    #[arg(value_name = "PROBLEM")]
    pub problem: Vec<String>,
    /// The problem by its id, such as return or not-delivered
    #[arg(long, value_name = "ID", conflicts_with = "problem", allow_hyphen_values = true)]
    pub issue: Option<String>,
}

/// Who asks, and under which circumstances.
#[derive(Debug, Args)]
pub struct Circumstances {
    /// Who you are, by an id of the knowledge base, such as guest or member
    #[arg(long = "as", value_name = "WHO", allow_hyphen_values = true)]
    pub audience: Option<String>,
    /// Which device it is about, by an id of the knowledge base, such as kindle
    #[arg(long, value_name = "DEVICE", allow_hyphen_values = true)]
    pub device: Option<String>,
    /// It cannot wait
    #[arg(long)]
    pub urgent: bool,
    /// You cannot speak aloud now
    #[arg(long)]
    pub cannot_talk: bool,
    /// You want a record of what was said
    #[arg(long)]
    pub keep_record: bool,
    /// You want to send pictures or files
    #[arg(long)]
    pub attach: bool,
    /// You cannot sign in
    #[arg(long)]
    pub cannot_sign_in: bool,
}

impl Circumstances {
    /// Ids of the situations that are set.
    pub fn situations(&self) -> Vec<&'static str> {
        let all = [
            (self.cannot_sign_in, "cannot-sign-in"),
            (self.cannot_talk, "cannot-talk"),
            (self.urgent, crate::ask::route::URGENT),
            (self.attach, "attach"),
            (self.keep_record, "keep-record"),
        ];
        all.into_iter().filter_map(|(set, id)| set.then_some(id)).collect()
    }
}

/// `route`
#[derive(Debug, Args)]
pub struct RouteArgs {
    /// Which problem
    #[command(flatten)]
    pub problem: Problem,
    /// Under which circumstances
    #[command(flatten)]
    pub circumstances: Circumstances,
}

/// `hours`
#[derive(Debug, Args)]
pub struct HoursArgs {
    /// Only these channels, such as phone-callback or chat
    #[arg(value_name = "CHANNEL")]
    pub channels: Vec<String>,
    /// Show the coming 7 days hour by hour for one channel, as a map; with --format svg or html as a picture or a page
    #[arg(long)]
    pub week: bool,
    /// The same for this many days, 1 to 31
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub days: Option<usize>,
    /// Write the next quiet windows of one channel, up to 10, into a new calendar file (iCalendar); - is standard output
    #[arg(long, value_name = "FILE", allow_hyphen_values = true)]
    pub ics: Option<PathBuf>,
}

/// `channels`
#[derive(Debug, Args)]
pub struct ChannelsArgs {
    /// Only these channels, such as phone-callback or chat
    #[arg(value_name = "CHANNEL")]
    pub channels: Vec<String>,
}

/// `--standing`: the values of [`crate::kb::record::Standing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingArg(pub crate::kb::record::Standing);

impl ValueEnum for StandingArg {
    fn value_variants<'a>() -> &'a [Self] {
        use crate::kb::record::Standing::*;
        const ALL: [StandingArg; 5] =
            [StandingArg(Confirmed), StandingArg(Mixed), StandingArg(Contradicted), StandingArg(Unverifiable), StandingArg(Unchecked)];
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.id()))
    }
}

/// `prepare`
#[derive(Debug, Args)]
pub struct PrepareArgs {
    /// Which problem
    #[command(flatten)]
    pub problem: Problem,
    /// Fit it to this channel: phone-callback, chat, email-form …
    #[arg(long, value_name = "CHANNEL", allow_hyphen_values = true)]
    pub channel: Option<String>,
    /// Under which circumstances
    #[command(flatten)]
    pub circumstances: Circumstances,
    /// What to write into the blanks
    #[command(flatten)]
    pub fills: fills::Fills,
}

/// `issues`
#[derive(Debug, Args)]
pub struct IssuesArgs {
    /// The problem in your own words, in Japanese or English; all issues without
    #[arg(value_name = "PROBLEM", conflicts_with = "input")]
    pub problem: Vec<String>,
    /// Many at once
    #[command(flatten)]
    pub rows: Rows,
}

/// `faq`
#[derive(Debug, Args)]
pub struct FaqArgs {
    /// What you want to know, in Japanese or English, or ids of topics
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
}

/// `explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Its id, as answers show it
    #[arg(value_name = "ID")]
    pub id: String,
}

/// `kb`
#[derive(Debug, Args)]
pub struct KbArgs {
    /// What to do
    #[command(subcommand)]
    pub command: KbCommand,
}

/// `kb …`
#[derive(Debug, Subcommand)]
pub enum KbCommand {
    /// Report everything that is wrong with a knowledge base
    Check {
        /// The folder of the knowledge base
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// Print the form of a file as JSON Schema, for editors
    #[command(after_help = "Examples:\n  amazon-help kb schema\n  amazon-help kb schema rules/message > rules-message.json")]
    Schema {
        /// The file, such as issues or rules/message; without it all are listed
        #[arg(value_name = "FILE")]
        topic: Option<String>,
    },
    /// List the claims of the source article by how they stand, and where each is used
    #[command(after_help = "Examples:\n  amazon-help kb claims --standing contradicted\n  amazon-help kb claims --format json")]
    Claims {
        /// Only claims of this standing
        #[arg(long, value_name = "STANDING", allow_hyphen_values = true)]
        standing: Option<StandingArg>,
    },
    /// List the entries that are due for review, oldest first
    #[command(after_help = "Examples:\n  amazon-help kb stale\n  amazon-help kb stale --at 2027-12-01")]
    Stale,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kb::record::Found;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
        Whole::command().debug_assert();
    }

    /// A sender, a subject or a folder may begin with a hyphen.
    #[test]
    fn every_option_with_a_value_takes_one_that_begins_with_a_hyphen() {
        fn walk(command: &clap::Command, options: &mut Vec<String>) {
            for arg in command.get_arguments().filter(|arg| !arg.is_positional() && arg.get_action().takes_values()) {
                assert!(arg.is_allow_hyphen_values_set(), "{} {}", command.get_name(), arg.get_id());
                options.push(arg.get_id().to_string());
            }
            command.get_subcommands().for_each(|command| walk(command, options));
        }
        let mut options = Vec::new();
        for mut command in [Cli::command(), Whole::command()] {
            command.build();
            walk(&command, &mut options);
        }
        assert!(["text", "kb", "order", "column", "standing"].iter().all(|id| options.iter().any(|o| o == id)), "{options:?}");
    }

    #[test]
    fn every_place_can_be_given() {
        let given: Vec<Found> = FoundArg::value_variants().iter().map(|f| f.0).collect();
        assert_eq!(given, Found::ALL);
    }

    #[test]
    fn every_standing_can_be_given() {
        let given: Vec<_> = StandingArg::value_variants().iter().map(|s| s.0).collect();
        assert_eq!(given, crate::kb::record::Standing::ALL);
    }
}
