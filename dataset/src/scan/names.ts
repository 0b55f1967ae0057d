// Surnames in use, the commonest hundred first: those carry some 85 % of the people.
const common =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤'
const others =
  '傅康施樊易乔赖文庞殷葛奚欧倪章鲁柳牛纪俞芦舒安颜柯翟裴焦左祁代毕岳齐尚童梅卜喻关申耿辛兰季娄聂管涂苗甘霍柴詹宁褚阮冷麦卫成项冉郁游凌阎单骆裘包洪解滕应车卯犹古靳费谷曲简祝盛翁荀花宫房时穆萧庄晏瞿栗封边吉柏岑冼敖刁温司米伍窦巫蒲蓝华池符楚邢牟尤景谌卓宗屈桂全闵敬佟郎饶芮商操缪仇沙仲隋党辜晋鞠明燕戚盖原臧衣揭荆皮官占初计宦幸丛雍农苟邬储连鄢阳苍步国佘巩井么候凤淡权银水滑黑乐卞於查都仝母强虞席揣危迟仁令习酆鲍廉贝伏谈茅麻支昝经干宣贲杭诸钮嵇荣羊惠甄羿汲邴糜松富巴弓牧隗宓蓬郗班仰秋伊栾暴钭厉戎祖束韶郜薄印宿怀邰鄂索咸籍蔺屠蒙阴胥能双莘劳逄姬扶堵宰郦璩桑濮寿扈冀郏浦充慕茹艾鱼容慎戈庾终暨居衡满弘匡寇广禄阙东殳沃利蔚越夔隆师厍晁勾融訾阚那空毋养须丰巢蒯相后红竺逯益桓公汝钦归帅缑亢况琴伯赏墨哈谯笪爱言福禤壮瓦买阿吐粟杞者矣字普沐茶弄俸刀岩綦撒闪宛智信敏仉修鹿佴税晓冶昂永遇户芶庹旷尉'
const compounds =
  '欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 轩辕 端木 东方 南宫 西门 独孤 淳于 申屠 呼延 钟离 闻人 赫连 澹台 太史 濮阳 公羊 鲜于'

// Characters that given names are made of, the commoner ones.
const given =
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂红玉华辉玲文建国志海林春梅云峰波斌鹏宇浩凯健俊帆雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思丝秋露碧宝翠雅芝萍青倩婷玥颖洁慧巧美淑惠珠晨晶妍茜然怡雯诗涵子轩梓萱欣雨欣怡紫若汐依一诺彤雨桐钰琪语嫣可馨诗琪梦瑶博睿浩宇俊熙天佑航泽锐昊天泽宇铭家豪俊豪志强正新政谦亨奇之轮翰朗伯宏言鸣朋栋维启克伦翔旭达安岩中茂进有坚和彪诚先敬震振壮会思群心邦承乐绍功松善厚庆民友裕河哲江晖哲毅良生龙元全胜学祥才发武利清飞富顺信昌成康星光义兴仁广仲贵福德永世仕贤培忠东南西北方圆培炎锋立军彬礼昱恒晗彩琳玮岭川少书雄忠喜禄银金水火土木阳亮冬夏长根福来保贤才树森远方洲运发富财祖耀宗继润炳瑜璐瑛莹菊燕凤芬艳芹琦晴楠楚妮淼焱鑫垚磊森越凌帅豪景延绪绮苗萌蕾莲荷薛丹娅宏侠虎彦怀怡坤乾基城尧舜禹汉唐宋楷模彰卫守道真淳朴化弘润柏钢铁钧钊锦钱镇铭银锋'
// A word with one of these in it is a place, a firm, a thing.
const never =
  '省市县区镇乡村路街道巷桥站厂店公司局部队组线港场所院校班车船货箱米吨元号年月日时分秒型类级个第不无未已待正常异的了在是为及与或非请见详年度费税额率量数值码表单号票证费品料材油煤粮粉糖盐茶酒菜肉果药'

// One byte for each character says what it is in a name: a look-up per character instead of a search in sets.
const surname = 1
const commonSurname = 2
const inGiven = 4
const inNoName = 8
const flags = new Uint8Array(65_536)
const mark = (chars: string, flag: number) => {
  for (let i = 0; i < chars.length; i++) flags[chars.charCodeAt(i)] = (flags[chars.charCodeAt(i)] ?? 0) | flag
}
mark(common, surname | commonSurname)
mark(others, surname)
mark(given, inGiven)
mark(never, inNoName)
// Of the characters above these occur in given names often enough to be let through there.
for (const char of '正常月年部道车船元无港') {
  const code = char.charCodeAt(0)
  if ((flags[code] ?? 0) & inGiven) flags[code] = (flags[code] ?? 0) & ~inNoName
}
const is = (code: number, flag: number): boolean => ((flags[code] ?? 0) & flag) !== 0
const compoundSurnames = new Set(compounds.split(' '))
const compoundStarts = new Set([...compoundSurnames].map((name) => name.charCodeAt(0)))

