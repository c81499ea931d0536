// The page as people meet it: reloaded, cut off, with a keyboard alone, in a frame of another site.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fits, tap } from './play.mjs';
import { PHOTO, browser, city, stage, wire } from './stage.mjs';
import { written } from './transcripts.mjs';

let chromium;
before(async () => (chromium = await browser()));
after(() => chromium.close());

const TIME = { timeout: 30_000 };

async function open(url, options = {}) {
  const page = await chromium.newPage({ viewport: { width: 390, height: 780 }, ...options });
  page.on('pageerror', (error) => assert.fail(error));
  await page.goto(`${url}/chat?lang=id`);
  await page.waitForSelector('html[data-ready]');
  return page;
}

async function says(page, text) {
  await page.fill('#words', text);
  await page.press('#words', 'Enter');
}

const rows = (page, count) =>
  page.waitForFunction((count) => document.querySelectorAll('.row').length >= count, count);

/** Every bubble, in order, with the side it is on. */
const talk = (page) =>
  page.locator('.row').evaluateAll((rows) =>
    rows.map((row) => `${row.className}: ${row.querySelector('.words').textContent}`));

test('a page that is loaded anew shows the whole talk', TIME, async (t) => {
  const served = await city();
  t.after(() => served.end());
  const page = await open(served.url);
  await says(page, 'lampu jalan depan SD 3 mati dari kemarin');
  await rows(page, 2);
  await tap(page, 'Setuju, lanjut');
  await rows(page, 4);
  const [before, said] = [await talk(page), await page.evaluate(written, 0)];
  await page.reload();
  await rows(page, 4);
  assert.deepEqual(await talk(page), before);
  assert.deepEqual(await page.evaluate(written, 0), said);
  assert.equal(await page.locator('.chosen').count(), 1, 'what was chosen is still marked');
  // And the talk goes on in the same place.
  await tap(page, 'Lampu jalan');
  await rows(page, 6);
  await page.close();
});

test('a wire that is cut loses nothing and doubles nothing', TIME, async (t) => {
  const served = await stage();
  t.after(() => served.end());
  const cable = await wire(served.port);
  t.after(() => cable.end());
  const page = await open(cable.url);
  await served.begin('id', false);
  await says(page, 'halo');
  await rows(page, 2);
  await tap(page, 'Setuju, lanjut');
  await rows(page, 4);
  await served.happens('* Sari reported LP-4F2H-B6DS: "Lampu jalan mati."');

  cable.cut();
  await says(page, 'satu');
  await says(page, 'dua');
  await page.waitForSelector('.banner:not(:empty)');
  assert.equal(await page.locator('.state.waiting').count(), 2);
  await served.happens('* the staff ask about LP-4F2H-B6DS: "Tiang nomor berapa?"');

  cable.mend();
  await rows(page, 9);
  await page.waitForFunction(() => !document.querySelector('.state.waiting'));
  const lines = await talk(page);
  const count = (words) => lines.filter((line) => line.includes(words)).length;
  assert.deepEqual([count('Tiang nomor berapa?'), count(': satu'), count(': dua')], [1, 1, 1]);
  assert.ok(lines.indexOf('row me: satu') < lines.indexOf('row me: dua'));
  await page.waitForFunction(() => document.querySelector('.banner').textContent === '');
  await page.reload();
  await rows(page, lines.length);
  assert.deepEqual(await talk(page), lines, 'the server has them in the same order');
  await page.close();
});

test('a server that is killed and comes back is not noticed for long', TIME, async (t) => {
  const served = await city();
  t.after(() => served.end());
  const page = await open(served.url);
  await says(page, 'halo');
  await rows(page, 2);
  await served.kill();
  await says(page, 'menu');
  await page.waitForSelector('.state.waiting');
  await served.again();
  await page.waitForFunction(() => document.querySelectorAll('.row.bot').length === 2);
  const lines = await talk(page);
  assert.deepEqual(lines.filter((line) => line === 'row me: menu').length, 1);
  await page.close();
});

test('a report can be filed with a keyboard alone', { timeout: 60_000 }, async (t) => {
  const served = await city();
  t.after(() => served.end());
  const page = await open(served.url);
  const key = (name) => page.keyboard.press(name);
  const focused = () =>
    page.evaluate(() => document.activeElement.querySelector('.label')?.textContent
      ?? document.activeElement.firstChild?.textContent);
  /** Walks back to the newest button of that label, and presses it. */
  const press = async (label) => {
    await page.waitForFunction((label) =>
      [...document.querySelectorAll('.choices:not(.past) button, .rows .label')]
        .some((button) => button.firstChild.textContent === label), label);
    for (let steps = 0; steps < 60; steps += 1) {
      if (await focused() === label) return key('Enter');
      await key('Shift+Tab');
    }
    assert.fail(`no way to ${label}; at ${await focused()}`);
  };
  const type = async (words) => {
    await page.keyboard.type(words);
    await key('Enter');
  };
  const toField = async () => {
    for (let steps = 0; steps < 60; steps += 1) {
      if (await page.evaluate(() => document.activeElement.id === 'words')) return;
      await key('Tab');
    }
    assert.fail('no way to the field');
  };
  await toField();
  await type('lampu jalan depan SD 3 mati dari kemarin');
  await press('Setuju, lanjut');
  await press('Kategori lain');
  await press('Lihat pilihan');
  await page.waitForSelector('dialog[open]');
  await press('Lampu jalan');
  await rows(page, 8);
  await toField();
  await type('depan SDN 3, Jalan Melati');
  await press('Publik');
  await press('Kirim');
  await rows(page, 14);
  assert.match((await talk(page)).at(-1), /e-mail/);
  await toField();
  await type('sari@contoh.id');
  await rows(page, 16);
  await type(await served.code('sari@contoh.id'));
  await rows(page, 18);
  await press('Kirim');
  await page.getByText(/LP-\w{4}-\w{4}/).last().waitFor({ timeout: 5_000 })
    .catch(async () => assert.fail((await talk(page)).join("\n")));
  await page.close();
});

