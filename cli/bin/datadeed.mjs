#!/usr/bin/env node
// Runs the command line on a Node that reads TypeScript: this one, or the one the lockfile pins.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { constants, homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cli = dirname(dirname(fileURLToPath(import.meta.url)))
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) {
  // Reading TypeScript costs a fifth of a second at each start; what was read is kept, where only this user can write.
  // The environment tells the worker threads.
  process.env.NODE_COMPILE_CACHE ??= join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'datadeed')
  nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE)
  const { main } = await import('../src/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  const windows = process.platform === 'win32'
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  const places = [join(dirname(cli), 'node_modules'), join(cli, 'node_modules')]
  const node = places.map((place) => join(place, name, 'bin', windows ? 'node.exe' : 'node')).find(existsSync)
  if (!node) {
    console.error(
      `本机 Node ${process.versions.node} 太旧：请先运行 npm install，或安装 Node 24 后重试。` +
        ` Node ${process.versions.node} is too old: run npm install first, or install Node 24.`,
    )
    process.exit(2)
  }
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(1)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal gives Ctrl-C to the whole group, the child has it already.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}
