// Where collation orders a surname otherwise than people do.

/**
 * Surnames that are read otherwise than their character is in general, each with one that is always read as the surname
 * is: collation by pinyin knows characters alone. The longer ones first.
 */
export const HEARD = [
  ['尉迟', '玉迟'], ['长孙', '掌孙'], ['万俟', '墨其'], ['澹台', '谈台'],
  ['曾', '增'], ['单', '善'], ['仇', '求'], ['解', '谢'], ['区', '欧'], ['查', '扎'], ['朴', '瓢'], ['盖', '葛'], ['翟', '宅'], ['种', '虫'],
  ['缪', '妙'], ['覃', '秦'], ['召', '绍'], ['员', '运'], ['秘', '毕'], ['折', '舌'], ['繁', '婆'],
];

/**
 * Characters whose strokes collation counts as they are written elsewhere (grass, mound, city, walking and altar with one
 * more each), with the one of their number that they come after.
 */
export const COUNTED = [
  ['邓长', '韦'], ['边艾邝', '龙'], ['邢邬阮阳阴祁达', '许'], ['芦苏芮花邱邵邹邸阿陆陈陇连迟远', '谷'], ['范苗苑茅苟郑郁郎', '金'],
  ['荣荆荀茹郝郗祝祖', '骆'], ['莫莘郭陶', '高'], ['萧黄隋隆随', '龚'], ['葛董蒋', '鲁'], ['蓝蒲蒙鄢', '雷'], ['蔡慕', '谭'], ['薛薄', '霍'],
].flatMap(([characters, last]) => [...characters].map((character) => [character, last]));
