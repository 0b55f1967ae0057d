export { beginAffair, getAffair, moveAffair } from './affair.ts'
export { addDocument, readDocument } from './affair-document.ts'
export { makeBurdenLetter, readBurdenLetter, serveLetter } from './burden-letter.ts'
export { enterRegister, getEntry, recordRegisterEvent, searchRegister, versionsOfCase } from './entry.ts'
export { sweepExpired } from './expiry.ts'
export { caseLineage, declareLink, moveLink, registrationLineage } from './lineage.ts'
export { publicLineage } from './lineage-graph.ts'
export { addProof, readProof } from './lineage-proof.ts'
export { livingOf, registerRecord } from './living.ts'
export {
  checkNumber,
  listNumbers,
  publicNumbers,
  readNumberProof,
  stateNumber,
  withdrawNumber,
} from './number.ts'
export { numbersCsv, searchNumbers } from './number-export.ts'
export { getRegistration, listRegistrations } from './registrations.ts'
export { addRevision, chainedDeposits, checkRevisionOf, listRevisions, publicRevisions } from './revision.ts'
export { chainOf } from './transfer-chain.ts'
export { findTakingPart, getAffairPage, listAffairs, readAffairLetter } from './transfer-view.ts'
