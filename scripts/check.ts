import { staleFiles } from './lib/generated.ts'

const stale = await staleFiles()
for (const path of stale)
  console.error(`${path} 与重新生成的不一致：请运行 npm run generate 并提交。 It is stale: run npm run generate.`)
process.exit(stale.length > 0 ? 1 : 0)
