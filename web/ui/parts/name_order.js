// The choice of the order in which people stand in a list; it holds for all lists of this device.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { ORDERS, chooseNameOrder, nameOrder } from '../name_order.js';

/**
 * Whoever draws it draws again on `rostrum-settings`.
 * @param {string} id
 * @returns {import('../types.d.ts').Drawn}
 */
export const drawNameOrder = (id) =>
  h('div', { class: 'field', key: id },
    h('label', { for: id }, t('names.order')),
    h('select', { id, value: nameOrder(), onchange: (/** @type {any} */ event) => chooseNameOrder(event.target.value) },
      ...ORDERS.map((order) => h('option', { key: order, value: order }, t(`names.order_${order || 'list'}`)))));
