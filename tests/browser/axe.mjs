// What axe finds wrong on a page for people who see, hear or move otherwise.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The script, which a page is given before it is looked at. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Everything that is wrong, in a line each. */
export async function wrong(page) {
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map(({ id, impact, nodes }) =>
    `${impact} ${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}
