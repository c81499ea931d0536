# What the program tells those who operate it, on Telegram and by e-mail. Nobody is named in it.

subject = ada yang perlu dilihat
trouble = ⚠ { $what }
over = ✓ teratasi: { $what }

storage = penyimpanan data tidak menjawab
buried-inbox = { $count } pesan tidak bisa dijawab; lihat daftarnya dengan aduan inbox
buried-outbox = { $count } pesan tidak bisa dikirim; lihat daftarnya dengan aduan outbox
buried-timers = { $count } pengingat gagal; lihat daftarnya dengan aduan timers
buried-jobs = { $count } pekerjaan gagal; lihat daftarnya dengan aduan jobs
channel = { $name } terus gagal; kiriman menunggu sampai pulih
token = Telegram tidak mengenal tokennya; kiriman menunggu sampai diperbaiki
rival = pesan untuk bot diambil pihak lain: proses lain, atau sebuah webhook
whatsapp-token = WhatsApp menolak tokennya; kiriman menunggu sampai diperbaiki
whatsapp-account = akun WhatsApp diblokir atau belum dibayar; kiriman menunggu sampai diperbaiki
# $percent: berapa persen anggaran sudah terpakai. $budget: anggaran sebulan, dalam pesan.
whatsapp-budget = WhatsApp sudah menagih { $percent } % dari { $budget } pesan bulan ini
disk = ruang disk tersisa kurang dari { $free } MB
codes-nearly-spent = empat perlima kode masuk hari ini sudah terpakai; adakah yang membanjiri?
codes-spent = semua kode masuk hari ini habis: tak seorang pun bisa masuk dengan kode sampai tengah malam UTC

all-well = *Semua baik*
something-wrong = *Ada yang tidak beres*
waiting = *Menunggu*
queue = { $name }: { $waiting }, menyerah: { $buried }
complaints = *Laporan*
codes-today = Kode yang diminta hari ini: { $sent } dari { $limit }
since-start = *Sejak mulai berjalan*
sent = { $name }: { $sent } terkirim, { $failed } gagal
