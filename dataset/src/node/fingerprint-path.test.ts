import { execFileSync } from 'node:child_process'
import { appendFile, link, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHUNK_BYTES } from '@datadeed/evidence'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprintPath } from './index.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadeed-walk-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a single file is listed under its own name', async () => {
  await writeFile(join(folder, '数据.bin'), 'x')
  const { manifest } = await fingerprintPath(join(folder, '数据.bin'))
  expect(manifest.files.map((file) => file.path)).toEqual(['数据.bin'])
})

test('the whole-file digest is what sha256sum prints', async () => {
  await writeFile(join(folder, 'a.bin'), Buffer.alloc(5 * CHUNK_BYTES + 3, 'datadeed'))
  const { manifest } = await fingerprintPath(folder)
  const printed = execFileSync('sha256sum', [join(folder, 'a.bin')]).toString()
  expect(printed.startsWith(manifest.files[0]?.whole?.sha256 ?? 'none')).toBe(true)
})

test('a link is refused by its path, a hard link is a file', async () => {
  await mkdir(join(folder, 'in'))
  await writeFile(join(folder, 'in', 'a'), 'x')
  await link(join(folder, 'in', 'a'), join(folder, 'in', 'b'))
  expect((await fingerprintPath(folder)).manifest.files).toHaveLength(2)
  await symlink('a', join(folder, 'in', 'c'))
  await expect(fingerprintPath(folder)).rejects.toMatchObject({ code: 'link', path: 'in/c' })
})

test('sockets, missing paths, empty folders and bad names are refused', async () => {
  await expect(fingerprintPath(folder)).rejects.toMatchObject({ code: 'no_files' })
  await expect(fingerprintPath(join(folder, 'none'))).rejects.toMatchObject({ code: 'unreadable' })
  const server = createServer().listen(join(folder, 's'))
  await new Promise((resolve) => server.once('listening', resolve))
  await expect(fingerprintPath(folder)).rejects.toMatchObject({ code: 'not_a_file', path: 's' })
  await new Promise((resolve) => server.close(resolve))
  await writeFile(join(folder, 'a\nb'), 'x')
  await expect(fingerprintPath(folder)).rejects.toMatchObject({ code: 'bad_name' })
})

test('names that fall together after NFC are refused', async () => {
  await writeFile(join(folder, 'é'.normalize('NFC')), 'x')
  await writeFile(join(folder, 'é'.normalize('NFD')), 'x')
  await expect(fingerprintPath(folder)).rejects.toMatchObject({ code: 'name_collision' })
})

test.each(['grown', 'rewritten with the old time'])('a file %s while it is read is refused', async (how) => {
  const file = join(folder, 'a.bin')
  await writeFile(file, Buffer.alloc(64 * CHUNK_BYTES))
  const time = new Date(1_700_000_000_000)
  await utimes(file, time, time)
  let meddling: Promise<void> | undefined
  const done = fingerprintPath(folder, {
    workers: 1,
    onProgress: () => {
      meddling ??= (how === 'grown' ? appendFile(file, 'x') : writeFile(file, Buffer.alloc(64 * CHUNK_BYTES, 1))).then(
        () => utimes(file, time, time),
      )
    },
  })
  await expect(done).rejects.toMatchObject({ code: 'changed', path: 'a.bin' })
  await meddling
})

test('an abort rejects', async () => {
  await writeFile(join(folder, 'a.bin'), Buffer.alloc(64 * CHUNK_BYTES))
  const abort = new AbortController()
  const done = fingerprintPath(folder, { signal: abort.signal, onProgress: () => abort.abort() })
  await expect(done).rejects.toMatchObject({ code: 'cancelled' })
  await expect(fingerprintPath(folder, { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' })
})
