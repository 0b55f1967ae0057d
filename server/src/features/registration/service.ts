export const ts = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const searchRegister = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const getEntry = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
