import * as schema from '@datadeed/core/certificate/schema'
import { hex32 } from '@datadeed/core/kernel/page'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { endpoint } from '../../platform/http/endpoint.ts'
import { readUpload } from '../../platform/http/read-upload.ts'
import { sendFile } from '../../platform/http/send-file.ts'
import type { Platform } from '../../platform/platform.ts'
import { credentialRoutes } from './credential-routes.ts'
import * as service from './service.ts'

const feature = 'certificate'
const byNumber = z.object({ number: schema.certificateNumber })

export function certificateRoutes(app: FastifyInstance, p: Platform): void {
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/certificates/:number',
      access: 'public',
      feature,
      operation: 'getCertificate',
      summary: '证书现状：谁持有什么、自何时起、现在是否有效',
      params: byNumber,
      reply: schema.certificateStatus,
    },
    ({ params }) => service.getCertificate(p, params.number),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/certificates/:number/pdf',
      access: 'public',
      feature,
      operation: 'getCertificatePdf',
      summary: '证书（PDF，带电子签名）',
      params: byNumber,
      produces: 'application/pdf',
    },
    async ({ params, reply }) => sendFile(reply, await service.certificateFile(p, params.number), 'inline'),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/certificates/:number/package',
      access: 'public',
      feature,
      operation: 'getCertificatePackage',
      summary: '证书证据包（离线可验证）',
      params: byNumber,
      produces: 'application/json',
    },
    async ({ params, reply }) => sendFile(reply, await service.certificatePackage(p, params.number)),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/certificate-digests/:sha256',
      access: 'public',
      feature,
      operation: 'findCertificateByDigest',
      summary: '按证书文件的 SHA-256 查证书',
      params: z.object({ sha256: hex32 }),
      reply: schema.certificateStatus,
    },
    ({ params }) => service.findByDigest(p, params.sha256),
  )
  endpoint(
    app,
    {
      method: 'POST',
      url: '/api/v1/verifications',
      access: 'public',
      feature,
      operation: 'verifyFile',
      summary: '验证证书 PDF、证据包或电子凭证（multipart：file）；文件不保存',
      consumes: ['multipart/form-data'],
      reply: schema.verification,
      perMinute: 60,
    },
    async ({ request }) => service.verifyBytes(p, await readUpload(request)),
  )
  endpoint(
    app,
    {
      method: 'GET',
      url: '/api/v1/trust/ca.pem',
      access: 'public',
      feature,
      operation: 'getAuthority',
      summary: '签发证书与文书的上级证书（PEM），供离线核对 PDF 签名',
      produces: 'application/x-pem-file',
    },
    ({ reply }) => sendFile(reply, service.authorityFile(p)),
  )
  credentialRoutes(app, p)
}
