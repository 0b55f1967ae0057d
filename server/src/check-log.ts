import { readConfig } from './config.ts'
import { checkLog } from './features/evidence/service.ts'
import { openPlatform } from './open-platform.ts'
import { reportStartFailure } from './platform/process.ts'

/** Recomputes the whole evidence log of DATABASE_URL from its entries; exit code 1 when anything does not fit. */
async function main(): Promise<void> {
  const { platform, close } = await openPlatform(readConfig(process.env), 2)
  const { ok, size, findings, unchecked } = await checkLog(platform)
  await close()
  for (const { at, message } of findings) console.error(`${at}：${message}`)
  if (unchecked > 0)
    console.error(`本机 Node 没有 ML-DSA-44（需要 OpenSSL 3.5 以上），${unchecked} 个此类见证签名未核对`)
  console.error(
    ok ? `日志完好：${size} 条记录逐条核对无误` : `日志有 ${findings.length} 处不符，请勿继续写入，先查明原因`,
  )
  process.exit(ok ? 0 : 1)
}

main().catch(reportStartFailure)
