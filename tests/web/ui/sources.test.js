import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { closure, importsOf, modulesBelow, source, syntax, walk } from './sources.js';

/** What a member's phone runs before the first screen stands. */
const FIRST = [
  'ui/main.js', 'ui/pages/join.js', 'ui/pages/room.js', 'ui/pages/member.js', 'i18n/zh-CN/common.js', 'i18n/zh-CN/room.js',
];
const BYTES_MAX = 60 * 1024;

test('W94 the shell asks at once for every module of the first screen, and for no other', () => {
  const asked = [...source('index.html').matchAll(/rel="modulepreload" href="%ASSETS%\/([^"]+)"/g)].map(([, path]) => path);
  assert.deepEqual(asked.sort(), closure(FIRST).filter((path) => path !== 'ui/main.js'));
});

test('W95 the first load of a phone stays under 60 KiB gzipped', (context) => {
  const files = ['index.html', 'app.css', 'icon.svg', 'ui/first_paint.js', ...closure(FIRST)];
  const bytes = files.reduce((sum, path) => sum + gzipSync(source(path), { level: 9 }).length, 0);
  context.diagnostic(`${files.length} files, ${bytes} of ${BYTES_MAX} bytes gzipped`);
  assert.ok(bytes < BYTES_MAX, `${bytes} bytes`);
});

test('W96 modules of the interface are ES2020, open no socket, and write no markup', () => {
  const forbidden = ['WebSocket', 'EventSource', 'XMLHttpRequest', 'innerHTML', 'outerHTML', 'insertAdjacentHTML', 'eval', 'write'];
  for (const path of modulesBelow('ui')) {
    // Parsing as ES2020 refuses private fields and a top-level await.
    walk(syntax(path), (node) => {
      if (node.type === 'Identifier') assert.ok(!forbidden.includes(node.name), `${path} uses ${node.name}`);
      if (node.type === 'Literal') assert.ok(node.value !== 'style', `${path} writes a style, which the policy refuses`);
    });
  }
});

test('W97 the SDK and the catalogues know nothing of the interface', () => {
  for (const path of [...modulesBelow('sdk'), ...modulesBelow('i18n')]) {
    for (const needed of importsOf(path)) assert.ok(!needed.startsWith('ui/'), `${path} imports ${needed}`);
  }
});
