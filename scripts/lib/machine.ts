import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A Debian package that tests use, and how to see that it is there. */
type Need = { readonly pack: string; readonly isThere: () => boolean }

const has = (program: string): boolean =>
  (process.env.PATH ?? '').split(':').some((dir) => dir !== '' && existsSync(`${dir}/${program}`))

const hasChineseFont = (): boolean => {
  const found = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  return found.status === 0 && found.stdout.trim() !== ''
}

const needs: readonly Need[] = [
  { pack: 'chromium', isThere: () => has('chromium') },
  { pack: 'fonts-noto-cjk', isThere: hasChineseFont },
  { pack: 'poppler-utils', isThere: () => has('pdfsig') && has('pdftotext') },
  { pack: 'openssl', isThere: () => has('openssl') },
  { pack: 'qpdf', isThere: () => has('qpdf') },
  { pack: 'libnss3-tools', isThere: () => has('certutil') },
]

const missing = (): string[] => needs.filter(({ isThere }) => !isThere()).map(({ pack }) => pack)

/** Installs what the tests need from the system, on Debian as root; elsewhere gives the sentence that says what to do. */
export const prepareMachine = (): string | undefined => {
  const packs = missing()
  if (packs.length === 0) return undefined
  const advice =
    `测试还需要系统软件：${packs.join('、')}。请先安装，例如 sudo apt-get install ${packs.join(' ')}。` +
    ` The tests need: ${packs.join(', ')}. Install them first.`
  if (process.getuid?.() !== 0 || !has('apt-get')) return advice
  console.log(`正在安装系统软件：${packs.join(' ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'fontconfig', ...packs],
  ]) {
    const done = spawnSync('apt-get', args, { env, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 })
    if (done.status !== 0) console.error(`${done.stdout ?? ''}${done.stderr ?? ''}`)
  }
  return missing().length === 0 ? undefined : advice
}
