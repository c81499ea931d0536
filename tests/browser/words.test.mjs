// The page's own words are there in both languages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const ASSETS = new URL('../../bots/webchat/src/web/assets/', import.meta.url);
const source = readFileSync(new URL('words.js', ASSETS), 'utf8');
const { TABLE } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

test('both languages hold the same words with the same arguments', () => {
  const shape = (words) =>
    Object.entries(words).map(([key, text]) => `${key} ${text.match(/\{\w+\}/g) ?? ''}`);
  assert.deepEqual(shape(TABLE.id), shape(TABLE.en));
});

test('every word the page asks for is there, and none is left over', () => {
  const files = ['page.html', 'chat.js', 'bubbles.js'].map((name) =>
    readFileSync(new URL(name, ASSETS), 'utf8'));
  const asked = files.join('\n') + source.slice(source.indexOf('let language'));
  for (const [, key] of asked.matchAll(/data-(?:say|name|hint)="([\w-]+)"/g)) {
    assert.ok(key in TABLE.id, key);
  }
  for (const key of Object.keys(TABLE.id)) {
    assert.ok(new RegExp(`["'.]${key}\\b`).test(asked), key);
  }
});
