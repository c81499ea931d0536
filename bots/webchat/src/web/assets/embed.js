// Puts the chat into a site: a button in the corner, and the chat in a frame. One line does it:
//
//   <script src="https://lapor.example/chat/embed.js" async></script>
//
// `data-lang="en"` on that line begins in English. The site has to be named in the chat's
// configuration, or browsers refuse the frame.
(() => {
  const tag = document.currentScript;
  const chat = new URL(tag.src.replace(/\/embed\.js.*$/, ''));
  const english = (tag.dataset.lang || document.documentElement.lang || 'id').startsWith('en');
  const words = english
    ? { open: 'Open the complaint chat', close: 'Close the chat', title: 'Complaint chat' }
    : { open: 'Buka obrolan pengaduan', close: 'Tutup obrolan', title: 'Obrolan pengaduan' };
  chat.searchParams.set('lang', english ? 'en' : 'id');

  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial }
    button { position: fixed; right: 20px; bottom: 20px; width: 60px; height: 60px; padding: 0;
      border: 0; border-radius: 50%; background: #0b6e5f; color: #fff; cursor: pointer;
      box-shadow: 0 4px 16px #0004; z-index: 2147483646 }
    button:focus-visible { outline: 3px solid #0b6e5f; outline-offset: 3px }
    svg { width: 30px; height: 30px; fill: none; stroke: currentColor; stroke-width: 2;
      stroke-linecap: round; stroke-linejoin: round; vertical-align: middle }
    iframe { position: fixed; right: 20px; bottom: 92px; width: 400px; border: 0;
      height: min(680px, calc(100dvh - 112px)); border-radius: 16px; background: Canvas;
      box-shadow: 0 8px 40px #0005; z-index: 2147483647 }
    [hidden] { display: none }
    @media (max-width: 520px) {
      iframe { inset: 0; width: 100%; height: 100dvh; border-radius: 0 }
    }
  `);

  const host = document.createElement('aduan-chat');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [style];
  const button = document.createElement('button');
  button.type = 'button';
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  drawing.append(path);
  button.append(drawing);
  root.append(button);

  let frame = null;
  const toggle = (open) => {
    if (open && !frame) {
      frame = document.createElement('iframe');
      frame.title = words.title;
      frame.src = chat.href;
      frame.allow = 'geolocation';
      root.append(frame);
    }
    if (frame) frame.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    button.setAttribute('aria-label', open ? words.close : words.open);
    path.setAttribute('d', open ? 'M6 6l12 12M18 6L6 18' : 'M4 5h16v11h-8l-5 4v-4H4zM8 10h8');
    if (open) frame.focus();
  };
  toggle(false);
  button.addEventListener('click', () => toggle(button.getAttribute('aria-expanded') !== 'true'));
  addEventListener('message', (event) => {
    if (event.source !== frame?.contentWindow || event.data?.aduan !== 'close') return;
    toggle(false);
    button.focus();
  });
  const put = () => document.body.append(host);
  if (document.body) put();
  else addEventListener('DOMContentLoaded', put);
})();
