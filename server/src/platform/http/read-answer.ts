/** The body of somebody else's answer, at most so many bytes; a longer one is broken off. Throws where it is longer. */
export const readAnswer = async ({ body }: Response, most: number): Promise<Uint8Array<ArrayBuffer>> => {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.length
    if (length > most) throw new Error(`答复超过 ${most} 字节`)
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}
