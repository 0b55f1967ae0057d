// Built from the parts of GB/T 23705: division, road or village, number, building, room.
const divisions = /(?:省|自治区|特别行政区|自治州|[市州盟]|[县区旗])(?=\p{Script=Han})/gu
const roads =
  /\p{Script=Han}{1,8}?(?:路|大道|街|大街|巷|弄|胡同|里|道|坪|街道办)(?=[东南西北中段]?[\dA-Z一二三四五六七八九十百]|[东南西北中]?段|附)/u
const numbered =
  /(?:[\dA-Z〇一二三四五六七八九十百-]{1,6}(?:号|弄|栋|幢|座|单元|室|楼|层|户|组|社|巷)|\d{1,4}[-—]\d{1,4}(?:[-—]\d{1,4})?(?:室)?$)/gu
const villages = /(?:镇|乡|街道|苏木)\p{Script=Han}{1,8}?(?:村|社区|居委会|寨|屯|组|队)/u
const estates = /(?:小区|花园|家园|公寓|大厦|广场|新村|宿舍|苑|城|府|湾|国际|中心|新城)(?=[A-Z\d一二三四五六七八九十])/u
// A district, whatever stands there, a building and a room.
const buildings = /[市区县镇]\p{Script=Han}{2,10}[A-Z]?\d{1,3}(?:号楼|栋|幢|座)(?:\d单元)?\d{2,4}/u
// Stakes on roads, lanes, stations and gantries are places of the network, nobody's address.
const network =
  /K\d+\+\d+|[GSXYC]\d{1,4}\p{Script=Han}{0,6}(?:高速|国道|省道|县道)|收费站|服务区|互通|枢纽|门架|匝道|立交|车道|卡口|断面/u

/**
 * How far a text goes as an address: 0 no address or no more than a place, 1 a road or village with its divisions, 2 down to the door.
 */
export const addressDepth = (text: string): 0 | 1 | 2 => {
  if (text.length < 5 || text.length > 120 || network.test(text)) return 0
  const road = roads.test(text)
  const village = villages.test(text)
  const estate = estates.test(text)
  if (!road && !village && !estate) return buildings.test(text) ? 2 : 0
  const doors = text.match(numbered)?.length ?? 0
  const levels = text.match(divisions)?.length ?? 0
  if (doors > 0 && (road || estate || levels > 0)) return 2
  return buildings.test(text) ? 2 : levels > 0 ? 1 : 0
}

const places = /[路街巷弄号栋幢室镇乡村寨坊苑园楼厦庄里组]|[对侧]面|旁边?$|交叉口|路口|\d+-\d+(?:-\d+)?$/

/** A number and within sixty characters a word for a street: addresses abroad. */
const foreign =
  /(?:^|[\s,#])\d{1,6}[A-Za-z]?\s[^\n]{0,60}?\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|drive|lane|way|place|court|hwy|highway|square|building|floor|room)\b/i

/** Under a heading of addresses, a road, village or estate is enough. */
export const isAddressInContext = (text: string): boolean => {
  if (text.length < 5 || text.length > 120 || network.test(text)) return false
  let han = 0
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x4e00) han += 1
  return han === 0 ? foreign.test(text) : han >= 4 && places.test(text)
}

/** True where the text has a character that addresses down to the door cannot do without. */
export const mayBeAddress = (text: string): boolean => {
  for (let i = 2; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // 号 室 栋 幢 村 组 单元 楼 or a number with dashes at the end
    if (
      code === 0x53f7 ||
      code === 0x5ba4 ||
      code === 0x680b ||
      code === 0x5e62 ||
      code === 0x6751 ||
      code === 0x7ec4 ||
      code === 0x697c ||
      code === 0x8def ||
      code === 0x8857
    )
      return true
  }
  return false
}
