// An address that is no page.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { t } from '../i18n.js';
import { drawPageTools } from '../parts/page_tools.js';

class MissingPage extends RostrumElement {
  draw() {
    document.title = `${t('missing.title')} · Rostrum`;
    return h('main', { class: 'plain' }, h('h1', null, t('missing.title')), h('p', null, t('missing.explanation')), drawPageTools());
  }
}

customElements.define('rostrum-missing', MissingPage);
