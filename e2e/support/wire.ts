import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire between a browser and the server that keeps every byte the browser sends, whatever sent it, and can be cut. */
export type Wire = {
  readonly url: string
  readonly sent: () => Buffer
  /** Ends each connection once it has carried this many bytes to the server; undefined lets all through again. */
  readonly cutAfter: (bytes: number | undefined) => void
  readonly close: () => Promise<void>
}

export const tapWire = async (url: string): Promise<Wire> => {
  const { hostname, port } = new URL(url)
  const chunks: Buffer[] = []
  const sockets = new Set<Socket>()
  let limit: number | undefined
  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) })
    let carried = 0
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        sockets.delete(socket)
        end()
      })
    }
    near.on('data', (chunk) => {
      chunks.push(chunk)
      carried += chunk.length
      if (limit !== undefined && carried > limit) end()
      else far.write(chunk)
    })
    far.pipe(near)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => Buffer.concat(chunks),
    cutAfter: (bytes) => {
      limit = bytes
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((settle) => server.close(() => settle()))
    },
  }
}