test('what the bot said can be replied to, and is quoted again after a reload', TIME, async (t) => {
  const served = await stage();
  t.after(() => served.end());
  const page = await open(served.url);
  await served.begin('id', false);
  await says(page, 'halo');
  await rows(page, 2);
  const quoted = () => page.locator('.row.me blockquote').allTextContents();
  const replying = page.locator('#reply');

  await page.getByRole('button', { name: /^Balas: Halo!/ }).click();
  assert.match(await replying.textContent(), /Membalas: Halo!/);
  assert.ok(await page.evaluate(() => document.activeElement.id === 'words'));
  await page.keyboard.press('Escape');
  assert.ok(await replying.isHidden(), 'she thought better of it');
  await says(page, 'satu');
  await rows(page, 4);
  assert.deepEqual(await quoted(), []);

  await page.locator('.reply').first().click();
  await says(page, 'dua');
  await rows(page, 6);
  assert.ok(await replying.isHidden(), 'it holds for one message');
  await says(page, 'tiga');
  await rows(page, 8);
  const [before] = await quoted();
  assert.match(before, /^Halo!/);
  await page.reload();
  await rows(page, 8);
  assert.deepEqual(await quoted(), [before]);
  await page.close();
});

test('a photo is seen at once, and still after a reload', TIME, async (t) => {
  const served = await city();
  t.after(() => served.end());
  const page = await open(served.url);
  const seen = () => page.waitForFunction(() => document.querySelector('.thumb')?.naturalWidth > 0);
  await page.setInputFiles('#file', PHOTO);
  await seen();
  await page.waitForSelector('.row.me .sent');
  await page.reload();
  await seen();
  await page.close();
});

test('what people write is never markup, and leads nowhere', TIME, async (t) => {
  const served = await stage();
  t.after(() => served.end());
  const page = await open(served.url);
  await served.begin('id', false);
  const nasty = '<img src=x onerror="document.title=1"> *tebal* https://jahat.example/x';
  await says(page, nasty);
  await rows(page, 2);
  assert.equal(await page.locator('.row.me .words').textContent(), nasty);
  assert.equal(await page.locator('.row img[src="x"], .row a').count(), 0);
  await page.close();
});

test('long words stay inside a narrow window', TIME, async (t) => {
  const served = await stage();
  t.after(() => served.end());
  const page = await open(served.url, { viewport: { width: 320, height: 600 } });
  await served.begin('id', false);
  await says(page, `${'pertanggungjawaban'.repeat(12)} https://contoh.id/${'a'.repeat(200)}`);
  await rows(page, 2);
  assert.ok(await fits(page));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `the page is ${wide} px wide`);
  await page.close();
});

test('the language can be changed, and the bot follows', TIME, async (t) => {
  const served = await city();
  t.after(() => served.end());
  const page = await open(served.url);
  await page.click('#language');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await says(page, 'hello');
  await rows(page, 2);
  assert.match((await talk(page))[1], /Hello!/);
  await page.click('#language');
  await rows(page, 4);
  assert.match((await talk(page))[3], /Halo!/);
  await page.close();
});

test('one line puts the chat into another site', TIME, async (t) => {
  const served = await stage();
  t.after(() => served.end());
  const site = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end(`<!doctype html><html lang="en"><title>City</title><h1>The city</h1>
      <script src="${served.url}/chat/embed.js" async></script>`);
  });
  t.after(() => site.close());
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  await served.begin('en', false);
  const page = await chromium.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`http://127.0.0.1:${site.address().port}`);
  await page.getByRole('button', { name: 'Open the complaint chat' }).click();
  const chat = page.frameLocator('iframe[title="Complaint chat"]');
  await chat.locator('#words').fill('hello');
  await chat.locator('#words').press('Enter');
  await chat.getByText('Hello!').waitFor();
  await chat.getByRole('button', { name: 'Close the chat' }).click();
  await page.locator('iframe').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Open the complaint chat' }).click();
  assert.ok(await chat.getByText('Hello!').isVisible(), 'the talk is still there');
  await page.close();
});
