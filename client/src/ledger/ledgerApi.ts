// The ledger page's requests to the server.
import type { LedgerPage, LedgerState } from '@lectern/shared/ledger'
import { request, urlOf } from '../live/http.ts'

export const ledgerExport = () => urlOf('ledger.export')
export const stampFile = () => urlOf('ledger.stampFile')
export const beginVerification = () => request('ledger.verify')
export const askForStamp = () => request('ledger.stamp')

export const ledgerKeys = { state: ['ledger', 'state'] } as const
/** While the server works, its progress is followed; otherwise what it does by itself is seen in time. */
const followMs = { busy: 1000, quiet: 30_000 }
export const stateQuery = {
  queryKey: ledgerKeys.state,
  queryFn: () => request('ledger.state'),
  refetchInterval: ({ state: { data } }: { state: { data?: LedgerState | undefined } }) =>
    data && (data.verification.progress !== null || data.stamps.isAsking) ? followMs.busy : followMs.quiet,
}

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
