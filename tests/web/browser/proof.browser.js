// A member checks the record on his own phone: his words, and that nothing was rewritten; and what he sees once words were erased.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inspect } from './support/axe.js';
import { assertFits } from './support/fits.js';
import { inHall } from './support/hall.js';
import { ask, enterAll, floorOf, press, seesConnection, seesOwnState, turnTo } from './support/people.js';
import { picture } from './support/pictures.js';
import { begin, endTurn, grant, record } from './support/presiding.js';
import { ITEMS } from './support/session.js';
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
const words = (page) => proof(page).locator('.proof-words li').allTextContents();

/** One's own words with what was found of them. @type {(page: Page, text: string) => import('playwright-core').Locator} */
const own = (page, text) => proof(page).getByRole('listitem').filter({ hasText: text });

test('W146 a member checks that his words are in the record, on his own phone; two people see the same six words', (t) => inHall(async (hall) => {
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
  await inspect(t, gao.page, 'the proof');

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
