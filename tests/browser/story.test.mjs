// The story, on a file; and on PostgreSQL in the one language and at the one width most people have, or
// with ADUAN_STORIES=all in both and at both.

import { after, before } from 'node:test';
import { postgres } from './stage.mjs';
import { tell } from './story.mjs';

const [PHONE, DESK] = [{ width: 390, height: 780 }, { width: 1280, height: 800 }];
const all = process.env.ADUAN_STORIES === 'all';

for (const viewport of [PHONE, DESK]) tell(viewport, ['id', 'en'], 'sqlite');

let server;
before(async () => (server = await postgres()));
after(() => server.end());
let cities = 0;
// Each story has a city of its own, in the one database.
const city = () => ({
  ADUAN_STORAGE__URL: server.storage, ADUAN_CITY__JURISDICTION: `lestari-${(cities += 1)}`,
});
for (const viewport of all ? [PHONE, DESK] : [PHONE]) {
  tell(viewport, all ? ['id', 'en'] : ['id'], 'postgres', city);
}
