import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createReplay, standing, turnAt } from '../../../web/ui/replay.js';

/** A replay over a server that answers when it is told to, and timers that are let off by hand. @param {{head?: number, at?: number}} [options] */
function staged({ head = 100, at = 10 } = {}) {
  /** @type {{seq: number, answer: () => Promise<void>, fail: (code: string) => Promise<void>}[]} */
  const asked = [];
  /** @type {{work: () => void, ms: number}[]} */
  let timers = [];
  const settle = () => new Promise((resolve) => { setImmediate(resolve); });
  const replay = createReplay({
    head, at, changed: () => {},
    load: (seq) => new Promise((resolve, reject) => asked.push({
      seq,
      answer: () => { resolve(/** @type {any} */ ({ position: { seq }, at: '', view: {} })); return settle(); },
      fail: (code) => { reject(Object.assign(new Error(code), { code })); return settle(); },
    })),
    later: (work, ms) => { const timer = { work, ms }; timers.push(timer); return timer; },
    never: (timer) => { timers = timers.filter((other) => other !== timer); },
  });
  /** Lets off what is due. */
  const pass = () => { const due = timers; timers = []; due.forEach(({ work }) => work()); return settle(); };
  return { replay, asked, pass, waits: () => timers.map(({ ms }) => ms) };
}

test('W160 a slider that is dragged asks once, for the entry at which it rests', async () => {
  const { replay, asked, pass, waits } = staged();
  for (const seq of [20, 21, 22, 33]) replay.seek(seq, true);
  assert.equal(asked.length, 0);
  assert.equal(waits().length, 1);
  await pass();
  assert.deepEqual(asked.map(({ seq }) => seq), [33]);
  assert.ok(replay.isBehind);
  await asked[0].answer();
  assert.equal(replay.shown && replay.shown.position.seq, 33);
  assert.ok(!replay.isBehind);
});

test('W161 an answer that nobody wants any more is not shown, and one entry at a time is asked for', async () => {
  const { replay, asked, pass } = staged();
  replay.begin();
  replay.seek(50);
  await pass();
  replay.seek(60);
  await pass();
  assert.deepEqual(asked.map(({ seq }) => seq), [10]);
  await asked[0].answer();
  assert.equal(replay.shown, null);
  await pass();
  assert.deepEqual(asked.map(({ seq }) => seq), [10, 60]);
  await asked[1].answer();
  assert.equal(replay.shown && replay.shown.position.seq, 60);
});

test('W161 what is wanted stays within the session', () => {
  const { replay } = staged({ at: 1000 });
  assert.equal(replay.wanted, 100);
  replay.seek(-5);
  assert.equal(replay.wanted, 1);
  replay.seek(Number.NaN);
  assert.equal(replay.wanted, 1);
});

test('W162 it plays entry by entry up to the head, and stands still when it is told to', async () => {
  const { replay, asked, pass } = staged({ at: 97 });
  replay.begin();
  await asked[0].answer();
  replay.play();
  for (const seq of [98, 99, 100]) {
    assert.equal(asked[asked.length - 1].seq, seq);
    await asked[asked.length - 1].answer();
    await pass();
  }
  assert.ok(!replay.isPlaying);
  replay.seek(50);
  await pass();
  await asked[asked.length - 1].answer();
  replay.play();
  replay.pause();
  await asked[asked.length - 1].answer();
  const before = asked.length;
  await pass();
  assert.equal(asked.length, before);
  assert.ok(!replay.isPlaying && !replay.isBehind);
});

test('W163 a busy server is asked again, another refusal is told and ends it', async () => {
  const { replay, asked, pass, waits } = staged();
  replay.begin();
  await asked[0].fail('rate_limited');
  assert.equal(replay.problem, 'rate_limited');
  assert.ok(waits()[0] >= 1000);
  await pass();
  await asked[1].answer();
  assert.equal(replay.problem, '');
  replay.seek(20);
  await pass();
  await asked[2].fail('unauthorized');
  assert.equal(replay.problem, 'unauthorized');
  assert.deepEqual(waits(), []);
  replay.end();
  replay.seek(30);
  await pass();
  assert.equal(asked.length, 3);
});

test('W164 no clock runs in the past, and the speech of a moment is the one that began last', () => {
  const turn = { limit_ms: 60_000, spent_ms: 5_000, running_since: '2026-01-01T00:00:10.000Z' };
  const moment = /** @type {any} */ ({ position: { seq: 9 }, at: '2026-01-01T00:00:40.000Z', view: { turns: { 8: turn, 5: { limit_ms: 1, spent_ms: 1 } } } });
  const { turns } = standing(moment);
  assert.deepEqual({ ...turns[8] }, { limit_ms: 60_000, spent_ms: 35_000 });
  assert.deepEqual({ ...turns[5] }, { limit_ms: 1, spent_ms: 1 });
  const list = [{ turn: 5 }, { turn: 8 }];
  assert.equal(turnAt(list, 4), null);
  assert.equal(turnAt(list, 7), list[0]);
  assert.equal(turnAt(list, 8), list[1]);
});
