// A walk through every page of the panel, as whoever looks at them wants to see them.

/** Who works there, and what only she reaches. */
const ROLES = { coordinator: cases, agent: mine, admin: setup };

/**
 * Walks through the panel in that context, and calls `look(page, called)` on every page of it: the
 * lists, a complaint of each kind, every form that comes back because nothing was written into it,
 * the counter, the set-up, one's own account, joining, and what is told when something is not there.
 */
export async function walk(city, context, look) {
  const page = await context.newPage();
  const at = {
    page,
    look: (called) => look(page, called),
    go: async (called, path) => {
      await page.goto(city.url + path, { waitUntil: 'load' });
      if (called) await look(page, called);
    },
    /** Sends a form as it is, also what the browser would not send. */
    send: (form) => Promise.all([
      page.waitForEvent('load'),
      page.locator(form).evaluate((form) => {
        form.noValidate = true;
        form.requestSubmit(form.querySelector('button'));
      }),
    ]),
  };
  await outside(at);
  for (const [role, pages] of Object.entries(ROLES)) {
    await context.addCookies(await city.cookies(role));
    await pages(at, city);
  }
  await page.close();
}

async function outside({ page, look, go, send }) {
  await go('sign-in', '/panel/sign-in');
  await page.fill('#email', 'nobody@lestari.example');
  await page.fill('#password', 'not-a-password');
  await send('main form');
  await look('sign-in-wrong');
  await go('join', '/panel/join');
  await page.fill('#invitation', '7K3M-9QXT-2WBC-5H1D-8RFN');
  await send('main form');
  await look('join-wrong');
}

/** Forms that were looked at already, and need not be again. */
async function everyForm({ page, look, send }, seen) {
  const forms = await page.locator('.acts details:has([required])').evaluateAll((all) => all.map(({ id }) => id));
  const path = page.url();
  for (const form of forms.filter((form) => !seen.has(form))) {
    seen.add(form);
    await send(`#${form} form`);
    await look(`came-back-${form}`);
    await page.goto(path);
  }
}

async function cases(at, city) {
  const { page, look, go, send } = at;
  await go('queue', '/panel');
  await go('queue-filtered', '/panel?pile=all&q=lampu');
  await go('queue-empty', '/panel?pile=all&q=gajah');
  await page.goto(`${city.url}/panel?pile=all`);
  const stages = await page.locator('#stage option[value]:not([value=""])').evaluateAll((all) =>
    all.map(({ value }) => value));
  const seen = new Set();
  const first = page.locator('.queue .what > a').first();
  const one = async (called, from, row = first) => {
    await page.goto(`${city.url}/panel?pile=all&${from}`);
    if (!(await row.count())) return;
    await Promise.all([page.waitForURL(/\/complaints\//), row.first().click()]);
    await look(called);
    await everyForm(at, seen);
  };
  for (const stage of stages) await one(`complaint-${stage}`, `stage=${stage}`);
  await one('complaint-disputed', '', page.locator('tr:has(use[href$="#history"]) .what > a'));
  await one('complaint-private', '', page.locator('tr:has(use[href$="#lock"]) .what > a'));
  const liveliest = city.everybody.complaint.replace('/c/', '/panel/complaints/');
  await go('complaint-liveliest', liveliest);
  await page.goto(`${city.url}/panel?pile=all&stage=closed`);
  const closed = await page.locator('.queue .what > a').evaluateAll((all) => all.map(({ href }) => href));
  for (const path of closed) {
    await page.goto(path);
    if (!(await page.locator('.photos use[href$="#check"]').count())) continue;
    await look('complaint-mended');
    break;
  }
  await go('counter', '/panel/counter');
  await page.fill('#handle', 'not an address');
  await send('main form');
  await look('counter-came-back');
  await go('nowhere', '/panel/nowhere');
  await go('no-complaint', '/panel/complaints/LP-7K3M-9QXT');
}

async function mine(at, city) {
  const { page, look, go } = at;
  await go('queue-mine', '/panel');
  await go('queue-overdue', '/panel?pile=overdue');
  await go(null, '/panel?pile=department&stage=in_progress');
  await page.locator('.queue .what > a').first().click();
  await page.waitForURL(/\/complaints\//);
  await look('complaint-agent');
  await everyForm(at, new Set(['transfer', 'reject', 'remark', 'respond', 'assign', 'hand']));
  await go('setup-refused', '/panel/setup');
  for (const room of ['', '/password', '/device', '/sessions', '/recovery']) {
    await go(`account${room.replace('/', '-')}`, `/panel/account${room}`);
  }
  await page.fill('#current', city.password);
  await at.send('main form');
  await look('account-recovery-codes');
  await go(null, '/panel/account/password');
  await at.send('main form');
  await look('account-password-came-back');
}

async function setup(at) {
  const { page, look, go, send } = at;
  await go('setup', '/panel/setup');
  for (const kind of ['departments', 'categories', 'areas', 'replies', 'calendar', 'officers']) {
    await go(`setup-${kind}`, `/panel/setup/${kind}`);
    // Where there are none yet, the form of a new one.
    const change = page.locator('.rows a[href*="/one"]').or(page.locator('main a[href$="/one"]')).last();
    await Promise.all([page.waitForURL(/\/one/), change.click()]);
    await look(`setup-${kind}-one`);
    if (kind === 'officers') continue;
    const typed = page.locator('main form[action$="/one"] :is(input:not([type]):not([readonly]), textarea)').first();
    await typed.fill('');
    await send('main form[action$="/one"]');
    await look(`setup-${kind}-came-back`);
  }
  await go('setup-history', '/panel/setup/history');
  await go('setup-officers-add', '/panel/setup/officers/one');
  await go(null, '/panel/setup/officers');
  await page.locator('.rows a').last().click();
  await page.waitForURL(/\/one\?/);
  await send('form[action$="/invite"]');
  await look('invitation');
  const [invitation] = await page.locator('main .code').allTextContents();
  await go(null, '/panel/join');
  await page.fill('#invitation', invitation);
  await send('main form');
  await look('join-device');
  await page.fill('#code', '000000');
  await send('main form');
  await look('join-device-wrong');
}
