import { existsSync } from 'node:fs'

/** Chromium without windows takes half the processor time of Chromium that hides them. */
const [executablePath] = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].filter((path) => existsSync(path))

/** How the system's Chromium is started: quiet, and telling nobody. */
export const launching = {
  ...(executablePath === undefined ? {} : { executablePath }),
  // Without a UTF-8 locale, as a service or a bare login has it, Chromium hangs on files with Chinese names.
  env: { ...process.env, LC_ALL: 'C.UTF-8' } as Record<string, string>,
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync'],
  ],
}
