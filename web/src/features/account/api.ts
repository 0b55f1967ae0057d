import { api, bodyOf } from '../../app/api.ts'
import type { SignUp } from '../../app/paths.ts'

export const signIn = (body: { login: string; password: string; totp?: string }) =>
  bodyOf(api.POST('/api/v1/sessions', { body: { ...body, client: 'browser' } }))

export const signOut = () => bodyOf(api.DELETE('/api/v1/sessions/current'))

export const signUp = (body: SignUp, key: string) =>
  bodyOf(api.POST('/api/v1/sign-ups', { body, headers: { 'Idempotency-Key': key } }))

export const requestPasswordReset = (body: { login: string }) => bodyOf(api.POST('/api/v1/password-resets', { body }))

export const resetPassword = (body: { token: string; password: string }) =>
  bodyOf(api.POST('/api/v1/password-resets/use', { body }))
