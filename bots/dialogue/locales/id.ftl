# Semua kata percakapan, dalam Bahasa Indonesia.
#
# Untuk penerjemah: sapa warga dengan "Anda", sopan dan singkat; satu pesan paling banyak enam
# baris bila bisa. *…* dicetak tebal. Tombol (label-…) paling panjang 20 huruf, baris daftar 24,
# keterangannya (…-hint) 72. Kata yang diketik warga (*menu*, *batal*, …) ada di src/hear/command.rs.

## Perkenalan

# $city: nama kota. Ini juga teks persetujuan; bila artinya berubah, naikkan versinya.
welcome = Halo! 👋 Ini layanan pengaduan warga *{ $city }*. Saya asisten otomatis.

    Supaya laporan bisa ditangani, kami menyimpan akun chat Anda, isi laporan, foto, dan lokasinya. Yang tampil untuk umum tidak memuat nama Anda.

    Keadaan darurat? Hubungi *{ $emergency }*.
    Setuju dan lanjut?
consent-first = Sebelum lanjut, kami perlu persetujuan Anda untuk menyimpan akun chat, isi laporan, foto, dan lokasinya. Setuju?
declined = Baik, tidak ada yang kami simpan. Kalau berubah pikiran, sapa saya lagi kapan saja.

## Menu dan bantuan

menu = Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu.
help = Cara pakai:
    • Ketik masalahnya atau kirim foto, lalu saya bantu menjadi laporan
    • *status LP-…* melihat laporan, *dukung LP-…* mendukungnya
    • *saya* laporan Anda, *sekitar* di dekat Anda, *cari* kata kunci
    • *batal* berhenti, *kembali* mundur, *menu* pilihan lain
    • *petugas* bicara dengan manusia
    • *masuk* mengenalkan diri, *bahasa* ganti bahasa
    Darurat: *{ $emergency }*.
ask-language = Pilih bahasa / Choose a language:
you-are-welcome = Sama-sama! 🙏 Ketik *menu* kapan saja bila perlu sesuatu.

## Membuat laporan

ask-words = Ceritakan masalahnya dalam satu pesan: apa, di mana persisnya, sejak kapan. Boleh langsung kirim foto dengan keterangan.
ask-other-words = Tulis ulang isi laporannya dalam satu pesan.
ask-words-briefly = Masalahnya apa? Ceritakan singkat: apa, di mana persisnya, sejak kapan.
suggested = Sepertinya ini tentang *{ $category }*. Benar?
ask-category = Pilih kategori yang paling sesuai:
no-categories = Maaf, { $city } belum membuka kategori laporan, jadi laporan belum bisa dikirim dari sini. Ketik *petugas* untuk menulis kepada petugas.
ask-place = Di mana lokasinya? Kirim lokasi, atau ketik alamat/patokan (contoh: depan SDN 3 Tebet). Tidak tahu? Ketik *lewati*.
# $place: tempat menurut kata-katanya sendiri.
ask-place-named = Lokasinya *{ $place }*? Bila bisa, kirim titik lokasinya supaya petugas tidak salah tempat. Di tempat lain? Ketik alamat/patokannya.
# $metres: jarak. $title: kalimat pertama laporan orang lain. $supports: jumlah pendukung.
alike-near = Ada laporan mirip, sekitar { $metres } m dari sana:
    Laporan *{ $number }*: { $title }
    Status: { $stage }, dilaporkan { $filed }, { $supports } dukungan

    Apakah ini masalah yang sama?
alike-somewhere = Ada laporan yang mirip:
    Laporan *{ $number }*: { $title }
    Status: { $stage }, dilaporkan { $filed }, { $supports } dukungan

    Apakah ini masalah yang sama?
alike-several = Ada beberapa laporan mirip. Apakah salah satunya masalah yang sama?
alike-line = • *{ $number }*: { $title }
row-alike-near = { $metres } m · { $stage } · { $filed }
row-alike-somewhere = { $stage } · { $filed }
ask-same = Apakah laporan *{ $number }* ini masalah yang sama?
ask-preset = Ada foto? Kirim dulu (paling banyak 10). Lalu pilih siapa yang boleh melihat:
    • *Publik*: isi dan lokasi tampil, nama Anda tidak
    • *Privat*: hanya Anda dan petugas
    • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
