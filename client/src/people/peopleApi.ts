// What the pages about people ask of the server.
import type { Profession } from '@lectern/shared/accounts'
import type { LackKind } from '@lectern/shared/people'
import type { Role } from '@lectern/shared/roles'
import { request, urlOf } from '../live/http.ts'

/** Everything below is loaded again after a change. */
export const peopleKey = ['people'] as const

export interface Wanted {
  search: string
  role: Role | ''
  profession: Profession | ''
  lacks: LackKind | ''
  page: number
}

/** A filter that is not set is not sent. */
const given = ({ search, role, profession, lacks, page }: Wanted) => ({
  search,
  ...(role && { role }),
  ...(profession && { profession }),
  ...(lacks && { lacks }),
  page,
})

/** Everybody for the office, or those of one conference. */
export const peopleQuery = (wanted: Wanted, conferenceId?: string) => ({
  queryKey: [...peopleKey, 'list', wanted, conferenceId],
  queryFn: () =>
    request('people.list', { query: { ...given(wanted), ...(conferenceId && { conferenceId }) } }),
})
export const membersQuery = (wanted: Wanted) => ({
  queryKey: [...peopleKey, 'members', wanted],
  queryFn: () => request('members.list', { query: given(wanted) }),
})
export const personQuery = (personId: string) => ({
  queryKey: [...peopleKey, 'person', personId],
  queryFn: () => request('people.one', { params: { personId } }),
})
export const duplicatesQuery = {
  queryKey: [...peopleKey, 'duplicates'],
  queryFn: () => request('people.duplicates'),
}
export const mergeQuery = (personId: string, otherId: string) => ({
  queryKey: [...peopleKey, 'merge', personId, otherId],
  queryFn: () => request('people.mergePreview', { params: { personId, otherId } }),
  gcTime: 0,
})
export const erasureQuery = (personId: string) => ({
  queryKey: [...peopleKey, 'erasure', personId],
  queryFn: () => request('people.erasurePreview', { params: { personId } }),
  gcTime: 0,
})
export const conferencesQuery = {
  queryKey: ['conferences', 'list'],
  queryFn: () => request('conferences.list'),
}
export const registrationQuery = {
  queryKey: [...peopleKey, 'registration'],
  queryFn: () => request('members.registration'),
}

export const dataHref = (personId: string): string => urlOf('people.data', { params: { personId } })
export const dataTextHref = (personId: string): string => urlOf('people.dataText', { params: { personId } })

export const personPath = (personId: string): string => `/office/people/${encodeURIComponent(personId)}`
export const mergePath = (personId: string, otherId: string): string =>
  `${personPath(personId)}/merge/${encodeURIComponent(otherId)}`
