//! Scripts with which shells complete commands, options, and the ids of a KB.
//!
//! What can be completed is set on a command line built for this alone, so that other starts do not pay for it.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, ValueHint};
use clap_complete::Shell;

/// What can stand behind an argument: its id, and each value with what it means.
pub type Values = (&'static str, Vec<(String, String)>);

/// Stands for the names of all time zones, which would otherwise be there once for each command.
const ZONES: &str = "@zones@";

/// The script of a shell for the program `name`. `zones` are the names of all time zones.
pub fn script(command: Command, name: &str, shell: Shell, values: &[Values], zones: &[&str]) -> String {
    let mut command = with_values(command, values);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    let script = String::from_utf8(script).unwrap_or_default();
    let zones = zones.join(" ");
    match shell {
        Shell::Bash => {
            // clap_complete 4.6.11 gives a program with a hyphen in its name two names, and nothing below it is found.
            let script = script.replace(&name.replace('-', "__subcmd__"), &name.replace('-', "__"));
            let script = script.replace(ZONES, "${_amazon_help_zones}");
            format!("_amazon_help_zones=\"{zones}\"\n{script}")
        }
        Shell::Zsh => {
            let script = script.replace(&format!("({ZONES})"), "_amazon_help_zones");
            // Zones are there before the last part, which calls what was defined.
            let function = format!("_amazon_help_zones() {{\n    compadd -- {zones}\n}}\n\n");
            match script.rfind("if [ \"$funcstack[1]\"") {
                Some(at) => format!("{}{function}{}", &script[..at], &script[at..]),
                None => format!("{script}\n{function}"),
            }
        }
        Shell::Fish => {
            let script = script.replace(&format!("{ZONES}\\t''"), "(__amazon_help_zones)");
            let each = zones.replace(' ', "\\n");
            let mut all = format!("function __amazon_help_zones\n    printf '{each}\\n'\nend\n\n{script}");
            positional(&command, name, &[], &mut all);
            all
        }
        _ => script.replace(ZONES, &zones),
    }
}

fn with_values(command: Command, values: &[Values]) -> Command {
    let command = command.mut_args(|arg| {
        let id = arg.get_id().to_string();
        match id.as_str() {
            "tz" => arg.value_parser(PossibleValuesParser::new([ZONES])),
            "kb" | "dir" => arg.value_hint(ValueHint::DirPath),
            "overlay" | "input" | "file" => arg.value_hint(ValueHint::FilePath),
            _ => match values.iter().find(|(arg, _)| *arg == id) {
                Some((_, all)) => {
                    let all = all.iter().map(|(value, name)| {
                        // The library takes texts that stay until the end, which is near.
                        let value = PossibleValue::new(&*value.clone().leak());
                        if name.is_empty() { value } else { value.help(plain(name)) }
                    });
                    arg.value_parser(PossibleValuesParser::new(all))
                }
                None => arg,
            },
        }
    });
    command.mut_subcommands(|sub| with_values(sub, values))
}

/// The values of what stands without an option, which the library leaves out for fish.
fn positional(command: &Command, name: &str, path: &[&str], out: &mut String) {
    for arg in command.get_positionals() {
        let values = arg.get_possible_values();
        let Some((first, below)) = path.split_first().filter(|_| !values.is_empty()) else {
            continue;
        };
        let mut when = format!("__fish_{}_using_subcommand {first}", name.replace('-', "_"));
        below.iter().for_each(|sub| when.push_str(&format!("; and __fish_seen_subcommand_from {sub}")));
        let each =
            values.iter().map(|v| format!("{}\\t'{}'", v.get_name(), v.get_help().map(|h| plain(&h.to_string())).unwrap_or_default()));
        out.push_str(&format!("complete -c {name} -n \"{when}\" -f -a \"{}\"\n", each.collect::<Vec<_>>().join("\n")));
    }
    for sub in command.get_subcommands() {
        positional(sub, name, &[path, &[sub.get_name()]].concat(), out);
    }
}

/// A name without what a shell could take for more than text: a KB must not be able to run anything.
fn plain(name: &str) -> String {
    let text: String = name.chars().map(|c| if c.is_control() || "$`\\\"'!;&|<>{}[]*?~#%".contains(c) { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_run_anything() {
        let command = Command::new("x").arg(clap::Arg::new("issue").long("issue"));
        let values = [("issue", vec![("a".to_owned(), "$(touch x) `touch x` '; touch x \"".to_owned())])];
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
            let script = script(command.clone(), "x", shell, &values, &["UTC"]);
            assert!(!script.contains("$(touch") && !script.contains("`touch") && !script.contains("'; touch"), "{script}");
        }
    }
}
