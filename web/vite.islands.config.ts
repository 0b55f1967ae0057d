import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build, defineConfig } from 'vite'

const folder = join(import.meta.dirname, 'src/islands')
/** Empty as long as no public page needs a script. */
export const islands = globSync('*.ts', { cwd: folder }).filter((file) => !file.includes('.test.'))

/** Scripts of the public pages: `src/islands/<name>.ts` becomes `dist/islands/<name>.js`, a name the server's HTML can rely on. */
export default defineConfig({
  // The public pages also offer the verifier that works from disk.
  plugins: [
    {
      name: 'offline-verifier',
      async closeBundle() {
        await build({ configFile: join(import.meta.dirname, 'vite.verifier.config.ts'), logLevel: 'warn' })
      },
    },
  ],
  root: import.meta.dirname,
  base: '/islands/',
  publicDir: false,
  worker: { format: 'es' },
  build: {
    outDir: 'dist/islands',
    emptyOutDir: true,
    target: 'es2022',
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(islands.map((file) => [basename(file, '.ts'), join(folder, file)])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'part-[name]-[hash].js' },
    },
  },
})
