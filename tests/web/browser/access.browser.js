// Whether everybody can use the pages: axe on every page, in both languages, light and dark, with high contrast and large
// type; and the narrowest screens.
import { test } from 'node:test';

import { assertAccessible, inspect } from './support/axe.js';
import { assertFits } from './support/fits.js';
import { changeDiscipline, openPoll, seesUndo, turnConsoleTo, vote } from './support/floor.js';
import { inHall } from './support/hall.js';
import { ask, enter, enterAll, press, seesOwnState, switchLanguage, turnTo } from './support/people.js';
import { begin, grant } from './support/presiding.js';
import { ITEMS, PEOPLE } from './support/session.js';
import { say } from './support/text.js';

test('W46 axe finds nothing serious on the pages before the room', () => inHall(async (hall) => {
  const { page, url } = await hall.device('somebody', 'phone');
  await page.goto(`${url}/`);
  await page.getByRole('heading', { name: say('start.title') }).waitFor();
  await inspect(page, 'the first page');
  await page.goto(url + hall.session.invitations.gao.path);
  await page.getByRole('heading', { name: say('join.title') }).waitFor();
  await inspect(page, 'the invitation');
}));

test('W46 axe finds nothing serious in the rooms, whatever happens in them', () => inHall(async (hall) => {
  const [chair, gao, zhou, observer] = await enterAll(hall, 'chair', 'gao', 'zhou', 'observer');
  await inspect(gao.page, 'a member before the opening');
  await inspect(chair.page, 'the console before the opening');
  await begin(chair.page, ITEMS[1].title);
  await seesOwnState(gao.page, 'can_ask');
  await inspect(gao.page, 'a member who can ask');
  await press(gao.page, say('own.ask_other'));
  await gao.page.getByRole('dialog').waitFor();
  await assertAccessible(gao.page, 'the other requests');
  await press(gao.page, say('cancel'));
  await ask(gao.page);
  await ask(zhou.page);
  await grant(chair.page, 'gao');
  await seesOwnState(gao.page, 'speaking');
  for (const [who, { page }] of Object.entries({ speaker: gao, waiting: zhou, observer, console: chair })) {
    await inspect(page, `${who} during a speech`);
  }
  for (const tab of /** @type {const} */ (['transcript', 'threads', 'agenda', 'rules'])) {
    await turnTo(zhou.page, tab);
    await inspect(zhou.page, `a member’s ${tab}`);
  }
}));

test('W46 axe finds nothing serious on polls, rules, people, requests and what an operator has', () => inHall(async (hall) => {
  const [chair, gao, operator, observer] = await enterAll(hall, 'chair', 'gao', 'operator', 'observer');
  await begin(chair.page, ITEMS[1].title);
  await ask(gao.page);
  await openPoll(chair.page, '是否再开一次会？', ['是', '否']);
  await inspect(gao.page, 'a member with a poll');
  await vote(gao.page, '是否再开一次会？', '是');
  await inspect(gao.page, 'a member with an answered poll');
  await press(gao.page, say('own.more'));
  await gao.page.getByRole('dialog').waitFor();
  await assertAccessible(gao.page, 'the own requests');
  await press(gao.page, say('requests.done'));
  await turnTo(operator.page, 'venue');
  await operator.page.getByRole('checkbox', { name: say('operator.all') }).waitFor();
  await inspect(operator.page, 'an operator');
  await press(operator.page, say('console.ask_for'));
  await operator.page.getByRole('dialog').getByRole('radio', { name: new RegExp(PEOPLE.zhou.name) }).waitFor();
  await assertAccessible(operator.page, 'asking for somebody');
  await inspect(observer.page, 'an observer with a poll');
  await changeDiscipline(chair.page, 'fewest_turns', '照顾没有发过言的委员');
  await seesUndo(chair.page, 'amend_rules');
  await assertAccessible(chair.page, 'the rules, with what can be taken back');
  await press(chair.page, say('rules.amend'));
  await chair.page.getByRole('dialog').locator('summary').click();
  await assertAccessible(chair.page, 'the form of the rules');
  await press(chair.page, say('cancel'));
  for (const tab of /** @type {const} */ (['people', 'polls', 'rules'])) {
    await turnConsoleTo(chair.page, tab);
    await assertAccessible(chair.page, `the console’s ${tab}`);
  }
}));

test('W49 W197 nothing is cut off or scrolls aside on a screen of 320 pixels, in any size of type', () => inHall(async (hall) => {
  const [chair, ayguli, observer] = await Promise.all(
    /** @type {const} */ (['chair', 'ayguli', 'observer']).map((who) => enter(hall, who, { screen: 'narrow' })));
  await begin(chair.page, ITEMS[1].title);
  await ask(ayguli.page);
  await assertFits('waiting', ayguli.page);
  await grant(chair.page, 'ayguli');
  await seesOwnState(ayguli.page, 'speaking');
  for (const tab of /** @type {const} */ (['live', 'transcript', 'threads', 'agenda', 'rules'])) {
    await turnTo(ayguli.page, tab);
    await assertFits(`a member’s ${tab}`, ayguli.page);
  }
  for (const [what, { page }] of Object.entries({ member: ayguli, observer, console: chair })) {
    await assertFits(what, page);
    await switchLanguage(page, 'zh-CN');
    await assertFits(`${what}, in English`, page);
  }
  await ayguli.page.goto(ayguli.url + hall.session.invitations.ayguli.path);
  await ayguli.page.getByRole('button', { name: say('join.enter', {}, 'en') }).waitFor();
  await assertFits('the invitation', ayguli.page);
}));
