import { request } from '../live/http.ts'

export const healthQuery = {
  queryKey: ['health', 'now'],
  queryFn: () => request('health.now'),
  refetchInterval: 10_000,
}
export const announcementsKey = ['health', 'announcements'] as const
export const announcementsQuery = {
  queryKey: announcementsKey,
  queryFn: () => request('health.announcements'),
  staleTime: Number.POSITIVE_INFINITY,
}
