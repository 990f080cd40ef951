//! Public suffixes: where in a host name the part begins that somebody registered.

use super::baked;

/// A host taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split<'h> {
    /// What anybody can register below: `co.jp`.
    pub suffix: &'h str,
    /// What somebody registered: `example.co.jp`; none where the host is a suffix itself.
    pub registrable: Option<&'h str>,
    /// Whether the list has the suffix; otherwise it is the last label.
    pub known: bool,
    /// Whether a company offers names below it to anybody (private section of the list).
    pub shared: bool,
}

/// Takes a host name apart: ASCII, lower case, no dot at the end.
pub fn split(host: &str) -> Split<'_> {
    let list = List::baked();
    let mut key = String::with_capacity(host.len() + 2);
    // Where the suffix begins so far, and the end of the label before it.
    let (mut suffix, mut known, mut shared) = (host.rfind('.').map_or(0, |dot| dot + 1), false, false);
    let mut end = host.len();
    loop {
        let start = host[..end].rfind('.').map_or(0, |dot| dot + 1);
        let parent = key.len();
        if parent > 0 {
            // The wildcard and the exceptions stand below the parent.
            key.push_str(".*");
            if let Some(private) = list.find(&key) {
                (suffix, known, shared) = (start, true, private);
            }
            key.truncate(parent);
            key.push_str(".!");
            key.push_str(&host[start..end]);
            if list.find(&key).is_some() {
                suffix = end + 1;
                break;
            }
            key.truncate(parent);
            key.push('.');
        }
        key.push_str(&host[start..end]);
        if let Some(private) = list.find(&key) {
            (suffix, known, shared) = (start, true, private);
        }
        if start == 0 || !list.has_below(&mut key) {
            break;
        }
        end = start - 1;
    }
    let suffix = suffix.min(host.len());
    let registrable = host[..suffix].strip_suffix('.').map(|before| &host[before.rfind('.').map_or(0, |dot| dot + 1)..]);
    Split { suffix: &host[suffix..], registrable: registrable.filter(|r| !r.starts_with('.')), known, shared }
}

/// Whether the list has the suffix of a host name: told from the last label alone, where the list has that.
pub fn is_known(host: &str) -> bool {
    let last = &host[host.rfind('.').map_or(0, |dot| dot + 1)..];
    List::baked().find(last).is_some() || split(host).known
}

/// The list as `build.rs` lays it out.
struct List {
    starts: &'static [u8],
    body: &'static [u8],
}

impl List {
    fn baked() -> List {
        let file = baked::file("internet/suffixes");
        let mut reader = baked::Reader(file);
        let blocks = reader.number();
        let starts = reader.bytes(4 * blocks);
        List { starts, body: reader.0 }
    }

    /// Whether the key is in the list and, if so, whether in the private section.
    fn find(&self, key: &str) -> Option<bool> {
        match self.at(key.as_bytes()) {
            At::Key { private } => Some(private),
            At::Below | At::Elsewhere => None,
        }
    }

    /// Whether the list has something below the key. The key is left as it was.
    fn has_below(&self, key: &mut String) -> bool {
        key.push('.');
        let below = self.at(key.as_bytes()) == At::Below;
        key.pop();
        below
    }

    fn start(&self, block: usize) -> usize {
        self.starts.get(4 * block..4 * block + 4).map_or(self.body.len(), |b| b.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b)))
    }

    /// What the first entry is that is not less than the key.
    ///
    /// Of each entry only what it does not share with the one before is looked at, and that only where the one before is like the key so far: what
    /// shares more with it is less than the key as it is, what shares less is greater.
    fn at(&self, key: &[u8]) -> At {
        let (mut low, mut high) = (0, self.starts.len() / 4);
        while low < high {
            let middle = (low + high) / 2;
            if self.body.get(self.start(middle)..).is_some_and(|head| first(head) <= key) { low = middle + 1 } else { high = middle }
        }
        let mut rest = self.body.get(self.start(low.saturating_sub(1))..).unwrap_or_default();
        // So many bytes the entry before has in common with the key, and is less.
        let mut common = 0;
        while let [shared, more, tail @ ..] = rest {
            let (shared, private, more) = (usize::from(*shared), more & 0x80 != 0, usize::from(more & 0x7f));
            let Some((text, after)) = tail.split_at_checked(more) else { break };
            rest = after;
            if shared > common {
                continue;
            }
            if shared < common {
                break;
            }
            let wanted = key.get(common..).unwrap_or_default();
            let alike = text.iter().zip(wanted).take_while(|(a, b)| a == b).count();
            match (text.get(alike), wanted.get(alike)) {
                (None, None) => return At::Key { private },
                (Some(_), None) => return At::Below,
                (Some(has), Some(wants)) if has > wants => break,
                (None | Some(_), Some(_)) => common += alike,
            }
        }
        At::Elsewhere
    }
}

/// Where a key would stand in the list.
#[derive(PartialEq)]
enum At {
    /// It stands there.
    Key { private: bool },
    /// Before an entry that begins with it.
    Below,
    /// Before another, or at the end.
    Elsewhere,
}

/// The first entry of a block, which is written in full.
fn first(block: &[u8]) -> &[u8] {
    match block {
        [_, more, text @ ..] => text.get(..usize::from(more & 0x7f)).unwrap_or_default(),
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_split_where_names_are_registered() {
        for (host, registrable, suffix, known, shared) in [
            ("www.example.co.jp", Some("example.co.jp"), "co.jp", true, false),
            ("example.jp", Some("example.jp"), "jp", true, false),
            ("co.jp", None, "co.jp", true, false),
            ("jp", None, "jp", true, false),
            ("www.example.top", Some("example.top"), "top", true, false),
            ("a.b.example.unheard-of", Some("example.unheard-of"), "unheard-of", false, false),
            ("localhost", None, "localhost", false, false),
            ("a.b.c.kawasaki.jp", Some("b.c.kawasaki.jp"), "c.kawasaki.jp", true, false),
            ("www.city.kawasaki.jp", Some("city.kawasaki.jp"), "kawasaki.jp", true, false),
            ("somebody.github.io", Some("somebody.github.io"), "github.io", true, true),
            ("x.xn--p1ai", Some("x.xn--p1ai"), "xn--p1ai", true, false),
            ("a.b.ck", Some("a.b.ck"), "b.ck", true, false),
            ("x.www.ck", Some("www.ck"), "ck", true, false),
        ] {
            assert_eq!(split(host), Split { suffix, registrable, known, shared }, "{host}");
            assert_eq!(is_known(host), known, "{host}");
        }
    }

    #[test]
    fn a_name_of_dots_does_no_harm() {
        for host in ["", ".", "..", ".jp", "a..jp", "-.jp"] {
            let _ = split(host);
        }
    }
}
