import { AppError } from '@datadeed/core/kernel/errors'
import type { FastifyRequest } from 'fastify'

/** The one file of a multipart request, in memory. Refuses a request without one; 413 above the app's file limit. */
export async function readUpload(request: FastifyRequest): Promise<Uint8Array> {
  const file = await request.file()
  const bytes = await file?.toBuffer()
  if (!bytes || bytes.length === 0)
    throw new AppError('kernel.invalid_input', { count: 1 }, [
      { path: 'file', message: bytes ? '文件是空的，请选择平台下载的原文件' : '请选择文件' },
    ])
  return bytes
}