ask-preset-only = Siapa yang boleh melihat laporan ini?
    • *Publik*: isi dan lokasi tampil, nama Anda tidak
    • *Privat*: hanya Anda dan petugas
    • *Anonim*: tampil untuk umum, petugas pun tidak tahu siapa Anda
ask-photos = Foto lama dihapus dari draf. Kirim foto baru (paling banyak 10), atau ketik *lewati*.
summary = *Periksa laporan Anda*
    Kategori: { $category }
    Lokasi: { $place }
    Foto: { $photos }
    Tampil: { $preset }

    “{ $words }”

    { $next ->
        [send] Kirim sekarang?
       *[private] Ubah isinya, atau jadikan privat?
    }
ask-edit = Bagian mana yang diubah?
# $minutes: berapa lama masih bisa diurungkan, 0 jika tidak bisa. $due: tanggal target selesai.
filed = ✅ Laporan *{ $number }* kami terima.
    Target selesai: { $due }.

    Kabarnya kami kirim ke chat ini.{ $minutes ->
        [0] { "" }
       *[other] { " " }Salah kirim? Masih bisa diurungkan selama { $minutes } menit.
    }
filed-before = Laporan ini sudah terkirim sebagai *{ $number }*, dan tidak dikirim dua kali.
undone = Laporan *{ $number }* diurungkan; tidak ada yang diteruskan ke petugas. Drafnya masih ada: lanjutkan, atau hapus?
cancelled = Dibatalkan, draf dihapus. Ketik masalahnya kapan saja untuk mulai lagi.
stopped = Baik, dibatalkan. Ketik masalahnya, atau *menu* untuk pilihan lain.
nothing-to-cancel = Tidak ada yang perlu dibatalkan. Ketik masalahnya, atau *menu* untuk pilihan lain.
# $when: tanggal dan jam.
draft-waits = Anda punya draf laporan dari { $when }:
    “{ $words }”
    Lanjutkan?

no-draft = Tidak ada draf yang menunggu; draf disimpan tujuh hari. Ketik masalahnya untuk mulai.

## Melihat dan mendukung

ask-number = Kirim nomor laporannya, contoh *{ $example }*.
mistyped = Nomor itu sepertinya salah ketik: huruf atau angkanya ada yang tidak cocok. Coba periksa lagi, contoh *{ $example }*.
detail = *{ $number }* · { $category }
    { $title }
    Status: *{ $stage }*, dilaporkan { $filed }
