import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { checkedMessage, type Mailer } from './mailer.ts'

/** Writes each message as an `.eml` file into `directory`, named by time so that they sort. Nothing leaves the machine. */
export const createFileMailer = (directory: string, from: string): Mailer => {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    send: async (message) => {
      const { messageId, message: raw } = await transport.sendMail({ from, ...checkedMessage(message) })
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const name = `${new Date().toISOString().replace(/[-:.]/g, '')}-${randomUUID().slice(0, 8)}.eml`
      const draft = join(directory, `.${name}`)
      await writeFile(draft, raw, { mode: 0o600 })
      await rename(draft, join(directory, name))
      return { messageId }
    },
    close: () => transport.close(),
  }
}
