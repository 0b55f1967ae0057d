/** Why a text or a value is not what a format demands. */
export type FormatCode =
  | 'not_utf8'
  | 'not_json'
  | 'not_canonical'
  | 'duplicate_key'
  | 'too_deep'
  | 'too_large'
  | 'missing'
  | 'unknown_field'
  | 'wrong_type'
  | 'wrong_value'
  | 'not_sorted'
  | 'duplicate'
  | 'not_nfc'
  | 'bad_path'
  | 'bad_digest'
  | 'bad_time'
  | 'bad_base64'
  | 'bad_hex'
  | 'bad_note'
  | 'bad_vkey'
  | 'bad_checkpoint'
  | 'bad_proof'
  | 'bad_request'
  | 'bad_der'

/** Thrown by every parser here; `field` names the failing place, such as `files[3].path`. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly code: FormatCode
  readonly field: string
  constructor(code: FormatCode, field: string) {
    super(field === '' ? code : `${code}: ${field}`)
    this.code = code
    this.field = field
  }
}
