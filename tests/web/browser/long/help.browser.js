// The help: that everybody gets there and back, and that everybody can read it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PAGES } from '../../../../web/ui/help.js';
import { assertAccessible, inspect } from '../support/axe.js';
import { assertFits } from '../support/fits.js';
import { inHall } from '../support/hall.js';
import { ask, enterAll, seesConnection, seesOwnPlace, switchLanguage } from '../support/people.js';
import { begin } from '../support/presiding.js';
import { ITEMS } from '../support/session.js';
import { LANGUAGES, say } from '../support/text.js';

/** @typedef {import('playwright-core').Page} Page */

/** @type {(page: string, language?: string) => Promise<import('../../../../web/help/types.d.ts').Page>} */
const contentOf = async (page, language = LANGUAGES[0]) => (await import(`../../../../web/help/${language}/${page}.js`)).default;

/** @type {(page: string) => string} */
const addressOf = (page) => (page === 'index' ? '/help' : `/help/${page}`);

/** Every screen has it before the choice of the language. @type {(page: Page, language?: string) => import('playwright-core').Locator} */
const linkToHelp = (page, language = LANGUAGES[0]) =>
  page.getByRole('paragraph').filter({ has: page.getByRole('button', { name: say('other_language', {}, language), exact: true }) })
    .getByRole('link', { name: say('help', {}, language), exact: true });

/** Goes to the help, which opens beside. @type {(page: Page, language?: string) => Promise<Page>} */
async function openHelp(page, language) {
  const [help] = await Promise.all([page.context().waitForEvent('page'), linkToHelp(page, language).click()]);
  await help.getByRole('heading', { level: 1 }).waitFor();
  return help;
}

test('W183 from a room everybody gets to the help of the own role and back, and loses nothing', () => inHall(async (hall) => {
  const [chair, gao, observer] = await enterAll(hall, 'chair', 'gao', 'observer');
  await begin(chair.page, ITEMS[1].title);
  await ask(gao.page);
  const help = await openHelp(gao.page);
  const { title } = await contentOf('member');
  await help.getByRole('heading', { name: title, level: 1 }).waitFor();
  assert.equal(new URL(help.url()).pathname, '/help/member');
  // The room is where it was, connected, with the place in the queue.
  await help.close();
  await seesConnection(gao.page);
  await seesOwnPlace(gao.page, 1);

  const chairs = await openHelp(chair.page);
  await chairs.getByRole('heading', { name: (await contentOf('chair')).title, level: 1 }).waitFor();
  // Who observes finds it in a section of the members' page.
  const observers = await openHelp(observer.page);
  const { sections } = await contentOf('member');
  const own = observers.getByRole('heading', { name: sections.find(({ id }) => id === 'observer')?.title, level: 2, exact: true });
  await observers.waitForFunction((id) => document.activeElement?.id === id, 'observer-title');
  assert.ok(await own.evaluate((element) => element.getBoundingClientRect().top < innerHeight), 'the section is in sight');

  await switchLanguage(gao.page, 'zh-CN');
  const english = await openHelp(gao.page, 'en');
  await english.getByRole('heading', { name: (await contentOf('member', 'en')).title, level: 1 }).waitFor();
  // On to another page, in the same language.
  await english.getByRole('navigation', { name: say('help.pages', {}, 'en') }).getByRole('link', { name: say('help.page.clerk', {}, 'en') }).click();
  await english.getByRole('heading', { name: (await contentOf('clerk', 'en')).title, level: 1 }).waitFor();
}));

