import { browserCrypto } from '@datadeed/dataset/browser-crypto'
import { browserX509 } from '@datadeed/dataset/browser-x509'
import { es256Verify } from '@datadeed/evidence/p256'

/** All that a package, a credential or a timestamp can need, with no WebCrypto: a page opened from disk may have none. */
export const crypto = { ...browserCrypto(), x509: browserX509, es256Verify }
