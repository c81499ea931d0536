// The invented city: its public pages, and the panel as somebody sees it who works there.

import { demo } from './stage.mjs';

/** Starts the city, and finds out which complaints there are to look at. */
export async function town() {
  const served = await demo();
  const text = async (path) => (await fetch(served.url + path)).text();
  const listed = [...(await text('/find')).matchAll(/href="(\/c\/[^"]+)"/g)].map(([, path]) => path);
  const pages = await Promise.all(listed.map(async (path) => [path, await text(path)]));
  const liveliest = pages.sort(([, one], [, other]) => other.length - one.length)[0][0];
  const [, point] = /data-point="([^"]+)"/.exec(await text('/find'));
  return {
    ...served,
    /** Every public page, by what to call it. */
    everybody: {
      front: '/',
      all: '/find',
      found: '/find?q=lampu',
      'found-nothing': '/find?q=gajah',
      around: '/around',
      'around-here': `/around?at=${point}`,
      complaint: liveliest,
      absent: '/c/LP-7K3M-9QXT',
      nowhere: '/nowhere',
    },
    /** Signs an officer of that role in. */
    signIn: async (page, role) => {
      const told = await text('/demo');
      const password = /password is <strong class="code">([^<]+)/.exec(told)[1];
      const row = told.split('<li>').find((row) => row.includes(`>${role}</span>`));
      const [, email] = /<span class="code">([^<]+)/.exec(row);
      const [, code] = /· <strong class="code">([^<]+)/.exec(row);
      await page.goto(`${served.url}/panel/sign-in`);
      await page.fill('#email', email);
      await page.fill('#password', password);
      await page.press('#password', 'Enter');
      await page.fill('#code', code);
      await page.press('#code', 'Enter');
      await page.waitForURL(`${served.url}/panel`);
    },
  };
}
