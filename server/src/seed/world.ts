import type { Role } from '@datadeed/core/kernel/actor'

/** The password of every demonstration account; the demonstration listens on loopback only. */
export const demoPassword = 'demo-shuqi-2026'

export interface DemoCompany {
  key: string
  name: string
  countyCode: string
  prefectureCode: string
  industryCode: string
  /** Which of `dataSets` such a company would have, by index. */
  dataSets: number[]
}

/** Fictional organisations in all nine prefectures; each name says that it is one. */
export const companies: readonly DemoCompany[] = [
  ['qianling', '黔灵智行公共交通（演示）有限公司', '520103', '520100', '5411', '05'],
  ['zhucheng', '筑城轨道运营（演示）有限公司', '520115', '520100', '5412', '0'],
  ['longdong', '龙洞航空服务（演示）有限公司', '520102', '520100', '5631', '6'],
  ['liangdu', '凉都高速养护（演示）有限公司', '520201', '520200', '5443', '12'],
  ['wumeng', '乌蒙煤运物流（演示）有限公司', '520281', '520200', '5431', '3'],
  ['loushan', '娄山客运（演示）有限公司', '520302', '520300', '5421', '07'],
  ['chishui', '赤水河航运（演示）有限公司', '520381', '520300', '5523', '4'],
  ['huangguoshu', '黄果树旅游客运（演示）有限公司', '520402', '520400', '5422', '57'],
  ['tunpu', '屯堡冷链（演示）有限公司', '520403', '520400', '5432', '3'],
  ['caohai', '草海智慧停车（演示）有限公司', '520502', '520500', '5449', '1'],
  ['qixing', '七星物流枢纽（演示）有限公司', '520502', '520500', '5442', '37'],
  ['fanjing', '梵净山交旅（演示）有限公司', '520602', '520600', '5422', '5'],
  ['wujiang', '乌江港务（演示）有限公司', '520628', '520600', '5532', '4'],
  ['wanfeng', '万峰林出行（演示）有限公司', '522301', '522300', '5413', '05'],
  ['maling', '马岭河大件运输（演示）有限公司', '522301', '522300', '5434', '32'],
  ['xijiang', '西江客货运（演示）有限公司', '522601', '522600', '5439', '37'],
  ['duliu', '都柳江航道（演示）有限公司', '522633', '522600', '5539', '4'],
  ['libo', '荔波网约出行（演示）有限公司', '522722', '522700', '5413', '50'],
  ['tianyan', '天眼气象交通（演示）有限公司', '522727', '522700', '5449', '12'],
].map(([key, name, countyCode, prefectureCode, industryCode, sets]) => ({
  ...{ key: key ?? '', name: name ?? '', countyCode: countyCode ?? '' },
  ...{ prefectureCode: prefectureCode ?? '', industryCode: industryCode ?? '' },
  dataSets: [...(sets ?? '')].map(Number),
}))

export interface DemoStaff {
  login: string
  name: string
  title: string
  roles: Role[]
  regionCode: string | null
  /** Of an officer: where in the prefecture they sit. */
  office: 'transport' | 'market_regulation' | null
  totp: string
}

