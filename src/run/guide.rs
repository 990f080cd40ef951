//! `guide` and the bare command: asking on a terminal.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, IsTerminal};
use std::time::Duration;

use chrono::Utc;
use crossterm::event::{self, Event, KeyCode};
use crossterm::terminal;
use inquire::ui::{Color, RenderConfig, StyleSheet, Styled};
use inquire::{InquireError, Select, Text as Words};

use super::print::{write_err, write_out};
use super::{Config, Stop, answer_moment, code, finish, kb_dir, open, overlay, style, with_zone};
use crate::ask::guide::{self, Choice, Given, Step};
use crate::ask::issues::Matcher;
use crate::cli::Global;
use crate::kb::Kb;
use crate::show::{self, Format, Style};
use crate::text::{Lang, Text, quoted};

/// Lines of a list shown at once, where the terminal has room.
const LINES: usize = 12;

/// Lines of a terminal that a list leaves to what stands around it.
const AROUND: usize = 6;

/// How long the rest of a pasted text may take to come.
const PASTE: Duration = Duration::from_millis(50);

/// Asks, and gives the page that the answers come to.
pub fn answer(global: &Global, config: &Config, lang: Lang) -> Result<(String, u8), Stop> {
    let style = style(global, config, lang)?;
    config.sound(&style)?;
    only_for_people(style.format, "guide")?;
    if !asked_on_a_terminal() {
        return Err(Stop::Usage(Text::new(
            "guide は端末の画面で質問します。画面のないところでは、同じ答えを次のコマンドで出せます。\n  amazon-help route \"困っていること\"\n  amazon-help hours\n  amazon-help prepare --issue ID（ID の一覧は amazon-help issues）\n  amazon-help check-number 番号\n  amazon-help check-url アドレス\n  amazon-help check-message ファイル",
            "guide asks its questions on a terminal. Without one, these give the same answers:\n  amazon-help route \"what happened\"\n  amazon-help hours\n  amazon-help prepare --issue ID (amazon-help issues lists the ids)\n  amazon-help check-number NUMBER\n  amazon-help check-url ADDRESS\n  amazon-help check-message FILE",
        )));
    }
    let kb = kb(global, &style)?;
    let [audience, _] = config.circumstances(kb, &style)?;
    let Some(given) = ask_all(kb, audience.as_deref(), &style)? else {
        write_err(lang.pick("やめました。何も保存していません。\n", "Stopped. Nothing was kept.\n"));
        return Ok((String::new(), code::OK));
    };
    let at = answer_moment(kb, global, Utc::now())?;
    let mut answer = guide::ask(kb, &given, at)?;
    let options = options(global);
    answer.commands.iter_mut().for_each(|command| command.push_str(&options));
    let style = with_zone(style, global, config, kb)?;
    Ok((format!("\n{}", show::guide(kb, &answer, &style)), code::OK))
}

/// Says what the program is for, and offers the guide where somebody can answer.
///
/// # Errors
/// When the page could not be written.
pub fn start(global: &Global, config: &Config, lang: Lang) -> anyhow::Result<u8> {
    let page = style(global, config, lang).and_then(|style| {
        config.sound(&style)?;
        only_for_people(style.format, "")?;
        Ok((kb(global, &style)?, style))
    });
    let (kb, style) = match page {
        Ok(page) => page,
        Err(stop) => return finish(Err(stop), config, lang),
    };
    write_out(&show::start(kb, &style), lang)?;
    if !asked_on_a_terminal() || !io::stdout().is_terminal() {
        return Ok(code::OK);
    }
    let asked = lang.pick("今、案内を始めますか？", "Start the guide now?");
    let choices = [("yes", lang.pick("はい", "Yes")), ("no", lang.pick("いいえ", "No"))];
    let options = choices.map(|(id, name)| Shown { id: id.to_owned(), name: name.to_owned() }).to_vec();
    match pick(asked, options, 0, true, &style, None) {
        Ok(Some(id)) if id == "yes" => finish(answer(global, config, lang), config, lang),
        Ok(_) | Err(Stop::Gone) => Ok(code::OK),
        Err(stop) => finish(Err(stop), config, lang),
    }
}

fn kb(global: &Global, style: &Style) -> Result<&'static Kb, Stop> {
    let kb = open(kb_dir(global).as_deref(), style)?;
    // Never taken apart: the process ends with the answer.
    Ok(Box::leak(Box::new(overlay::add(kb, &overlay::files(global), style)?)))
}

