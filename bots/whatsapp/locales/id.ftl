# Yang dikatakan di WhatsApp saja.

# Di bawah permintaan lokasi atau nomor, yang tidak bisa memakai tombol pilihan.
or-type = Atau ketik: { $choices }

# Teks yang disetujui Meta sebelumnya. $one, $two dan $three adalah tempat yang diisi; di awal dan akhir
# harus ada kata. Isian bisa berakhir dengan titik atau tanda tanya, jadi tidak diikuti tanda baca.
# $one: nomor laporan. $two: status. $three: catatan petugas, atau "-".
template-status =
    Kabar laporan { $one }: statusnya kini { $two }.
    Catatan petugas: { $three }
    Terima kasih sudah melapor.
# $one: nomor laporan. $two: yang ditulis petugas.
template-question =
    Petugas menulis tentang laporan { $one }:
    “{ $two }”
    Balas pesan ini untuk menjawab.
# $one: nomor laporan. $two: apa yang sudah dikerjakan.
template-mended =
    Laporan { $one } dinyatakan selesai:
    “{ $two }”
    Apakah masalahnya sudah teratasi?
# $one: kabar lain, dalam satu atau dua kalimat.
template-news =
    Kabar dari layanan pengaduan warga:
    { $one }
    Balas pesan ini bila ada yang ingin ditanyakan.
# Tombol di bawahnya, paling panjang 25 huruf.
template-see = Lihat laporan
template-answer = Jawab
template-confirm = Sudah
template-dispute = Belum
template-stop = Berhenti
# Contoh untuk yang menyetujuinya.
template-example-stage = Sedang dikerjakan
template-example-note = tim datang Kamis pagi
template-example-question = lampu nomor berapa yang mati?
template-example-mended = lampu sudah diganti
template-example-news = Tanggapan petugas untuk laporan LP-7K3M-9QXT: “Teknisi datang Rabu pagi.”
