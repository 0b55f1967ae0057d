import {
  equalBytes,
  isQuorum,
  type Policy,
  parseNote,
  parseVkey,
  sm3Origin,
  verifyCosignatures,
} from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Finding } from './finding.ts'
import { openHashTree } from './hash-tree.ts'
import { auditLog, type Computed } from './log-audit.ts'
import { type Head, readHead } from './log-keys.ts'
import type { LogSource } from './log-source.ts'
import { createSubjectHeads } from './subject-heads.ts'
import { checkTwin, readTwinHead } from './twin-audit.ts'

export interface FilesCheck {
  source: LogSource
  origin: string
  vkeys: readonly string[]
  sm3Vkeys: readonly string[]
  policy: Policy | null
  /** how many SM2 signatures inside entries are checked, the newest first */
  signatures: number
  /** Unix seconds */
  now: number
  report(finding: Finding): void
  onProgress?(entries: number): void
}

/** Computes a whole log again from its files. Gives how many entries it has. Throws SourceError. */
export const checkLogFiles = async (o: FilesCheck): Promise<number> => {
  const { source, report } = o
  const twinRead = await readTwinHead(source, report)
  const bytes = await source.read('checkpoint')
  const head =
    bytes &&
    readHead(
      bytes,
      o.origin,
      o.vkeys.map((vkey) => parseVkey(nodeCrypto, vkey)),
    )
  if (head === null || typeof head === 'string') {
    report(head === null ? { code: 'missing', at: 'checkpoint' } : { code: head, at: 'checkpoint' })
    return 0
  }
  const twinHead = twinRead && twinRead.size <= head.size ? twinRead : null
  if (twinRead && !twinHead) report({ code: 'head_unreadable', at: 'sm3/checkpoint' })
  const tree = openHashTree('sha256', null)
  const computed: Computed = {
    tree,
    twin: twinHead ? openHashTree('sm3', null) : null,
    heads: createSubjectHeads(tree),
  }
  const audited = await auditLog({
    ...{ source, computed, to: head.size, twinSize: twinHead?.size ?? 0, now: o.now, lastTime: 0, report },
    ...(o.onProgress && { onProgress: o.onProgress }),
  })
  const right = audited.complete && equalBytes(await computed.tree.rootAt(head.size), head.root)
  for (const { path, index } of audited.differing)
    report(right ? { code: 'tile_wrong', at: path } : { code: 'entry_wrong', at: `${index}`, detail: path })
  if (!right) report({ code: 'head_wrong', at: source.place })
  if (audited.complete)
    await checkTwin({
      ...{ computed, twinHead, logged: audited.twinHeads, origin: sm3Origin(o.origin), vkeys: o.sm3Vkeys, report },
      signatures: o.signatures,
    })
  checkQuorum(o, head)
  return computed.tree.size
}

const checkQuorum = ({ policy, report }: FilesCheck, { note, size }: Head): void => {
  if (!policy) return
  const check = verifyCosignatures(
    nodeCrypto,
    parseNote(note),
    policy.witnesses.map(({ key }) => key),
  )
  for (const name of check.bad) report({ code: 'cosigner_bad', at: name })
  if (
    !isQuorum(
      policy,
      check.good.map(({ key }) => key),
    )
  )
    report({ code: 'quorum_missing', at: `${size}` })
}
