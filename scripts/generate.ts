import { generateInto } from './lib/generated.ts'
import { root } from './lib/run.ts'

for (const path of await generateInto(root)) console.log(`已生成 ${path}`)
process.exit(0)
