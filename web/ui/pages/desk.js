// The convener's desk: asks for the token, and then shows the page of the address.
import { createDesk } from '../desk_http.js';
import { forgetAll, forgetToken, keepToken, token } from '../desk_kept.js';
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t, useTexts } from '../i18n.js';
import { drawField, drawLink, problemText, useDeskStyles } from '../parts/desk/help.js';
import { usePeopleWords } from '../parts/desk/people.js';
import { drawPageTools } from '../parts/page_tools.js';
import '../parts/desk/create.js';
import '../parts/desk/forms.js';
import '../parts/desk/session.js';
import '../parts/desk/sessions.js';

/** No header can carry anything else, so no token is; the server judges it in the same way. */
const TOKEN = /^[\x20-\x7e]+$/;

/** Whether another page of the desk was shown before: then the focus goes on with the reader. */
let wasShown = false;

class DeskPage extends RostrumElement {
  constructor() {
    super();
    this.isReady = false;
    this.isAsking = false;
    this.problem = '';
    /** @type {import('../desk_http.js').Desk | null} */
    this.desk = null;
  }

  entered() {
    this.begin(token());
    const later = LATER[elementHere()];
    Promise.all([useTexts('room', 'desk', 'names'), usePeopleWords(), useDeskStyles(), later && later()]).then(() => {
      this.isReady = true;
      this.drawNow();
      const title = this.querySelector('h1');
      if (wasShown && title) title.focus();
      wasShown = true;
    });
  }

  /** @param {string | null} known */
  begin(known) {
    this.desk = known ? createDesk(known, () => this.refused()) : null;
  }

  /** The token that was good is so no longer: the server has another one. */
  refused() {
    if (!this.desk) return;
    this.close(t('desk.token_wrong'));
    // With the new one the convener goes on with what was begun.
    forgetToken();
  }

  leave() {
    this.close('');
    forgetAll();
  }

  /** Shows the gate at once: what is kept when a part of the desk goes is kept before anything is forgotten. @param {string} problem */
  close(problem) {
    this.desk = null;
    this.problem = problem;
    this.drawNow();
  }

  /** @param {SubmitEvent} event */
  async ask(event) {
    event.preventDefault();
    if (this.isAsking) return;
    const field = /** @type {HTMLInputElement} */ (this.querySelector('#token'));
    const given = field.value.trim();
    this.problem = '';
    this.isAsking = true;
    this.update();
    try {
      if (!TOKEN.test(given)) throw { status: 401 };
      await createDesk(given).sessions();
      keepToken(given);
      this.begin(given);
    } catch (problem) {
      this.problem = /** @type {any} */ (problem).status === 401 ? t('desk.token_wrong') : problemText(problem);
      field.focus();
    }
    this.isAsking = false;
    this.update();
  }

  draw() {
    if (!this.isReady) return h('main', { class: 'plain' }, h('p', { role: 'status' }, t('loading')));
    if (!this.desk) return this.drawGate();
    return [
      h('header', { class: 'top unprinted' },
        h('nav', { class: 'top-title', 'aria-label': t('desk.title') }, drawLink('/desk', t('desk.title'))),
        h('div', { class: 'top-tools' },
          h('button', { type: 'button', class: 'quiet', onclick: () => this.leave() }, t('desk.forget')), drawPageTools('/convener'))),
      h(elementHere(), { desk: this.desk }),
    ];
  }

  drawGate() {
    document.title = `${t('desk.title')} · Rostrum`;
    return h('main', { class: 'plain' },
      h('h1', { tabindex: -1 }, t('desk.title')),
      h('form', { class: 'stack', onsubmit: (/** @type {any} */ event) => this.ask(event) },
        h('p', null, t('desk.token_explained')),
        drawField({ id: 'token', type: 'password', label: t('desk.token'), required: true, fault: this.problem }),
        h('div', { role: 'alert', class: 'unseen' }, this.problem),
        h('button', { type: 'submit', class: 'primary', 'aria-disabled': this.isAsking && 'true' }, t('desk.enter'))),
      drawPageTools('/convener'));
  }
}

/** @type {{[hash: string]: string}} what the desk shows beside the sessions */
const ELEMENTS = {
  '#forms': 'rostrum-desk-forms', '#commitments': 'rostrum-desk-register', '#reviews': 'rostrum-desk-reviews',
  '#participation': 'rostrum-desk-participation',
};

/** What few need at a time, with its texts. @type {{[tag: string]: () => Promise<unknown>}} */
const LATER = {
  'rostrum-desk-register': () => Promise.all([import('../parts/desk/register.js'), useTexts('commitments')]),
  'rostrum-desk-reviews': () => Promise.all([import('../parts/desk/reviews.js'), useTexts('commitments')]),
  'rostrum-desk-erasures': () => Promise.all([import('../parts/desk/erasures.js'), useTexts('erasures')]),
  'rostrum-desk-participation': () => Promise.all([import('../parts/desk/participation.js'), useTexts('participation')]),
  'rostrum-desk-review': () => Promise.all([import('../parts/desk/review.js'), useTexts('commitments')]),
};

function elementHere() {
  if (location.pathname.split('/')[2]) return location.hash === '#erasures' ? 'rostrum-desk-erasures' : 'rostrum-desk-session';
  if (/^#review-\d+$/.test(location.hash)) return 'rostrum-desk-review';
  if (/^#new(-|$)/.test(location.hash)) return 'rostrum-desk-create';
  return ELEMENTS[location.hash] || 'rostrum-desk-sessions';
}

customElements.define('rostrum-desk', DeskPage);
