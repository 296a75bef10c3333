// What the ledger's page asks of the server.
import type { LedgerPage, LedgerPublicKey } from '@lectern/shared/ledger'
import { request } from '../live/http.ts'

export const ledgerExport = '/api/ledger/export'

/** Newest first; the next page begins before the last entry of this one. */
export const ledgerQuery = {
  queryKey: ['ledger', 'entries'],
  queryFn: ({ pageParam }: { pageParam: number | undefined }) =>
    request<LedgerPage>(`/api/ledger${pageParam === undefined ? '' : `?before=${pageParam}`}`),
  initialPageParam: undefined as number | undefined,
  getNextPageParam: ({ entries }: LedgerPage): number | undefined => {
    const oldest = entries.at(-1)?.seq
    return oldest !== undefined && oldest > 1 ? oldest : undefined
  },
}
export const ledgerKeyQuery = {
  queryKey: ['ledger', 'key'],
  queryFn: () => request<LedgerPublicKey>('/api/ledger/key'),
  retry: false,
}
