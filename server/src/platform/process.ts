/** Runs `stop` once on SIGTERM or SIGINT and ends the process; a second signal ends it at once. */
export function onStop(stop: () => Promise<void>): void {
  let stopping = false
  const handle = () => {
    if (stopping) process.exit(1)
    stopping = true
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
  const sentence =
    code === 'EADDRINUSE'
      ? `端口 ${port} 已被占用：请停止占用它的程序，或用环境变量 DATADEED_PORT 换一个端口`
      : code === 'ECONNREFUSED'
        ? '连不上数据库：请检查 DATABASE_URL 与数据库是否已启动'
        : error instanceof Error
          ? error.message
          : String(error)
  console.error(`启动失败：${sentence}`)
  process.exit(1)
}
