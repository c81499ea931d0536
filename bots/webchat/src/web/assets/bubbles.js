// The talk on the screen. Whatever comes from people or the server becomes text nodes, never
// markup.

import { clock, day, say } from './words.js';

/** How close to the end somebody is who wants to see what comes. */
const NEAR = 96;

export class Bubbles {
  /**
   * @param {HTMLElement} log
   * @param {{ choose: Function, list: Function, photo: Function, place: Function, reply: Function,
   *           again: Function, drop: Function }} asked what buttons do
   */
  constructor(log, asked) {
    this.log = log;
    this.asked = asked;
    this.hello = log.querySelector('#hello');
    this.typing = log.querySelector('#typing');
    this.newer = document.querySelector('#newer');
    this.newer.addEventListener('click', () => this.toEnd(true));
    log.addEventListener('scroll', () => {
      if (this.isAtEnd()) this.newer.hidden = true;
    });
    // A keyboard that opens, or a picture that loads, must not hide the newest words.
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(log);
    log.addEventListener('scroll', () => (this.stuck = this.isAtEnd()));
    this.stuck = true;
  }

  /** Puts a line of the server where it belongs. */
  add(line) {
    const stuck = this.isAtEnd();
    this.show(line.from === 'bot' ? this.bot(line) : this.own(line), line.time);
    if (line.from === 'bot') this.type(false);
    if (stuck || line.from === 'me') this.toEnd();
    else this.newer.hidden = false;
  }

  /** Shows what a person did before the server has it. */
  await(item) {
    const row = this.own({ ...item.body, id: item.id, from: 'me', time: item.time }, item.thumb);
    row.dataset.state = 'waiting';
    this.mark(row, 'waiting');
    this.show(row, item.time);
    this.toEnd();
  }

  /** What became of something a person did. */
  became(id, state) {
    const row = this.of(id);
    if (!row) return;
    row.dataset.state = state;
    row.querySelector('progress')?.remove();
    this.mark(row, state);
  }

  /** How much of a photo is under way, from 0 to 1. */
  progress(id, part) {
    const bar = this.of(id)?.querySelector('progress');
    if (!bar) return;
    bar.value = part;
    bar.setAttribute('aria-label', say('uploading', { percent: Math.round(part * 100) }));
  }

  /** Shows or hides that the bot is at it. */
  type(on) {
    clearTimeout(this.patience);
    this.typing.hidden = !on;
    if (!on) return;
    this.log.append(this.typing);
    if (this.stuck) this.toEnd();
    this.patience = setTimeout(() => this.type(false), 15_000);
  }

  /** Forgets everything. */
  clear() {
    this.log.querySelectorAll('.row, .day').forEach((element) => element.remove());
    this.hello.hidden = false;
    this.type(false);
  }

  toEnd(smoothly = false) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smoothly && !calm ? 'smooth' : 'instant' });
    this.newer.hidden = true;
    this.stuck = true;
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  of(id) {
    return [...this.log.querySelectorAll('.row.me')].find((row) => row.dataset.id === id);
  }

  show(row, time) {
    this.hello.hidden = true;
    const waits = row.dataset.state === 'waiting';
    const next = waits ? null : this.log.querySelector('.row[data-state="waiting"]:not([hidden])');
    this.log.insertBefore(row, next ?? this.typing);
    row.dataset.day = new Date(time).toDateString();
    const before = row.previousElementSibling;
    if (before?.dataset.day !== row.dataset.day && !before?.matches('.day')) {
      const mark = make('p', 'day', day(time));
      mark.dataset.day = row.dataset.day;
      this.log.insertBefore(mark, row);
    }
  }

  own(line, thumb = null) {
    const there = this.of(line.id);
    const row = there ?? make('div', 'row me');
    row.dataset.id = line.id;
    delete row.dataset.state;
    if (there) {
      row.querySelector('progress')?.remove();
      this.mark(row, 'sent');
      return row;
    }
    const bubble = make('div', 'bubble');
    bubble.append(aside(say('me')));
    const photo = line.did === 'photographed';
    if (photo) bubble.append(picture(thumb ?? kept(line.id)));
    const quoted = line.quotes && this.said(line.quotes);
    if (quoted) bubble.append(make('blockquote', '', quoted));
    const words = spelled(line);
    if (words) bubble.append(make('p', 'words', words));
    if (line.did === 'chose') this.tick(line.payload);
    const meta = make('span', 'meta');
    meta.append(stamp(line.time), make('span', 'state'));
    bubble.append(meta);
    if (photo && thumb) {
      const bar = make('progress');
      bar.setAttribute('aria-label', say('uploading', { percent: 0 }));
      bubble.append(bar);
    }
    row.append(bubble);
    this.mark(row, 'sent');
    return row;
  }

  bot(line) {
    const row = make('div', 'row bot');
    row.dataset.at = line.at;
    const bubble = make('div', 'bubble');
    bubble.append(aside(say('bot')));
    bubble.append(spoken(line.text));
    const meta = make('span', 'meta');
    const reply = button('reply', say('reply'), () => this.asked.reply(line.at, this.said(line.at)));
    reply.setAttribute('aria-label', say('reply-name', { words: gist(line.text) }));
    meta.append(reply, stamp(line.time));
    bubble.append(meta);
    row.append(bubble);
    const choices = this.choices(line);
    if (choices.childElementCount > 0) {
      this.log.querySelectorAll('.choices:not(.past)').forEach((old) => {
        if (!old.closest('#hello')) old.classList.add('past');
      });
      row.append(choices);
    }
    return row;
  }

  /** The first words of what the bot said under that number. */
  said(at) {
    return gist(this.log.querySelector(`.row.bot[data-at="${Number(at)}"] .words`)?.textContent);
  }

  choices(line) {
    const box = make('div', 'choices');
    const choices = line.choices ?? [];
    if (line.list) {
      const opener = button('opener', line.list, () => this.asked.list(line));
      opener.setAttribute('aria-haspopup', 'dialog');
      box.append(opener);
    } else {
      for (const choice of choices) {
        const tap = button('', choice.label, () => this.asked.choose(choice));
        tap.dataset.payload = choice.payload;
        if (choice.hint) tap.title = choice.hint;
        box.append(tap);
      }
    }
    if (line.wish === 'photo' && this.asked.photo) box.append(button('wish photo', say('photo'), this.asked.photo));
    if (line.wish === 'location') box.append(button('wish place', say('place'), this.asked.place));
    return box;
  }

  /** Shows which choice was taken. */
  tick(payload) {
    const all = [...this.log.querySelectorAll('button[data-payload]')];
    const taken = all.filter((tap) => tap.dataset.payload === payload).at(-1);
    if (!taken || taken.matches('.chosen')) return;
    taken.classList.add('chosen');
    taken.append(aside(say('chosen'), ', '));
  }

  mark(row, state) {
    const mark = row.querySelector('.state');
    mark.replaceChildren();
    mark.className = `state ${state}`;
    mark.append(aside(say(state)));
    row.querySelector('.remedy')?.remove();
    if (state !== 'failed') return;
    const remedy = make('div', 'remedy');
    const id = row.dataset.id;
    remedy.append(make('span', '', say('failed')));
    remedy.append(button('', say('drop'), () => {
      row.remove();
      this.asked.drop(id);
    }));
    row.append(remedy);
  }
}

