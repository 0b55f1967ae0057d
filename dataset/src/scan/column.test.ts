import { describe, expect, it } from 'vitest'
import { createColumnScan } from './column.ts'
import type { SensitiveKind } from './kinds.ts'

const scan = (column: string, values: readonly string[], columns: readonly string[] = []) => {
  const watched = createColumnScan(column, { columns: [column, ...columns] })
  for (const value of values) watched.add(value, 1)
  return watched.end(values.length)
}
const kindsOf = (column: string, values: readonly string[], columns: readonly string[] = []) =>
  scan(column, values, columns).map(({ kind }) => kind)

describe('forms', () => {
  const forms: readonly [SensitiveKind, string, readonly string[]][] = [
    [
      'residentId',
      'f1',
      ['11010519491231002X', '11010519491231002x', '110105 19491231 002X', '１１０１０５１９４９１２３１００２Ｘ'],
    ],
    [
      'mobile',
      'f1',
      [
        '13812345678',
        '+86 138 1234 5678',
        '0086-13812345678',
        '138-1234-5678',
        '013812345678',
        '13812345678.0',
        '(+86)13812345678',
      ],
    ],
    [
      'landline',
      'f1',
      ['0851-85123456', '(010)62345678', '0851 8512 3456', '021-62345678转801', '+86-851-85123456', '0755-2345678'],
    ],
    ['email', 'f1', ['a.b@example.cn', '<x_1@mail.example.com>', 'JIA@EXAMPLE.COM.CN']],
    ['bankCard', 'f1', ['4111111111111111', '6222 0212 3456 7890 128', '6222021234567890128']],
    ['uscc', 'f1', ['914403001922038216', '9144030071526726xg', '91330100799655058B']],
    ['vin', 'f1', ['1M8GDM9AXKP042788', '1m8gdm9axkp042788', '5GZCZ43D13S812715']],
    ['etcCard', 'f1', ['52012022230112345678', '4301 1852 2200 1234 5678']],
    [
      'address',
      'f1',
      ['云岩区西二环258号附6号', '凯里市花果园R1区1栋4单元5-1', '花果园R1区5栋2203', '三合镇大寨村河边组'],
    ],
    ['imo', 'f1', ['IMO 9074729', 'IMO9074729', 'imo: 9176187']],
  ]
  it.each(forms)('%s under a name that says nothing', (kind, column, values) => {
    for (const value of values) expect([value, ...kindsOf(column, [value])]).toEqual([value, kind])
  })

  const plates =
    '贵A12345 贵A·12345 贵a12345 贵AD12345 贵AF12345 贵A12345D 贵A1234挂 贵A1234学 贵A1234警 粤Z1234港 粤ZF023澳 使014578 使014·578 沪A0023领 川A1234应急 民航A1234 贵A12345_0 蓝贵A12345'.split(
      ' ',
    )
  it.each(plates)('plate %s', (value) => expect(kindsOf('f1', [value])).toEqual(['plate']))
  it.each(['WJ京12345', 'WJ0112345', 'VA12345'])('plate of the forces %s only under a heading', (value) => {
    expect(kindsOf('车牌号', [value])).toEqual(['plate'])
    expect(kindsOf('f1', [value])).toEqual([])
  })

  const named: readonly [SensitiveKind, string, string][] = [
    ['driverArchive', '档案编号', '520100123456'],
    ['passport', '护照号', 'E12345678'],
    ['passport', 'passport_no', 'EA1234567'],
    ['travelPermit', '港澳通行证', 'C12345678'],
    ['travelPermit', '回乡证', 'H1234567890'],
    ['travelPermit', '台胞证号', '12345678'],
    ['seafarer', '适任证书编号', 'JBA11120081234'],
    ['obu', 'OBU号', '5201201234567890'],
    ['etcCard', 'ETC卡号', '52012022010112345678'],
    ['etcCard', 'CPU卡号', '2022230112345678'],
    ['address', '送达地', '贵阳市花溪区山水华府'],
    ['personName', '乘车人', '王建国、李梅'],
    ['personName', '值班员', '杨张梓涵'],
    ['mmsi', 'MMSI', '413123456'],
    ['landline', '座机', '85123456'],
    ['personName', '司机姓名', '王建国'],
    ['personName', '乘客', '阿依古丽·买买提'],
    ['address', '收货地址', '解放路客车站对面'],
    ['residentId', '旧身份证', '520102800101123'],
  ]
  it.each(named)('%s under its heading %s', (kind, column, value) => {
    expect(kindsOf(column, [value])).toEqual([kind])
    expect(kindsOf('f1', [value])).toEqual([])
  })
})

it('names in running text, where a word before them calls them one', () => {
  const found = scan('情况说明', [
    '司机李强，电话已关机',
    '联系人：王秀英',
    '无异常',
    '当事人杨光明要求复核',
    '设备离线',
  ])
  expect(found).toMatchObject([{ kind: 'personName', count: 3, share: 0.6 }])
  expect(found[0]?.localExamples).toEqual(['李*', '王**', '杨**'])
})

it('persons among firms under a heading of either', () => {
  const persons = '马琳 赖凤英 刘博 彭丽丽 梁刚 林桂芝 张莉 侯建华 林雪 陈明'.split(' ')
  const firms = Array.from({ length: 10 }, (_, i) => `贵州黔运${i}物流有限公司`)
  expect(scan('客户/单位', [...persons, ...firms])).toMatchObject([{ kind: 'personName', count: 10 }])
  expect(kindsOf('承运单位', [...persons, ...firms])).toEqual([])
})

