// The consultation that the help shows, held from the set-up to the register, each thing done as the help says it is done.
import { camera } from './help_pictures.js';
import { MATERIAL } from './help_material.js';
import { loseNetwork, press, regainNetwork } from './people.js';
import { say, saying } from './text.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./hall.js').Hall} Hall */
/** @typedef {import('./help_material.js').Material} Material */
/** @typedef {ReturnType<typeof inLanguage>} Words */

/** So many characters of a text name a button that stands beside it. */
const BEGINNING = 12;
/** Somewhat higher than the phone of the other tests, as most are. */
const PHONE = { width: 360, height: 800 };
/** So high stands what stays on top of a phone. */
const FLOOR_PIXELS = 110;
/** A wait that is long enough for a picture: four seconds and more. */
const LONG = '([4-9]|1\\d)';

/**
 * Everything that depends on the language.
 * @param {string} language
 */
function inLanguage(language) {
  /** @type {(key: string, values?: Record<string, string | number>) => string} */
  const text = (key, values = {}) => say(key, values, language);
  return {
    language,
    material: MATERIAL[language],
    text,
    /** @type {(key: string) => RegExp} */
    like: (key) => saying(key, language),
    /** A button that says what it is about. @type {(key: string, about: string) => string} */
    about: (key, about) => text('console.about', { text: text(key), about }),
    /** @type {(page: Page, key: string) => import('playwright-core').Locator} */
    region: (page, key) => page.getByRole('region', { name: text(key) }),
    /** @type {(page: Page, key: string) => Promise<void>} */
    turnTo: (page, key) => page.getByRole('tab', { name: text(key) }).click(),
  };
}

/**
 * Holds it.
 * @param {Hall} hall of a first start
 * @param {string} language
 * @returns {Promise<Set<string>>} the names of the pictures that were taken
 */
export async function tellStory(hall, language) {
  const words = inLanguage(language);
  const { taken, shoot } = camera(language);
  /** @param {string} name @param {import('./browser.js').Screen} screen */
  const device = async (name, screen) => {
    const made = await hall.device(name, screen);
    if (screen === 'phone') await made.page.setViewportSize(PHONE);
    await made.context.addInitScript((chosen) => localStorage.setItem('rostrum.language', chosen), language);
    return made;
  };
  const convener = (await device('convener', 'desktop')).page;
  const links = await convene(hall, words, convener, shoot);
  /** @param {string} who @param {import('./browser.js').Screen} screen */
  const comes = async (who, screen) => {
    const made = await device(who, screen);
    await made.page.goto(made.url + links[who]);
    await made.page.getByRole('button', { name: words.text('join.enter') }).waitFor();
    if (who === 'gao') await shoot(made.page, 'join');
    await press(made.page, words.text('join.enter'));
    await made.page.getByRole('status').getByText(words.text('connection.connected'), { exact: true }).waitFor();
    return made;
  };
  const [chair, clerk, gao, zhou, lin] = [
    await comes('chair', 'desktop'), await comes('clerk', 'desktop'), await comes('gao', 'phone'), await comes('zhou', 'phone'), await comes('lin', 'phone'),
  ];
  await prepare(words, clerk.page, shoot);
  await openAndQueue(words, chair.page, [zhou.page, lin.page, gao.page], shoot);
  await speak(words, chair.page, clerk.page, zhou.page, shoot);
  await beCalled(words, chair.page, clerk.page, lin.page, gao.page, shoot);
  await check(words, gao.page, shoot);
  await write(words, clerk.page, gao.page, lin.page, shoot);
  await vote(words, chair.page, gao.page, shoot);
  const unit = await comes('unitPerson', 'phone');
  await promise(words, chair.page, clerk.page, unit.page);
  const operator = await comes('operator', 'phone');
  await signIn(words, operator.page, clerk.page, shoot);
  await look(words, convener, shoot);
  await loseNetwork({ ...gao, who: 'gao' });
  await words.turnTo(gao.page, 'tabs.live');
  await gao.page.getByText(new RegExp(words.text('connection.detail', { seconds: LONG, at: '.*' }))).waitFor();
  await gao.page.evaluate(() => scrollTo(0, 0));
  await shoot(gao.page, 'member-lost');
  await regainNetwork({ ...gao, who: 'gao' });
  await gao.page.getByRole('status').getByText(words.text('connection.connected'), { exact: true }).waitFor();
  return taken;
}

