// Tells those who do not look at the page: by a tone where that was chosen, by vibration, and by the system where it was allowed.
import { t } from './i18n.js';
import { setting } from './settings.js';
import { play } from './sound.js';

/** How a phone says that it is one's turn. */
const VIBRATION_MS = [300, 150, 300];

/** @type {(what: 'called' | 'turn' | 'poll' | 'item', text: string) => void} */
export function remind(what, text) {
  if (setting(`sound_${what}`) === 'on') play(what).catch(console.error);
  if (what !== 'called' && what !== 'turn') return;
  // A page may vibrate only after somebody has touched it; some browsers have no such thing.
  if (navigator.vibrate && setting('vibration') !== 'off') navigator.vibrate(VIBRATION_MS);
  if (!document.hidden || typeof Notification !== 'function' || Notification.permission !== 'granted') return;
  try {
    new Notification(document.title, { body: text, tag: 'rostrum' }).onclick = () => focus();
  } catch {
    // Some phones want a worker for it, which a page without one cannot help.
  }
}

/** A shorter loss is over before it is told. */
const LOSS_MS = 2000;

/** Tells when the line is lost; it is no longer said once the line is back. @param {import('./room.js').Room} room */
export function watchLine(room) {
  /** @type {ReturnType<typeof setTimeout> | null} */
  let loss = null;
  room.addEventListener('change', () => {
    const { state } = room.client.status;
    if (loss && (state === 'connected' || state === 'closed')) {
      clearTimeout(loss);
      loss = null;
      room.unsay('line');
    }
    if (!loss && (state === 'waiting' || state === 'connecting')) loss = setTimeout(() => room.notify('alarm', t('connection.lost'), 'line'), LOSS_MS);
  });
}
