import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { modulesBelow, source, syntax, walk, web } from './sources.js';

const PARTS = readdirSync(join(web, 'i18n/zh-CN')).map((name) => name.replace(/\.js$/, ''));
/** @type {(language: string, part: string) => Promise<Record<string, string>>} */
const catalogue = async (language, part) => (await import(join(web, 'i18n', language, `${part}.js`))).default;
/** @type {(language: string) => Promise<Record<string, string>>} */
const whole = async (language) => Object.assign({}, ...(await Promise.all(PARTS.map((part) => catalogue(language, part)))));
/** @type {(text: string) => string[]} */
const placeholders = (text) => (text.match(/\{\w+\}/g) || []).sort();

test('W90 both catalogues have the same keys with the same placeholders, and every text says something', async () => {
  assert.deepEqual(readdirSync(join(web, 'i18n/en')).sort(), readdirSync(join(web, 'i18n/zh-CN')).sort());
  for (const part of PARTS) {
    const [chinese, english] = await Promise.all([catalogue('zh-CN', part), catalogue('en', part)]);
    assert.deepEqual(Object.keys(english).sort(), Object.keys(chinese).sort(), part);
    for (const [key, text] of Object.entries(chinese)) {
      assert.ok(text.trim() && english[key].trim(), key);
      assert.deepEqual(placeholders(english[key]), placeholders(text), key);
    }
  }
});

test('W90 no key stands in two parts of a catalogue', async () => {
  const keys = (await Promise.all(PARTS.map((part) => catalogue('zh-CN', part)))).flatMap(Object.keys);
  assert.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), []);
});

test('W91 what people read stands in the catalogues alone', () => {
  for (const path of modulesBelow('ui')) {
    walk(syntax(path), (node) => {
      const text = node.type === 'Literal' ? node.value : node.type === 'TemplateElement' ? node.value.cooked : '';
      assert.doesNotMatch(String(text), /\p{Script=Han}/u, `${path}: ${text}`);
    });
  }
});

test('W92 every key that the client asks for by name is there', async () => {
  const known = await whole('zh-CN');
  for (const path of modulesBelow('ui')) {
    walk(syntax(path), (node) => {
      if (node.type !== 'CallExpression' || node.callee.name !== 't') return;
      const [key] = node.arguments;
      if (key.type === 'Literal') assert.ok(key.value in known, `${path} asks for ${key.value}`);
      if (key.type === 'TemplateLiteral') {
        const begin = key.quasis[0].value.cooked;
        assert.ok(Object.keys(known).some((each) => each.startsWith(begin)), `${path} asks for ${begin}…`);
      }
    });
  }
});

test('W92 every text is asked for', async () => {
  const sources = modulesBelow('ui').map(source).join('\n');
  for (const key of Object.keys(await whole('zh-CN'))) {
    const prefix = key.slice(0, key.lastIndexOf('.'));
    const isNamed = sources.includes(`'${key}'`);
    const isMade = prefix && (sources.includes(`\`${prefix}.\${`) || sources.includes(`'${prefix}', `) || sources.includes(`${key.slice(0, key.lastIndexOf('_') + 1)}\${`));
    assert.ok(isNamed || isMade, `nobody asks for ${key}`);
  }
});

test('W93 every refusal code, and every name of a union that people see, has a text in both languages', async () => {
  const declared = readFileSync(join(web, 'sdk/types/protocol.d.ts'), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
  /** @type {(name: string) => string[]} */
  const names = (name) => {
    const [, union] = new RegExp(`export type ${name} =([^;]*);`).exec(declared) || [];
    assert.ok(union, `${name} is declared`);
    return [...union.matchAll(/'(\w+)'/g)].map(([, each]) => each);
  };
  const unions = {
    refusal: 'Code', role: 'Role', kind: 'RequestKind', kind_explained: 'RequestKind', item_kind: 'ItemKind',
    item_state: 'ItemState', phase: 'Phase', phase_explained: 'Phase', turn_state: 'TurnStateView', commitment_state: 'CommitmentState', finding: 'Finding', review_finding: 'ReviewFinding', how: 'TurnEnd', why: 'Why',
  };
  for (const language of ['zh-CN', 'en']) {
    const known = await whole(language);
    for (const [prefix, union] of Object.entries(unions)) {
      assert.ok(names(union).length > 0);
      for (const name of names(union)) assert.ok(`${prefix}.${name}` in known, `${language} has no ${prefix}.${name}`);
    }
  }
});