detail-department = Ditangani: { $department }
detail-due = Target selesai: { $due }
detail-note = Catatan petugas: { $note }
detail-supports = Dukungan: { $supports }
# $steps: tahap dan tanggalnya.
detail-steps = Riwayat: { $steps }
detail-refers = Lanjutan dari: { $number }
ask-follow = Mau dikabari perkembangannya?
followed = 👍 Perkembangan *{ $number }* akan kami kabari di chat ini. Ketik *berhenti ikuti { $number }* untuk menghentikannya.
followed-before = Anda sudah mengikuti *{ $number }*; perkembangannya kami kabari di chat ini.
unfollowed = Baik, Anda tidak lagi dikabari tentang *{ $number }*.
unfollowed-before = Anda tidak mengikuti *{ $number }*. Untuk dikabari, ketik *ikuti { $number }*.
not-followed = Baik. Kalau berubah pikiran, ketik *ikuti { $number }*.
ask-comment = Tulis komentar untuk *{ $number }*, paling panjang 500 huruf. Komentar terlihat semua orang, jadi jangan tulis data pribadi.
comment-too-long = Komentar paling panjang 500 huruf. Tulis lebih singkat, ya.
commented = ✅ Komentar untuk *{ $number }* terkirim. Ketik *hapus komentar* dalam 5 menit untuk menghapusnya.
uncommented = Komentar untuk *{ $number }* sudah dihapus.
no-comment = Tidak ada komentar yang bisa dihapus. Komentar bisa dihapus dalam 5 menit setelah dikirim.
choose-report = Laporan yang mana?
supported = 👍 Dukungan Anda untuk *{ $number }* dicatat. Sekarang { $supports } orang mendukung. Ketik *batal dukung { $number }* untuk menariknya.
supported-before = Anda sudah mendukung *{ $number }*. Ketik *batal dukung { $number }* untuk menariknya.
unsupported = Dukungan Anda untuk *{ $number }* ditarik. Sekarang { $supports } orang mendukung.
unsupported-before = Anda belum mendukung *{ $number }*.
# $total: jumlah laporan. $page: halaman keberapa.
my-reports = { $page ->
    [1] Anda punya { $total } laporan, yang terbaru di atas. Pilih satu untuk melihatnya.
   *[other] Laporan Anda, halaman { $page }.
}
no-reports = Belum ada laporan di akun ini. Ketik masalahnya untuk membuat laporan pertama.
ask-where = Kirim lokasi untuk melihat laporan publik dalam 500 m, atau ketik nama jalan atau kelurahan.
# $within: jarak terjauh yang dicari, dalam meter.
around-point = { $page ->
    [1] { $within ->
        [500] { $total } laporan publik dalam 500 m, yang terdekat di atas.
       *[other] Dalam 500 m tidak ada. Ini { $total } laporan publik dalam { $within } m, yang terdekat di atas.
    }
   *[other] Laporan publik dalam { $within } m, halaman { $page }.
}
# $words: tempat yang diketik warga.
around-words = { $page ->
    [1] Laporan publik yang menyebut “{ $words }”, yang terbaru di atas. Kirim lokasi untuk melihat yang terdekat.
   *[other] Laporan publik yang menyebut “{ $words }”, halaman { $page }.
}
nothing-around = Tidak ada laporan publik yang masih berjalan di sana. Buat laporan baru?
ask-keywords = Ketik kata kuncinya, contoh *lampu Jalan Melati*.
# $words: kata yang dicari warga.
hits = { $page ->
    [1] Laporan publik untuk “{ $words }”, yang terbaru di atas.
   *[other] Laporan publik untuk “{ $words }”, halaman { $page }.
}
no-hits = Tidak ada laporan publik untuk “{ $words }”. Buat laporan baru?
which-report = Laporan yang mana? Sertakan nomornya, contoh *{ $example }*.

## Bicara dengan petugas

# $hours: jam layanan, seperti “Senin–Jumat, pukul 08.00–16.00”.
ask-question = Tulis pertanyaan atau pesan Anda untuk petugas { $city }. Petugas melayani { $hours }.
    Keadaan darurat? Hubungi *{ $emergency }*.
with-staff = Percakapan ini diteruskan ke petugas dengan nomor *{ $number }*. Petugas melayani { $hours }.
    Tulis saja di sini. Selama itu saya tidak menjawab; ketik *bot* untuk kembali ke saya.
staff-closed = Percakapan ini diteruskan ke petugas dengan nomor *{ $number }*, dan dijawab pada jam layanan: { $hours }.
    Tulis saja di sini. Selama itu saya tidak menjawab; ketik *bot* untuk kembali ke saya.
    Keadaan darurat? Hubungi *{ $emergency }*.
staff-left = Anda kembali ke asisten otomatis. Balasan petugas tetap datang ke chat ini.
staff-later = Petugas bisa dihubungi setelah Anda setuju. Mereka melayani { $hours }. Keadaan darurat? Hubungi *{ $emergency }*.
ready-question = Kirim pesan Anda ke petugas?

## Masuk

