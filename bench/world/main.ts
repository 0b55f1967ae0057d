// Fills an empty database of ours with a register of some years: node bench/world/main.ts [registrations, 1000000 unless told]
import { migrate } from '../../server/src/platform/db/migrate.ts'
import { caseCountFor, seedWorld } from './cases.ts'

const url = process.env.DATABASE_URL
if (!url) throw new Error('请设 DATABASE_URL 为一个空的 PostgreSQL 数据库。Set DATABASE_URL to an empty database.')
const registrations = Number(process.argv[2] ?? 1_000_000)
await migrate(url)
const began = performance.now()
await seedWorld(url, caseCountFor(registrations), (done, all) => {
  const left = ((performance.now() - began) / done) * (all - done)
  console.log(`${done.toLocaleString('en-US')} / ${all.toLocaleString('en-US')} 件，约剩 ${Math.ceil(left / 1000)} 秒`)
})
