export { createDeposit, findOwnDeposit, getDeposit, getDepositFacts, listDeposits } from './deposit.ts'
export { logLeaf } from './leaf.ts'
export { positionsOf } from './position.ts'
export const sendReceipt = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendReceiptPdf = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendProof = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const getLogStatus = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendTrust = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendVkey = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendCheckpoint = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendTile = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
