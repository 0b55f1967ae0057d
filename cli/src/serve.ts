import type { Server } from 'node:http'
import type { Context } from './context.ts'
import { CliError } from './context.ts'

/** Serves at an address, tells `started` the bound one, and resolves when a signal has ended it. */
export const serve = async (
  server: Server,
  address: { host: string; port: number },
  busy: string,
  started: (url: string) => void,
): Promise<void> => {
  const stopped = untilStopped(server)
  await startListening(server, address, busy)
  const bound = server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : address.port
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  started(`http://${host}:${port}`)
  await stopped
}

/** Resolves when a signal has come and the requests under way are answered. */
const untilStopped = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      server.close(() => resolve())
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 5000).unref()
    }
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
  })

const startListening = (server: Server, address: { host: string; port: number }, busy: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', () => reject(new CliError(busy)))
    server.listen(address, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })

export const parseListen = (listen: string, { text }: Context): { host: string; port: number } => {
  const found = /^(.+):(\d{1,5})$/.exec(listen)
  const port = Number(found?.[2])
  if (!found || port > 65_535) throw new CliError(text.badListen(listen))
  return { host: (found[1] ?? '').replace(/^\[(.*)\]$/, '$1'), port }
}
