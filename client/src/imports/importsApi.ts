// What the pages of imports ask of the server.
import type { ImportMapping, ImportState, RowFilter } from '@lectern/shared/imports'
import { request } from '../live/http.ts'

/** Everything below is loaded again after a press. */
export const importsKey = ['imports'] as const

const running: ReadonlySet<ImportState> = new Set(['previewing', 'applying', 'undoing'])
export const isRunning = (state: ImportState): boolean => running.has(state)

/** How often progress is asked for, in ms. */
const progressMs = 1000
/** Somebody else may upload a file or apply it meanwhile. */
const listMs = 15_000

export const importsQuery = {
  queryKey: [...importsKey, 'list'],
  queryFn: () => request('imports.list'),
  refetchInterval: listMs,
}

export const importQuery = (importId: string) => ({
  queryKey: [...importsKey, importId],
  queryFn: () => request('imports.find', { params: { importId } }),
  refetchInterval: ({ state: { data } }: { state: { data: { state: ImportState } | undefined } }) =>
    data && isRunning(data.state) ? progressMs : listMs,
})

/** `state`: rows are other ones once it has changed. */
export const rowsQuery = (importId: string, state: ImportState, filter: RowFilter, from: number) => ({
  queryKey: [...importsKey, importId, 'rows', state, filter, from],
  queryFn: () => request('imports.rows', { params: { importId }, query: { filter, from } }),
})

export const preview = (importId: string, body: ImportMapping) =>
  request('imports.preview', { params: { importId }, body })
export const press = (name: 'imports.apply' | 'imports.undo', importId: string) =>
  request(name, { params: { importId } })
export const discard = (importId: string) => request('imports.discard', { params: { importId } })
