// The chat page: wires what is typed and tapped to the server, and what is said to the screen.

import { Bubbles, button, make, remember } from './bubbles.js';
import { Outbox } from './outbox.js';
import { shrunk, thumbnail } from './photos.js';
import { Wire } from './wire.js';
import { TABLE, preferred, say, speak, spoken } from './words.js';

const base = new URL('.', import.meta.url).pathname.replace(/\/$/, '');
const find = (id) => document.getElementById(id);
const [log, words, send, banner] = ['log', 'words', 'send', 'banner'].map(find);

/** The largest photo the server takes. */
const PHOTO = 10 * 1024 * 1024;

/** Whether the server has a place for photos. */
const takesPhotos = !find('photo').hidden;

const bubbles = new Bubbles(log, {
  choose: ({ payload, label }) => act({ did: 'chose', payload, label }),
  list: openList,
  photo: takesPhotos ? () => find('file').click() : null,
  place: askPlace,
  reply: replyTo,
  drop: (id) => outbox.drop(id),
});

const outbox = new Outbox(base, {
  sent: (item) => {
    bubbles.became(item.id, 'sent');
    // The answer to a photo waits for the next one, so nobody is typing.
    if (!item.file && log.querySelector('.row:last-of-type')?.matches('.me')) bubbles.type(true);
  },
  failed: (item, status) => {
    bubbles.became(item.id, 'failed');
    toast(say({ 413: 'too-large', 415: 'no-photo' }[status] ?? 'unreadable'));
  },
  progress: (id, part) => bubbles.progress(id, part),
  opened: (fresh) => {
    if (fresh) wire.last = 0;
    wire.listen();
  },
  slow: () => toast(say('too-often')),
});

const wire = new Wire(base, {
  said: (line) => bubbles.add(line),
  state: (up) => {
    banner.textContent = up ? '' : say(navigator.onLine ? 'trying' : 'offline');
    if (up) outbox.hurry();
  },
  gone: () => {
    outbox.open = false;
    bubbles.clear();
    replyTo(null);
    wire.last = 0;
    toast(say('over'));
  },
});

addEventListener('offline', () => (banner.textContent = say('offline')));

/** Does something: on the screen at once, at the server as soon as it can be reached. */
function act(body, file = null, thumb = null) {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const item = { id, body: { id, language: spoken(), ...body }, time: new Date().toISOString() };
  if (thumb) remember(id, thumb);
  bubbles.await({ ...item, thumb });
  outbox.add(file ? { ...item, file } : item);
}

// ── writing ─────────────────────────────────────────────────────────────────

find('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text) return;
  act({ did: 'wrote', text, ...(replied && { quotes: replied }) });
  replyTo(null);
  words.value = '';
  written();
  words.focus();
});

words.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find('composer').requestSubmit();
});

words.addEventListener('input', written);

/** The number of what the bot said and the next words reply to. */
let replied = null;

/** Replies to something the bot said, or to nothing any more. */
function replyTo(at, said = '') {
  replied = at;
  find('reply').hidden = at === null;
  find('reply-words').textContent = said;
  if (at !== null) words.focus();
}

find('reply-cancel').addEventListener('click', () => {
  replyTo(null);
  words.focus();
});

addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !sheet.open) replyTo(null);
});

// A link may bring what is to be said. It stands there and is sent by who came with it.
words.value = new URLSearchParams(location.search).get('say')?.slice(0, words.maxLength) ?? '';
written();

/** The field grows with what is in it. */
function written() {
  send.disabled = words.value.trim() === '';
  words.style.height = 'auto';
  words.style.height = `${words.scrollHeight}px`;
}

// ── photos ──────────────────────────────────────────────────────────────────

find('photo').addEventListener('click', () => find('file').click());

find('file').addEventListener('change', async ({ target }) => {
  const files = [...target.files];
  target.value = '';
  for (const [at, file] of files.entries()) await photograph(file, files.length - at - 1);
});

