//! What is read of a folder that somebody else may have made: ordinary files within it, of a size that can be gone through in a moment.

use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

use super::folder::{Node, Value};
use super::problem::{Code, Problem};
use crate::text::{Text, acts, visible};

/// The largest file that is read, in bytes: more than seven times the largest of the built-in KB.
const MAX_FILE: u64 = 2 << 20;

/// The most entries of a list.
const MOST: usize = 5_000;

/// The most issues, rules and the like of a file: each is held against the others, or against each text.
const MOST_WEIGHED: usize = 500;

/// The longest text, in bytes: 2,000 characters of Japanese.
const LONGEST: usize = 6_000;

/// Why a file is not read.
pub enum Refused {
    /// The system says no.
    Io(io::Error),
    /// A folder, a pipe, a device.
    NotAFile,
    /// A link that leads out of the folder.
    Outside,
    /// More than [`MAX_FILE`].
    TooLarge,
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Refused {
        Refused::Io(error)
    }
}

impl Refused {
    /// The code, why, and what to do; for a file on its own or one of a folder.
    pub fn said(&self, alone: bool) -> (Code, Text, Text) {
        let ordinary = || {
            Text::new(
                "ふつうのファイルで、読む権限があることを確かめてください。",
                "Make sure that it is an ordinary file that you may read.",
            )
        };
        let most = MAX_FILE >> 20;
        match self {
            Refused::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                let hint = if alone {
                    Text::new("ファイルの名前と場所を確かめてください。", "Check the name of the file and where it is.")
                } else {
                    Text::new(
                        "このフォルダに置いてください。形は data/README.md にあります。",
                        "Put it into this folder; data/README.md shows its form.",
                    )
                };
                (Code::MissingFile, Text::same(error.to_string()), hint)
            }
            Refused::Io(error) => (Code::UnreadableFile, Text::same(error.to_string()), ordinary()),
            Refused::NotAFile => (Code::UnreadableFile, Text::new("ファイルではありません", "not a file"), ordinary()),
            Refused::Outside => (
                Code::UnreadableFile,
                Text::new("フォルダの外へのリンクです", "a link that leads out of the folder"),
                Text::new(
                    "ファイルそのものをフォルダに置いてください。ほかの場所は読みません。",
                    "Put the file itself into the folder; nothing elsewhere is read.",
                ),
            ),
            Refused::TooLarge => (
                Code::UnreadableFile,
                Text::new(format!("{most} MiB より大きいファイルです"), format!("larger than {most} MiB")),
                Text::new(
                    "正しいファイルか確かめて、要らないものを消してください。",
                    "Check that it is the right file, and take out what is not needed.",
                ),
            ),
        }
    }
}

/// The bytes of a file. With a folder, the file has to lie within it, wherever its links lead.
pub fn read(path: &Path, within: Option<&Path>) -> Result<Vec<u8>, Refused> {
    // Asked before it is opened: a pipe or device would make the program wait for ever.
    let meta = fs::metadata(path)?;
    if let Some(folder) = within
        && !path.canonicalize()?.starts_with(folder.canonicalize()?)
    {
        return Err(Refused::Outside);
    }
    if !meta.is_file() {
        return Err(Refused::NotAFile);
    }
    let mut bytes = Vec::new();
    if meta.len() <= MAX_FILE {
        fs::File::open(path)?.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    }
    // Some files are longer than they say.
    if meta.len() > MAX_FILE || bytes.len() as u64 > MAX_FILE { Err(Refused::TooLarge) } else { Ok(bytes) }
}

/// The first list or text of a file that is too long, or acts on the terminal.
pub fn exceeded(root: &Node) -> Option<Problem> {
    let keys = root.entries().len();
    if keys > MOST {
        return Some(too_many(keys, MOST, root.entries()[MOST].span.clone()));
    }
    root.entries().iter().find_map(|list| {
        let weighed = ["issue", "rule", "redirect", "imitated"].contains(&list.key.as_str()) || list.key.ends_with("_rule");
        unfit(&list.node, &list.span, if weighed { MOST_WEIGHED } else { MOST }, true)
    })
}

/// `shown`: whether its texts stand in answers as they are.
fn unfit(node: &Node, place: &Range<usize>, most: usize, shown: bool) -> Option<Problem> {
    let span = if node.span.is_empty() { place.clone() } else { node.span.clone() };
    match &node.value {
        Value::Array(items) if items.len() > most => Some(too_many(items.len(), most, span)),
        Value::Table(entries) if entries.len() > MOST => Some(too_many(entries.len(), MOST, span)),
        Value::String(text) if text.len() > LONGEST => {
            let (n, most) = (text.len(), LONGEST / 3);
            Some(problem(
                span,
                Text::new(
                    format!("{n}バイトあります（{LONGEST}バイト、日本語で{most}文字まで）"),
                    format!("it has {n} bytes (at most {LONGEST})"),
                ),
            ))
        }
        Value::String(text) if shown && text.chars().any(acts) => {
            let text = visible(text);
            let hint = Text::new("見える文字だけで書いてください。", "Write it with characters that can be seen.");
            let message = Text::new(format!("見えない制御文字があります: {text}"), format!("there are control characters in it: {text}"));
            Some(Problem { code: Code::ControlCharacter, file: String::new(), span, message, hint })
        }
        Value::Array(items) => items.iter().find_map(|item| unfit(item, &span, MOST, shown)),
        // What an example has is what people are sent, tricks and all.
        Value::Table(entries) => entries.iter().find_map(|entry| unfit(&entry.node, &entry.span, MOST, shown && entry.key != "examples")),
        _ => None,
    }
}

fn too_many(n: usize, most: usize, span: Range<usize>) -> Problem {
    problem(span, Text::new(format!("{n}件あります（{most}件まで）"), format!("it has {n} entries (at most {most})")))
}

fn problem(span: Range<usize>, message: Text) -> Problem {
    let hint = Text::new("要らないものを消すか、短くしてください。", "Take out what is not needed, or make it shorter.");
    Problem { code: Code::TooLong, file: String::new(), span, message, hint }
}
