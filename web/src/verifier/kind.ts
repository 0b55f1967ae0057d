/** What a file is for, told by its content and not by its name. */
export type Kind =
  | 'trust'
  | 'issuer'
  | 'status_list'
  | 'root'
  | 'entry'
  | 'receipt'
  | 'package'
  | 'credential'
  | 'code'
  | 'pdf'
  | 'zip'
  | 'document'

const formats: Readonly<Record<string, Kind>> = {
  'datadeed-trust/1': 'trust',
  'datadeed-issuer/1': 'issuer',
  'datadeed-entry/1': 'entry',
}

/** Never throws. */
export function kindOf(name: string, bytes: Uint8Array): Kind {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return 'zip'
  if (head.includes('%PDF-')) return 'pdf'
  const start = head.trimStart()
  if (start.startsWith('-----BEGIN CERTIFICATE-----')) return 'root'
  if (start.startsWith('c2sp.org/tlog-proof@')) return 'receipt'
  if (/^(DD\d|https?:\/\/\S{1,300}#DD\d)/.test(start)) return 'code'
  if (/^eyJ[\w-]+/.test(start)) return headerType(bytes) === 'statuslist+jwt' ? 'status_list' : 'credential'
  if (start.startsWith('{"credential":')) return 'credential'
  if (!start.startsWith('{')) return 'document'
  const format = formatOf(bytes)
  if (format && Object.hasOwn(formats, format)) return formats[format] ?? 'package'
  return format?.startsWith('datadeed-package/') || /\.datadeed\.json$/i.test(name) || head.includes('"checksum":')
    ? 'package'
    : 'document'
}

/** `typ` of a token, whose header may bring certificates. */
function headerType(bytes: Uint8Array): unknown {
  const [part = ''] = new TextDecoder('latin1').decode(bytes.subarray(0, 32_768)).trimStart().split('.')
  try {
    return JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/'))).typ
  } catch {
    return null
  }
}

function formatOf(bytes: Uint8Array): string | null {
  try {
    const { format } = JSON.parse(new TextDecoder().decode(bytes))
    return typeof format === 'string' ? format : null
  } catch {
    return null
  }
}