/** Staff of the fictional registrar. The authenticator secrets are public: whoever runs a demonstration may sign in. */
export const staff: readonly DemoStaff[] = [
  ['examiner', '审查员甲', '省级审查员', 'examiner', null, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'],
  ['examiner2', '审查员乙', '省级审查员（第二人）', 'examiner', null, 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU'],
  ['reviewer', '复核员丙', '省级复核员', 'reviewer', null, 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK'],
  ['officer', '贵阳专员丁', '市州经办（贵阳）', 'officer', '520100', 'NBSWY3DPO5XXE3DENBSWY3DPO5XXE3DE'],
  ['officer-zunyi', '遵义专员戊', '市州经办（遵义）', 'officer', '520300', 'ONSWG4TFOQQHG2DBONSWG4TFOQQHG2DB'],
  ['officer-market', '贵阳专员壬', '市州经办（贵阳市场监管）', 'officer', '520100', 'MJUWOZLCMFZWKMZSMJUWOZLCMFZWKMZS'],
  ['coach', '贵阳辅导员辛', '市州辅导员（贵阳）', 'coach', '520100', 'KVZWK4TTORXXEZLUKVZWK4TTORXXEZLU'],
  ['auditor', '审计员己', '审计', 'auditor', null, 'PFXXK4TTMVRXEZLUPFXXK4TTMVRXEZLU'],
  ['admin', '管理员庚', '平台管理员', 'administrator', null, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'],
  ['admin2', '管理员癸', '平台管理员（第二人）', 'administrator', null, 'IFBEGRCFIZDUQSKKIFBEGRCFIZDUQSKK'],
].map(([login, name, title, role, regionCode, totp]) => ({
  ...{ login: login ?? '', name: name ?? '', title: title ?? '', roles: [role as Role] },
  ...{ regionCode: regionCode ?? null, totp: totp ?? '' },
  office: role !== 'officer' ? null : login === 'officer-market' ? 'market_regulation' : 'transport',
}))

export interface DemoData {
  name: string
  direction: '高速运营' | '智慧出行' | '智能调度' | '智慧物流' | '金融保险' | '交旅融合'
  mode: 'road' | 'rail' | 'water' | 'air' | 'urban'
  /** column, its Chinese label, unit, meaning, lowest and highest value */
  measures: [string, string, string, string, number, number][]
  place: [string, string]
  use: string
  method: string
}

/** Data sets such companies would register; each is generated, small, and fingerprinted like a real one. */
export const dataSets: readonly DemoData[] = [
  {
    name: '公交线路断面客流数据集',
    direction: '智慧出行',
    mode: 'urban',
    measures: [
      ['boardings', '上车人次', '人次', '半小时内上车人次', 0, 240],
      ['load_rate', '满载率', '%', '断面最大满载率', 5, 118],
    ],
    place: ['section_id', '断面编号'],
    use: '供公交企业调整班次和站点，供市民查询车厢拥挤程度，缓解早晚高峰乘车难。',
    method:
      '先剔除刷卡设备故障时段的记录，再按断面与半小时对齐、去重，以下车站点推算结果校正上车人次，最后聚合成断面客流。',
  },
  {
    name: '高速公路路段通行速度数据集',
    direction: '高速运营',
    mode: 'road',
    measures: [
      ['avg_speed', '平均车速', 'km/h', '十五分钟平均车速', 22, 118],
      ['samples', '样本数', '个', '参与计算的车次', 3, 900],
    ],
    place: ['segment_id', '路段编号'],
    use: '供高速公路运营单位分析拥堵成因、安排养护施工时段，并向出行者发布预计通行时间。',
    method:
      '先剔除超出物理范围的读数与停驶样本，再按路段和十五分钟对齐，缺失值以相邻时段加权插补，并用收费站间通行时间校验。',
  },
  {
    name: '桥梁结构健康监测特征数据集',
    direction: '高速运营',
    mode: 'road',
    measures: [
      ['strain', '应变', 'με', '小时应变均值', -180, 260],
      ['frequency', '一阶频率', 'Hz', '结构一阶自振频率', 0.4, 3.2],
    ],
    place: ['sensor_id', '测点编号'],
    use: '供养护单位识别结构异常、安排检测与维修，为保险定价提供长期稳定的结构状态依据。',
    method:
      '先做温度补偿和基线漂移校正，再以滑动窗口提取均值、方差和自振频率，剔除断电与雷击时段，最后按小时汇总并与人工检测结果比对。',
  },
  {
    name: '货运车辆空驶率统计数据集',
    direction: '智慧物流',
    mode: 'road',
    measures: [
      ['empty_rate', '空驶率', '%', '空驶里程占比', 4, 63],
      ['trips', '趟次', '趟', '统计趟次', 5, 420],
    ],
    place: ['corridor_id', '通道编号'],
    use: '供物流平台匹配返程货源，降低空驶，供主管部门评估通道运行效率。',
    method:
      '先清洗运单中的重复与测试记录，把运单与行驶里程按趟次匹配，再按通道和日期汇总空驶里程、计算占比，样本不足二十趟的单元合并到相邻通道，最后以月度运输统计校验。',
  },
  {
    name: '港口泊位作业效率数据集',
    direction: '智能调度',
    mode: 'water',
    measures: [
      ['wait_hours', '待泊时长', 'h', '船舶平均待泊时长', 0, 38],
      ['throughput', '吞吐量', 't', '日装卸量', 120, 9800],
    ],
    place: ['berth_id', '泊位编号'],
    use: '供港口安排泊位和机械，供船公司估计靠泊时间，减少待泊和滞期。',
    method:
      '先清洗并对齐调度日志与称重记录，剔除停工日和重复记录，按泊位与日期计算平均待泊时长与装卸量，缺失值以相邻日插补，最后以月报数校验，偏差超过百分之三的退回复核。',
  },
  {
    name: '景区接驳出行需求数据集',
    direction: '交旅融合',
    mode: 'road',
    measures: [
      ['requests', '需求量', '次', '一小时出行需求', 0, 860],
      ['wait_minutes', '候车时长', 'min', '平均候车时长', 1, 46],
    ],
    place: ['stop_id', '接驳点编号'],
    use: '供景区与客运企业安排接驳车次，节假日提前疏导客流，提升游客体验。',
    method:
      '先剔除测试订单、去重，再按接驳点与小时聚合需求，结合天气与节假日做季节分解，缺失时段以同类日插补，最后以检票人数校验，输出需求与候车时长。',
  },
  {
    name: '机场航班准点特征数据集',
    direction: '智慧出行',
    mode: 'air',
    measures: [
      ['delay_minutes', '延误分钟', 'min', '出港延误均值', 0, 210],
      ['flights', '航班数', '班', '统计航班数', 1, 64],
    ],
    place: ['route_id', '航线编号'],
    use: '供机场与地面交通衔接单位预测到港客流，安排巴士与出租车运力。',
    method:
      '先按计划与实际时刻配对，剔除取消与备降航班，去除重复记录，按航线和日期聚合延误分布，缺失值以同周相邻日插补，并以机场月度统计校验。',
  },
  {
    name: '营运车辆风险驾驶统计数据集',
    direction: '金融保险',
    mode: 'road',
    measures: [
      ['harsh_brakes', '急刹次数', '次/百公里', '每百公里急刹次数', 0, 19],
      ['night_share', '夜间里程占比', '%', '夜间行驶里程占比', 0, 71],
    ],
    place: ['fleet_id', '车队编号'],
    use: '供保险机构按车队风险定价，供企业开展安全培训，降低事故率。',
    method:
      '先在车队层面汇总里程与事件，样本不足一万公里的车队不输出，按周计算比率并做平滑，不含任何车辆与驾驶员标识。',
  },
]
