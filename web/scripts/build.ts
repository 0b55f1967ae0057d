import { join } from 'node:path'
import { build } from 'vite'
import { islands } from '../vite.islands.config.ts'

// Vite reports its own errors; a failed build rejects and ends this with status 1.
const web = join(import.meta.dirname, '..')
const logLevel = 'warn'
await build({ configFile: join(web, 'vite.config.ts'), logLevel })
if (islands.length > 0) await build({ configFile: join(web, 'vite.islands.config.ts'), logLevel })
