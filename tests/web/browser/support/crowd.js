// Five hundred people for a session that is as full as they get, with names, sectors and words as they are: of two characters
// and of twenty, short and long.
const FAMILIES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '马', '朱', '胡', '郭', '何', '林', '高', '罗', '欧阳', '司马', '诸葛', '上官', '令狐'];
const GIVEN = ['敏', '静怡', '建国', '秀英', '伟', '丽华', '志强', '桂芳', '海涛', '雅琴', '一鸣', '红梅', '永年', '思雨', '德胜', '玉珍', '大勇', '春生', '立新', '文革'];
const LONG_NAMES = ['阿依古丽·买买提', '次仁旺堆·扎西平措', '买买提·吐尔逊·阿不都热合曼', '帕提古丽·艾力·玉苏甫江', '斯琴高娃'];
const SECTORS = [
  '中国国民党革命委员会', '经济界', '农业和农村界', '少数民族界', '科学技术协会', '无党派人士', '特邀香港人士', '社会科学界', '医药卫生界', '教育界',
  '文化艺术界', '工会', '妇女联合会', '工商业联合会', '社会福利和社会保障界', '环境资源界',
];
export const VENUES = [
  { name: '市政协主会场', kind: 'main' },
  { name: '青石街道分会场', kind: 'branch' },
  { name: '青石街道社区综合服务中心二楼分会场', kind: 'branch' },
  { name: '北仓镇政府分会场', kind: 'branch' },
  { name: '高新技术产业开发区企业服务中心分会场', kind: 'branch' },
];
/** So many of the crowd speak for a department; they come first. */
export const RESPONDENTS = 7;
export const UNITS = ['市民政局', '市卫生健康委员会', '市住房和城乡建设局（市房地产管理局）'];

const OPINIONS = [
  '送餐路上用时太久，冬天到家已经凉了。建议每个街道设两处助餐点，就近配送；腿脚不便的老人由邻里互助员送到床前。',
  '同意。',
  '出院以后的头三天最容易吃错药。建议把“装药盒”写进上门服务的第一项，由社区护士当面装好七天的药，并把用法写成大字贴在药盒上；同时请医院在出院小结里用通俗的话写明哪些药要停、哪些药要减，家属签字确认。我在青石街道走访了十一户，其中四户都出现过重复服药的情况，有一位老人因此又住了一次院，多花了六千多元，子女请假陪护了两个星期。',
  '老旧小区加装电梯以后，一楼住户的采光和噪声问题要有补偿办法，不能让好事办得不舒心。',
  'App 里的“一键呼叫”按钮太小（only 24 px），老人按不准；建议做成实体按钮。',
];
export const WORDS = [
  '谢谢主持人。我讲三点：第一，助餐点离家超过一公里，对八十岁以上的老人等于没有；第二，送餐补贴要跟着人走，不要跟着点走；第三，请民政局公布每个点每天实际就餐的人数，让委员和群众一起监督。',
  '刚才几位委员讲得很好，我补充一句：出院以后的头三天最容易吃错药，建议把“装药盒”写进上门服务的第一项。',
  '我们局回去就研究，争取年底以前在三个区先行试点，明年一季度向政协报告进展。',
];

/** @type {(number: number) => string} */
const nameOf = (number) => (number % 40 === 7
  ? LONG_NAMES[Math.floor(number / 40) % LONG_NAMES.length]
  : FAMILIES[number % FAMILIES.length] + GIVEN[Math.floor(number / FAMILIES.length) % GIVEN.length]);

/** @param {number} count how many beside the usual people */
export const crowd = (count) => Array.from({ length: count }, (_, number) => (number < UNITS.length
  ? { name: UNITS[number], role: 'owner' }
  : { name: nameOf(number), role: number < UNITS.length + RESPONDENTS ? 'respondent' : 'member', sector: SECTORS[number % SECTORS.length], venue: [undefined, ...VENUES.map(({ name }) => name)][number % 6] }));

/** @type {(number: number) => string} */
export const opinionOf = (number) => OPINIONS[number % OPINIONS.length];
