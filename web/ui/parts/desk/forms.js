// The forms of consultation: which there are, what they say, and enacting, amending and repealing them.
import { PLAIN_FORM } from '../../desk_draft.js';
import { titleOf } from '../../desk_forms.js';
import { h } from '../../dom.js';
import { RostrumElement } from '../../element.js';
import { dateTimeText } from '../../format.js';
import { currentLanguage, t } from '../../i18n.js';
import { drawFormDetails } from './form_details.js';
import { drawFormOrder, formOrder, problemOf, send } from './form_order.js';
import { drawButton, drawLink, problemText } from './help.js';

/** @typedef {import('../../desk_forms.js').FormVersion} FormVersion */
/** @typedef {import('./form_order.js').FormOrder} FormOrder */

/** Given `desk`. */
class DeskForms extends RostrumElement {
  constructor() {
    super();
    /** @type {import('../../desk_http.js').Desk} */
    this.desk = /** @type {any} */ (null);
    /** @type {FormVersion[] | null} */
    this.forms = null;
    /** @type {{[form: string]: FormVersion[]}} all versions of those that were asked for */
    this.versions = {};
    /** @type {FormOrder | null} */
    this.order = null;
    this.problem = '';
    this.news = '';
  }

  entered() {
    this.load();
  }

  async load() {
    this.problem = '';
    try {
      this.forms = (await this.desk.forms()).forms;
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.update();
  }

  /** @param {string} form */
  async loadVersions(form) {
    try {
      /** @type {FormVersion[]} */
      const found = [];
      for await (const page of this.desk.formVersions(form)) found.push(...page.versions);
      this.versions = { ...this.versions, [form]: found };
    } catch (problem) {
      this.problem = problemText(problem);
    }
    this.update();
  }

  /** @param {import('./form_order.js').Kind} kind @param {FormVersion} [version] */
  begin(kind, version) {
    this.order = formOrder(kind, version);
    this.news = '';
    this.drawNow();
    const title = /** @type {HTMLElement | null} */ (this.querySelector('#form-order-title'));
    if (title) title.focus();
  }

  /** @param {Partial<FormOrder>} changes */
  change(changes) {
    if (this.order) this.order = { ...this.order, ...changes };
    this.update();
  }

  async send() {
    const { order } = this;
    if (!order || order.isRunning) return;
    this.change({ isRunning: true, problem: '', detail: '' });
    try {
      const { form, version } = await send(order, this.desk);
      this.news = t(`desk.forms.${order.kind}_done`, { form, version });
      this.order = null;
      const { [form]: _, ...others } = this.versions;
      this.versions = others;
      await this.load();
    } catch (problem) {
      this.change({ isRunning: false, ...problemOf(problem) });
    }
  }

  draw() {
    document.title = `${t('desk.forms.title')} · Rostrum`;
    const { order } = this;
    const subject = order && (this.forms || []).find(({ form }) => form === order.name);
    return h('main', { class: 'desk' },
      h('p', null, drawLink('/desk', t('desk.back'))),
      h('div', { class: 'desk-head' },
        h('h1', { tabindex: -1 }, t('desk.forms.title')),
        drawButton(t('desk.forms.enact_new'), () => this.begin('enact'))),
      h('p', { class: 'hint' }, t('desk.forms.explained')),
      h('p', { role: 'status', class: 'news' }, this.news),
      h('div', { role: 'alert' }, this.problem && h('p', { class: 'alert' }, this.problem, ' ', drawButton(t('desk.again'), () => this.load()))),
      order && drawFormOrder({
        order, title: subject ? titleOf(subject, currentLanguage()) : '', change: (changes) => this.change(changes), send: () => this.send(),
        cancel: () => {
          this.order = null;
          this.update();
        },
      }),
      this.forms === null && !this.problem && h('p', { role: 'status' }, t('loading')),
      this.forms && h('ul', { class: 'plain-list cards' }, ...this.forms.map((version) => this.drawForm(version))));
  }

  /** @param {FormVersion} version */
  drawForm(version) {
    const { form, repealed } = version;
    const of = titleOf(version, currentLanguage());
    const known = this.versions[form];
    return h('li', { key: form, class: 'card stack' },
      h('h2', null, of, ' ', h('code', { class: 'hint' }, form)),
      drawState(version),
      drawFormDetails(version, t('desk.form_details', { form: of, version: version.version })),
      known && h('ol', { class: 'plain-list', key: 'versions' }, ...known.slice(1).map((own) =>
        h('li', { key: own.version }, drawState(own), drawFormDetails(own, t('desk.form_details', { form: titleOf(own, currentLanguage()), version: own.version }))))),
      h('p', { class: 'controls' },
        form !== PLAIN_FORM && !repealed && drawButton(t('desk.forms.amend'), () => this.begin('amend', version), { key: 'amend', of }),
        form !== PLAIN_FORM && !repealed && drawButton(t('desk.forms.repeal'), () => this.begin('repeal', version), { key: 'repeal', of }),
        repealed && drawButton(t('desk.forms.enact'), () => this.begin('enact', version), { key: 'enact', of }),
        version.version > 1 && !known && drawButton(t('desk.forms.versions'), () => this.loadVersions(form), { key: 'versions', class: 'quiet', of })));
  }
}

/** @type {(version: FormVersion) => import('../../types.d.ts').Drawn} since when a version holds, and until when it did */
const drawState = ({ version, at, reason, repealed }) =>
  h('p', { class: 'hint' },
    h('span', { class: 'badge' }, repealed ? t('desk.forms.repealed') : t('desk.forms.version', { version })), ' ',
    at ? t('desk.forms.since', { at: dateTimeText(at) }) : t('desk.forms.built_in'),
    reason && ` · ${reason}`,
    repealed && ` · ${t('desk.forms.until', { at: dateTimeText(repealed.at) })} · ${repealed.reason}`);

customElements.define('rostrum-desk-forms', DeskForms);
