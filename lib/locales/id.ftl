# Nama tahap, seperti dibaca warga (JAKI: Menunggu, Proses, Selesai).
stage-submitted = Menunggu
stage-assigned = Diteruskan
stage-in-progress = Diproses
stage-needs-info = Butuh info
stage-resolved = Ditindaklanjuti
stage-closed = Selesai
stage-rejected = Ditolak
stage-merged = Digabung

# Mengapa kota tidak menerima laporan; setelahnya kata-kata petugas.
ground-not-ours = Ini bukan kewenangan kota.
ground-known = Hal ini sudah diketahui kota.
ground-unclear = Keterangannya belum cukup untuk ditindaklanjuti. Silakan lapor lagi dengan keterangan yang lebih lengkap.
ground-in-court = Hal ini sedang ditangani kepolisian atau pengadilan.
ground-improper = Ini bukan sesuatu yang dapat diperbaiki kota.

# Lama menunggu; $hours bernilai 0 selama $minutes masih sedikit.
wait = { $hours ->
    [0] { $minutes } menit
   *[other] { $hours } jam
}

# Penolakan: apa yang tidak bisa, lalu apa yang bisa.
refusal-log-in-first = Masuk dulu, ya. Ketik *masuk*.
refusal-not-allowed = Akun ini tidak berwenang untuk itu.
refusal-not-found = Laporan itu tidak ditemukan atau tidak dapat ditampilkan di akun ini.
refusal-not-now = Itu tidak bisa dilakukan selama status laporan *{ $stage }*.
refusal-too-late = Laporan sudah diteruskan ke petugas, jadi tidak bisa diurungkan lagi. Laporan masih bisa dicabut: ketik *cabut*.
refusal-over = Masa untuk itu ({ $days } hari) sudah lewat.
refusal-comment-stays = Komentar itu sudah lebih dari lima menit, jadi tidak bisa dihapus lagi.
refusal-appealed-before = Penolakan laporan ini sudah pernah diajukan banding, dan banding hanya sekali.
refusal-judged-before = Banding ini diputuskan petugas lain, bukan yang menolaknya.
refusal-too-soon = Pelapor masih bisa mengurungkan laporan ini. Coba beberapa menit lagi.
refusal-too-many-filings = Batas laporan hari ini sudah tercapai. Coba lagi { wait } lagi.
refusal-too-many-questions = Batas pertanyaan hari ini sudah tercapai. Coba lagi { wait } lagi.
refusal-too-many-votes = Batas dukungan untuk sementara tercapai. Coba lagi { wait } lagi.
refusal-too-many-follows = Batas mengikuti laporan untuk sementara tercapai. Coba lagi { wait } lagi.
refusal-too-many-comments = Batas komentar untuk sementara tercapai. Coba lagi { wait } lagi.
refusal-too-many-messages = Batas pesan untuk petugas sementara tercapai. Coba lagi { wait } lagi.
refusal-too-many-codes = Kode sudah terlalu sering diminta. Coba lagi { wait } lagi.
refusal-too-many-guesses = Terlalu banyak kode yang salah. Coba lagi { wait } lagi.
refusal-too-many-sign-ins = Sudah terlalu sering mencoba masuk. Coba lagi { wait } lagi.
refusal-own = Ini laporan Anda sendiri; dukungan hanya untuk laporan orang lain.
refusal-unknown-category = Kategori itu tidak ada. Pilih dari daftar, ya.
refusal-unknown-department = Dinas itu tidak ada.
refusal-insulting = Tulisan ini akan dibaca semua orang. Tolong tulis ulang tanpa kata kasar.
refusal-same-department = Laporan ini sudah ada di dinas tersebut.
refusal-coordinator-decides = Laporan ini sudah dua kali dialihkan. Mintalah koordinator menentukan dinas yang menangani.
refusal-too-many-photos = Fotonya terlalu banyak untuk satu laporan.
refusal-after-photo-needed = Kategori ini memerlukan foto sesudah perbaikan.
refusal-number-taken = Nomor itu sudah dipakai untuk laporan lain.
refusal-number-known = Nomor chat ini pernah dipakai akun lain di layanan ini.
refusal-not-a-question = Ini laporan, bukan pertanyaan, jadi tidak dibalas seperti percakapan.
refusal-no-way = Kode belum bisa dikirim ke alamat itu. Coba alamat e-mail.
refusal-code-needed = Untuk itu perlu kode dulu.
refusal-changed = Laporan ini diubah orang lain selagi Anda menulis.
refusal-not-published = Laporan ini tidak terlihat publik, jadi tidak bisa ditanggapi di depan umum.
refusal-consent-first = Anda sudah menarik persetujuan. Untuk mengirim laporan, setujui dulu, ya.
refusal-address-taken = Alamat itu sudah dipakai petugas lain.
refusal-not-invited = Undangan itu tidak berlaku, sudah dipakai, atau sudah kedaluwarsa. Mintalah yang baru kepada administrator.
refusal-wrong-code = Kode itu tidak cocok dengan aplikasi Anda, atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.
refusal-changed-meanwhile = Ini baru saja diubah orang lain. Tulisan Anda masih ada: bandingkan, lalu simpan lagi.
refusal-oneself = Itu tidak bisa dilakukan pada akun sendiri. Mintalah administrator lain.

# Apa yang keliru dalam pengaturan, seperti dibaca administrator.
unfit-empty = Bagian ini harus diisi.
unfit-long = Terlalu panjang: paling banyak { $most } karakter.
unfit-many = Terlalu banyak: paling banyak { $most }.
unfit-taken = Nama atau kode itu sudah dipakai.
unfit-unknown = Dinas itu tidak ada.
unfit-retired = Dinas itu sudah tidak aktif. Pilih yang lain, atau nonaktifkan yang ini dulu.
unfit-loop = Dinas tidak bisa berada di bawah dirinya sendiri.

# Mengapa kabar tidak sampai, seperti dibaca petugas.
undelivered-expired = Sudah tidak ditunggu lagi
undelivered-superseded = Sudah ada kabar yang lebih baru
undelivered-undone = Laporannya diurungkan
undelivered-left = Pelapornya sudah mencabut laporan ini
undelivered-hidden = Laporannya tidak lagi dibuka untuk umum
undelivered-unfollowed = Sudah berhenti mengikuti laporan ini
undelivered-opted-out = Kabar di chat ini dimatikan oleh pemiliknya
undelivered-signed-out = Sudah keluar dari akun di chat ini
undelivered-deleted = Data orangnya sudah dihapus
undelivered-no-chat = Tidak ada chat untuk mengabarinya
undelivered-no-officer = Petugas itu tidak ada
undelivered-no-channel = Kanal itu tidak dilayani di sini
undelivered-closed = Sudah lama tidak menulis, dan kanal tidak menerima kabar seperti itu
undelivered-unreachable = Tidak bisa dihubungi lewat kanal itu
undelivered-refused = Pesannya ditolak oleh kanal
undelivered-gave-up = Kanal tidak menerimanya selama kira-kira sehari
undelivered-unreadable = Ditulis oleh versi lain dan tidak terbaca
