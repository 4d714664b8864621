//! The approval instances: generated from a seed, listed by time range and offset, and changed while a client pages
//! through them.

use crate::fault::{DeleteFrom, InsertAt};
use crate::random::Random;

const MINUTE_MS: i64 = 60 * 1000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The maximum age of an instance when the server starts: a day less than the 30 days that a client requests by
/// default, so that clock differences cannot exclude an instance.
const OLDEST_MS: i64 = 29 * DAY_MS - MINUTE_MS;

/// The minimum age of an instance when the server starts, so that a client still sees it if its clock is slow or it
/// excludes the latest minutes.
const NEWEST_MS: i64 = HOUR_MS;

/// An approval instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Its code: a UUID in capitals.
    pub code: String,
    /// When it was created: milliseconds since 1970-01-01T00:00:00Z.
    pub created_ms: i64,
    /// Whether it was created after the start of the server.
    pub inserted: bool,
}

/// The parameters of a listing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Query {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) offset: u64,
    pub(crate) limit: u64,
    /// Whether instances created at `end` are included.
    pub(crate) inclusive: bool,
    pub(crate) descending: bool,
    /// The interval of items that are listed twice.
    pub(crate) duplicate: Option<u64>,
}

/// Instances of one approval definition, ordered by creation time.
pub(crate) struct Instances {
    live: Vec<Instance>,
    deleted: Vec<Instance>,
    random: Random,
}

impl Instances {
    /// Generates `count` instances created within the 29 days before `now`: in bursts, several of them within the
    /// same millisecond.
    pub(crate) fn generate(count: usize, mut random: Random, now: i64) -> Self {
        let span = (OLDEST_MS - NEWEST_MS) as u64;
        let mut ages = Vec::with_capacity(count);
        while ages.len() < count {
            let mut age = random.below(span);
            for _ in 0..(1 + random.below(12)).min((count - ages.len()) as u64) {
                ages.push(age);
                if random.below(4) != 0 {
                    age = age.saturating_sub(random.below(2 * MINUTE_MS as u64));
                }
            }
        }
        ages.sort_unstable_by(|a, b| b.cmp(a));
        let live = ages
            .into_iter()
            .map(|age| Instance {
                code: random.uuid(),
                created_ms: now - NEWEST_MS - age as i64,
                inserted: false,
            })
            .collect();
        Instances {
            live,
            deleted: Vec::new(),
            random,
        }
    }

    pub(crate) fn live(&self) -> &[Instance] {
        &self.live
    }

    pub(crate) fn deleted(&self) -> &[Instance] {
        &self.deleted
    }

    /// The codes on one page.
    pub(crate) fn page(&self, query: Query) -> Vec<&str> {
        let range = self.range(query);
        let length = range.len() as u64;
        let listed = query
            .duplicate
            .map_or(length, |every| length + length / every);
        let end = query.offset.saturating_add(query.limit).min(listed);
        (query.offset..end)
            .map(|place| match query.duplicate {
                // A block of `every` items takes one extra place, since its last item takes two.
                Some(every) => {
                    let block = every.saturating_add(1);
                    place / block * every + (place % block).min(every - 1)
                }
                None => place,
            })
            .map(|n| if query.descending { length - 1 - n } else { n })
            .map(|n| &*range[n as usize].code)
            .collect()
    }

    /// Creates an instance.
    pub(crate) fn insert(&mut self, created_ms: i64) -> String {
        let code = self.random.uuid();
        let place = self
            .live
            .partition_point(|instance| instance.created_ms <= created_ms);
        let instance = Instance {
            code: code.clone(),
            created_ms,
            inserted: true,
        };
        self.live.insert(place, instance);
        code
    }

    /// Creates instances while a client pages through `query`.
    pub(crate) fn insert_during(&mut self, query: Query, count: u64, at: InsertAt, now: i64) {
        for _ in 0..count {
            let length = query.end.saturating_sub(query.start).max(1);
            let time = match at {
                InsertAt::Now => now,
                InsertAt::Start => query.start,
                InsertAt::Range => query.start + self.random.below(length as u64) as i64,
            };
            self.insert(time);
        }
    }

    /// Deletes an instance; returns false if there is none with this code.
    pub(crate) fn delete(&mut self, code: &str) -> bool {
        let place = self.live.iter().position(|instance| instance.code == code);
        if let Some(place) = place {
            let instance = self.live.remove(place);
            self.deleted.push(instance);
        }
        place.is_some()
    }

    /// Deletes instances while a client pages through `query`; fewer than `count` if there are not enough.
    pub(crate) fn delete_during(&mut self, query: Query, count: u64, from: DeleteFrom) {
        let range = self.bounds(query);
        let seen = usize::try_from(query.offset)
            .unwrap_or(usize::MAX)
            .min(range.len());
        let mut choice = match (from, query.descending) {
            (DeleteFrom::Range, _) => range,
            (DeleteFrom::Before, false) => range.start..range.start + seen,
            (DeleteFrom::Before, true) => range.end - seen..range.end,
            (DeleteFrom::After, false) => range.start + seen..range.end,
            (DeleteFrom::After, true) => range.start..range.end - seen,
        };
        for _ in 0..count.min(choice.len() as u64) {
            let place = choice.start + self.random.below(choice.len() as u64) as usize;
            let instance = self.live.remove(place);
            self.deleted.push(instance);
            choice.end -= 1;
        }
    }

    fn range(&self, query: Query) -> &[Instance] {
        &self.live[self.bounds(query)]
    }

    fn bounds(&self, query: Query) -> std::ops::Range<usize> {
        let start = self
            .live
            .partition_point(|instance| instance.created_ms < query.start);
        let end = self.live.partition_point(|instance| match query.inclusive {
            true => instance.created_ms <= query.end,
            false => instance.created_ms < query.end,
        });
        start..end.max(start)
    }
}
