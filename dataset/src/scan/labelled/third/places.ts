import type { Draw } from '../draw.ts'
import type { Cell } from '../labels.ts'
import { weighed, words } from './cells.ts'

const seats: readonly (readonly [province: string, city: string, counties: readonly string[]])[] = [
  ['贵州省', '贵阳市', words('花溪区 乌当区 白云区 清镇市 开阳县 息烽县')],
  ['贵州省', '六盘水市', words('钟山区 六枝特区 水城区 盘州市')],
  ['贵州省', '遵义市', words('播州区 仁怀市 赤水市 桐梓县 湄潭县 道真仡佬族苗族自治县')],
  ['贵州省', '安顺市', words('西秀区 平坝区 普定县 镇宁布依族苗族自治县 紫云县')],
  ['贵州省', '毕节市', words('七星关区 大方县 黔西市 威宁县 织金县')],
  ['贵州省', '铜仁市', words('碧江区 万山区 松桃苗族自治县 思南县')],
  ['贵州省', '黔东南苗族侗族自治州', words('凯里市 黎平县 榕江县 镇远县 天柱县')],
  ['贵州省', '黔南州', words('都匀市 福泉市 独山县 瓮安县 惠水县')],
  ['贵州省', '黔西南州', words('兴义市 兴仁市 安龙县 册亨县')],
  ['湖南省', '邵阳市', words('大祥区 新邵县 隆回县')],
  ['广西壮族自治区', '河池市', words('金城江区 南丹县 环江县')],
  ['四川省', '泸州市', words('江阳区 叙永县 古蔺县')],
  ['云南省', '曲靖市', words('麒麟区 宣威市 富源县')],
  ['浙江省', '金华市', words('义乌市 婺城区 永康市')],
  ['广东省', '佛山市', words('顺德区 南海区 禅城区')],
  ['重庆市', '', words('綦江区 渝北区 秀山县 涪陵区')],
]
const towns = words(
  '燕楼镇 旧州镇 天龙镇 双龙镇 黄丝镇 龙场镇 马场镇 牛场乡 鸡场坪镇 茅台镇 团溪镇 三合镇 枫香镇 麻尾镇 尧人山乡 兔街乡 桥头镇 大山镇 下司镇 中枢街道 贵筑街道 沙河街道 太慈桥街道 红桥新区街道',
)
const villages = words(
  '摆贡村 谷蒙村 大寨村 新场村 水塘村 上坝村 田坝村 红岩村 岩脚村 龙潭村 中院村 高峰村 麻窝村 西江村 团结社区 双桥社区 金山社区',
)
const groups = words('一组 二组 三组 四组 5组 8组 十二组 大坡组 寨脚组 上寨组 河边组 新房子组')
const roads = words(
  '花溪大道南段 甲秀南路 贵遵路 环城北路 兴义大道 迎宾大道 北京东路 凤凰大道 云谷路 钟山中路 洗马路 黔江路 长征大道 盘江路 三板桥路 大十字街 民主路 南京路 富水中路 剑江中路 万丰东路 云麓街',
)
const estates = words(
  '山水华府 麒龙城市广场 乾图中央公园 碧阳湖畔 中铁阅山湖 兴隆枫丹白鹭 金科廊桥水乡 铝厂家属区 老干局宿舍 水钢三生活区 汇景新城 御景名门 教师新村 幸福里 阳光100国际新城',
)
const works = words(
  '清镇工业园区 小孟工业园 双龙航空港经济区物流园 红花岗机电园 马厂轻工园区 麦架高新产业园 西南国际商贸城 石板农贸市场',
)
const gates = words(
  '贵阳东收费站 龙洞堡机场收费站 清镇东收费站 遵义南收费站 板桥主线收费站 都匀西站 关岭收费站 胜境关省界站 六寨收费站 大兴收费站 安江匝道站',
)
const areas = words('久长服务区 红枫湖服务区 扎佐停车区 虾子服务区 牟珠洞服务区 岑巩服务区 白腊坎停车区')
const stops = words(
  '省医 大西门 喷水池 市北路口 三桥 贵州大学 花果园湿地公园 新路口 次南门 师大附中 金阳客站 会展城 世纪城龙耀苑 中曹司 大十字 云岩广场 市二中 医学院站 和平路口 安云路',
)
const piers = words('洛旺河码头 乌江渡码头 沙湾码头 八渡港 播东码头 白层港 思南港邵家桥港区 蔗香码头 清水江远口码头')
const works2 = words(
  '坝陵河大桥 鸭池河特大桥 武陵山隧道 北盘江第一桥 花江峡谷大桥 凉风垭隧道 平塘特大桥 青岩隧道 红枫枢纽 牛郎关互通',
)
const sights = words('黄果树瀑布 荔波小七孔 西江千户苗寨 梵净山 赤水丹霞 青岩古镇 织金洞 百里杜鹃 镇远古城 龙宫')
const offices = words(
  '贵阳市交通运输局 遵义公路管理局 花溪区综合行政执法大队 黔南高速交警支队二大队 六盘水海事处 安顺公交总公司二分公司 贵州高速毕节营运管理中心 铜仁汽车客运总站 都匀路政大队',
)
const lines = words('贵阳—遵义 都匀东-贵阳北 兴义→昆明 铜仁至怀化 安顺西-上海虹桥 贵阳市—黄平县 毕节⇌大方 赤水/泸州')

