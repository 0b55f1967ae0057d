import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A Debian package that tests use, and how to see that it is there. */
type Need = {
  readonly pack: string
  readonly isThere: () => boolean
  /** Whether the tests can do without where it cannot be installed. */
  readonly otherwise?: () => boolean
}

const has = (program: string): boolean =>
  (process.env.PATH ?? '').split(':').some((dir) => dir !== '' && existsSync(`${dir}/${program}`))

const hasChineseFont = (): boolean => {
  const found = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  return found.status === 0 && found.stdout.trim() !== ''
}

const needs: readonly Need[] = [
  {
    pack: 'chromium-headless-shell',
    isThere: () => has('chromium-headless-shell'),
    otherwise: () => has('chromium'),
  },
  { pack: 'fonts-noto-cjk', isThere: hasChineseFont },
  { pack: 'poppler-utils', isThere: () => has('pdfsig') && has('pdftotext') },
  { pack: 'openssl', isThere: () => has('openssl') },
  { pack: 'qpdf', isThere: () => has('qpdf') },
  { pack: 'libnss3-tools', isThere: () => has('certutil') },
]

const missing = (): Need[] => needs.filter(({ isThere }) => !isThere())

/** Installs what the tests need from the system, on Debian as root; elsewhere gives the sentence that says what to do. */
export const prepareMachine = (): string | undefined => {
  const packs = missing().map(({ pack }) => pack)
  if (packs.length === 0) return undefined
  const lacking = (): boolean => missing().some(({ otherwise }) => !otherwise?.())
  const advice =
    `测试还需要系统软件：${packs.join('、')}。请先安装，例如 sudo apt-get install ${packs.join(' ')}。` +
    ` The tests need: ${packs.join(', ')}. Install them first.`
  if (process.getuid?.() !== 0 || !has('apt-get')) return lacking() ? advice : undefined
  console.log(`正在安装系统软件：${packs.join(' ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'fontconfig', ...packs],
  ]) {
    const done = spawnSync('apt-get', args, { env, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 })
    if (done.status !== 0) console.error(`${done.stdout ?? ''}${done.stderr ?? ''}`)
  }
  return lacking() ? advice : undefined
}
