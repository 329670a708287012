// What has come in above while somebody reads further down: how much, and the way there.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { useLaterStyles } from '../styles.js';

useLaterStyles();

/** Given `room`, whose event `unread` tells how much, and whose event `newest` is told when somebody wants to see it. */
class Unread extends RostrumElement {
  constructor() {
    super();
    this.count = 0;
  }

  entered() {
    this.listen(this.room, 'unread', ({ detail }) => {
      if (detail === this.count) return;
      this.count = detail;
      this.update();
    });
  }

  draw() {
    return this.count > 0 && h('button', { type: 'button', class: 'unread', onclick: () => this.room.tell('newest') }, t('transcript.unread', { count: this.count }));
  }
}

customElements.define('rostrum-unread', Unread);