/// The options given that change what is answered, as a command line has them.
fn options(global: &Global) -> String {
    let mut options = String::new();
    let mut add = |name: &str, value: &str| options.push_str(&format!(" {name} {}", quoted(value)));
    global.lang.iter().for_each(|lang| add("--lang", Lang::from(*lang).pick("ja", "en")));
    global.kb.iter().for_each(|dir| add("--kb", &dir.display().to_string()));
    global.overlay.iter().for_each(|file| add("--overlay", &file.display().to_string()));
    global.at.iter().for_each(|at| add("--at", at));
    global.tz.iter().for_each(|zone| add("--tz", zone));
    if global.no_overlay {
        options.push_str(" --no-overlay");
    }
    options
}

/// Other forms are for programs, which cannot be asked.
fn only_for_people(format: Format, command: &str) -> Result<(), Stop> {
    match format {
        Format::Table | Format::Plain => Ok(()),
        _ => Err(Stop::Usage(match command {
            "" => Text::new(
                "コマンドを書いてください。例: amazon-help hours。一覧は amazon-help --help で見られます。",
                "Give a command, such as amazon-help hours. amazon-help --help lists all.",
            ),
            _ => Text::new(
                "guide は人が読むためのもので、--format table か plain だけです。プログラムからは amazon-help route --issue ID --format json などを使ってください。",
                "guide is for people to read, with --format table or plain only. For a program use amazon-help route --issue ID --format json and the like.",
            ),
        })),
    }
}

/// Whether somebody can be asked. Questions are written to standard error, so that the answer alone goes to a file.
fn asked_on_a_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

/// Asks one question after the other; Esc goes back to the one before. None when the user has had enough.
fn ask_all(kb: &'static Kb, audience: Option<&str>, style: &Style) -> Result<Option<Given>, Stop> {
    let matcher = Matcher::new(kb);
    let mut given = Given::default();
    let mut place = 0;
    // What was chosen before stands first when somebody comes back to a question.
    let mut before: Vec<(Step, String)> = Vec::new();
    while let Some(step) = guide::steps(kb, &given).get(place).copied() {
        let mut asked = guide::question(kb, step, audience);
        if let Some((_, id)) = before.iter().rfind(|(s, _)| *s == step) {
            asked.usual = asked.choices.iter().position(|c| c.id == *id).unwrap_or(asked.usual);
        }
        let title = asked.title.get(style.lang);
        let leave = place == 0;
        let answer = if asked.choices.is_empty() {
            words(title, style)
        } else {
            let options = asked.choices.iter().map(|c| Shown { id: c.id.clone(), name: c.name.get(style.lang).to_owned() }).collect();
            let search = |typed: &str| likely(&matcher, &asked.choices, typed);
            pick(title, options, asked.usual, leave, style, (step == Step::Problem).then_some(&search))
        };
        match answer {
            Ok(Some(answer)) => {
                given.answer(step, &answer);
                before.push((step, answer));
                place += 1;
            }
            Ok(None) if place == 0 => return Ok(None),
            Ok(None) => place -= 1,
            Err(Stop::Gone) => return Ok(None),
            Err(stop) => return Err(stop),
        }
    }
    Ok(Some(given))
}

/// How likely each choice is meant by what was typed: none where it is not.
fn likely(matcher: &Matcher<'_>, choices: &[Choice], typed: &str) -> Vec<Option<i64>> {
    let lower = typed.trim().to_lowercase();
    let ranked = matcher.rank(typed);
    choices
        .iter()
        .map(|choice| {
            if choice.id.is_empty() {
                // Always there, behind all others.
                return Some(i64::MIN);
            }
            let holds = [&choice.id, &choice.name.ja, &choice.name.en].iter().any(|text| text.to_lowercase().contains(&lower));
            let rank = ranked.candidates.iter().position(|c| c.issue.id == choice.id && c.score > 0.0);
            match (holds, rank) {
                (true, _) => Some(1000),
                (false, Some(rank)) => Some(999 - i64::try_from(rank).unwrap_or(0)),
                (false, None) => None,
            }
        })
        .collect()
}

