// What people are told while they act.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { behindTheScenes, open } from './support/backstage.js';
import { seesNoNotice, seesNotice } from './support/floor.js';
import { inHall } from './support/hall.js';
import { ask, enterAll, floorOf, join, loseNetwork, press, seesOwnState } from './support/people.js';
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

test('W203 W204 tones are off until somebody wants them; only being called and a lost line break off what is read', () => inHall(async (hall) => {
  const { page, url, context, ...gao } = await hall.device('gao', 'phone');
  await context.addInitScript(() => {
    const heard = /** @type {number[]} */ (Object.assign(globalThis, { heard: [] }).heard);
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function begin(/** @type {number} */ when) {
      heard.push(this.frequency.value);
      return start.call(this, when);
    };
  });
  const heard = () => page.evaluate(() => /** @type {any} */ (globalThis).heard.length);
  /** @type {(politeness: string, text: string) => Promise<void>} */
  const isSaid = (politeness, text) => page.locator(`[aria-live="${politeness}"]`).getByText(text).waitFor();
  await join(page, url + hall.session.invitations.gao.path);
  await behindTheScenes(hall, ['chair', 'gao'], async (chair, member) => {
    const item = await open(hall, chair);
    await isSaid('polite', say('stage.item_started', { title: ITEMS[1].title }));
    await seesOwnState(page, 'can_ask');
    assert.equal(await heard(), 0);
    await press(page, say('settings'));
    await page.getByRole('checkbox', { name: say('settings.sound_called') }).check();
    await page.waitForFunction(() => /** @type {any} */ (globalThis).heard.length > 0);
    await press(page, say('settings.done'));
    const before = await heard();
    await chair.does('open_poll', { question: '是否再开一次会？', options: ['是', '否'], choices_max: 1 });
    await isSaid('polite', say('news.poll_opened', { question: '是否再开一次会？' }));
    const request = await member.does('request_floor', { item, kind: 'impromptu' });
    await chair.does('call_speaker', { request, expect_turn: null });
    await isSaid('assertive', say('own.news_called'));
    await page.waitForFunction((count) => /** @type {any} */ (globalThis).heard.length > count, before);
    assert.equal(await heard() - before, 2, 'the call was heard, the poll was not');
  });
  await loseNetwork({ ...gao, page, url, context, who: 'gao' });
  await isSaid('assertive', say('connection.lost'));
}));
