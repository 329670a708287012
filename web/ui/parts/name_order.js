// The choice of the order in which people stand in a list; it holds for all lists of this device.
import { t } from '../i18n.js';
import { ORDERS, chooseNameOrder, nameOrder } from '../name_order.js';
import { drawChoice } from './choice.js';

/**
 * Whoever draws it draws again on `rostrum-settings`.
 * @param {string} id
 * @returns {import('../types.d.ts').Drawn}
 */
export const drawNameOrder = (id) => drawChoice({
  id, label: t('names.order'), value: nameOrder(), choose: chooseNameOrder,
  options: ORDERS.map((order) => [order, t(`names.order_${order || 'list'}`)]),
});
