// What axe finds wrong for people who see, hear or move otherwise: nothing, in light and in dark.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AXE, wrong } from './axe.mjs';
import { browser, stage } from './stage.mjs';

let chromium, served;
before(async () => ([chromium, served] = await Promise.all([browser(), stage()])));
after(() => Promise.all([chromium.close(), served.end()]));

const looksWell = async (page, what) => assert.deepEqual(await wrong(page), [], what);

for (const colorScheme of ['light', 'dark']) {
  for (const width of [390, 1280]) {
    test(`nothing is in anybody's way (${colorScheme}, ${width} px)`, { timeout: 30_000 }, async () => {
      const page = await chromium.newPage({ colorScheme, viewport: { width, height: 800 } });
      await served.begin('id', false);
      await page.goto(`${served.url}/chat?lang=id`);
      await page.waitForSelector('html[data-ready]');
      await page.evaluate(AXE);
      await looksWell(page, 'at first');
      await page.fill('#words', 'lampu jalan depan SD 3 mati dari kemarin');
      await page.press('#words', 'Enter');
      await page.waitForSelector('.row.bot');
      await page.click('text=Setuju, lanjut');
      await page.waitForSelector('.row.bot >> nth=1');
      await looksWell(page, 'in a talk');
      await page.locator('.reply').last().click();
      await looksWell(page, 'replying');
      await page.keyboard.press('Escape');
      await page.click('text=Kategori lain');
      await page.locator('.opener').click();
      await looksWell(page, 'with a list open');
      await page.click('#sheet-close');
      await page.context().setOffline(true);
      await page.fill('#words', 'halo');
      await page.press('#words', 'Enter');
      await page.waitForSelector('.state.waiting');
      await page.waitForSelector('.banner:not(:empty)');
      await looksWell(page, 'without a connection');
      await page.close();
    });
  }
}
