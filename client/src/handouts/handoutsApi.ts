// What the pages ask of a session's slides and handouts.
import { request, urlOf } from '../live/http.ts'

export const handoutsKey = ['handouts'] as const

/** How often (ms) a shown list looks for what was released or reviewed. */
const refetchInterval = 30_000

export const handoutsQuery = (sessionId: string) => ({
  queryKey: [...handoutsKey, sessionId],
  queryFn: () => request('handouts.list', { params: { sessionId } }),
  refetchInterval,
})
export const handoutQueueQuery = {
  queryKey: [...handoutsKey, 'queue'],
  queryFn: () => request('handouts.queue'),
  refetchInterval,
}
export const handoutHref = (sessionId: string, handoutId: string): string =>
  urlOf('handouts.file', { params: { sessionId, handoutId } })
