import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { parse } from '../../../web/sdk/index.js';
import { createReplica } from '../../../web/sdk/replica.js';
import { canonical } from './support/json.js';

// Frames that this server sends of journals of every version, for each audience: a state, the events after it, and a
// state again.
const versions = ['v1', 'v2'];
const audiences = ['moderators', 'members', 'public'];
for (const [version, audience] of versions.flatMap((version) => audiences.map((audience) => [version, audience]))) {
  test(`W32 golden frames, ${version}, ${audience}: the view patched by every event is the view that a fresh client gets`, (context) => {
    const file = new URL(`../../fixtures/golden-${version}.${audience}.frames.jsonl`, import.meta.url);
    const frames = readFileSync(file, 'utf8').trimEnd().split('\n').map(parse);
    const [first, last] = [frames[0], frames[frames.length - 1]];
    const events = frames.slice(1, -1);
    assert.deepEqual([first.type, last.type], ['state', 'state']);
    assert.ok(events.length > 0, 'there are events');
    const replica = createReplica();
    replica.replace(first);
    for (const event of events) {
      assert.equal(event.type, 'event');
      assert.equal(replica.advance(event), 'applied', `event ${event.seq}`);
    }
    assert.deepEqual({ ...replica.position }, { ...last.position });
    assert.equal(canonical(replica.view), canonical(last.view));
    context.diagnostic(`${events.length} events`);
  });
}
