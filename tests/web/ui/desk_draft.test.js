import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ITEM_KINDS, bodyOf, draftOf, faults, moved, newDraft } from '../../../web/ui/desk_draft.js';
import { creation, invitation, isOpen, run } from '../../../web/ui/desk_job.js';
import chinese from '../../../web/i18n/zh-CN/desk.js';

const draft = (changes = {}) => ({ ...newDraft((kind) => `议题 ${kind}`, '主会场'), title: '协商会', ...changes });
const item = (changes) => ({ id: 50, title: '讨论', kind: 'discussion', minutes: '5', ...changes });
const wrong = (changes) => faults(draft(changes)).map(({ field, code }) => `${field} ${code}`);

test('W85 a new draft has an item of each kind and a main venue, and lacks a title alone', () => {
  const fresh = draft({ title: '' });
  assert.deepEqual(fresh.items.map(({ kind }) => kind), ITEM_KINDS);
  assert.deepEqual(fresh.venues.map(({ name, kind }) => [name, kind]), [['主会场', 'main']]);
  assert.deepEqual(faults(fresh), [{ field: 'title', code: 'empty', text: '' }]);
  const ids = [...fresh.items, ...fresh.venues].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(Math.max(...ids), fresh.made);
});

test('W85 a draft that was kept comes back, and anything else is none', () => {
  const kept = JSON.parse(JSON.stringify(draft()));
  assert.deepEqual(draftOf(kept), draft());
  for (const other of [null, 7, {}, { ...kept, items: null }, { ...kept, made: 'x' }, { ...kept, items: [null] }, { ...kept, venues: [{ id: 1, name: 5, kind: 'main' }] }, { ...kept, links: [{ id: 1, label: null, url: '' }] }]) assert.equal(draftOf(other), null);
});

test('W85 rows move by one place and stop at the ends', () => {
  const rows = [{ id: 1 }, { id: 2 }, { id: 3 }];
  const ids = (id, step) => moved(rows, id, step).map((row) => row.id);
  assert.deepEqual([ids(1, 1), ids(3, -1), ids(1, -1), ids(3, 1), ids(9, 1)], [[2, 1, 3], [1, 3, 2], [1, 2, 3], [1, 2, 3], [1, 2, 3]]);
});

test('W86 what the server would refuse is told by its field', () => {
  assert.deepEqual(wrong({}), []);
  assert.deepEqual(wrong({ title: '字'.repeat(201), body: '字'.repeat(1001) }), ['title too_long', 'body too_long']);
  assert.deepEqual(wrong({ startsAt: 'tomorrow' }), ['startsAt no_time']);
  for (const url of ['', 'example.org', 'javascript:alert(1)', 'https://a b', `https://x/${'a'.repeat(2000)}`]) {
    assert.deepEqual(wrong({ links: [{ id: 60, label: '材料', url }] }), ['link-url-60 no_address'], url);
  }
  assert.deepEqual(wrong({ links: [{ id: 60, label: '材料', url: ' https://例子.中国/报告 ' }] }), []);
  assert.deepEqual(wrong({ items: [item({ title: '　' })] }), ['item-title-50 empty']);
  for (const minutes of ['0', '-5', 'abc', '5分钟', '1441', '0.001']) assert.deepEqual(wrong({ items: [item({ minutes })] }), ['item-minutes-50 no_minutes'], minutes);
  for (const minutes of ['', '7.5', '８', '1440']) assert.deepEqual(wrong({ items: [item({ minutes })] }), [], minutes);
  const venue = (id, name) => ({ id, name, kind: 'branch' });
  assert.deepEqual(wrong({ venues: [venue(70, '东'), venue(71, ' 东 '), venue(72, ''), venue(73, '')] }), [
    'venue-name-71 same_venue', 'venue-name-72 empty', 'venue-name-73 empty',
  ]);
  for (const code of ['empty', 'too_long', 'no_time', 'no_address', 'no_minutes', 'same_venue']) assert.ok(chinese[`desk.fault.${code}`], code);
});

