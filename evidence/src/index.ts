export { adviceText } from './advice.ts'
export * from './bytes.ts'
export {
  canonicalBytes,
  canonicalize,
  type Json,
  type JsonObject,
  MAX_DEPTH,
  parseCanonical,
  parseStrict,
} from './canonical.ts'
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
export * from './cosignature.ts'
export * from './credential/index.ts'
export type { Crypto, Digests, Ed25519Key, Hash, Signer, Verify } from './crypto.ts'
export type { CertificateValue, Disclosed, OwnerValue, Salted } from './disclosed.ts'
export { embeddedPackage } from './embedded-package.ts'
export {
  type CertificateBody,
  commitment,
  type DepositBody,
  type DocumentDigests,
  ENTRY_FORMAT,
  ENTRY_TYPES,
  type Entry,
  type EntryLink,
  type EntryReference,
  type EntryType,
  entryBytes,
  entryHash,
  entryText,
  MAX_ENTRY_BYTES,
  type PolicyBody,
  parseEntry,
  readCertificateBody,
  readDepositBody,
  readPolicyBody,
  readSm3CheckpointBody,
  type Sm3CheckpointBody,
  saltedDigests,
} from './entry.ts'
export { type FormatCode, FormatError } from './error.ts'
export * from './fingerprint.ts'
export {
  checkForkProof,
  FORK_FORMAT,
  type Fork,
  type ForkProof,
  formatForkProof,
  proveFork,
  type SeenHead,
} from './fork-proof.ts'
export { parseLoggedEntry } from './logged-entry.ts'
export * from './manifest.ts'
export * from './merkle.ts'
export * from './note.ts'
export * from './package.ts'
export * from './parts.ts'
export { type Policy, type PolicyWitness, parsePolicy, textOfOctets } from './policy.ts'
export { PolicyError, type PolicyFault } from './policy-error.ts'
export { canBeMet, fewestWitnesses, formatPolicy, isQuorum, policyTrust, quorumTime } from './policy-quorum.ts'
export {
  REASON_CODES,
  type Reason,
  type ReasonCode,
  type ReasonParams,
  reasonText,
  type Severity,
  severityOf,
} from './reasons.ts'
export { type Comparison, compareSketches, type Estimate, SIGNIFICANT_BINS } from './sketch/compare.ts'
export {
  readSketchPart,
  SKETCH_FORMAT,
  SKETCH_PART,
  type SketchPart,
  SketchPartError,
  type TableSketch,
  writeSketchPart,
} from './sketch/part.ts'
export * from './sketch/sketch.ts'
export * from './sm2.ts'
export { type PublicKey, readSpki } from './spki.ts'
export { packageStatement } from './statement.ts'
export * from './tile-tree.ts'
export * from './tiles.ts'
export { formatTime, inBeijing, LAST_TIME, parseDate, parseTime } from './time.ts'
export * from './timestamp-token.ts'
export * from './tlog-proof.ts'
export * from './trust.ts'
export { type Facts, type Outcome, STEPS, type Step, type StepResult, stepText, type Verdict } from './verdict.ts'
export { type VerifyInput, verifyPackage, verifyReceipt } from './verify.ts'
export { checkToken, type StampedTime, type TokenFinding } from './verify-timestamp.ts'
export * from './witness.ts'
export * from './witness-request.ts'
export { type Certificate, commonNameOf, readCertificate } from './x509.ts'
