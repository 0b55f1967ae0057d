import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const folder = join(import.meta.dirname, 'src/verifier')
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Script and style inside the page, which may then run nothing else and connect to nothing. */
const singleFile: Plugin = {
  name: 'single-file',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const [chunk, ...others] = Object.values(bundle)
    if (chunk?.type !== 'chunk' || others.length > 0) this.error('the verifier must be one script')
    // What would end the element must not stand in it.
    const script = chunk.code.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
    const style = read('verifier.css').replace(/\s*\n\s*/g, '')
    const policy = [
      "default-src 'none'",
      `script-src ${hash(script)}`,
      `style-src ${hash(style)}`,
      ...['worker-src blob:', 'img-src data:', "connect-src 'none'", "form-action 'none'", "base-uri 'none'"],
    ].join('; ')
    const filled: Record<string, string> = { POLICY: policy, STYLE: style, SCRIPT: script }
    const source = read('verifier.html').replace(/\/\*([A-Z]+)\*\//g, (_, name: string) => filled[name] ?? '')
    delete bundle[chunk.fileName]
    this.emitFile({ type: 'asset', fileName: 'offline.html', source })
  },
}

/** The verifier that people keep and open from disk: one file, which the server completes with its trust file. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [singleFile],
  build: {
    outDir: 'dist/verifier',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: false,
    rolldownOptions: {
      input: join(folder, 'main.ts'),
      // zip.js would load its own workers from there; here it has none.
      transform: { define: { 'import.meta.url': '""' } },
      output: { format: 'iife', entryFileNames: 'verifier.js', codeSplitting: false },
    },
  },
})
