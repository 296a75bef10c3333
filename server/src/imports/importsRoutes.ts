// Uploading a file, matching its columns, and pressing on from there. The work itself is a job.
import type { Person } from '@lectern/shared/accounts'
import { errors } from '@lectern/shared/errors'
import {
  type ImportMapping,
  type ImportState,
  type ImportStep,
  type ImportView,
  type importRoutes,
  importSteps,
  rowsPage,
} from '@lectern/shared/imports'
import type { Clock } from '../core/clock.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { inspectTable } from '../uploads/inspectFile.ts'
import { createUploadReceiver } from '../uploads/receiveUpload.ts'
import type { Uploads } from '../uploads/uploads.ts'
import { comparableHeading, fieldsFor } from './fields/columns.ts'
import { createForget } from './forgetting.ts'
import type { ImportedStore } from './importedStore.ts'
import { addForget, type ImportWork, jobName, running } from './importJob.ts'
import type { ImportsStore, StoredImport } from './importsStore.ts'
import { columnsOf, guessMapping, undoUntil } from './newImport.ts'
import { keptSeconds, type RowsStore } from './rowsStore.ts'
import { firstRows, metaOf } from './tableFile.ts'

export interface ImportsRoutesOptions {
  store: ImportsStore
  rows: RowsStore
  imported: ImportedStore
  jobs: Jobs
  uploads: Uploads
  nameOf: (personId: string) => Promise<string>
  timeZoneOf: (conferenceId: string) => Promise<string>
  clock: Clock
}

type ImportsRoutes = {
  [Name in keyof typeof importRoutes as Name extends `imports.${string}`
    ? Name
    : never]: (typeof importRoutes)[Name]
}

/** A request that names an import. */
interface OneImport {
  conferenceId: string
  person: Person
  params: { importId: string }
}

/** An office may send a second file before the first was read. */
const waitingMax = 2
/** Enough to guess what a column is. */
const rowsLookedAt = 200

/** Where each step may begin; a step that failed may be tried again. */
const begins: Record<ImportStep, readonly ImportState[]> = {
  preview: ['columns', 'preview'],
  apply: ['preview'],
  undo: ['applied'],
}
/** Undoing also puts back what applying did before it failed. */
const afterFailure: Record<ImportStep, readonly ImportStep[]> = {
  preview: ['preview'],
  apply: ['apply'],
  undo: ['apply', 'undo'],
}

const stepOf = (state: ImportState): ImportStep | undefined =>
  importSteps.find((step) => running[step] === state)

