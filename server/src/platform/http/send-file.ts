import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** A document to send; `bytes` is null where it is not known beforehand. */
export interface FileToSend {
  name: string
  mediaType: string
  bytes: number | null
  body: Readable | Uint8Array
  /** Anybody's to keep, because what is at this address never changes; else nobody keeps it. */
  immutable?: boolean
}

// RFC 8187: everything but these is written in percent form.
const encode = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * Sends a document under its name. Only what we made ourselves is shown in the page (`inline`); what people uploaded is
 * always saved, never rendered under our origin.
 */
export function sendFile(
  reply: FastifyReply,
  { name, mediaType, bytes, body, immutable = false }: FileToSend,
  shown: 'inline' | 'attachment' = 'attachment',
): FastifyReply {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  reply
    .type(mediaType)
    .header('content-disposition', `${shown}; filename="${plain}"; filename*=UTF-8''${encode(name)}`)
    .header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'private, no-store')
  if (bytes !== null) reply.header('content-length', bytes)
  return reply.send(body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body)
}
