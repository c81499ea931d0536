# Yang dikatakan bot tentang dirinya di Telegram, dan tombol papan ketiknya.

# Paling panjang 512 huruf; tampil sebelum orang menekan Mulai.
about = Laporkan yang rusak di { $city }: jalan, lampu, sampah, banjir, dan lainnya. Ketik masalahnya atau kirim foto, lalu pantau sampai selesai lewat chat ini. Bukan layanan darurat: hubungi { $emergency } bila ada bahaya jiwa.
# Paling panjang 120 huruf; tampil di profil.
short = Laporkan yang rusak di { $city }, dan pantau sampai selesai.

share-place = 📍 Kirim lokasi saya
share-contact = 📱 Bagikan nomor saya
# Pesan sekejap yang menyingkirkan papan ketik.
noted = Baik.

command-menu = Semua pilihan
command-new = Buat laporan
command-mine = Laporan saya
command-status = Cek nomor laporan
command-nearby = Laporan di sekitar
command-search = Cari laporan publik
command-account = Akun dan data saya
command-language = Ganti bahasa / change language
command-staff = Bicara dengan petugas
command-help = Bantuan
command-cancel = Batalkan yang sedang berjalan
command-stop = Matikan kabar otomatis
