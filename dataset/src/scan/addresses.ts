// Built from the parts of GB/T 23705: division, road or village, number, building, room.
const divisions = /(?:省|自治区|特别行政区|自治州|[市州盟]|[县区旗])(?=\p{Script=Han})/u
const roads =
  /\p{Script=Han}{1,8}?(?:路|大道|街|大街|巷|弄|胡同|里|道|坪|环|街道办)(?=[东南西北中段]?[\dA-Z一二三四五六七八九十百]|[东南西北中]?段|附)/u
const numbered =
  /(?:[\dA-Z〇一二三四五六七八九十百-]{1,6}(?:号|弄|栋|幢|座|单元|室|楼|层|户|组|社|巷)|\d{1,4}[-—]\d{1,4}(?:[-—]\d{1,4})?(?:室)?$)/u
/** An estate, a building, a unit and a room. */
const rooms = /\p{Script=Han}{3}(?:[A-Z]\d?区)?\d{1,2}[-—]\d{1,2}[-—]\d{3,4}(?!\d)/u
const villages = /(?:镇|乡|街道|苏木)\p{Script=Han}{1,8}?(?:村|社区|居委会|寨|屯|组|队)/u
const estates =
  /(?:小区|花园|家园|公寓|大厦|广场|新村|宿舍|苑|城|府|湾|国际|中心|新城|园|园区|市场)(?=[A-Z\d一二三四五六七八九十])/u
// A district, whatever stands there, a building and a room.
const buildings =
  /[市区县镇]\p{Script=Han}{2,10}(?:[A-Z]\d{0,2}区)?[A-Z]?\d{1,3}(?:号楼|栋|幢|座)(?:\d{1,2}单元)?(?:\d{2,4}|\d{1,2}-\d)|(?:大厦|中心|广场|大楼)[A-Z]?\d{0,2}座\d{2,4}|\d栋\d{1,2}单元\d{1,4}/u
// The group of a village, by its own name; not the groups that work there.
const villageGroup =
  /[镇乡道县区市]\p{Script=Han}{1,6}(?:村|社区)(?:委会|民委员会)?\p{Script=Han}{1,5}(?<!工作|小|领导|施工|查|专家|督导)组/u
/** The group of a village, by the town and its own name alone; and what stands beside a known house of the town. */
const townGroup =
  /\p{Script=Han}(?:镇|乡|街道)\p{Script=Han}{1,4}(?<!工作|小|领导|施工|查|专家|督导|[一二三四五六七八九十])组$|[镇乡道]街上\p{Script=Han}{2,10}(?:对面|旁边|楼上|隔壁)/u
const crossing = /[路道街巷环](?:与|和)\p{Script=Han}{1,8}[路道街巷环](?:交叉|交汇|路?口)/u
// Stakes on roads, lanes, stations and gantries are places of the network, nobody's address.
const network =
  /K\d+\+\d+|[GSXYC]\d{1,4}\p{Script=Han}{0,6}(?:高速|国道|省道|县道)|收费站|服务区|互通|枢纽|门架|匝道|立交|车道|卡口|断面/u

/** Without the blanks between the parts of an address: 贵州省 贵阳市 南明区 遵义路 233 号. */
const closedUp = (text: string): string =>
  text.includes(' ')
    ? text.replace(/(?<=\p{Script=Han}) {1,2}(?=[\p{Script=Han}\d])|(?<=\d) {1,2}(?=\p{Script=Han})/gu, '')
    : text

/**
 * How far a text goes as an address: 0 no address or no more than a place, 1 a road or village with its divisions, 2 down to the door.
 */
export const addressDepth = (written: string): 0 | 1 | 2 => {
  const text = closedUp(written)
  if (text.length < 5 || text.length > 120 || network.test(text)) return 0
  const road = roads.test(text)
  const village = villages.test(text)
  const estate = estates.test(text)
  if (!road && !village && !estate) {
    if (buildings.test(text) || townGroup.test(text) || rooms.test(text)) return 2
    return crossing.test(text) && divisions.test(text) ? 1 : 0
  }
  const door = numbered.test(text)
  if (door && (road || estate)) return 2
  const divided = divisions.test(text)
  if ((door && divided) || townGroup.test(text) || villageGroup.test(text) || buildings.test(text)) return 2
  return divided ? 1 : 0
}

const places = /[路街巷弄号栋幢座室镇乡村寨坊苑园楼厦庄里组]|[对侧]面|旁边?$|交叉口|路口|\d+-\d+(?:-\d+)?$/

/** A number and within sixty characters a word for a street: addresses abroad. */
const foreign =
  /(?:^|[\s,#])\d{1,6}[A-Za-z]?[\s,][^\n]{0,60}?\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|drive|lane|way|place|court|hwy|highway|square|building|floor|room)\b/i

/** From the province down to the county; an estate or a park is a 区 of another kind. */
const upToCounty =
  /^(?:\s*\p{Script=Han}{1,12}?(?:省|自治区|特别行政区|市(?!广场|花园|之|中心)|自治州|州(?![市区县省])|[盟县旗]|(?<![小社园库厂片校]|住宅|生活|家属|工业|开发)区)){1,4}\s*/u
const firm = /公司|集团|政府$|局$|站$|队$/

/** Under a heading of addresses, a road, village or estate is enough, and so is whatever stands behind the county. */
export const isAddressInContext = (written: string): boolean => {
  const text = closedUp(written)
  if (text.length < 5 || text.length > 120 || network.test(text)) return false
  let han = 0
  for (let i = 0; i < text.length && han < 4; i++) if (text.charCodeAt(i) >= 0x4e00) han += 1
  if (han === 0) return foreign.test(text)
  if (han < 4) return false
  const place = places.test(text)
  if (place && /\d/.test(text)) return true
  const rest = text.replace(upToCounty, '')
  return place ? places.test(rest) : rest.length >= 4 && rest.length < text.length && !firm.test(rest)
}

// 号 室 栋 幢 村 组 单元 楼 路 街, and the 叉 汇 of crossings.
const telling = new Uint8Array(65_536)
for (const char of '号室栋幢村组楼路街叉汇') telling[char.charCodeAt(0)] = 1

/** True where the text has a character that addresses down to the door or a crossing cannot do without. */
export const mayBeAddress = (text: string): boolean => {
  for (let i = 2; i < text.length; i++) if (telling[text.charCodeAt(i)] === 1) return true
  const last = text.charCodeAt(text.length - 1)
  return last >= 48 && last <= 57 && text.charCodeAt(text.length - 5) === 45
}
