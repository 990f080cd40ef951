//! `completions` and `man`: what a package of the program is made with.

use clap::CommandFactory;

use super::{Stop, code, kb_dir, open, style};
use crate::ask::{NoAnswer, nearest_first};
use crate::cli::completions::{self, Values};
use crate::cli::{Global, Install, Whole, japanese, manual};
use crate::kb::record::{Found, Standing};
use crate::kb::{FILES, Kb};
use crate::text::{Lang, Text, Zone};

/// The script or page, and the exit code.
pub fn answer(command: &Install, global: &Global, config: &super::Config, lang: Lang) -> Result<(String, u8), Stop> {
    let whole = japanese::in_language(Whole::command(), lang);
    let text = match command {
        Install::Completions { shell } => {
            let kb = open(kb_dir(global).as_deref(), &style(global, config, lang)?)?;
            let mut zones: Vec<&str> = Zone::names().collect();
            zones.sort_unstable();
            completions::script(whole, "amazon-help", *shell, &values(&kb, lang), &zones)
        }
        Install::Man { list: true, .. } => manual::pages(&whole).into_iter().map(|(name, _)| name + "\n").collect(),
        Install::Man { page, .. } => {
            let wanted = page.join("-");
            let name = match wanted.strip_prefix("amazon-help").map_or(wanted.as_str(), |rest| rest.trim_start_matches('-')) {
                "" => "amazon-help".to_owned(),
                name => format!("amazon-help-{name}"),
            };
            // Help changes with the program, ids and facts with the KB inside it.
            let date = Kb::built_in().about().reviewed.to_string();
            match manual::page(&whole, &name, &date, lang) {
                Ok(Some(page)) => page,
                Ok(None) => return Err(no_page(&page.join(" "), &name).into()),
                Err(error) => return Err(Stop::Failed(Text::same(error.to_string()))),
            }
        }
    };
    Ok((text, code::OK))
}

/// The pages most like the one that is not there.
fn no_page(wanted: &str, name: &str) -> NoAnswer {
    let [japanese, english] = Lang::ALL.map(|lang| manual::pages(&japanese::in_language(Whole::command(), lang)));
    let all: Vec<(String, Text)> = japanese.into_iter().zip(english).map(|((page, ja), (_, en))| (page, Text::new(ja, en))).collect();
    NoAnswer::UnknownId { kind: "page", id: wanted.to_owned(), candidates: nearest_first(name, all.iter().map(|(p, t)| (p.as_str(), t))) }
}

/// The ids of a KB with their names, by the arguments that take them.
fn values(kb: &Kb, lang: Lang) -> Vec<Values> {
    let named = |id: &str, name: &Text| (id.to_owned(), name.get(lang).to_owned());
    let channels: Vec<_> = kb.channels().channel.iter().map(|c| named(&c.id, &c.name)).collect();
    let plain = |id: &str| (id.to_owned(), String::new());
    let mut values = vec![
        ("issue", kb.issues().issue.iter().map(|i| named(&i.id, &i.name)).collect()),
        ("channel", channels.clone()),
        ("channels", channels),
        ("audience", kb.audiences().audience.iter().map(|a| named(&a.id, &a.name)).collect()),
        ("device", kb.audiences().device.iter().map(|d| named(&d.id, &d.name)).collect()),
        ("found", Found::ALL.iter().map(|f| plain(f.id())).collect()),
        ("standing", Standing::ALL.iter().map(|s| plain(s.id())).collect()),
        ("topic", FILES.iter().map(|file| plain(file.trim_end_matches(".toml"))).collect()),
    ];
    if lang == Lang::Ja {
        let named = |(id, name): &(&str, &str)| ((*id).to_owned(), (*name).to_owned());
        values.extend(japanese::VALUES.iter().map(|(arg, all)| (*arg, all.iter().map(named).collect())));
    }
    values
}
