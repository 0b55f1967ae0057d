import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { type Broken, readModules, ruleNames } from './architecture.ts'

/** One import that a rule forbids: `from` imports `to`, which is a path of the repository or a package's name. */
type Plant = { readonly rule: string; readonly from: string; readonly to: string }

const feature = 'server/src/features'
const order = ruleNames.filter((name) => name.startsWith('features-upward-')).map((name) => name.slice(16))

const plants: readonly Plant[] = [
  { rule: 'no-cycles', from: 'scripts/ring-a.ts', to: 'scripts/ring-b.ts' },
  { rule: 'resolvable', from: 'scripts/lost.ts', to: './nowhere.ts' },
  { rule: 'evidence-alone', from: 'evidence/src/reads-files.ts', to: 'node:fs' },
  { rule: 'evidence-alone', from: 'evidence/src/knows-core.ts', to: 'core/src/kernel/word.ts' },
  { rule: 'evidence-adapters', from: 'evidence/adapters/knows-a-package.ts', to: 'zod' },
  { rule: 'core-pure', from: 'core/src/kernel/reads-clock.ts', to: 'node:fs' },
  { rule: 'core-pure', from: 'core/src/filing/knows-evidence.ts', to: 'evidence/src/leaf.ts' },
  { rule: 'core-islands', from: 'core/src/filing/knows-party.ts', to: 'core/src/party/word.ts' },
  { rule: 'core-islands', from: 'core/src/kernel/knows-party.ts', to: 'core/src/party/word.ts' },
  { rule: 'dataset-direction', from: 'dataset/src/knows-core.ts', to: 'core/src/kernel/word.ts' },
  { rule: 'server-direction', from: 'server/src/knows-dataset.ts', to: 'dataset/src/hash.ts' },
  { rule: 'web-direction', from: 'web/src/knows-server.ts', to: `${feature}/filing/service.ts` },
  { rule: 'cli-direction', from: 'cli/src/knows-server.ts', to: `${feature}/filing/service.ts` },
  { rule: 'platform-direction', from: 'server/src/platform/clock.ts', to: 'core/src/filing/word.ts' },
  { rule: 'platform-direction', from: 'server/src/platform/jobs.ts', to: `${feature}/filing/service.ts` },
  { rule: 'sql-in-stores', from: `${feature}/party/asks-database.ts`, to: 'kysely' },
  { rule: 'sql-in-stores', from: 'server/src/asks-database.ts', to: 'pg' },
  { rule: 'http-in-routes', from: `${feature}/party/answers.ts`, to: 'fastify' },
  { rule: 'http-in-routes', from: `${feature}/party/answers-too.ts`, to: '@fastify/cookie' },
  { rule: 'features-through-service', from: `${feature}/filing/peeks.ts`, to: `${feature}/party/store.ts` },
  // The last feature of the table has nothing below it.
  ...order.slice(0, -1).map((name, at) => ({
    rule: `features-upward-${name}`,
    from: `${feature}/${name}/looks-down.ts`,
    to: `${feature}/${order[at + 1]}/service.ts`,
  })),
  { rule: 'fed-by-events', from: `${feature}/licence/searches.ts`, to: `${feature}/search/service.ts` },
  { rule: 'features-known', from: `${feature}/party/invents.ts`, to: `${feature}/gadgets/service.ts` },
  { rule: 'routes-call-services', from: `${feature}/party/routes.ts`, to: `${feature}/party/store.ts` },
  { rule: 'stores-know-no-rules', from: `${feature}/account/store.ts`, to: `${feature}/account/service.ts` },
  { rule: 'services-know-no-http', from: `${feature}/evidence/service.ts`, to: `${feature}/evidence/routes.ts` },
  { rule: 'features-know-no-program', from: `${feature}/party/starts.ts`, to: 'server/src/app.ts' },
  { rule: 'tests-stay-outside', from: 'core/src/kernel/tested.ts', to: 'core/src/kernel/word.test.ts' },
  { rule: 'tests-stay-outside', from: 'server/src/borrows.ts', to: 'server/src/testing/database.ts' },
]

/** The other half of the ring: a cycle is reported once. */
const ring = { from: 'scripts/ring-b.ts', to: 'scripts/ring-a.ts' }

/** What the house allows and no rule may forbid. */
const allowed: readonly Omit<Plant, 'rule'>[] = [
  { from: 'evidence/adapters/node.ts', to: 'evidence/src/leaf.ts' },
  { from: 'evidence/adapters/files.ts', to: 'node:fs' },
  { from: 'core/src/filing/schema.ts', to: 'zod' },
  { from: 'core/src/filing/machine.ts', to: 'core/src/kernel/word.ts' },
  { from: 'dataset/src/manifest.ts', to: 'evidence/src/leaf.ts' },
  { from: 'web/src/page.ts', to: 'dataset/src/hash.ts' },
  { from: 'cli/src/verify.ts', to: 'evidence/src/leaf.ts' },
  { from: `${feature}/filing/store.ts`, to: 'kysely' },
  { from: `${feature}/filing/routes.ts`, to: 'fastify' },
  { from: `${feature}/filing/calls-up.ts`, to: `${feature}/party/service.ts` },
  { from: 'server/src/platform/ids.ts', to: 'core/src/kernel/word.ts' },
  { from: 'server/src/platform/db.ts', to: 'pg' },
  { from: 'server/src/testing/world.ts', to: `${feature}/filing/service.ts` },
]

const isOurs = (to: string): boolean => /^(evidence|core|dataset|server|web|cli|scripts)\//.test(to)

const write = (base: string, file: string, text: string, flag: 'a' | 'w' = 'a'): void => {
  mkdirSync(dirname(join(base, file)), { recursive: true })
  writeFileSync(join(base, file), text, { flag })
}

const plantAll = (base: string, imports: readonly Omit<Plant, 'rule'>[]): void => {
  for (const name of ['kysely', 'pg', 'fastify', '@fastify/cookie', 'zod']) {
    write(base, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }), 'w')
    write(base, `node_modules/${name}/index.js`, 'module.exports = {}\n', 'w')
  }
  for (const { from, to } of imports) {
    const target = isOurs(to) ? relative(dirname(from), to).replace(/^(?!\.)/, './') : to
    write(base, from, `import '${target}'\n`)
    if (isOurs(to)) write(base, to, '')
  }
}

const readPlanted = async (imports: readonly Omit<Plant, 'rule'>[]): Promise<Broken[]> => {
  const base = mkdtempSync(join(tmpdir(), 'datadeed-architecture-'))
  try {
    plantAll(base, imports)
    return (await readModules(base)).broken
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

/** Plants one violation of each rule and what is allowed; gives a sentence for each thing that the rules got wrong. */
export const selfTest = async (): Promise<string[]> => {
  const found = await readPlanted([...plants, ring])
  const missed = plants.filter(
    ({ rule, from }) => !found.some((broken) => broken.rule === rule && broken.from === from),
  )
  const unplanted = ruleNames.filter((name) => name !== `features-upward-${order.at(-1)}`)
  const wronged = await readPlanted(allowed)
  return [
    ...missed.map(({ rule, from, to }) => `规则 ${rule} 没有发现 ${from} → ${to}`),
    ...unplanted.filter((name) => !plants.some(({ rule }) => rule === name)).map((name) => `规则 ${name} 没有自检样例`),
    ...wronged.map(({ rule, from, to }) => `规则 ${rule} 误报了允许的 ${from} → ${to}`),
  ]
}
