import * as schema from '@datadeed/core/certificate/schema'
import { certificateType, issuerJwk, typeMetadata } from '@datadeed/evidence'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import * as service from './service.ts'

const feature = 'certificate'
const byNumber = z.object({ number: schema.certificateNumber })

/** What verifiers elsewhere fetch, pages of other sites among them. */
function open(reply: FastifyReply, mediaType: string, seconds: number): FastifyReply {
  return reply
    .type(mediaType)
    .header('cache-control', `public, max-age=${seconds}`)
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
}

function chosen({ disclose }: z.output<typeof schema.disclosureQuery>): ReadonlySet<string> | null {
  return disclose === undefined ? null : new Set([disclose].flat())
}

export function credentialRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/certificates/:number/credential',
      access: 'public',
      feature,
      operation: 'getCredential',
      summary: '电子凭证文件：只含所选内容，附状态列表与签发机构公钥，可离线核验',
      params: byNumber,
      query: schema.disclosureQuery,
      produces: 'application/json',
    },
    async ({ params, query, reply }) =>
      sendFile(reply, await service.presentationFile(p, params.number, chosen(query))),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/certificates/:number/sd-jwt',
      access: 'public',
      feature,
      operation: 'getSdJwt',
      summary: '电子凭证原文（SD-JWT VC），供钱包程序使用',
      params: byNumber,
      query: schema.disclosureQuery,
      produces: 'application/dc+sd-jwt',
    },
    async ({ params, query, reply }) => sendFile(reply, await service.sdJwtFile(p, params.number, chosen(query))),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/certificates/:number/holder-key',
      access: ['signatory'],
      feature,
      operation: 'bindCredential',
      summary: '把电子凭证绑定到权利人自己的密钥（附该密钥签名的持有证明）；再次绑定即换钥，原绑定的凭证作废',
      params: byNumber,
      body: schema.holderProof,
      reply: schema.boundCredential,
      perMinute: 10,
    },
    ({ actor, params, body }) => service.bindCredential(p, actor, params.number, body.proof),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/certificates/:number/bound-credential',
      access: ['filer', 'signatory'],
      feature,
      operation: 'getBoundCredential',
      summary: '绑定了权利人密钥的电子凭证文件，供附上持有证明出示',
      params: byNumber,
      query: schema.disclosureQuery,
      produces: 'application/json',
    },
    async ({ actor, params, query, reply }) =>
      sendFile(reply, await service.boundCredentialFile(p, actor, params.number, chosen(query))),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/certificates/:number/code.pdf',
      access: 'public',
      feature,
      operation: 'getOfflineCodePdf',
      summary: '离线核验码（PDF），供印在证书背面',
      params: byNumber,
      produces: 'application/pdf',
    },
    async ({ params, reply }) => sendFile(reply, await service.offlineCodeFile(p, params.number), 'inline'),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/status-lists/:list',
      access: 'public',
      feature,
      operation: 'getStatusList',
      summary: '状态列表（Token Status List）：凭证是否已变更、注销或撤销，带日期与签名；time 取当时的一份',
      params: schema.statusListNumber,
      query: schema.statusListQuery,
      produces: 'application/statuslist+jwt',
    },
    async ({ params, query, request, reply }) => {
      const { token, etag } = await service.statusListToken(p, params.list, query.time)
      open(reply, 'application/statuslist+jwt', 300).header('etag', etag)
      return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(token)
    },
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/trust/issuer',
      access: 'public',
      feature,
      operation: 'getIssuer',
      summary: '签发机构公钥文件：电子凭证、状态列表与离线核验码的全部公钥及有效期',
      produces: 'application/json',
    },
    async ({ reply }) =>
      open(reply, 'application/json; charset=utf-8', 60).send(
        `${JSON.stringify(await service.issuerFile(p), null, 2)}\n`,
      ),
  )
  // Addresses that others' specifications prescribe.
  const hidden = { config: { access: 'public' as const }, schema: { hide: true } }
  app.get('/.well-known/jwt-vc-issuer', hidden, async (_request, reply) => {
    const { issuer, credential } = await service.issuerFile(p)
    const keys = credential.map((key) => ({ ...issuerJwk(key), kid: key.kid, alg: 'ES256', use: 'sig' }))
    return open(reply, 'application/json; charset=utf-8', 300).send(JSON.stringify({ issuer, jwks: { keys } }))
  })
  const vct = certificateType(p.config.publicUrl)
  app.get('/credentials/certificate/1', hidden, (_request, reply) =>
    open(reply, 'application/json; charset=utf-8', 86_400).send(JSON.stringify(typeMetadata(vct))),
  )
}
