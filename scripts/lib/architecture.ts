import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import { root, runOrThrow } from './run.ts'

type Config = IFlattenedRuleSet & { options: ICruiseOptions }
const { options, ...ruleSet }: Config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs')

/** The names of all rules. */
export const ruleNames: readonly string[] = (ruleSet.forbidden ?? []).map((rule) => rule.name ?? '')

/** Where our modules lie. */
export const packages = ['evidence', 'core', 'dataset', 'server', 'web', 'cli', 'scripts', 'bench', 'e2e']

export type Broken = { readonly rule: string; readonly from: string; readonly to: string }

/** Reads the modules below `base` and gives their number per package and every broken rule. */
export const readModules = async (base: string): Promise<{ counts: Map<string, number>; broken: Broken[] }> => {
  const folders = packages.filter((name) => existsSync(join(base, name)))
  const { output } = await cruise(folders, { ...options, ruleSet, validate: true, baseDir: base })
  const { modules, summary } = output as ICruiseResult
  const counts = new Map(
    folders.map((name) => [name, modules.filter(({ source }) => source.startsWith(`${name}/`)).length] as const),
  )
  return { counts, broken: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })) }
}

/** Our source files as git knows them, those not yet added included. */
export const sourceFiles = (): string[] =>
  runOrThrow('git', ['-c', 'core.quotepath=off', 'ls-files', '-co', '--exclude-standard', '-z'])
    .split('\0')
    .filter((file) => /\.(ts|tsx|mjs|cjs|css)$/.test(file) && !file.includes('.gen.') && existsSync(join(root, file)))

/** Files longer than the house allows. */
export const longFiles = (limit: number): { file: string; lines: number }[] =>
  sourceFiles()
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > limit)
