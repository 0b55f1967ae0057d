import { parentPort, workerData } from 'node:worker_threads'
import { readConfig } from '../../server/src/config.ts'
import { checkLog } from '../../server/src/features/evidence/service.ts'
import { openPlatform } from '../../server/src/open-platform.ts'
import type { FsckAnswer, FsckStart } from './fsck.ts'

const { settings } = workerData as FsckStart

const check = async (): Promise<FsckAnswer> => {
  try {
    const { platform, close } = await openPlatform(readConfig(settings), 2)
    const { findings } = await checkLog(platform).finally(close)
    return { findings: findings.map(({ at, message }) => `${at}: ${message}`) }
  } catch (error) {
    return { error: String(error) }
  }
}

parentPort?.on('message', () => void check().then((answer) => parentPort?.postMessage(answer)))
