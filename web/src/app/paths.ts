import type { paths } from '../api.gen.ts'

export type { paths }

type Answer<Operation> = Operation extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never
type Asked<Operation> = Operation extends { requestBody?: { content: { 'application/json': infer Body } } }
  ? Body
  : never

export type Me = Answer<paths['/api/v1/me']['get']>
export type SignUp = Asked<paths['/api/v1/sign-ups']['post']>