ask-address = Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
not-an-address = Itu bukan alamat e-mail atau nomor HP yang lengkap. Contoh: *sari@contoh.id* atau *0812 3456 7890*.
# Bunyinya sama, baik alamat itu dikenal maupun tidak.
code-sent = Bila alamat itu dapat menerima kode, kode 6 angka sudah dikirim ke *{ $address }*. Balas dengan kodenya. Berlaku 5 menit; jangan berikan kepada siapa pun, termasuk petugas.
ask-code = Balas dengan kode 6 angka yang dikirim ke *{ $address }*.
not-a-code = Kodenya 6 angka, contoh *123 456*.
code-wrong = Kode salah. { $left ->
    [0] Percobaannya habis; minta kode baru.
   *[other] Sisa percobaan: { $left }.
}
code-gone = Kode itu sudah tidak berlaku. Ketik *kirim ulang* untuk kode baru.
signed-in = Berhasil masuk.
signed-in-before = Anda sudah masuk di chat ini.
# $what: support, unsupport, answer, confirm, dispute, rate atau track.
ready = { $what ->
    [support] Lanjut mendukung laporan *{ $number }*?
    [unsupport] Lanjut menarik dukungan untuk *{ $number }*?
    [answer] Kirim jawaban Anda untuk *{ $number }*?
    [confirm] Laporan *{ $number }* memang sudah beres?
    [dispute] Kembalikan *{ $number }* ke petugas dengan alasan Anda?
    [follow] Kabari Anda tentang perkembangan *{ $number }*?
    [unfollow] Berhenti mengikuti *{ $number }*?
    [comment] Kirim komentar Anda untuk *{ $number }*? Komentar terlihat semua orang; jangan berisi data pribadi.
    [withdraw] Cabut laporan *{ $number }*? Bila ada pendukungnya, laporan tetap dibuka untuk mereka, tanpa Anda.
    [reopen] Buka kembali laporan *{ $number }*?
    [appeal] Ajukan banding untuk *{ $number }*?
    [photos] Tambahkan foto Anda ke laporan *{ $number }*?
   *[other] Lanjut dengan laporan *{ $number }*?
}

## Akun, sesi, kabar

# $handles: kontak yang disamarkan. $news: on atau off.
account = *Akun Anda*
    Nama: { $name }
    Terhubung: { $handles }
    Kabar di chat ini: { $news ->
        [on] hidup
       *[other] mati
    }
sign-in-for-account = Untuk melihat akun, masuk dulu, ya.
# $since: tanggal.
sessions = Anda masuk di chat ini ({ $channel }) sejak { $since }.
session = { $nth }. { $channel }, sejak { $since }
no-other-session = Tidak ada chat lain.
sessions-ended = Baik, chat itu sudah keluar dari akun Anda.
signed-out = Anda keluar. Laporan privat disembunyikan di chat ini, dan kabarnya tidak dikirim ke sini. Ketik *masuk* untuk masuk lagi.
signed-out-before = Anda belum masuk di chat ini. Ketik *masuk* bila perlu.
settings = Bahasa dan kabar untuk chat ini:
news-stopped = Kabar otomatis dimatikan untuk chat ini. Cek kapan saja dengan *status*. Hidupkan lagi: ketik *kabari*.
news-started = Kabar otomatis dihidupkan lagi.
no-news-here = Chat ini belum terhubung dengan akun mana pun, jadi tidak ada kabar otomatis di sini.
ask-link-address = Ketik alamat e-mail atau nomor HP yang ingin dihubungkan; kami kirimkan kode 6 angka ke sana.
address-linked = Terhubung. Alamat itu kini bisa dipakai untuk masuk ke akun ini.
address-taken = Kodenya benar, tetapi alamat itu milik akun lain, dan dua akun belum bisa digabung. Tidak ada yang berubah. Untuk memakai akun itu di sini: ketik *keluar*, lalu *masuk* dengan alamat itu.
link-code = Untuk memakai akun ini di chat lain (WhatsApp, Telegram, atau web), ketik di sana: *hubungkan { $code }*

    Berlaku 10 menit, untuk satu chat. Jangan berikan kepada siapa pun, termasuk petugas.
link-confirm = Hubungkan akun *{ $address }* dengan chat ini? Bila bukan Anda yang meminta, pilih *Batal*.
link-done = Terhubung. Laporan akun itu kini bisa dilihat di sini. Chat yang menampilkan kode tadi juga kami kabari.
link-failed = Kode itu tidak berlaku. Minta yang baru: lewat tombol di chat web, atau ketik *hubungkan chat* di chat yang sudah terhubung.
chat-taken = Kodenya benar, tetapi chat ini milik akun lain, dan dua akun belum bisa digabung. Tidak ada yang berubah. Untuk memakai akun itu di sini: ketik *keluar*, lalu *masuk* dengan alamat akun itu.
or-let-in = Atau masuk tanpa kode, lewat chat Anda yang lain:
let-in-verb = masuk
let-in-link = Buka tautan ini, lalu kirim pesan yang sudah terisi di sana: { $url }

    Berlaku 10 menit, untuk sekali masuk. Setelah Anda menyetujuinya di sana, Anda langsung masuk di sini.
