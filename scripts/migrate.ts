import { migrate } from '../server/src/platform/db/migrate.ts'

// For production, before the services start: brings the database of DATABASE_URL up to date.
const url = process.env.DATABASE_URL
if (!url) {
  console.error('请设置 DATABASE_URL。 Set DATABASE_URL.')
  process.exit(1)
}
const ran = await migrate(url)
console.log(ran.length === 0 ? '数据库已是最新' : `已执行 ${ran.length} 个迁移`)
process.exit(0)
