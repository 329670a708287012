// The live view as this client has it, and the place in the journal that it stands for.
import { mergePatch } from './merge_patch.js';

/** @type {import('./types/parts.d.ts').CreateReplica} */
export function createReplica() {
  /** @type {import('./types/protocol.d.ts').View | null} */
  let view = null;
  /** @type {import('./types/protocol.d.ts').Position | null} */
  let position = null;
  return {
    get view() {
      return view;
    },
    get position() {
      return position;
    },
    forget() {
      position = null;
    },
    replace(message) {
      view = message.view;
      position = message.position;
    },
    advance({ seq, patch }) {
      if (position === null || seq > position.seq + 1) return 'gap';
      if (seq <= position.seq) return 'known';
      view = mergePatch(view, patch);
      position = { epoch: position.epoch, seq };
      return 'applied';
    },
  };
}
