export default {
  'names.order': '排列顺序',
  'names.order_list': '按名单（座次）',
  'names.order_stroke': '按姓氏笔画',
  'names.order_pinyin': '按拼音',
  'names.order_sector': '按界别',
};
