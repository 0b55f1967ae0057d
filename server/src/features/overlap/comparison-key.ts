import { createHash, createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Platform } from '../../platform/platform.ts'
import { readOrMakeSeed } from '../../platform/signing/seed-file.ts'

const fileOf = (p: Pick<Platform, 'config'>) => join(p.config.dataDir, 'keys', 'comparison')

/** The key of an epoch and its digest. All of them come from one file, so old ones can be made again and none is in the database. */
export async function comparisonKeyOf(
  p: Pick<Platform, 'config'>,
  epoch: number,
): Promise<{ key: Buffer; digest: string }> {
  const secret = await readOrMakeSeed(fileOf(p), () => randomBytes(32))
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
