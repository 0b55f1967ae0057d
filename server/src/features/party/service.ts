export const ts = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const signUp = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const listParties = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const getParty = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const approveParty = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const rejectParty = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const listRegions = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const listIndustries = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
