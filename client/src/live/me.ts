// Who is signed in on this page.
import type { Me } from '@lectern/shared/accounts'
import { useQuery } from '@tanstack/react-query'
import { request } from './http.ts'

export const meQuery = { queryKey: ['me'], queryFn: () => request<Me>('/api/me') }
export const useMe = () => useQuery(meQuery)
export const signOut = () => request('/api/sign-out', { method: 'POST' })
