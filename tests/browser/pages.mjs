// Pictures of every public page and of every page of the panel, into the folder that is named.

import { join } from 'node:path';
import { town } from './city.mjs';
import { walk } from './panel.mjs';
import { browser } from './stage.mjs';

const folder = process.argv[2];
const chromium = await browser();
const city = await town(chromium);

const LOOKS = [
  ['phone-id', 390, 'light', 'id-ID'],
  ['phone-en', 390, 'dark', 'en-GB'],
  ['desk-id', 1280, 'light', 'id-ID'],
  ['desk-en', 1280, 'dark', 'en-GB'],
];

for (const [look, width, colorScheme, locale] of LOOKS) {
  const context = await chromium.newContext({
    viewport: { width, height: 800 }, colorScheme, locale, timezoneId: 'Asia/Jakarta', reducedMotion: 'reduce',
  });
  const take = async (page, called) => {
    // What is below the first screen is in the picture too.
    await page.evaluate(() => Promise.allSettled([...document.images].map((image) => {
      image.loading = 'eager';
      return image.decode();
    })));
    await page.screenshot({ path: join(folder, `${look}-${called}.png`), fullPage: true });
  };
  const page = await context.newPage();
  for (const [called, path] of Object.entries(city.everybody)) {
    await page.goto(city.url + path);
    await take(page, `public-${called}`);
  }
  await walk(city, context, (page, called) => take(page, `panel-${called}`));
  await context.close();
}
await chromium.close();
await city.end();
