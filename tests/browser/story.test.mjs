// The story, on a file; and in the one language and the one width most people have, on PostgreSQL.

import { after, before } from 'node:test';
import { postgres } from './stage.mjs';
import { tell } from './story.mjs';

const [PHONE, DESK] = [{ width: 390, height: 780 }, { width: 1280, height: 800 }];

for (const viewport of [PHONE, DESK]) tell(viewport, ['id', 'en'], 'sqlite');

let server;
before(async () => (server = await postgres()));
after(() => server.end());
tell(PHONE, ['id'], 'postgres', () => ({ ADUAN_STORAGE__URL: server.storage }));
