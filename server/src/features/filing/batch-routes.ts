import * as schema from '@datadeed/core/filing/batch-schema'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'filing'
const byId = z.object({ id })
const byLine = z.object({ id, line: z.coerce.number().int().min(1).max(schema.mostBatchRows) })
const company = ['filer', 'signatory'] as const
const reply = schema.batchView

/** Filing many applications at once: one table, checked row by row, made drafts and signed together. */
export function batchRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/batches', access: company, feature, operation: 'openBatch', reply },
      summary: '以一个表格文件新建批量申报；同一文件只有一批，中断后再开即续传',
      body: schema.newBatch,
    },
    ({ actor, body }) => service.openBatch(p, actor, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/batches', access: company, feature, operation: 'listBatches' },
      summary: '本单位的批量申报',
      query: schema.batchQuery,
      reply: schema.batchPage,
    },
    ({ actor, query }) => service.listBatches(p, actor, query),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/batches/:id', access: company, feature, operation: 'getBatch', reply },
      summary: '批量申报的进度、数量与检查结果汇总',
      params: byId,
    },
    ({ actor, params }) => service.batchDetail(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{
        method: 'POST',
        url: '/api/v1/batches/:id/uploads',
        access: company,
        feature,
        operation: 'uploadBatch',
        reply,
      },
      summary: '上传改正后的文件，替换还不是草稿的各条',
      params: byId,
      body: schema.batchUpload,
    },
    ({ actor, params, body }) => service.uploadCorrected(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'PUT', url: '/api/v1/batches/:id/rows', access: company, feature, operation: 'putBatchRows' },
      summary: '送入若干条，重复送入不会重复',
      params: byId,
      body: schema.batchRows,
      reply: schema.batchReceived,
      bodyLimit: 16 * 1024 * 1024,
    },
    ({ actor, params, body }) => service.receiveRows(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/batches/:id/close', access: company, feature, operation: 'closeBatch', reply },
      summary: '送入完毕，开始逐条检查',
      params: byId,
      body: schema.batchClose,
    },
    ({ actor, params, body }) => service.closeBatch(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'GET', url: '/api/v1/batches/:id/rows', access: company, feature, operation: 'listBatchRows' },
      summary: '逐条的内容与检查结果',
      params: byId,
      query: schema.batchRowQuery,
      reply: schema.batchRowPage,
    },
    ({ actor, params, query }) => service.listRowsOfBatch(p, actor, params.id, query),
  )
  endpoint(
    app,
    {
      ...{
        method: 'PATCH',
        url: '/api/v1/batches/:id/rows/:line',
        access: company,
        feature,
        operation: 'correctBatchRow',
      },
      summary: '就地修改一条并重新检查',
      params: byLine,
      body: schema.batchRowPatch,
      reply: schema.batchRowView,
    },
    ({ actor, params, body }) => service.correctRow(p, actor, params.id, params.line, body),
  )
  endpoint(
    app,
    {
      ...{
        method: 'POST',
        url: '/api/v1/batches/:id/attachments',
        access: company,
        feature,
        operation: 'attachToBatch',
      },
      summary: '上传各条共用的附件（multipart：kind 在前，file 在后）',
      params: byId,
      consumes: ['multipart/form-data'],
      bodyLimit: 60 * 1024 * 1024,
      reply,
    },
    ({ actor, params, request }) => service.attachToBatch(p, actor, params.id, request.parts()),
  )
  endpoint(
    app,
    {
      ...{ method: 'DELETE', url: '/api/v1/batches/:id/attachments/:attachmentId', access: company, feature, reply },
      operation: 'detachFromBatch',
      summary: '移除各条共用的附件',
      params: z.object({ id, attachmentId: id }),
    },
    ({ actor, params }) => service.detachFromBatch(p, actor, params.id, params.attachmentId),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/batches/:id/drafts', access: company, feature, operation: 'makeBatchDrafts' },
      summary: '把没有问题的各条生成草稿',
      params: byId,
      reply,
    },
    ({ actor, params }) => service.makeDrafts(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{
        method: 'GET',
        url: '/api/v1/batches/:id/signing',
        access: ['signatory'],
        feature,
        operation: 'getBatchSigning',
      },
      summary: '一次签署的清单：每件的编号、名称与内容摘要',
      params: byId,
      reply: schema.batchSigning,
    },
    ({ actor, params }) => service.getSigning(p, actor, params.id),
  )
  endpoint(
    app,
    {
      ...{
        method: 'POST',
        url: '/api/v1/batches/:id/submission',
        access: ['signatory'],
        feature,
        operation: 'signBatch',
      },
      summary: '按清单签署并提交；清单有变动则不签署',
      params: byId,
      body: schema.batchSignature,
      reply,
    },
    ({ actor, params, body }) => service.signBatch(p, actor, params.id, body),
  )
  endpoint(
    app,
    {
      ...{ method: 'POST', url: '/api/v1/batches/:id/undo', access: company, feature, operation: 'undoBatch', reply },
      summary: '撤销本批：撤回全部草稿，已提交的不受影响',
      params: byId,
      body: schema.batchUndo,
    },
    ({ actor, params, body }) => service.undoBatch(p, actor, params.id, body),
  )
}
