/** A file of the browser, whole in memory, as `readTable` takes it. */
export async function tableInput(file: File) {
  const content = new Uint8Array(await file.arrayBuffer())
  return {
    path: file.name,
    content,
    bytes: content.length,
    async *stream() {
      yield content
    },
    slice: async (from: number, to: number) => content.subarray(from, to),
  }
}
