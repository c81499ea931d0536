//! Everything that looks at many things at once.

use std::collections::BTreeMap;

use aduan::{
    batch::Member,
    domain::{CategoryId, ComplaintId},
    log::{Entry, Recorded},
    ports::Figures,
    query::{Cursor, Item, Order, Page, Query, Select},
    queue::{Claim, Lane, Leased, Queue, Waiting},
    record::{Facets, Key, RecordKind, Row, Versioned},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;

use crate::change::{Change, lane, set};

/// A text that sorts as the time does.
fn early_first(time: DateTime<Utc>) -> String {
    format!("{:020}.{:09}", time.timestamp() + (1 << 44), time.timestamp_subsec_nanos())
}

/// A text that sorts as the time does, backwards.
fn late_first(time: DateTime<Utc>) -> String {
    let (seconds, nanos) = (time.timestamp(), time.timestamp_subsec_nanos());
    format!("{:020}.{:010}", (1 << 44) - seconds, 2_000_000_000 - nanos)
}

fn place(facets: &Facets, order: Order, id: ComplaintId) -> String {
    let filed = late_first(facets.filed_at);
    match (order, facets.due_at) {
        (Order::Newest, _) => format!("{filed}/{id}"),
        (Order::Due, Some(due)) => format!("{}/{filed}/{id}", early_first(due)),
        (Order::Due, None) => format!("never/{filed}/{id}"),
    }
}

impl Change<'_> {
    /// What stands under paths that begin so; only what is committed.
    fn under<T: DeserializeOwned>(&self, prefix: &str) -> Vec<(&str, T)> {
        let begins = self.map.range(prefix.to_owned()..);
        begins
            .take_while(|(path, _)| path.starts_with(prefix))
            .filter_map(|(path, text)| Some((path.as_str(), serde_json::from_str(text).ok()?)))
            .collect()
    }

    /// Everything selected, each with a text by which it is sorted.
    pub(crate) fn all(&self, select: &Select) -> Vec<(String, Item)> {
        let mut all: Vec<(String, Item)> = match select {
            Select::Complaints(filter, order) => (self.rows("record/complaint/").into_iter())
                .filter_map(|(_, row)| {
                    let (Key::Complaint(id), Some(facets)) = (&row.value.key, &row.value.facets)
                    else {
                        return None;
                    };
                    let (place, tally) = (place(facets, *order, *id), self.tally(*id));
                    filter.admits(facets).then_some((place, Item::Complaint(row, tally)))
                })
                .collect(),
            Select::Members(complaint, of) => {
                let members =
                    self.under::<(u64, Member)>(&format!("member/{}/", set(*complaint, *of)));
                let item = |(added, member)| (format!("{added:020}"), Item::Member(member));
                members.into_iter().map(|(_, member)| item(member)).collect()
            }
            Select::Records(RecordKind::Complaint) => (self.rows("record/complaint/").into_iter())
                .filter_map(|(_, row)| {
                    let (Key::Complaint(id), Some(facets)) = (&row.value.key, &row.value.facets)
                    else {
                        return None;
                    };
                    let backwards = u128::MAX - u128::from_be_bytes(*id.as_bytes());
                    let place = format!("{}/{backwards:032x}", early_first(facets.filed_at));
                    let tally = self.tally(*id);
                    Some((place, Item::Complaint(row, tally)))
                })
                .collect(),
            Select::Officers => (self.rows("record/officer/").into_iter())
                .map(|(added, row)| (format!("{added:020}"), Item::Record(row)))
                .collect(),
            Select::Records(kind) => (self.rows(&format!("record/{}/", kind.name())).into_iter())
                .map(|(_, row)| (row.value.key.path(), Item::Record(row)))
                .collect(),
            Select::History(complaint) => (self.under::<Recorded>("log/").into_iter())
                .filter(|(_, entry)| {
                    Entry::from_bytes(&entry.body).and_then(|entry| entry.about) == Some(*complaint)
                })
                .map(|(path, entry)| (path.to_owned(), Item::Entry(entry)))
                .collect(),
            Select::Buried(queue) => (self.queued(*queue).into_iter())
                .filter(|(_, waiting)| waiting.buried.is_some())
                .map(|(path, waiting)| (path.to_owned(), Item::Waiting(waiting)))
                .collect(),
            Select::Waiting(queue) => (self.queued(*queue).into_iter())
                .filter(|(_, waiting)| waiting.buried.is_none())
                .map(|(path, waiting)| {
                    (format!("{}/{path}", waiting.row.lane), Item::Waiting(waiting))
                })
                .collect(),
            Select::Receipts => (self.under::<Box<[u8]>>("once/").into_iter())
                .filter_map(|(path, receipt)| {
                    let key = path.strip_prefix("once/")?.parse().ok()?;
                    Some((path.to_owned(), Item::Receipt(key, receipt)))
                })
                .collect(),
            Select::Learned => (self.under::<BTreeMap<CategoryId, u64>>("learned/word/"))
                .into_iter()
                .flat_map(|(path, counts)| counts.into_iter().map(move |of| (path, of)))
                .map(|(path, (category, count))| {
                    let word = path.trim_start_matches("learned/word/").into();
                    (format!("{path}/{category}"), Item::Learned(word, category, count))
                })
                .collect(),
        };
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all
    }

    fn rows(&self, prefix: &str) -> Vec<(u64, Versioned<Row>)> {
        self.under(prefix).into_iter().map(|(_, row)| row).collect()
    }

    fn queued(&self, queue: Queue) -> Vec<(&str, Waiting)> {
        self.under(&format!("queued/{}/", queue.name()))
    }

    pub(crate) fn page(&self, query: &Query) -> Page {
        let after = query.after.as_ref().map_or("", |Cursor(place)| place);
        let mut rest = self.all(&query.select).into_iter().filter(|(place, _)| **place > *after);
        let page: Vec<_> = rest.by_ref().take(query.limit.min(Query::LIMIT)).collect();
        let last = page.last().map(|(place, _)| Cursor(place.as_str().into()));
        let next = rest.next().and(last);
        Page { items: page.into_iter().map(|(_, item)| item).collect(), next }
    }

    pub(crate) fn claim(&mut self, claim: &Claim) -> Vec<Leased> {
        let mut lanes = BTreeMap::<Lane, Vec<Waiting>>::new();
        for (_, waiting) in self.queued(claim.queue) {
            let ours = claim.lane.is_none_or(|lane| lane == waiting.row.lane);
            if ours && waiting.buried.is_none() && waiting.row.due <= claim.now {
                lanes.entry(waiting.row.lane).or_default().push(waiting);
            }
        }
        lanes.retain(|of, _| {
            let until: Option<DateTime<Utc>> = self.get(&lane(claim.queue, *of));
            until.is_none_or(|until| until <= claim.now)
        });
        let mut leased: Vec<_> =
            lanes.into_iter().map(|(lane, rows)| Leased { lane, rows }).collect();
        leased.sort_by_key(|lane| lane.rows.iter().map(|waiting| waiting.row.due).min());
        leased.truncate(claim.lanes);
        for of in &mut leased {
            of.rows.truncate(claim.rows);
            self.set(lane(claim.queue, of.lane), &(claim.now + claim.lease));
        }
        leased
    }

    pub(crate) fn figures(&self, now: DateTime<Utc>) -> Figures {
        let mut stages = BTreeMap::new();
        for facets in
            self.rows("record/complaint/").into_iter().filter_map(|(_, row)| row.value.facets)
        {
            *stages.entry(facets.stage).or_default() += 1;
        }
        let queues = Queue::ALL.map(|queue| {
            let (mut waits, mut buried, mut oldest) = (0, 0, None::<DateTime<Utc>>);
            for (_, waiting) in self.queued(queue) {
                let due = waiting.row.due;
                if waiting.buried.is_some() {
                    buried += 1;
                } else {
                    waits += 1;
                    if due <= now {
                        oldest = Some(oldest.map_or(due, |oldest| oldest.min(due)));
                    }
                }
            }
            (queue, waits, buried, oldest)
        });
        Figures {
            complaints: stages.into_iter().collect(),
            queues: queues.into(),
            log: self.last(),
        }
    }

    /// Forgets windows that are over, and receipts thirty days after an upkeep first saw them.
    pub(crate) fn upkeep(&mut self, now: DateTime<Utc>) {
        let mut gone = Vec::new();
        for path in self.map.keys().filter(|path| path.starts_with("quota/")) {
            let ends = path.rsplit('/').next().and_then(|ends| ends.parse::<i64>().ok());
            if ends.is_some_and(|ends| ends <= now.timestamp()) {
                gone.push(path.clone());
            }
        }
        for path in self.map.keys().filter(|path| path.starts_with("once/")) {
            let seen_at = format!("seen-{path}");
            let seen = self.get(&seen_at).unwrap_or(now);
            if now - seen > TimeDelta::days(30) {
                gone.extend([path.clone(), seen_at]);
            } else {
                self.set(seen_at, &seen);
            }
        }
        self.over.extend(gone.into_iter().map(|path| (path, None)));
    }
}
