import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { PICTURES } from '../../../web/help/pictures.js';
import { isPage, PAGES, pageOf, partsOf, sectionOf } from '../../../web/ui/help.js';
import { modulesBelow, source, web } from './sources.js';

/** @typedef {import('../../../web/help/types.d.ts').Page} Page */
/** @typedef {import('../../../web/help/types.d.ts').Block} Block */

const LANGUAGES = ['zh-CN', 'en'];
const PICTURE_BYTES_MAX = 60_000;
const PICTURES_BYTES_MAX = 1_200_000;
const SRC = new URL('../../../src/', import.meta.url);

/** @type {Record<string, Record<string, Page>>} by language and page */
const help = {};
for (const language of LANGUAGES) {
  help[language] = {};
  for (const page of PAGES) help[language][page] = (await import(join(web, 'help', language, `${page}.js`))).default;
}

/** @type {(language: string) => Promise<Record<string, string>>} */
async function catalogue(language) {
  const parts = await Promise.all(readdirSync(join(web, 'i18n', language)).map((name) => import(join(web, 'i18n', language, name))));
  return Object.assign({}, ...parts.map((part) => part.default));
}

/** All texts of a block that people read. @type {(block: Block) => string[]} */
function textsOf(block) {
  if (typeof block === 'string') return [block];
  if ('steps' in block) return block.steps;
  if ('points' in block) return block.points;
  if ('picture' in block) return [block.alt];
  return [Object.values(block)[0]];
}

/** What a block is, without its words. @type {(block: Block) => unknown} */
function shapeOf(block) {
  if (typeof block === 'string') return 'paragraph';
  if ('picture' in block) return { picture: block.picture };
  const [[kind, content]] = Object.entries(block);
  return { [kind]: Array.isArray(content) ? content.length : 1 };
}

/** Every block of a language. @type {(language: string) => Block[]} */
const blocksOf = (language) => PAGES.flatMap((page) => help[language][page].sections.flatMap(({ body }) => body));

/** Every part of a kind in the running text. @type {(language: string, kind: 'screen' | 'code') => string[]} */
const partsIn = (language, kind) =>
  PAGES.flatMap((page) => [help[language][page].intro, ...help[language][page].sections.flatMap(({ body }) => body.filter((block) => typeof block === 'string' || !('code' in block)).flatMap(textsOf))])
    .flatMap(partsOf).filter((part) => part.kind === kind).map(({ text }) => text);

test('W180 the help has the same pages, sections and pictures in both languages, and each says something', () => {
  for (const language of LANGUAGES) {
    assert.deepEqual(readdirSync(join(web, 'help', language)).sort(), PAGES.map((page) => `${page}.js`).sort());
  }
  for (const page of PAGES) {
    const [chinese, english] = LANGUAGES.map((language) => help[language][page]);
    assert.deepEqual(english.sections.map(({ id }) => id), chinese.sections.map(({ id }) => id), page);
    chinese.sections.forEach(({ id, body }, index) =>
      assert.deepEqual(english.sections[index].body.map(shapeOf), body.map(shapeOf), `${page}, ${id}`));
    for (const { title, intro, sections } of [chinese, english]) {
      const texts = [title, intro, ...sections.flatMap((section) => [section.title, ...section.body.flatMap(textsOf)])];
      texts.forEach((text) => assert.ok(text.trim(), `${page}: an empty text`));
      assert.equal(new Set(sections.map(({ id }) => id)).size, sections.length, `${page}: an id twice`);
      sections.forEach(({ id }) => assert.match(id, /^[a-z-]+$/));
    }
  }
});

test('W180 every role has a page, or a section of one', () => {
  for (const role of ['chair', 'clerk', 'member', 'respondent', 'operator', 'captioner', 'observer', 'display', 'owner']) {
    const page = pageOf(role);
    assert.ok(isPage(page), role);
    const section = sectionOf(role);
    if (section) assert.ok(help.en[page].sections.some(({ id }) => id === section), `${role}: ${page} has no ${section}`);
  }
  assert.equal(pageOf(''), 'index');
  assert.equal(isPage(pageOf('no-role')), false);
  assert.equal(isPage(pageOf('constructor')), false);
  // Whatever page the client names is there.
  for (const path of modulesBelow('ui')) {
    for (const [, named] of source(path).matchAll(/drawPageTools\('\/(\w+)'\)/g)) assert.ok(isPage(pageOf(named)), `${path}: ${named}`);
  }
});