/** Enough of some words to know them again. */
const gist = (words = '') => (words.length > 90 ? `${words.slice(0, 88)}…` : words).replaceAll('*', '');

/** What an own line says in words. */
function spelled(line) {
  switch (line.did) {
    case 'chose':
      return line.label;
    case 'located': {
      const [latitude, longitude] = line.point ?? [line.latitude, line.longitude];
      return `📍 ${say('place-sent')} (${latitude.toFixed(4)}, ${longitude.toFixed(4)})`;
    }
    case 'photographed':
      return line.caption;
    default:
      return line.text;
  }
}

/** Words of the bot: `*bold*`, and addresses of our own as links. */
function spoken(text) {
  const words = make('p', 'words');
  for (const line of text.split(/(\*[^*\n]+\*)/)) {
    const bold = line.length > 2 && line.startsWith('*') && line.endsWith('*');
    const place = bold ? words.appendChild(make('strong')) : words;
    place.append(...linked(bold ? line.slice(1, -1) : line));
  }
  return words;
}

/** Only what leads to ourselves, here or in another chat, is a link: what people wrote stands in
 *  messages too. */
function linked(text) {
  return text.split(/(https?:\/\/[^\s)”"]+)/).map((part) => {
    if (!leadsToUs(part)) return part;
    const link = make('a', '', part);
    link.href = part;
    link.target = '_blank';
    link.rel = 'noopener';
    return link;
  });
}

function leadsToUs(part) {
  if (!URL.canParse(part)) return false;
  const { origin, pathname } = new URL(part);
  const chats = document.querySelector('#log').dataset.chats.split(' ');
  return origin === location.origin || chats.includes(origin + pathname);
}

function picture(source) {
  if (!source) return make('span', 'lost-picture', `📷 ${say('photo-sent')}`);
  const picture = make('img', 'thumb');
  picture.src = source;
  picture.alt = say('photo-sent');
  return picture;
}

/** Keeps the small picture of a photo for as long as this tab is open, across a reload. */
export function remember(id, thumb) {
  try {
    sessionStorage.setItem(`aduan-thumb-${id}`, thumb);
  } catch {
    // Full: then a reload shows a sign instead.
  }
}

/** The small picture of a photo that this tab sent before it was loaded anew. */
function kept(id) {
  try {
    return sessionStorage.getItem(`aduan-thumb-${id}`);
  } catch {
    return null;
  }
}

function stamp(time) {
  const stamp = make('time', '', clock(time));
  stamp.dateTime = time;
  return stamp;
}

/** Words for those who cannot see which side a bubble is on. */
const aside = (text, before = '') => make('span', 'aside', `${before}${text}${before ? '' : ': '}`);

export function button(kind, label, act) {
  const element = make('button', kind, label);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

export function make(tag, kind = '', text = '') {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  if (text) element.textContent = text;
  return element;
}
