import { createHash, createHmac, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Platform } from '../../platform/platform.ts'

const fileOf = (p: Pick<Platform, 'config'>) => join(p.config.dataDir, 'keys', 'comparison')

/** The key of an epoch and its digest. All of them come from one file, so old ones can be made again and none is in the database. */
export async function comparisonKeyOf(
  p: Pick<Platform, 'config'>,
  epoch: number,
): Promise<{ key: Buffer; digest: string }> {
  const secret = await secretOf(p)
  const key = createHmac('sha256', secret).update(`datadeed-sketch/1 epoch ${epoch}`).digest().subarray(0, 16)
  return { key, digest: createHash('sha256').update(key).digest('hex') }
}

/** Throws when the file is not the one from which the epoch's key was made. */
export async function knownComparisonKey(
  p: Pick<Platform, 'config'>,
  { epoch, keyDigest }: { epoch: number; keyDigest: string },
): Promise<string> {
  const { key, digest } = await comparisonKeyOf(p, epoch)
  if (digest !== keyDigest)
    throw new Error(`比对密钥与数据库中的不一致：请恢复与该数据库同时备份的 ${fileOf(p)}，不要另行生成`)
  return key.toString('hex')
}

async function secretOf(p: Pick<Platform, 'config'>): Promise<Buffer> {
  const file = fileOf(p)
  const read = async () => Buffer.from((await readFile(file, 'utf8')).trim(), 'hex')
  try {
    return await read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.new`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(`${randomBytes(32).toString('hex')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  // link fails when another process was first, whose secret then is the secret.
  await link(temporary, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(temporary)
  return await read()
}
