import { fromBase64 } from '../bytes.ts'
import { FormatError } from '../error.ts'
import { readCertificate } from '../x509.ts'

/** The certificates (DER) in a text of PEM blocks, whatever else is in it. Throws FormatError for none and for a damaged one. */
export function certificatesOfPem(text: string): Uint8Array[] {
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)]
  if (blocks.length === 0) throw new FormatError('wrong_value', 'pem')
  return blocks.map(([, body = '']) => {
    const der = fromBase64(body.replace(/\s/g, ''))
    readCertificate(der)
    return der
  })
}
