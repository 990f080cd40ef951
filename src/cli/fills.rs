//! What `prepare` writes into blanks. Its options are added only when that command is used: every other start is spared their making.

use clap::{ArgMatches, Args, Command, FromArgMatches};

use crate::kb::record::Fill;

/// What to write into the blanks.
#[derive(Debug, Default)]
pub struct Fills {
    given: Given,
}

/// The options.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "To fill in")]
struct Given {
    /// Fill in your order number (3-7-7 digits)
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    order: Option<String>,
    /// Fill in the product's name
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    item: Option<String>,
    /// Fill in the day of the order, such as 2026-11-20 or 11/20
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    ordered_on: Option<String>,
    /// Fill in what you want: a refund, an exchange …
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    wish: Option<String>,
    /// Fill in what happened
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    what_happened: Option<String>,
    /// Fill in the name on your account
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    name: Option<String>,
}

/// Adds the options to the command.
pub fn add(command: Command) -> Command {
    Given::augment_args(command)
}

impl Fills {
    /// What is given, and for which blank.
    pub fn given(&self) -> Vec<(Fill, &str)> {
        let Given { order, item, ordered_on, wish, what_happened, name } = &self.given;
        let all = [
            (Fill::Order, order),
            (Fill::Item, item),
            (Fill::OrderedOn, ordered_on),
            (Fill::Wish, wish),
            (Fill::WhatHappened, what_happened),
            (Fill::Name, name),
        ];
        all.into_iter().filter_map(|(fill, text)| Some((fill, text.as_deref()?))).collect()
    }
}

impl FromArgMatches for Fills {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Fills, clap::Error> {
        Ok(Fills { given: Given::from_arg_matches(matches)? })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.given.update_from_arg_matches(matches)
    }
}

impl Args for Fills {
    fn augment_args(command: Command) -> Command {
        command.defer(add)
    }

    fn augment_args_for_update(command: Command) -> Command {
        command.defer(Given::augment_args_for_update)
    }
}
