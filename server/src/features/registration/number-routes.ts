import { Readable } from 'node:stream'
import { certificateNumber } from '@datadeed/core/certificate/schema'
import { id } from '@datadeed/core/kernel/page'
import * as schema from '@datadeed/core/registration/number-schema'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'registration'
const byId = z.object({ id })
const ofKind = z.object({ id, kind: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,39}$/) })

/** The numbers that one data set has in several registers. */
export function numberRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/dataset-numbers',
      access: 'public',
      feature,
      operation: 'searchDatasetNumbers',
      summary: '各项登记申报的编号对照（数据产权、数据要素 OID、公共数据等），可按编号查登记',
      query: schema.numberQuery,
      reply: schema.numberRows,
    },
    ({ query }) => service.searchNumbers(p, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/dataset-numbers.csv',
      access: 'public',
      feature,
      operation: 'exportDatasetNumbers',
      summary: '编号对照表（CSV，UTF-8）',
      query: schema.numberQuery.omit({ cursor: true, limit: true }),
      produces: 'text/csv',
      perMinute: 20,
    },
    ({ query, reply }) =>
      sendFile(reply, {
        ...{ name: '数据集编号对照.csv', mediaType: 'text/csv; charset=utf-8', bytes: null },
        body: Readable.from(service.numbersCsv(p, query)),
      }),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/register/:number/numbers',
      access: 'public',
      feature,
      operation: 'getDatasetNumbers',
      summary: '一项登记的数据集编号',
      params: z.object({ number: certificateNumber }),
      reply: z.object({ items: z.array(schema.publicNumber) }),
    },
    ({ params }) => service.publicNumbers(p, params.number),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/registrations/:id/numbers',
      access: 'account',
      feature,
      operation: 'listDatasetNumbers',
      summary: '一项登记的数据集编号及历次申报',
      params: byId,
      reply: schema.numberList,
    },
    ({ actor, params }) => service.listNumbers(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/registrations/:id/numbers/:kind',
      access: ['signatory'],
      feature,
      operation: 'stateDatasetNumber',
      summary: '申报编号（multipart：value、issuer、issuedOn、note，最后是 file）',
      params: ofKind,
      consumes: ['multipart/form-data'],
      reply: schema.numberList,
      bodyLimit: 60 * 1024 * 1024,
    },
    ({ actor, params, request }) => service.stateNumber(p, actor, params.id, params.kind, request.parts()),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/registrations/:id/numbers/:kind/withdrawals',
      access: ['signatory'],
      feature,
      operation: 'withdrawDatasetNumber',
      summary: '收回申报的编号；历次申报保留',
      params: ofKind,
      body: schema.numberWithdrawal,
      reply: schema.numberList,
    },
    ({ actor, params, body }) => service.withdrawNumber(p, actor, params.id, params.kind, body.note),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/number-statements/:id/checks',
      access: ['examiner', 'reviewer'],
      feature,
      operation: 'checkDatasetNumber',
      summary: '登记机构核对申报的编号与证明',
      params: byId,
      body: schema.numberCheck,
      reply: schema.numberList,
    },
    ({ actor, params, body }) => service.checkNumber(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/number-statements/:id/proof',
      access: 'account',
      feature,
      operation: 'readNumberProof',
      summary: '下载申报编号的证明',
      params: byId,
      produces: 'application/octet-stream',
    },
    async ({ actor, params, reply }) => sendFile(reply, await service.readNumberProof(p, actor, params.id)),
  )
}
