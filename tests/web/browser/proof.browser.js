// A member checks the record on his own phone: his words, and that nothing was rewritten; and what he sees once words were erased.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inspect } from './support/axe.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { ask, enterAll, floorOf, press, seesConnection, seesOwnState, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { begin, endTurn, grant, record } from './support/presiding.js';
import { ITEMS, PEOPLE } from './support/session.js';
import { say, saying } from './support/text.js';

const WORDS = '出院以后的头三天最容易吃错药。建议把“装药盒”写进上门服务的第一项。';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const proof = (page) => page.getByRole('region', { name: say('proof.title') });

/** @param {Page} page */
async function check(page, again = false) {
  await press(page, say(again ? 'proof.again' : 'proof.check'));
  await proof(page).getByText(say('proof.checking')).waitFor({ state: 'detached' });
}

/** @param {Page} page */
const words = (page) => proof(page).locator('.proof-words').first().locator('li').allTextContents();

/** One's own words with what was found of them. @type {(page: Page, text: string) => import('playwright-core').Locator} */
const own = (page, text) => proof(page).getByRole('listitem').filter({ hasText: text });

test('W146 W177 W232 a member checks that his words are in the record, on his own phone; two people see the same six words, also of an earlier size', () => inHall(async (hall) => {
  const [chair, clerk, gao, zhou] = await enterAll(hall, 'chair', 'clerk', 'gao', 'zhou');
  // Over plain HTTP a browser has no WebCrypto; here it is taken away from one of them.
  await zhou.context.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }));
  await begin(chair.page, ITEMS[1].title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await record(clerk.page, 'gao', WORDS);
  await endTurn(chair.page);
  await seesOwnState(gao.page, 'can_ask');

  await turnTo(gao.page, 'rules');
  await own(gao.page, WORDS).waitFor();
  await check(gao.page);
  await own(gao.page, WORDS).getByText(say('proof.result_good'), { exact: true }).waitFor();
  await proof(gao.page).getByText(say('proof.first')).waitFor();
  await proof(gao.page).getByText(say('proof.signature_good')).waitFor();
  await picture(gao.page, 'proof');
  await inspect(gao.page, 'the proof');
  await own(gao.page, WORDS).getByText(say('proof.recorded', { name: PEOPLE.clerk.name }), { exact: true }).waitFor();

  await zhou.page.reload();
  await seesConnection(zhou.page);
  // Once everybody's coming is in the record, nothing is added to it between the two looks.
  await chair.page.getByText(say('console.arrived', { arrived: 4 })).waitFor();
  await turnTo(zhou.page, 'rules');
  await check(zhou.page);
  await proof(zhou.page).getByText(say('proof.signature_unchecked')).waitFor();
  await check(gao.page, true);
  await proof(gao.page).getByText(saying('proof.consistent')).waitFor();
  const [his, hers] = [await words(gao.page), await words(zhou.page)];
  assert.equal(his.length, 6);
  assert.deepEqual(his, hers);
  await assertFits('the proof', gao.page);

  // The record goes on; she has looked before that, he looks after it.
  await ask(gao.page);
  const size = (await hall.session.entries()).length;
  const other = async (/** @type {Page} */ page, /** @type {string} */ count) => {
    await page.getByLabel(say('proof.other')).fill(count);
    await press(page, say('proof.other_show'));
  };
  const compared = (/** @type {Page} */ page) => proof(page).locator('form');
  await check(gao.page, true);
  assert.notDeepEqual(await words(gao.page), hers);
  await other(gao.page, String(size - 1));
  await compared(gao.page).getByText(say('proof.other_words', { count: size - 1, all: size })).waitFor();
  assert.deepEqual(await compared(gao.page).locator('.proof-words li').allTextContents(), hers);
  await compared(gao.page).scrollIntoViewIfNeeded();
  await picture(gao.page, 'proof-compared');
  await inspect(gao.page, 'the comparison');
  await assertFits('the comparison', gao.page);
  // Told his number, her phone looks again, and has his words.
  const now = await words(gao.page);
  await other(zhou.page, String(size));
  await compared(zhou.page).getByText(say('proof.other_words', { count: size, all: size })).waitFor();
  assert.deepEqual(await compared(zhou.page).locator('.proof-words li').allTextContents(), now);
  await other(zhou.page, String(size + 1));
  await compared(zhou.page).getByText(say('proof.other_too_many', { count: size })).waitFor();
  await other(zhou.page, '一百');
  await compared(zhou.page).getByText(say('proof.other_no_number')).waitFor();

  // What this phone remembers is of another history: it says so.
  await gao.page.evaluate(() => {
    const name = Object.keys(localStorage).find((each) => each.startsWith('rostrum.checkpoint.')) || '';
    const seen = JSON.parse(localStorage.getItem(name) || '{}');
    localStorage.setItem(name, JSON.stringify({ ...seen, root: seen.root.replace(/^../, '00') }));
  });
  await check(gao.page, true);
  await proof(gao.page).getByText(saying('proof.rewritten')).waitFor();
}));

test('W146 a page forgets words that were erased, and what is left of them can be checked', () => inHall(async (hall) => {
  const [chair, clerk, gao] = await enterAll(hall, 'chair', 'clerk', 'gao');
  await begin(chair.page, ITEMS[1].title);
  await ask(gao.page);
  await grant(chair.page, 'gao');
  await record(clerk.page, 'gao', WORDS);
  await turnTo(gao.page, 'transcript');
  await gao.page.getByText(WORDS).waitFor();
  const entries = await hall.session.entries();
  const { seq } = entries.find((/** @type {any} */ { entry }) => entry.type === 'statement_recorded');
  // Entry 2 has everybody's name.
  await hall.session.erase([2, seq]);
  await gao.page.getByText(WORDS).waitFor({ state: 'detached' });
  await seesConnection(gao.page);
  await seesOwnState(gao.page, 'speaking');
  await turnTo(gao.page, 'transcript');
  const speech = gao.page.getByRole('region', { name: say('transcript.title') }).getByRole('listitem').filter({ hasText: say('erased') });
  const { participant } = hall.session.invitations.gao;
  await speech.filter({ hasText: say('nameless', { participant }) }).waitFor();
  await floorOf(gao.page).getByText(say('nameless', { participant })).waitFor();
  await turnTo(gao.page, 'rules');
  await check(gao.page);
  await own(gao.page, say('proof.entry', { seq })).getByText(say('proof.result_erased'), { exact: true }).waitFor();
  for (const { page } of [gao, clerk, chair]) assert.equal(await page.getByText(WORDS).count(), 0);
}));
