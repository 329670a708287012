// 核验记录用的文字；词表每种语言 256 个，次序相同，各为一个字节。
export default {
  'proof.title': '核验记录',
  'proof.explanation': '这里用本机核对您的话是不是在会议记录里、有没有被改动，以及记录是不是只增加、没有被重写。',
  'proof.check': '开始核验',
  'proof.again': '再次核验',
  'proof.checking': '正在核验……',
  'proof.failed': '没有核验成，请稍后再试。',
  'proof.words_title': '六个词',
  'proof.words_explanation': '与别人在电话里对一对：条数相同，六个词也应当相同。词对不上，就说明两人看到的记录不同。要逐字核对，请比对下面的完整校验值。',
  'proof.other_title': '两人的条数不一样？',
  'proof.other_explanation': '会议还在进行时，后核验的人条数会多一些。请条数多的一方填上对方的条数，这里就显示前面那些条的六个词。',
  'proof.other': '对方的条数',
  'proof.other_show': '显示那时的六个词',
  'proof.other_words': '前 {count} 条的六个词如下，应当与对方的相同。本机已证明：现在这 {all} 条记录的开头就是它们。',
  'proof.other_no_number': '请填写对方页面上的条数，例如 128。',
  'proof.other_too_many': '刚刚又核验了一次，记录现在只有 {count} 条。请与对方核对条数。',
  'proof.other_not_proven': '服务器给出的前面部分与现在的记录不相符！请告诉会务。',
  'proof.other_failed': '没有取到，请稍后再试。',
  'proof.size': '记录共 {count} 条，{time} 取得',
  'proof.root': '完整校验值',
  'proof.signature_good': '签名有效',
  'proof.signature_bad': '签名无效！请告诉会务。',
  'proof.signature_unchecked': '这个浏览器不能核对签名，其余各项已核对。',
  'proof.first': '这是本机第一次核验，已记住，下次会核对记录是否被重写。',
  'proof.consistent': '与本机 {time} 记住的 {count} 条相符：记录只增加，没有被重写。',
  'proof.rewritten': '与本机 {time} 记住的 {count} 条不相符：记录被重写过！请告诉会务。',
  'proof.stranger': '签名的钥匙换过，而旧钥匙没有为新钥匙作证！请告诉会务。',
  'proof.own_title': '我的话',
  'proof.own_none': '记录里还没有您的话。',
  'proof.entry': '第 {seq} 条',
  'proof.digest': '摘要 {digest}',
  'proof.kind_statement': '发言',
  'proof.kind_post': '意见',
  'proof.recorded': '首次记录，由{name}记入',
  'proof.published': '首次发表',
  'proof.revised': '修订版，由{name}修订',
  'proof.replaced': '已被第 {seq} 条取代',
  'proof.withdrawn': '已撤回',
  'proof.and': '；',
  'proof.yourself': '您本人',
  'proof.result_good': '这一版在记录里，没有被改动',
  'proof.result_erased': '在记录里；文字已依法清除',
  'proof.result_bad': '与记录不相符！请告诉会务。',
  'proof.earlier': '更早的',
  'proof.words':
    '苹果 香蕉 西瓜 葡萄 柠檬 樱桃 草莓 核桃 花生 土豆 番茄 黄瓜 萝卜 南瓜 白菜 蘑菇 大米 面包 牛奶 豆腐 鸡蛋 蜂蜜 茶叶 咖啡 白糖 食盐 饺子 面条 蛋糕 饼干 辣椒 大蒜 ' +
    '老虎 狮子 大象 猴子 熊猫 骆驼 兔子 松鼠 狐狸 绵羊 黄牛 骏马 小猫 老鼠 刺猬 袋鼠 孔雀 麻雀 燕子 鸽子 老鹰 天鹅 企鹅 鹦鹉 公鸡 鸭子 鲸鱼 海豚 乌龟 青蛙 螃蟹 蝴蝶 ' +
    '蜜蜂 蚂蚁 蜻蜓 蜗牛 蜘蛛 鲨鱼 章鱼 恐龙 玫瑰 荷花 菊花 竹子 松树 柳树 小草 仙人掌 太阳 月亮 星星 彩虹 闪电 雷声 大雪 冰块 微风 浓雾 高山 河流 大海 湖泊 沙漠 森林 ' +
    '岛屿 山洞 瀑布 温泉 火山 石头 沙子 泥土 田野 花园 果园 农场 村庄 城市 街道 广场 桥梁 隧道 港口 机场 车站 学校 医院 图书馆 博物馆 剧院 银行 邮局 餐厅 旅馆 工厂 商店 ' +
    '房屋 厨房 窗户 楼梯 屋顶 围墙 烟囱 灯塔 宝塔 城堡 帐篷 凉亭 电梯 阳台 地毯 窗帘 桌子 椅子 沙发 书架 镜子 台灯 蜡烛 枕头 毛巾 肥皂 牙刷 梳子 剪刀 雨伞 钥匙 锁头 ' +
    '杯子 茶壶 筷子 勺子 盘子 菜刀 铁锅 冰箱 风扇 电视 电话 收音机 照相机 电脑 手表 闹钟 帽子 围巾 手套 眼镜 衬衫 外套 裤子 裙子 袜子 皮鞋 腰带 口袋 纽扣 项链 戒指 背包 ' +
    '铅笔 毛笔 纸张 书本 报纸 信封 邮票 地图 日历 字典 尺子 橡皮 黑板 粉笔 胶水 图章 钢琴 吉他 小提琴 笛子 喇叭 大鼓 铃铛 口琴 足球 篮球 乒乓球 象棋 风筝 气球 积木 秋千 ' +
    '汽车 自行车 火车 飞机 轮船 帆船 摩托车 卡车 救护车 拖拉机 火箭 卫星 船锚 车轮 红旗 路灯 锤子 钉子 锯子 螺丝 绳子 梯子 水桶 扫帚 铲子 磁铁 电池 望远镜 放大镜 温度计 指南针 算盘',
};