/** @typedef {ReturnType<typeof camera>['shoot']} Shoot */

/** At the desk: everybody's path into the session. @type {(hall: Hall, words: Words, page: Page, shoot: Shoot) => Promise<Record<string, string>>} */
async function convene({ server }, { text, material, language }, page, shoot) {
  await page.goto(server.setUpLink());
  await page.getByRole('button', { name: text('setup.redeem') }).waitFor();
  await shoot(page, 'setup');
  await press(page, text('setup.redeem'));
  await page.getByLabel(text('desk.token')).waitFor();
  await press(page, text('setup.go_on'));
  await page.getByRole('heading', { name: text('desk.sessions'), level: 1 }).waitFor();
  await enact(server, material);

  await page.getByRole('link', { name: text('desk.new') }).click();
  await page.getByRole('option', { name: material.form }).waitFor({ state: 'attached' });
  await page.getByLabel(text('desk.form'), { exact: true }).selectOption({ label: material.form });
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await shoot(page, 'desk-new');
  const goOn = (/** @type {string} */ step) => press(page, text('desk.step_next', { title: text(`desk.step_title.${step}`) }));
  await goOn('about');
  await page.getByLabel(text('desk.draft_title')).fill(material.title);
  await page.getByLabel(text('desk.body')).fill(material.body);
  const venues = page.getByLabel(text('desk.venue_name'), { exact: true });
  await venues.first().fill(material.venues[0]);
  await press(page, text('desk.add_venue'));
  await venues.nth(1).fill(material.venues[1]);
  await goOn('people');
  const roster = rosterOf(material);
  await page.getByLabel(text('desk.people.label')).fill(roster
    .map(({ name, role, sector, venue }) => [name, text(`role.${role}`), sector, venue].join('\t')).join('\n'));
  await goOn('look');
  await press(page, text('desk.create', { count: roster.length }));
  await page.getByRole('heading', { name: material.title, level: 1 }).waitFor();
  await page.getByRole('row').filter({ hasText: material.lin }).waitFor();
  await shoot(page, 'desk-invitations');
  await press(page, text('desk.print_codes', { count: roster.length }));
  await page.getByRole('img', { name: text('desk.code_of', { name: material.lin }) }).waitFor();
  await press(page, text('desk.leave_sheet'));

  const session = new URL(page.url()).pathname.split('/')[2];
  const { invitations } = await ask(server, 'GET', `/api/sessions/${session}/invitations?lang=${language}`);
  return Object.fromEntries(roster.map(({ who, name }) => {
    const { pathname, hash } = new URL(invitations.find((/** @type {any} */ each) => each.name === name).url);
    return [who, pathname + hash];
  }));
}

/** @param {Material} material */
const rosterOf = (material) => [
  { who: 'chair', name: material.chair, role: 'chair', sector: '', venue: material.venues[0] },
  { who: 'clerk', name: material.clerk, role: 'clerk', sector: '', venue: material.venues[0] },
  { who: 'gao', name: material.gao, role: 'member', sector: material.sectors.gao, venue: material.venues[0] },
  { who: 'zhou', name: material.zhou, role: 'member', sector: material.sectors.zhou, venue: material.venues[1] },
  { who: 'lin', name: material.lin, role: 'member', sector: material.sectors.lin, venue: material.venues[1] },
  { who: 'unitPerson', name: material.unitPerson, role: 'respondent', sector: material.unit, venue: material.venues[0] },
  { who: 'operator', name: material.operator, role: 'operator', sector: '', venue: material.venues[1] },
  { who: 'unit', name: material.unit, role: 'owner', sector: '', venue: '' },
];

/** A form whose texts are in the language of the pictures. @type {(server: import('./server.js').Server, material: Material) => Promise<unknown>} */
const enact = (server, { form, items, steps, stepsWho: who }) => ask(server, 'POST', '/api/forms/example', {
  preset: {
    title: form, title_en: form,
    rules: { discipline: 'fewest_turns', posts_moderated: true, threads_before: true, quorum: 3 },
    agenda: items.map((title, index) => ({ title, kind: ['report', 'discussion', 'response'][index], limit_ms: [8, 5, 5][index] * 60_000 })),
    steps: steps.map((title, index) => ({ title, who, mandatory: index === 1, due_before_ms: (3 - index) * 86_400_000 })),
  },
  reason: form,
});

