import type { Progress } from '@datadeed/dataset/node'
import type { Context } from './context.ts'
import { CliError } from './context.ts'

/** Bytes as people read them. */
export const formatBytes = (bytes: number): string => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

/** Seconds as m:ss or h:mm:ss. */
export const formatSeconds = (seconds: number): string => {
  const s = Math.ceil(seconds)
  const two = (n: number) => String(n).padStart(2, '0')
  const minutes = Math.floor(s / 60)
  if (minutes < 60) return `${minutes}:${two(s % 60)}`
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(s % 60)}`
}

/** A bar on standard error, only where that is a terminal. `end` clears it. */
export const createProgressBar = ({ text }: Context) => {
  if (!process.stderr.isTTY) return { show: () => {}, end: () => {} }
  return {
    show: (p: Progress) => {
      const part = p.bytesTotal === 0 ? 1 : p.bytes / p.bytesTotal
      const bar = '█'.repeat(Math.round(20 * part)).padEnd(20, '░')
      const left = p.secondsLeft === null ? '' : text.secondsLeft(formatSeconds(p.secondsLeft))
      const line = [
        `${text.hashing} ${bar} ${Math.floor(100 * part)}%`,
        `${formatBytes(p.bytes)}/${formatBytes(p.bytesTotal)}`,
        `${formatBytes(p.bytesPerSecond)}/s`,
        left,
      ]
      process.stderr.write(`\r\u001b[2K${line.join('  ')}`)
    },
    end: () => process.stderr.write('\r\u001b[2K'),
  }
}

/** Asks on the terminal without showing what is typed. Throws where there is no terminal. */
export const askSecret = (question: string, { text }: Context): Promise<string> => {
  const { stdin, stderr } = process
  if (!stdin.isTTY) throw new CliError(text.noPassword)
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.resume()
  return new Promise((resolve, reject) => {
    let typed = ''
    const finish = (done: () => void) => {
      stdin.off('data', onData)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      done()
    }
    const onData = (chunk: string) => {
      for (const c of chunk) {
        if (c === '\r' || c === '\n' || c === '\u0004') return finish(() => resolve(typed))
        if (c === '\u0003') return finish(() => reject(new CliError(text.noPassword)))
        if (c === '\u007f' || c === '\b') typed = [...typed].slice(0, -1).join('')
        else typed += c
      }
    }
    stdin.on('data', onData)
  })
}
