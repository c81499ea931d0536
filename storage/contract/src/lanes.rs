//! Lanes keep their order and exclude.

use aduan::{
    batch::Write,
    queue::{Claim, Queue, Queued},
};
use chrono::TimeDelta;

use crate::{
    Medium,
    fixture::{Town, entry, labels, minutes, now, on_queued, queued, queued_id, token},
};

impl Town<'_> {
    /// Adds rows, one commit each.
    pub(crate) async fn enqueue(&self, rows: impl IntoIterator<Item = Queued>) {
        for row in rows {
            self.write([Write::Enqueue(row)]).await;
        }
    }

    async fn release(&self, lane: &str, until: i64) {
        self.write([Write::Release(Queue::Outbox, token(lane), minutes(until))]).await;
    }
}

pub async fn a_lane_keeps_its_order(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    let rows = ["a", "b", "c", "d", "e"].map(|label| queued(label, "lane", now()));
    town.enqueue(rows.clone()).await;
    town.reopen().await;
    town.enqueue([queued("f", "lane", now())]).await;
    let leased = town.claim(Queue::Outbox, now()).await;
    assert_eq!(labels(&leased), [["a", "b", "c", "d", "e", "f"]]);
    assert_eq!(leased[0].lane, token("lane"));
    let first = &leased[0].rows[0];
    assert_eq!((&first.row, first.version, &first.buried), (&rows[0], 1, &None));
}

pub async fn what_is_not_due_waits(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let late = minutes(5) + TimeDelta::nanoseconds(1);
    town.enqueue([queued("late", "lane", late), queued("soon", "lane", minutes(5))]).await;
    assert!(town.claim(Queue::Outbox, minutes(4)).await.is_empty());
    assert_eq!(labels(&town.claim(Queue::Outbox, minutes(5)).await), [["soon"]]);
    assert_eq!(labels(&town.claim(Queue::Outbox, minutes(6)).await), [["late", "soon"]]);
}

pub async fn a_lease_excludes_until_it_ends(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.enqueue([queued("a", "lane", now())]).await;
    assert_eq!(labels(&town.claim(Queue::Outbox, now()).await), [["a"]]);
    let end = minutes(1);
    town.enqueue([queued("b", "lane", now())]).await;
    for before in [now(), end - TimeDelta::nanoseconds(1)] {
        assert!(town.claim(Queue::Outbox, before).await.is_empty());
        assert!(town.claim_lane(Queue::Outbox, token("lane"), before).await.is_empty());
    }
    assert_eq!(labels(&town.claim(Queue::Outbox, end).await), [["a", "b"]]);
    assert!(town.claim(Queue::Outbox, end).await.is_empty(), "leased again");
}

pub async fn a_lease_of_one_lane_is_none_of_another(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.enqueue([queued("a", "ani", now()), queued("b", "budi", now())]).await;
    assert_eq!(labels(&town.claim_lane(Queue::Outbox, token("budi"), now()).await), [["b"]]);
    assert!(town.claim_lane(Queue::Outbox, token("cici"), now()).await.is_empty());
    assert_eq!(labels(&town.claim(Queue::Outbox, now()).await), [["a"]]);
}

pub async fn a_released_lane_rests_until_its_time(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.enqueue([queued("a", "lane", now())]).await;
    town.claim(Queue::Outbox, now()).await;
    town.release("lane", 10).await;
    assert!(town.claim(Queue::Outbox, minutes(9)).await.is_empty(), "longer than the lease");
    assert!(town.claim_lane(Queue::Outbox, token("lane"), minutes(9)).await.is_empty());
    assert_eq!(labels(&town.claim(Queue::Outbox, minutes(10)).await), [["a"]]);
    town.release("lane", 10).await;
    assert_eq!(labels(&town.claim(Queue::Outbox, minutes(10)).await), [["a"]], "at once");
}

pub async fn a_rest_survives_being_closed(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.enqueue([queued("a", "lane", now())]).await;
    town.release("lane", 10).await;
    town.reopen().await;
    assert!(town.claim(Queue::Outbox, minutes(9)).await.is_empty());
    assert_eq!(labels(&town.claim(Queue::Outbox, minutes(10)).await), [["a"]]);
}

