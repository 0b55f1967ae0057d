import autocannon from 'autocannon'

// A process of its own, so that making requests does not slow the one that measures or serves. Options come as JSON on
// standard input, the result goes as JSON to standard output.
let input = ''
for await (const part of process.stdin) input += String(part)
const options = JSON.parse(input) as Parameters<typeof autocannon>[0]
const { requests = [] } = options
let started = 0
/** Each connection begins elsewhere: readers do not all ask for the same thing at the same moment. */
const setupClient: typeof options.setupClient = (client) => {
  const from = (started++ * 37) % Math.max(1, requests.length)
  client.setRequests([...requests.slice(from), ...requests.slice(0, from)])
}
console.log(JSON.stringify(await autocannon({ ...options, setupClient })))
