//! Signing in: once, when something is first to be sent. What she wanted waits, and since a turn
//! does one thing, she is asked once more before it is done.
//!
//! ```transcript id
//! * Sari has agreed
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: ya
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! Sari: lewati
//! bot: Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: [Publik]
//! bot: *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: tidak disebut
//!      Foto: 0
//!      Tampil: Publik
//!
//!      “lampu jalan depan SD 3 mati dari kemarin”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! Sari: [Kirim]
//! bot: Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! Sari: nanti saja deh
//! bot: Itu bukan alamat e-mail atau nomor HP yang lengkap. Contoh: *sari@contoh.id* atau *0812 3456 7890*.
//!
//!      Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! Sari: sari@contoh.id
//! bot: Bila alamat itu dapat menerima kode, kode 6 angka sudah dikirim ke *s•••@contoh.id*. Balas dengan kodenya. Berlaku 5 menit; jangan berikan kepada siapa pun, termasuk petugas.
//!      [Kirim ulang kode] [Ganti alamat]
//! Sari: 111111
//! bot: Kode salah. Sisa percobaan: 4.
//!      [Kirim ulang kode] [Ganti alamat]
//! Sari: 123 456
//! bot: Berhasil masuk.
//!
//!      *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: tidak disebut
//!      Foto: 0
//!      Tampil: Publik
//!
//!      “lampu jalan depan SD 3 mati dari kemarin”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! Sari: [Kirim]
//! bot: ✅ Laporan *LP-YTX4-5TWT* kami terima.
//!      Target selesai: 5 Desember 2026.
//!
//!      Kabarnya kami kirim ke chat ini. Salah kirim? Masih bisa diurungkan selama 5 menit.
//!      [Urungkan] [Menu]
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! Sari: login
//! bot: To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! Sari: 0812-3456-7890
//! bot: If that address can receive codes, a 6-digit code was sent to *+62•••••••••90*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! Sari: [Resend code]
//! bot: Codes were asked for too often. Try again in one minute.
//!
//!      Reply with the 6-digit code that was sent to *+62•••••••••90*.
//!      [Resend code] [Other address]
//! * 1 minute later
//! Sari: resend
//! bot: If that address can receive codes, a 6-digit code was sent to *+62•••••••••90*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! * 6 minutes later
//! Sari: 123456
//! bot: That code is no longer valid. Type *resend* for a new one.
//!      [Resend code] [Other address]
//! Sari: [Other address]
//! bot: To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! Sari: sari@example.com
//! bot: If that address can receive codes, a 6-digit code was sent to *s•••@example.com*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! Sari: my code is 123456
//! bot: You are signed in.
//!
//!      How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [New report] Roads, lights, waste, flooding and more
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Account] Linked contacts, sessions, signing out
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! Sari: login
//! bot: You are already signed in to this chat.
//! ```

use aduan::{domain::Login as Policy, refusal::Refusal};

use crate::{
    Deed, Did, Phrase, Say,
    flow::{
        add_photos, advice, answer, appeal, comment, confirm, filing, follow, lost, mine, reopen,
        staff, support, withdraw,
    },
    state::{At, Login, Pick, Then, Until, Wish},
    turn::Turn,
};

/// She wants to sign in.
pub(crate) fn start(turn: &mut Turn<'_>) {
    if turn.signed_in {
        return turn.but(Say::SignedInBefore);
    }
    if let At::Login { .. } = turn.state.at {
        return turn.prompt();
    }
    if turn.scene.login == Policy::Channel {
        return turn.act(Deed::Recognise, Until::Recognised);
    }
    let filing = turn.state.leave();
    ask_address(turn, Then { filing, wish: None });
}

pub(crate) fn ask_address(turn: &mut Turn<'_>, then: Then) {
    turn.state.at = At::Login { step: Login::Address, then };
    turn.prompt();
}

/// She is known: back to what she wanted.
pub(crate) fn signed_in(turn: &mut Turn<'_>) {
    turn.signed_in = true;
    turn.lead(Say::SignedIn);
    if let At::Login { then, .. } = &mut turn.state.at {
        let Then { filing, wish } = std::mem::take(then);
        match wish {
            Some(wish) => turn.state.at = At::Ready { wish, filing },
            None => turn.state.return_to(filing),
        }
    }
    turn.prompt();
}

