import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  canonicalize,
  digestsOf,
  type Ed25519Key,
  encodeBundle,
  formatCheckpoint,
  formatTime,
  grownTiles,
  leafHash,
  noteSigner,
  type Signer,
  signNote,
  signNoteSlowly,
  sm2NoteSigner,
  sm3Origin,
  TILE_WIDTH,
  tilePath,
  toHex,
  utf8Encode,
} from '@datadeed/evidence'
import {
  ed25519Key,
  generateEd25519PrivateKey,
  generateSm2PrivateKey,
  nodeCrypto,
  sm2Key,
} from '@datadeed/evidence/node'
import { type HashTree, openHashTree } from '../hash-tree.ts'

export interface LogKeys {
  log: Ed25519Key
  sm2: Signer
}

export const newLogKeys = (): LogKeys => ({
  log: ed25519Key(generateEd25519PrivateKey()),
  sm2: sm2Key(generateSm2PrivateKey()),
})

/** What may be said otherwise of an entry than an honest log would. */
export interface EntryChanges {
  type?: string
  subject?: string
  time?: string
  previous?: object | null
  known?: object | null
  body?: object
}

/** A log in a folder, as it is served: for tests and benches, with every lie they need. */
export interface LogFiles {
  readonly origin: string
  readonly vkey: string
  readonly tree: HashTree
  /** Adds entries of these subjects, each after the one before it of the same subject. */
  add(subjects: readonly string[], changes?: EntryChanges): void
  /** Adds the checkpoint of the SM3 tree as an entry, as the platform does once in a batch. */
  addTwinHead(): Promise<void>
  /** Writes all tiles and the signed checkpoint; `cosign` gives witnesses' lines for it. */
  publish(cosign?: (note: string) => Promise<string>): Promise<string>
}

export const createLogFiles = async (folder: string, origin: string, keys: LogKeys): Promise<LogFiles> => {
  const signer = noteSigner(nodeCrypto, origin, keys.log)
  const twinSigner = sm2NoteSigner(nodeCrypto, sm3Origin(origin), keys.sm2)
  const tree = openHashTree('sha256', null)
  const twin = openHashTree('sm3', null)
  const entries: Uint8Array[] = []
  const heads = new Map<string, { index: number; hash: string }>()
  let known: { size: number; root: string } | null = null
  let published = 0
  let twinHead: { size: number; note: string } | null = null
  let twinPublished = 0

  const put = async (path: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  const append = (subject: string, entry: object) => {
    const bytes = utf8Encode(canonicalize(JSON.parse(JSON.stringify(entry))))
    const leaf = leafHash(nodeCrypto.sha256, bytes)
    heads.set(subject, { index: entries.length, hash: toHex(leaf) })
    entries.push(bytes)
    tree.append(leaf)
    twin.append(leafHash(nodeCrypto.sm3, bytes))
  }
  const entryOf = (type: string, subject: string, digests: object, body: object) => ({
    ...{ format: 'datadeed-entry/1', type, subject, time: formatTime(Date.now() / 1000), digests, body },
    ...{ previous: heads.get(subject) ?? null, known },
  })
  const writeTree = async (prefix: string, of: HashTree, from: number, to: number) => {
    for (const id of grownTiles(from, to)) {
      if (id.level !== 'entries') await put(prefix + tilePath(id), await of.tiles(id.level, id.index, id.width))
      else if (prefix === '')
        await put(tilePath(id), encodeBundle(entries.slice(id.index * TILE_WIDTH, id.index * TILE_WIDTH + id.width)))
    }
  }
  await put('vkey', `${signer.vkey}\n`)
  await put('sm3/vkey', `${twinSigner.vkey}\n`)
  return {
    origin,
    vkey: signer.vkey,
    tree,
    add: (subjects, changes = {}) => {
      const digest = 'ab'.repeat(32)
      const body = { owner: digest, files: 1, bytes: 4096 }
      for (const subject of subjects)
        append(changes.subject ?? subject, {
          ...entryOf('deposit', subject, { sha256: digest, sm3: digest }, body),
          ...changes,
        })
    },
    addTwinHead: async () => {
      const size = entries.length
      const text = formatCheckpoint(sm3Origin(origin), size, await twin.rootAt(size))
      const note = await signNoteSlowly(text, [twinSigner])
      twinHead = { size, note }
      append('sm3', entryOf('sm3_checkpoint', 'sm3', digestsOf(nodeCrypto, utf8Encode(note)), { checkpoint: note }))
    },
    publish: async (cosign) => {
      const size = entries.length
      const root = await tree.rootAt(size)
      const note = signNote(formatCheckpoint(origin, size, root), [signer])
      await writeTree('', tree, published, size)
      if (twinHead) {
        await writeTree('sm3/', twin, twinPublished, twinHead.size)
        await put('sm3/checkpoint', twinHead.note)
        twinPublished = twinHead.size
      }
      const full = note + ((await cosign?.(note)) ?? '')
      await put('checkpoint', full)
      published = size
      known = { size, root: toHex(root) }
      return full
    },
  }
}
