import { queryOptions } from '@tanstack/react-query'
import { api, bodyOf } from '../../app/api.ts'
import type { SignUp } from '../../app/paths.ts'
import { isProblem } from '../../app/problem.ts'

export const signIn = (body: { login: string; password: string; totp?: string }) =>
  bodyOf(api.POST('/api/v1/sessions', { body: { ...body, client: 'browser' } }))

export const signOut = () => bodyOf(api.DELETE('/api/v1/sessions/current'))

export const signUp = (body: SignUp, key: string) =>
  bodyOf(api.POST('/api/v1/sign-ups', { body, headers: { 'Idempotency-Key': key } }))

export const requestPasswordReset = (body: { login: string }) => bodyOf(api.POST('/api/v1/password-resets', { body }))

export const resetPassword = (body: { token: string; password: string }) =>
  bodyOf(api.POST('/api/v1/password-resets/use', { body }))

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/v1/sessions', { signal }))).items,
})

/** A session that ended by itself meanwhile is what was wanted. */
export const endSession = async (id: string) => {
  try {
    await bodyOf(api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } }))
  } catch (error) {
    if (!isProblem(error, 'kernel.not_found')) throw error
  }
}

export const changePassword = (body: { current: string; next: string }) =>
  bodyOf(api.POST('/api/v1/me/password', { body }))

export const startTotp = () => bodyOf(api.POST('/api/v1/me/totp'))

export const confirmTotp = (body: { code: string; current?: string }) =>
  bodyOf(api.POST('/api/v1/me/totp/confirmation', { body }))
