//! Being told how somebody else's report goes on: offered after a vote, and by word.
//!
//! ```transcript id
//! * Sari is signed in
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: dukung LP-4F2H-B6DS
//! bot: 👍 Dukungan Anda untuk *LP-4F2H-B6DS* dicatat. Sekarang 4 orang mendukung. Ketik *batal dukung LP-4F2H-B6DS* untuk menariknya.
//!      Mau dikabari perkembangannya?
//!      [Kabari saya] [Tidak perlu]
//! Sari: ya
//! bot: 👍 Perkembangan *LP-4F2H-B6DS* akan kami kabari di chat ini. Ketik *berhenti ikuti LP-4F2H-B6DS* untuk menghentikannya.
//! Sari: ikuti LP-4F2H-B6DS
//! bot: Anda sudah mengikuti *LP-4F2H-B6DS*; perkembangannya kami kabari di chat ini.
//! Sari: berhenti ikuti LP-4F2H-B6DS
//! bot: Baik, Anda tidak lagi dikabari tentang *LP-4F2H-B6DS*.
//! Sari: LP-4F2H-B6DS
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 4
//!      [Batal dukung] [Kabari saya] [Menu]
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: follow LP-4F2H-B6DS
//! bot: To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! Sari: sari@example.com
//! bot: If that address can receive codes, a 6-digit code was sent to *s•••@example.com*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! Sari: 123456
//! bot: You are signed in.
//!
//!      Send you news of *LP-4F2H-B6DS*?
//!      [Yes, go on] [Cancel]
//! Sari: yes
//! bot: 👍 We will send you news of *LP-4F2H-B6DS* in this chat. Type *unfollow LP-4F2H-B6DS* to stop it.
//! Sari: support LP-4F2H-B6DS
//! bot: 👍 Your support of *LP-4F2H-B6DS* counts. Now 4 people support it. Type *unsupport LP-4F2H-B6DS* to take it back.
//! Sari: unfollow LP-4F2H-B6DS
//! bot: All right, you will get no more news of *LP-4F2H-B6DS*.
//! Sari: unsupport LP-4F2H-B6DS
//! bot: Your support of *LP-4F2H-B6DS* is withdrawn. 3 people support it now.
//! Sari: support LP-4F2H-B6DS
//! bot: 👍 Your support of *LP-4F2H-B6DS* counts. Now 4 people support it. Type *unsupport LP-4F2H-B6DS* to take it back.
//!      Would you like news of this report?
//!      [Keep me posted] [No, thanks]
//! Sari: no
//! bot: All right. If you change your mind, type *follow LP-4F2H-B6DS*.
//! ```

use aduan::{domain::TrackingNumber, verbs::Following};

use crate::{Say, flow::login, state::Wish, turn::Turn};

/// She wants to be told.
pub(crate) fn follow(turn: &mut Turn<'_>, number: TrackingNumber) {
    login::grant(turn, Wish::Follow(number));
}

/// She does not want to be told any more.
pub(crate) fn unfollow(turn: &mut Turn<'_>, number: TrackingNumber) {
    login::grant(turn, Wish::Unfollow(number));
}

/// She need not be told of what she supports.
pub(crate) fn no_thanks(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.finish(Turn::about(Say::NotFollowed, number), Vec::new());
}

/// She is told from now on, or no more.
pub(crate) fn done(turn: &mut Turn<'_>, wish: &Wish, following: &Following) {
    let say = match (matches!(wish, Wish::Follow(_)), following.again) {
        (true, false) => Say::Followed,
        (true, true) => Say::FollowedBefore,
        (false, false) => Say::Unfollowed,
        (false, true) => Say::UnfollowedBefore,
    };
    turn.finish(Turn::about(say, &following.number), Vec::new());
}
