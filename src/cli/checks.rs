//! `check-number`, `check-url`, `check-message`, and many items at once.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `check-number`
#[derive(Debug, Args)]
pub struct CheckNumberArgs {
    /// The number, in any spelling
    #[arg(value_name = "NUMBER", required_unless_present = "input", conflicts_with = "input")]
    pub numbers: Vec<String>,
    /// Where the number came from; this can only make the verdict worse
    #[arg(long, value_name = "WHERE", allow_hyphen_values = true)]
    pub found: Option<FoundArg>,
    /// The number called you
    #[arg(long)]
    pub incoming: bool,
    /// Column or field that says where each number was found
    #[arg(long, value_name = "NAME", requires = "input", allow_hyphen_values = true, help_heading = MANY)]
    pub found_column: Option<String>,
    /// Many at once
    #[command(flatten)]
    pub rows: Rows,
}

/// `check-url`
#[derive(Debug, Args)]
pub struct CheckUrlArgs {
    /// The address, in any spelling
    #[arg(value_name = "URL", required_unless_present = "input", conflicts_with = "input")]
    pub urls: Vec<String>,
    /// Many at once
    #[command(flatten)]
    pub rows: Rows,
}

/// `check-message`
#[derive(Debug, Args)]
pub struct CheckMessageArgs {
    /// The message: a file, .eml or text; standard input without one, or as -
    #[arg(value_name = "FILE", conflicts_with_all = ["input", "text"])]
    pub file: Option<String>,
    /// The message itself
    #[arg(long, value_name = "TEXT", conflicts_with = "input", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Who it says it is from: a name, an address, or `Name <address>`
    #[arg(long, value_name = "SENDER", conflicts_with = "input", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// Its subject
    #[arg(long, value_name = "SUBJECT", conflicts_with = "input", allow_hyphen_values = true)]
    pub subject: Option<String>,
    /// How it came
    #[arg(long, value_name = "KIND", allow_hyphen_values = true)]
    pub kind: Option<KindArg>,
    /// Many at once
    #[command(flatten)]
    pub rows: Rows,
}

/// `--kind`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// A text message
    Sms,
    /// An e-mail
    Email,
    /// A voicemail, in writing
    Voicemail,
}

/// Heading of the options for many items at once.
const MANY: &str = "Many at once";

/// Many items at once, from a file.
#[derive(Debug, Args)]
pub struct Rows {
    /// Check every row of a file, one item a line; - is standard input
    #[arg(long, value_name = "FILE", allow_hyphen_values = true, help_heading = MANY)]
    pub input: Option<PathBuf>,
    /// The file is CSV; the items are in this column
    #[arg(long, value_name = "NAME", requires = "input", allow_hyphen_values = true, help_heading = MANY)]
    pub column: Option<String>,
    /// The file is JSON lines; the items are in this field
    #[arg(long, value_name = "NAME", requires = "input", conflicts_with = "column", allow_hyphen_values = true, help_heading = MANY)]
    pub field: Option<String>,
    /// How the file is written
    #[arg(long, value_name = "ENCODING", default_value = "auto", allow_hyphen_values = true, help_heading = MANY)]
    pub encoding: crate::batch::Encoding,
    /// Exit with 10 or 20 when a row is at least this bad; otherwise 0 when every row was processed
    #[arg(long, value_name = "SEVERITY", requires = "input", allow_hyphen_values = true, help_heading = MANY)]
    pub fail_on: Option<FailOn>,
}

/// `--fail-on`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Anything but clear
    Caution,
    /// Danger only
    Danger,
}

/// `--found`: the places of [`crate::kb::record::Found`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundArg(pub crate::kb::record::Found);

impl ValueEnum for FoundArg {
    fn value_variants<'a>() -> &'a [Self] {
        use crate::kb::record::Found::*;
        const ALL: [FoundArg; 11] = [
            FoundArg(OfficialPage),
            FoundArg(Search),
            FoundArg(Ad),
            FoundArg(AiAnswer),
            FoundArg(Sns),
            FoundArg(QaSite),
            FoundArg(Sms),
            FoundArg(Email),
            FoundArg(Popup),
            FoundArg(Letter),
            FoundArg(Voicemail),
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.id()))
    }
}
