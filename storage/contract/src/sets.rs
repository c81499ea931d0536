//! Sets and tallies take no version and never drift.

use aduan::{
    batch::{Committed, Guard, Member, Set, Write},
    facts::{Fact, Tally, Want},
    query::{Item, Select},
    record::Key,
    seal::Token,
};
use chrono::Days;

use crate::{
    Medium,
    fixture::{Town, anyway, complaint, entry, id, join, member, now, put, quota, token},
};

impl Town<'_> {
    async fn members(&self, complaint: usize, set: Set) -> Vec<Member> {
        let items = self.list(Select::Members(id(complaint), set)).await;
        let member = |item| match item {
            Item::Member(member) => member,
            other => panic!("no member: {other:?}"),
        };
        items.into_iter().map(member).collect()
    }

    async fn who(&self, complaint: usize, set: Set) -> Vec<Token> {
        self.members(complaint, set).await.into_iter().map(|member| member.who).collect()
    }

    async fn is_member(&self, who: &str) -> bool {
        match self.load(Want::Member(id(1), Set::Supports, token(who))).await {
            Fact::Member(is) => is,
            other => panic!("no answer to a member: {other:?}"),
        }
    }

    /// The tally has to be what the rows are.
    async fn tally_equals_rows(&self, complaint: usize) {
        let tally = self.tally(id(complaint)).await;
        for set in Set::ALL {
            let rows = self.members(complaint, set).await.len();
            assert_eq!(tally.of(set), u64::try_from(rows).unwrap(), "{}", set.name());
        }
    }
}

fn leave(who: &str) -> Write {
    Write::Leave(id(1), Set::Supports, token(who))
}

fn support(who: &str) -> Write {
    join(id(1), Set::Supports, who)
}

pub async fn who_joins_twice_counts_once(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    assert!(!town.is_member("ani").await);
    town.write([support("ani")]).await;
    let mut later = member(id(1), Set::Supports, "ani");
    later.body = (*b"other words").into();
    later.day = later.day + Days::new(1);
    town.write([Write::Join(later.clone()), Write::Join(later)]).await;
    assert!(town.is_member("ani").await);
    assert_eq!(town.tally(id(1)).await, Tally { supports: 1, ..Tally::default() });
    let first = member(id(1), Set::Supports, "ani");
    assert_eq!(town.members(1, Set::Supports).await, [first]);
}

pub async fn who_leaves_counts_no_more(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.write([leave("ani")]).await;
    assert_eq!(town.tally(id(1)).await, Tally::default());
    town.write([support("ani"), support("budi")]).await;
    town.write([leave("ani"), leave("ani")]).await;
    town.write([leave("ani"), leave("cici")]).await;
    assert_eq!(town.tally(id(1)).await.supports, 1);
    assert!(!town.is_member("ani").await);
    assert_eq!(town.who(1, Set::Supports).await, [token("budi")]);
}

pub async fn who_comes_again_is_the_last(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.write([support("ani"), support("budi")]).await;
    town.write([leave("ani")]).await;
    town.write([support("cici"), support("ani")]).await;
    assert_eq!(town.who(1, Set::Supports).await, ["budi", "cici", "ani"].map(token));
    town.tally_equals_rows(1).await;
}

pub async fn sets_and_complaints_are_kept_apart(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for set in Set::ALL {
        town.write([join(id(1), set, "ani"), join(id(2), set, "ani")]).await;
    }
    town.write([join(id(2), Set::Follows, "budi"), leave("ani")]).await;
    let one = Tally { supports: 0, follows: 1, comments: 1, confirmations: 1 };
    assert_eq!(town.tally(id(1)).await, one);
    assert_eq!(town.tally(id(2)).await, Tally { supports: 1, follows: 2, ..one });
    assert_eq!(town.who(1, Set::Follows).await, [token("ani")]);
    assert_eq!(town.tally(id(3)).await, Tally::default());
}

pub async fn a_member_keeps_her_day_and_her_words(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let mut comment = member(id(1), Set::Comments, "comment");
    comment.body = "jalan ini \0 rusak \u{1f6a7} مرحبا".as_bytes().into();
    comment.day = now().date_naive() - Days::new(400);
    let empty = Member { body: Box::default(), ..member(id(1), Set::Comments, "empty") };
    town.write([Write::Join(comment.clone()), Write::Join(empty.clone())]).await;
    assert_eq!(town.members(1, Set::Comments).await, [comment, empty]);
}

pub async fn a_thousand_hands_in_one_set_are_counted(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for batch in 0..3 {
        town.write((0..150).map(|n| support(&format!("{batch}/{n}")))).await;
    }
    assert_eq!(town.tally(id(1)).await.supports, 450);
    town.tally_equals_rows(1).await;
}

pub async fn votes_and_an_officer_never_conflict(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([complaint(1)]).await;
    town.together(9, async |town, thread| {
        for round in 0..8 {
            if thread == 8 {
                let mut edit = put(complaint(1), round + 1);
                edit.log(entry(Some(id(1)), 1));
                town.apply(edit).await;
                continue;
            }
            let who = format!("voter {thread} {round}");
            let mut vote = anyway();
            vote.guard(quota(&who, 1, now())).write(support(&who)).log(entry(Some(id(1)), 1));
            town.apply(vote).await;
        }
    });
    assert_eq!(town.tally(id(1)).await.supports, 64);
    assert_eq!(town.version(Key::Complaint(id(1))).await, 9);
    assert_eq!(town.log().await.len(), 72);
    town.tally_equals_rows(1).await;
}

pub async fn a_vote_moves_no_version(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([complaint(1)]).await;
    town.write([support("ani"), support("budi")]).await;
    town.apply(put(complaint(1), 1)).await;
    town.write([leave("ani")]).await;
    assert_eq!(town.version(Key::Complaint(id(1))).await, 2);
    assert_eq!(town.tally(id(1)).await.supports, 1);
}

pub async fn one_voter_many_times_at_once_counts_once(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for round in 1..=5 {
        let who = format!("voter {round}");
        town.together(6, async |town, _| town.write([support(&who)]).await);
        assert_eq!(town.tally(id(1)).await.supports, round);
    }
    town.tally_equals_rows(1).await;
}

pub async fn a_tally_is_its_rows_after_any_turmoil(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.together(4, async |town, thread| {
        for round in 0..20 {
            let who = ["ani", "budi", "cici"][(thread + round) % 3];
            let set = Set::ALL[round % 4];
            let there = (thread * 7 + round * 3) % 5 < 3;
            let leave = Write::Leave(id(1), set, token(who));
            town.write([if there { join(id(1), set, who) } else { leave }]).await;
        }
    });
    town.tally_equals_rows(1).await;
    let before = town.tally(id(1)).await;
    town.reopen().await;
    assert_eq!(town.tally(id(1)).await, before);
    town.tally_equals_rows(1).await;
}

pub async fn a_tally_that_is_leaned_on_holds(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let close = |size| {
        let mut batch = put(complaint(1), 0);
        batch.guard(Guard::Tally(id(1), Set::Confirmations, size));
        batch
    };
    town.write([support("ani"), join(id(1), Set::Confirmations, "ani")]).await;
    for wrong in [0, 2] {
        assert_eq!(town.commit(close(wrong)).await, Committed::Conflict);
    }
    town.apply(close(1)).await;
    let mut none = anyway();
    none.guard(Guard::Tally(id(2), Set::Supports, 0));
    town.apply(none).await;
}
