export const ts = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const createCase = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const listCases = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const getCase = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const saveCase = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const addAttachment = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const removeAttachment = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendAttachment = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const requestSignature = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const returnToFiler = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const submitCase = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendSubmissionReceipt = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const respond = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const withdrawCase = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const listEvents = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
