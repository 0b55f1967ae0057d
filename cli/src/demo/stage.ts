import type { Context } from '../context.ts'

/** Cells a Chinese character takes on a terminal are two. */
const width = (text: string): number => [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0)
const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)))

/** Runs the steps of the demonstration one after the other and prints each with what came of it and its time. */
export interface Stage {
  /** `told` gives the line's last cell from the result. */
  step<T>(who: string, what: string, act: () => Promise<T>, told?: (result: T) => string): Promise<T>
  /** the step begun last */
  readonly running: string
  readonly steps: { who: string; what: string; told: string; ms: number }[]
}

/** A stage that prints a row at once when its step is done; with `--json` nothing is printed. */
export const createStage = ({ json, print }: Context): Stage => {
  const steps: Stage['steps'] = []
  let running = ''
  return {
    steps,
    get running() {
      return running
    },
    step: async (who, what, act, told = () => '') => {
      running = what
      const start = performance.now()
      const result = await act()
      const ms = Math.round(performance.now() - start)
      const row = { who, what, told: told(result), ms }
      steps.push(row)
      const seconds = `${(ms / 1000).toFixed(2)} 秒`
      const cells = [String(steps.length).padStart(2), pad(who, 8), pad(what, 30), seconds.padStart(9), row.told]
      if (!json) print(cells.join('  ').trimEnd())
      return result
    },
  }
}
