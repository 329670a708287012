export default {
  'names.order': 'Order',
  'names.order_list': 'As listed (seats)',
  'names.order_stroke': 'By strokes',
  'names.order_pinyin': 'By pinyin',
  'names.order_sector': 'By sector',
};
