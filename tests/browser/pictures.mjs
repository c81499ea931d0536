// Pictures of the page in all its states, into the folder that is named.

import { join } from 'node:path';
import { PHOTO, browser, stage, wire } from './stage.mjs';
import { tap } from './play.mjs';

const folder = process.argv[2];
const [chromium, served] = await Promise.all([browser(), stage()]);

const LOOKS = [
  ['phone-light', 390, 780, 'light', 'id'],
  ['phone-dark', 390, 780, 'dark', 'en'],
  ['desk-light', 1280, 800, 'light', 'id'],
  ['desk-dark', 1280, 800, 'dark', 'en'],
];
const WORDS = {
  id: ['lampu jalan depan SD 3 mati dari kemarin', 'Setuju, lanjut', 'Kategori lain', 'Lampu jalan',
    'depan SDN 3, Jalan Melati'],
  en: ['the street light at SD 3 is out since yesterday', 'Agree, continue', 'Other category',
    'Street light', 'in front of SDN 3, Jalan Melati'],
};

for (const [look, width, height, colorScheme, language] of LOOKS) {
  const cable = await wire(served.port);
  const page = await chromium.newPage({
    viewport: { width, height }, colorScheme, timezoneId: 'Asia/Jakarta', reducedMotion: 'reduce',
  });
  await page.clock.setFixedTime('2026-11-21T08:30:00+07:00');
  const picture = (name) => page.screenshot({ path: join(folder, `${look}-${name}.png`) });
  const rows = (count) => page.waitForFunction((count) =>
    document.querySelectorAll('.row').length >= count && !document.querySelector('.waiting'), count);
  const says = async (text) => {
    await page.fill('#words', text);
    await page.press('#words', 'Enter');
  };
  const [report, agree, other, category, place] = WORDS[language];

  await served.begin(language, false);
  await page.goto(`${cable.url}/chat?lang=${language}`);
  await page.waitForSelector('html[data-ready]');
  await picture('1-hello');
  await says(report);
  await rows(2);
  await picture('2-welcome');
  await tap(page, agree);
  await rows(4);
  await tap(page, other);
  await rows(6);
  await page.click('.row:last-of-type .opener, .choices:not(.past) .opener');
  await picture('3-list');
  await page.locator('#sheet-choices button', { hasText: category }).first().click();
  await rows(8);
  await page.click('#place');
  await picture('4-place');
  await page.click('#sheet-close');
  await says(place);
  await rows(10);
  await page.setInputFiles('#file', PHOTO);
  await rows(11);
  await picture('5-photo');
  await page.locator('.reply').last().click();
  await says('depan gerbang');
  await rows(13);
  await page.locator('.reply').last().click();
  await picture('6-reply');
  await page.keyboard.press('Escape');
  cable.cut();
  await says('ok');
  await page.waitForSelector('.banner:not(:empty)');
  await picture('7-no-connection');
  await page.close();
  cable.end();
}
await chromium.close();
await served.end();