let-in-confirm = Izinkan { $channel } yang menampilkan kode itu masuk ke akun Anda? Laporan Anda akan bisa dilihat di sana. Bila bukan Anda yang memintanya, pilih *Batal*.
let-in-done = Anda sudah masuk di { $channel }. Bukan Anda? Ketik *sesi* untuk mengakhirinya.
let-in-sign-in-first = Masuk dulu di chat ini, lalu kirim kodenya sekali lagi.
possible-new-owner = Nomor ini pernah dipakai di layanan aduan *{ $city }*. Untuk membuka laporan yang lama, verifikasi dulu lewat e-mail atau chat lain. Atau mulai sebagai pengguna baru.
verify-elsewhere = Pakai e-mail yang terhubung dengan akun lama itu. Atau ketik *hubungkan chat* di chat lain yang masih terhubung, lalu ketik kodenya di sini.
news-chat-linked = Akun Anda baru saja dihubungkan dengan chat lain ({ $channel }). Bukan Anda? Ketik *sesi* untuk mengakhirinya.
news-number-changed = Nomor { $channel } Anda berganti. Nomor lama tidak bisa lagi dipakai untuk masuk ke akun Anda, dan sesi Anda di web sudah kami akhiri. Bukan Anda yang menggantinya? Ketik *petugas* di chat layanan ini.
news-number-lost = Nomor HP yang terhubung dengan akun Anda kini dipakai akun { $channel } lain, jadi kami lepas dari akun Anda. Masih nomor Anda? Ketik *hubungkan email* di chat layanan ini untuk menghubungkannya lagi.
# $agreed: yes atau no. $version: versi teks persetujuan. $when: tanggal dan jam.
my-data = *Data Anda*
    Nama: { $name }
    Kontak: { $handles }
    Laporan: { $reports }
    Persetujuan: { $agreed ->
        [yes] versi { $version }, { $when }
       *[other] tidak ada
    }
    Dukungan dan komentar disimpan bersama laporannya, tanpa daftar per orang.

    Hak Anda (UU 27/2022): minta salinan, perbaiki, tarik persetujuan, atau hapus.
deletion-set = Penghapusan dijadwalkan { $when }.
ask-name = Siapa nama Anda? Namanya tidak tampil untuk umum.
renamed = Baik, sudah diubah.
# $from, $to, $total: nomor urut laporan.
copy = *Salinan laporan Anda*, { $from }–{ $to } dari { $total }
copy-entry = { "" }
    Laporan *{ $number }* · { $category }
    Dilaporkan: { $filed }, status: { $stage }, tampil: { $preset }
    Lokasi: { $place }. Foto: { $photos }
    “{ $words }”
copy-goes-on = Masih ada { $count } laporan lagi.
nothing-to-copy = Belum ada laporan di akun ini. Data lain yang kami simpan ada di *data saya*.
ask-withdraw = Bila persetujuan ditarik, Anda keluar dari semua chat. Laporan baru bisa dikirim setelah Anda setuju lagi. Laporan yang sudah ada tetap ditangani, dan kabarnya tetap dikirim. Lanjutkan?
consent-withdrawn = Persetujuan Anda sudah ditarik. Laporan yang sudah ada tetap ditangani. Untuk mulai lagi, sapa saja saya. Untuk menghapus semuanya, masuk lalu ketik *hapus data*.
ask-erase = Nama, kontak, sesi, dan obrolan akan dihapus. Laporan publik tetap ada tanpa identitas Anda; isi laporan privat dan fotonya dihapus begitu laporannya selesai. Bisa dibatalkan dalam { $hours } jam. Lanjutkan?
deletion-scheduled = Penghapusan dijadwalkan { $when }. Batalkan dengan ketik *batal hapus*.
deletion-undone = Penghapusan dibatalkan. Tidak ada data yang dihapus.
left-as-it-is = Baik, tidak ada yang berubah.
no-deletion = Tidak ada penghapusan yang dijadwalkan.
channel = { $channel ->
    [whatsapp] WhatsApp
    [telegram] Telegram
    [webchat] chat web
    [terminal] terminal
   *[other] e-mail
}
nameless = belum diisi
ready-mine = Tampilkan laporan Anda sekarang?

