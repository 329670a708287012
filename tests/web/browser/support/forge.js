// What somebody could do who opens the developer tools on his own page: speak to the server with his own seat's cookie,
// past everything that the page would let him do.

/**
 * Sends messages over a socket of the page's own, and returns the reply to each.
 * @param {import('playwright-core').Page} page of somebody who is in the session
 * @param {{ id: string, [member: string]: unknown }[]} messages whose ids differ
 * @returns {Promise<any[]>}
 */
export function sendFromPage(page, messages) {
  return page.evaluate(
    (messages) => new Promise((resolve, reject) => {
      const session = location.pathname.split('/')[2];
      const socket = new WebSocket(`ws://${location.host}/api/sessions/${session}/socket${location.search}`, 'rostrum.v1');
      /** @type {Map<string, unknown>} */
      const replies = new Map();
      socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', position: null }));
      socket.onclose = () => reject(new Error('the socket was closed before everything was answered'));
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (message.type === 'state') messages.forEach((each) => socket.send(JSON.stringify(each)));
        if (message.type !== 'reply') return;
        replies.set(message.id, message);
        if (replies.size < messages.length) return;
        socket.onclose = null;
        socket.close(1000);
        resolve(messages.map(({ id }) => replies.get(id)));
      };
    }),
    messages,
  );
}
