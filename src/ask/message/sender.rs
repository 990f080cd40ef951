//! Who a message says it is from, as a sign of what it is.

use super::links::{self, Host};
use super::memory::Memory;
use super::signs::Findings;
use crate::kb::Kb;
use crate::text::mail::{Mail, Sender};
use crate::text::unmask::Unmasked;

/// Whether senders and links are all of one shop that the organisation has in another country, or the organisation's. Where others are among them,
/// such a shop is as foreign as they are.
pub fn is_one_shop(memory: &Memory<'_>, mail: &Mail, found: &Findings<'_>) -> bool {
    let senders: Vec<Option<Host<'_>>> =
        mail.senders().chain(&mail.sender).chain(&mail.reply_to).chain(&mail.inside).map(|s| memory.sender_host(&s.address)).collect();
    let hosts = || found.links.iter().map(|link| &link.host).chain(senders.iter().flatten());
    let shop = hosts().find_map(Host::other_shop);
    shop.is_some() && hosts().all(|host| host.is_official() || host.other_shop() == shop)
}

/// Who it is from. Mail programs differ in what they show of a broken field; the worst of what one of them may show counts.
pub fn judge<'a>(kb: &'a Kb, memory: &Memory<'a>, mail: &Mail, one_shop: bool, found: &mut Findings<'a>) {
    let judged = |sender: &Sender| memory.sender_host(&sender.address);
    let hosts: Vec<Option<Host<'a>>> = mail.senders().map(judged).collect();
    let addressed = |(host, sender): &(&Option<Host<'a>>, &Sender)| host.is_none() && !sender.address.is_empty();
    let unaddressed = hosts.iter().zip(mail.senders()).filter(addressed).count() > 0;
    let official = !unaddressed && hosts.iter().flatten().count() > 0 && hosts.iter().flatten().all(Host::is_official);
    let known = hosts.iter().any(Option::is_some);
    if unaddressed && mail.senders().any(|sender| !sender.name.is_empty()) {
        found.add("sender-without-address", None);
    }
    if known {
        found.add("sender", None);
        let sign = match official {
            true => "official-sender",
            false if one_shop => "other-shop-sender",
            false => "unofficial-sender",
        };
        found.add(sign, None);
    }
    let imitated: Vec<&str> = links::names(kb).collect();
    // Of a message inside it each sender counts for itself.
    let groups = [mail.senders().collect::<Vec<_>>(), Vec::new()].into_iter().chain(mail.inside.iter().map(|sender| vec![sender]));
    for (n, group) in groups.enumerate() {
        let (known, official) = match (n, group.first()) {
            (0, _) => (known, official),
            (_, Some(sender)) => judged(sender).map_or((false, false), |host| (true, host.is_official())),
            _ => continue,
        };
        if official || (one_shop && known) {
            continue;
        }
        for sender in group {
            let (local, domain) = sender.address.rsplit_once('@').unwrap_or((&sender.address, ""));
            let names = [Unmasked::new(&sender.name).text, Unmasked::new(local).text];
            if known && names.iter().any(|name| imitated.iter().any(|word| name.contains(word))) {
                found.add("sender-poses", None);
            }
            if [sender.name.as_str(), local, domain].iter().any(|text| memory.misspelt_in(text)) {
                found.add("sender-misspelt", None);
            }
        }
    }
    let elsewhere = |others: &[Sender]| {
        let others: Vec<Host<'a>> = others.iter().filter_map(judged).collect();
        let from = hosts.iter().flatten().next();
        let away = from.is_some_and(|from| others.iter().any(|other| other.registrable() != from.registrable()));
        (away, others)
    };
    let ((sent, senders), (replied, answered)) = (elsewhere(&mail.sender), elsewhere(&mail.reply_to));
    if sent {
        found.add("sender-elsewhere", None);
    }
    if replied {
        found.add("reply-to-elsewhere", None);
    }
    let inside = mail.inside.iter().filter_map(judged);
    found.senders = hosts.into_iter().flatten().chain(senders).chain(answered).chain(inside).collect();
    if found.senders.iter().any(Host::is_lookalike) {
        found.add("sender-lookalike", None);
    }
}
