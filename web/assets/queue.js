// The list of work under the fingers: j and k move, Enter opens, x picks, / searches, ? tells the
// keys. Everything can be reached with Tab as well. What changed meanwhile is counted, and shown
// when the reader asks for it, so that no row moves under her hand.

const rows = [...document.querySelectorAll('#queue tbody tr')];
let at = -1;

function go(to) {
  const row = rows[to];
  if (!row) return;
  at = to;
  row.querySelector('a').focus();
  row.scrollIntoView({ block: 'nearest' });
}

const keys = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  x: () => rows[at]?.querySelector('input')?.click(),
  '/': () => document.getElementById('q')?.focus(),
  '?': () => {
    const help = document.getElementById('keys');
    help.open = !help.open;
    help.scrollIntoView({ block: 'nearest' });
  },
};

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input:not([type=checkbox]), select, textarea');
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
document.addEventListener('focusin', (event) => {
  const row = rows.indexOf(event.target.closest('tr'));
  if (row >= 0) at = row;
});

const news = document.getElementById('news');
const link = news.querySelector('a');
const changed = new Set();
const stream = new EventSource(news.dataset.stream);
function say(words) {
  link.querySelector('span').textContent = words;
  link.hidden = false;
}
stream.addEventListener('change', (event) => {
  changed.add(event.data);
  const { one, some } = news.dataset;
  say(changed.size === 1 ? one : some.replace('#', changed.size));
});
stream.addEventListener('many', () => say(news.dataset.many));