/** @type {(server: import('./server.js').Server, method: string, path: string, body?: unknown) => Promise<any>} */
async function ask(server, method, path, body) {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const answer = await fetch(server.url + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The clerk completes what is mandatory. @type {(words: Words, page: Page, shoot: Shoot) => Promise<void>} */
async function prepare({ text, about, material }, page, shoot) {
  const [, step] = material.steps;
  await press(page, about('steps.complete', step));
  const dialog = page.getByRole('dialog', { name: text('steps.complete_title', { title: step }) });
  await dialog.getByLabel(text('steps.note')).fill(material.stepNote);
  await dialog.getByRole('button', { name: text('steps.complete') }).click();
  await page.getByText(material.stepNote).waitFor();
  await shoot(page, 'console-preparing');
}

/** @type {(words: Words, chair: Page, members: Page[], shoot: Shoot) => Promise<void>} */
async function openAndQueue({ text, about, like, region, material }, chair, members, shoot) {
  await press(chair, text('console.open_session'));
  await press(chair, about('console.item_start', material.items[1]));
  const last = members[members.length - 1];
  await last.getByText(text('own.can_ask')).waitFor();
  await shoot(last, 'member-can-ask');
  for (const page of members) {
    await press(page, text('own.ask'));
    await region(page, 'own.title').getByText(like('own.waiting')).waitFor();
  }
  await region(last, 'own.title').getByText(text('own.waiting', { place: 3 })).waitFor();
  await dismiss({ text, region }, last);
  await shoot(last, 'member-waiting');
  await press(last, text('own.ask_other'));
  const dialog = last.getByRole('dialog', { name: text('own.ask_title') });
  await dialog.getByRole('radio').first().waitFor();
  await shoot(last, 'member-other');
  await dialog.getByRole('button', { name: text('cancel') }).click();
  await chair.getByRole('region', { name: new RegExp(`^${text('queue.title')}`) }).getByRole('listitem').nth(2).waitFor();
  await chair.getByText(text('console.arrived', { arrived: 5 })).waitFor();
  await shoot(chair, 'console-queue');
}

/** Scrolls to where it stands below the floor, which stays on top. @param {import('playwright-core').Locator} locator */
const showBelowFloor = (locator) =>
  locator.evaluate((element, above) => scrollTo(0, element.getBoundingClientRect().top + scrollY - above), FLOOR_PIXELS);

/** What has been read and lies over the rest. @type {(words: Pick<Words, 'text' | 'region'>, page: Page) => Promise<void>} */
async function dismiss({ text, region }, page) {
  const notices = region(page, 'notices').getByRole('button', { name: text('dismiss') });
  // At once: each goes by itself after a while.
  await notices.evaluateAll((buttons) => buttons.forEach((button) => /** @type {HTMLElement} */ (button).click()));
  await notices.first().waitFor({ state: 'detached' });
}

/** Writes down what somebody says. @type {(words: Words, page: Page, name: string, said: string) => Promise<void>} */
async function record({ text, region }, page, name, said) {
  const recorder = region(page, 'recorder.title');
  await recorder.getByLabel(text('recorder.label', { name })).fill(said);
  await recorder.getByRole('button', { name: text('recorder.record') }).click();
  await region(page, 'transcript.title').getByText(said).waitFor();
}

/** Granted at once, and ended by the speaker. @type {(words: Words, chair: Page, clerk: Page, speaker: Page, shoot: Shoot) => Promise<void>} */
async function speak(words, chair, clerk, speaker, shoot) {
  const { text, region, material } = words;
  const waiting = chair.getByRole('region', { name: new RegExp(`^${text('queue.title')}`) }).getByRole('listitem').filter({ hasText: material.zhou });
  await waiting.getByRole('button', { name: new RegExp(`^${text('console.request_grant')}`) }).click();
  await region(chair, 'floor.title').filter({ hasText: text('turn_state.holding') }).getByText(material.zhou).waitFor();
  await shoot(chair, 'console-speaking');
  await region(clerk, 'recorder.title').getByLabel(text('recorder.label', { name: material.zhou })).fill(material.words.zhou);
  await shoot(clerk, 'console-record');
  await record(words, clerk, material.zhou, material.words.zhou);
  await press(speaker, text('own.release'));
  await region(chair, 'floor.title').getByText(text('floor.free')).waitFor();
}

/** Called, ready, and ended by the speaker; the other one takes the request back. @type {(words: Words, chair: Page, clerk: Page, other: Page, speaker: Page, shoot: Shoot) => Promise<void>} */
async function beCalled(words, chair, clerk, other, speaker, shoot) {
  const { text, region, material } = words;
  await press(other, text('own.withdraw_only'));
  await other.getByText(text('own.can_ask')).waitFor();
  await press(chair, text('console.floor_next', { name: material.gao }));
  await region(speaker, 'own.title').getByText(text('own.called')).waitFor();
  await shoot(speaker, 'member-called');
  await press(speaker, text('own.be_ready'));
  await region(speaker, 'own.title').getByText(text('own.speaking')).waitFor();
  await region(speaker, 'floor.title').getByText(text('turn_state.holding')).waitFor();
  await shoot(speaker, 'member-speaking');
  await record(words, clerk, material.gao, material.words.gao);
  await press(speaker, text('own.release'));
  await region(speaker, 'own.title').getByText(text('own.can_ask')).waitFor();
}

/** One's own words, and the record. @type {(words: Words, page: Page, shoot: Shoot) => Promise<void>} */
async function check({ text, region, turnTo, material }, page, shoot) {
  await turnTo(page, 'tabs.transcript');
  await page.getByRole('button', { name: text('statement.confirm') }).waitFor();
  await page.getByRole('searchbox').waitFor();
  await showBelowFloor(region(page, 'transcript.title'));
  await shoot(page, 'member-words');
  await press(page, text('statement.confirm'));
  await page.getByText(text('statement.confirmed')).waitFor();
  await turnTo(page, 'tabs.rules');
  const proof = region(page, 'proof.title');
  await proof.getByText(material.words.gao).waitFor();
  await press(page, text('proof.check'));
  await proof.getByText(text('proof.result_good'), { exact: true }).waitFor();
  await showBelowFloor(proof.getByText(text('proof.first')));
  await shoot(page, 'member-check');
}

/** Two write, the clerk approves, one agrees. @type {(words: Words, clerk: Page, gao: Page, lin: Page, shoot: Shoot) => Promise<void>} */
async function write({ text, region, turnTo, material }, clerk, gao, lin, shoot) {
  await turnTo(clerk, 'console.tab_threads');
  await press(clerk, text('console.open_thread'));
  await clerk.getByLabel(text('console.thread_title')).fill(material.thread);
  await press(clerk, text('console.open_thread_send'));
  await clerk.getByRole('button', { name: material.thread }).first().waitFor();
  for (const [page, post] of /** @type {const} */ ([[lin, material.posts.lin], [gao, material.posts.gao]])) {
    await turnTo(page, 'tabs.threads');
    await page.getByLabel(text('threads.compose')).fill(post);
    await press(page, text('threads.publish'));
    await page.getByText(text('threads.waiting')).waitFor();
  }
  const lane = region(clerk, 'threads.lane');
  await lane.getByText(material.posts.gao).waitFor();
  await lane.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  await shoot(clerk, 'console-approval');
  for (const name of [material.lin, material.gao]) {
    await lane.getByRole('button', { name: text('threads.about', { text: text('threads.approve'), name }), exact: true }).click();
    await lane.getByText(name, { exact: true }).waitFor({ state: 'detached' });
  }
  await lin.getByText(material.posts.gao).waitFor();
  await lin.getByRole('button', { name: text('threads.about', { text: text('threads.endorse'), name: material.gao }) }).click();
  await gao.getByText(text('threads.endorsements', { count: 1 })).waitFor();
  await showBelowFloor(region(gao, 'threads.title'));
  await shoot(gao, 'member-opinions');
}

/** @type {(words: Words, chair: Page, page: Page, shoot: Shoot) => Promise<void>} */
async function vote({ text, region, turnTo, material }, chair, page, shoot) {
  await turnTo(chair, 'console.tab_polls');
  await press(chair, text('polls.open'));
  const dialog = chair.getByRole('dialog', { name: text('polls.open') });
  await dialog.getByLabel(text('polls.question'), { exact: true }).fill(material.poll);
  await dialog.getByLabel(text('polls.options')).fill(material.options.join('\n'));
  await dialog.getByRole('button', { name: text('polls.open_send'), exact: true }).click();
  await turnTo(page, 'tabs.live');
  const poll = page.getByRole('region', { name: material.poll });
  await poll.getByRole('radio', { name: material.options[0], exact: true }).check();
  await dismiss({ text, region }, page);
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, 'member-poll');
  await poll.getByRole('button', { name: text('polls.vote') }).click();
  await poll.getByText(text('polls.answered')).waitFor();
}

/** A department speaks, and the clerk makes a commitment of it. @type {(words: Words, chair: Page, clerk: Page, unit: Page) => Promise<void>} */
async function promise(words, chair, clerk, unit) {
  const { text, region, turnTo, about, material } = words;
  await press(unit, text('own.ask'));
  await press(chair, text('console.floor_next', { name: material.unitPerson }));
  await press(chair, text('console.floor_grant', { name: material.unitPerson }));
  await turnTo(clerk, 'console.tab_record');
  await record(words, clerk, material.unitPerson, material.words.unit);
  await press(chair, text('console.floor_end'));
  await region(chair, 'floor.title').getByText(text('floor.free')).waitFor();
  await press(clerk, about('commitment.record', Array.from(material.words.unit).slice(0, BEGINNING).join('')));
  const dialog = clerk.getByRole('dialog', { name: text('commitment.record') });
  await dialog.getByLabel(text('commitment.text')).fill(material.promise);
  await dialog.getByLabel(text('commitment.owner')).selectOption({ label: `${material.unit} · ${text('role.owner')}` });
  await dialog.getByLabel(text('commitment.due')).fill('2026-12-31');
  await dialog.getByLabel(text('commitment.category')).fill(material.category);
  await dialog.getByRole('button', { name: text('commitment.record_look') }).click();
  await clerk.getByRole('dialog', { name: text('commitment.record_check') }).getByRole('button', { name: text('commitment.record_send') }).click();
  await turnTo(clerk, 'console.tab_commitments');
  await clerk.getByRole('heading', { name: material.promise }).waitFor();
}

/** The operator signs the room in and asks for somebody. @type {(words: Words, page: Page, clerk: Page, shoot: Shoot) => Promise<void>} */
async function signIn({ text, turnTo, material }, page, clerk, shoot) {
  await turnTo(page, 'tabs.venue');
  await page.getByText(text('operator.there', { there: 2, all: 2 })).waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, 'operator-venue');
  await press(page, text('console.ask_for'));
  const dialog = page.getByRole('dialog', { name: text('console.ask_for') });
  await dialog.getByRole('radio', { name: new RegExp(material.lin) }).check();
  await shoot(page, 'operator-ask');
  await dialog.getByRole('button', { name: text('ask.other_impromptu') }).click();
  await page.getByText(material.lin).first().waitFor();
  await turnTo(clerk, 'console.tab_people');
  await clerk.getByRole('listitem').filter({ hasText: material.lin }).getByText(text('console.is_there'), { exact: true }).waitFor();
  await shoot(clerk, 'console-people');
}

/** The convener afterwards. @type {(words: Words, page: Page, shoot: Shoot) => Promise<void>} */
async function look({ text, material }, page, shoot) {
  await press(page, text('desk.show_checkpoint'));
  await page.getByRole('region', { name: text('desk.checkpoint') }).waitFor();
  await page.getByRole('heading', { name: text('desk.exports') }).evaluate((element) => element.scrollIntoView());
  await shoot(page, 'desk-record');
  await page.goto(`${new URL(page.url()).origin}/desk#commitments`);
  await page.getByRole('row').filter({ hasText: material.promise }).waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, 'desk-register');
}
