// Polls: whoever may answer does it once; how many did is shown while a poll is open, and the result when it is closed.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { useLaterStyles } from '../styles.js';

useLaterStyles();

/** @typedef {import('../../sdk/types/protocol.d.ts').PollView} PollView */

/** Given `room`, `only` where those that one has still to answer stand apart, and `drawControls` where something can be done to a poll. */
class Polls extends RostrumElement {
  constructor() {
    super();
    /** @type {'due' | 'rest' | 'all'} */
    this.only = 'all';
    /** @type {((poll: number) => import('../types.d.ts').Child) | null} */
    this.drawControls = null;
    /** @type {Set<number>} what one has answered */
    this.answered = new Set();
    /** @type {Map<number, Set<number>>} what is chosen and not sent yet */
    this.chosen = new Map();
    this.isSending = false;
  }

  entered() {
    for (const name of ['change', 'presence', 'record']) this.listen(this.room, name);
    // The view does not say who answered; the journal does.
    this.room.record.open();
  }

  draw() {
    const { view, me, record } = this.room;
    if (!view || !me) return null;
    for (const { by, entry } of record.entries) if (entry.type === 'vote_cast' && by === me.participant) this.answered.add(entry.poll);
    const ids = Object.keys(view.polls).map(Number).reverse()
      .filter((id) => this.only === 'all' || this.owesAnswer(id, view.polls[id]) === (this.only === 'due'));
    return ids.map((id) => this.drawPoll(id, view.polls[id]));
  }

  /** Whether one has still to answer it. @type {(id: number, poll: PollView) => boolean} */
  owesAnswer(id, poll) {
    return poll.open && this.room.may('vote') && !this.answered.has(id);
  }

  /** @type {(id: number, poll: PollView) => import('../types.d.ts').Drawn} */
  drawPoll(id, poll) {
    const { presence } = this.room;
    const tally = presence ? presence.tallies[id] : undefined;
    const mayAnswer = this.owesAnswer(id, poll);
    return h('section', { key: id, class: 'poll', 'aria-labelledby': `poll-${id}` },
      h('h2', { id: `poll-${id}` }, poll.question),
      mayAnswer ? this.drawForm(id, poll) : poll.open && !tally && h('ul', null, ...poll.options.map((option, index) => h('li', { key: index }, option))),
      poll.open && this.answered.has(id) && h('p', { class: 'own-state' }, t('polls.answered')),
      poll.open && h('p', { class: 'hint' }, t('polls.explanation')),
      // Nobody is led by the others before he has answered.
      !mayAnswer && drawCounts(poll, poll.open ? tally : poll.result),
      this.drawControls && this.drawControls(id));
  }

  /** @type {(id: number, poll: PollView) => import('../types.d.ts').Drawn} */
  drawForm(id, { options, choices_max: max }) {
    const chosen = this.chosen.get(id) || new Set();
    return h('form', { class: 'compose', onsubmit: (/** @type {any} */ event) => this.vote(event, id, [...chosen]) },
      h('fieldset', null, h('legend', null, max > 1 ? t('polls.choose_some', { max }) : t('polls.choose_one')),
        ...options.map((option, index) => h('label', { key: index, class: 'choice' },
          h('input', {
            type: max > 1 ? 'checkbox' : 'radio', name: `poll-${id}`, value: String(index), checked: chosen.has(index),
            onchange: (/** @type {any} */ event) => this.choose(id, index, event.target, max),
          }), ' ', option))),
      h('button', { type: 'submit', class: 'primary', 'aria-disabled': (chosen.size === 0 || this.isSending) && 'true' }, t('polls.vote')));
  }

  /** @type {(id: number, index: number, input: HTMLInputElement, max: number) => void} */
  choose(id, index, input, max) {
    const chosen = new Set(max > 1 ? this.chosen.get(id) : []);
    if (input.checked && chosen.size < max) chosen.add(index);
    else chosen.delete(index);
    // One more than may be chosen is not taken, and says so by staying empty.
    input.checked = chosen.has(index);
    this.chosen.set(id, chosen);
    this.update();
  }

  /** @type {(event: Event, poll: number, choices: number[]) => Promise<void>} */
  async vote(event, poll, choices) {
    event.preventDefault();
    if (choices.length === 0 || this.isSending) return;
    this.isSending = true;
    this.update();
    const seq = await this.room.send({ type: 'vote', poll, choices: choices.sort((one, other) => one - other) });
    this.isSending = false;
    if (seq !== null) {
      this.answered.add(poll);
      // What was answered leaves the top of the page.
      this.room.notify('news', t('polls.answered'), 'poll');
    }
    this.update();
  }
}

/** @type {(poll: PollView, counts: number[] | null | undefined) => import('../types.d.ts').Child} */
function drawCounts({ options, open }, counts) {
  if (!Array.isArray(counts)) return null;
  // Bars are shares: three equal ones are not three full ones.
  const all = Math.max(1, counts.reduce((sum, each) => sum + each, 0));
  return h('ul', { class: 'plain-list' },
    h('li', { class: 'hint' }, t(open ? 'polls.so_far' : 'polls.closed')),
    ...options.map((option, index) => h('li', { key: index, class: 'result' },
      h('span', null, option), h('b', null, t('polls.count', { count: counts[index] || 0 })),
      h('meter', { min: 0, max: all, value: String(counts[index] || 0), 'aria-hidden': 'true' }))));
}

customElements.define('rostrum-polls', Polls);
