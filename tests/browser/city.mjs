// The invented city: its public pages, and the panel as somebody sees it who works there.

import { demo } from './stage.mjs';

const PASSWORD = /password is <strong class="code">([^<]+)/;

/** Signs an officer of that role in, and returns the cookies she has then. */
async function signIn(chromium, url, role) {
  const told = await (await fetch(`${url}/demo`)).text();
  const row = told.split('<li>').find((row) => row.includes(`>${role}</span>`));
  const [, email] = /<span class="code">([^<]+)/.exec(row);
  const [, code] = /· <strong class="code">([^<]+)/.exec(row);
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/panel/sign-in`);
  await page.fill('#email', email);
  await page.fill('#password', PASSWORD.exec(told)[1]);
  await page.press('#password', 'Enter');
  await page.fill('#code', code);
  await page.press('#code', 'Enter');
  await page.waitForURL(`${url}/panel`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** Starts the city, and finds out which complaints there are to look at. */
export async function town(chromium) {
  const signedIn = {};
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
    /** What every officer signs in with. */
    password: PASSWORD.exec(await text('/demo'))[1],
    /** The cookies of an officer of that role, who signs in once. */
    cookies: (role) => (signedIn[role] ??= signIn(chromium, served.url, role)),
  };
}
