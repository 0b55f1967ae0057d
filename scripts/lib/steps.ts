import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countVitest, type Outcome, single } from './outcome.ts'
import { bin, root } from './run.ts'
import { buildWeb } from './web-build.ts'

/** One line of `npm test`; what reads sources with one processor and writes nothing may run beside its like. */
export type Step = {
  readonly name: string
  readonly run: () => Promise<Outcome>
  readonly needsMachine?: true
  readonly besideOthers?: true
}

type Ended = { code: number; output: string }

const capture = (program: string, args: readonly string[]): Promise<Ended> =>
  new Promise((settle) => {
    const chunks: Buffer[] = []
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    })
    const output = (): string => Buffer.concat(chunks).toString('utf8')
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error) => settle({ code: 127, output: error.message }))
    child.on('close', (code) => settle({ code: code ?? 1, output: output() }))
  })

const command = (name: string, program: string, ...args: string[]): Step => ({
  name,
  run: async () => {
    const { code, output } = await capture(program, args)
    return single(code === 0, output)
  },
})

const beside = (step: Step): Step => ({ ...step, besideOthers: true })

const ourScript = (name: string, file: string): Step =>
  command(name, process.execPath, '--disable-warning=ExperimentalWarning', join(root, 'scripts', file))

const project = (name: string, prepare: () => void = () => {}): Step => ({
  name,
  needsMachine: true,
  run: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'datadeed-report-'))
    const report = join(dir, 'report.json')
    try {
      prepare()
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const { code, output } = await capture(bin('vitest'), ['run', '--project', name, ...reporters])
      return countVitest(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined, code, output)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  },
})

const packages = ['evidence', 'core', 'dataset', 'server', 'web', 'web/scripts', 'cli', 'e2e', 'e2e/faults', '.']

/** Everything that `npm test` does, in this order where it matters. */
export const steps: readonly Step[] = [
  ...[
    ...packages.map((name) =>
      command(`types:${name === '.' ? 'root' : name}`, bin('tsc'), '-p', join(root, name, 'tsconfig.json')),
    ),
    command('lint', bin('biome'), 'check', '--max-diagnostics=60', root),
    ourScript('architecture', 'architecture.ts'),
    command('knip', bin('knip'), '--no-progress'),
    ourScript('generated', 'check.ts'),
    ourScript('openapi', 'openapi-lint.ts'),
  ].map(beside),
  project('unit'),
  project('db'),
  project('web'),
  {
    name: 'build',
    run: async () => {
      try {
        buildWeb(true)
        return single(true, '')
      } catch (error) {
        return single(false, String(error))
      }
    },
  },
  command('budget', process.execPath, join(root, 'web/scripts/budget.ts')),
  project('e2e', buildWeb),
  {
    ...command('faults', process.execPath, join(root, 'e2e/faults/main.ts'), '--rounds', '10', '--seed', '7'),
    needsMachine: true,
  },
]
