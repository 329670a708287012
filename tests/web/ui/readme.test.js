import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../../', import.meta.url);

test('W118 every picture that the README shows is part of the project', () => {
  const pictures = [...readFileSync(new URL('README.md', ROOT), 'utf8').matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path);
  assert.ok(pictures.length >= 3, 'there are pictures');
  assert.deepEqual(pictures.filter((path) => !existsSync(new URL(path, ROOT))), []);
});
