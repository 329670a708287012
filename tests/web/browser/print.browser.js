// The printed transcript, as Chromium lays it out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getDocumentProxy } from 'unpdf';

import { behindTheScenes, open, speak } from './support/backstage.js';
import { theChromium } from './support/browser.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { enter } from './support/people.js';
import { picture } from './support/pictures.js';
import { PEOPLE, TITLE } from './support/session.js';

const LINES = 22;
const CHARACTERS = 28;
/** More than three pages of them. */
const LONG = '健全养老服务体系'.repeat(290);

/** The lines of each page: their heights on it, from the top, and what stands in them. @type {(pdf: Uint8Array) => Promise<{y: number, text: string}[][]>} */
async function linesOf(pdf) {
  const file = await getDocumentProxy(pdf);
  const pages = [];
  for (let number = 1; number <= file.numPages; number += 1) {
    const page = await file.getPage(number);
    const { items } = await page.getTextContent();
    /** @type {Map<number, string>} */
    const lines = new Map();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const y = Math.round(item.transform[5]);
      lines.set(y, (lines.get(y) || '') + item.str);
    }
    pages.push([...lines].map(([y, text]) => ({ y, text })).sort((one, other) => other.y - one.y));
  }
  return pages;
}

test('R53 the printed transcript has 22 lines of 28 characters on a page of A4, and fits a phone on the screen', () => inHall(async (hall) => {
  await behindTheScenes(hall, ['chair', 'gao'], async (chair, gao) => speak(chair, gao, await open(hall, chair), LONG));
  const gao = await enter(hall, 'gao');
  const { page } = gao;
  const answer = await page.request.get(`${gao.url}/api/sessions/${hall.session.id}/transcript.html`);
  const text = await answer.text();

  const chromium = await theChromium();
  const paper = await chromium.newPage({ viewport: { width: 360, height: 740 } });
  await paper.setContent(text);
  await assertFits('transcript.html', paper);
  await picture(paper, 'transcript-phone');
  await paper.setViewportSize({ width: 1920, height: 1080 });
  await picture(paper, 'transcript-desktop');
  assert.equal(await paper.locator('[id^="turn-"]').count(), 1);
  const pages = await linesOf(new Uint8Array(await paper.pdf({ preferCSSPageSize: true })));
  assert.ok(pages.length >= 4, `${pages.length} pages`);
  const first = pages[0].map((line) => line.text.normalize('NFKC')).join('\n');
  assert.ok(first.includes(TITLE) && first.includes(PEOPLE.gao.name), first);
  // The pages in the middle are full of words.
  for (const [index, lines] of pages.slice(1, -1).entries()) {
    const words = lines.filter(({ text: line }) => !line.includes('—'));
    const number = lines.find(({ text: line }) => line.includes('—'));
    assert.equal(number && number.text.replace(/\s/g, ''), `—${index + 2}—`);
    assert.equal(words.length, LINES, `page ${index + 2}`);
    for (const { text: line } of words) assert.equal([...line].length, CHARACTERS, line);
    // 225 mm for 22 lines, each as far from the next, but for rounding.
    const steps = words.slice(1).map(({ y }, place) => words[place].y - y);
    assert.ok(steps.every((step) => Math.abs(step - 28.95) < 1.5), String(steps));
  }
  await paper.close();
}));
