// Uploaded files on disk, under random ids. Redis records what they are; a file that it does not name is
// never served.
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AppError } from '@lectern/shared/errors'

/** No file takes this long to write, in ms. */
const unfinishedMs = 3_600_000

export interface Uploads {
  /** Path of a file; its id must come from `save`. */
  pathOf(fileId: string): string
  /** Returns the id of the new file, once it is on disk for good. */
  save(content: Buffer): Promise<string>
  /** The same for a file that `write` creates at this path, some bytes at a time. */
  saveAs<Result>(write: (path: string) => Promise<Result>): Promise<{ fileId: string; result: Result }>
  /** Saves a file and records its id; removes it again if `record` returns false or refuses. */
  keep(content: Buffer, record: (fileId: string) => Promise<boolean>): Promise<void>
  remove(fileId: string): Promise<void>
  /** Removes files left half written by killed servers. */
  removeUnfinished(): Promise<void>
}

export function createUploads(folder: string): Uploads {
  const root = resolve(folder)
  const pathOf = (fileId: string): string => join(root, fileId)

  const uploads: Uploads = {
    pathOf,
    async saveAs(write) {
      const fileId = randomBytes(18).toString('base64url')
      await mkdir(root, { recursive: true, mode: 0o700 })
      const unfinished = join(root, `${fileId}.part`)
      try {
        const result = await write(unfinished)
        const file = await open(unfinished, 'r+')
        await file.sync().finally(() => file.close())
        await rename(unfinished, pathOf(fileId))
        // The name must survive a power cut, too.
        const directory = await open(root, 'r')
        await directory.sync().finally(() => directory.close())
        return { fileId, result }
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    },
    async save(content) {
      const { fileId } = await uploads.saveAs((path) => writeFile(path, content, { flag: 'wx', mode: 0o600 }))
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
    async keep(content, record) {
      const fileId = await uploads.save(content)
      try {
        if (!(await record(fileId))) await uploads.remove(fileId)
      } catch (error) {
        // Only if it certainly failed: while Redis could not answer, it may have recorded the file.
        if (error instanceof AppError) await uploads.remove(fileId)
        throw error
      }
    },
    remove: (fileId) => rm(pathOf(fileId), { force: true }),
  }
  return uploads
}
