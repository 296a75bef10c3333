// Backs a running installation up: Redis at one moment, the uploads, and what exports of the ledger are
// signed with.
import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { BackupError, type Manifest, pack, snapshotName, uploadsName } from './archive.ts'
import { takeSnapshot } from './snapshot.ts'

export interface BackupOptions {
  redis: Redis
  redisUrl: string
  uploadsFolder: string
  /** Where to write it; must not exist. */
  file: string
  /** Settings to keep in it, by name. */
  settings: Record<string, string>
}

/** Adds files that are not there yet. One that was removed meanwhile is not needed. */
async function keepUploads(from: string, to: string): Promise<void> {
  for (const name of await readdir(from).catch(() => [])) {
    if (name.endsWith('.part') || existsSync(join(to, name))) continue
    const [source, target] = [join(from, name), join(to, name)]
    await link(source, target)
      // Another disk.
      .catch(() => copyFile(source, target))
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
      })
  }
}

/** Returns what the file holds. Throws BackupError with words for the person. */
export async function backUp({
  redis,
  redisUrl,
  uploadsFolder,
  file,
  settings,
}: BackupOptions): Promise<Manifest> {
  const target = resolve(file)
  if (existsSync(target))
    throw new BackupError(`${file} exists already. Name a new file; nothing was written.`)
  if ((await redis.exists(keys.unfinishedRestore())) > 0)
    throw new BackupError('A backup was restored here only in part. Finish that first: nothing was written.')
  // Beside the target, where there is room for it anyway.
  const folder = await mkdtemp(join(dirname(target), '.lectern-backup-'))
  try {
    const uploads = join(folder, uploadsName)
    await mkdir(uploads, { mode: 0o700 })
    // Before the snapshot, for files that are removed after it; and after it, for files that were added
    // before it.
    await keepUploads(uploadsFolder, uploads)
    const at = new Date().toISOString()
    await takeSnapshot(redisUrl, join(folder, snapshotName))
    await keepUploads(uploadsFolder, uploads)
    const dataVersion = Number(await redis.get(keys.dataVersion()))
    return await pack(folder, target, { at, dataVersion, settings })
  } finally {
    // A file may still be written when another has failed.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
