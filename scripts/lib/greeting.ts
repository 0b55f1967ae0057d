import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { table } from './table.ts'

/** What the seed writes to data/demo-accounts.json: one entry for each sign-in worth showing. */
export type DemoAccount = {
  readonly login: string
  readonly password: string
  /** Who this is, in Chinese, e.g. 企业填报人（黔南货运）. */
  readonly title: string
  /** Base32 secret of the second factor, for those who need one. */
  readonly totp?: string
}

const isAccount = (item: Partial<DemoAccount> | null): item is DemoAccount =>
  [item?.title, item?.login, item?.password].every((text) => typeof text === 'string')

const readAccounts = (dataDir: string): DemoAccount[] => {
  try {
    const kept: unknown = JSON.parse(readFileSync(join(dataDir, 'demo-accounts.json'), 'utf8'))
    return Array.isArray(kept) ? kept.filter(isAccount) : []
  } catch {
    return [] // not seeded, or the file damaged: a greeting without them
  }
}

/** What `npm start` prints when everything is ready. */
export const greeting = (address: string, dataDir: string, demo: boolean, seconds: number): string => {
  const accounts = demo ? readAccounts(dataDir) : []
  const rows = accounts.map(({ title, login, password, totp }) => [title, login, password, totp ?? '—'])
  return [
    '',
    `数契已就绪（${seconds.toFixed(1)} 秒）：${address}/`,
    ...(rows.length > 0
      ? ['', '演示账号（均为虚构）：', ...table([['身份', '用户名', '密码', '动态口令密钥'], ...rows])]
      : []),
    '',
    '先试这些：',
    ...table([
      ['工作台', `${address}/app/`],
      ['证书核验（无需账号）', `${address}/verify`],
      ['接口文档', `${address}/docs`],
      ...(demo
        ? [
            ['没有验证器时看动态码', 'npm run datadeed -- code examiner'],
            ['用自己的数据走完全程', 'npm run datadeed -- demo <数据文件>'],
          ]
        : []),
    ]),
    '',
    `数据与日志在 ${dataDir}，按 Ctrl-C 停止全部程序。`,
  ].join('\n')
}
