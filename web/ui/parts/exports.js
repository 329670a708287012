// What can be taken along of a session, and what each file is for.
import { h } from '../dom.js';
import { RostrumElement } from '../element.js';
import { currentLanguage, t } from '../i18n.js';

const FILES = ['transcript.html', 'transcript.md', 'transcript.xml', 'transcript.jsonl', 'attendance.csv'];
/** Who came and went when is for those who take part. */
const NOT_FOR_WATCHERS = ['attendance.csv'];

/** Given `room`. */
class Exports extends RostrumElement {
  entered() {
    this.listen(this.room, 'change');
  }

  draw() {
    const { session, participant, me } = this.room;
    const watches = !me || ['observer', 'display'].includes(me.role);
    const files = FILES.filter((name) => !watches || !NOT_FOR_WATCHERS.includes(name));
    return h('details', { class: 'exports' },
      h('summary', null, t('exports.title')),
      h('ul', { class: 'plain-list' }, ...files.map((name) => {
        const query = new URLSearchParams({ lang: currentLanguage() });
        if (participant) query.set('as', String(participant));
        return h('li', { key: name },
          h('a', { href: `/api/sessions/${encodeURIComponent(session)}/${name}?${query}`, download: '' }, t(`exports.${name}`)),
          h('p', { class: 'hint' }, t(`exports.for.${name}`)));
      })));
  }
}

customElements.define('rostrum-exports', Exports);
