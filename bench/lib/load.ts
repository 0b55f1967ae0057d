import autocannon from 'autocannon'

// A process of its own, so that making requests does not slow the one that measures or serves. Options come as JSON on
// standard input, the result goes as JSON to standard output.
let input = ''
for await (const part of process.stdin) input += String(part)
console.log(JSON.stringify(await autocannon(JSON.parse(input) as Parameters<typeof autocannon>[0])))
