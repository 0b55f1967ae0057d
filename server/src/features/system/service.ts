export const ts = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const getSystem = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const moveDemoClock = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const checkReadiness = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendMetrics = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
