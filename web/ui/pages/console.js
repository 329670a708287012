// The moderators' console.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { drawAgenda } from '../parts/agenda.js';
import { drawFloor } from '../parts/floor.js';
import { drawQueue } from '../parts/queue.js';
import { itemToAskOn } from '../standing.js';
import '../parts/own.js';
import '../parts/recorder.js';
import '../parts/threads.js';
import '../parts/transcript.js';

/** Given `room`. */
class ConsoleScreen extends RostrumElement {
  entered() {
    for (const name of ['change', 'presence', 'roster']) this.listen(this.room, name);
  }

  draw() {
    const { room } = this;
    if (!room.view) return null;
    return h('main', { class: 'console' }, drawFloor(room), drawQueue(room, itemToAskOn(room.view)), drawAgenda(room));
  }
}

customElements.define('rostrum-console', ConsoleScreen);
