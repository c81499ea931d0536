//! Everything that fits nowhere: kind answers, and always a way out.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: nuwun sewu, min
//! bot: Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu.
//!      ☰ Buka menu
//!        [Buat laporan] Jalan, lampu, sampah, banjir, dan lainnya
//!        [Laporan saya] Lihat status semua laporan Anda
//!        [Cek nomor laporan] Lihat status dan catatan petugas
//!        [Laporan di sekitar] Laporan publik dekat lokasi Anda
//!        [Cari laporan publik] Kata kunci, jalan, atau kelurahan
//!        [Akun] Kontak terhubung, sesi, keluar
//!        [Bahasa & kabar] Ganti bahasa, atur kabar otomatis
//!        [Bantuan]
//! Sari: statsu
//! bot: Kirim nomor laporannya, contoh *LP-7K3M-9QXT*.
//! Sari: hatur nuhun 🙏
//! bot: Sama-sama! 🙏 Ketik *menu* kapan saja bila perlu sesuatu.
//! Sari: (voice note)
//! bot: Maaf, saya belum bisa mendengar pesan suara. Tolong diketik, ya.
//! Sari: (sticker)
//! bot: 👍 Ketik *menu* bila perlu bantuan.
//! Sari: (changes what she wrote)
//! bot: Perubahan pada pesan lama tidak terbaca oleh saya. Tulis lagi sebagai pesan baru, ya.
//! Sari: asdf
//! bot: Maaf, saya belum paham.
//!
//!      Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu.
//!      ☰ Buka menu
//!        [Buat laporan] Jalan, lampu, sampah, banjir, dan lainnya
//!        [Laporan saya] Lihat status semua laporan Anda
//!        [Cek nomor laporan] Lihat status dan catatan petugas
//!        [Laporan di sekitar] Laporan publik dekat lokasi Anda
//!        [Cari laporan publik] Kata kunci, jalan, atau kelurahan
//!        [Akun] Kontak terhubung, sesi, keluar
//!        [Bahasa & kabar] Ganti bahasa, atur kabar otomatis
//!        [Bantuan]
//! Sari: qwer
//! bot: Saya masih belum paham. Mau ke mana?
//!      [Ulangi] [Petugas] [Menu]
//! Sari: [Petugas]
//! bot: Tulis pertanyaan atau pesan Anda untuk petugas Kota Lestari. Petugas melayani Senin–Jumat, pukul 08.00–16.00.
//!      Keadaan darurat? Hubungi *112*.
//! Sari: batal
//! bot: Baik, dibatalkan. Ketik masalahnya, atau *menu* untuk pilihan lain.
//! Sari: tolong ada kebakaran di gang melati
//! bot: 🚨 Bila ada bahaya jiwa, hubungi *112* sekarang. Chat ini bukan layanan darurat.
//!
//!      Sepertinya ini tentang *Kebakaran*. Benar?
//!      [Kebakaran] [Kategori lain]
//! Sari: {k3f9:2}
//! bot: Tombol itu sudah tidak berlaku. Lanjut dari sini, ya.
//!
//!      Sepertinya ini tentang *Kebakaran*. Benar?
//!      [Kebakaran] [Kategori lain]
//! Sari: punten pak
//! bot: Sepertinya ini tentang *Kebakaran*. Benar?
//!      [Kebakaran] [Kategori lain]
//! Sari: btal
//! bot: Dibatalkan, draf dihapus. Ketik masalahnya kapan saja untuk mulai lagi.
//! Sari: batal
//! bot: Tidak ada yang perlu dibatalkan. Ketik masalahnya, atau *menu* untuk pilihan lain.
//! Sari: terima kasih banyak pak, semoga sukses selalu
//! bot: Sama-sama! 🙏 Ketik *menu* kapan saja bila perlu sesuatu.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: mneu
//! bot: How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [New report] Roads, lights, waste, flooding and more
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Account] Linked contacts, sessions, signing out
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! Sari: tks
//! bot: You are welcome! 🙏 Type *menu* whenever you need something.
//! Sari: (voice note)
//! bot: Sorry, I cannot listen to voice messages yet. Please type it.
//! Sari: (changes what she wrote)
//! bot: I cannot see what you changed in an earlier message. Please write it again as a new one.
//! Sari: (something else)
//! bot: I cannot read this kind of message yet. Please send text, a photo or a location.
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: hmm
//! bot: Sorry, I did not understand.
//!
//!      This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: hm
//! bot: I still do not understand. What would you like to do?
//!      [Repeat] [Staff] [Menu]
//! Sari: [Repeat]
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: cancel
//! bot: Cancelled, the draft is deleted. Type the problem any time to start again.
//! Sari: thank you so much for the quick help
//! bot: You are welcome! 🙏 Type *menu* whenever you need something.
//! ```

use crate::{
    Phrase, Say, Unreadable,
    state::{At, Pick},
    turn::Turn,
};

/// It fits nothing that is open. The second time in a row she is asked where she wants to go.
pub(crate) fn not_understood(turn: &mut Turn<'_>) {
    turn.state.misses = turn.misses.saturating_add(1);
    if turn.state.misses >= 2 {
        let picks = vec![Pick::Repeat, Pick::Agent, Pick::Menu];
        turn.offer(Phrase::new(Say::WhereTo), picks);
    } else {
        turn.lead(Say::NotUnderstood);
        turn.prompt();
    }
}

/// A choice of an older message, or one that never was.
pub(crate) fn stale(turn: &mut Turn<'_>) {
    turn.lead(Say::Stale);
    turn.prompt();
}

/// Something that cannot be read.
pub(crate) fn unreadable(turn: &mut Turn<'_>, kind: Unreadable) {
    if kind == Unreadable::Sticker && matches!(turn.state.at, At::WithStaff { .. }) {
        // It is meant for the staff, and says little.
        return;
    }
    let say = match kind {
        Unreadable::Voice => Say::Voice,
        Unreadable::Sticker => Say::Sticker,
        Unreadable::Edited => Say::Edited,
        Unreadable::Other => Say::Unreadable,
    };
    turn.but(say);
}

/// Something broke on our side.
pub(crate) fn went_wrong(turn: &mut Turn<'_>) {
    turn.but(Say::WentWrong);
}

/// She gives up whatever is going on.
pub(crate) fn cancel(turn: &mut Turn<'_>) {
    let was_at_rest = turn.state.at == At::Rest;
    let draft = turn.state.leave();
    turn.state.offer = crate::state::Offer::default();
    if let Some(sent) = &mut turn.state.sent {
        sent.draft = None;
    }
    if was_at_rest {
        nothing_to_cancel(turn);
    } else {
        let say = if draft.is_some() { Say::Cancelled } else { Say::Stopped };
        turn.say(Phrase::new(say));
    }
}

/// There is nothing to give up.
pub(crate) fn nothing_to_cancel(turn: &mut Turn<'_>) {
    turn.say(Phrase::new(Say::NothingToCancel));
}
