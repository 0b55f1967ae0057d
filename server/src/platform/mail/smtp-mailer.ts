import { createTransport } from 'nodemailer'
import { checkedMessage, type Mailer } from './mailer.ts'

export interface SmtpOptions {
  host: string
  port: number
  /** TLS from the first byte (port 465); otherwise STARTTLS is used where the server offers it. */
  secure: boolean
  user?: string
  password?: string
  from: string
  /** Refuses to go on without STARTTLS. */
  requireTls?: boolean
}

/** Sends through an SMTP server over a small pool of connections. */
export const createSmtpMailer = (options: SmtpOptions): Mailer => {
  const { host, port, secure, user, password, from, requireTls = false } = options
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
  })
  return {
    send: async (message) => {
      const { messageId } = await transport.sendMail({ from, ...checkedMessage(message) })
      return { messageId }
    },
    close: () => transport.close(),
  }
}
