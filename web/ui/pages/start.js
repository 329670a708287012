// The first page: says what this is, and where to go.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { drawPageTools } from '../parts/page_tools.js';

class StartPage extends RostrumElement {
  draw() {
    document.title = 'Rostrum';
    return h('main', { class: 'plain' },
      h('h1', null, t('start.title')),
      h('p', null, t('start.explanation')),
      h('p', null, t('start.members')),
      h('p', null, h('a', { href: '/desk' }, t('start.desk'))),
      drawPageTools());
  }
}

customElements.define('rostrum-start', StartPage);
