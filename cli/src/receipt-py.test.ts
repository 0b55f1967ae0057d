import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import vectors from '../../evidence/vectors/package.json' with { type: 'json' }

// Another language, another author's way to read the same specifications: what it says must be what we say.
const script = fileURLToPath(new URL('../../docs/verify/receipt.py', import.meta.url))
const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0

// What the receipts alone decide; the rest of a package is not the script's matter.
const decided = [
  'inclusion_failed',
  'log_signature_bad',
  'log_key_unknown',
  'log_key_not_valid_then',
  'witness_signature_bad',
  'quorum_missing',
  'witnesses_unknown',
  'origin_mismatch',
]
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'datadeed-receipt-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const put = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const run = (...files: string[]) => spawnSync('python3', [script, ...files], { encoding: 'utf8' })
const trusts: Record<string, object> = vectors.trusts
const cases = vectors.cases.filter(
  ({ trust, reasons }) => trust !== null && !reasons.some((r) => r === 'malformed' || r === 'known_checkpoint_bad'),
)

test.skipIf(!hasPython).each(cases)(
  'Python says of the receipts what we say: $name',
  ({ trust, reasons, package: text }) => {
    const { status, stdout, stderr } = run(
      put('package.json', text),
      put('trust.json', JSON.stringify(trusts[trust ?? ''])),
    )
    expect({ status, stderr, stdout }).toMatchObject({
      status: reasons.some((r) => decided.includes(r)) ? 1 : 0,
      stderr: '',
    })
  },
)

test.skipIf(!hasPython)(
  'a receipt in a file of its own; a changed byte, a cut path and another index are refused',
  () => {
    const good = vectors.cases.find((c) => c.outcome === 'valid' && c.trust === 'trust')
    const { entry, proof } = JSON.parse(good?.package ?? '').entries[0]
    const trust = put('trust.json', JSON.stringify(vectors.trusts.trust))
    const check = (e: string, p: string) => run(put('entry', e), put('proof', p), trust).status
    expect(check(entry, proof)).toBe(0)
    expect(check(`${entry} `, proof)).toBe(1)
    expect(
      check(
        entry,
        proof.replace(/index (\d+)/, (_: string, n: string) => `index ${Number(n) + 1}`),
      ),
    ).toBe(1)
    expect(check(entry, proof.replace(/(index \d+\n).*\n/, '$1'))).toBe(1)
    expect(check(entry, proof.slice(0, -100))).toBe(1)
    expect(run().status).toBe(2)
  },
)