log.addEventListener('dragover', (event) => event.preventDefault());
log.addEventListener('drop', async (event) => {
  event.preventDefault();
  const files = [...event.dataTransfer.files];
  for (const [at, file] of files.entries()) await photograph(file, files.length - at - 1);
});

words.addEventListener('paste', (event) => {
  const files = [...event.clipboardData.files];
  if (files.length === 0) return;
  event.preventDefault();
  files.forEach((file, at) => photograph(file, files.length - at - 1));
});

async function photograph(file, more) {
  if (!takesPhotos || !file.type.startsWith('image/')) return toast(say('no-photo'));
  const small = await shrunk(file);
  if (small.size > PHOTO) return toast(say('too-large'));
  const thumb = await thumbnail(small);
  // What stands in the field is written under it.
  const caption = words.value.trim();
  words.value = '';
  written();
  act({ did: 'photographed', more, ...(caption && { caption }) }, small, thumb);
}

// ── a place ─────────────────────────────────────────────────────────────────

find('place').addEventListener('click', askPlace);

/** Says what it is for before the browser asks. */
function askPlace() {
  openSheet(say('place-ask'), say('place-why'), [
    button('primary', say('place-yes'), () => {
      sheet.close();
      navigator.geolocation.getCurrentPosition(
        ({ coords: { latitude, longitude } }) => act({ did: 'located', latitude, longitude }),
        ({ code }) => toast(say(code === 1 ? 'place-denied' : 'place-lost')),
        { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
      );
    }),
  ]);
}

// ── lists ───────────────────────────────────────────────────────────────────

const sheet = find('sheet');
find('sheet-close').addEventListener('click', () => sheet.close());
sheet.addEventListener('click', (event) => event.target === sheet && sheet.close());

function openList({ list, choices }) {
  const rows = choices.map((choice) => {
    const row = button('', '', () => {
      sheet.close();
      act({ did: 'chose', payload: choice.payload, label: choice.label });
    });
    row.append(make('span', 'label', choice.label));
    if (choice.hint) row.append(make('span', 'hint', choice.hint));
    return row;
  });
  openSheet(list, '', rows);
}

function openSheet(title, more, rows) {
  find('sheet-title').textContent = title;
  find('sheet-more').textContent = more;
  find('sheet-choices').replaceChildren(...rows);
  sheet.showModal();
}

// ── the page itself ─────────────────────────────────────────────────────────

let passing;
function toast(text) {
  const place = find('toast');
  clearTimeout(passing);
  place.textContent = text;
  place.hidden = false;
  passing = setTimeout(() => (place.hidden = true), 6_000);
}

find('language').addEventListener('click', () => {
  become(spoken() === 'id' ? 'en' : 'id');
  // The bot too, if it is talking already.
  if (wire.last > 0) act({ did: 'wrote', text: say('speak') });
});

function become(tag) {
  speak(tag);
  const language = find('language');
  language.textContent = TABLE[tag].language;
  language.setAttribute('aria-label', say('language-name'));
  const starters = ['start-report', 'start-follow', 'start-help'];
  find('starters').replaceChildren(
    ...starters.map((key) => button('', say(key), () => act({ did: 'wrote', text: say(key) }))),
  );
}

if (window.parent !== window) {
  const close = find('close');
  close.hidden = false;
  close.addEventListener('click', () => window.parent.postMessage({ aduan: 'close' }, '*'));
}

async function begin() {
  become(preferred());
  find('hello').hidden = false;
  outbox.waiting.forEach((item) => bubbles.await(item));
  try {
    outbox.open = await wire.catchUp();
    if (outbox.open) wire.listen();
  } catch {
    wire.broke();
  }
  bubbles.toEnd();
  // What stood there already is not news.
  log.setAttribute('aria-live', 'polite');
  document.documentElement.dataset.ready = '';
  outbox.work();
}

begin();
