// The file of a backup: a compressed tar of a manifest, a snapshot of Redis and the uploads. The manifest
// comes first and holds every other file's SHA-256, so a file that was cut off or altered is never restored.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { create, extract } from 'tar'
import { z } from 'zod'

/** Of the archive's layout; grows when older programs could not restore a newer archive. */
const formatVersion = 1
const manifestName = 'manifest.json'
export const snapshotName = 'redis.rdb'
export const uploadsName = 'uploads'

const manifest = z.object({
  format: z.literal('lectern-backup'),
  version: z.number().int(),
  /** When the snapshot was taken, in ISO 8601. */
  at: z.string(),
  /** Of the data in Redis (`keys.dataVersion`). */
  dataVersion: z.number().int(),
  /** Path → SHA-256. */
  files: z.record(z.string(), z.string()),
  /** Settings that the data needs or, if asked for, all secrets. */
  settings: z.record(z.string(), z.string()),
})
export type Manifest = z.infer<typeof manifest>

/** A reason, in words for the person at the terminal, why a backup cannot be made or restored. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Paths of all files below the folder, relative to it. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => path !== manifestName)
    .sort()
}

/** Makes an archive of the folder, which then holds the manifest too. `file` appears once it is complete. */
export async function pack(
  folder: string,
  file: string,
  facts: Omit<Manifest, 'format' | 'version' | 'files'>,
): Promise<Manifest> {
  const paths = await filesIn(folder)
  const files: Record<string, string> = {}
  for (const path of paths) files[path] = await digestOf(join(folder, path))
  const made: Manifest = { format: 'lectern-backup', version: formatVersion, ...facts, files }
  await writeFile(join(folder, manifestName), JSON.stringify(made, null, 2), { mode: 0o600 })
  const unfinished = `${file}.part`
  try {
    // It holds personal data: only its owner may read it.
    await writeFile(unfinished, '', { mode: 0o600, flag: 'wx' })
    await create({ file: unfinished, cwd: folder, gzip: true, portable: true }, [manifestName, ...paths])
    const written = await open(unfinished, 'r')
    await written.sync().finally(() => written.close())
    await rename(unfinished, file)
    const directory = await open(dirname(file), 'r')
    await directory.sync().finally(() => directory.close())
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  return made
}

function readManifest(text: string, newestData: number): Manifest {
  const raw = z
    .object({ format: z.string(), version: z.number(), dataVersion: z.number() })
    .safeParse(JSON.parse(text))
  if (!raw.success || raw.data.format !== 'lectern-backup')
    throw new BackupError('This is not a backup of Lectern.')
  if (raw.data.version > formatVersion || raw.data.dataVersion > newestData)
    throw new BackupError(
      'This backup was made by a newer version of Lectern. Install that version or a later one, then restore it.',
    )
  return manifest.parse(JSON.parse(text))
}

/** Unpacks the archive into the folder and checks every file. Nothing outside of the folder is written. */
export async function unpack(file: string, folder: string, newestData: number): Promise<Manifest> {
  const damaged = new BackupError(
    `${file} is damaged or was cut off: restore another backup. Nothing was changed.`,
  )
  try {
    await extract({ file, cwd: folder, strict: true, preserveOwner: false })
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOSPC'))
      throw error
    throw damaged
  }
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => undefined)
  if (text === undefined) throw new BackupError('This is not a backup of Lectern.')
  const found = readManifest(text, newestData)
  const paths = await filesIn(folder)
  if (paths.join('\n') !== Object.keys(found.files).sort().join('\n')) throw damaged
  for (const path of paths) if ((await digestOf(join(folder, path))) !== found.files[path]) throw damaged
  return found
}
