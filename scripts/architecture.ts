import { longFiles, readModules, sourceFiles } from './lib/architecture.ts'
import { selfTest } from './lib/plants.ts'
import { root } from './lib/run.ts'

const limit = 400
const { counts, broken } = await readModules(root)
// A reader that cannot parse TypeScript sees nothing and finds nothing wrong.
const unread = [...counts].filter(
  ([name, count]) => count === 0 && sourceFiles().some((file) => file.startsWith(`${name}/`) && !file.endsWith('.css')),
)
const total = [...counts.values()].reduce((sum, count) => sum + count, 0)

const faults = [
  ...(total === 0 ? ['没有读到任何模块'] : []),
  ...unread.map(([name]) => `${name} 里有源文件，却没有读到任何模块`),
  ...broken.map(({ rule, from, to }) => `${rule}：${from} → ${to}`),
  ...longFiles(limit).map(({ file, lines }) => `${file} 有 ${lines} 行，上限 ${limit}`),
  ...(await selfTest()),
]
for (const fault of faults) console.error(fault)
console.log(`读了 ${total} 个模块（${[...counts].map(([name, count]) => `${name} ${count}`).join('，')}）`)
process.exit(faults.length > 0 ? 1 : 0)
