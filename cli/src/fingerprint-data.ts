import type { ComparisonKey, TableResult } from '@datadeed/dataset'
import { fingerprintPath } from '@datadeed/dataset/node/fingerprint'
import type { Manifest } from '@datadeed/evidence'
import { manifestDigests, manifestTotals } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'
import type { Context } from './context.ts'
import { createProgressBar, formatBytes, formatSeconds } from './terminal.ts'

/** What `datadeed deposit` was asked to compute. */
export interface Wanted {
  whole: boolean
  profile: boolean
  tables: boolean
  comparisonKey: ComparisonKey | undefined
  workers: number | undefined
  /** folder of journals; undefined for none */
  journal: string | undefined
  remember: boolean
  trustUnchanged: boolean
}

/** Fingerprint with a bar, a line about what is taken over from earlier, and a summary. Ctrl-C ends it and keeps what was done. */
export const fingerprintData = async (path: string, wanted: Wanted, context: Context) => {
  const { whole, profile, tables: tablesToo, comparisonKey, workers, journal, remember, trustUnchanged } = wanted
  const bar = createProgressBar(context)
  const abort = new AbortController()
  const stop = () => abort.abort()
  process.once('SIGINT', stop)
  const start = performance.now()
  try {
    const { manifest, parts, profiles, tables, sketch, emptyFiles } = await fingerprintPath(path, {
      whole,
      profile,
      tables: tablesToo,
      comparisonKey,
      parts: profile || tablesToo || comparisonKey !== undefined,
      onProgress: bar.show,
      onRecall: ({ bytes, files, grown }) => {
        context.note(context.text.recalled(files, formatBytes(bytes)))
        if (grown.length > 0) context.note(context.text.grown(grown.slice(0, 10).join('、'), whole))
      },
      remember,
      trustUnchanged,
      ...(journal === undefined ? {} : { journal }),
      signal: abort.signal,
      ...(workers === undefined ? {} : { workers }),
    })
    bar.end()
    if (!context.json) printSummary(manifest, (performance.now() - start) / 1000, context)
    printTables(tables, context)
    if (sketch && tables.length > 0 && sketch.told.length === 0) context.note(context.text.sketchTooFew)
    if (emptyFiles.length > 0) context.note(context.text.emptyFiles(emptyFiles.slice(0, 10).join('、')))
    return { manifest, parts, profiles }
  } catch (error) {
    bar.end()
    throw error
  } finally {
    process.off('SIGINT', stop)
  }
}

const shown = 10

/** The value of each table, and why others have none. */
const printTables = (tables: readonly TableResult[], { text, lang, json, print, note }: Context) => {
  for (const { path, table, refusal } of tables.slice(0, shown)) {
    if (!table) note(text.tableRefused(path, refusal ? refusal.text(lang) : text.tableUnmade))
    else if (!json)
      print(`  ${text.tableValue}  ${path}\n    SHA-256 ${table.ordered.sha256}\n    SM3     ${table.ordered.sm3}`)
  }
  if (tables.length > shown && !json) print(`  ${text.moreFiles(tables.length - shown)}`)
}

const printSummary = (manifest: Manifest, seconds: number, { text, print }: Context) => {
  const totals = manifestTotals(manifest)
  const digests = manifestDigests(nodeCrypto, manifest)
  const rate = seconds > 0 ? `${formatBytes(Math.round(totals.bytes / seconds))}/s` : ''
  print(text.summary)
  print(`  ${text.files}  ${totals.files}`)
  print(`  ${text.bytes}  ${formatBytes(totals.bytes)}`)
  print(`  ${text.speed}  ${formatSeconds(seconds)} (${rate})`)
  print(`  ${text.manifestSha256}  ${digests.sha256}`)
  print(`  ${text.manifestSm3}  ${digests.sm3}`)
  for (const file of manifest.files.slice(0, shown)) {
    print(`  ${file.path}  ${formatBytes(file.bytes)}`)
    if (file.whole) print(`    SHA-256 ${file.whole.sha256}\n    SM3     ${file.whole.sm3}`)
  }
  if (manifest.files.length > shown) print(`  ${text.moreFiles(manifest.files.length - shown)}`)
}