it('crossings are addresses among addresses', () => {
  const doors = ['云岩区北京路12号', '南明区中华南路3号附1号', '花溪区花溪大道66号5栋2单元301']
  expect(scan('f1', [...doors, '南明区花溪大道与甲秀南路交叉口'])).toMatchObject([{ kind: 'address', count: 4 }])
})

it('a resident number under a heading of licences is the number of the licence', () => {
  expect(kindsOf('驾驶证号', ['11010519491231002X'])).toEqual(['driverLicence'])
})

describe('look-alikes', () => {
  const harmless: readonly [string, readonly string[]][] = [
    ['手机号', ['138****5678', '139****0000']],
    ['时间戳', ['1730000000', '1730000000123', '20241122130405']],
    ['f1', ['2024-11-22 13:04:05', '2024/11/22', '2024-11-22T13:04:05.123Z', '2024-11-22 13:04:05+08:00']],
    ['f1', ['G60', 'K1234+500', 'G60沪昆高速K1234+500至K1240+100']],
    ['f1', ['138.12345678', '13812345678.55', '-13812345678', '1.3812345678e10']],
    ['f1', ['贵阳北收费站', '贵州省贵阳市', '贵州高速公路集团有限公司']],
    ['f1', ['京B2-20201234', '贵A1234', '贵A1234567', '云I12345']],
    ['f1', ['icon@2x.png', 'ssh://git@example.com/x', 'git@example.com:a/b', '@someone', 'a@b']],
    ['f1', ['95533', '400-123-4567', '12328']],
    ['f1', ['550e8400-e29b-41d4-a716-446655440000', 'd41d8cd98f00b204e9800998ecf8427e']],
    ['f1', ['110105194912310021', '91440300192203821X', '1M8GDM9A1KP042788']],
    ['电话次数', ['3', '12', '85123456']],
    ['收货地址', ['贵州省贵阳市清镇市', '遵义市桐梓县', '贵阳东收费站', '贵州黔运物流有限公司']],
    ['设备地址', ['10.20.30.40', 'aa:bb:cc:dd:ee:ff']],
    ['f1', ['花溪大道与甲秀南路交叉口', '南明区花溪大道与甲秀南路交叉口', '大寨村工作组']],
    ['交易序列', ['20241122103015123456', '24522000000012345678', '52012022990112345678']],
    ['处理记录', ['司机未系安全带', '乘客投诉，已回访', '联系人：暂无', '司机超速行驶']],
  ]
  it.each(harmless)('%s %j', (column, values) => expect(kindsOf(column, values)).toEqual([]))

  it('random numbers of which one in eleven has the right check digit are no resident numbers', () => {
    const values = Array.from(
      { length: 400 },
      (_, i) => `11010519${String(500101 + (i % 28))}${String(1000 + ((i * 37) % 9000))}`,
    )
    expect(kindsOf('f1', values)).toEqual([])
  })
  it('order numbers that run on are no telephones', () => {
    expect(
      kindsOf(
        'f1',
        Array.from({ length: 200 }, (_, i) => String(13_800_000_000 + i * 3)),
      ),
    ).toEqual([])
  })
})

describe('a finding', () => {
  const [finding] = scan('备注', ['请联系13812345678', '', '无', '已处理', '改拨13912345678、15012345678'])
  it('counts values, not rows or telephones', () => {
    expect(finding).toMatchObject({ kind: 'mobile', count: 2, share: 0.5 })
  })
  it('shows no more than the mask lets through', () => {
    expect(finding?.localExamples).toEqual(['138****5678', '150****5678'])
  })
  it('gives reasons that hold nothing of the data', () => {
    expect(finding?.reasons.join('')).not.toMatch(/1381|5678/)
    expect(finding?.reasons[0]).toMatch(/手机号码.*50\.0%.*1 行为空/)
  })
  it('takes how often a value occurs', () => {
    const watched = createColumnScan('x', { columns: ['x'] })
    watched.add('13812345678', 7)
    watched.add('其他', 3)
    expect(watched.end(10)[0]).toMatchObject({ count: 7, share: 0.7 })
  })
  it('is surer under a heading that says so', () => {
    const values = ['13812345678', '13912345678', '15012345678']
    expect(scan('手机号', values)[0]?.confidence).toBeGreaterThan(scan('f1', values)[0]?.confidence ?? 1)
    expect(scan('f1', values)[0]?.confidence).toBeGreaterThan(scan('订单号', values)[0]?.confidence ?? 0)
  })
})

describe('hostile input', () => {
  const hostile = [
    '\u0000'.repeat(50),
    '\ud800',
    '9'.repeat(100_000),
    '@'.repeat(5000),
    '1-'.repeat(5000),
    '贵'.repeat(5000),
    'A1'.repeat(5000),
    '138 '.repeat(3000),
    '\u202e13812345678',
    `${'a.'.repeat(3000)}@x.cn`,
    '路'.repeat(119),
  ]
  it.each(hostile.map((text) => [text.slice(0, 12), text]))('%j ends soon', (_, text) => {
    const start = performance.now()
    for (const column of ['f1', '地址', '姓名', '车牌', '手机号', '身份证号', '护照号']) kindsOf(column, [text, text])
    expect(performance.now() - start).toBeLessThan(1000)
  })
  it.each(['__proto__', 'constructor', '', '\ud800', 'x'.repeat(1_000_000), '*('])('a heading like %s', (column) => {
    expect(kindsOf(column.slice(0, 2_000_000), ['13812345678'], ['__proto__', 'hasOwnProperty'])).toEqual(['mobile'])
  })
})
