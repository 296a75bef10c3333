// What the disclosure pages ask of the server.
import { request } from '../live/http.ts'

/** Everything below is loaded again after a form is signed or a decision made. */
export const disclosuresKey = ['disclosures'] as const

export const ownDisclosureQuery = {
  queryKey: [...disclosuresKey, 'mine'],
  queryFn: () => request('disclosures.mine'),
}
/** Forms come in: the page looks whenever it is opened, and while it is open. */
const fresh = { staleTime: 0, refetchInterval: 30_000 }

export const queueQuery = {
  queryKey: [...disclosuresKey, 'office'],
  queryFn: () => request('disclosures.queue'),
  ...fresh,
}
export const statesQuery = {
  queryKey: [...disclosuresKey, 'states'],
  queryFn: () => request('disclosures.states'),
  ...fresh,
}
export const previewQuery = (sessionId: string) => ({
  queryKey: [...disclosuresKey, 'preview', sessionId],
  queryFn: () => request('disclosures.preview', { params: { sessionId } }),
  staleTime: 0,
})
