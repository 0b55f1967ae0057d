import { createServer } from 'node:net'
import { OperatorError } from '../../server/src/platform/operator-error.ts'

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((settle) => {
    const probe = createServer()
    probe.once('error', () => settle(false))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => settle(true)))
  })

/** @throws OperatorError naming the first port that somebody else listens on. */
export const assertFree = async (host: string, ports: readonly number[]): Promise<void> => {
  for (const port of ports)
    if (!(await isFree(host, port)))
      throw new OperatorError(
        `端口 ${host}:${port} 已被别的程序占用：请关闭它，或换一个端口，例如 DATADEED_PORT=${ports[0] === 9420 ? 9520 : 9420} npm start。` +
          ` Port ${port} is in use: free it or choose another with DATADEED_PORT.`,
      )
}
