//! Commenting on a report, which everybody can read; and taking that back for five minutes.
//!
//! ```transcript id
//! * Sari is signed in
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: LP-4F2H-B6DS
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 3
//!      [Dukung] [Komentar] [Menu]
//! Sari: [Komentar]
//! bot: Tulis komentar untuk *LP-4F2H-B6DS*, paling panjang 500 huruf. Komentar terlihat semua orang, jadi jangan tulis data pribadi.
//! Sari: Di gang sebelah juga mati.
//! bot: ✅ Komentar untuk *LP-4F2H-B6DS* terkirim. Ketik *hapus komentar* dalam 5 menit untuk menghapusnya.
//!      [Hapus komentar]
//! Sari: hapus komentar
//! bot: Komentar untuk *LP-4F2H-B6DS* sudah dihapus.
//! Sari: hapus komentar
//! bot: Tidak ada komentar yang bisa dihapus. Komentar bisa dihapus dalam 5 menit setelah dikirim.
//! Sari: komentar LP-4F2H-B6DS kabelnya putus
//! bot: Kirim komentar Anda untuk *LP-4F2H-B6DS*? Komentar terlihat semua orang; jangan berisi data pribadi.
//!      [Ya, lanjut] [Batal]
//! Sari: ya
//! bot: ✅ Komentar untuk *LP-4F2H-B6DS* terkirim. Ketik *hapus komentar* dalam 5 menit untuk menghapusnya.
//!      [Hapus komentar]
//! * 6 minutes later
//! Sari: [Hapus komentar]
//! bot: Tidak ada komentar yang bisa dihapus. Komentar bisa dihapus dalam 5 menit setelah dikirim.
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: comment LP-4F2H-B6DS
//! bot: Write your comment on *LP-4F2H-B6DS*, at most 500 characters. Everybody can read comments, so no personal data please.
//! Sari: cancel
//! bot: All right, cancelled. Type the problem, or *menu* for more.
//! Sari: comment LP-4F2H-B6DS
//! bot: Write your comment on *LP-4F2H-B6DS*, at most 500 characters. Everybody can read comments, so no personal data please.
//! Sari: The whole street is dark.
//! bot: To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! Sari: sari@example.com
//! bot: If that address can receive codes, a 6-digit code was sent to *s•••@example.com*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! Sari: 123456
//! bot: You are signed in.
//!
//!      Post your comment on *LP-4F2H-B6DS*? Everybody can read it; no personal data please.
//!      [Yes, go on] [Cancel]
//! Sari: yes
//! bot: ✅ Your comment on *LP-4F2H-B6DS* is posted. Type *delete comment* within 5 minutes to remove it.
//!      [Delete comment]
//! Sari: [Delete comment]
//! bot: Your comment on *LP-4F2H-B6DS* is removed.
//! ```

use aduan::{
    domain::{Comment, TrackingNumber},
    ports::Wanted,
    verbs::Posted,
    words::mask,
};

use crate::{
    Deed, Phrase, Say,
    flow::{login, lost},
    state::{Asking, Commented, Pick, Until, Wish},
    turn::Turn,
};

/// She wants to comment. What she wrote beside the number was written before she was warned that
/// everybody reads it, so she is asked once more.
pub(crate) fn comment(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    match read(turn, text) {
        Some(comment) => login::make_sure(turn, Wish::Comment(number, comment)),
        None => turn.asks(Asking::Comment(number)),
    }
}

/// The comment, please.
pub(crate) fn ask(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.hope(Turn::about(Say::AskComment, number), Vec::new(), Wanted::Text);
}

/// Her comment. It is never cut: everybody would read half a sentence.
pub(crate) fn words(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    match read(turn, text) {
        Some(comment) => {
            turn.answered();
            let names_somebody = !mask(comment.as_str()).found.is_empty();
            let wish = Wish::Comment(number, comment);
            if names_somebody {
                turn.lead(Say::CommentMasked);
                login::make_sure(turn, wish);
            } else {
                login::grant(turn, wish);
            }
        }
        None if text.trim().chars().count() > Comment::LIMIT => turn.prompt(),
        None => lost::not_understood(turn),
    }
}

fn read(turn: &mut Turn<'_>, text: &str) -> Option<Comment> {
    if text.trim().chars().count() > Comment::LIMIT {
        turn.lead(Say::CommentTooLong);
    }
    Comment::parse(text).ok()
}

/// It stands there.
pub(crate) fn posted(turn: &mut Turn<'_>, number: &TrackingNumber, posted: Posted) {
    turn.state.commented = Some(Commented { number: number.clone(), posted });
    turn.finish(Turn::about(Say::Commented, number), vec![Pick::Uncomment]);
}

/// She takes it back.
pub(crate) fn remove(turn: &mut Turn<'_>) {
    match turn.state.commented.clone() {
        Some(Commented { number, posted }) => {
            turn.act(Deed::Uncomment(number, posted), Until::Uncommented);
        }
        None => turn.but(Say::NoComment),
    }
}

/// It is gone.
pub(crate) fn removed(turn: &mut Turn<'_>) {
    match turn.state.commented.take() {
        Some(comment) => turn.finish(Turn::about(Say::Uncommented, &comment.number), Vec::new()),
        None => turn.finish(Phrase::new(Say::NoComment), Vec::new()),
    }
}
