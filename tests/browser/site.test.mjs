// Every page of the invented city, on a phone and on a desk, in light and in dark, in both languages:
// nothing that axe finds wrong, nothing that scrolls sideways, nothing that a public page may not
// load; and a map that is drawn beside the list.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AXE, wrong } from './axe.mjs';
import { town } from './city.mjs';
import { walk } from './panel.mjs';
import { browser } from './stage.mjs';

let chromium, city;
before(async () => {
  chromium = await browser();
  city = await town(chromium);
}, { timeout: 120_000 });
after(() => Promise.all([chromium.close(), city.end()]));

/** Each language, scheme and width meets each of the others once. */
const LOOKS = [
  ['id-ID', 'light', 390], ['en-GB', 'dark', 390], ['id-ID', 'dark', 1280], ['en-GB', 'light', 1280],
];

for (const [locale, colorScheme, width] of LOOKS) {
  test(`every public page looks well (${locale}, ${colorScheme}, ${width} px)`, { timeout: 120_000 }, async () => {
    const context = await chromium.newContext({ colorScheme, locale, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const refused = [];
    page.on('console', (said) => said.type() === 'error' && refused.push(said.text()));
    page.on('pageerror', (error) => refused.push(String(error)));
    for (const [called, path] of Object.entries(city.everybody)) {
      await page.goto(city.url + path, { waitUntil: 'networkidle' });
      await page.evaluate(AXE);
      assert.deepEqual(await wrong(page), [], called);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${called} is ${wide} px wide`);
      assert.equal(await page.getAttribute('html', 'lang'), locale.slice(0, 2), called);
    }
    const told = refused.filter((text) => !text.includes('404'));
    assert.deepEqual(told, []);
    await context.close();
  });
}

for (const [locale, colorScheme, width] of [['id-ID', 'dark', 390], ['en-GB', 'light', 1280]]) {
  test(`every page of the panel looks well (${locale}, ${colorScheme}, ${width} px)`, { timeout: 240_000 }, async () => {
    const context = await chromium.newContext({ colorScheme, locale, viewport: { width, height: 800 } });
    let pages = 0;
    await walk(city, context, async (page, called) => {
      pages += 1;
      await page.evaluate(AXE);
      assert.deepEqual(await wrong(page), [], called);
      assert.equal(await page.getAttribute('html', 'lang'), locale.slice(0, 2), called);
      // The other width needs no walk of its own.
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${called} is ${wide} px wide at ${width} px`);
      }
      await page.setViewportSize({ width, height: 800 });
    });
    assert.ok(pages > 50, `${pages} pages`);
    await context.close();
  });
}

test('a map shows what the list beside it lists, and each pin leads there', { timeout: 60_000 }, async () => {
  const page = await chromium.newPage({ viewport: { width: 1280, height: 1200 } });
  await page.goto(`${city.url}/find`, { waitUntil: 'networkidle' });
  const listed = await page.locator('[data-point]').count();
  assert.equal(await page.locator('.pin').count(), listed);
  const pin = page.locator('.pin').first();
  const called = await pin.getAttribute('aria-label');
  await pin.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/c\//);
  assert.equal(await page.textContent('h1'), called);
  await page.close();
});

test('at the counter a click on the map is the point, and what is typed moves the pin', { timeout: 60_000 }, async () => {
  const context = await chromium.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 1000 } });
  await context.addCookies(await city.cookies('coordinator'));
  const page = await context.newPage();
  await page.goto(`${city.url}/panel/counter`, { waitUntil: 'networkidle' });
  assert.equal(await page.locator('.map .area-name').count(), 7);
  const name = page.locator('.map .area-name', { hasText: 'Watu Gilang' });
  const { x, y, width, height } = await name.boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
  const point = await page.inputValue('#point');
  assert.match(point, /^-7\.4\d{5}, 111\.2\d{5}$/);
  assert.equal(await page.locator('.pin').count(), 1);
  await page.fill('#point', 'nowhere');
  assert.equal(await page.locator('.pin').count(), 0);
  await page.fill('#point', point);
  assert.equal(await page.locator('.pin').count(), 1);
  await page.fill('#words', 'Lampu jalan mati sejak kemarin malam');
  await page.selectOption('#category', 'lampu-jalan');
  await page.click('main form button');
  await page.click('main a[href*="/complaints/"]');
  await page.waitForURL(/\/complaints\//);
  assert.match(await page.textContent('main'), /Area: Watu Gilang/);
  await context.close();
});

test('whoever says where she is sees what is near, and a link brings what is to be said', { timeout: 60_000 }, async () => {
  const context = await chromium.newContext({
    permissions: ['geolocation'], geolocation: { latitude: -6.2, longitude: 106.8 },
  });
  const page = await context.newPage();
  await page.goto(`${city.url}/around`);
  await page.click('[data-here]');
  await page.waitForURL(/at=-6\.200/);
  await page.goto(city.url + city.everybody.complaint);
  const say = await page.textContent('.says .code');
  await page.click('.says a');
  await page.waitForSelector('html[data-ready]');
  assert.equal(await page.inputValue('#words'), say);
  assert.equal(await page.isDisabled('#send'), false);
  await context.close();
});

test('the pages are read and walked without a script', { timeout: 60_000 }, async () => {
  const context = await chromium.newContext({ javaScriptEnabled: false, locale: 'id-ID' });
  const page = await context.newPage();
  await page.goto(city.url);
  await page.fill('#q', 'lampu');
  await page.press('#q', 'Enter');
  await page.click('.report .title >> nth=0');
  await page.waitForURL(/\/c\//);
  assert.ok((await page.locator('.story li').count()) > 0);
  assert.equal(await page.locator('.map').first().isVisible(), false);
  await page.click('footer button[value=en]');
  await page.waitForURL(/\/c\//);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await context.close();
});
