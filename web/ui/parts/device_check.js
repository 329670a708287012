// Whether a device and its network are fit for a meeting, in plain words, with what to do where they are not.
import { ofClock, ofConnection, ofPermission, ofRoundTrip, ofSafety, ofTrial } from '../device_verdicts.js';
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t, useTexts } from '../i18n.js';
import { hasSound, play } from '../sound.js';
import { useStyles } from '../styles.js';
import { showDialog } from './dialogs.js';

/** @typedef {import('../device_verdicts.js').Verdict} Verdict */
/** @typedef {import('../types.d.ts').Child} Child */

const SHAKE_MS = [300, 150, 300];

/** Makes its texts and styles ready. */
export const useDeviceCheck = () => Promise.all([useTexts('lobby'), useStyles(new URL('../lobby.css', import.meta.url))]);

/** @param {import('../room.js').Room} [room] */
export async function showDeviceCheck(room) {
  await useDeviceCheck();
  await showDialog(t('check.title'), t('check.done'), [h('rostrum-device-check', { room })]);
}

/** Given `room` where there is one; before the room it asks the server for its page instead. */
class DeviceCheck extends RostrumElement {
  entered() {
    /** @type {boolean | null} what the person said of the sound that was played */
    this.isHeard = null;
    /** @type {boolean | null} */
    this.isFelt = null;
    /** @type {Set<string>} what was tried and not answered for yet */
    this.tried = new Set();
    /** @type {number | null} */
    this.roundTripMs = null;
    this.isReached = false;
    if (!this.room) {
      this.reach();
      return;
    }
    this.listen(this.room, 'change');
    const timer = setInterval(() => this.update(), 1000);
    this.leaving.push(() => clearInterval(timer));
  }

  async reach() {
    const begun = performance.now();
    try {
      this.isReached = (await fetch(location.pathname, { cache: 'no-store' })).ok;
      this.roundTripMs = performance.now() - begun;
    } catch {
      this.isReached = false;
    }
    this.update();
  }

  draw() {
    const { room } = this;
    const state = room ? room.client.status.state : this.isReached ? 'connected' : 'waiting';
    const permission = typeof Notification === 'function' ? Notification.permission : null;
    return h('ul', { class: 'plain-list checks' },
      drawCheck('connection', ofConnection(state)),
      drawCheck('round_trip', ofRoundTrip(room ? room.client.roundTripMs : this.roundTripMs || null)),
      room && drawCheck('clock', ofClock(room.client.now() - Date.now())),
      drawCheck('safety', ofSafety(isSecureContext, location.protocol)),
      this.drawTrial('sound', hasSound(), this.isHeard === undefined ? null : this.isHeard, () => play('test')),
      this.drawTrial('vibration', 'vibrate' in navigator, this.isFelt === undefined ? null : this.isFelt, () => navigator.vibrate(SHAKE_MS)),
      drawCheck('notification', ofPermission(permission),
        permission === 'default' && drawButton('allow', () => Notification.requestPermission().then(() => this.update()))));
  }

  /** @type {(what: 'sound' | 'vibration', isPossible: boolean, answer: boolean | null, begin: () => unknown) => import('../types.d.ts').Drawn} */
  drawTrial(what, isPossible, answer, begin) {
    const isTried = this.tried && this.tried.has(what);
    return drawCheck(what, ofTrial(what, isPossible, answer),
      isPossible && drawButton(`play_${what}`, () => {
        begin();
        if (this.tried) this.tried.add(what);
        this.update();
      }),
      isTried && drawButton(`yes_${what}`, () => this.answer(what, true)),
      isTried && drawButton(`no_${what}`, () => this.answer(what, false)));
  }

  /** @type {(what: 'sound' | 'vibration', answer: boolean) => void} */
  answer(what, answer) {
    if (what === 'sound') this.isHeard = answer;
    else this.isFelt = answer;
    this.update();
  }
}

/** @type {(name: string, act: () => unknown) => import('../types.d.ts').Drawn} */
const drawButton = (name, act) => h('button', { key: name, type: 'button', onclick: act }, t(`check.${name}`));

/** @type {(what: string, verdict: Verdict, ...buttons: Child[]) => import('../types.d.ts').Drawn} */
function drawCheck(what, { is, name, values }, ...buttons) {
  return h('li', { key: what, class: `check check-${is}` },
    h('p', null, h('b', null, t(`check.${what}`)), ' ', h('span', { class: 'verdict' }, t(`verdict.${is}`))),
    h('p', { class: 'hint', role: buttons.length > 0 && 'status' }, t(`check_says.${name}`, values)),
    h('p', { class: 'controls' }, ...buttons));
}

customElements.define('rostrum-device-check', DeviceCheck);
