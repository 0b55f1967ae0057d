declare module 'autocannon' {
  interface Options {
    url: string
    connections: number
    duration: number
    headers: Record<string, string>
    requests: { path: string }[]
  }
  const run: (options: Options) => Promise<unknown>
  export = run
}
