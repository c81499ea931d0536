# Bingkai setiap halaman.
skip = Langsung ke isi
menu = Menu
queue = Laporan
to-home = Ke beranda
sign-out = Keluar
day = { $day } { $month ->
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
   *[12] Desember
} { $year }
time = { $day } pukul { $clock }

# Peta.
map = Peta
map-closer = Perbesar
map-farther = Perkecil
north = LU
south = LS
east = BT
west = BB
metres = { $metres } m
kilometres = { $kilometres } km

# Masuk.
sign-in = Masuk
for-officers = Halaman ini untuk petugas kota.
email = Alamat e-mail
password = Kata sandi
go-on = Lanjut
wrong-password = Alamat e-mail atau kata sandi tidak cocok.
invited = Baru diundang?
take-invitation = Gunakan undangan
code = Kode
code-hint = Ketik enam angka dari aplikasi autentikator Anda.
wrong-code = Kode itu tidak cocok, atau sudah dipakai. Sisa { $left } percobaan.
lost-device = Ponsel tidak di tangan? Ketik salah satu kode pemulihan Anda. Kode pemulihan juga hilang? Mintalah undangan baru kepada administrator.

# Bergabung.
join = Bergabung
invitation = Undangan
invitation-hint = Ketik atau tempel undangan dari administrator. Undangan berlaku satu hari dan hanya sekali pakai.
welcome = Selamat datang, { $name }
choose-password = Buat kata sandi
password-hint = Paling sedikit { $least } karakter. Kalimat pendek yang hanya Anda tahu lebih mudah diingat dan lebih sulit ditebak.
password-again = Kata sandi sekali lagi
password-short = Kata sandi itu terlalu pendek. Pakailah paling sedikit { $least } karakter.
password-long = Kata sandi itu terlalu panjang.
password-easy = Kata sandi itu mudah ditebak. Pilih yang lain.
password-differs = Kedua kata sandi tidak sama.
choose-device = Hubungkan ponsel
device-hint = Pindai gambar ini dengan aplikasi autentikator, misalnya Google Authenticator, Microsoft Authenticator, atau Aegis.
picture = Kode QR untuk aplikasi autentikator
or-type = Atau ketik kunci ini di aplikasi:
on-this-device = Buka di aplikasi pada perangkat ini
first-code = Kode pertama dari aplikasi
recovery = Kode pemulihan Anda
recovery-hint = Cetak atau catat kode ini, lalu simpan di tempat aman. Tiap kode bisa dipakai sekali sebagai ganti kode aplikasi. Kode ini hanya ditampilkan kali ini.
kept-them = Sudah saya simpan

# Sesi.
sessions = Sesi
sessions-hint = Di sini Anda sedang masuk. Akhiri sesi yang tidak Anda kenali, lalu mintalah undangan baru kepada administrator.
some-browser = Peramban lain
here = sesi ini
since = Masuk { $time }
seen = Terakhir dipakai sekitar { $time }
end = Akhiri
end-others = Akhiri semua sesi lain

# Akun sendiri.
account = Akun saya
change-password = Ganti kata sandi
current-password = Kata sandi Anda sekarang
new-password = Kata sandi baru
wrong-current = Itu bukan kata sandi Anda yang sekarang.
others-end = Anda tetap masuk di sini, dan keluar dari semua tempat lain.
change-device = Ganti ponsel
recovery-left = tersisa { $count }
renew = Buat kode baru
renew-hint = Sepuluh kode baru ditampilkan sekali saja. Kode yang lama tidak berlaku lagi.
language = Bahasa

# Kalau ada yang tidak bisa.
trouble = Belum berhasil
trouble-elsewhere = Permintaan itu tidak datang dari halaman ini, jadi tidak dijalankan. Muat ulang halaman, lalu coba lagi.
trouble-nothing = Halaman itu tidak ada.
trouble-large = Isian itu terlalu besar.
trouble-unreadable = Isian itu tidak terbaca. Kembali, lalu coba lagi.
trouble-busy = Sedang ramai. Coba lagi sebentar lagi.
trouble-failed = Ada gangguan di pihak kami. Coba lagi beberapa saat lagi; jika tetap begitu, beri tahu pengelola.
