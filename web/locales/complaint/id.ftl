# Satu laporan.
report = Laporan
department = Dinas
officer = Petugas
reason = Alasan
question = Pertanyaan
words = Isi
note = Catatan
what-was-done = Apa yang sudah dilakukan
you = Anda
somebody = Seseorang
the-reporter = Pelapor
the-system = Sistem
where-it-stands = Keadaan sekarang
owner = Ditangani oleh
nobody-yet = Belum ada
no-department = Belum ada
deadline = Tenggat
deadline-paused = Waktu berhenti sampai pelapor menjawab
deadline-kept = Terpenuhi
deadline-late = Terlewat
deadline-void = Tidak ada lagi
overdue = Lewat tenggat
reported = Dilaporkan
reported-by = Pelapor
reporter-hidden = Disembunyikan dari petugas
reporter-unnamed = Tidak menyebut nama
seen-by = Bisa dilihat oleh
seen-private = Pelapor dan dinas yang menangani
seen-published = Semua orang
seen-not-yet = Semua orang, begitu ada dinas yang menangani
support = Dukungan
supports = { $count ->
    [0] Belum ada
   *[other] { $count } orang
}
place = Lokasi
open-map = Buka di peta
public-form = Yang dibaca publik
waits-for = Menunggu jawaban pelapor
city-said = Terakhir disampaikan pemerintah kota
advice = Saran pelapor
rating = Nilai: { $stars } dari 5
goes-on-from = Lanjutan dari
story = Riwayat
talk = Percakapan
comments = Komentar warga
no-comments = Belum ada komentar.
the-city = Pemerintah kota
for-staff = hanya dibaca petugas
what-to-do = Yang bisa Anda lakukan
nothing-to-do = Anda bisa membaca laporan ini. Tidak ada yang perlu Anda lakukan.
choose-one = Pilih…
begin-with = Mulai dengan:
after-changed = Yang Anda tulis masih ada di sini. Lihat laporannya lagi, lalu putuskan.
gone = Laporan ini bukan bagian Anda lagi
gone-hint = Laporan itu tidak ada, atau sekarang ditangani dinas lain. Tidak ada yang terkirim.
gone-words = Yang Anda tulis

unfit-empty = Belum ada isinya.
unfit-long = Terlalu panjang. Paling banyak { $limit } karakter.
unfit-no-choice = Pilih satu dari daftar.

# Yang bisa dilakukan petugas.
act-assign = Teruskan ke dinas
act-assign-hint = Pelapor dikabari. Sejak itu laporan publik bisa dilihat semua orang.
act-take = Ambil alih
act-take-hint = Mulai sekarang Anda yang menangani, dan pelapor dikabari bahwa laporannya dikerjakan.
act-hand = Serahkan ke rekan
act-hand-hint = Sejak itu rekan Anda yang menangani.
act-ask = Tanya pelapor
act-ask-hint = Pelapor menerima pertanyaan Anda di chat. Waktu berhenti sampai ada jawaban.
act-reply = Balas
act-reply-hint = Penanya menerima balasan Anda di chat, dan bisa menulis lagi.
act-end-talk = Akhiri percakapan
act-end-talk-hint = Penanya dikabari bahwa percakapan selesai.
act-resolve = Nyatakan selesai
act-resolve-hint = Pelapor membaca penjelasan Anda dan ditanya apakah memang sudah beres.
act-transfer = Pindahkan ke dinas lain
act-transfer-hint = Pelapor membaca alasannya. Tenggat tidak berubah.
act-reject = Tolak
act-reject-hint = Pelapor membaca alasannya, dan bisa banding satu kali.
act-reopen = Buka kembali
act-reopen-hint = Laporan kembali ke petugas sebelumnya, dan pelapor membaca alasannya.
act-respond = Tanggapi di depan umum
act-respond-hint = Semua orang membacanya sebagai tanggapan pemerintah kota. Nama Anda tidak ditampilkan.
act-remark = Tulis catatan
act-remark-hint = Hanya dibaca petugas.

# Apa yang terjadi, dalam kalimat tanpa titik.
story-ago = { $what }, { $minutes ->
    [0] baru saja
   *[other] { $minutes } menit yang lalu
}.
story-filed = { $who } mengirim laporan ini
story-filed-for = { $who } mencatat laporan ini untuk warga di loket
story-assigned = { $who } meneruskannya ke { $to }
story-assigned-published = { $who } meneruskannya ke { $to }, dan semua orang bisa melihatnya
story-transferred = { $who } memindahkannya ke { $to }
story-started = { $who } mengambil alih
story-handed = { $who } menyerahkannya ke { $to }
story-rejected = { $who } menolaknya
story-remarked = { $who } menulis catatan
story-photos-added = { $who } menambah { $count } foto
story-photos-lost = { $count } foto tidak pernah sampai
story-asked = { $who } bertanya kepada pelapor
story-told-staff = { $who } menulis lagi
story-replied = { $who } membalas
story-answered = { $who } menjawab
story-resolved = { $who } menyatakan selesai
story-confirmed = { $who } membenarkan bahwa sudah beres
story-no-reply = Ditutup karena tidak ada yang menyanggah sampai batas waktu
story-no-info = Ditutup karena pertanyaan tidak pernah dijawab
story-withdrawn = { $who } mencabutnya
story-talk-ended = { $who } mengakhiri percakapan
story-disputed = { $who } menyanggah: belum beres
story-reopened = { $who } membukanya kembali
story-appealed = { $who } mengajukan banding atas penolakan
story-left = Pelapor mencabutnya; laporan tetap dibuka untuk para pendukung
story-rated = { $who } memberi nilai { $count } dari 5
story-blanked = Isi yang bersifat pribadi dihapus atas keinginan pelapor
told-waiting = Kabar untuk pelapor sedang dikirim
told-reporter = Pelapor sudah dikabari
told-not-reporter = Pelapor tidak dikabari: { $why }
told-owner = Penanggung jawab sudah dikabari
told-not-owner = Penanggung jawab tidak dikabari: { $why }
