import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A systemd unit that runs this witness as a user of its own, which can read and write its folder and nothing else. */
export const unitOf = (args: readonly string[]): string => {
  const bin = fileURLToPath(new URL('../../bin/datadeed.mjs', import.meta.url))
  const data = resolve(args[args.indexOf('--data') + 1] ?? '.')
  const words = args.map((arg, i) => (args[i - 1] === '--data' ? data : arg))
  return `[Unit]
Description=Datadeed witness
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=${[process.execPath, bin, 'witness', ...words].map(quote).join(' ')}
User=datadeed-witness
Restart=always
RestartSec=2
UMask=0077
Environment=NODE_COMPILE_CACHE=
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
ReadWritePaths=${quote(data)}
MemoryMax=512M
TasksMax=64

[Install]
WantedBy=multi-user.target`
}

// In a unit a percent sign begins a specifier and a dollar sign a variable.
const quote = (word: string): string => {
  const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$')
  return /^[\w@%+=:,./$-]+$/.test(escaped) ? escaped : `"${escaped.replace(/["\\]/g, '\\$&')}"`
}
