export { fromBase64Url, toBase64Url } from './base64url.ts'
export * from './bundle.ts'
export {
  CERTIFICATE_CLAIM_NAMES,
  CERTIFICATE_CLAIMS,
  type CertificateClaim,
  CREDENTIAL_TYPE,
  disclosedNames,
  issueCredential,
  type NewCredential,
  presentSdJwt,
  typeMetadata,
} from './certificate-claims.ts'
export { trustRoots } from './chain.ts'
export {
  type CodeContent,
  MAX_CODE_NAME,
  makeCode,
  readCode,
  shortenName,
  statusListUri,
  type VerifyCodeInput,
  verifyCode,
} from './code.ts'
export type { CredentialCrypto, Es256Key } from './crypto.ts'
export { inflateZlib } from './inflate.ts'
export {
  type CodeKey,
  codeKeyId,
  ISSUER_FORMAT,
  type Issuer,
  type IssuerKey,
  issuerJwk,
  parseIssuer,
  readIssuer,
} from './issuer.ts'
export { type EcJwk, jwkOf, thumbprint } from './jws.ts'
export {
  type BindingDemand,
  bindPresentation,
  holderKeyOf,
  makeHolderProof,
  readHolderProof,
} from './key-binding.ts'
export { certificatesOfPem } from './pem.ts'
export {
  CREDENTIAL_REASON_CODES,
  type CredentialReason,
  type CredentialReasonCode,
  credentialReasonText,
  credentialSeverity,
} from './reasons.ts'
export {
  makeStatusList,
  packStatuses,
  readStatusList,
  readStatusReference,
  STATUS_LIST_TYPE,
  STATUSES,
  type Status,
  type StatusReference,
} from './status-list.ts'
export type { TrustedRoots } from './trusted-key.ts'
export { type CredentialStep, type CredentialVerdict, credentialStepText } from './verdict.ts'
export { certificateType, type VerifyCredentialInput, verifyCredential } from './verify.ts'
