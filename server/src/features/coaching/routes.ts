import * as schema from '@datadeed/core/coaching/schema'
import { id } from '@datadeed/core/kernel/page'
import { textField } from '@datadeed/core/kernel/text'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'coaching'
const byId = z.object({ id })
const company = ['filer', 'signatory'] as const
const coaches = ['coach', 'officer', 'examiner'] as const
const both = [...company, ...coaches] as const
const staff = [...coaches, 'auditor', 'administrator'] as const
const readers = [...company, ...staff] as const
const reply = schema.coachingView

export function coachingRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/coaching', access: readers, feature, operation: 'listCoaching' },
      summary: '辅导个案；市州人员只看本市州，企业只看本单位',
      ...{ query: schema.coachingQuery, reply: schema.coachingPage },
    },
    ({ actor, query }) => service.listCoaching(p, actor, query),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/coaching', access: both, feature, operation: 'openCoaching' },
      summary: '开立辅导个案，可带上申请前自测的答案',
      ...{ body: schema.newCoaching, reply },
    },
    ({ actor, body }) => service.openCoaching(p, actor, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/coaching/:id', access: readers, feature, operation: 'getCoaching' },
      summary: '一件辅导个案：自测、经过、任务、预约、形成的申请',
      ...{ params: byId, reply },
    },
    ({ actor, params }) => service.getCoaching(p, actor, params.id),
  )
  const command = <B extends z.ZodType>(
    path: string,
    access: typeof both | typeof coaches | typeof company,
    operation: string,
    summary: string,
    body: B,
    run: (...call: [Platform, Parameters<typeof service.getCoaching>[1], string, z.output<B>]) => unknown,
  ) =>
    endpoint(
      app,
      {
        ...{ method: 'POST', url: `/api/v1/coaching/:id/${path}`, access, feature, operation, summary },
        ...{ params: byId, body, reply },
      },
      ({ actor, params, body: given }) => run(p, actor, params.id, given),
    )
  command('taking', coaches, 'takeCoaching', '受理辅导个案', schema.versionedNote, service.takeCoaching)
  command('records', coaches, 'recordService', '登记联系、走访、纪要', schema.newRecord, service.recordService)
  command('messages', both, 'sendCoachingMessage', '给对方留言', schema.newMessage, service.sendMessage)
  command('tasks', coaches, 'addCoachingTask', '布置任务：谁在哪一天之前做什么', schema.newTask, service.addTask)
  command('links', company, 'linkCoachedCase', '关联由此形成的登记申请', schema.newLink, service.linkCase)
  command('closing', both, 'closeCoaching', '办结辅导个案', schema.closing, service.closeCoaching)
  command('reopening', both, 'reopenCoaching', '重新打开辅导个案', schema.versionedNote, service.reopenCoaching)
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/coaching/:id/tasks/:taskId/completion', access: both, feature },
      ...{ operation: 'finishCoachingTask', summary: '任务办妥' },
      ...{ params: byId.extend({ taskId: id }), body: schema.taskDone, reply },
    },
    ({ actor, params, body }) => service.finishTask(p, actor, params.id, params.taskId, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/coaching/:id/appointments', access: both, feature },
      ...{ operation: 'bookAppointment', summary: '预约现场辅导；改约时写明原来的预约' },
      ...{ params: byId, body: schema.newAppointment, reply: byId },
    },
    ({ actor, params, body }) => service.bookSlot(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/coaching-appointments/:id/cancellation', access: both, feature },
      ...{ operation: 'cancelAppointment', summary: '取消预约' },
      ...{ params: byId, body: schema.cancellation },
    },
    ({ actor, params, body }) => service.cancelAppointment(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/coaching-calendar', access: readers, feature, operation: 'getCalendar' },
      summary: '预约时段和预约；市州人员看本市州，企业看所在市州的时段和本单位的预约',
      ...{ query: schema.calendarQuery, reply: schema.calendar },
    },
    ({ actor, query }) => service.getCalendar(p, actor, query),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/coaching-slots', access: coaches, feature, operation: 'offerSlots' },
      summary: '提供预约时段',
      ...{ body: schema.newSlots, reply: schema.slotsMade },
    },
    ({ actor, body }) => service.offerSlots(p, actor, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/coaching-slots/:id/withdrawal', access: coaches, feature },
      ...{ operation: 'withdrawSlot', summary: '停止一个没有预约的时段' },
      params: byId,
    },
    ({ actor, params }) => service.withdrawSlot(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/coaching-figures', access: staff, feature, operation: 'getServiceFigures' },
      summary: '指标“精准服务”：数字和它背后的每一件个案',
      reply: schema.serviceFigures,
    },
    ({ actor }) => service.serviceFigures(p, actor),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/coaching-events', access: ['auditor', 'administrator'], feature },
      ...{ operation: 'listCoachingEvents', summary: '审计：全部辅导个案的经过' },
      ...{ query: schema.trailQuery, reply: schema.trail },
    },
    ({ actor, query }) => service.coachingTrail(p, actor, query),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/coaching-companies', access: coaches, feature, operation: 'findCompanies' },
      summary: '可以开立辅导个案的企业；市州人员只看本市州',
      ...{ query: z.object({ q: textField(100).default('') }), reply: schema.companies },
    },
    ({ actor, query }) => service.findCompanies(p, actor, query.q),
  )
}
