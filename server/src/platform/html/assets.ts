import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const packed = new Set(['.html', '.css', '.js', '.json', '.map', '.svg', '.wasm', '.txt'])

export interface Asset {
  body: Buffer
  gzip: Buffer | null
  type: string
  hash: string
}

const hashOf = (body: Buffer) => createHash('sha256').update(body).digest('hex').slice(0, 16)

const styleParts = ['base', 'frame', 'controls', 'blocks', 'lists', 'home', 'log', 'narrow', 'print']

/** The style sheet of the public pages, its parts in order, under a name that changes with its content. */
export const styleSheet: Asset & { href: string } = (() => {
  const folder = join(import.meta.dirname, '../../../public/site')
  const body = Buffer.concat(styleParts.map((part) => readFileSync(join(folder, `${part}.css`))))
  const hash = hashOf(body)
  return { body, gzip: gzipSync(body), type: types['.css'] ?? '', hash, href: `/assets/site-${hash}.css` }
})()

/** Reads files below a folder, each packed once and kept until it changes; anything else is null. */
export function openFolder(folder: string): (path: string) => Promise<Asset | null> {
  const root = resolve(folder)
  const kept = new Map<string, { at: number; asset: Asset }>()
  return async (path) => {
    const file = resolve(root, path)
    if (path.includes('\0') || !file.startsWith(root + sep)) return null
    const type = types[extname(file)]
    const found = type ? await stat(file).catch(() => null) : null
    if (!type || !found?.isFile()) return null
    const known = kept.get(file)
    if (known?.at === found.mtimeMs) return known.asset
    const body = await readFile(file)
    const asset = {
      body,
      gzip: packed.has(extname(file)) ? await promisify(gzip)(body) : null,
      type,
      hash: hashOf(body),
    }
    kept.set(file, { at: found.mtimeMs, asset })
    return asset
  }
}

/** Sends an asset: for a year when its address changes with its content, else asked for again by its tag. */
export function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset, immutable: boolean) {
  const tag = `"${asset.hash}"`
  reply
    .header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', tag)
    .header('vary', 'accept-encoding')
    .type(asset.type)
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  if (!asset.gzip || !/\bgzip\b/.test(String(request.headers['accept-encoding']))) return reply.send(asset.body)
  return reply.header('content-encoding', 'gzip').send(asset.gzip)
}
