// A browser, and servers for it to talk to.

import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUILT = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'debug');

/** Debian's Chromium, or the one that `CHROMIUM` names. */
export function browser() {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error('there is no Chromium: apt-get install chromium');
  // Without its sandbox, since tests may run as root; it only ever sees our own pages.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Starts a program that says where it listens. */
async function started(program, args, options = {}) {
  const child = spawn(join(BUILT, program), args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (some) => {
      said += some;
      const found = /(?:Listening on |http:\/\/)(127\.0\.0\.1:(\d+))/.exec(said);
      if (found) resolve({ url: `http://${found[1]}`, port: Number(found[2]) });
    });
    child.on('exit', (code) => reject(new Error(`${program} ended with ${code}: ${said}`)));
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const end = (signal = 'SIGTERM') => (child.kill(signal), ended);
  return { ...address, input: child.stdin, ended, end };
}

/** The chat page over the scripted world. */
export async function stage() {
  const served = await started('chat-stage', []);
  const post = async (path, body) => {
    const answer = await fetch(`${served.url}/stage/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.headers.get('content-type') ? answer.json() : null;
  };
  return {
    ...served,
    begin: (language, prelude) => post('begin', { language, prelude }),
    happens: (line) => post('happens', { line }),
  };
}

/** `aduan demo`: an invented city, which is gone in the end. */
export const demo = () => started('aduan', ['demo', '--listen', '127.0.0.1:0', '--complaints', '60']);

/** A PostgreSQL with nothing in it. */
export async function postgres() {
  const served = await started('postgres-for-a-test', [], { stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    storage: `postgres://postgres@127.0.0.1:${served.port}/postgres?sslmode=disable`,
    end: () => (served.input.end(), served.ended),
  };
}

/** The telephone of somebody on a WhatsApp that is played, and what a city needs to be on it. */
export async function phone() {
  const served = await started('whatsapp-for-a-test', []);
  const post = async (path, body) => {
    const answer = await fetch(`${served.url}/${path}`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`${path} ${body}: ${answer.status}`);
  };
  const get = async (path) => (await fetch(`${served.url}/${path}`)).json();
  return {
    keys: await get('keys'),
    subscribe: (url) => post('subscribe', `${url}/webhooks/whatsapp`),
    says: (text) => post('says', text),
    taps: (label) => post('taps', label),
    /** Waits until the last that she heard says these words. */
    hears: async (words) => {
      let heard = [];
      for (const end = Date.now() + 15_000; Date.now() < end; await setTimeout(20)) {
        heard = await get('heard');
        if (heard.at(-1)?.includes(words)) return;
      }
      throw new Error(`nobody said ${words}: ${heard.join('\n')}`);
    },
    end: served.end,
  };
}

/** `aduan serve` for a city of its own, which can be killed and started again. */
export async function city(keys = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'aduan-browser-'));
  const env = { ...process.env, ...keys, ADUAN_CONFIG: undefined };
  const run = promisify(execFile);
  const aduan = (...args) => run(join(BUILT, 'aduan'), args, { cwd: folder, env });
  await aduan('init');
  const start = (port) =>
    started('aduan', ['serve'], {
      cwd: folder,
      env: { ...env, ADUAN_WEB__LISTEN: `127.0.0.1:${port}` },
    });
  let served = await start(0);
  const { url, port } = served;
  return {
    url,
    end: async () => {
      await served.end();
      rmSync(folder, { recursive: true });
    },
    kill: () => served.end('SIGKILL'),
    again: async () => (served = await start(port)),
    /** The code that was mailed to that address last; the mail may still be on its way. */
    code: async (address) => {
      const mail = join(folder, 'mail');
      const to = new RegExp(`^To: .*${address}`, 'm');
      for (const end = Date.now() + 10_000; Date.now() < end; await setTimeout(20)) {
        const names = readdirSync(mail).filter((name) => name.endsWith('.eml')).sort();
        const hers = names.map((name) => readFileSync(join(mail, name), 'utf8')).filter((it) => to.test(it));
        const code = /^(\d{6})\r?$/m.exec(hers.at(-1) ?? '');
        if (code) return code[1];
      }
      throw new Error(`no code for ${address}`);
    },
    /** Adds an officer as the operator does, and gives her invitation. */
    invitation: async (name, department) => {
      const email = `${name.toLowerCase()}@lestari.example`;
      const who = ['--email', email, '--name', name, '--role', 'agent'];
      const { stdout } = await aduan('officer', 'add', ...who, '--department', department);
      return /invitation: (\S+)/.exec(stdout)[1];
    },
  };
}

/** A wire that can be cut: what goes through it ends at once, and nothing new gets through. */
export async function wire(port) {
  const open = new Set();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]]) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => {}).on('close', () => (open.delete(one), other.destroy()));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut: () => {
      whole = false;
      open.forEach((socket) => socket.destroy());
    },
    mend: () => (whole = true),
    end: () => {
      open.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}

/** A photo of a street lamp that is out. */
export const PHOTO = {
  name: 'lampu.jpg',
  mimeType: 'image/jpeg',
  buffer: readFileSync(new URL('photo.jpg', import.meta.url)),
};
