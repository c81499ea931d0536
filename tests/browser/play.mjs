// Plays the transcripts of all flows on the page and compares every bubble and button.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHOTO, browser, stage } from './stage.mjs';
import { transcripts, written } from './transcripts.mjs';

/** One test for each flow and language, in a window of that size. */
export function play(viewport) {
  let chromium, served;
  before(async () => {
    [chromium, served] = await Promise.all([browser(), stage()]);
  });
  after(() => Promise.all([chromium.close(), served.end()]));

  for (const { flow, language, steps } of transcripts()) {
    test(`${flow} (${language}, ${viewport.width} px)`, { timeout: 30_000 }, async () => {
      const { url } = served;
      const page = await chromium.newPage({ viewport });
      page.on('pageerror', (error) => assert.fail(error));
      const prelude = steps[0].does.startsWith('* ');
      await served.begin(language, prelude);
      await page.goto(`${url}/chat?lang=${language}`);
      await page.waitForSelector('html[data-ready]');
      if (prelude) {
        // Her first words were before the transcript; here they only tell whose browser it is.
        await says(page, 'halo');
        await page.waitForSelector('.row.me .sent');
      }
      for (const { does, answers } of steps) {
        const stood = await page.locator('.row.bot').count();
        await act(page, served, does, stood === 0);
        const bubbles = answers.filter((line) => line.startsWith('bot: ')).length;
        await page.waitForFunction(
          (count) => document.querySelectorAll('.row.bot').length >= count,
          stood + bubbles,
          { timeout: 5_000 },
        ).catch(() => {}); // The comparison tells more.
        assert.deepEqual(await page.evaluate(written, stood), answers, does);
        assert.ok(await fits(page), `something is wider than the window after: ${does}`);
      }
      await page.close();
    });
  }
}

/** Whether nothing reaches beyond the window. */
export const fits = (page) =>
  page.evaluate(() => document.querySelector('#log').scrollWidth <= innerWidth);

async function says(page, text) {
  await page.fill('#words', text);
  await page.press('#words', 'Enter');
}

async function act(page, served, does, first) {
  const act = does.replace(/^Sari: /, '');
  const label = /^\[(.*)\]$/.exec(act)?.[1];
  const photo = /^\(photo\) ?(.*)$/.exec(act);
  const reply = /^\(to (\S+)\) ([^(].*)$/.exec(act);
  const told = reply && page.locator('.row.bot', { hasText: reply[1] });
  const place = /^\(location (-?[\d.]+), (-?[\d.]+)\)$/.exec(act);
  if (label && first) {
    await served.happens(does); // she taps what was said before the transcript begins
  } else if (await told?.count()) {
    await told.last().getByRole('button', { name: /^(Balas|Reply to): / }).click();
    await says(page, reply[2]);
  } else if (does.startsWith('* ') || /^(\{|\((voice|sticker|something|changes|her contact|somebody|to ))/.test(act)) {
    await served.happens(does); // no page can send it
  } else if (label) {
    await tap(page, label);
  } else if (photo) {
    const sent = await page.locator('.row.me .state.sent').count();
    if (photo[1]) await page.fill('#words', photo[1]);
    await page.setInputFiles('#file', PHOTO);
    await page.waitForFunction(
      (count) => document.querySelectorAll('.row.me .state.sent').length > count, sent);
  } else if (place && Math.abs(place[1]) > 90) {
    await served.happens(does); // no browser says it is there
  } else if (place) {
    const [latitude, longitude] = place.slice(1).map(Number);
    await page.context().grantPermissions(['geolocation']);
    await page.context().setGeolocation({ latitude, longitude });
    await page.click('#place');
    await page.click('#sheet-choices .primary');
  } else {
    await says(page, act);
  }
}

/** Taps the newest choice of that label, which may stand in a list. */
export async function tap(page, label) {
  const found = await page.evaluate((label) => {
    const reads = (button) => button.firstChild.textContent === label;
    for (const row of [...document.querySelectorAll('.row.bot')].reverse()) {
      const buttons = [...row.querySelectorAll('.choices button')];
      const opener = buttons.find((button) => button.matches('.opener'));
      opener?.click();
      const choices = opener ? [...document.querySelectorAll('#sheet-choices .label')] : buttons;
      const choice = opener
        ? choices.find((choice) => choice.textContent === label)?.parentElement
        : choices.find(reads);
      if (choice) return choice.click() ?? true;
      if (opener) document.querySelector('#sheet-close').click();
    }
    return false;
  }, label);
  assert.ok(found, `no choice says ${label}`);
}
