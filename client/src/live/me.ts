// Who is signed in on this page.
import { useQuery } from '@tanstack/react-query'
import { request } from './http.ts'
import { here } from './place.ts'

export const meQuery = { queryKey: ['me'], queryFn: () => request('accounts.me', { query: here.about() }) }
export const useMe = () => useQuery(meQuery)
export const signOut = () => request('accounts.signOut')
