// One whole story in windows of three people and two departments, against the built program: a lamp
// is reported, supported, asked about, passed on, mended, confirmed and rated.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AXE, wrong } from './axe.mjs';
import { tap } from './play.mjs';
import { PHOTO, browser, city } from './stage.mjs';
import { totp } from './totp.mjs';

const PASSWORD = 'tiga kucing di atap';

const WORDS = {
  id: {
    report: 'Lampu jalan depan SD 3 mati sejak kemarin, gelap sekali',
    agree: 'Setuju, lanjut', category: 'Lampu jalan', preset: 'Publik', send: 'Kirim',
    signIn: 'kenalkan diri dulu', sent: 'sudah dikirim ke', signedIn: 'Berhasil masuk',
    received: 'kami terima', forwarded: 'Diteruskan', again: 'Lampu jalan di SD 3 mati, tolong diperbaiki',
    alike: 'masalah yang sama', support: 'Ya, dukung', goOn: 'Ya, lanjut', supported: 'dicatat',
    inProgress: 'Diproses', question: 'Tiang nomor berapa?', answer: 'Tiang nomor 14, dekat gerbang sekolah',
    isAnswer: 'Ya, itu jawabannya', thanks: 'diteruskan ke petugas',
    reason: 'Tiang itu milik pekerjaan umum', remark: 'Lampu sudah diganti dengan LED',
    fixed: 'Sudah beres', closed: 'kami tutup', stars: '5 – Sangat puas', rated: '5 dari 5',
    rating: 'Nilai: 5 dari 5', over: 'Selesai',
  },
  en: {
    report: 'The street light at primary school 3 has been out since yesterday',
    agree: 'Agree, continue', category: 'Street lights', preset: 'Public', send: 'Send',
    signIn: 'please sign in', sent: 'was sent to', signedIn: 'You are signed in',
    received: 'We have received', forwarded: 'Forwarded', again: 'The street light by school 3 does not work, please repair it',
    alike: 'the same problem', support: 'Yes, support it', goOn: 'Yes, go on', supported: 'counts',
    inProgress: 'In progress', question: 'Which pole is it?', answer: 'Pole number 14, near the school gate',
    isAnswer: 'Yes, it is', thanks: 'went to the staff',
    reason: 'That pole belongs to public works', remark: 'The lamp was replaced by an LED',
    fixed: 'It is fixed', closed: 'is closed', stars: '5 – Very satisfied', rated: '5 of 5',
    rating: 'Rating: 5 of 5', over: 'Closed',
  },
};

/** One test for each language, in windows of that size, on the storage that `keys` name. */
export function tell(viewport, languages, where, keys = () => ({})) {
  let chromium;
  before(async () => (chromium = await browser()));
  after(() => chromium.close());

  for (const language of languages) {
    test(`the story (${language}, ${viewport.width} px, ${where})`, { timeout: 240_000 }, async (t) => {
      // Nobody here can wait until a report cannot be undone any more.
      const served = await city({ ADUAN_CITY__UNDO_MINUTES: '0', ...keys() });
      t.after(() => served.end());
      const look = looking(`story-${where}-${language}-${viewport.width}`);
      const meets = async (latitude) => {
        const context = await chromium.newContext({
          viewport, locale: { id: 'id-ID', en: 'en-GB' }[language],
          geolocation: { latitude, longitude: 107.61 }, permissions: ['geolocation'],
        });
        t.after(() => context.close());
        const page = await context.newPage();
        page.on('pageerror', (error) => assert.fail(error));
        page.setDefaultTimeout(30_000);
        return page;
      };
      await story(served, WORDS[language], language, meets, look);
    });
  }
}

async function story(served, say, language, meets, look) {
  const [sari, budi] = [await meets(-6.91), await meets(-6.9101)];
  const [dewi, joko] = [await meets(-6.9), await meets(-6.9)];

  // Sari reports a lamp that is out, with its place and a photo.
  await entersChat(sari, served, language);
  await says(sari, say.report);
  await chooses(sari, say.agree);
  await chooses(sari, say.category);
  await here(sari);
  await hears(sari, say.preset);
  await sari.setInputFiles('#file', PHOTO);
  await sari.waitForFunction(() =>
    document.querySelector('.thumb') && !document.querySelector('.state.waiting'));
  await tap(sari, say.preset);
  await chooses(sari, say.send);
  await logsIn(sari, served, say, 'sari@contoh.id');
  await chooses(sari, say.send);
  await hears(sari, say.received);
  await hears(sari, say.forwarded);
  const number = await sari.evaluate(() =>
    /LP-\w{4}-\w{4}/.exec(document.querySelector('#log').textContent)[0]);
  await look(sari, '1-sari-has-reported');

  // Budi sees the same lamp, is offered hers, and supports it.
  await entersChat(budi, served, language);
  await says(budi, say.again);
  await chooses(budi, say.agree);
  await chooses(budi, say.category);
  await here(budi);
  await hears(budi, say.alike);
  await hears(budi, number);
  await look(budi, '2-budi-is-offered-hers');
  await tap(budi, say.support);
  await logsIn(budi, served, say, 'budi@contoh.id');
  await chooses(budi, say.goOn);
  await hears(budi, say.supported);

  // Dewi joins, goes home, comes back with a code, and finds it among what nobody has.
  const phone = await joins(dewi, served, 'Dewi', 'perhubungan', look);
  await signsIn(dewi, served, 'Dewi', phone);
  await dewi.click('nav.tabs a[href*="pile=unassigned"]');
  await look(dewi, '4-dewi-finds-it');
  await dewi.click(`.queue a[href$="${number}"]`);
  await showsPhoto(dewi);
  await look(dewi, '5-dewi-reads-it');
  await acts(dewi, 'take');
  await hears(sari, say.inProgress);
  await acts(dewi, 'ask', { words: say.question });

  // Sari answers in the chat.
  await hears(sari, say.question);
  await says(sari, say.answer);
  await chooses(sari, say.isAnswer);
  await hears(sari, say.thanks);
  await dewi.reload();
  await dewi.getByText(say.answer).first().waitFor();
  await look(dewi, '6-dewi-reads-the-answer');

  // The pole is not hers: it goes to another department, with the reason.
  await acts(dewi, 'transfer', { to: 'pekerjaan-umum', words: say.reason });
  await hears(sari, say.reason);

  // Joko, who works there, mends it and shows how it looks now.
  await joins(joko, served, 'Joko', 'pekerjaan-umum');
  await joko.goto(`${served.url}/panel?pile=department`);
  await joko.click(`.queue a[href$="${number}"]`);
  await joko.getByText(say.reason).first().waitFor();
  await acts(joko, 'take');
  await acts(joko, 'resolve', { words: say.remark, photo: PHOTO });
  await look(joko, '7-joko-has-mended-it');

  // Sari is told, confirms and rates.
  await hears(sari, say.remark);
  await chooses(sari, say.fixed);
  await hears(sari, say.closed);
  await tap(sari, say.stars);
  await hears(sari, say.rated);
  await look(sari, '8-sari-has-rated');
  await joko.reload();
  await joko.getByText(say.rating).waitFor();
  await look(joko, '9-the-story-is-over');

  // And everybody can read how it ended.
  await budi.goto(`${served.url}/c/${number}`);
  await budi.locator('main').getByText(say.over).first().waitFor();
  await look(budi, '10-everybody-can-read-it');
}

