// The ledger page's requests to the server.
import type { LedgerPage } from '@lectern/shared/ledger'
import { request, urlOf } from '../live/http.ts'

export const ledgerExport = () => urlOf('ledger.export')

/** Newest first; the next page starts before the last entry of this one. */
export const ledgerQuery = {
  queryKey: ['ledger', 'entries'],
  queryFn: ({ pageParam }: { pageParam: number | undefined }) =>
    request('ledger.page', { query: pageParam === undefined ? {} : { before: pageParam } }),
  initialPageParam: undefined as number | undefined,
  getNextPageParam: ({ entries }: LedgerPage): number | undefined => {
    const oldest = entries.at(-1)?.seq
    return oldest !== undefined && oldest > 1 ? oldest : undefined
  },
}
export const ledgerKeyQuery = {
  queryKey: ['ledger', 'key'],
  queryFn: () => request('ledger.key'),
  retry: false,
}
