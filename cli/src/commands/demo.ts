import { randomInt } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeUscc } from '@datadeed/core/kernel/uscc'
import { signUpView } from '@datadeed/core/party/schema'
import { fingerprintPath, sampleRows } from '@datadeed/dataset/node'
import { manifestTotals } from '@datadeed/evidence'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { demoCompany } from '../demo/application.ts'
import { checkCertificate } from '../demo/checking.ts'
import { openFolder } from '../demo/files.ts'
import { fileCase } from '../demo/filing.ts'
import { awaitCertificate, examineCase, keepLetters } from '../demo/registration.ts'
import { type DemoAccount, readAccounts, signIn } from '../demo/sign-in.ts'
import { createStage, type Stage } from '../demo/stage.ts'
import { createPlatformClient, type PlatformClient } from '../platform-client.ts'
import { formatBytes } from '../terminal.ts'
import { handIn } from './deposit.ts'

const options = {
  server: { type: 'string', default: 'http://127.0.0.1:8420' },
  accounts: { type: 'string', default: './data/demo-accounts.json' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** `datadeed demo`: the whole way of one data set through the public interface, each step with its time. */
export const demo = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const { text } = context
  if (values.help) {
    context.print(text.demoUsage)
    return exit.ok
  }
  const [path, ...more] = positionals
  if (path === undefined) throw new CliError(text.missing('PATH'))
  if (more.length > 0) throw new CliError(text.badOption(more.join(' ')))
  const { server } = values
  const accounts = await readAccounts(values.accounts, context)
  const staff = ['admin', 'examiner', 'reviewer'].map((login) => accounts.get(login))
  const [admin, examiner, reviewer] = staff
  if (!admin || !examiner || !reviewer) throw new CliError(text.demoAccounts(values.accounts))
  const anybody = createPlatformClient(server, context)
  const system = (await anybody.json('GET', '/api/v1/system')) as { demo?: unknown }
  if (system.demo !== true) throw new CliError(text.demoOnly(server))

  const mark = String(randomInt(1_000_000)).padStart(6, '0')
  const stage = createStage(context)
  const began = performance.now()
  try {
    const people = await signUpCompany(stage, { server, anybody, admin, mark, context })
    const title = basename(resolve(path)).replace(/(?<=.)\.[^.]+$/, '')
    const made = await stage.step(
      '经办人',
      '计算指纹，数据不离开本机',
      () => fingerprintPath(path, { parts: true }),
      ({ manifest }) => {
        const totals = manifestTotals(manifest)
        return `${totals.files} 个文件，${formatBytes(totals.bytes)}`
      },
    )
    const folder = await openFolder(values.out ?? `datadeed-demo-${mark}`)
    const quiet = { ...context, note: () => {} }
    const deposit = await stage.step(
      '经办人',
      '存证，等待日志与两家见证',
      () => handIn(people.filer, { ...made, title, note: '' }, folder.path, quiet),
      ({ number }) => number,
    )
    const sample = await sampleRows(path, 5).catch(() => null)
    const filing = { ...people, depositId: deposit.id, title, mark, sample }
    const submitted = await fileCase(stage, folder, filing)
    const desk = {
      examiner: await signIn(server, examiner, context),
      reviewer: await signIn(server, reviewer, context),
    }
    const accepted = await examineCase(stage, desk, filing, submitted.id)
    const number = await awaitCertificate(stage, people.signatory, folder, accepted)
    await stage.step(
      '企业',
      '取得文书',
      () => keepLetters(people.signatory, folder, submitted.id),
      (names) => names.join('、'),
    )
    await checkCertificate(stage, anybody, folder, number)
    const seconds = (performance.now() - began) / 1000
    const told = { number, folder: folder.path, company: people.company, login: people.login, seconds }
    if (context.json) context.print(JSON.stringify({ ...told, steps: stage.steps }))
    else {
      context.print(`全程 ${seconds.toFixed(1)} 秒，文件在 ${folder.path}`)
      context.print(`证书页面 ${server}/certificates/${number}；企业账号 ${people.login}（密码同演示账号）`)
      context.print(
        `自己验证 datadeed verify ${folder.at(`${number}.pdf`)} --trust ${folder.at('trust.json')} --ca ${folder.at('ca.pem')}`,
      )
    }
    return exit.ok
  } catch (error) {
    if (error instanceof CliError || !(error instanceof Error)) throw error
    if (error.name === 'FingerprintError') throw error
    throw new CliError(text.demoFailed(stage.running, error.message), exit.no)
  }
}

interface SigningUp {
  server: string
  anybody: PlatformClient
  admin: DemoAccount
  mark: string
  context: Context
}

/** A fictional company signs up, is approved, and adds a filer beside its signatory. */
const signUpCompany = async (stage: Stage, { server, anybody, admin, mark, context }: SigningUp) => {
  const { password } = admin
  const login = `demo-${mark}`
  const { name: nameOf, ...details } = demoCompany
  const company = nameOf(mark)
  const uscc = makeUscc(details.prefectureCode, Number(mark))
  const body = { ...details, uscc, name: company, contactEmail: `${login}@company.example`, login, password }
  const { partyId } = await stage.step(
    '企业',
    '注册',
    async () => signUpView.parse(await anybody.json('POST', '/api/v1/sign-ups', body)),
    ({ name }) => `${name} ${uscc}`,
  )
  const administrator = await signIn(server, admin, context)
  await stage.step('管理员', '核准机构', () => administrator.json('POST', `/api/v1/parties/${partyId}/approval`))
  const signatory = await signIn(server, { login, password }, context)
  const member = { login: `${login}-filer`, password }
  await stage.step(
    '签署人',
    '添加经办人',
    () => {
      const person = { ...member, name: '演示经办人', email: `${member.login}@company.example`, roles: ['filer'] }
      return signatory.json('POST', '/api/v1/members', person)
    },
    () => member.login,
  )
  return { company, login, signatory, filer: await signIn(server, member, context) }
}
