// An office that imports files: each press of its pages.
import { expect } from '@jest/globals'
import type { ImportKind, ImportMapping, ImportRow, ImportView, RowFilter } from '@lectern/shared/imports'
import type { TestServers } from './servers.ts'

const running = new Set(['previewing', 'applying', 'undoing'])

export interface OfficeOptions {
  as?: string
  /** The conference's prefix, for one of several. */
  at?: string
}

export function importingOffice(
  lectern: Pick<TestServers, 'request'>,
  { as = 'ito', at = '' }: OfficeOptions = {},
) {
  const path = (rest = '') => `${at}/api/office/imports${rest}`
  async function ask<Answer>(request: Promise<Response>): Promise<Answer> {
    const answer = await request
    const body = (await answer.json()) as Answer
    if (!answer.ok) throw new Error(JSON.stringify(body))
    return body
  }
  const find = (importId: string) => ask<ImportView>(lectern.request(path(`/${importId}`), { as }))
  /** Resolves once no job runs for it. */
  async function settled(importId: string): Promise<ImportView> {
    for (;;) {
      const answer = await lectern.request(path(`/${importId}`), { as })
      // On a slow machine an import is asked about more often than one person may.
      if (answer.status !== 429) {
        const one = await ask<ImportView>(Promise.resolve(answer))
        if (!running.has(one.state)) return one
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  async function press(importId: string, what: 'apply' | 'undo'): Promise<ImportView> {
    await ask(lectern.request(path(`/${importId}/${what}`), { as, method: 'POST' }))
    return settled(importId)
  }
  const office = {
    find,
    settled,
    path,
    upload: (
      kind: ImportKind,
      file: Buffer | string,
      fileName = 'file.csv',
      importId = crypto.randomUUID() as string,
    ) =>
      ask<ImportView>(
        lectern.request(path(`?${new URLSearchParams({ kind, fileName, importId }).toString()}`), {
          as,
          method: 'POST',
          file: Buffer.from(file as string),
        }),
      ),
    async preview({ id, mapping }: ImportView, changed: Partial<ImportMapping> = {}): Promise<ImportView> {
      const body = { ...mapping, ...changed }
      await ask(lectern.request(path(`/${id}/columns`), { as, method: 'PUT', body }))
      return settled(id)
    },
    rows: (importId: string, filter: RowFilter, from = 0) =>
      ask<{ rows: ImportRow[]; total: number }>(
        lectern.request(path(`/${importId}/rows?filter=${filter}&from=${from}`), { as }),
      ),
    apply: (importId: string) => press(importId, 'apply'),
    undo: (importId: string) => press(importId, 'undo'),
    /** All of it; expects that nothing was refused. */
    async import(
      kind: ImportKind,
      file: Buffer | string,
      changed: Partial<ImportMapping> = {},
    ): Promise<ImportView> {
      const previewed = await office.preview(await office.upload(kind, file), changed)
      expect(previewed.state).toBe('preview')
      const applied = await office.apply(previewed.id)
      expect([applied.state, applied.refused]).toEqual(['applied', 0])
      return applied
    },
  }
  return office
}