export function createImportsRoutes(options: ImportsRoutesOptions): RouteHandlers<ImportsRoutes> {
  const { store, rows, imported, jobs, uploads, nameOf, timeZoneOf, clock } = options
  const receive = createUploadReceiver(waitingMax)

  const addJob = (
    conferenceId: string,
    { id, run }: Pick<StoredImport, 'id' | 'run'>,
    step: ImportStep,
  ): Promise<void> =>
    jobs.add(jobName, { conferenceId, importId: id, step, run } satisfies ImportWork, { id: `${id}-${run}` })

  /** What the office uploads may have identifiers, which organisers do not see. */
  const maySee = (one: StoredImport, { roles }: Person): boolean => !one.isOffice || roles.includes('office')

  async function find({ conferenceId, person, params: { importId } }: OneImport): Promise<StoredImport> {
    const one = await store.find(conferenceId, importId)
    if (!one || !maySee(one, person)) throw errors.notFound('import')
    // A server that was killed may have begun a step without a job for it.
    const step = stepOf(one.state)
    if (step) await addJob(conferenceId, one, step)
    return one
  }

  async function shown(one: StoredImport): Promise<ImportView> {
    const { byId, isOffice: _, fileId: __, run: ___, ...rest } = one
    return { ...rest, by: await nameOf(byId), undoUntil: undoUntil(one.appliedAt) }
  }

  const forget = createForget({ store, rows, removeFile: uploads.remove })

  async function begin(
    conferenceId: string,
    one: StoredImport,
    step: ImportStep,
    fields: Record<string, string | number> = {},
  ) {
    const from =
      one.failed && afterFailure[step].includes(one.failed)
        ? [...begins[step], 'failed' as const]
        : begins[step]
    const run = one.run + 1
    await store.move(conferenceId, one.id, from, running[step], {
      ...(step !== 'preview' && { hold: 'hold' }),
      fields: { ...fields, run, progress: 0, problem: '', failed: '' },
    })
    await addJob(conferenceId, { id: one.id, run }, step)
    return shown((await store.find(conferenceId, one.id)) ?? one)
  }

  function checkMapping({ kind, isOffice, columns: { length } }: StoredImport, mapping: ImportMapping): void {
    const allowed = fieldsFor(kind, isOffice)
    for (const [field, column] of Object.entries(mapping.columns)) {
      if (!allowed.some((each) => each === field))
        throw errors.invalidRequest(`columns.${field}: only the CE office imports this`)
      if (column >= length) throw errors.invalidRequest(`columns.${field}: the file has ${length} columns`)
    }
  }

  /** So that the next file of the same kind needs no hand. */
  function remember({ kind, columns }: StoredImport, mapping: ImportMapping): Promise<void> {
    const fieldOf = new Map(Object.entries(mapping.columns).map(([field, column]) => [column, field]))
    const chosen = columns.map(({ heading }, index) => [comparableHeading(heading), fieldOf.get(index) ?? ''])
    return imported.rememberHeadings(kind, Object.fromEntries(chosen.filter(([heading]) => heading !== '')))
  }

  return {
    async 'imports.list'({ conferenceId, person }) {
      const own = (await store.all(conferenceId)).filter((one) => maySee(one, person))
      const all = await Promise.all(own.map(shown))
      return { imports: all.map(({ columns: _columns, mapping: _mapping, ...one }) => one) }
    },

    async 'imports.upload'(call) {
      const { conferenceId, person, query } = call
      const { kind, fileName, importId } = query
      const existing = await store.find(conferenceId, importId)
      if (existing) return shown(await find({ conferenceId, person, params: { importId } }))
      const content = await inspectTable(await receive('table', call))
      const [meta, first] = [metaOf(content), firstRows(content, rowsLookedAt)]
      const isOffice = person.roles.includes('office')
      const mapping = guessMapping({
        kind,
        isOffice,
        meta,
        first,
        timeZone: await timeZoneOf(conferenceId),
        remembered: await imported.headings(kind),
      })
      await uploads.keep(content, async (fileId) => {
        const head = {
          kind,
          fileName,
          at: clock(),
          byId: person.id,
          isOffice,
          fileId,
          format: meta.format,
          detail: meta.detail,
          columns: columnsOf(meta, first),
          rows: meta.rows,
        }
        await addForget(jobs, { conferenceId, importId, round: 0 }, keptSeconds * 1000)
        for (const displaced of await store.create(conferenceId, importId, head, mapping))
          await forget(conferenceId, displaced)
        return true
      })
      return shown(await find({ conferenceId, person, params: { importId } }))
    },

    'imports.find': async (call) => shown(await find(call)),

    async 'imports.preview'(call) {
      const { conferenceId, body } = call
      const one = await find(call)
      checkMapping(one, body)
      await remember(one, body)
      return begin(conferenceId, one, 'preview', { mapping: JSON.stringify(body), counts: '' })
    },

    async 'imports.rows'(call) {
      const {
        conferenceId,
        params: { importId },
        query: { filter, from },
      } = call
      await find(call)
      const [total, page] = await Promise.all([
        rows.count(conferenceId, importId, filter),
        rows.page(conferenceId, importId, filter, from, rowsPage),
      ])
      return { total, rows: page.map(([, { id: _id, plan: _plan, seen: _seen, ...row }]) => row) }
    },

    'imports.apply': async (call) => begin(call.conferenceId, await find(call), 'apply'),

    async 'imports.undo'(call) {
      const { conferenceId } = call
      const one = await find(call)
      const until = undoUntil(one.appliedAt)
      if (until !== null && clock() > until)
        throw errors.deadlinePassed(
          'An import can be undone for a day, which is over. Change by hand what should be different.',
        )
      return begin(conferenceId, one, 'undo')
    },

    async 'imports.discard'(call) {
      const {
        conferenceId,
        params: { importId },
      } = call
      const one = await find(call)
      if (!['columns', 'preview', 'failed'].includes(one.state) || (one.failed && one.failed !== 'preview'))
        throw errors.conflict(
          'This import has been applied. It leaves this list by itself two days after it was uploaded.',
        )
      await forget(conferenceId, importId)
      return {}
    },
  }
}