/// A choice as it is shown.
#[derive(Debug, Clone)]
struct Shown {
    id: String,
    name: String,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

type Search<'a> = &'a dyn Fn(&str) -> Vec<Option<i64>>;

/// The id of what was chosen; none for Esc, which leaves (`leave`) or goes back.
fn pick(
    title: &str,
    options: Vec<Shown>,
    usual: usize,
    leave: bool,
    style: &Style,
    search: Option<Search<'_>>,
) -> Result<Option<String>, Stop> {
    // One search answers for all choices.
    let last: RefCell<(String, Vec<Option<i64>>)> = RefCell::default();
    let scorer = |typed: &str, shown: &Shown, _: &str, place: usize| -> Option<i64> {
        if typed.trim().is_empty() {
            return Some(0);
        }
        let Some(search) = search else {
            return shown.name.to_lowercase().contains(&typed.trim().to_lowercase()).then_some(0);
        };
        let mut last = last.borrow_mut();
        if last.0 != typed {
            *last = (typed.to_owned(), search(typed));
        }
        last.1.get(place).copied().flatten()
    };
    // Equal scores keep the order of the list.
    let sorter = |options: &mut [(usize, i64)]| options.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
    let lang = style.lang;
    let filter = if search.is_some() { lang.pick("文字を打つと絞り込み、", "type to filter, ") } else { "" };
    let escape = if leave { lang.pick("Esc でやめる", "Esc to leave") } else { lang.pick("Esc で前に戻る", "Esc to go back") };
    let help = lang.pick(
        format!("上下の矢印キーで選ぶ、{filter}Enter で決定、{escape}"),
        format!("arrow keys to choose, {filter}Enter to take it, {escape}"),
    );
    let height = terminal_size::terminal_size().map_or(24, |(_, height)| usize::from(height.0));
    let select = Select::new(title, options)
        .with_starting_cursor(usual)
        .with_page_size(height.saturating_sub(AROUND).clamp(3, LINES))
        .with_help_message(&help)
        .with_scorer(&scorer)
        .with_sorter(&sorter)
        .with_render_config(looks(style));
    answered(select.prompt()).map(|answer| answer.map(|shown| shown.id))
}

/// The words that were typed or pasted; none for going back.
fn words(title: &str, style: &Style) -> Result<Option<String>, Stop> {
    let help = style.lang.pick("貼り付けもできます。Enter で決定、Esc で前に戻る", "you can paste it; Enter to go on, Esc to go back");
    let typed = answered(Words::new(title).with_help_message(help).with_render_config(looks(style)).prompt())?;
    Ok(typed.map(|typed| typed + &rest_of_paste()))
}

/// What an answer of the library means.
fn answered<T>(answer: Result<T, InquireError>) -> Result<Option<T>, Stop> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(InquireError::OperationCanceled) => Ok(None),
        Err(InquireError::OperationInterrupted) => Err(Stop::Gone),
        Err(error) => Err(Stop::Failed(Text::new(
            format!("端末で質問できません: {error}。amazon-help route --issue ID などのコマンドをお使いください。"),
            format!("The terminal cannot be asked on: {error}. Use a command such as amazon-help route --issue ID."),
        ))),
    }
}

/// What came behind the first line of a pasted text. A terminal that does not say where a paste ends sends it as keys, and what is left
/// of them would go to the shell as commands.
fn rest_of_paste() -> String {
    let mut rest = String::new();
    if terminal::enable_raw_mode().is_err() {
        return rest;
    }
    while event::poll(PASTE).unwrap_or(false) {
        match event::read() {
            Ok(Event::Key(key)) => match key.code {
                KeyCode::Char(c) => rest.push(c),
                KeyCode::Enter => rest.push('\n'),
                KeyCode::Tab => rest.push('\t'),
                _ => {}
            },
            Ok(Event::Paste(text)) => rest.push_str(&text),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    // Nothing can be done about a terminal that stays as it is.
    let _ = terminal::disable_raw_mode();
    if rest.trim().is_empty() { String::new() } else { format!("\n{rest}") }
}

/// How questions look: the terminal's own colours, which fit its background, and marks of one column.
fn looks(style: &Style) -> RenderConfig<'static> {
    let mark = |text: &'static str, color| {
        let mark = Styled::new(text);
        if style.color { mark.with_fg(color) } else { mark }
    };
    let mut looks = RenderConfig::empty()
        .with_prompt_prefix(mark("?", Color::DarkGreen))
        .with_answered_prompt_prefix(mark(">", Color::DarkGreen))
        .with_highlighted_option_prefix(mark(">", Color::DarkCyan))
        .with_scroll_up_prefix(Styled::new("^"))
        .with_scroll_down_prefix(Styled::new("v"))
        .with_canceled_prompt_indicator(Styled::new("-"));
    if style.color {
        looks = looks
            .with_answer(StyleSheet::new().with_fg(Color::DarkCyan))
            .with_selected_option(Some(StyleSheet::new().with_fg(Color::DarkCyan)));
    }
    looks
}
