// The job of an import: its three steps share one handler, and only one import runs at a time.
import { type ImportKind, type ImportState, type ImportStep, undoMs } from '@lectern/shared/imports'
import { withTightHeap } from '../core/tightHeap.ts'
import type { RunningJob } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { apply, undo } from './applying.ts'
import { createForget } from './forgetting.ts'
import type { ImportsStore } from './importsStore.ts'
import { preview } from './previewing.ts'
import type { RowsStore } from './rowsStore.ts'
import type { Target } from './target.ts'
import type { ImportedWork } from './work.ts'

export const jobName = 'import'
/** Removes an import that is over, with its file. */
const forgetName = 'import-forget'

export interface ImportWork {
  conferenceId: string
  importId: string
  step: ImportStep
  /** Of the import, when the job was added. */
  run: number
}

export interface ForgetWork {
  conferenceId: string
  importId: string
  /** Counts how often it was put off. */
  round: number
}

export interface ImportJobOptions {
  jobs: Jobs
  store: ImportsStore
  rows: RowsStore
  targets: Record<ImportKind, Target>
  pathOf: (fileId: string) => string
  removeFile: (fileId: string) => Promise<void>
  /** People were added, changed or removed. */
  peopleChanged: () => void
  /** Sessions were added, changed or removed: what was approved may have to be looked at again. */
  programChanged: (conferenceId: string, by: string) => Promise<unknown>
  clock: () => number
}

/** Each step while it runs, and what it leads to. */
export const running = {
  preview: 'previewing',
  apply: 'applying',
  undo: 'undoing',
} as const satisfies Record<ImportStep, ImportState>

const attempts = 5
const backoff = { firstMs: 1000, mostMs: 30_000 }
const failed =
  'It stopped because of a mistake on the server, which was logged. What was done before is kept: try again, or undo it.'

/** An import that can still be undone is forgotten only after that. */
const againMs = undoMs / 2

export function defineImportJob(options: ImportJobOptions): void {
  const { jobs, store, rows, targets, pathOf, peopleChanged, programChanged, clock } = options
  async function changed({ one: { kind }, context }: ImportedWork): Promise<void> {
    peopleChanged()
    if (kind === 'program') await programChanged(context.conferenceId, context.byId)
  }

  async function handle({ data, signal, progress }: RunningJob<ImportWork>): Promise<void> {
    const { conferenceId, importId, step, run } = data
    const one = await store.find(conferenceId, importId)
    // Done by a server that was killed before it could say so, or discarded.
    if (!one || one.run !== run || one.state !== running[step]) return
    const { byId, isOffice, mapping, kind } = one
    const work: ImportedWork = {
      one,
      context: { conferenceId, importId, byId, isOffice, mapping },
      target: targets[kind],
      rows,
      async save(fields) {
        await store.set(conferenceId, importId, fields)
        await progress(fields.progress)
      },
      pathOf,
      signal,
    }
    const move = (to: ImportState, hold: { hold?: 'release' }, fields: Record<string, string | number>) =>
      store.move(conferenceId, importId, [running[step]], to, { ...hold, fields })
    if (step === 'preview') {
      const counts = await preview(work)
      await move('preview', {}, { counts: JSON.stringify(counts), progress: 1 })
    } else if (step === 'apply') {
      const refused = await apply(work)
      await changed(work)
      await move('applied', { hold: 'release' }, { refused, appliedAt: clock(), progress: 1 })
    } else {
      const refused = await undo(work)
      await changed(work)
      await move('undone', { hold: 'release' }, { refused, progress: 1 })
    }
  }

  jobs.define<ImportWork>(jobName, {
    handler: (job) => withTightHeap(() => handle(job)),
    attempts,
    backoff,
    isExclusive: true,
    onFailed: ({ conferenceId, importId, step }) =>
      store
        .move(conferenceId, importId, [running[step]], 'failed', {
          hold: 'release',
          fields: { problem: failed, failed: step },
        })
        .catch(() => undefined),
  })

  const forget = createForget(options)
  jobs.define<ForgetWork>(forgetName, {
    async handler({ data: { conferenceId, importId, round } }) {
      const one = await store.find(conferenceId, importId)
      if (!one) return
      const isOver = one.appliedAt === null || clock() > one.appliedAt + undoMs
      if (isOver) await forget(conferenceId, importId)
      else await addForget(jobs, { conferenceId, importId, round: round + 1 }, againMs)
    },
    attempts,
    backoff,
  })
}

export const addForget = (jobs: Jobs, work: ForgetWork, delay: number): Promise<void> =>
  jobs.add(forgetName, work, { id: `${work.importId}-${work.round}`, delay })
