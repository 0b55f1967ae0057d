import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import { createFileMailer } from './file-mailer.ts'
import { checkedMessage } from './mailer.ts'
import { createSmtpMailer } from './smtp-mailer.ts'

const from = '"数契" <no-reply@datadeed.example>'
const message = { to: 'user@example.cn', subject: '补正通知：您的申请需要补正', text: '请于2026年12月13日前补正。\n' }

/** Body of a message with base64 or quoted-printable undone. */
const bodyOf = (raw: string): string => {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

describe('file mailer', () => {
  const directory = mkdtempSync(join(tmpdir(), 'datadeed-mail-'))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  test('writes a private message file that can be read again', async () => {
    const mailer = createFileMailer(join(directory, 'mail'), from)
    const { messageId } = await mailer.send(message)
    const [file = '', ...others] = readdirSync(join(directory, 'mail'))
    expect(others).toEqual([])
    expect(file).toMatch(/^\d{8}T\d{9}Z-[0-9a-f]{8}\.eml$/)
    const path = join(directory, 'mail', file)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const raw = readFileSync(path, 'utf8')
    expect(raw).toContain(`Message-ID: ${messageId}`)
    expect(raw).toContain('To: user@example.cn')
    expect(bodyOf(raw).trim()).toBe(message.text.trim())
  })
})

describe('smtp mailer', () => {
  const listen = async (accept: boolean) => {
    const received: { to: string[]; user: string; raw: string }[] = []
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'secret' ? done(null, { user: username ?? '' }) : done(new Error('bad password')),
      onRcptTo: (_address, _session, done) => done(accept ? null : new Error('no such user')),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address)
          received.push({ to, user: String(session.user), raw: Buffer.concat(chunks).toString('utf8') })
          done()
        })
      },
    })
    server.on('error', () => undefined)
    const net = server.listen(0, '127.0.0.1')
    await new Promise((resolve) => net.once('listening', resolve))
    const address = net.address()
    const port = typeof address === 'object' && address ? address.port : 0
    return { port, received, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
  }
  const open = (port: number, password: string) =>
    createSmtpMailer({ host: '127.0.0.1', port, secure: false, user: 'datadeed', password, from })

  test('delivers the Chinese text to one recipient, signed in', async () => {
    const server = await listen(true)
    const mailer = open(server.port, 'secret')
    await mailer.send(message)
    expect(server.received).toHaveLength(1)
    expect(server.received[0]).toMatchObject({ to: ['user@example.cn'], user: 'datadeed' })
    expect(bodyOf(server.received[0]?.raw ?? '').trim()).toBe(message.text.trim())
    mailer.close()
    await server.close()
  })

  test('a refused recipient, a wrong password and a server that is gone are errors', async () => {
    const server = await listen(false)
    const [refused, unauthorised] = [open(server.port, 'secret'), open(server.port, 'wrong')]
    await expect(refused.send(message)).rejects.toThrow()
    await expect(unauthorised.send(message)).rejects.toThrow()
    refused.close()
    unauthorised.close()
    await server.close()
    const gone = open(server.port, 'secret')
    await expect(gone.send(message)).rejects.toThrow()
    gone.close()
  })
})

test('no second recipient and no header can be slipped in', () => {
  for (const to of ['a@b.cn, c@d.cn', 'a@b.cn\r\nBcc: c@d.cn', '甲 <a@b.cn>', 'a@b', '', 'a@b@c.cn']) {
    expect(() => checkedMessage({ ...message, to })).toThrow('邮件地址')
  }
  expect(checkedMessage({ ...message, subject: '甲\r\nBcc: c@d.cn' }).subject).toBe('甲 Bcc: c@d.cn')
})
