import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const WEB = new URL('../../../web/', import.meta.url);
const PART = 'console';
const load = async (language) => (await import(new URL(`i18n/${language}/${PART}.js`, WEB).href)).default;
const placeholders = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('W75 the console speaks both languages: the same keys, none empty, with the same placeholders', async () => {
  const [chinese, english] = await Promise.all([load('zh-CN'), load('en')]);
  assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  for (const [key, text] of Object.entries(chinese)) {
    assert.ok(text.trim() && english[key].trim(), key);
    assert.deepEqual(placeholders(text), placeholders(english[key]), key);
  }
});

test('W75 every text of the console is used, and every text that is asked for by its whole key is there', async () => {
  const chinese = await load('zh-CN');
  const folder = new URL('ui/parts/console/', WEB);
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  sources.push(readFileSync(new URL('ui/pages/console.js', WEB), 'utf8'));
  const source = sources.join('\n');
  const asked = [...source.matchAll(/'(console\.\w+)'/g)].map(([, key]) => key);
  assert.deepEqual(asked.filter((key) => !(key in chinese)), []);
  // Keys that are put together: `console.item_${name}`.
  const beginnings = [...source.matchAll(/`(console\.\w*)\$\{/g)].map(([, beginning]) => beginning).filter((each) => each !== 'console.');
  // Those of the session are the names of commands.
  const commands = ['open_session', 'call_recess', 'resume_session', 'adjourn_session', 'seal_session'];
  const ofCommands = commands.flatMap((name) => [`console.${name}`, `console.${name}_explained`]);
  const isUsed = (key) => asked.includes(key) || ofCommands.includes(key) || beginnings.some((beginning) => key.startsWith(beginning));
  assert.deepEqual(Object.keys(chinese).filter((key) => !isUsed(key)), []);
});
