import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { parse as parseScript } from 'acorn';

import { NAMES, protocolTypes } from '../protocol_types.js';

const sdk = fileURLToPath(new URL('../../../web/sdk/', import.meta.url));
const tests = fileURLToPath(new URL('../', import.meta.url));
const modules = readdirSync(sdk).filter((name) => name.endsWith('.js'));
const source = (name) => readFileSync(sdk + name, 'utf8');
const BYTES_MAX = 12 * 1024;

test('W29 all modules together, each compressed as it is sent, stay under 12 KiB', (context) => {
  const bytes = modules.reduce((sum, name) => sum + gzipSync(source(name), { level: 9 }).length, 0);
  const lines = modules.reduce((sum, name) => sum + source(name).split('\n').length - 1, 0);
  context.diagnostic(`${modules.length} modules, ${lines} lines, ${bytes} of ${BYTES_MAX} bytes gzipped`);
  assert.ok(modules.length >= 10, 'they were found');
  assert.ok(bytes < BYTES_MAX, `${bytes} bytes`);
});

test('W30 every module is ES2020, without top-level await, and imports nothing but its neighbours', () => {
  for (const name of modules) {
    const { body } = parseScript(source(name), { ecmaVersion: 2020, sourceType: 'module' });
    const imported = body.filter(({ source: from }) => from).map(({ source: from }) => from.value);
    for (const from of imported) assert.ok(modules.some((other) => from === `./${other}`), `${name} imports ${from}`);
  }
});

test('W30 the modules are strictly typed, and take from their surroundings what the list says and no more', () => {
  const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  const run = (...more) => execFileSync(process.execPath, [tsc, '-p', `${tests}tsconfig.json`, ...more], { encoding: 'utf8' });
  const checked = run('--listFilesOnly').split('\n');
  for (const name of modules) assert.ok(checked.some((file) => file.endsWith(`web/sdk/${name}`)), `${name} is checked`);
  try {
    run();
  } catch (error) {
    assert.fail(error.stdout);
  }
});

/** The smallest schema with every name that is needed. */
const schemaOf = (names) => ({
  type: 'object',
  properties: {},
  $defs: Object.fromEntries(names.map((name) => [name, {
    type: 'object', properties: { b: { type: 'integer' }, a: { type: ['string', 'null'] } }, required: ['b'],
  }])),
});

test('W31 the declarations that are kept hold every name that the sources import', () => {
  const kept = source('types/protocol.d.ts');
  for (const name of NAMES) assert.match(kept, new RegExp(`^export (type|interface) ${name}\\b`, 'm'), name);
});

test('W31 the same schema gives the same declarations, however its members are ordered', async () => {
  const made = await protocolTypes(schemaOf(NAMES));
  assert.match(made, /export interface View \{\n {2}a\?: string \| null;\n {2}b: number;\n\}/);
  assert.equal(await protocolTypes(schemaOf([...NAMES].reverse())), made);
  assert.doesNotMatch(made, /referenced by/);
});

test('W31 a schema without a name that is needed makes no declarations', async () => {
  await assert.rejects(protocolTypes(schemaOf(NAMES.filter((name) => name !== 'TurnView'))), /TurnView/);
  await assert.rejects(protocolTypes({}), /ClientMessage/);
});
