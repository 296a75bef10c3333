// What becomes of a pack that cannot be written.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { memoryLog } from '../../../scripts/testing/log.ts'
import type { JobDefinition, RunningJob } from '../jobs/job.ts'
import { atEnd } from '../testing/atEnd.ts'
import { connectTo, fileRedis } from '../testing/redis.ts'
import { createUploads } from '../uploads/uploads.ts'
import { definePackJob, type PackJobOptions, type PackWork } from './packJob.ts'
import { createPacksStore } from './packsStore.ts'

const store = createPacksStore(connectTo((await fileRedis()).url))
const folder = await mkdtemp(join(tmpdir(), 'lectern-uploads-'))
atEnd(() => rm(folder, { recursive: true, force: true }))

function jobOf(make: PackJobOptions['make']): () => Promise<void> {
  const defined: JobDefinition<PackWork>[] = []
  definePackJob({
    jobs: { define: (_name, definition) => void defined.push(definition as never) },
    ...{ store, uploads: createUploads(folder), make, log: memoryLog().log, clock: () => 2 },
    intents: { settled: async () => {} },
    removeOld: async () => {},
  })
  const signal = new AbortController().signal
  const job = { ...{ id: 'one', data: { packId: 'one' }, attempt: 1, signal }, progress: async () => {} }
  return () => defined[0]!.handler(job as RunningJob<PackWork>)
}

test('a disk that is full is said at once, leaves no file, and makes room for another pack', async () => {
  const pack = { id: 'one', activityId: 'a', conferenceId: 'c', by: 'ito', at: 1 }
  await store.begin({ ...pack, state: 'making', finishedAt: null, file: null, problem: null })
  const run = jobOf(async (_activityId, path) => {
    await writeFile(path, 'half of it')
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  })
  // It is not tried again.
  await run()
  expect(await store.find('one')).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('disk is full'),
  })
  expect(await readdir(folder)).toEqual([])
  const next = { ...pack, id: 'two', state: 'making' as const, finishedAt: null, file: null, problem: null }
  expect(await store.begin(next)).toBeUndefined()
})

test('any other mistake is tried again', async () => {
  const run = jobOf(async () => {
    throw new Error('a mistake')
  })
  const pack = { id: 'one', activityId: 'a', conferenceId: 'c', by: 'ito', at: 1 }
  await store.remove('one')
  await store.settle({ ...(await store.find('two'))!, state: 'cancelled' })
  await store.begin({ ...pack, state: 'making', finishedAt: null, file: null, problem: null })
  await expect(run()).rejects.toThrow('a mistake')
  expect(await store.find('one')).toMatchObject({ state: 'making' })
})
