// Uploaded files on disk, under random ids. Redis knows what
// they are; a file it does not name is never served.
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** No file takes this long to write, in ms. */
const unfinishedMs = 3_600_000

export interface Uploads {
  /** Path of a file; its id must come from `save`. */
  pathOf(fileId: string): string
  /** Returns the id of the new file, once it is on disk for good. */
  save(content: Buffer): Promise<string>
  remove(fileId: string): Promise<void>
  /** Removes files left half written by killed servers. */
  removeUnfinished(): Promise<void>
}

export function createUploads(folder: string): Uploads {
  const root = resolve(folder)
  const pathOf = (fileId: string): string => join(root, fileId)

  return {
    pathOf,
    async save(content) {
      const fileId = randomBytes(18).toString('base64url')
      await mkdir(root, { recursive: true, mode: 0o700 })
      const unfinished = join(root, `${fileId}.part`)
      try {
        const file = await open(unfinished, 'wx', 0o600)
        try {
          await file.writeFile(content)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(unfinished, pathOf(fileId))
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
      // The name must survive a power cut, too.
      const directory = await open(root, 'r')
      await directory.sync().finally(() => directory.close())
      return fileId
    },
    async removeUnfinished() {
      const names = await readdir(root).catch(() => [])
      for (const name of names.filter((each) => each.endsWith('.part'))) {
        // Another server may be writing it now.
        const written = await stat(join(root, name)).catch(() => undefined)
        if (written && Date.now() - written.mtimeMs > unfinishedMs)
          await rm(join(root, name), { force: true })
      }
    },
    remove: (fileId) => rm(pathOf(fileId), { force: true }),
  }
}
