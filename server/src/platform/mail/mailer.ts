/** A message to one person. Plain text is what counts; there is no HTML part. */
export interface MailMessage {
  to: string
  subject: string
  text: string
}

/** Sends mail. Throws when the message was not accepted for delivery. */
export interface Mailer {
  send(message: MailMessage): Promise<{ messageId: string }>
  close(): void
}

// One address and nothing that could add a second recipient or a header.
const address = /^[^\s<>,;:"@]+@[^\s<>,;:"@]+\.[^\s<>,;:"@]+$/

/** The message with an address that is safe to send to and a subject on one line. Throws on a bad address. */
export const checkedMessage = ({ to, subject, text }: MailMessage): MailMessage => {
  if (!address.test(to) || to.length > 254) throw new TypeError('邮件地址格式不正确。')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would start a new header
  return { to, subject: subject.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim(), text }
}
