// What holds for every page: it loads without a complaint, and takes nothing that is not ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inHall } from './support/hall.js';
import { enter, enterAll, join, turnTo } from './support/people.js';
import { MATERIAL } from './support/session.js';
import { say } from './support/text.js';

test('W52 every address that people may come by shows them a page, without a complaint', () => inHall(async (hall) => {
  const { page, url, trouble } = await hall.device('somebody', 'phone');
  // The server says that there is no such thing, and the page words it.
  trouble.announce(/^answered 40[14]: GET /, /^console error: Failed to load resource: .* 40[14] /, /^console \w+: WebSocket connection to /);
  /** @type {[string, string][]} */
  const addresses = [
    ['/', 'start.title'], ['/join', 'join.title'], ['/setup', 'setup.title'], ['/desk', 'desk.title'], ['/nowhere', 'missing.title'], ['/help/nobody', 'missing.title'],
    [`/sessions/${hall.session.id}`, 'closed'], ['/sessions/%', 'missing.title'], ['/sessions/%E0%A4%A', 'missing.title'],
    ['/desk/%', 'missing.title'],
  ];
  for (const [address, title] of addresses) {
    await page.goto(url + address);
    await page.getByRole('heading', { name: say(title), level: 1 }).waitFor();
    assert.match(await page.title(), /Rostrum/, address);
  }
}));

test('W100 who holds two seats in one session, and comes without saying which, is told what to do, once and for all', () => inHall(async (hall) => {
  const { page, url, trouble } = await hall.device('a shared tablet', 'phone');
  await join(page, url + hall.session.invitations.gao.path);
  await join(page, url + hall.session.invitations.zhou.path);
  trouble.announce(/^answered 400: GET \S+\/participants\?limit=1$/, /^console error: Failed to load resource: .* 400 /, /^console \w+: WebSocket connection to /);
  await page.goto(`${url}/sessions/${hall.session.id}`);
  await page.getByRole('heading', { name: say('closed'), level: 1 }).waitFor();
  await page.getByText(say('farewell.malformed')).waitFor();
  await join(page, url + hall.session.invitations.gao.path);
}));

test('W104 members, observers and moderators find the materials of the session', () => inHall(async (hall) => {
  const [chair, gao, observer] = await enterAll(hall, 'chair', 'gao', 'observer');
  await turnTo(gao.page, 'agenda');
  for (const { page } of [chair, gao, observer]) {
    const link = page.getByRole('link', { name: MATERIAL.label }).first();
    assert.equal(await link.getAttribute('href'), MATERIAL.url);
  }
}));

test('W54 the policy of a room’s page refuses scripts, styles, pictures and connections that are not ours', () => inHall(async (hall) => {
  const { page, trouble } = await enter(hall, 'gao');
  trouble.announce(/^content security policy: /, /^console error: .*Content Security Policy/, /^console error: This document requires 'TrustedHTML'/, /^failed: GET http:\/\/127\.0\.0\.1:9\//);
  const refused = await page.evaluate(async () => {
    /** @type {Promise<string[]>} */
    const told = new Promise((resolve) => {
      /** @type {string[]} */
      const directives = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        directives.push(effectiveDirective);
        if (directives.length === 5) resolve(directives);
      });
    });
    document.body.setAttribute('style', 'color: red');
    new Image().src = 'http://127.0.0.1:9/a.png';
    fetch('http://127.0.0.1:9/').catch(() => {});
    const foreign = 'http://127.0.0.1:9/a.js';
    import(foreign).catch(() => {});
    try {
      document.body.insertAdjacentHTML('beforeend', '<b>markup</b>');
    } catch {
      // Thrown and reported.
    }
    return told;
  });
  assert.deepEqual(refused.sort(), ['connect-src', 'img-src', 'require-trusted-types-for', 'script-src-elem', 'style-src-attr']);
}));
