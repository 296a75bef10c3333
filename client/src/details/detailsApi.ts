// What "My details" asks of the server.
import type { OwnDetails } from '@lectern/shared/accounts'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { creditKey } from '../credit/creditApi.ts'
import { request } from '../live/http.ts'
import { meQuery } from '../live/me.ts'

export const detailsQuery = {
  queryKey: ['details'],
  queryFn: () => request('accounts.details'),
}

/** Shows what was saved, here and wherever else it matters. */
export function useDetailsSaved(): (saved: OwnDetails) => void {
  const queries: QueryClient = useQueryClient()
  return (saved) => {
    queries.setQueryData(detailsQuery.queryKey, saved)
    void queries.invalidateQueries({ queryKey: meQuery.queryKey })
    void queries.invalidateQueries({ queryKey: creditKey })
  }
}
