import * as schema from '@datadeed/core/evidence/schema'
import { id } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'evidence'
const byId = z.object({ id })

export function evidenceRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/deposits',
      access: ['filer', 'signatory'],
      feature,
      operation: 'createDeposit',
      summary: '存证：只提交清单；同一指纹重复提交得到同一份存证；wait 秒内公布则直接答复已公布',
      query: schema.depositWait,
      body: schema.newDeposit,
      reply: schema.depositView,
      bodyLimit: 32 * 1024 * 1024,
    },
    ({ actor, body, query }) => service.createDeposit(p, actor, body, query.wait),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/deposits',
      access: 'account',
      feature,
      operation: 'listDeposits',
      summary: '存证列表',
      query: schema.depositQuery,
      reply: schema.depositPage,
    },
    ({ actor, query }) => service.listDeposits(p, actor, query),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/deposits/:id',
      access: 'account',
      feature,
      operation: 'getDeposit',
      summary: '存证详情',
      params: byId,
      reply: schema.depositView,
    },
    ({ actor, params }) => service.getDeposit(p, actor, params.id),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/deposits/:id/disclosures',
      access: ['filer', 'signatory'],
      feature,
      operation: 'disclosePart',
      summary: '存证之后再披露清单承诺的一部分（如敏感数据检查的摘要）；须与承诺值一致，重复披露结果相同',
      params: byId,
      body: schema.newDisclosure,
      reply: schema.depositView,
      bodyLimit: 8 * 1024 * 1024,
    },
    ({ actor, params, body }) => service.disclosePart(p, actor, params.id, body.disclosure),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/deposits/:id/receipt',
      access: 'account',
      feature,
      operation: 'getDepositReceipt',
      summary: '存证回执：证据包（离线可验证）',
      params: byId,
      produces: 'application/json',
    },
    async ({ actor, params, reply }) => sendFile(reply, await service.receiptFile(p, actor, params.id)),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/deposits/:id/receipt.pdf',
      access: 'account',
      feature,
      operation: 'getDepositReceiptPdf',
      summary: '存证回执（PDF）',
      params: byId,
      produces: 'application/pdf',
    },
    async ({ actor, params, reply }) => sendFile(reply, await service.receiptPdfFile(p, actor, params.id)),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/deposits/:id/proof',
      access: 'account',
      feature,
      operation: 'getDepositProof',
      summary: '包含证明（c2sp.org/tlog-proof）',
      params: byId,
      produces: 'text/plain',
    },
    async ({ actor, params, reply }) => sendFile(reply, await service.proofFile(p, actor, params.id)),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/log',
      access: 'public',
      feature,
      operation: 'getLogStatus',
      summary: '存证日志与见证方的状态',
      reply: schema.logStatus,
    },
    () => service.getLogStatus(p),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/trust',
      access: 'public',
      feature,
      operation: 'getTrust',
      summary: '信任文件：日志与见证方的公钥',
      produces: 'application/json',
    },
    ({ reply }) => service.sendTrust(p, reply),
  )
  // The log itself, after c2sp.org/tlog-tiles: static resources for anybody's client.
  endpoint(
    app,
    {
      method: 'GET',
      url: '/log/vkey',
      access: 'public',
      feature,
      operation: 'getLogKey',
      summary: '日志公钥（vkey）',
      produces: 'text/plain',
    },
    ({ reply }) => service.sendVkey(p, reply),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/log/checkpoint',
      access: 'public',
      feature,
      operation: 'getCheckpoint',
      summary: '最新检查点及见证签名',
      produces: 'text/plain',
    },
    ({ reply }) => service.sendCheckpoint(p, reply),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/log/tile/*',
      access: 'public',
      feature,
      operation: 'getTile',
      summary: '日志瓦片与条目束（tlog-tiles）',
      // A path of several segments is beyond OpenAPI; c2sp.org/tlog-tiles describes it.
      hide: true,
      params: z.object({ '*': z.string().max(100) }),
      produces: 'application/octet-stream',
    },
    ({ params, reply }) => service.sendTile(p, params['*'], reply),
  )
  // The same entries in the SM3 tree.
  endpoint(
    app,
    {
      method: 'GET',
      url: '/log/sm3/vkey',
      access: 'public',
      feature,
      operation: 'getSm3Key',
      summary: '国密（SM3）树的 SM2 公钥（vkey）',
      produces: 'text/plain',
    },
    ({ reply }) => service.sendSm3Vkey(p, reply),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/log/sm3/checkpoint',
      access: 'public',
      feature,
      operation: 'getSm3Checkpoint',
      summary: '国密（SM3）树的最新检查点，SM2 签名',
      produces: 'text/plain',
    },
    ({ reply }) => service.sendSm3Checkpoint(p, reply),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/log/sm3/tile/*',
      access: 'public',
      feature,
      operation: 'getSm3Tile',
      summary: '国密（SM3）树的瓦片与条目束',
      hide: true,
      params: z.object({ '*': z.string().max(100) }),
      produces: 'application/octet-stream',
    },
    ({ params, reply }) => service.sendSm3Tile(p, params['*'], reply),
  )
}
