// What can be taken from a session: the record as text, the record to verify, and the checkpoint that vouches for it.
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { currentLanguage, t } from '../../i18n.js';
import { save } from '../../save.js';
import { copy } from './copy.js';
import { drawButton, problemText } from './help.js';

const FILES = ['transcript.html', 'transcript.md', 'transcript.xml', 'transcript.jsonl', 'attendance.csv'];

/** Given `desk`. */
class DeskExports extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    this.session = decodeURIComponent(location.pathname.split('/')[2]);
    this.checkpoint = '';
    this.news = '';
    this.problem = '';
    /** @type {string | null} what is on its way */
    this.coming = null;
  }

  /** @param {string} name @param {(file: Blob) => unknown} use */
  async load(name, use) {
    if (this.coming) return;
    this.coming = name;
    this.problem = '';
    this.news = t('loading');
    this.update();
    try {
      const file = await this.desk.file(this.session, name, currentLanguage());
      this.news = '';
      await use(file);
    } catch (problem) {
      this.news = '';
      this.problem = problemText(problem);
    }
    this.coming = null;
    this.update();
  }

  /** @param {string} name */
  download(name) {
    this.load(name, (file) => {
      save(file, `${this.session}.${name}`);
      this.news = t('desk.saved', { name });
    });
  }

  showCheckpoint() {
    this.load('checkpoint', async (file) => {
      this.checkpoint = await file.text();
    });
  }

  async copyCheckpoint() {
    if (await copy(t('desk.checkpoint'), this.checkpoint)) this.news = t('desk.copied');
    this.update();
  }

  draw() {
    const isBusy = this.coming ? 'true' : null;
    return h('section', { class: 'stack', 'aria-labelledby': 'exports-title' },
      h('h2', { id: 'exports-title' }, t('desk.exports')),
      h('p', { class: 'hint' }, t('desk.exports_explained')),
      h('div', { class: 'controls' },
        ...FILES.map((name) => drawButton(t(`desk.export.${name}`), () => this.download(name), { key: name, 'aria-disabled': isBusy })),
        drawButton(t('desk.show_checkpoint'), () => this.showCheckpoint(), { key: 'checkpoint', 'aria-disabled': isBusy })),
      h('p', { role: 'status', class: 'hint' }, this.news),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem)),
      this.checkpoint && h('div', { class: 'stack', key: 'shown' },
        h('h3', { id: 'checkpoint-title' }, t('desk.checkpoint')),
        h('p', { class: 'hint' }, t('desk.checkpoint_explained')),
        h('pre', { class: 'checkpoint', tabindex: 0, role: 'region', 'aria-labelledby': 'checkpoint-title' }, this.checkpoint),
        h('p', null, drawButton(t('desk.copy_checkpoint'), () => this.copyCheckpoint()))));
  }
}

customElements.define('rostrum-desk-exports', DeskExports);
