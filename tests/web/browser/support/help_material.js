// What the pictures of the help show: a consultation in each language, with everything that has a name in it.

/** @typedef {typeof CHINESE} Material */

const CHINESE = {
  title: '居家养老服务体系建设远程协商会',
  body: '市政协社会和法制委员会',
  form: '远程协商（示范）',
  venues: ['市政协主会场', '青石街道分会场'],
  chair: '沈国安', clerk: '陶慧娟', operator: '马小军', unit: '市民政局', unitPerson: '赵立新',
  gao: '高志远', zhou: '周大海', lin: '林秀英',
  sectors: { gao: '医药卫生界', zhou: '经济界', lin: '教育界' },
  items: ['通报调研情况', '委员即席发言：出院以后的头三天', '部门回应'],
  steps: ['征集委员意见', '发出通知和材料', '调试各会场设备'],
  stepsWho: '会务组',
  stepNote: '材料已发送，回执收齐。',
  words: {
    zhou: '助餐点离家超过一公里，对八十岁的老人来说就等于没有。建议按步行十分钟的范围重新布点。',
    gao: '出院以后的头三天最容易吃错药。建议把“装药盒”写进上门服务的第一项。',
    unit: '我们会同卫生健康部门，在今年年底前把用药指导列入上门服务清单。',
  },
  promise: '年底前把用药指导列入上门服务清单',
  category: '养老',
  thread: '助餐点选址，您怎么看？',
  posts: { gao: '请优先考虑有电梯的临街房屋，轮椅进得去。', lin: '学校食堂中午有余力，可以就近为老人供餐。' },
  poll: '是否先选三个街道试点？',
  options: ['赞成', '不赞成', '再议'],
};

/** @type {Material} */
const ENGLISH = {
  title: 'Consultation on care for the elderly at home',
  body: 'Committee for social affairs',
  form: 'Remote consultation (example)',
  venues: ['City hall', 'Riverside library'],
  chair: 'Helen Shaw', clerk: 'Tom Reed', operator: 'Sam Young', unit: 'Civil Affairs Bureau', unitPerson: 'Alice Brown',
  gao: 'Grace Moore', zhou: 'Daniel Price', lin: 'Ruth Cohen',
  sectors: { gao: 'Health', zhou: 'Business', lin: 'Education' },
  items: ['Report on the survey', 'Discussion: the first three days after hospital', 'Response of the bureau'],
  steps: ['Collect opinions of members', 'Send notice and materials', 'Test the equipment of all venues'],
  stepsWho: 'The clerks',
  stepNote: 'Materials sent, all receipts are in.',
  words: {
    zhou: 'A meal point more than a kilometre away is none for somebody of eighty. Please place them anew, ten minutes on foot at most.',
    gao: 'In the first three days after hospital people most often take the wrong medicine. Make filling the pill box the first service at home.',
    unit: 'Together with the health department we will add guidance on medicine to the list of services at home by the end of this year.',
  },
  promise: 'Add guidance on medicine to the services at home by the end of the year',
  category: 'Care of the elderly',
  thread: 'Where should the meal points be?',
  posts: { gao: 'Please prefer houses with a lift at the street, so that a wheelchair gets in.', lin: 'School kitchens have room at noon and could cook for the elderly nearby.' },
  poll: 'Shall three districts begin?',
  options: ['In favour', 'Against', 'Talk again'],
};

/** @type {Record<string, Material>} */
export const MATERIAL = { 'zh-CN': CHINESE, en: ENGLISH };