test('W183 the help is reached from every screen in the same place, without a seat', () => inHall(async (hall) => {
  const { page, url, trouble } = await hall.device('somebody', 'phone');
  trouble.announce(/^answered 40[14]: GET /, /^console error: Failed to load resource: .* 40[14] /, /^console \w+: WebSocket connection to /);
  /** @type {[string, string][]} */
  const addresses = [
    ['/', '/help'], ['/join#x', '/help'], ['/setup', '/help/administrator'], ['/desk', '/help/convener'], ['/nowhere', '/help'],
    [`/sessions/${hall.session.id}`, '/help'], [`/sessions/${hall.session.id}?at=1`, '/help'], [`/commitments/${hall.session.id}`, '/help/owner'],
  ];
  for (const [address, expected] of addresses) {
    await page.goto('about:blank');
    await page.goto(url + address);
    const link = linkToHelp(page);
    await link.waitFor();
    assert.equal(new URL(/** @type {string} */ (await link.getAttribute('href')), url).pathname, expected, address);
    assert.equal(await link.getAttribute('target'), '_blank', address);
  }
  await page.goto(`${url}/help/nobody`);
  await page.getByRole('heading', { name: say('missing.title'), level: 1 }).waitFor();
  // A role's name in the address leads to the page that has its section.
  await page.goto(`${url}/help/owner`);
  await page.getByRole('heading', { name: (await contentOf('member')).title, level: 1 }).waitFor();
}));

test('W184 axe finds nothing serious on any page of the help, whose headings and contents are in order', () => inHall(async (hall) => {
  const { page, url } = await hall.device('somebody', 'phone');
  for (const name of PAGES) {
    const { title, sections } = await contentOf(name);
    await page.goto(`${url}${addressOf(name)}`);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    const levels = await page.locator('h1, h2, h3, h4').evaluateAll((headings) => headings.map(({ localName }) => Number(localName[1])));
    assert.equal(levels.filter((level) => level === 1).length, 1, name);
    levels.forEach((level, index) => assert.ok(index === 0 || level <= levels[index - 1] + 1, `${name}: ${levels}`));
    const contents = page.getByRole('navigation', { name: say('help.contents') }).getByRole('link');
    assert.deepEqual(await contents.allTextContents(), sections.map((section) => section.title), name);
    for (const language of LANGUAGES) {
      await page.getByRole('button', { name: say('other_language', {}, language), exact: true }).waitFor();
      await assertAccessible(page, `help, ${name}, ${language}`);
      await switchLanguage(page, /** @type {'zh-CN' | 'en'} */ (language));
    }
  }
  // The colours are those of every page.
  await inspect(page, 'help for administrators, light and dark');
  // The contents lead to a section, the keyboard goes on from there, and a reload stays there.
  const last = (await contentOf('administrator')).sections.at(-1);
  await page.getByRole('link', { name: last?.title, exact: true }).click();
  await page.waitForFunction((id) => document.activeElement?.id === `${id}-title`, last?.id);
  await page.reload();
  await page.waitForFunction((id) => document.activeElement?.id === `${id}-title`, last?.id);
}));

test('W184 the help fits a screen of 320 pixels, shows all its pictures, and prints without what is only for the screen', () => inHall(async (hall) => {
  const { page, url } = await hall.device('somebody', 'narrow');
  for (const name of PAGES) {
    for (const language of LANGUAGES) {
      await page.goto(`${url}${addressOf(name)}?lang=${language}`);
      await page.getByRole('heading', { name: (await contentOf(name, language)).title, level: 1 }).waitFor();
      await assertFits(`help, ${name}, ${language}`, page);
      const images = page.getByRole('img');
      for (let index = 0; index < await images.count(); index += 1) {
        const image = images.nth(index);
        await image.scrollIntoViewIfNeeded();
        await image.evaluate((element) => /** @type {HTMLImageElement} */ (element).decode());
        // What the page reserves is what comes: nothing moves under the reader.
        const [shown, natural] = await image.evaluate((element) => {
          const { width, height, naturalWidth, naturalHeight } = /** @type {HTMLImageElement} */ (element);
          return [width / height, naturalWidth / naturalHeight];
        });
        assert.ok(Math.abs(shown - natural) < 0.02, `${name}, ${language}: a picture is ${natural}, and shown as ${shown}`);
      }
    }
  }
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation', { name: say('help.pages', {}, 'en') }).isVisible(), false);
  assert.equal(await page.getByRole('button', { name: say('other_language', {}, 'en') }).isVisible(), false);
  assert.equal(await page.getByRole('heading', { level: 1 }).isVisible(), true);
}));
