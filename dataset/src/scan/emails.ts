// icon@2x.png is a file, app@host.internal a machine.
const fileTypes = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'svg',
  'webp',
  'css',
  'js',
  'ts',
  'json',
  'csv',
  'txt',
  'pdf',
  'local',
  'internal',
])

const isLocal = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 46 ||
  code === 95 ||
  code === 45 ||
  code === 43 ||
  code === 37
const isDomain = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 46 || code === 45

/** The first mail address in a text (after RFC 5321, unquoted local parts), or null. */
export const emailIn = (text: string): string | null => {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let from = at
    while (from > 0 && isLocal(text.charCodeAt(from - 1))) from -= 1
    let to = at + 1
    while (to < text.length && isDomain(text.charCodeAt(to))) to += 1
    while (to > at && !/[0-9A-Za-z]/.test(text.charAt(to - 1))) to -= 1
    while (from < at && text.charCodeAt(from) === 46) from += 1
    // A scheme before it makes it part of an address of a service: ssh://git@host.
    const service =
      text.slice(Math.max(0, from - 3), from) === '://' || text.charCodeAt(to) === 58 || text.charCodeAt(to) === 47
    const labels = text.slice(at + 1, to).split('.')
    const top = (labels.at(-1) ?? '').toLowerCase()
    const proper =
      labels.length >= 2 && labels.every((label) => label !== '' && label.length <= 63 && !label.startsWith('-'))
    if (!service && from < at && at - from <= 64 && proper && /^[a-z]{2,24}$/.test(top) && !fileTypes.has(top))
      return text.slice(from, to)
  }
  return null
}
