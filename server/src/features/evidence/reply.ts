/** What a sending service needs of the HTTP reply; Fastify's has this shape. */
export interface Reply {
  header(name: string, value: string): unknown
  type(mediaType: string): unknown
  send(payload: string | Uint8Array): unknown
}

/** `inline` for what a browser shows, a file name for what it saves. */
export function sendFile(reply: Reply, mediaType: string, name: string, payload: string | Uint8Array): unknown {
  reply.header('content-disposition', `attachment; filename="${name}"`)
  reply.header('cache-control', 'private, no-cache')
  reply.type(mediaType)
  return reply.send(payload)
}
