import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Bench, holds, type Row } from '../bench/run.ts'
import { OperatorError } from '../server/src/platform/operator-error.ts'
import { root } from './lib/run.ts'
import { table } from './lib/table.ts'

const dir = join(root, 'bench')
const names = readdirSync(dir)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -3))

const rounded = (value: number): number => Number(value.toPrecision(4))

const show = (rows: readonly Row[]): string[] =>
  table([
    ['项目', '结果', '单位', '要求', ''],
    ...rows.map((row) => [
      row.row,
      String(rounded(row.value)),
      row.unit,
      row.bar === null ? '—' : `${row.better === 'more' ? '≥' : '≤'} ${row.bar}`,
      holds(row) ? '✓' : '✗',
    ]),
  ])

const args = process.argv.slice(2)
const name = args.find((word) => !word.startsWith('-'))
if (!name || !existsSync(join(dir, `${name}.ts`)) || !names.includes(name)) {
  console.log(`用法：npm run bench -- 名称 [--quick]\n可选：${names.join(' ')}`)
  process.exit(name ? 1 : 0)
}

try {
  const { run } = (await import(pathToFileURL(join(dir, `${name}.ts`)).href)) as { run: Bench }
  const rows = await run({ quick: args.includes('--quick') })
  console.log(show(rows).join('\n'))
  console.log(
    JSON.stringify({
      bench: name,
      rows: rows.map((row) => ({ ...row, value: rounded(row.value), holds: holds(row) })),
    }),
  )
  process.exit(rows.length > 0 && rows.every(holds) ? 0 : 1)
} catch (error) {
  console.error(error instanceof OperatorError ? error.message : error)
  process.exit(1)
}
