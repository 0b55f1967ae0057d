import { parseArgs } from 'node:util'
import { readConfig } from './config.ts'
import { rotateKey, trees } from './features/evidence/service.ts'
import { openPlatform } from './open-platform.ts'
import { OperatorError } from './platform/operator-error.ts'
import { reportStartFailure } from './platform/process.ts'

/** Gives the log of DATABASE_URL a new key: `rotate-log-key.ts sha256|sm3 [--overlap DAYS]`, 30 days unless said otherwise. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { overlap: { type: 'string', default: '30' } },
    allowPositionals: true,
  })
  const tree = trees.find((name) => name === positionals[0])
  const days = Number(values.overlap)
  if (!tree || !(days >= 1 && days <= 3650))
    throw new OperatorError('用法：node server/src/rotate-log-key.ts sha256|sm3 [--overlap 天数（1 至 3650）]')
  const { platform, close } = await openPlatform(readConfig(process.env), 2)
  const { vkey, previousUntil } = await rotateKey(platform, tree, Math.round(days * 86_400))
  await close()
  console.error(
    `新公钥：${vkey}\n旧公钥与新公钥并用至 ${previousUntil}；请在此之前通知全部见证方与核验方，并备份 keys 文件夹。`,
  )
}

main().catch(reportStartFailure)
