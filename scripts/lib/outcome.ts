/** What one check of `npm test` came to. */
export type Outcome = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly output: string
}

/** A check that is one thing: it held or it did not. */
export const single = (held: boolean, output: string): Outcome => ({
  passed: held ? 1 : 0,
  failed: held ? 0 : 1,
  skipped: 0,
  output,
})

type VitestReport = {
  numPassedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** Counts vitest's json report; a file that does not even load is a failure, and so is a run that ends badly. */
export const countVitest = (report: VitestReport | undefined, code: number, output: string): Outcome => {
  const files = report?.testResults ?? []
  const failedIn = (file: VitestReport['testResults'][number]): number => {
    const tests = file.assertionResults.filter(({ status }) => status === 'failed').length
    return tests === 0 && file.status === 'failed' ? 1 : tests
  }
  const failed = files.reduce((sum, file) => sum + failedIn(file), 0)
  return {
    passed: report?.numPassedTests ?? 0,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    output,
  }
}

/** The closing line of a run, and whether the run may be called good. */
export const closing = (outcomes: readonly Outcome[]): { line: string; good: boolean } => {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number => outcomes.reduce((total, one) => total + one[key], 0)
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
  return {
    line: `${sum('passed')} passed, ${sum('failed')} failed${skipped}`,
    good: sum('failed') === 0 && sum('passed') > 0,
  }
}
