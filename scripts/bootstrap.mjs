// Runs on any Node >= 20.19: installs what is missing, then runs scripts/<command>.ts on a Node that reads TypeScript.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const lockFile = join(root, 'package-lock.json')
const stampFile = join(modules, '.datadeed-lock')

const fail = (sentence) => {
  console.error(sentence)
  process.exit(1)
}

const atLeast = (version, major, minor) => {
  const [a = 0, b = 0] = version.split('.').map(Number)
  return a > major || (a === major && b >= minor)
}

const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

const fitsHere = (entry) =>
  !entry.libc &&
  (!entry.os || entry.os.includes(process.platform)) &&
  (!entry.cpu || entry.cpu.includes(process.arch)) &&
  Boolean(entry.os || entry.cpu)

/** True where what npm says it installed is what the lockfile asks for; so that `npm ci` by hand is not done twice. */
const installedAsLocked = () => {
  const hidden = join(modules, '.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = readPackages(hidden)
  return Object.entries(readPackages(lockFile))
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, wanted]) => {
      const found = installed[path]
      if (!found) return wanted.optional === true && !fitsHere(wanted)
      return found.version === wanted.version && found.integrity === wanted.integrity
    })
}

const writeStamp = (stamp) => {
  try {
    writeFileSync(stampFile, stamp)
  } catch {
    // A read-only installation is fine: the comparison is then simply made each time.
  }
}

const install = () => {
  const stamp = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  if (!installedAsLocked()) {
    console.log('正在安装依赖（首次约一分钟）… Installing dependencies (about a minute the first time)…')
    const npm = process.env.npm_execpath
    // Not `npm ci`: it refuses a lockfile that lacks optional packages of other platforms, which is how npm writes it
    // against a registry that does not hold them. This installs what is locked and leaves the lockfile alone, too.
    const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
    const options = { cwd: root, stdio: 'inherit' }
    const done = npm?.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
    if (done.status !== 0)
      fail('依赖安装失败：请检查网络和上面的 npm 报错后重试。 npm failed: see its message above, then try again.')
  }
  writeStamp(stamp)
}

/** The Node to run on: this one where it is new enough, else the one that the lockfile pins. */
const chooseNode = () => {
  if (atLeast(process.versions.node, 22, 18)) return process.execPath
  const windows = process.platform === 'win32'
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  const node = join(modules, name, 'bin', windows ? 'node.exe' : 'node')
  if (existsSync(node)) return node
  return fail(
    `本机 Node ${process.versions.node} 太旧，且没有适用于 ${name} 的内置 Node：请安装 Node 24 后重试。` +
      ` Node ${process.versions.node} is too old and none is bundled for ${name}: install Node 24 and try again.`,
  )
}

const elsewhere = { datadeed: join(root, 'cli', 'bin', 'datadeed.mjs'), faults: join(root, 'e2e', 'faults', 'main.ts') }
const entryOf = (command) => elsewhere[command] ?? join(root, 'scripts', `${command}.ts`)

const [command = '', ...args] = process.argv.slice(2)
const commands = ['start', 'test', 'bench', 'faults', 'datadeed', 'generate', 'check']

if (!atLeast(process.versions.node, 20, 19))
  fail(`需要 Node 20.19 或更高，本机是 ${process.versions.node}。 Node 20.19 or newer is needed.`)
if (!commands.includes(command)) fail(`用法 usage: node scripts/bootstrap.mjs <${commands.join('|')}>`)
if (!existsSync(lockFile)) fail(`找不到 ${lockFile}：请重新克隆仓库。 package-lock.json is missing: clone again.`)
if (!existsSync(entryOf(command))) fail(`缺少 ${entryOf(command)}。 This program is missing.`)

install()
const node = chooseNode()
const child = spawn(node, ['--disable-warning=ExperimentalWarning', entryOf(command), ...args], {
  // The CLI takes paths relative to where the person stands; npm itself has moved to the root by then.
  cwd: command === 'datadeed' ? (process.env.INIT_CWD ?? process.cwd()) : root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    // A terminal gives Ctrl-C to the whole group, the child has it already.
    if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
  })
child.on('error', (error) => fail(`无法启动 ${node}：${error.message}。 Cannot start this Node.`))
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
