export const ts = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const listNotices = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const getNotice = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const lodgeObjection = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const listObjections = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const getObjection = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const answerObjection = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const decideObjection = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
