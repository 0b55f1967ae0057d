import { parseArgs } from 'node:util'
import { type ColumnFinding, kinds, publishable } from '@datadeed/dataset'
import { type ScanResult, scanPath } from '@datadeed/dataset/node'
import type { Context } from '../context.ts'
import { CliError, exit } from '../context.ts'
import { inColumns, visible } from '../text-table.ts'

const options = {
  'no-examples': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const

/** The exit code when something sensitive was found: neither success nor failure. */
const foundSomething = 3

/** `datadeed scan`: what sensitive data the tables at a path hold. Nothing is sent; JSON output has no examples. */
export const scan = async (args: string[], context: Context): Promise<number> => {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const { text } = context
  if (values.help) {
    context.print(text.scanUsage)
    return exit.ok
  }
  if (positionals.length === 0) throw new CliError(text.missing('PATH'))
  const results: ScanResult[] = []
  for (const path of positionals) results.push(...(await scanPath(path)))
  if (results.length === 0) throw new CliError(text.scanNoTable)
  if (context.json) {
    const tables = results.map(({ path, facts, findings }) => ({
      path,
      rows: facts.rows,
      fault: facts.fault,
      findings: publishable(findings),
    }))
    context.print(JSON.stringify({ tables }))
  } else {
    for (const result of results) printResult(result, !values['no-examples'], context)
  }
  if (results.some(({ findings }) => findings.length > 0)) return foundSomething
  return results.some(({ facts }) => facts.fault) ? exit.no : exit.ok
}

const printResult = ({ path, facts, findings }: ScanResult, examples: boolean, { text, lang, print }: Context) => {
  print(`${path}  ${text.scanRows(facts.rows)}`)
  if (facts.fault) print(`  ✗ ${text.scanFault[facts.fault]}`)
  if (findings.length === 0) {
    print(`  ${text.scanNothing}`)
    return
  }
  const nameOf = ({ kind }: ColumnFinding) => (lang === 'zh' ? kinds[kind].name : kind)
  const cells = findings.map((finding) => [
    visible(finding.column),
    nameOf(finding),
    String(finding.count),
    `${(finding.share * 100).toFixed(1)}%`,
    finding.confidence.toFixed(2),
    examples ? finding.localExamples.map(visible).join('  ') : '',
  ])
  for (const line of inColumns([[...text.scanHeadings, examples ? text.scanExamples : ''], ...cells]))
    print(`  ${line}`)
  for (const finding of findings) {
    print(`  ${visible(finding.column)} · ${nameOf(finding)}`)
    for (const reason of finding.reasons) print(`    ${visible(reason)}`)
    print(`    ${text.scanRemedy(finding.remedy)}`)
  }
}
