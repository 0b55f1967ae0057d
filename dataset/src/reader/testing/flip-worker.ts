import { parentPort, workerData } from 'node:worker_threads'
import { readTable } from '../index.ts'
import { inputOf } from './input.ts'

/** Reads a file again and again, each time with one other byte of it changed, and says before each which. */
const { bytes, places, masks } = workerData as { bytes: Uint8Array; places: number[]; masks: number[] }
const faults: Record<string, number> = {}
for (const place of places) {
  for (const mask of masks) {
    parentPort?.postMessage({ place, mask })
    const bent = bytes.slice()
    bent[place] = (bent[place] as number) ^ mask
    const found = await readTable(inputOf('a.parquet', bent, 1 << 20), () => ({ columns: () => {}, row: () => {} }))
    const fault = found?.facts.fault ?? 'none'
    faults[fault] = (faults[fault] ?? 0) + 1
  }
}
parentPort?.postMessage({ faults })
