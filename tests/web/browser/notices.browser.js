// What people are told while they act.
import { test } from 'node:test';

import { inHall } from './support/hall.js';
import { ask, enterAll, seesOwnState } from './support/people.js';
import { begin, grant } from './support/presiding.js';
import { assertUncovered } from './support/reach.js';
import { ITEMS } from './support/session.js';
import { say, saying } from './support/text.js';

test('W53 what a member is told lies over no button that he may want to press because of it', () => inHall(async (hall) => {
  const [chair, gao] = await enterAll(hall, 'chair', 'gao');
  const { page } = gao;
  await begin(chair.page, ITEMS[1].title);
  await ask(page);
  await page.getByText(say('own.news_waiting', { place: 1 })).waitFor();
  await assertUncovered(page.getByRole('button', { name: saying('own.withdraw') }));
  await grant(chair.page, 'gao');
  await seesOwnState(page, 'speaking');
  await page.getByText(say('own.news_speaking')).waitFor();
  await assertUncovered(page.getByRole('button', { name: say('own.release') }));
  await assertUncovered(page.getByRole('tab', { name: say('tabs.transcript') }));
}));