/** Addresses, and places that are none. */
export const createPlaces = (draw: Draw) => {
  const { one, between, from, chance, digits } = draw
  const seat = (): { head: string; county: string } => {
    const [province, city, counties] = one(seats)
    const county = one(counties)
    return {
      county,
      head: one([`${province}${city}${county}`, `${city}${county}`, county, `${province} ${city} ${county}`]),
    }
  }
  const floor = (): string => `${between(1, 32)}${one(['01', '02', '03', '04', '05'])}`
  const stake = (): string => `K${between(1, 2100)}+${digits(3)}`
  const door = (): string =>
    one([
      () => `${one(roads)}${between(1, 688)}号`,
      () => `${one(roads)}${between(1, 300)}号附${between(1, 20)}号`,
      () => `${one(roads)}${between(1, 300)}-${between(1, 30)}号`,
      () => `${one(roads)}${between(1, 299)}号${one(estates)}${between(1, 30)}栋${between(1, 4)}单元${floor()}室`,
      () => `${one(estates)}${from('ABCDE', 1)}区${between(1, 20)}号楼${between(1, 4)}-${floor()}`,
      () => `${one(estates)}${between(1, 20)}幢${floor()}`,
      () => `${one(roads)}${one(['鑫源大厦', '邮政大楼', '财富中心', '国际金融中心'])}${from('ABC', 1)}座${floor()}`,
      () => `${one(['太平', '文化', '石榴', '槐树'])}巷${between(1, 66)}号`,
      () => `${one(works)}${from('ABCD', 1)}区${between(1, 30)}号${one(['厂房', '仓库', '门面', '档口'])}`,
      () => `${one(works)}${between(1, 18)}号库`,
    ])()
  const rural = (): string =>
    one([
      () => `${one(towns)}${one(villages)}${one(groups)}`,
      () => `${one(towns)}${one(villages)}${one(groups)}${between(1, 120)}号`,
      () => `${one(towns)}${one(villages)}${one(['', '村委会旁', '小学对面'])}${between(1, 90)}号`,
      () => `${one(towns)}${one(villages)}村民委员会${one(groups)}`,
    ])()
  const full = (): string => `${seat().head}${chance(0.45) ? rural() : `${chance(0.3) ? one(towns) : ''}${door()}`}`
  const english = (): string =>
    one([
      `No. ${between(1, 500)}, Huaxi Avenue, Huaxi District, Guiyang, Guizhou`,
      `Room ${between(101, 2808)}, Building ${between(1, 20)}, ${between(1, 99)} Beijing East Road, Yunyan District, Guiyang`,
    ])
  /** To a door, a building or the group of a village. */
  const address = (): Cell => [full(), 'address']
  return {
    full,
    address,
    stake,
    /** As people fill in a field that is called address. */
    written: (): Cell =>
      weighed(
        draw,
        [70, address],
        [8, () => [door(), 'address']],
        [6, () => [rural(), 'address']],
        [4, () => [`${seat().head}${one(roads)}${one(['与', '和'])}${one(roads)}交汇处`, 'address']],
        [4, () => [`${seat().head}${one(estates)}`, 'address']],
        [3, () => [`${full()}（${one(['门卫代收', '仓库', '近加油站'])}）`, 'address']],
        [2, () => [english(), 'address']],
        // No more than the county: told to nobody where somebody lives.
        [3, () => [seat().head]],
      ),
    county: () => one([seat().county, seat().head]),
    gate: () => one([...gates, ...areas]),
    stop: () => one(stops),
    pier: () => one(piers),
    structure: () => one(works2),
    sight: () => one(sights),
    office: () => one(offices),
    line: () => one(lines),
    town: () => one(towns),
    site: () =>
      one([
        () =>
          `G${one(['60', '75', '56', '7611'])}${one(['沪昆', '兰海', '杭瑞', '都香'])}高速${stake()}${one(['上行', '下行', '贵阳方向'])}`,
        () => `${one(gates)}${one(['入口', '出口', 'E3车道', '广场'])}`,
        () => `${one(areas)}${one(['加油站', '停车场', '卫生间旁'])}`,
        () => `${one(works2)}${one(['入口', '出口', '桥面', '左幅'])}`,
        () => `S${between(101, 315)}线${stake()}`,
      ])(),
  }
}

export type Places = ReturnType<typeof createPlaces>