## Pertanyaan petugas, beres atau belum

is-this-the-answer = Petugas bertanya tentang *{ $number }* ({ $title }):
    “{ $question }”

    Apakah pesan Anda tadi jawabannya?
which-question = Ada { $count } pertanyaan petugas yang menunggu. Pesan Anda tadi menjawab yang mana?
ask-answer = Tulis jawaban Anda untuk laporan *{ $number }*.
answered = Terima kasih, jawaban untuk *{ $number }* sudah diteruskan ke petugas.
ask-rating = Syukurlah, laporan *{ $number }* kami tutup. Bagaimana penanganannya?
ask-stars = Bagaimana penanganan laporan *{ $number }*?
rated = Terima kasih atas nilai { $stars } dari 5. Ada saran? Balas sekarang, atau ketik *lewati*.
ask-advice = Ada saran untuk penanganan *{ $number }*? Tulis singkat, atau ketik *lewati*.
advised = Terima kasih, saran Anda kami teruskan ke petugas dan tidak ditampilkan untuk umum.
# $supports: jumlah pendukung.
withdrawn = { $supports ->
    [0] Laporan *{ $number }* dicabut dan ditutup. Berubah pikiran? Ketik *buka lagi { $number }* dalam 30 hari.
   *[other] Anda bukan lagi pelapor *{ $number }* dan tidak dikabari lagi. Laporan tetap dibuka untuk { $supports } pendukungnya.
}
not-hers = *{ $number }* bukan laporan akun ini, atau sudah Anda cabut.
ask-reopening = Apa yang belum beres pada *{ $number }*? Ceritakan singkat.
reopened = Laporan *{ $number }* dibuka kembali, dan alasan Anda diteruskan ke petugas.
reopen-late = Masa buka kembali ({ $days } hari) untuk *{ $number }* sudah lewat. Buat laporan baru yang merujuk ke sana?
ask-appeal = Mengapa *{ $number }* seharusnya diterima? Ceritakan singkat. Banding hanya sekali, dan diputuskan petugas lain.
ask-more-photos = Kirim fotonya sekarang untuk laporan *{ $number }*, boleh beberapa sekaligus.
photos-added = 📷 { $count } foto ditambahkan ke laporan *{ $number }*.
photos-left-out = Sisanya tidak muat: satu laporan paling banyak { $most } foto.
appealed = Banding untuk *{ $number }* kami terima dan akan diputuskan petugas lain.
ask-reason = Apa yang belum beres pada *{ $number }*? Ceritakan singkat.
disputed = Baik, laporan *{ $number }* kembali ke petugas bersama alasan Anda.

## Pembuka pesan: berdiri sendiri di depan pesan lain

danger = 🚨 Bila ada bahaya jiwa, hubungi *{ $emergency }* sekarang. Chat ini bukan layanan darurat.
public-masked = Ada data pribadi di dalamnya (nomor HP, NIK, e-mail, atau pelat). Untuk umum bagian itu kami samarkan; petugas tetap membacanya. Lebih suka privat? Pilih *Ubah*.
public-insults = Ada kata kasar di dalamnya, padahal laporan publik dibaca semua orang. Ubah dulu isinya, atau jadikan privat.
make-private = Jadikan privat
comment-masked = Ada data pribadi di dalamnya (nomor HP, NIK, e-mail, atau pelat). Untuk umum bagian itu kami samarkan.
photos-arrived = 📷 { $count } foto masuk.
photos-full = Paling banyak 10 foto; yang selebihnya tidak dilampirkan.
words-cut = Isi laporan paling panjang 2.000 huruf; 2.000 huruf pertama saya simpan.
note-cut = Paling panjang 1.000 huruf; 1.000 huruf pertama saya pakai.
place-arrived = 📍 Lokasi masuk.
words-added = Saya tambahkan ke isi laporan.
bad-place = Lokasi itu tidak terbaca. Coba kirim ulang, atau ketik alamatnya.
not-understood = Maaf, saya belum paham.
stale = Tombol itu sudah tidak berlaku. Lanjut dari sini, ya.
forgotten = Maaf, ada gangguan dan saya lupa obrolan kita tadi. Kita mulai lagi, ya.
refused = { $words }
went-wrong = Maaf, ada gangguan di sisi kami. Coba sekali lagi, ya.
maintenance = Layanan sedang dirawat sampai { $when }. Pesan Anda tersimpan dan akan diproses setelah itu.
slow-down = Pesan Anda banyak sekali; saya proses satu per satu. Tidak ada yang hilang.
voice = Maaf, saya belum bisa mendengar pesan suara. Tolong diketik, ya.
sticker = 👍 Ketik *menu* bila perlu bantuan.
not-her-contact = Itu bukan kontak Anda sendiri, jadi tidak kami pakai.
contact-taken = Nomor itu milik akun lain. Untuk memakai akun itu di sini, buktikan dengan kode.
no-contact-here = Nomor Anda tidak diperlukan di sini.
edited = Perubahan pada pesan lama tidak terbaca oleh saya. Tulis lagi sebagai pesan baru, ya.
unreadable = Jenis pesan ini belum bisa saya baca. Kirim teks, foto, atau lokasi, ya.
no-photo-here = Foto belum bisa dilampirkan di sini.
no-place-here = Lokasi belum diperlukan di sini.
place-as-comment = Lokasinya bisa ditambahkan ke laporan sebagai komentar.
where-to = Saya masih belum paham. Mau ke mana?