pub async fn queues_have_lanes_of_their_own(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for queue in Queue::ALL {
        town.enqueue([Queued { queue, ..queued(queue.name(), "lane", now()) }]).await;
    }
    for queue in Queue::ALL {
        assert_eq!(labels(&town.claim(queue, now()).await), [[queue.name()]]);
    }
    town.release("lane", 0).await;
    assert_eq!(labels(&town.claim(Queue::Outbox, now()).await), [["outbox"]]);
    assert!(town.claim(Queue::Inbox, now()).await.is_empty(), "another queue was released");
}

pub async fn a_claim_takes_no_more_than_it_asks_for(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for (due, lane) in ["ani", "budi", "cici"].into_iter().enumerate() {
        let due = minutes(i64::try_from(due).unwrap());
        town.enqueue(["1", "2", "3"].map(|row| queued(&format!("{lane} {row}"), lane, due))).await;
    }
    let lease = TimeDelta::minutes(1);
    let claim =
        Claim { queue: Queue::Outbox, lane: None, now: minutes(9), lease, lanes: 2, rows: 2 };
    let leased = town.storage().claim(&claim).await.unwrap();
    assert_eq!(labels(&leased), [["ani 1", "ani 2"], ["budi 1", "budi 2"]]);
    let leased = town.storage().claim(&claim).await.unwrap();
    assert_eq!(labels(&leased), [["cici 1", "cici 2"]]);
}

pub async fn who_waited_longest_is_served_first(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for (lane, due) in [("ani", 1), ("budi", 2), ("cici", 3)] {
        town.enqueue([queued(lane, lane, minutes(due))]).await;
    }
    assert_eq!(
        labels(&town.claim(Queue::Outbox, minutes(5)).await),
        [["ani"], ["budi"], ["cici"]]
    );
}

pub async fn of_many_workers_one_gets_a_lane(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let names: Vec<_> = (0..12).map(|lane| format!("lane {lane}")).collect();
    town.enqueue(names.iter().map(|lane| queued(lane, lane, now()))).await;
    let claim = Claim {
        queue: Queue::Outbox,
        lane: None,
        now: now(),
        lease: TimeDelta::minutes(1),
        lanes: 2,
        rows: 9,
    };
    let said = town.together(8, async |town, _| {
        let mut mine = Vec::new();
        for _ in 0..12 {
            let leased = town.storage().claim(&claim).await.unwrap();
            mine.extend(leased.into_iter().map(|leased| leased.lane));
        }
        mine
    });
    let mut all = said.concat();
    all.sort_unstable();
    let mut expected: Vec<_> = names.iter().map(|lane| token(lane)).collect();
    expected.sort_unstable();
    assert_eq!(all, expected);
}

pub async fn workers_together_do_everything_once_and_in_order(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for of in 0..5 {
        let lanes = ["ani", "budi", "cici"];
        town.enqueue(lanes.map(|lane| queued(&format!("{lane} {of}"), lane, now()))).await;
    }
    let claim = Claim {
        queue: Queue::Outbox,
        lane: None,
        now: now(),
        lease: TimeDelta::minutes(1),
        lanes: 1,
        rows: 2,
    };
    town.together(4, async |town, _| {
        for _ in 0..60 {
            for leased in town.storage().claim(&claim).await.unwrap() {
                for waiting in leased.rows {
                    let label = String::from_utf8_lossy(&waiting.row.body).into_owned();
                    let of = usize::from(label.as_bytes()[label.len() - 1] - b'0');
                    let id = queued_id(&label);
                    let mut done = on_queued(Write::Finish(id), id, 1);
                    let about = &label[..label.len() - 2];
                    let about = token(about).to_string().parse().unwrap();
                    done.log(entry(Some(about), of));
                    town.apply(done).await;
                }
                let rest = Write::Release(Queue::Outbox, leased.lane, now());
                town.write([rest]).await;
            }
        }
    });
    for lane in ["ani", "budi", "cici"] {
        let about = token(lane).to_string().parse().unwrap();
        let expected: Vec<_> = (0..5).map(|of| entry(Some(about), of)).collect();
        assert_eq!(town.history(about).await, expected);
    }
}
