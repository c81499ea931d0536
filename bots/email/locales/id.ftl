# The mail that carries a login code. The code stands on a line of its own.
code-subject = Kode masuk { $city }: { $code }
code-body =
    Kode masuk Anda untuk layanan aduan { $city }:

    { $code }

    Ketik kode ini di percakapan yang memintanya. Berlaku 5 menit, sekali pakai.
    Petugas tidak pernah meminta kode ini. Kalau bukan Anda yang meminta, abaikan
    pesan ini; tanpa kode, tidak ada yang bisa masuk.
# The subject of any other mail, when its first line is too short to tell.
notice-subject = Kabar tentang laporan
