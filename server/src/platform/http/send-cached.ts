import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Whether the reader has what is told by this tag, by RFC 9110 section 13.1.2 (weak comparison). */
function isHeld(request: FastifyRequest, tag: string): boolean {
  const held = request.headers['if-none-match']
  return (
    held !== undefined && (held.trim() === '*' || held.split(',').some((one) => one.trim().replace(/^W\//, '') === tag))
  )
}

/** Sends what anybody may keep for `seconds`, with a tag of its content: whoever has the same already is told just that. */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  { mediaType, body }: { mediaType: string; body: Buffer },
  seconds: number,
): FastifyReply {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  reply.header('etag', tag).header('cache-control', `public, max-age=${seconds}`)
  if (isHeld(request, tag)) return reply.code(304).send()
  return reply.type(`${mediaType}; charset=utf-8`).send(body)
}
