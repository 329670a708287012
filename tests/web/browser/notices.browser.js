// What people are told while they act.
import { test } from 'node:test';

import { seesNoNotice, seesNotice } from './support/floor.js';
import { inHall } from './support/hall.js';
import { ask, enterAll, floorOf, press, seesOwnState } from './support/people.js';
import { begin, grant } from './support/presiding.js';
import { assertUncovered } from './support/reach.js';
import { ITEMS, PEOPLE } from './support/session.js';
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
  // Nor over who speaks, and for how long.
  await assertUncovered(floorOf(page).getByText(PEOPLE.gao.name));
  await assertUncovered(floorOf(page).getByRole('timer'));
}));

test('W111 a notice goes when it is no longer so, and who took the floor away says why', () => inHall(async (hall) => {
  const [chair, { page }] = await enterAll(hall, 'chair', 'gao');
  await begin(chair.page, ITEMS[1].title);
  await ask(page);
  await grant(chair.page, 'gao');
  await seesNotice(page, 'own.news_speaking');
  await chair.page.getByRole('region', { name: say('console.floor') }).locator('summary').click();
  await press(chair.page, say('console.floor_revoke'));
  const dialog = chair.page.getByRole('dialog', { name: say('console.revoke_title', { name: PEOPLE.gao.name }) });
  await dialog.getByLabel(say('reason')).fill('与本议题无关');
  await dialog.getByRole('button', { name: say('console.revoke'), exact: true }).click();
  await seesNoNotice(page, 'own.news_speaking');
  await page.getByText(say('news.turn_revoked', { reason: say('news.reason', { reason: '与本议题无关' }) })).waitFor();
}));