test('W86 the body is what the protocol takes, without what was left empty', () => {
  const people = [{ name: '甲', role: 'chair' }];
  const bare = bodyOf(draft({ items: [item({ minutes: ' ' })], venues: [] }), people);
  assert.deepEqual(bare, { title: '协商会', agenda: [{ title: '讨论', kind: 'discussion' }], venues: [], participants: people });
  const full = bodyOf(draft({
    title: ' 协商会 ', body: ' 政协 ', startsAt: '2026-12-01T09:00', links: [{ id: 60, label: ' 材料 ', url: ' https://x/ ' }], items: [item({ minutes: '7.5' })],
  }), people);
  assert.deepEqual(full, {
    title: '协商会', body: '政协', starts_at: new Date(2026, 11, 1, 9).toISOString(), links: [{ label: '材料', url: 'https://x/' }],
    agenda: [{ title: '讨论', kind: 'discussion', limit_ms: 450000 }], venues: [{ name: '主会场', kind: 'main' }], participants: people,
  });
  assert.match(full.starts_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

/** A server that remembers keys, as the protocol says, and whose answers can be lost. */
function server(losing = []) {
  const answers = new Map();
  const calls = [];
  const once = (key, make) => {
    calls.push(key);
    if (!answers.has(key)) answers.set(key, make());
    if (losing.includes(calls.length)) throw Object.assign(new Error('lost'), { status: 0 });
    return answers.get(key);
  };
  const sessions = [];
  const invited = [];
  const invite = (people) => {
    invited.push(...people);
    return { invitations: [] };
  };
  return {
    sessions, invited, calls,
    create: async (body, key) => once(key, () => {
      sessions.push(body.title);
      invite(body.participants);
      return { id: `session ${sessions.length}` };
    }),
    order: async (session, { invite: people }, key) => once(key, () => invite(people)),
  };
}

const people = Array.from({ length: 4500 }, (_, index) => ({ name: `人${index}`, role: 'member' }));
const keys = () => {
  let made = 0;
  return () => `key ${(made += 1)}`;
};

test('W87 more people than a call takes are invited in further calls, and each step is told', async () => {
  const desk = server();
  const told = [];
  const done = await run(creation((first) => bodyOf(draft(), first), people, keys()), desk, (left) => told.push(left));
  assert.deepEqual(told.map((left) => [left.session, left.done, left.calls.length]), [['session 1', 2000, 2], ['session 1', 4000, 1], ['session 1', 4500, 0]]);
  assert.deepEqual(done, told[2]);
  assert.deepEqual(desk.invited, people);
});

test('W87 whichever answer is lost, and through a reload, nobody is invited twice and one session is made', async () => {
  for (const losing of [[1], [2], [3], [1, 2], [1, 3, 5]]) {
    const desk = server(losing);
    let kept = JSON.stringify(creation((first) => bodyOf(draft(), first), people, keys()));
    for (let tries = 0; JSON.parse(kept).calls.length > 0 && tries < 10; tries += 1) {
      const left = await run(JSON.parse(kept), desk, (now) => { kept = JSON.stringify(now); }).catch((error) => error);
      assert.ok(left.calls || isOpen(left));
    }
    assert.deepEqual([desk.sessions.length, desk.invited], [1, people], String(losing));
    assert.equal(desk.calls.length, 3 + losing.length);
  }
});

test('W87 further people of a session are invited in the same way', async () => {
  const desk = server();
  assert.equal((await run(invitation('s', people.slice(0, 3), keys()), desk, () => {})).done, 3);
  assert.deepEqual([desk.sessions, desk.invited], [[], people.slice(0, 3)]);
});

test('W87 only a failure that leaves the outcome open is worth the same call again', () => {
  assert.deepEqual([0, 401, 429, 500, 503].map((status) => isOpen({ status })), [true, true, true, true, true]);
  assert.deepEqual([400, 403, 404, 409, 413].map((status) => isOpen({ status })), [false, false, false, false, false]);
});
