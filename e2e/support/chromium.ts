/** How the system's Chromium is started: quiet, and telling nobody. */
export const launching = {
  executablePath: '/usr/bin/chromium',
  // Without a UTF-8 locale, as a service or a bare login has it, Chromium hangs on files with Chinese names.
  env: { ...process.env, LC_ALL: 'C.UTF-8' } as Record<string, string>,
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync'],
  ],
}
