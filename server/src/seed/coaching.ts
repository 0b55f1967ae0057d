import type { AccountActor } from '@datadeed/core/kernel/actor'
import { addDays, toChinaDate } from '@datadeed/core/kernel/dates'
import { guizhou } from '@datadeed/core/kernel/rule-pack'
import * as coaching from '../features/coaching/service.ts'
import * as filing from '../features/filing/service.ts'
import type { Platform } from '../platform/platform.ts'
import type { SeedClock } from './cases.ts'
import type { Company } from './people.ts'

/** For each question the first answer that nothing follows from, but for those named. */
const answersBut = (others: Record<string, string>): Record<string, string> => ({
  ...Object.fromEntries(
    (guizhou.eligibility?.questions ?? []).flatMap(({ code, answers }) => {
      const pass = answers.find(({ effect }) => effect === 'pass')
      return pass ? [[code, pass.code]] : []
    }),
  ),
  ...others,
})

const dayOf = (p: Platform) => toChinaDate(p.clock.now().getTime())

async function newestOf(p: Platform, { filer }: Company, status: 'draft' | 'registered') {
  const { items } = await filing.listCases(p, filer, { status: [status], sort: 'updated', limit: 1 })
  return items[0]
}

/** Coached from the first call to the certificate, and closed: what the indicator counts. */
async function coachedThrough(p: Platform, clock: SeedClock, company: Company, coach: AccountActor) {
  clock.daysAgo(0)
  const registered = await newestOf(p, company, 'registered')
  if (!registered?.submittedAt) throw new Error('the first company has no registration')
  const filed = (p.clock.now().getTime() - Date.parse(registered.submittedAt)) / 86_400_000
  clock.daysAgo(filed + 14)
  const opened = await coaching.openCoaching(p, company.filer, {
    ...{ topic: '公交线路断面客流能不能登记，车牌怎样处理', channel: 'phone' },
    answers: answersBut({ personal: 'untreated', deposit: 'no' }),
  })
  const { id } = opened
  clock.daysAgo(filed + 13)
  let c = await coaching.takeCoaching(p, coach, id, { version: opened.version, note: '' })
  clock.daysAgo(filed + 10)
  c = await coaching.recordService(p, coach, id, {
    ...{ version: c.version, kind: 'visit', channel: 'visit', heldOn: dayOf(p), place: '企业调度中心' },
    ...{ present: '数据部负责人、市州辅导员', text: '看了采集和聚合的过程，建议按五分钟聚合、删去车辆编号后再存证。' },
  })
  c = await coaching.addTask(p, coach, id, {
    ...{ version: c.version, text: '写出异常剔除和聚合的步骤', side: 'company', due: addDays(dayOf(p), 7) },
  })
  clock.daysAgo(filed + 5)
  const [task] = c.tasks
  if (task) c = await coaching.finishTask(p, company.filer, id, task.id, { version: c.version, note: '已写进处理规则' })
  clock.daysAgo(filed)
  c = await coaching.linkCase(p, company.filer, id, { version: c.version, caseNumber: registered.number })
  clock.daysAgo(Math.max(filed - 30, 1))
  await coaching.closeCoaching(p, coach, id, {
    version: c.version,
    outcome: 'filed',
    note: '已经登记，企业掌握了步骤。',
  })
}

/** Going on: a draft linked, a task open, a visit booked. */
async function underWay(p: Platform, clock: SeedClock, company: Company, coach: AccountActor) {
  clock.daysAgo(0.4)
  const opened = await coaching.openCoaching(p, company.filer, {
    ...{ topic: '停车泊位占用数据的来源说明怎样写', channel: 'online' },
    answers: answersBut({ source: 'no_paper' }),
  })
  const { id } = opened
  let c = await coaching.takeCoaching(p, coach, id, { version: opened.version, note: '' })
  const draft = await newestOf(p, company, 'draft')
  if (draft) c = await coaching.linkCase(p, company.filer, id, { version: c.version, caseNumber: draft.number })
  await coaching.addTask(p, coach, id, {
    ...{ version: c.version, text: '与停车场业主补签书面授权', side: 'company', due: addDays(dayOf(p), 6) },
  })
  clock.daysAgo(0)
  const day = addDays(dayOf(p), 2)
  const place = '贵阳市政务服务中心数据知识产权窗口'
  await coaching.offerSlots(p, coach, { place, day, from: '09:00', to: '11:30', minutes: 30, capacity: 1 })
  const [slot] = (await coaching.getCalendar(p, company.filer, { from: day, to: day })).slots
  if (slot) await coaching.bookSlot(p, company.filer, id, { slotId: slot.id, reason: '带授权书初稿' })
}

/** A few coaching cases that are alive when the demonstration begins: one closed, one under way, one waiting. */
export async function seedCoaching(p: Platform, clock: SeedClock, companies: readonly Company[], coach: AccountActor) {
  const [first, second] = companies.filter(({ prefectureCode }) => prefectureCode === coach.regionCode)
  if (!first || !second) throw new Error('no companies where the coach is')
  await coachedThrough(p, clock, first, coach)
  await underWay(p, clock, first, coach)
  clock.daysAgo(0.2)
  await coaching.openCoaching(p, second.filer, {
    topic: '高速门架流量是不是重要数据',
    channel: 'online',
    answers: answersBut({ important: 'unsure' }),
  })
}