const isSurname = (text: string): boolean =>
  text.length === 1 ? is(text.charCodeAt(0), surname) : compoundSurnames.has(text)

/** Whether a character is a surname by itself. */
export const isSurnameCode = (code: number): boolean => is(code, surname)

/** The characters of names, without the rarer ranges. */
export const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff

/** How a text looks as a name: 0 not at all, 1 as a rare one, 2 with a common surname and a common given name; -1 not of the form. */
export const nameLooks = (text: string): -1 | 0 | 1 | 2 => {
  const length = text.length
  if (length < 2 || length > 4) return -1
  for (let i = 0; i < length; i++) if (!isHan(text.charCodeAt(i))) return -1
  const first = text.charCodeAt(0)
  const compound = length >= 3 && compoundStarts.has(first) && compoundSurnames.has(text.slice(0, 2))
  if (!compound && (length === 4 || !is(first, surname))) return 0
  let known = true
  for (let i = compound ? 2 : 1; i < length; i++) {
    const code = text.charCodeAt(i)
    if (is(code, inNoName)) return 0
    if (!is(code, inGiven)) known = false
  }
  return known && (compound || is(first, commonSurname)) ? 2 : 1
}

const titles = /^(\p{Script=Han}{1,2})(?:先生|女士|小姐|师傅|老师|经理|主任|[队站船]长|同志|大姐)$/u
const spaced = /^(\p{Script=Han}{1,2})\s{1,3}\p{Script=Han}{1,2}$/u
const transliterated = /^\p{Script=Han}{1,8}(?:[·•・‧.]\p{Script=Han}{1,10}){1,3}$/u
const latin =
  /^[A-Z][\p{L}'-]+(?:[ ,/]{1,2}(?:(?:de|del|dela|della|van|von|der|bin|binti|al|la) )?[A-Z][\p{L}.'-]*){1,3}$/u
const remarked = /^(\p{Script=Han}{2,4})\s?[（(][^（()）\d]{1,8}[)）]$/u
const between = /\s?[、,;/，；]\s?/

const minority =
  /^[次仁扎西多吉卓玛旦增尼措格桑罗布达瓦央金白索朗顿珠洛嘎曲珍让才旺堆央宗姆加格勒巴特乌兰图雅苏娜海来吉沙苦铁纳麻吾买提艾合阿不都拉克木江热孜古丽依]{3,6}$/
const nobody = new Set(
  '本人 家人 门卫 物业 保安 前台 驿站 同事 邻居 亲属 匿名 自提 代收 客户 司机 乘客 用户 测试 其他 全部 默认 先生 女士 旅客 本车 空白'.split(
    ' ',
  ),
)

/** Under a heading of names two or three characters without any of {@link never} are a name, however rare the surname. */
export const isRareName = (text: string): boolean => {
  if (minority.test(text)) return true
  if (nobody.has(text)) return false
  // The surnames of both parents before the given name.
  if (text.length > 3 && !(isSurname(text.charAt(0)) && isSurname(text.charAt(1)))) return false
  for (let i = 0; i < text.length; i++) if (!isHan(text.charCodeAt(i)) || is(text.charCodeAt(i), inNoName)) return false
  return true
}

/** One word as first names and surnames are written. */
export const isPartName = (text: string): boolean => /^\p{Lu}[\p{L}'’.-]{1,24}$/u.test(text)

/** Forms of names that count only under a heading of names: 王先生, 阿依古丽·买买提, Zhang San. */
export const isNameInContext = (text: string): boolean => {
  if (text.length > 40) return false
  const title = titles.exec(text)?.[1]
  if (title !== undefined) return isSurname(title)
  const apart = spaced.exec(text)?.[1]
  if (apart !== undefined) return isSurname(apart)
  if (text.endsWith(')') || text.endsWith('）')) {
    const before = remarked.exec(text)?.[1]
    if (before !== undefined) return nameLooks(before) > 0
  }
  if (isHan(text.charCodeAt(0)) && between.test(text)) {
    const several = text.split(between)
    if (several.length <= 5 && several.every((name) => nameLooks(name) > 0)) return true
  }
  return minority.test(text) || transliterated.test(text) || latin.test(text)
}
