// What the hall sees: chosen and looked at here first, then sent to every big screen at once.
import { h } from '../../dom.js';
import { t } from '../../i18n.js';
import { isShown, previewOf, sceneOf } from '../../scenes.js';
import { askForm } from '../dialogs.js';
import { drawKey, withKey } from '../key_hint.js';
import '../screen/scene.js';
import { drawArea, drawInput, textOf } from './fields.js';
import { ConsolePart, drawControl } from './part.js';

/** @typedef {import('../../../sdk/types/protocol.d.ts').Scene} Scene */

const PLAIN = /** @type {const} */ (['floor', 'captions', 'agenda', 'lobby', 'blank']);
const CHARACTERS_MAX = 200;
const BREAK_MINUTES = 10;
const BREAK_MINUTES_MAX = 24 * 60;
const MINUTE_MS = 60000;
/** So many opinions and speeches are offered, the newest. */
const OFFERED_MAX = 20;
const BEGINNING_CHARS = 24;

/** @param {string} text */
const beginning = (text) => (Array.from(text).length > BEGINNING_CHARS ? `${Array.from(text).slice(0, BEGINNING_CHARS).join('')}…` : text);

class ScreenPart extends ConsolePart {
  constructor() {
    super();
    /** @type {Scene | null} what is looked at; null is what the screens do by themselves */
    this.chosen = null;
    /** @type {{ thread?: number, turn?: number }} */
    this.places = {};
    /** @type {import('../../../sdk/types/protocol.d.ts').PostLine[]} */
    this.posts = [];
  }

  entered() {
    super.entered();
    this.room.record.open();
    this.listen(this.room, 'record');
    this.loadPosts();
  }

  /** The newest opinions that everybody can read, of every thread. */
  async loadPosts() {
    const { room } = this;
    const threads = Object.keys((room.view && room.view.threads) || {}).map(Number);
    const pages = await Promise.all(threads.map((thread) => room.http.posts(room.session, thread, { limit: OFFERED_MAX }).then(
      ({ posts }) => posts.map((post) => ({ ...post, thread })), () => [])));
    this.posts = pages.flat().filter(({ text, hidden, withdrawn, approved }) => text && !hidden && !withdrawn && approved !== false)
      .sort((one, other) => other.post - one.post).slice(0, OFFERED_MAX);
    this.update();
  }

  draw() {
    const { room, chosen } = this;
    const { view } = room;
    if (!view) return null;
    const isLive = isShown(chosen, /** @type {any} */ (view.screen));
    const canShow = view.session.phase !== 'sealed';
    return h('section', { class: 'stack', 'aria-labelledby': 'screen-title' },
      h('h2', { id: 'screen-title' }, t('screen.title')),
      h('p', { class: 'hint' }, t('screen.explanation')),
      h('h3', null, t('screen.live'), h('span', { class: 'badge' }, t(view.screen ? `scene.${view.screen.kind}` : 'screen.automatic'))),
      h('div', { class: 'mirror mirror-live', inert: true }, h('rostrum-scene', { key: 'live', room, scene: sceneOf(view) })),
      canShow && h('h3', null, t('screen.preview')),
      canShow && h('div', { class: 'scenes', role: 'group', 'aria-label': t('screen.choose') },
        this.drawChoice(null, t('screen.automatic')),
        ...PLAIN.map((kind) => this.drawChoice({ kind }, t(`scene.${kind}`))),
        h('button', { type: 'button', key: 'message', ...withKey('message'), onclick: () => this.message() }, t('screen.message'), drawKey('message')),
        h('button', { type: 'button', key: 'break', onclick: () => this.pause() }, t('scene.break')),
        ...Object.keys(view.polls).map((poll) => this.drawChoice({ kind: 'poll', poll: Number(poll) }, `${t('scene.poll')} · ${beginning(view.polls[poll].question)}`))),
      canShow && this.drawWords(),
      // Above the picture, which may reach below the screen.
      canShow && h('p', { class: 'controls' }, drawControl(this, {
        name: 'show_scene', action: 'send_scene', text: t('screen.send'), weight: 'main', rests: isLive && !(chosen && chosen.kind === 'message'), act: () => this.send(),
      })),
      canShow && h('div', { class: 'mirror', inert: true }, h('rostrum-scene', { key: 'preview', room, scene: previewOf(view, chosen, this.places) })));
  }

