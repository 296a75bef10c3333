import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createUploads } from './uploads.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-uploads-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('files left half written by a killed server are removed, but no stored file and none being written', async () => {
  const uploads = createUploads(folder)
  const kept = await uploads.save(Buffer.from('a brochure'))
  const longAgo = new Date(Date.now() - 2 * 3_600_000)
  for (const name of ['old.part', 'new.part']) await writeFile(join(folder, name), 'half a')
  for (const name of ['old.part', kept]) await utimes(join(folder, name), longAgo, longAgo)
  await uploads.removeUnfinished()
  expect((await readdir(folder)).sort()).toEqual([kept, 'new.part'].sort())
})

test('a missing folder has nothing to remove', async () => {
  await createUploads(join(folder, 'later')).removeUnfinished()
})
