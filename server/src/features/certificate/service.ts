export const ts = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const getCertificate = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendPdf = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const sendPackage = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const findByDigest = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
export const verifyFile = async (..._args: unknown[]): Promise<never> => {
  throw new Error('STUB')
}
