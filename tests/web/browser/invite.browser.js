// A moderator who invites somebody over a bad network, and somebody whose browser lets nobody in.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inHall } from './support/hall.js';
import { enter, press, seesConnection } from './support/people.js';
import { PEOPLE } from './support/session.js';
import { say } from './support/text.js';

test('W102 W214 people stand in the order that was chosen, and whoever is invited and whose link is lost on its way is invited once', () => inHall(async (hall) => {
  const { page, trouble } = await enter(hall, 'clerk');
  trouble.announce(/^failed: POST \S+\/invitations\S* net::ERR_FAILED$/, /^console error: Failed to load resource: net::ERR_FAILED/);
  await page.getByRole('tab', { name: say('console.tab_people') }).click();
  const first = page.getByRole('region', { name: say('console.people') }).getByRole('listitem').first();
  for (const [order, who] of /** @type {const} */ ([['stroke', 'operator'], ['pinyin', 'ayguli'], ['', 'chair']])) {
    await page.getByLabel(say('names.order')).selectOption(order);
    await first.filter({ hasText: PEOPLE[who].name }).waitFor();
  }
  await press(page, say('console.invite'));
  await page.getByLabel(say('console.person_name'), { exact: true }).fill('来迟的人');
  // The server has done it; the answer goes no further.
  await page.route('**/invitations*', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await press(page, say('console.invite_send'));
  await page.getByRole('dialog', { name: say('console.unanswered') }).waitFor();
  await press(page, say('console.try_again'));
  const link = await page.getByLabel(say('console.link'), { exact: true }).inputValue();
  assert.match(link, /\/join#/);
  const { counts } = await hall.session.view();
  assert.equal(counts.participants, Object.keys(PEOPLE).length + 1);
}));

test('W277 whoever comes with a browser that takes no cookies is told so, and comes in once it does', () => inHall(async (hall) => {
  const { page, url } = await hall.device('gao', 'phone');
  await page.goto(url + hall.session.invitations.gao.path);
  const take = (/** @type {boolean} */ takes) => page.evaluate((value) => Object.defineProperty(navigator, 'cookieEnabled', { value, configurable: true }), takes);
  await take(false);
  await press(page, say('join.enter'));
  await page.getByRole('alert').getByText(say('join.no_cookies')).waitFor();
  await take(true);
  await press(page, say('join.enter'));
  await seesConnection(page);
}));

test('W277 an address that was pasted too long is no invitation, and says so', () => inHall(async (hall) => {
  const { page, url, trouble } = await hall.device('gao', 'phone');
  trouble.announce(/^answered 413: POST \S+\/api\/seat$/, /^console error: Failed to load resource: .* 413 /);
  await page.goto(`${url}/join#${'x'.repeat(20_000)}`);
  await press(page, say('join.enter'));
  await page.getByRole('alert').getByText(say('problem.invitation_invalid')).waitFor();
}));
