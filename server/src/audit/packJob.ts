// The job that makes a pack. A server that is killed leaves it to another one, which begins again: a half
// written file is never a pack, and of two finished ones the first counts.
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { withTightHeap } from '../core/tightHeap.ts'
import type { RunningJob } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Uploads } from '../uploads/uploads.ts'
import type { MadePack } from './packing.ts'
import { type PacksStore, packPlace, type StoredPack } from './packsStore.ts'

export const packJobName = 'audit-pack'

export interface PackWork {
  packId: string
}

export interface PackJobOptions {
  jobs: Pick<Jobs, 'define'>
  store: PacksStore
  uploads: Pick<Uploads, 'saveAs' | 'remove'>
  intents: Pick<Intents, 'settled'>
  /** Removes packs that are not kept any more. */
  removeOld: () => Promise<void>
  make: (activityId: string, path: string, step: (share: number) => Promise<void>) => Promise<MadePack>
  clock: Clock
  log: Log
}

/** It was cancelled, or another server has finished it. */
class PackOver extends Error {
  override readonly name = 'PackOver'
}

/** How often the job looks whether the pack is still wanted, in ms. */
const lookEveryMs = 500
const attempts = 5
const backoff = { firstMs: 1000, mostMs: 30_000 }
export const failedWords =
  'It stopped because of a mistake on the server, which was logged. Nothing is lost: make another one, and tell whoever runs the server if it stops again.'

const fullWords =
  'The server’s disk is full. Nothing is lost: have whoever runs the server make room, then make another one.'

/** Trying again makes no room. */
const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

export function definePackJob(options: PackJobOptions): void {
  const { jobs, store, uploads, intents, removeOld, make, clock, log } = options

  async function finish(packId: string): Promise<void> {
    await intents.settled(packPlace(packId))
    await removeOld()
  }

  async function write(
    pack: StoredPack,
    { signal, progress }: RunningJob<PackWork>,
  ): Promise<{ fileId: string; result: MadePack }> {
    let lookedAt = 0
    async function step(share: number): Promise<void> {
      signal.throwIfAborted()
      if (performance.now() - lookedAt < lookEveryMs) return
      lookedAt = performance.now()
      if ((await store.find(pack.id))?.state !== 'making') throw new PackOver()
      await progress(share)
    }
    return uploads.saveAs((path) => make(pack.activityId, path, step))
  }

  async function fail(packId: string, problem: string): Promise<void> {
    const pack = await store.find(packId)
    if (pack) await store.settle({ ...pack, state: 'failed', finishedAt: clock(), problem })
  }

  async function handle(job: RunningJob<PackWork>): Promise<void> {
    const { packId } = job.data
    const pack = await store.find(packId)
    if (pack?.state === 'ready') return finish(packId)
    if (pack?.state !== 'making') return
    const { fileId, result } = await write(pack, job)
    const { activityId, by } = pack
    const file = { fileId, ...result }
    const settled = await store.settle(
      { ...pack, state: 'ready', finishedAt: clock(), file },
      { kind: 'audit.packed', by, data: { activityId, packId, ...result } },
    )
    if (!settled) await uploads.remove(fileId)
    await finish(packId)
  }

  jobs.define<PackWork>(packJobName, {
    handler: (job) =>
      withTightHeap(() => handle(job)).catch(async (error: unknown) => {
        if (isFull(error)) {
          log.error({ err: error }, 'the disk is full: an audit pack could not be written')
          await fail(job.data.packId, fullWords)
        } else if (!(error instanceof PackOver)) throw error
      }),
    attempts,
    backoff,
    isExclusive: true,
    onFailed: ({ packId }) => fail(packId, failedWords),
  })
}
