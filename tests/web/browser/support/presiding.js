import { randomUUID } from 'node:crypto';
import { sendFromPage } from './forge.js';
import { PEOPLE } from './session.js';
/** @typedef {import('./people.js').Page} Page */
/** @param {import('./hall.js').Hall} hall @param {Page} page @param {any} command */
async function order(hall, page, command) {
  const [reply] = await sendFromPage(page, [{ type: 'command', id: randomUUID(), command }]);
  if (!reply.ok) throw new Error(JSON.stringify([command, reply]));
  return reply.seq;
}
/** @param {import('./hall.js').Hall} hall @param {Page} page */
export const presiding = (hall, page) => ({
  open: () => order(hall, page, { type: 'open_session' }),
  /** @param {string} title */
  async start(title) {
    const { agenda } = await hall.session.view();
    const item = agenda.order.find((/** @type {number} */ id) => agenda.items[id].title === title);
    await order(hall, page, { type: 'start_item', item, expect_item: agenda.active ?? null });
  },
  /** @param {import('./session.js').Who} who */
  async grant(who) {
    const { requests, floor } = await hall.session.view();
    const id = Object.keys(requests).find((each) => requests[each].for.name === PEOPLE[who].name);
    await order(hall, page, { type: 'grant_floor', request: Number(id), expect_turn: floor.turn ?? null });
  },
  async end() { const { floor } = await hall.session.view(); await order(hall, page, { type: 'end_turn', expect_turn: floor.turn }); },
  async finish() { const { agenda } = await hall.session.view(); await order(hall, page, { type: 'finish_item', expect_item: agenda.active }); },
});
