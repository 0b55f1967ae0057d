export const ts = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const signIn = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const signOut = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const listSessions = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const revokeSession = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const getMe = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const changePassword = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const startTotp = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const confirmTotp = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const requestPasswordReset = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const resetPassword = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const listMembers = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const addMember = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const findSession = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
