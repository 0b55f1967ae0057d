import type { AccountActor } from '@datadeed/core/kernel/actor'
import { GUIAN } from '@datadeed/core/kernel/regions'
import { enterpriseColumns, enterpriseStateNames, type enterpriseStates } from '@datadeed/core/programme/schema'
import { importEnterprises } from '../features/programme/service.ts'
import type { Platform } from '../platform/platform.ts'
import type { SeedClock } from './cases.ts'

type State = (typeof enterpriseStates)[number]

/** Fictional enterprises of each prefecture with data they might register, and how far they came. */
const enterprises: Record<string, readonly [name: string, dataset: string, contactRole: string, state: State][]> = {
  '520100': [
    ['甲秀公交调度（演示）有限公司', '公交到站准点数据', '数据部负责人', 'coached'],
    ['观山智慧停车（演示）有限公司', '路内泊位占用数据', '信息中心主任', 'contacted'],
    ['黔灵智行公共交通（演示）有限公司', '公交线路断面客流数据', '信息中心主任', 'registered'],
  ],
  '520200': [
    ['乌蒙煤运物流（演示）有限公司', '煤炭运输通道空驶率数据', '调度中心主任', 'filed'],
    ['梅花山索道客运（演示）有限公司', '景区接驳出行需求数据', '运营部负责人', 'listed'],
  ],
  '520300': [
    ['赤水河航运（演示）有限公司', '港口泊位作业效率数据', '生产部负责人', 'registered'],
    ['遵南冷链运输（演示）有限公司', '冷藏车厢温度合规数据', '质量部负责人', 'contacted'],
  ],
  '520400': [
    ['黄果树旅游客运（演示）有限公司', '景区接驳出行需求数据', '运营部负责人', 'filed'],
    ['安西货运代理（演示）有限公司', '返程货源匹配数据', '信息中心主任', 'listed'],
  ],
  '520500': [
    ['草海智慧停车（演示）有限公司', '城区停车周转数据', '数据部负责人', 'coached'],
    ['百里农村客运（演示）有限公司', '农村客运班线开行数据', '运营部负责人', 'listed'],
  ],
  '520600': [
    ['乌江港务（演示）有限公司', '船舶待泊时长数据', '调度中心主任', 'registered'],
    ['锦江公交（演示）有限公司', '公交充电负荷数据', '设备部负责人', 'contacted'],
  ],
  '522300': [
    ['万峰林出行（演示）有限公司', '网约车候车时长数据', '数据部负责人', 'filed'],
    ['南盘江桥梁检测（演示）有限公司', '桥梁结构监测特征数据', '技术部负责人', 'coached'],
  ],
  '522600': [
    ['都柳江航道（演示）有限公司', '航道水深与通航数据', '生产部负责人', 'contacted'],
    ['苗岭快递（演示）有限公司', '乡镇寄递时效数据', '运营部负责人', 'listed'],
  ],
  '522700': [
    ['天眼气象交通（演示）有限公司', '高速公路路段团雾预警数据', '技术部负责人', 'filed'],
    ['剑江物流园（演示）有限公司', '园区车辆周转数据', '信息中心主任', 'contacted'],
  ],
  [GUIAN]: [
    ['贵安数谷通勤（演示）有限公司', '园区通勤班车上座率数据', '运营部负责人', 'coached'],
    ['湖潮算力物流（演示）有限公司', '服务器运输振动数据', '质量部负责人', 'listed'],
  ],
}

/** Each officer brings in the table of the own prefecture. */
export async function seedEnterprises(p: Platform, clock: SeedClock, officers: readonly AccountActor[]): Promise<void> {
  clock.daysAgo(14)
  for (const officer of officers) {
    const rows = (enterprises[officer.regionCode ?? ''] ?? []).map(([name, dataset, contactRole, state]) => ({
      ...{ [enterpriseColumns.name]: name, [enterpriseColumns.dataset]: dataset },
      ...{ [enterpriseColumns.contactRole]: contactRole, [enterpriseColumns.state]: enterpriseStateNames[state] },
    }))
    await importEnterprises(p, officer, { rows })
  }
}
