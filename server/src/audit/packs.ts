// The packs of an activity for its pages: begun, cancelled, shown, downloaded.
import type { Identity } from '@lectern/shared/accounts'
import { type Pack, packDays } from '@lectern/shared/audit'
import { errors } from '@lectern/shared/errors'
import { type Clock, dayMs } from '../core/clock.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Uploads } from '../uploads/uploads.ts'
import { failedWords, type PackWork, packJobName } from './packJob.ts'
import type { PackFile, PacksStore, StoredPack } from './packsStore.ts'

export interface PacksOptions {
  jobs: Pick<Jobs, 'add' | 'find' | 'cancel'>
  store: PacksStore
  uploads: Pick<Uploads, 'remove'>
  findPerson: (personId: string) => Promise<Identity | undefined>
  titleOf: (activityId: string) => Promise<string>
  clock: Clock
}

export function createPacks({ jobs, store, uploads, findPerson, titleOf, clock }: PacksOptions) {
  const addJob = (packId: string): Promise<void> =>
    jobs.add(packJobName, { packId } satisfies PackWork, { id: packId })

  /** A job that killed its servers again and again failed without saying so. */
  async function standing(pack: StoredPack): Promise<{ pack: StoredPack; progress: number }> {
    if (pack.state !== 'making') return { pack, progress: pack.state === 'ready' ? 1 : 0 }
    // A server that was killed may have begun it without a job.
    await addJob(pack.id)
    const job = await jobs.find(packJobName, pack.id)
    if (job?.state !== 'failed') return { pack, progress: job?.progress ?? 0 }
    const failed = { ...pack, state: 'failed' as const, finishedAt: clock(), problem: failedWords }
    await store.settle(failed)
    return { pack: failed, progress: 0 }
  }

  const fileView = ({ bytes, sha256, isComplete, missing }: PackFile, finishedAt: number): Pack['file'] => ({
    bytes,
    sha256,
    isComplete,
    missing,
    until: finishedAt + packDays * dayMs,
  })

  async function shown(stored: StoredPack): Promise<Pack> {
    const { pack, progress } = await standing(stored)
    const { id, state, at, by, finishedAt, file, problem } = pack
    return {
      ...{ id, state, progress, at, finishedAt, problem },
      by: (await findPerson(by))?.name ?? 'Somebody who has left',
      file: file && fileView(file, at),
    }
  }

  async function find(activityId: string, packId: string): Promise<StoredPack> {
    const pack = await store.find(packId)
    if (pack?.activityId !== activityId) throw errors.notFound('pack')
    return pack
  }

  async function removeOld(): Promise<void> {
    for (const { id, file } of await store.old(clock())) {
      await store.remove(id)
      if (file) await uploads.remove(file.fileId)
    }
  }

  const packs = {
    removeOld,

    /** Newest first. */
    async of(activityId: string): Promise<Pack[]> {
      await removeOld()
      const own = (await store.all()).filter((pack) => pack.activityId === activityId)
      return Promise.all(own.map(shown))
    },

    /** Throws `conflict` while another one is being made. */
    async begin(about: Pick<StoredPack, 'id' | 'activityId' | 'conferenceId' | 'by'>): Promise<void> {
      const at = clock()
      const pack: StoredPack = { ...about, at, state: 'making', finishedAt: null, file: null, problem: null }
      const other = await store.begin(pack)
      if (other)
        throw errors.conflict(
          `A pack of “${await titleOf(other.activityId)}” is being made. One is made at a time: wait until it is done, or cancel it, then try again.`,
        )
      await addJob(about.id)
    },

    /** A pack that is finished stays. Throws `not_found`. */
    async cancel(activityId: string, packId: string): Promise<void> {
      const pack = await find(activityId, packId)
      await store.settle({ ...pack, state: 'cancelled', finishedAt: clock() })
      await jobs.cancel(packJobName, packId)
    },

    /** Throws `not_found`. */
    async file(activityId: string, packId: string): Promise<PackFile & { finishedAt: number }> {
      const { file, finishedAt } = await find(activityId, packId)
      if (!file || finishedAt === null) throw errors.notFound('pack')
      return { ...file, finishedAt }
    },
  }
  return packs
}
export type Packs = ReturnType<typeof createPacks>
