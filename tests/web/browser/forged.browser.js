// A member who speaks to the server past the page.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { sendFromPage } from './support/forge.js';
import { inHall } from './support/hall.js';
import { ask, enterAll, seesFreeFloor, seesOwnPlace, seesQueue } from './support/people.js';
import { begin } from './support/presiding.js';
import { ITEMS } from './support/session.js';

test('W44 what a member may not do is refused from his own page too, and changes nothing for anybody', () => inHall(async (hall) => {
  const [chair, gao, ayguli] = await enterAll(hall, 'chair', 'gao', 'ayguli');
  await begin(chair.page, ITEMS[1].title);
  await ask(ayguli.page);
  await ask(gao.page);
  const view = await hall.session.view();
  const before = await hall.session.entries();
  const item = view.agenda.active;
  const [first, own] = view.queues[item].order;
  const forged = { by: 1, participant: hall.session.invitations.chair.participant, role: 'chair' };
  const commands = [
    { type: 'grant_floor', request: own, expect_turn: null },
    { type: 'move_request', request: own, before: first, reason: '我先来' },
    { type: 'withdraw_request', request: first },
    { type: 'request_floor', item, kind: 'question', for: hall.session.invitations.zhou.participant },
    { type: 'finish_item', expect_item: item },
    { type: 'change_role', participant: hall.session.invitations.gao.participant, role: 'chair' },
    { type: 'remove', participant: hall.session.invitations.ayguli.participant, reason: '走开' },
  ];
  const replies = await sendFromPage(gao.page, commands.map((command) => (
    { type: 'command', id: randomUUID(), ...forged, command: { ...command, ...forged, type: command.type } })));
  for (const [index, { ok, refusal }] of replies.entries()) {
    assert.deepEqual([commands[index].type, ok, refusal?.code], [commands[index].type, false, 'not_permitted']);
  }
  assert.deepEqual(await hall.session.entries(), before, 'no entry was made');
  await seesOwnPlace(gao.page, 2);
  await seesOwnPlace(ayguli.page, 1);
  await seesFreeFloor(chair.page);
  await seesQueue(chair.page, 'ayguli', 'gao');

  // What he may do he does as himself, whoever the message names.
  const [allowed] = await sendFromPage(gao.page, [
    { type: 'command', id: randomUUID(), ...forged, command: { type: 'withdraw_request', request: own, by: 1 } }]);
  assert.equal(allowed.ok, true);
  const [last] = (await hall.session.entries()).slice(-1);
  assert.deepEqual([last.entry.type, last.by], ['request_withdrawn', hall.session.invitations.gao.participant]);
}));
