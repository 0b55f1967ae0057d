import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { canBeMet, fewestWitnesses, formatPolicy, type Policy, PolicyError, parsePolicy } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import { z } from 'zod'

export const version = '0.1.0'

const flag = z.enum(['0', '1']).transform((value) => value === '1')
const port = z.coerce.number().int().min(1).max(65_535)

const environment = z.object({
  DATABASE_URL: z.string().min(1),
  DATADEED_DATA: z.string().default('./data'),
  DATADEED_HOST: z.string().default('127.0.0.1'),
  DATADEED_PORT: port.default(8420),
  DATADEED_DEMO: flag.default(false),
  /** Whose rule pack new cases are filed under: GZ or BJ, or another that an administrator uploaded. */
  DATADEED_JURISDICTION: z
    .string()
    .regex(/^[A-Z]{2,8}$/, '应为大写字母，例如 GZ')
    .default('GZ'),
  /** Address under which people reach the platform; QR codes and mails carry it. */
  DATADEED_URL: z.url().optional(),
  /** Comma-separated addresses of the witnesses, and how many must cosign. */
  DATADEED_WITNESSES: z.string().default(''),
  DATADEED_QUORUM: z.coerce.number().int().min(0).optional(),
  /** File of a trust policy (c2sp.org/tlog-policy): which witnesses are enough, instead of a number. */
  DATADEED_POLICY: z.string().optional(),
  /** Comma-separated addresses of timestamp authorities (RFC 3161), and seconds between two stamps. */
  DATADEED_TSA: z.string().default(''),
  DATADEED_TSA_INTERVAL: z.coerce.number().int().min(1).max(86_400).default(60),
  DATADEED_LOG_ORIGIN: z.string().default('datadeed.example/log'),
  DATADEED_SMTP_URL: z.string().optional(),
  DATADEED_MAIL_FROM: z.string().default('no-reply@datadeed.example'),
  DATADEED_S3_URL: z.string().optional(),
  DATADEED_CLAMD: z.string().optional(),
  /** Reverse proxies whose `X-Forwarded-*` are believed: addresses, subnets, or `loopback`. */
  DATADEED_TRUST_PROXY: z.string().default('loopback'),
  /** Bearer token with which others than this machine may read /metrics. */
  DATADEED_METRICS_TOKEN: z.string().min(20, '至少 20 个字符').optional(),
  DATADEED_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

export interface Config {
  databaseUrl: string
  dataDir: string
  host: string
  port: number
  demo: boolean
  jurisdiction: string
  /** Without a trailing slash. */
  publicUrl: string
  witnessUrls: string[]
  quorum: number
  /** Which witnesses are enough, where that is more than a number; `quorum` is then the fewest that can be. */
  policy?: Policy
  tsaUrls: string[]
  /** Seconds. */
  tsaInterval: number
  logOrigin: string
  smtpUrl: string | undefined
  mailFrom: string
  s3Url: string | undefined
  clamd: string | undefined
  trustProxy: string
  metricsToken: string | undefined
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  webDir: string
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])

/** Reads the configuration from the environment; throws one sentence in Chinese that names the variable. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const first = parsed.error.issues[0]
    throw new Error(`环境变量 ${first?.path.join('.')} 的值不可用：${first?.message}。说明见 docs/operations.md`)
  }
  const e = parsed.data
  if (e.DATADEED_DEMO && !loopback.has(e.DATADEED_HOST))
    throw new Error('演示模式（DATADEED_DEMO=1）只能监听本机地址，请去掉 DATADEED_HOST 或关闭演示模式')
  const urls = (list: string) => list.split(',').flatMap((url) => (url.trim() ? [url.trim().replace(/\/$/, '')] : []))
  const policy = readPolicy(e.DATADEED_POLICY)
  if (policy && e.DATADEED_QUORUM !== undefined)
    throw new Error('环境变量 DATADEED_POLICY 与 DATADEED_QUORUM 只能给一个')
  const named = urls((policy?.witnesses ?? []).map(({ url }) => url ?? '').join(','))
  const witnessUrls = e.DATADEED_WITNESSES === '' ? [...new Set(named)] : urls(e.DATADEED_WITNESSES)
  return {
    databaseUrl: e.DATABASE_URL,
    dataDir: resolve(e.DATADEED_DATA),
    host: e.DATADEED_HOST,
    port: e.DATADEED_PORT,
    demo: e.DATADEED_DEMO,
    jurisdiction: e.DATADEED_JURISDICTION,
    publicUrl: (e.DATADEED_URL ?? `http://${e.DATADEED_HOST}:${e.DATADEED_PORT}`).replace(/\/$/, ''),
    witnessUrls,
    quorum: policy ? fewestWitnesses(policy) : (e.DATADEED_QUORUM ?? witnessUrls.length),
    ...(policy && { policy }),
    tsaUrls: urls(e.DATADEED_TSA),
    tsaInterval: e.DATADEED_TSA_INTERVAL,
    logOrigin: e.DATADEED_LOG_ORIGIN,
    smtpUrl: e.DATADEED_SMTP_URL,
    mailFrom: e.DATADEED_MAIL_FROM,
    s3Url: e.DATADEED_S3_URL,
    clamd: e.DATADEED_CLAMD,
    trustProxy: e.DATADEED_TRUST_PROXY,
    metricsToken: e.DATADEED_METRICS_TOKEN,
    logLevel: e.DATADEED_LOG_LEVEL,
    webDir: join(import.meta.dirname, '../../web/dist'),
  }
}

function readPolicy(file: string | undefined): Policy | null {
  if (file === undefined) return null
  let policy: Policy
  try {
    policy = parsePolicy(nodeCrypto, readFileSync(file))
  } catch (error) {
    const why = error instanceof PolicyError ? error.text('zh') : error instanceof Error ? error.message : String(error)
    throw new Error(`环境变量 DATADEED_POLICY 的策略文件有误：${why}`)
  }
  if (!canBeMet(nodeCrypto, policy))
    throw new Error(
      '环境变量 DATADEED_POLICY 的策略要求 ML-DSA-44 见证签名，而本机 Node 没有该算法，法定见证永远达不到：请换用带 OpenSSL 3.5 以上的 Node 24，或在策略中改列 Ed25519 公钥',
    )
  if (formatPolicy(policy).length > maxPolicyLength)
    throw new Error('环境变量 DATADEED_POLICY 的策略超过 32,768 个字符，写不进日志：请减少其中的见证方')
  return policy
}

/** What a change of the policy, an entry of the log, has room for. */
const maxPolicyLength = 32_768
