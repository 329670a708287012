// How the browser run itself is to be written.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
/** Taken apart, so that this file does not find itself. */
const FORBIDDEN = ['waitFor' + 'Timeout', 'network' + 'idle', 'ret' + 'ries:', 'timers/' + 'promises', 'test.' + 'skip', 'skip' + ':', 'test.' + 'only'];
const CLOCK = 'setTime' + 'out(';
/** How long a condition may take, how far a network is, and how late timers are, is known in one place each. */
const CLOCK_FILES = ['support/deadline.js', 'support/network.js', 'support/countdown.js'];

test('W51 nothing in the browser run waits for a fixed time, is tried again or is left out', () => {
  assert.ok(files.length > 10, 'the files were found');
  for (const name of files) {
    const text = readFileSync(folder + name, 'utf8');
    for (const word of FORBIDDEN) assert.ok(!text.includes(word), `${name} has ${word}`);
    if (!CLOCK_FILES.includes(name)) assert.ok(!text.includes(CLOCK), `${name} has a timer of its own`);
  }
});
