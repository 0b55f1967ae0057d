import { both, col, mixed, plain, pool, within, words } from './cells.ts'
import * as decoy from './decoys.ts'
import * as document from './documents.ts'
import * as people from './people.ts'
import * as place from './places.ts'
import { type TablePlan, table } from './plan.ts'
import type { Random } from './random.ts'
import * as vehicle from './vehicles.ts'

/** Files in which the less common papers and numbers turn up: travel papers, crew papers, tags, ships. */
export const papersTables = (r: Random): TablePlan[] => [
  table(r, '国际道路运输司机', [
    col(['姓名', 'driver_name'], people.latinNames(r)),
    col(['护照', 'passport_number', 'HZHM'], document.passports(r, 0.15)),
    col(['车号', 'truck_no'], vehicle.plates(r, 'civil')),
    col(['口岸', 'border'], words(r, ['河口', '友谊关', '磨憨', '瑞丽', '霍尔果斯'])),
    col(['TIR证号', 'tir'], () => plain(`XE${r.digits(8)}`)),
    col(['CMR运单', 'cmr'], () => plain(`CN${r.digits(7)}`)),
    col(['联系邮箱', 'contact_mail'], people.mails(r)),
  ]),
  table(r, '机场大巴登记', [
    col(
      ['证件号', 'doc_no', 'zjh'],
      mixed(r, [0.55, document.residents(r)], [0.3, document.passports(r, 0.3)], [0.15, document.travelPermits(r)]),
    ),
    col(['旅客', 'guest'], mixed(r, [0.8, people.names(r)], [0.2, people.latinNames(r)])),
    col(['航班号', 'flt'], () => plain(`${r.pick(['CZ', 'MU', 'HU', 'GY', '3U'])}${r.digits(4)}`)),
    col(['行李牌', 'bag_tag'], () => plain(`3${r.digits(9)}`)),
    col(['电子票号', 'etkt'], () => plain(`${r.pick(['784', '781', '880'])}-${r.digits(10)}`)),
  ]),
  table(r, '台胞港澳研学', [
    col(
      ['台胞证', 'tbz', 'MTP'],
      () => ({ text: r.digits(8).replace(/^[3-9]/, '0'), kinds: ['travelPermit'], may: [] }),
      { fixed: true },
    ),
    col(['往来港澳通行证', 'wlgatxz', 'EEP'], () => ({
      text: r.chance(0.6) ? `C${r.of('ABCDEFGHJK', 1)}${r.digits(7)}` : `C${r.digits(8)}`,
      kinds: ['travelPermit'],
      may: [],
    })),
    col(['回乡证', 'hxz', 'HRP'], () => ({
      text: `${r.pick(['H', 'M'])}${r.digits(8)}`,
      kinds: ['travelPermit'],
      may: [],
    })),
    col(['领队', 'leader'], pool(8, people.names(r), r)),
    col(['房号', 'room'], () => plain(r.int(101, 2820))),
    col(['团队编号', 'group_no'], () => plain(`H${r.digits(8)}X`)),
  ]),
  table(r, '船员培训考试', [
    col(['准考证号', 'exam_no'], () => plain(`5203${r.digits(8)}`)),
    col(['船员证书号', 'certificate', 'CYZSH'], document.seafarers(r)),
    col(['考生', 'examinee', 'ks'], people.names(r)),
    col(['培训项目', 'item'], words(r, ['基本安全', '精通艇筏', 'GMDSS', '雷达观测', '避碰规则'])),
    col(['合格证书字号', 'hgz'], () => plain(`GZHS-${r.int(2015, 2025)}-${r.digits(4)}`)),
    col(['紧急电话', 'sos_tel'], mixed(r, [0.6, document.mobiles(r)], [0.4, document.landlines(r)])),
  ]),
  table(r, '船舶动态报告', [
    col(['识别码', 'mmsi_no', 'MMSI号'], vehicle.mmsis(r)),
    col(['IMO NO', 'imo', 'IMO识别号'], vehicle.imos(r)),
    col(['呼号', 'callsign'], () => plain(`B${r.of('ABCDEFGHKLMNPQR', 3)}${r.int(2, 9)}`)),
    col(['船长', 'master', 'captain'], people.names(r)),
    col(['适任证', 'coc'], document.seafarers(r)),
    col(['上一港', 'last_port'], words(r, ['泸州', '涪陵', '思林', '沙沱', '王家渡', '龙滩'])),
    col(['报告编号', 'report_no'], decoy.ninesOfOne(r)),
  ]),
  table(r, 'AIS设备核查', [
    col(['设备码', 'AIS MMSI', 'mmsi'], vehicle.mmsis(r)),
    col(
      ['核查情况', 'note'],
      mixed(
        r,
        [0.6, words(r, ['信号正常', '未开机', '船名不符'])],
        [0.4, within(r, ['MMSI为#，与证书不符', '静态信息#需更正'], vehicle.mmsis(r))],
      ),
    ),
    col(['设备序号', 'sn'], () => plain(`AIS${r.digits(9)}`)),
    col(['船名', 'vessel'], decoy.shipNames(r)),
    col(['imo', 'lloyds_no'], vehicle.imos(r)),
  ]),
  table(r, 'OBU激活', [
    col(['合同序列号', 'contract_sn', 'OBU合同序列号', 'HTXLH'], vehicle.obus(r)),
    col(['ETC用户卡', 'user_card', 'yhk'], vehicle.etcCards(r)),
    col(['安装员', 'installer'], pool(20, people.names(r), r)),
    col(['车辆', 'car'], vehicle.plates(r, 'newEnergy')),
    col(['激活时间', 'act_time'], decoy.times(r)),
    col(['ESAM号', 'esam'], decoy.hexFrames(r)),
    col(['通行卡号', 'cpc_id'], () => plain(`5201${r.of('0123456789ABCDEF', 12)}`)),
  ]),
  table(r, '通行费退费', [
    col(['标签号', 'tag_no', 'OBU号'], vehicle.obus(r)),
    col(['卡号/车牌', 'card_plate'], both(vehicle.etcCards(r), r.pick(['/', ' ', '|']), vehicle.plates(r, 'civil'))),
    col(['退费账户', 'refund_acct', 'tfzh'], document.bankCards(r)),
    col(['户名', 'acct_name', 'hm'], people.names(r)),
    col(
      ['退费说明', 'reason'],
      within(r, ['重复扣费，退至尾号', '路径错误', '卡#重复扣费', '卡#未享受优惠'], vehicle.etcCards(r)),
    ),
    col(['通行标识ID', 'pass_id'], () => plain(`01${r.digits(16)}${r.int(2023, 2025)}${r.digits(10)}`)),
  ]),
  table(r, '学员科目', [
    col(['驾驶证件号', 'licence', 'JZHM'], document.residents(r, 'driverLicence'), { fixed: true }),
    col(['驾驶证档案编号', 'JZDABH', 'record_no'], document.archives(r), { fixed: true }),
    col(['教练车', 'coach_car'], () => ({
      text: `贵${r.of('ABCDEFGHJ', 1)}${r.digits(4)}学`,
      kinds: ['plate'],
      may: [],
    })),
    col(['教练', 'coach', 'jl'], pool(15, people.names(r), r)),
    col(['户籍地址', 'hjdz'], place.homes(r)),
    col(['受理号', 'accept_no'], () => plain(`1${r.digits(12)}`)),
    col(['驾校', 'school'], words(r, ['王氏驾校', '黔通驾校', '吉源驾校', '陈师傅驾培', '凯里永安'])),
  ]),
  table(r, '事故车辆', [
    col(['事故编号', 'acc_no'], decoy.seventeen(r)),
    col(['肇事车VIN', 'vin_code', 'CJH'], vehicle.vins(r)),
    col(['保单号', 'policy_no'], () => plain(`PDAA2024520${r.digits(12)}`)),
    col(['报案人', 'reporter'], both(people.names(r), r.pick(['(', '（']), document.mobiles(r))),
    col(
      ['现场描述', 'scene'],
      mixed(
        r,
        [0.7, within(r, ['在#附近追尾', '#路段侧滑', '行至#时碰撞'], decoy.sections(r))],
        [0.3, within(r, ['伤者#送医', '#轻伤', '驾驶人#弃车'], people.names(r))],
      ),
    ),
    col(['定损员邮箱', 'assessor_mail'], people.mails(r)),
    col(['驾驶人驾照', 'driving_licence'], document.residents(r, 'driverLicence'), { fixed: true }),
  ]),
]
