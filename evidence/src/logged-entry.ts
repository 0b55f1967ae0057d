import { ENTRY_FORMAT, type Entry, type EntryType, parseEntry } from './entry.ts'
import { parseTime } from './time.ts'

const digest = '"([0-9a-f]{64})"'
// At most 15 digits: every one of these is a safe integer, and there is one way to write it.
const size = '(0|[1-9][0-9]{0,14})'
const types = 'deposit|submission|examination|notice|objection|objection_decision|certificate_status|status_list'
const plain = new RegExp(
  `^\\{"body":(?:\\{\\}|\\{"bytes":${size},"files":${size},"owner":${digest}\\}),` +
    `"digests":\\{"sha256":${digest},"sm3":${digest}\\},"format":"${ENTRY_FORMAT}",` +
    `"known":(?:null|\\{"root":${digest},"size":${size}\\}),"previous":(?:null|\\{"hash":${digest},"index":${size}\\}),` +
    `"subject":"([ !#-[\\]-~]{1,128})","time":"([0-9:TZ-]{20})","type":"(${types})"\\}$`,
)

let lastTime = ''

/**
 * The same as `parseEntry`, an order of magnitude faster for what nearly all entries are: deposits, whose canonical
 * text one pattern describes. For whoever reads millions of them.
 */
export function parseLoggedEntry(text: string): Entry {
  const found = plain.exec(text)
  if (found === null) return parseEntry(text)
  const [, bytes, files, owner, sha256 = '', sm3 = '', root, knownSize, hash, index, subject = '', time = '', type] =
    found
  if ((bytes === undefined) === (type === 'deposit')) return parseEntry(text)
  // The entries of one batch have one time.
  if (time !== lastTime) parseTime(time, 'time')
  lastTime = time
  return {
    format: ENTRY_FORMAT,
    type: type as EntryType,
    subject,
    time,
    digests: { sha256, sm3 },
    previous: hash === undefined ? null : { index: Number(index), hash },
    known: root === undefined ? null : { size: Number(knownSize), root },
    body: owner === undefined ? {} : { bytes: Number(bytes), files: Number(files), owner },
  }
}
