import { AppError } from '@datadeed/core/kernel/errors'
import { sentence } from '@datadeed/core/kernel/messages'

/** What has not come to rest by then is left to the database, which undoes it. */
const graceMs = 20_000

/** Runs `stop` once on SIGTERM or SIGINT and ends the process; a second signal ends it at once, and so do 20 seconds. */
export function onStop(stop: () => Promise<void>): void {
  let stopping = false
  const handle = () => {
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => process.exit(1), graceMs).unref()
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', handle)
  process.on('SIGINT', handle)
}

/** A start that failed is one sentence for the operator and exit code 1. */
export function reportStartFailure(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const port = error instanceof Error && 'port' in error ? error.port : ''
  const told =
    code === 'EADDRINUSE'
      ? `端口 ${port} 已被占用：请停止占用它的程序，或用环境变量 DATADEED_PORT 换一个端口`
      : code === 'ECONNREFUSED'
        ? '连不上数据库：请检查 DATABASE_URL 与数据库是否已启动'
        : error instanceof AppError
          ? [
              sentence(error.code, error.params, 'zh'),
              ...error.fields.map((fault) => `${fault.path}：${fault.message}`),
            ].join('\n')
          : error instanceof Error
            ? error.message
            : String(error)
  console.error(`启动失败：${told}`)
  process.exit(1)
}
