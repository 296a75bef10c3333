// What the pages about conferences ask of the server.
import { request } from '../live/http.ts'

/** Everything below is loaded again after a conference was created, changed or removed. */
export const conferencesKey = ['conferences'] as const

export const ownConferencesQuery = {
  queryKey: [...conferencesKey, 'own'],
  queryFn: () => request('conferences.mine'),
  staleTime: 60_000,
}
export const conferencesQuery = {
  queryKey: [...conferencesKey, 'all'],
  queryFn: () => request('conferences.list'),
}
