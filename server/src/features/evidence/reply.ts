/** What a sending service needs of the HTTP reply; Fastify's has this shape. */
export interface Reply {
  header(name: string, value: string): unknown
  type(mediaType: string): unknown
  send(payload: string | Uint8Array): unknown
}
