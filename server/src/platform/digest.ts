import { canonicalize, digestsOf, utf8Encode } from '@datadeed/evidence'
import { nodeCrypto } from '@datadeed/evidence/node'

/** A document's RFC 8785 canonical text and both its digests in hex. */
export function digestDocument(value: object): { text: string; digests: { sha256: string; sm3: string } } {
  const text = canonicalize(value)
  return { text, digests: digestsOf(nodeCrypto, utf8Encode(text)) }
}
