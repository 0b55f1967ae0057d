/** How far a fingerprint has come. Bytes are of data, whatever number of passes the hashes need. */
export interface Progress {
  files: number
  filesTotal: number
  bytes: number
  bytesTotal: number
  bytesPerSecond: number
  /** null until there is enough to judge by */
  secondsLeft: number | null
  /** manifest path of a file being read now */
  file: string
}

/**
 * Turns work done (in any unit) into progress, measuring speed over the time not paused and without the work `given`
 * from an earlier run. `now` in milliseconds.
 */
export const createMeter = (
  filesTotal: number,
  bytesTotal: number,
  workTotal: number,
  given: number,
  now: () => number,
) => {
  let work = given
  let files = 0
  let file = ''
  let since = now()
  let spent = 0
  let running = true
  return {
    add: (units: number, path: string) => {
      work += units
      file = path
    },
    fileDone: () => {
      files += 1
    },
    run: (on: boolean) => {
      if (running && !on) spent += now() - since
      if (!running && on) since = now()
      running = on
    },
    read: (): Progress => {
      const part = workTotal === 0 ? 1 : Math.min(1, work / workTotal)
      const bytes = Math.round(bytesTotal * part)
      const seconds = (spent + (running ? now() - since : 0)) / 1000
      const here = workTotal === 0 ? 0 : (bytesTotal * Math.max(0, work - given)) / workTotal
      const bytesPerSecond = seconds > 0 ? Math.round(here / seconds) : 0
      const secondsLeft = seconds < 0.5 || bytesPerSecond === 0 ? null : (bytesTotal - bytes) / bytesPerSecond
      return { files, filesTotal, bytes, bytesTotal, bytesPerSecond, secondsLeft, file }
    },
  }
}
