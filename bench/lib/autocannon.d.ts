declare module 'autocannon' {
  interface Options {
    url: string
    connections: number
    duration: number
    headers: Record<string, string>
    requests: { path: string }[]
    /** Told of each connection before its first request. */
    setupClient?: (client: { setRequests(requests: { path: string }[]): void }) => void
  }
  const run: (options: Options) => Promise<unknown>
  export = run
}
