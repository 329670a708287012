// The help: a page for each role, in the language of the reader; for everybody, with a seat or without.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { currentLanguage, onLanguage, t, useLanguage, useTexts } from '../i18n.js';
import { useStyles } from '../styles.js';
import { PICTURES } from '../../help/pictures.js';
import { isPage, pageOf, PAGES, sectionOf } from '../help.js';
import { drawBlock, drawText } from '../parts/help.js';

/** @typedef {import('../../help/types.d.ts').Page} Page */

class HelpPage extends RostrumElement {
  constructor() {
    super();
    /** @type {Page | null} */
    this.content = null;
    this.problem = '';
    this.asked = decodeURIComponent(location.pathname.split('/')[2] || '');
    this.page = pageOf(this.asked);
  }

  entered() {
    this.leaving.push(onLanguage(() => this.load()));
    this.listen(window, 'hashchange', () => this.goTo(location.hash.slice(1)));
    Promise.all([useStyles(new URL('../../help/help.css', import.meta.url)), this.load()]).then(() =>
      this.goTo(location.hash.slice(1) || sectionOf(this.asked)));
  }

  async load() {
    const language = currentLanguage();
    await useTexts('help');
    if (!isPage(this.page)) {
      await import('./missing.js');
      return this.drawNow();
    }
    const { default: content } = await import(`../../help/${language}/${this.page}.js`);
    // Whoever changes the language twice sees the last one.
    if (language !== currentLanguage()) return;
    this.content = content;
    history.replaceState(null, '', `${location.pathname}?lang=${language}${location.hash}`);
    this.drawNow();
  }

  /** Scrolls to a section, and lets the keyboard go on from there. @param {string} id */
  goTo(id) {
    const section = id && this.content && this.content.sections.some((each) => each.id === id) && document.getElementById(id);
    const title = section && section.querySelector('h2');
    if (!section || !title) return;
    section.scrollIntoView();
    title.focus({ preventScroll: true });
  }

  /** @param {string} id */
  linkTo(id) {
    return (/** @type {Event} */ event) => {
      event.preventDefault();
      // Not as a new page: that would be drawn anew.
      history.replaceState(null, '', `#${id}`);
      this.goTo(id);
    };
  }

  draw() {
    if (!isPage(this.page)) return this.content === null ? h('rostrum-missing', null) : null;
    const { content } = this;
    if (!content) return h('main', { class: 'plain' }, h('p', { role: 'status' }, '…'));
    document.title = `${content.title} · Rostrum`;
    return [
      h('header', { class: 'top unprinted' },
        h('p', { class: 'top-title' }, h('a', { href: this.addressOf('') }, t('help.title'))),
        h('div', { class: 'top-tools' }, this.drawLanguage())),
      h('div', { class: 'help' },
        h('nav', { class: 'help-pages unprinted', 'aria-label': t('help.pages') },
          h('ul', { class: 'plain-list' }, ...PAGES.map((page) => h('li', { key: page },
            h('a', { href: this.addressOf(page), 'aria-current': page === this.page && 'page' }, t(`help.page.${page}`)))))),
        h('main', null,
          h('h1', null, content.title),
          h('p', { class: 'help-intro' }, ...drawText(content.intro)),
          h('p', { class: 'hint unprinted' }, t('help.tab')),
          this.page === 'index' && this.drawChoice(),
          this.drawContents(content),
          ...content.sections.map((section) => this.drawSection(section)))),
    ];
  }

  drawLanguage() {
    const next = currentLanguage() === 'en' ? 'zh-CN' : 'en';
    return h('button', { class: 'quiet language', type: 'button', lang: next, onclick: () => useLanguage(next) }, t('other_language'));
  }

  /** For whoever came without a role. */
  drawChoice() {
    return h('ul', { class: 'plain-list help-choice' }, ...PAGES.filter((page) => page !== 'index').map((page) => h('li', { key: page },
      h('a', { href: this.addressOf(page) }, t(`help.page.${page}`)), h('p', { class: 'hint' }, t(`help.for.${page}`)))));
  }

  /** @param {Page} content */
  drawContents({ sections }) {
    return h('nav', { class: 'help-contents', 'aria-labelledby': 'contents', key: 'contents' },
      h('h2', { id: 'contents', tabindex: -1 }, t('help.contents')),
      h('ol', null, ...sections.map(({ id, title }) =>
        h('li', { key: id }, h('a', { href: `#${id}`, onclick: this.linkTo(id) }, title)))));
  }

  /** @param {import('../../help/types.d.ts').Section} section */
  drawSection({ id, title, body }) {
    return h('section', { id, key: id, 'aria-labelledby': `${id}-title` },
      h('h2', { id: `${id}-title`, tabindex: -1 }, title),
      ...body.map((block) => drawBlock(block, (name) => ({ url: this.pictureOf(name), kind: PICTURES[name] }))),
      h('p', { class: 'unprinted' }, h('a', { class: 'help-up', href: '#contents', onclick: (/** @type {Event} */ event) => this.goUp(event) }, t('help.up'))));
  }

  /** @param {Event} event */
  goUp(event) {
    event.preventDefault();
    const title = document.getElementById('contents');
    if (!title) return;
    title.scrollIntoView();
    title.focus({ preventScroll: true });
  }

  /** @param {string} name */
  pictureOf(name) {
    return new URL(`../../help/pictures/${currentLanguage()}/${name}.webp`, import.meta.url).href;
  }

  /** @param {string} page */
  addressOf(page) {
    return `/help${page && page !== 'index' ? `/${page}` : ''}?lang=${currentLanguage()}`;
  }
}

customElements.define('rostrum-help', HelpPage);