/// Does what only a known person can do, or signs her in first.
pub(crate) fn grant(turn: &mut Turn<'_>, wish: Wish) {
    match wish.deed() {
        Some(deed) if turn.signed_in => turn.act(deed, Until::Granted(wish)),
        None if turn.signed_in => mine::page(turn, 0),
        _ => sign_in_first(turn, wish),
    }
}

/// Asks once more before it is done.
pub(crate) fn make_sure(turn: &mut Turn<'_>, wish: Wish) {
    if turn.signed_in {
        let filing = turn.state.leave();
        turn.state.at = At::Ready { wish, filing };
        turn.prompt();
    } else {
        sign_in_first(turn, wish);
    }
}

fn sign_in_first(turn: &mut Turn<'_>, wish: Wish) {
    let filing = turn.state.leave();
    match turn.scene.login {
        Policy::Otp => ask_address(turn, Then { filing, wish: Some(wish) }),
        Policy::Channel => {
            turn.state.at = At::Ready { wish, filing };
            turn.act(Deed::Recognise, Until::Recognised);
        }
    }
}

/// Does she still want it?
pub(crate) fn ready(turn: &mut Turn<'_>) {
    let At::Ready { wish, .. } = &turn.state.at else { return turn.prompt() };
    let phrase = match wish.about() {
        (what, Some(number)) => Turn::about(Say::Ready, number).text("what", what),
        ("question", None) => Phrase::new(Say::ReadyQuestion),
        (_, None) => Phrase::new(Say::ReadyMine),
    };
    turn.offer(phrase, vec![Pick::Proceed, Pick::Cancel]);
}

/// She does.
pub(crate) fn proceed(turn: &mut Turn<'_>) {
    match std::mem::replace(&mut turn.state.at, At::Rest) {
        At::Ready { wish, filing } => {
            turn.state.return_to(filing);
            grant(turn, wish);
        }
        other => {
            turn.state.at = other;
            lost::stale(turn);
        }
    }
}

/// It is done.
pub(crate) fn granted(turn: &mut Turn<'_>, wish: &Wish, did: &Did) {
    match (wish, did) {
        (Wish::Support(_) | Wish::SupportInstead(_) | Wish::Unsupport(_), Did::Supported(vote)) => {
            support::voted(turn, wish, vote);
        }
        (Wish::Answer(number, _), Did::Answered) => answer::answered(turn, number),
        (Wish::Confirm(number), Did::Confirmed) => confirm::confirmed(turn, number),
        (Wish::Dispute(number, _), Did::Disputed) => confirm::disputed(turn, number),
        (Wish::Rate(number, _), Did::Rated(stars)) => advice::ask_after(turn, number, *stars),
        (Wish::Advise(..), Did::Rated(_)) => advice::given(turn),
        (Wish::Follow(_) | Wish::Unfollow(_), Did::Following(following)) => {
            follow::done(turn, wish, following);
        }
        (Wish::Comment(number, _), Did::Commented(posted)) => {
            comment::posted(turn, number, posted.clone());
        }
        (Wish::Withdraw(number), Did::Withdrawn(withdrawn)) => {
            withdraw::done(turn, number, *withdrawn);
        }
        (Wish::AskStaff(..), Did::Filed(receipt)) => staff::handed_over(turn, receipt),
        (Wish::Reopen(number, _), Did::Reopened) => reopen::done(turn, number),
        (Wish::AddPhotos(number, _), Did::PhotosAdded(added)) => {
            add_photos::done(turn, number, *added);
        }
        (Wish::Appeal(number, _), Did::Appealed) => appeal::done(turn, number),
        _ => lost::went_wrong(turn),
    }
}

/// It is not done.
pub(crate) fn not_granted(turn: &mut Turn<'_>, wish: Wish, refusal: &Refusal) {
    if *refusal == Refusal::LogInFirst {
        return sign_in_first(turn, wish);
    }
    if let (Wish::Reopen(number, why), Refusal::Over { days }) = (&wish, refusal) {
        reopen::too_late(turn, number, why, *days);
    } else if matches!(wish, Wish::SupportInstead(_)) && turn.filing().is_some() {
        // It cannot be supported instead, so her own report goes on.
        turn.refuse(refusal);
        filing::advance(turn);
    } else {
        turn.but_refused(refusal);
    }
}
