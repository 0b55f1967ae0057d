import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createConfig, lint } from '@redocly/openapi-core'
import { root } from './lib/run.ts'

const file = join(root, 'docs/openapi.json')
if (!existsSync(file)) {
  console.error('缺少 docs/openapi.json：请运行 npm run generate。')
  process.exit(1)
}
const config = await createConfig({ extends: ['recommended'] })
const problems = await lint({ ref: file, config })
for (const { severity, ruleId, message, location } of problems)
  console.error(`${severity} ${ruleId} ${location[0]?.pointer ?? ''}：${message}`)
const errors = problems.filter(({ severity }) => severity === 'error').length
console.log(`OpenAPI：${errors} 个错误，${problems.length - errors} 个提醒`)
process.exit(errors > 0 ? 1 : 0)
