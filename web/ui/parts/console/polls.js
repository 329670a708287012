// The polls with what a moderator does to them.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { askForm, confirmed } from '../dialogs.js';
import '../polls.js';
import { drawArea, drawInput, textOf } from './fields.js';
import { ConsolePart, drawControl } from './part.js';

const OPTIONS_MAX = 20;
const CHARACTERS_MAX = 200;

class PollsPart extends ConsolePart {
  draw() {
    const { view } = this.room;
    if (!view) return null;
    const canOpen = view.session.phase === 'open' || view.session.phase === 'recess';
    return h('section', { class: 'stack', 'aria-labelledby': 'polls-title' },
      h('h2', { id: 'polls-title' }, t('polls.title')),
      h('p', { class: 'hint' }, t('polls.explanation')),
      canOpen && h('p', { class: 'controls' }, drawControl(this, { name: 'open_poll', action: newestOpen(view) ? undefined : 'poll', text: t('polls.open'), act: () => this.openPoll() })),
      Object.keys(view.polls).length === 0 && h('p', { class: 'hint' }, t('polls.none')),
      // A new function each time: whatever it draws may have changed.
      h('rostrum-polls', { room: this.room, drawControls: (/** @type {number} */ poll) => this.drawControls(poll) }));
  }

  /** @param {number} poll */
  drawControls(poll) {
    const { view } = this.room;
    if (!view || !view.polls[poll] || !view.polls[poll].open || view.session.phase === 'sealed') return null;
    return h('p', { class: 'controls' }, drawControl(this, {
      name: `close_poll ${poll}`, action: poll === newestOpen(view) ? 'poll' : undefined, text: t('polls.close'), about: view.polls[poll].question, act: () => this.conduct.send({ type: 'close_poll', poll }),
    }));
  }

  /** By its key: ends the newest poll that is open, and asks first, for that cannot be taken back; else begins one. */
  turnByKey() {
    const { view } = this.room;
    if (!view || !['open', 'recess'].includes(view.session.phase)) return false;
    const poll = newestOpen(view);
    if (poll) this.conduct.press(`close_poll ${poll}`, () => this.askToClose(poll, view.polls[poll].question));
    else this.conduct.press('open_poll', () => this.openPoll());
    return true;
  }

  /** @type {(poll: number, question: string) => Promise<void>} */
  async askToClose(poll, question) {
    if (await confirmed(t('polls.close'), question, t('polls.close'))) await this.conduct.send({ type: 'close_poll', poll });
  }

  async openPoll() {
    const answer = await askForm(t('polls.open'), t('polls.open_send'), [
      drawInput('question', t('polls.question'), { required: true, maxlength: CHARACTERS_MAX, pattern: '.*\\S.*' }),
      drawArea('options', t('polls.options'), { required: true, rows: 4, value: t('polls.options_usual') }),
      drawInput('choices_max', t('polls.choices_max'), { type: 'number', min: 1, max: OPTIONS_MAX, step: 1, required: true, value: '1' }),
    ]);
    if (!answer) return;
    const options = textOf(answer, 'options').split('\n').map((option) => option.trim()).filter(Boolean);
    await this.conduct.send({
      type: 'open_poll', question: textOf(answer, 'question'), options, choices_max: Math.min(options.length, Number(answer.get('choices_max'))),
    });
  }
}

/** @type {(view: import('../../../sdk/types/index.d.ts').View) => number | undefined} */
const newestOpen = ({ polls }) => Object.keys(polls).map(Number).filter((id) => polls[id].open).pop();

customElements.define('rostrum-console-polls', PollsPart);
