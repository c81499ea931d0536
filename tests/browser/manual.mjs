// The pictures that stand in the documentation, into the folder that is named: what is on the screen,
// of the front page, and of an officer's list, a complaint and the form that says it is mended.

import { join } from 'node:path';
import { town } from './city.mjs';
import { browser } from './stage.mjs';

const folder = process.argv[2];
const chromium = await browser();
const city = await town(chromium);

for (const [language, locale] of [['id', 'id-ID'], ['en', 'en-GB']]) {
  const desk = { viewport: { width: 1100, height: 700 }, locale, colorScheme: 'light' };
  const phone = { viewport: { width: 390, height: 700 }, locale, colorScheme: 'light' };
  const picture = (page, called) => page.screenshot({ path: join(folder, `${called}-${language}.png`) });
  const context = await chromium.newContext(desk);
  const page = await context.newPage();
  if (language === 'en') {
    await page.goto(city.url, { waitUntil: 'networkidle' });
    await picture(page, 'front');
  }
  await context.addCookies(await city.cookies('agent'));
  await page.goto(`${city.url}/panel?pile=department`);
  await picture(page, 'queue');
  // One with a photo that she may say is mended.
  await context.addCookies(await city.cookies('coordinator'));
  await page.goto(`${city.url}/panel?pile=all&stage=in_progress`);
  const links = await page.locator('.queue .what > a').evaluateAll((all) => all.map(({ href }) => href));
  let worked;
  for (const link of links) {
    await page.goto(link);
    worked ??= link;
    if (!(await page.locator('.photos').count())) continue;
    worked = link;
    break;
  }
  await page.goto(worked);
  await page.evaluate(() => Promise.allSettled([...document.images].map((image) => image.decode())));
  await picture(page, 'complaint');
  await context.close();

  const pocket = await chromium.newContext(phone);
  await pocket.addCookies(await city.cookies('coordinator'));
  const small = await pocket.newPage();
  await small.goto(worked);
  await small.click('#resolve summary');
  await small.locator('#resolve').evaluate((form) => form.scrollIntoView());
  await picture(small, 'resolve');
  await pocket.close();
}
await chromium.close();
await city.end();
