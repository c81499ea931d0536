# Yang dikatakan di WhatsApp saja.

# Di bawah permintaan lokasi atau nomor, yang tidak bisa memakai tombol pilihan.
or-type = Atau ketik: { $choices }
