// All look-back reviews, newest first.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { t } from '../../i18n.js';
import { useCommitmentStyles } from '../../styles.js';
import { drawButton, drawLink, problemText } from './help.js';

/** @typedef {import('../../../sdk/types/protocol.d.ts').ReviewPage} ReviewPage */

/** Given `desk`. */
class DeskReviews extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    /** @type {ReviewPage['reviews'] | null} */
    this.reviews = null;
    /** @type {number | null | undefined} */
    this.next = undefined;
    this.problem = '';
  }

  entered() {
    useCommitmentStyles().then(() => this.load());
  }

  async load() {
    this.problem = '';
    try {
      const page = await this.desk.reviews(this.next || undefined);
      this.reviews = [...(this.reviews || []), ...page.reviews];
      this.next = page.next;
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.update();
  }

  draw() {
    document.title = `${t('desk.reviews')} · Rostrum`;
    const { reviews } = this;
    return h('main', { class: 'desk' },
      h('p', null, drawLink('/desk', t('desk.back')), ' · ', drawLink('/desk#commitments', t('desk.register'))),
      h('h1', { tabindex: -1 }, t('desk.reviews')),
      h('p', { class: 'hint' }, t('review.explanation')),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem)),
      !reviews && !this.problem && h('p', { role: 'status' }, t('loading')),
      reviews && reviews.length === 0 && h('p', { class: 'hint' }, t('review.none')),
      reviews && h('ul', { class: 'plain-list cards' }, ...reviews.map(({ review, title, on, lines, found }) =>
        h('li', { key: review, class: 'card' },
          h('h2', null, drawLink(`/desk#review-${review}`, title)),
          h('p', { class: 'hint' }, t('review.summary', { on, lines, found }))))),
      (this.next || this.problem) && h('p', { class: 'controls' }, drawButton(t(this.problem ? 'desk.again' : 'register.more'), () => this.load())));
  }
}

customElements.define('rostrum-desk-reviews', DeskReviews);