test('W181 whatever the help says to stand on the screen is a text of the product', async () => {
  for (const language of LANGUAGES) {
    const texts = Object.values(await catalogue(language));
    const known = new Set(texts);
    // One that is hardly more than its places would be any text's.
    const patterns = texts.filter((text) => /\{\w+\}/.test(text) && text.replace(/\{\w+\}|[^\p{L}]/gu, '').length > 1)
      .map((text) => new RegExp(`^${text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`, 's'));
    const named = partsIn(language, 'screen');
    assert.ok(named.length > 100, language);
    assert.deepEqual(named.filter((text) => !known.has(text) && !patterns.some((pattern) => pattern.test(text))), [], language);
  }
});

test('W181 every command, limit, metric, address and variable that the help names is there', () => {
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.rs'))
    .map((name) => readFileSync(new URL(name, SRC), 'utf8')).join('\n');
  for (const language of LANGUAGES) {
    const names = partsIn(language, 'code');
    assert.ok(names.length > 40, language);
    for (const name of names) {
      const limit = /^(session|live|edge)\.(\w+)$/.exec(name);
      const command = /^rostrum (\w+)(?: (\w+))?/.exec(name);
      if (limit) assert.match(sources, new RegExp(`pub ${limit[2]}: `), name);
      else if (/^rostrum_/.test(name)) assert.ok(sources.includes(`"${name}"`), name);
      else if (/^ROSTRUM_/.test(name)) assert.ok(sources.includes(name), name);
      else if (/^\/\w+$/.test(name)) assert.ok(sources.includes(`.route("${name}"`), name);
      else if (/^--/.test(name)) assert.match(sources, new RegExp(`\\b${name.slice(2).replace(/-/g, '_')}: `), name);
      else if (command && command[1] !== 'help') assert.match(sources, new RegExp(`\\b${command[1][0].toUpperCase()}${command[1].slice(1)}\\b`), name);
    }
  }
});

test('W182 every picture of the help is there in both languages, small, and none is there that no page shows', () => {
  let bytes = 0;
  for (const language of LANGUAGES) {
    const shown = new Set(blocksOf(language).flatMap((block) => (typeof block === 'object' && 'picture' in block ? [block.picture] : [])));
    assert.deepEqual([...shown].sort(), Object.keys(PICTURES).sort(), `shown in ${language}`);
    const folder = join(web, 'help/pictures', language);
    assert.deepEqual(readdirSync(folder).sort(), Object.keys(PICTURES).map((name) => `${name}.webp`).sort(), `there in ${language}`);
    for (const name of readdirSync(folder)) {
      const { size } = statSync(join(folder, name));
      assert.ok(size > 1_000 && size < PICTURE_BYTES_MAX, `${language}/${name}: ${size} bytes`);
      assert.equal(readFileSync(join(folder, name)).toString('latin1', 8, 12), 'WEBP', name);
      bytes += size;
    }
    for (const page of PAGES.filter((each) => each !== 'index')) {
      const count = help[language][page].sections.flatMap(({ body }) => body).filter((block) => typeof block === 'object' && 'picture' in block).length;
      assert.ok(count >= 2, `${page} has ${count} pictures`);
    }
  }
  assert.ok(bytes < PICTURES_BYTES_MAX, `${bytes} bytes`);
});

test('W180 a text is told apart from what the screen says in it and what a machine reads', () => {
  assert.deepEqual(partsOf('按 [我要发言]，见 `[live]`。'), [
    { kind: 'words', text: '按 ' }, { kind: 'screen', text: '我要发言' }, { kind: 'words', text: '，见 ' }, { kind: 'code', text: '[live]' }, { kind: 'words', text: '。' },
  ]);
  assert.deepEqual(partsOf(''), []);
  assert.deepEqual(partsOf('[]``'), [{ kind: 'words', text: '[]``' }]);
});