## Kabar

news-moved = Kabar laporan *{ $number }*: statusnya kini *{ $stage }*.
news-note = Catatan petugas: { $note }
news-question = Petugas bertanya tentang laporan *{ $number }*:
    “{ $question }”

    Ketuk Jawab, atau ketik *jawab { $number }* diikuti jawaban Anda.
news-mended = Laporan *{ $number }* dinyatakan selesai oleh petugas:
    “{ $remark }”

    Apakah sudah beres? Bisa juga ketik *sudah { $number }* atau *belum { $number }*.
news-photos-lost = 📷 { $count } foto untuk laporan *{ $number }* tidak bisa kami terima. Laporannya tetap diproses tanpa foto itu.

    Ketik *tambah foto { $number }* untuk mengirim ulang.
news-photos-foreign = Format fotonya belum bisa kami buka (misalnya HEIC dari iPhone). Kirim sebagai foto biasa, bukan sebagai berkas.
news-replied = Balasan petugas untuk pertanyaan *{ $number }*:
    “{ $words }”
news-talk-ended = Percakapan *{ $number }* dengan petugas sudah selesai. Terima kasih sudah bertanya. Asisten otomatis siap membantu lagi; ketik *menu* bila perlu.
news-responded = Tanggapan petugas untuk laporan *{ $number }*:
    “{ $words }”
# Kabar-kabar berikut untuk petugas, lewat e-mail.
news-asked = Pertanyaan baru dari warga, { $number }:
    { $question }
news-appealed = Pelapor { $number } mengajukan banding atas penolakan laporannya:
    { $reason }
news-told = Warga menulis tentang pertanyaan { $number }:
    { $note }
news-answered = Pelapor { $number } menjawab:
    { $answer }
news-disputed = Pelapor { $number } menyatakan belum beres:
    { $reason }
news-reopened = Pelapor { $number } membuka kembali laporannya:
    { $reason }
# $supports: jumlah pendukung.
news-withdrawn = { $supports ->
    [0] Pelapor { $number } mencabut laporannya, dan laporan itu ditutup.
   *[other] Pelapor { $number } mencabut laporannya. Laporan tetap dibuka untuk { $supports } pendukungnya; tolong kabari mereka.
}

## Bagian kalimat

date = { $day } { $month ->
    [1] Januari
    [2] Februari
    [3] Maret
    [4] April
    [5] Mei
    [6] Juni
    [7] Juli
    [8] Agustus
    [9] September
    [10] Oktober
    [11] November
   *[other] Desember
} { $year }
date-time = { $date }, pukul { $clock }
# $day: 1 adalah Senin.
weekday = { $day ->
    [1] Senin
    [2] Selasa
    [3] Rabu
    [4] Kamis
    [5] Jumat
    [6] Sabtu
   *[other] Minggu
}
service-hours = { $weekdays }, pukul { $opens }–{ $closes }
place-point = titik yang Anda kirim
place-both = titik yang Anda kirim, { $words }
category-question = Pertanyaan
place-none = tidak disebut
row-filed = { $category } · { $stage } · { $filed }
row-away = { $metres } m · { $stage } · { $category }
open-menu = Buka menu
open-list = Lihat pilihan