/**
 * Looks whether a page is as it should be, and makes a picture of it if somebody wants one:
 * `ADUAN_PICTURES` names a folder.
 */
function looking(story) {
  const folder = process.env.ADUAN_PICTURES;
  if (folder) mkdirSync(folder, { recursive: true });
  return async (page, moment) => {
    if (folder) await page.screenshot({ path: join(folder, `${story}-${moment}.png`), fullPage: true });
    await fits(page);
    await page.evaluate(AXE);
    assert.deepEqual(await wrong(page), [], moment);
  };
}

// In the chat.

async function entersChat(page, { url }, language) {
  await page.goto(`${url}/chat?lang=${language}`);
  await page.waitForSelector('html[data-ready]');
}

async function says(page, text) {
  await page.fill('#words', text);
  await page.press('#words', 'Enter');
}

/** Waits until the bot has said these words after whatever she did last. */
const hears = (page, words) =>
  page.waitForFunction((words) => {
    const rows = [...document.querySelectorAll('.row')];
    const since = rows.findLastIndex((row) => row.matches('.me'));
    return rows.slice(since + 1).some((row) => row.textContent.includes(words));
  }, words)
    .catch(async () => assert.fail(`nobody said ${words}: ${await page.textContent('#log')}`));

/** Waits until the bot offers that choice, and takes it. */
async function chooses(page, label) {
  await hears(page, label);
  await tap(page, label);
}

/** Sends where she is. */
async function here(page) {
  await page.click('#place');
  await page.click('#sheet-choices .primary');
}

async function logsIn(page, served, say, address) {
  await hears(page, say.signIn);
  await says(page, address);
  await hears(page, say.sent);
  await says(page, await served.code(address));
  await hears(page, say.signedIn);
}

// In the panel.

/** Joins by an invitation, and tells what her phone was told. */
async function joins(page, served, name, department, look = async () => {}) {
  await page.goto(`${served.url}/panel/join`);
  await page.fill('#invitation', await served.invitation(name, department));
  await page.click('main button');
  const key = await page.textContent('.device .code');
  await page.fill('#password', PASSWORD);
  await page.fill('#again', PASSWORD);
  await page.fill('#code', totp(key));
  await look(page, '3-she-joins');
  await page.click('main button');
  await page.waitForSelector('.codes');
  await page.click('main a.button');
  return key;
}

/** Goes home, and comes back. */
async function signsIn(page, { url }, name, key) {
  await page.context().clearCookies();
  await page.goto(`${url}/panel`);
  await page.fill('#email', `${name.toLowerCase()}@lestari.example`);
  await page.fill('#password', PASSWORD);
  await page.click('main button');
  // The code with which she joined opens nothing again; the next one is taken a little early.
  await page.fill('#code', totp(key, 1));
  await page.click('main button');
  await page.waitForSelector('nav.tabs');
}

/** Fills one of the forms on the page of a complaint. */
async function acts(page, form, { to, words, photo } = {}) {
  const here = `#${form}`;
  await page.click(`${here} > summary`);
  if (to) await page.selectOption(`${here} select`, to);
  if (words) await page.fill(`${here} textarea`, words);
  if (photo) await page.setInputFiles(`${here} input[type=file]`, photo);
  await fits(page);
  await Promise.all([page.waitForNavigation(), page.click(`${here} button`)]);
  const trouble = await page.locator('[role=alert]').allTextContents();
  assert.deepEqual(trouble, [], form);
}

/** A photo on the page is really there. */
const showsPhoto = (page) =>
  page.waitForFunction(() => document.querySelector('main img')?.naturalWidth > 0);

/** Nothing reaches beyond the window. */
async function fits(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${page.url()} is ${wide} px too wide`);
}
