// Pictures of every public page and of every page of the panel, into the folder that is named.

import { join } from 'node:path';
import { town } from './city.mjs';
import { browser } from './stage.mjs';

const folder = process.argv[2];
const [chromium, city] = await Promise.all([browser(), town()]);

const LOOKS = [
  ['phone-id', 390, 'light', 'id-ID'],
  ['phone-en', 390, 'dark', 'en-GB'],
  ['desk-id', 1280, 'light', 'id-ID'],
  ['desk-en', 1280, 'dark', 'en-GB'],
];

const session = await chromium.newContext();
await city.signIn(await session.newPage(), 'coordinator');
const cookies = await session.cookies();
await session.close();

for (const [look, width, colorScheme, locale] of LOOKS) {
  const context = await chromium.newContext({
    viewport: { width, height: 800 }, colorScheme, locale, timezoneId: 'Asia/Jakarta', reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const take = async (called, path) => {
    await page.goto(city.url + path, { waitUntil: 'load' });
    // What is below the first screen is in the picture too.
    await page.evaluate(() => document.querySelectorAll('img').forEach((image) => (image.loading = 'eager')));
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${look}-${called}.png`), fullPage: true });
  };
  for (const [called, path] of Object.entries(city.everybody)) await take(`public-${called}`, path);
  await take('panel-sign-in', '/panel/sign-in');
  await take('panel-join', '/panel/join');
  await context.addCookies(cookies);
  await take('panel-home', '/panel');
  const links = await page.locator('.menu nav a, main a').evaluateAll((links) =>
    links.map((link) => new URL(link.href).pathname));
  // One of each kind: the pages of the menu, and the first complaint.
  const kind = (path) => path.split('/')[2];
  const seen = new Set([undefined, '']);
  for (const path of links.filter((path) => path.startsWith('/panel'))) {
    if (seen.has(kind(path))) continue;
    seen.add(kind(path));
    await take(`panel-${kind(path)}`, path);
  }
  await context.close();
}
await chromium.close();
await city.end();
