export const ts = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const claim = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const unclaim = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const requireCorrection = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const proposeAcceptance = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const proposeRefusal = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendBack = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const release = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const queueCounts = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendLetter = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
