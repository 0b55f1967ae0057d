import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for somebody to keep, as URL-safe text. No option of a command line begins like it. */
export const newToken = (): string => randomBytes(32).toString('base64url').replace(/^-/, '_')

/** What the database keeps of a token: its SHA-256. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