## Tombol

label-agree = Setuju, lanjut
label-decline = Tidak setuju
label-indonesian = Bahasa Indonesia
label-english = English
label-new = Buat laporan
label-new-hint = Jalan, lampu, sampah, banjir, dan lainnya
label-mine = Laporan saya
label-mine-hint = Lihat status semua laporan Anda
label-nearby = Laporan di sekitar
label-nearby-hint = Laporan publik dekat lokasi Anda
label-search = Cari laporan publik
label-search-hint = Kata kunci, jalan, atau kelurahan
label-search-again = Cari lagi
label-next-page = Berikutnya
# $from, $to: laporan keberapa.
label-next-page-hint = Laporan { $from }–{ $to }
label-track = Cek nomor laporan
label-track-hint = Lihat status dan catatan petugas
label-language = Ganti bahasa
label-help = Bantuan
label-sign-in = Masuk
label-sign-in-hint = Kenalkan diri dengan kode, cukup sekali
label-menu = Menu
label-assistant = Kembali ke asisten
label-reply = Balas
label-agent = Petugas
label-repeat = Ulangi
label-other-category = Kategori lain
label-more-categories = Kategori berikutnya
label-more-categories-hint = Tampilkan kategori lain
label-skip = Lewati
label-there = Ya, di situ
label-public = Publik
label-private = Privat
label-anonymous = Anonim
label-same = Ya, dukung
label-different = Beda, lanjutkan
label-show = Lihat dulu
label-send = Kirim
label-edit = Ubah
label-cancel = Batal
label-edit-words = Isi laporan
label-edit-category = Kategori
label-edit-place = Lokasi
label-edit-photos = Foto
label-edit-photos-hint = Hapus semua, lalu kirim ulang
label-edit-preset = Siapa yang melihat
label-back = Kembali
label-undo = Urungkan
label-continue = Lanjutkan draf
label-start-over = Mulai baru
label-resend = Kirim ulang kode
label-other-address = Ganti alamat
label-support = Dukung
label-unsupport = Batal dukung
label-follow = Kabari saya
label-unfollow = Berhenti ikuti
label-no-thanks = Tidak perlu
label-comment = Komentar
label-uncomment = Hapus komentar
label-withdraw = Cabut laporan
label-reopen = Buka lagi
label-appeal = Ajukan banding
label-add-photos = Tambah foto
label-rate = Beri nilai
label-refer = Ya, buat baru
label-confirm = Sudah beres
label-dispute = Belum beres
label-answer = Jawab
label-is-the-answer = Ya, itu jawabannya
label-new-report = Bukan, laporan baru
label-see-report = Lihat laporan
label-proceed = Ya, lanjut
label-account = Akun
label-account-hint = Kontak terhubung, sesi, keluar
label-settings = Bahasa & kabar
label-settings-hint = Ganti bahasa, atur kabar otomatis
label-stop-news = Matikan kabar
label-start-news = Hidupkan kabar
label-sessions = Sesi aktif
label-end-session = Akhiri nomor { $nth }
label-end-others = Akhiri yang lain
label-sign-out = Keluar
label-link-email = Hubungkan e-mail
label-link-chat = Hubungkan chat lain
label-link-here = Hubungkan
label-by-whatsapp = Lewat WhatsApp
label-by-telegram = Lewat Telegram
label-let-in = Ya, izinkan
label-verify = Verifikasi
label-start-anew = Pengguna baru
label-my-data = Data saya
label-copy = Salinan data
label-copy-more = Berikutnya
label-rename = Ubah nama
label-no-name = Tanpa nama
label-withdraw-consent = Tarik persetujuan
label-withdraw-now = Ya, tarik
label-erase = Hapus data
label-erase-now = Ya, hapus
label-undo-deletion = Batal hapus
label-stars-1 = 1 – Sangat kurang
label-stars-2 = 2 – Kurang
label-stars-3 = 3 – Cukup
label-stars-4 = 4 – Puas
label-stars-5 = 5 – Sangat puas
