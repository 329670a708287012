// The commitments beside the console.
import { h } from '../../dom.js';
import '../commitments.js';
import { ConsolePart } from './part.js';

class CommitmentsPart extends ConsolePart {
  draw() {
    return h('rostrum-commitments', { room: this.room, arranged: true });
  }
}

customElements.define('rostrum-console-commitments', CommitmentsPart);
