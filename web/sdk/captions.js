// Live words on their way: the newest only, at the protocol's pace of four a second.

export const CAPTION_MS = 250;
/** What is too large for a message would cost the connection. */
export const CAPTION_LENGTH_MAX = 8000;

/** @type {import('./types/parts.d.ts').CreateCaptions} */
export function createCaptions({ platform, transmit }) {
  let sentAt = -Infinity;
  let newest = '';
  let waiting = false;

  function transmitNewest() {
    waiting = false;
    sentAt = platform.localNow();
    transmit(newest);
  }

  return {
    send(turn, text) {
      if (text.length > CAPTION_LENGTH_MAX) throw new RangeError('the caption is too long');
      newest = JSON.stringify({ type: 'caption', turn, text });
      if (waiting) return;
      const restMs = sentAt + CAPTION_MS - platform.localNow();
      if (restMs <= 0) return transmitNewest();
      waiting = true;
      platform.after(restMs, transmitNewest);
    },
  };
}
