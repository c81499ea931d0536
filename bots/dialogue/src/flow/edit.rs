//! Changing one part of a report before it is sent.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: (photo) lampu jalan depan SD 3 mati dari kemarin
//! * 8 seconds later
//! bot: 📷 1 foto masuk.
//!
//!      Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: [Lampu jalan]
//! bot: Lokasinya *depan SD 3*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
//!      [Ya, di situ] [Lewati] [📍]
//! Sari: lewati
//! bot: Siapa yang boleh melihat laporan ini?
//!      • *Publik*: isi dan lokasi tampil, nama Anda tidak
//!      • *Privat*: hanya Anda dan petugas
//!      • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
//!      [Publik] [Privat] [Anonim] [📷]
//! Sari: [Publik]
//! bot: *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: tidak disebut
//!      Foto: 1
//!      Tampil: Publik
//!
//!      “lampu jalan depan SD 3 mati dari kemarin”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! Sari: [Ubah]
//! bot: Bagian mana yang diubah?
//!      ☰ Lihat pilihan
//!        [Isi laporan]
//!        [Kategori]
//!        [Lokasi]
//!        [Foto] Hapus semua, lalu kirim ulang
//!        [Siapa yang melihat]
//!        [Kembali]
//! Sari: [Isi laporan]
//! bot: Tulis ulang isi laporannya dalam satu pesan.
//! Sari: lampu jalan depan SD 3 mati sejak hari Senin, gelap sekali
//! bot: *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: tidak disebut
//!      Foto: 1
//!      Tampil: Publik
//!
//!      “lampu jalan depan SD 3 mati sejak hari Senin, gelap sekali”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! Sari: [Ubah]
//! bot: Bagian mana yang diubah?
//!      ☰ Lihat pilihan
//!        [Isi laporan]
//!        [Kategori]
//!        [Lokasi]
//!        [Foto] Hapus semua, lalu kirim ulang
//!        [Siapa yang melihat]
//!        [Kembali]
//! Sari: [Foto]
//! bot: Foto lama dihapus dari draf. Kirim foto baru (paling banyak 10), atau ketik *lewati*.
//!      [Lewati] [📷]
//! Sari: (photo)
//! * 8 seconds later
//! bot: 📷 1 foto masuk.
//!
//!      *Periksa laporan Anda*
//!      Kategori: Lampu jalan
//!      Lokasi: tidak disebut
//!      Foto: 1
//!      Tampil: Publik
//!
//!      “lampu jalan depan SD 3 mati sejak hari Senin, gelap sekali”
//!
//!      Kirim sekarang?
//!      [Kirim] [Ubah] [Batal]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: [Street light]
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! Sari: skip
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: [Public]
//! bot: *Check your report*
//!      Category: Street light
//!      Place: not given
//!      Photos: 0
//!      Seen by: Public
//!
//!      “the street light at SD 3 is out since yesterday”
//!
//!      Send it now?
//!      [Send] [Edit] [Cancel]
//! Sari: [Edit]
//! bot: Which part would you like to change?
//!      ☰ Show choices
//!        [Text]
//!        [Category]
//!        [Place]
//!        [Photos] Remove all, then send again
//!        [Who may see it]
//!        [Back]
//! Sari: [Who may see it]
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
//! Sari: [Anonymous]
//! bot: *Check your report*
//!      Category: Street light
//!      Place: not given
//!      Photos: 0
//!      Seen by: Anonymous
//!
//!      “the street light at SD 3 is out since yesterday”
//!
//!      Send it now?
//!      [Send] [Edit] [Cancel]
//! Sari: [Edit]
//! bot: Which part would you like to change?
//!      ☰ Show choices
//!        [Text]
//!        [Category]
//!        [Place]
//!        [Photos] Remove all, then send again
//!        [Who may see it]
//!        [Back]
//! Sari: [Back]
//! bot: *Check your report*
//!      Category: Street light
//!      Place: not given
//!      Photos: 0
//!      Seen by: Anonymous
//!
//!      “the street light at SD 3 is out since yesterday”
//!
//!      Send it now?
//!      [Send] [Edit] [Cancel]
//! ```

use aduan::ports::Wanted;

use crate::{
    Phrase, Say,
    flow::lost,
    state::{Part, Pick, Slot},
    turn::Turn,
};

/// Opens the list of parts.
pub(crate) fn open(turn: &mut Turn<'_>) {
    let Some(filing) = turn.filing() else { return lost::stale(turn) };
    filing.slot = Slot::Edit;
    turn.prompt();
}

/// Which part?
pub(crate) fn ask(turn: &mut Turn<'_>) {
    let parts = [Part::Words, Part::Category, Part::Place, Part::Photos, Part::Preset];
    let mut picks: Vec<Pick> = parts.into_iter().map(Pick::Change).collect();
    picks.push(Pick::Back);
    turn.offer(Phrase::new(Say::AskEdit), picks);
}

/// Asks for that part again. What was there stays until something else comes, but for photos,
/// which cannot be told apart in words.
pub(crate) fn change(turn: &mut Turn<'_>, part: Part) {
    let Some(filing) = turn.filing() else { return lost::stale(turn) };
    filing.slot = match part {
        Part::Words => Slot::Words,
        Part::Category => Slot::Category(0),
        Part::Place => Slot::Place,
        Part::Photos => {
            filing.draft.photos.clear();
            filing.draft.told = 0;
            Slot::Photos
        }
        Part::Preset => Slot::Preset,
    };
    turn.prompt();
}

/// New photos, or none.
pub(crate) fn ask_photos(turn: &mut Turn<'_>) {
    turn.hope(Phrase::new(Say::AskPhotos), vec![Pick::Skip], Wanted::Photo);
}
