// Signing in on the page without a code: the page shows a link, she sends on her telephone what it has
// filled in there, lets the page in, and the page goes on with what she wanted.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AXE, wrong } from './axe.mjs';
import { fits, tap } from './play.mjs';
import { browser, city, phone } from './stage.mjs';

const WORDS = {
  id: {
    hello: 'halo', welcome: 'Setuju dan lanjut?', menu: 'Ada yang bisa dibantu?', mine: 'laporan saya', agree: 'Setuju, lanjut', without: 'Atau masuk tanpa kode', by: 'Lewat WhatsApp',
    open: 'Buka tautan ini', asked: 'Izinkan chat web', yes: 'Ya, izinkan', done: 'Anda sudah masuk di chat web',
    inside: 'Berhasil masuk', goOn: 'Ya, lanjut', none: 'Belum ada laporan',
  },
  en: {
    hello: 'hello', welcome: 'Agree and continue?', menu: 'How can I help?', mine: 'my reports', agree: 'Agree, continue', without: 'Or sign in without a code', by: 'By WhatsApp',
    open: 'Open this link', asked: 'Let the web chat', yes: 'Yes, let it in', done: 'You are signed in on the web chat',
    inside: 'Show your reports now?', goOn: 'Yes, go on', none: 'No reports in this account',
  },
};

let chromium;
before(async () => (chromium = await browser()));
after(() => chromium.close());

for (const viewport of [{ width: 390, height: 780 }, { width: 1280, height: 800 }]) {
  for (const [language, say] of Object.entries(WORDS)) {
    test(`let in (${language}, ${viewport.width} px)`, { timeout: 60_000 }, async (t) => {
      const sari = await phone();
      t.after(() => sari.end());
      const served = await city(sari.keys);
      t.after(() => served.end());
      await sari.subscribe(served.url);
      const page = await chromium.newPage({ viewport });
      t.after(() => page.close());
      page.on('pageerror', (error) => assert.fail(error));
      page.setDefaultTimeout(15_000);
      const says = async (text) => {
        await page.fill('#words', text);
        await page.press('#words', 'Enter');
      };
      const hears = (words) => page.locator('.row.bot', { hasText: words }).last().waitFor();

      await page.goto(`${served.url}/chat?lang=${language}`);
      await page.waitForSelector('html[data-ready]');
      await says(say.hello);
      await hears(say.welcome);
      await tap(page, say.agree);
      await hears(say.menu);
      await says(say.mine);
      await hears(say.without);
      await tap(page, say.by);
      await hears(say.open);

      // She opens the link; what it has filled in is sent by her.
      const link = page.locator('.row.bot', { hasText: say.open }).locator('a[href^="https://wa.me/"]');
      const url = new URL(await link.getAttribute('href'));
      assert.equal(url.pathname, `/${sari.keys.ADUAN_WEB__WHATSAPP}`);
      assert.equal(await link.getAttribute('target'), '_blank');
      assert.ok(await fits(page), 'the link stays in the window');
      await page.evaluate(AXE);
      assert.deepEqual(await wrong(page), []);
      await sari.says(say.hello);
      await sari.hears(say.welcome);
      await sari.taps(say.agree);
      await sari.hears(say.menu);
      await sari.says(url.searchParams.get('text'));
      await sari.hears(say.asked);
      assert.equal(await page.locator('.row.bot', { hasText: say.inside }).count(), 0, 'not before she agrees');
      await sari.taps(say.yes);
      await sari.hears(say.done);

      await hears(say.inside);
      await tap(page, say.goOn);
      await hears(say.none);
      assert.ok(await fits(page));
    });
  }
}
