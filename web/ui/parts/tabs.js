// A list of tabs: one of them is shown, arrow keys go from one to the next.
import { h } from '../dom.js';
import { t } from '../i18n.js';

/**
 * @template {string} Tab
 * @param {{label: string, tabs: readonly Tab[], current: Tab, text: (tab: Tab) => string, show: (tab: Tab) => void,
 *   panel: import('../types.d.ts').Child, waiting?: Record<string, number>}} options `label` names the list; `show` draws the other tab at once;
 *   `waiting` is how much there is to do in a tab
 * @returns {import('../types.d.ts').Drawn[]} the list and the panel of the current tab
 */
export function drawTabs({ label, tabs, current, text, show, panel, waiting = {} }) {
  return [
    h('div', { class: 'tabs', role: 'tablist', 'aria-label': label, onkeydown: (/** @type {any} */ event) => move(event, tabs, current, show) },
      ...tabs.map((tab) => h('button', {
        key: tab, type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': 'tab-panel', 'aria-selected': String(tab === current),
        tabindex: tab === current ? 0 : -1, onclick: () => show(tab),
      }, text(tab), waiting[tab] > 0 && h('span', { class: 'badge badge-away', role: 'img', 'aria-label': t('waiting.count', { count: waiting[tab] }) }, waiting[tab])))),
    h('div', { key: current, role: 'tabpanel', id: 'tab-panel', class: 'panel', 'aria-labelledby': `tab-${current}`, tabindex: 0 }, panel),
  ];
}

/**
 * @template {string} Tab
 * @param {KeyboardEvent} event
 * @param {readonly Tab[]} tabs
 * @param {Tab} current
 * @param {(tab: Tab) => void} show
 */
function move(event, tabs, current, show) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length];
  show(next);
  const tab = document.getElementById(`tab-${next}`);
  if (tab) tab.focus();
}
