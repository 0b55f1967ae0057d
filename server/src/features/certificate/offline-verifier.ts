import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { toHex } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Asset } from '../../platform/html/assets.ts'
import type { Platform } from '../../platform/platform.ts'
import { trustFile } from '../evidence/service.ts'
import { issuerFile } from './issuer-keys.ts'
import { notYetTrusted } from './verification.ts'

/** The page that verifies from disk, complete with this site's keys, and the digests people compare it by. */
export interface OfflineVerifier extends Asset {
  sha256: string
  sm3: string
  /** What the page allows itself, to be sent as a header too. */
  policy: string
}

let kept: { key: string; verifier: OfflineVerifier } | null = null

/** Data in a page's script element must not end it. */
const block = (id: string, value: unknown): [string, string] => [
  `<script type="application/json" id="${id}">null</script>`,
  `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`,
]

/** The page as it is now; null where it is not built. The same keys give the same bytes. */
export async function offlineVerifier(p: Platform): Promise<OfflineVerifier | null> {
  const file = join(p.config.webDir, 'verifier/offline.html')
  const found = await stat(file).catch(() => null)
  if (!found) return null
  const trust = await trustFile(p).catch(notYetTrusted)
  const issuer = await issuerFile(p).catch(notYetTrusted)
  const blocks = [block('trust', trust ?? null), block('issuer', issuer ?? null)]
  const key = JSON.stringify([file, found.mtimeMs, blocks])
  if (kept?.key === key) return kept.verifier
  const text = blocks.reduce((page, [from, to]) => page.replace(from, () => to), await readFile(file, 'utf8'))
  const body = Buffer.from(text)
  const sha256 = createHash('sha256').update(body).digest('hex')
  const verifier = {
    ...{ body, gzip: gzipSync(body), type: 'text/html; charset=utf-8', hash: sha256.slice(0, 16) },
    ...{ sha256, sm3: toHex(nodeCrypto.sm3(body)) },
    policy: /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1] ?? "default-src 'none'",
  }
  kept = { key, verifier }
  return verifier
}