  /** @type {(scene: Scene | null, text: string) => import('../../types.d.ts').Drawn} */
  drawChoice(scene, text) {
    return h('button', { type: 'button', key: JSON.stringify(scene), 'aria-pressed': String(isShown(scene, this.chosen) && isShown(this.chosen, scene)), onclick: () => this.choose(scene) }, text);
  }

  /** Opinions and speeches to be shown large. */
  drawWords() {
    const { record, roster } = this.room;
    const said = record.entries.filter(({ entry }) => entry.type === 'statement_recorded').slice(-OFFERED_MAX).reverse();
    const { chosen } = this;
    return h('div', { class: 'field' },
      h('label', { for: 'screen-words' }, t('screen.words')),
      h('select', { id: 'screen-words', onchange: (/** @type {any} */ { target }) => this.chooseWords(target.value), onfocus: () => this.loadPosts() },
        h('option', { value: '', key: '' }, t('screen.words_none')),
        h('optgroup', { label: t('scene.post'), key: 'posts' }, ...this.posts.map(({ post, by, text }) =>
          h('option', { key: post, value: `post ${post}`, selected: Boolean(chosen && chosen.kind === 'post' && chosen.post === post) }, `${by.name}：${beginning(text)}`))),
        h('optgroup', { label: t('scene.statement'), key: 'statements' }, ...said.map(({ seq, entry }) => {
          const own = /** @type {any} */ (entry);
          return h('option', { key: seq, value: `statement ${seq} ${own.turn}`, selected: Boolean(chosen && chosen.kind === 'statement' && chosen.statement === seq) },
            `${roster.name(this.speakerOf(own.turn))}：${beginning(own.text)}`);
        }))));
  }

  /** @param {number} turn */
  speakerOf(turn) {
    const granted = this.room.record.entries.find(({ seq }) => seq === turn);
    const entry = /** @type {any} */ (granted && granted.entry);
    return entry ? entry.speaker || entry.to : null;
  }

  /** @param {Scene | null} scene @param {{ thread?: number, turn?: number }} [places] */
  choose(scene, places = {}) {
    this.chosen = scene;
    this.places = places;
    this.update();
  }

  /** @param {string} value */
  chooseWords(value) {
    const [kind, id, turn] = value.split(' ');
    const post = this.posts.find((one) => one.post === Number(id));
    if (kind === 'post' && post) this.choose({ kind, post: post.post }, { thread: /** @type {any} */ (post).thread });
    if (kind === 'statement') this.choose({ kind, statement: Number(id) }, { turn: Number(turn) });
  }

  async message() {
    const answer = await askForm(t('screen.message'), t('screen.look'), [drawArea('text', t('screen.message_text'), { required: true, rows: 3, maxlength: CHARACTERS_MAX })]);
    if (answer) this.choose({ kind: 'message', text: textOf(answer, 'text') });
  }

  async pause() {
    const answer = await askForm(t('scene.break'), t('screen.look'), [
      drawInput('minutes', t('screen.break_minutes'), { type: 'number', min: 1, max: BREAK_MINUTES_MAX, step: 1, required: true, value: String(BREAK_MINUTES) }),
    ]);
    if (answer) this.choose({ kind: 'break', until: new Date(this.room.client.now() + Number(answer.get('minutes')) * MINUTE_MS).toISOString() });
  }

  async send() {
    await this.conduct.send({ type: 'show_scene', scene: this.chosen });
  }
}

customElements.define('rostrum-console-screen', ScreenPart);
