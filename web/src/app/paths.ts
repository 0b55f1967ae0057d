import type { Role } from '@datadeed/core/kernel/actor'

/** The addresses the shell itself needs, written by hand until the types generated from docs/openapi.json take their place. */
type Json<T> = { headers: Record<string, unknown>; content: { 'application/json': T } }
type NoParameters = { query?: never; header?: never; path?: never; cookie?: never }

export type { Role } from '@datadeed/core/kernel/actor'
export type Account = { id: string; login: string; name: string; roles: Role[]; totp: boolean }
export type Party = {
  id: string
  name: string
  kind: 'enterprise' | 'authority' | 'service_body' | 'bank' | 'association' | 'exchange'
  uscc: string
  regionCode: string
  status: 'pending' | 'approved' | 'rejected'
}
export type SignInRecord = { at: string; from: string; outcome: 'succeeded' | 'failed' | 'locked' }
export type Me = { account: Account; party: Party | null; can: string[]; lastSignIns: SignInRecord[] }
export type System = { demo: boolean; now: string; version: string }
export type SignUp = {
  uscc: string
  name: string
  prefectureCode: string
  countyCode: string
  industryCode: string
  address: string
  contactName: string
  contactPhone: string
  contactEmail: string
  login: string
  password: string
}
export type SignUpView = { partyId: string; name: string; status: 'pending'; warnings: string[] }

type Get<Body> = { parameters: NoParameters; requestBody?: never; responses: { 200: Json<Body> } }
type Post<Input, Responses> = {
  parameters: NoParameters
  requestBody: { content: { 'application/json': Input } }
  responses: Responses
}
type Empty = { headers: Record<string, unknown>; content?: never }

export type paths = {
  '/api/v1/sessions': {
    parameters: NoParameters
    post: Post<
      { login: string; password: string; totp?: string; client: 'browser' },
      { 200: Json<{ account: Account; can: string[] }> }
    >
  }
  '/api/v1/sessions/current': {
    parameters: NoParameters
    delete: { parameters: NoParameters; requestBody?: never; responses: { 204: Empty } }
  }
  '/api/v1/me': { parameters: NoParameters; get: Get<Me> }
  '/api/v1/system': { parameters: NoParameters; get: Get<System> }
  '/api/v1/sign-ups': { parameters: NoParameters; post: Post<SignUp, { 201: Json<SignUpView> }> }
  '/api/v1/password-resets': { parameters: NoParameters; post: Post<{ login: string }, { 204: Empty }> }
  '/api/v1/password-resets/use': {
    parameters: NoParameters
    post: Post<{ token: string; password: string }, { 204: Empty }>
  }
}
