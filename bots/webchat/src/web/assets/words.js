// The page's own words. What the bot says comes from the server.

export const TABLE = {
  id: {
    subtitle: 'Layanan pengaduan warga',
    language: 'English',
    'language-name': 'English: ganti ke bahasa Inggris',
    speak: 'bahasa indonesia',
    log: 'Percakapan',
    hello: 'Ada yang perlu dibenahi di kota ini?',
    'hello-more': 'Ceritakan saja: apa yang rusak, dan di mana. Kami teruskan ke dinas yang tepat, dan kabarnya datang di sini.',
    'start-report': 'Laporkan masalah',
    'start-follow': 'Cek laporan',
    'start-help': 'Bantuan',
    me: 'Anda',
    bot: 'Asisten',
    typing: 'Asisten sedang mengetik…',
    newer: 'Pesan baru',
    write: 'Tulis pesan',
    'write-hint': 'Tulis pesan…',
    send: 'Kirim',
    reply: 'Balas',
    'reply-name': 'Balas: {words}',
    replying: 'Membalas:',
    'reply-cancel': 'Batal membalas',
    photo: 'Kirim foto',
    place: 'Kirim lokasi',
    close: 'Tutup obrolan',
    cancel: 'Batal',
    today: 'Hari ini',
    yesterday: 'Kemarin',
    waiting: 'Belum terkirim',
    sent: 'Terkirim',
    failed: 'Tidak terkirim',
    drop: 'Hapus',
    chosen: 'dipilih',
    uploading: 'Mengunggah {percent}%',
    'photo-sent': 'Foto',
    'place-sent': 'Lokasi',
    'place-ask': 'Kirim lokasi Anda sekarang?',
    'place-why': 'Peramban akan meminta izin. Titik ini hanya dipakai untuk menemukan tempat yang Anda laporkan.',
    'place-yes': 'Kirim lokasi',
    'place-denied': 'Lokasi tidak diizinkan. Ketik alamat atau patokannya saja.',
    'place-lost': 'Lokasi tidak ditemukan. Ketik alamat atau patokannya saja.',
    offline: 'Koneksi terputus. Pesan Anda disimpan dan dikirim begitu tersambung lagi.',
    trying: 'Menyambung lagi…',
    'too-often': 'Terlalu cepat. Pesan berikutnya dikirim sebentar lagi.',
    'too-large': 'Foto itu terlalu besar. Paling besar 10 MB.',
    'no-photo': 'File itu bukan foto yang bisa dibaca.',
    unreadable: 'Pesan itu tidak bisa dikirim.',
    over: 'Sesi sebelumnya sudah berakhir. Percakapan dimulai dari awal.',
  },
  en: {
    subtitle: 'Citizen complaint service',
    language: 'Bahasa Indonesia',
    'language-name': 'Bahasa Indonesia: switch to Indonesian',
    speak: 'english',
    log: 'Conversation',
    hello: 'Does something in this city need mending?',
    'hello-more': 'Just tell us what is broken, and where. We pass it to the right department, and the news comes here.',
    'start-report': 'Report a problem',
    'start-follow': 'Track a report',
    'start-help': 'Help',
    me: 'You',
    bot: 'Assistant',
    typing: 'The assistant is typing…',
    newer: 'New messages',
    write: 'Write a message',
    'write-hint': 'Write a message…',
    send: 'Send',
    reply: 'Reply',
    'reply-name': 'Reply to: {words}',
    replying: 'Replying to:',
    'reply-cancel': 'Do not reply to it',
    photo: 'Send a photo',
    place: 'Send a location',
    close: 'Close the chat',
    cancel: 'Cancel',
    today: 'Today',
    yesterday: 'Yesterday',
    waiting: 'Not sent yet',
    sent: 'Sent',
    failed: 'Not sent',
    drop: 'Delete',
    chosen: 'chosen',
    uploading: 'Uploading {percent}%',
    'photo-sent': 'Photo',
    'place-sent': 'Location',
    'place-ask': 'Send where you are now?',
    'place-why': 'Your browser will ask for permission. The point is only used to find the place you report.',
    'place-yes': 'Send location',
    'place-denied': 'Location is not allowed. Just type an address or a landmark.',
    'place-lost': 'Your location was not found. Just type an address or a landmark.',
    offline: 'No connection. Your messages are kept and sent as soon as it is back.',
    trying: 'Connecting again…',
    'too-often': 'That was fast. The next message goes out in a moment.',
    'too-large': 'That photo is too large. At most 10 MB.',
    'no-photo': 'That file is not a photo we can read.',
    unreadable: 'That message cannot be sent.',
    over: 'The last session is over. The conversation starts anew.',
  },
};

let language = 'id';

/** The language the page speaks: `id` or `en`. */
export const spoken = () => language;

/** What a person is answered with who says nothing about it: her choice, else her browser's. */
export function preferred() {
  const asked = new URLSearchParams(location.search).get('lang');
  const known = [asked, remembered(), navigator.language?.slice(0, 2)];
  return known.find((tag) => tag in TABLE) ?? 'id';
}

function remembered() {
  try {
    return localStorage.getItem('aduan-language');
  } catch {
    return null; // a browser that keeps nothing for frames
  }
}

/** Speaks a language from now on, and puts its words wherever the page names one. */
export function speak(tag) {
  language = tag;
  try {
    localStorage.setItem('aduan-language', tag);
  } catch {
    // Then it is asked again next time.
  }
  document.documentElement.lang = tag;
  for (const element of document.querySelectorAll('[data-say]')) {
    element.textContent = say(element.dataset.say);
  }
  for (const element of document.querySelectorAll('[data-name]')) {
    element.setAttribute('aria-label', say(element.dataset.name));
    if (element.dataset.hint) element.placeholder = say(element.dataset.hint);
    else if (element.type) element.title = say(element.dataset.name);
  }
}

/** The words under a key, with `{name}` filled in. */
export function say(key, values = {}) {
  const words = TABLE[language][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A day as people name it. */
export function day(time) {
  const date = new Date(time);
  const days = Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
  if (days === 0) return say('today');
  if (days === 1) return say('yesterday');
  return date.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long' });
}

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** The hour and the minute. */
export const clock = (time) =>
  new Date(time).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
