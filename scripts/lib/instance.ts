import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OperatorError } from '../../server/src/platform/operator-error.ts'
import { isAlive } from '../../server/src/platform/postgres/postmaster.ts'
import { runOrThrow } from './run.ts'

/** A process and the moment it began, which together name it for good: numbers are used again. */
type Named = { readonly pid: number; readonly began: string }

type Note = { readonly supervisor: Named; readonly children: readonly Named[]; readonly address: string }

const beganAt = (pid: number): string => {
  try {
    // Field 22, counted behind the program's name, which may itself hold blanks and brackets.
    if (existsSync('/proc/self/stat'))
      return (
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[19] ?? ''
      )
    return runOrThrow('ps', ['-o', 'lstart=', '-p', String(pid)]).trim()
  } catch {
    return ''
  }
}

const name = (pid: number): Named => ({ pid, began: beganAt(pid) })
const lives = ({ pid, began }: Named): boolean => began !== '' && isAlive(pid) && beganAt(pid) === began

const readNote = (file: string): Note | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note
  } catch {
    return undefined
  }
}

const endLeftOver = async (left: readonly Named[]): Promise<void> => {
  for (const { pid } of left) process.kill(pid, 'SIGTERM')
  for (let waited = 0; waited < 5_000 && left.some(lives); waited += 50) await sleep(50)
  for (const { pid } of left.filter(lives)) process.kill(pid, 'SIGKILL')
}

export type Instance = {
  /** Writes down what runs, so that the next start can end what a killed supervisor left. */
  readonly remember: (children: readonly number[]) => void
  readonly release: () => void
}

/**
 * Makes this process the only supervisor of a data directory. What an earlier, killed one left running is ended first;
 * only processes that it had written down itself. @throws OperatorError where another one is at work.
 */
export const claimInstance = async (dataDir: string, address: string): Promise<Instance> => {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'start.json')
  const earlier = readNote(file)
  if (earlier && lives(earlier.supervisor))
    throw new OperatorError(
      `数契已经在运行：进程 ${earlier.supervisor.pid}，地址 ${earlier.address}。要重新启动，请先在那个窗口按 Ctrl-C。` +
        ` Datadeed is running already: process ${earlier.supervisor.pid}.`,
    )
  const left = (earlier?.children ?? []).filter(lives)
  if (left.length > 0) console.log(`清理上次未正常结束留下的 ${left.length} 个进程…`)
  await endLeftOver(left)
  const remember = (children: readonly number[]): void => {
    const note: Note = { supervisor: name(process.pid), children: children.map(name), address }
    writeFileSync(`${file}.new`, JSON.stringify(note))
    renameSync(`${file}.new`, file)
  }
  remember([])
  return { remember, release: () => rmSync(file, { force: true }) }
}
