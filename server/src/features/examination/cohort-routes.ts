import * as schema from '@datadeed/core/examination/cohort-schema'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import { beginCohort, splitOff, stepCohort } from './cohort.ts'
import { listCandidates } from './cohort-candidates.ts'
import { cohortDetail, cohortOf, listCohortMembers, listCohorts } from './cohort-view.ts'

const feature = 'examination'
const byId = z.object({ id })
const staff = ['examiner', 'reviewer', 'auditor', 'administrator'] as const
const examiner = ['examiner'] as const

/** Batch examination: alike cases, one examined in full, the others proved equivalent and sampled. */
export function cohortRoutes(app: FastifyInstance, p: Platform): void {
  const get = { method: 'GET', feature } as const
  const post = { method: 'POST', feature, reply: schema.cohortView } as const

  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/cohort-candidates', access: examiner, operation: 'listCohortCandidates' },
      ...{ summary: '待审查案件中可以成批审查的各组，及分组依据', reply: schema.cohortCandidates },
    },
    ({ actor }) => listCandidates(p, actor),
  )
  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/cohorts', access: staff, operation: 'listCohorts' },
      ...{ summary: '成批审查', query: schema.cohortQuery, reply: schema.cohortPage },
    },
    ({ actor, query }) => listCohorts(p, actor, query),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/cohorts', access: examiner, operation: 'beginCohort', body: schema.newCohort },
      summary: '以一组相同情形的案件发起成批审查',
    },
    ({ actor, body }) => beginCohort(p, actor, body),
  )
  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/cohorts/:id', access: staff, operation: 'getCohort', reply: schema.cohortView },
      ...{ summary: '成批审查的进度、抽样依据与办理经过', params: byId },
    },
    ({ actor, params }) => cohortDetail(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/cohorts/:id/members', access: staff, operation: 'listCohortMembers', params: byId },
      ...{ summary: '各件及与范例的差异', query: schema.cohortMemberQuery, reply: schema.cohortMemberPage },
    },
    ({ actor, params, query }) => listCohortMembers(p, actor, params.id, query),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/cohorts/:id/steps', access: ['examiner', 'reviewer'], operation: 'stepCohort' },
      ...{ summary: '提出拟办、复核、退回、撤回、解散', params: byId, body: schema.cohortStep },
    },
    ({ actor, params, body }) => stepCohort(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ ...post, url: '/api/v1/cohorts/:id/split-offs', access: examiner, operation: 'splitOffCase' },
      ...{ summary: '把一件剔出，退回队列', params: byId, body: schema.splitOff },
    },
    ({ actor, params, body }) => splitOff(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ ...get, url: '/api/v1/cases/:id/cohort', access: staff, operation: 'getCohortOfCase', params: byId },
      ...{ summary: '案件所在的成批审查', reply: schema.cohortOfCase },
    },
    ({ actor, params }) => cohortOf(p, actor, params.id),
  )
}
