// The booths: their content, their files, and until when their desks are staffed.

import type { BoothContent, BoothField, BoothFile, BoothSettings } from '@lectern/shared/booths'
import { filesMax } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { boothsMax } from '@lectern/shared/limits'
import type { Redis } from 'ioredis'
import { newId } from '../core/newId.ts'
import { swap } from '../core/swap.ts'

/** As stored, without its files. */
type BoothRecord = Omit<BoothSettings, 'documents' | 'images'>

/** `digest`: of the uploaded bytes, which are not kept. */
type FileRecord = BoothFile & { digest?: string }
const isSame = (one: FileRecord, { kind, name }: Pick<BoothFile, 'kind' | 'name'>, digest: string): boolean =>
  one.digest === digest && one.kind === kind && one.name === name

export type BoothsStore = ReturnType<typeof createBoothsStore>

const filesField = (boothId: string): string => `${boothId} files`

/** Attempts to change a list of files that others write at the same time. */
const attempts = 20

export function createBoothsStore(redis: Redis) {
  /** Every booth command reads it, and it seldom changes, so parse each text once. */
  const parsed = new Map<string, { text: string; files: string; booth: BoothSettings }>()

  function readBooth(boothId: string, text: string, files: string): BoothSettings {
    const known = parsed.get(boothId)
    if (known?.text === text && known.files === files) return known.booth
    const all = (JSON.parse(files) as FileRecord[]).map(({ digest: _digest, ...file }) => file)
    const booth: BoothSettings = {
      ...(JSON.parse(text) as BoothRecord),
      documents: all.filter((file) => file.kind === 'document'),
      images: all.filter((file) => file.kind === 'image'),
    }
    parsed.set(boothId, { text, files, booth })
    return booth
  }

  const swapField = (field: string, before: string, after: string): Promise<boolean> =>
    swap(redis, keys.booths(), field, before, after)

  /** Changes a stored booth. Throws `stale` if it is not as the editor saw it. */
  async function write(
    boothId: string,
    version: number,
    change: (booth: BoothRecord) => Partial<BoothRecord>,
  ): Promise<BoothSettings> {
    const text = await redis.hget(keys.booths(), boothId)
    if (text === null) throw errors.notFound('booth')
    const before = JSON.parse(text) as BoothRecord
    const after = JSON.stringify({ ...before, ...change(before), version: before.version + 1 })
    if (before.version !== version || !(await swapField(boothId, text, after)))
      throw errors.stale('Somebody else has changed this booth. Look at it as it is now.')
    return store.booth(boothId)
  }

  const filesText = async (boothId: string): Promise<string> =>
    (await redis.hget(keys.booths(), filesField(boothId))) ?? ''
  const filesOf = async (boothId: string): Promise<FileRecord[]> =>
    JSON.parse((await filesText(boothId)) || '[]') as FileRecord[]

  async function changeFiles(boothId: string, change: (files: FileRecord[]) => FileRecord[]): Promise<void> {
    for (let i = 0; i < attempts; i++) {
      const text = await filesText(boothId)
      const after = change(JSON.parse(text || '[]') as FileRecord[])
      if (await swapField(filesField(boothId), text, JSON.stringify(after))) return
    }
    throw errors.conflict('Others are changing the files of this booth. Try again in a moment.')
  }

  const store = {
    async find(boothId: string): Promise<BoothSettings | undefined> {
      const [text, files] = await redis.hmget(keys.booths(), boothId, filesField(boothId))
      return text ? readBooth(boothId, text, files ?? '[]') : undefined
    },
    async booth(boothId: string): Promise<BoothSettings> {
      const found = await store.find(boothId)
      if (!found) throw errors.notFound('booth')
      return found
    },
    /** All booths, by name. */
    async all(): Promise<BoothSettings[]> {
      const fields = await redis.hgetall(keys.booths())
      return Object.entries(fields)
        .filter(([field]) => !field.includes(' '))
        .map(([boothId, text]) => readBooth(boothId, text, fields[filesField(boothId)] ?? '[]'))
        .sort((a, b) => a.name.localeCompare(b.name))
    },
    async ofExhibitor(exhibitorId: string): Promise<BoothSettings | undefined> {
      const boothId = await redis.hget(keys.boothsOfExhibitors(), exhibitorId)
      return boothId === null ? undefined : store.find(boothId)
    },

    /** Throws `conflict` if the exhibitor already has a booth. */
    async create(
      exhibitorId: string,
      content: BoothContent,
      editable: BoothField[],
      boothId = newId(),
    ): Promise<BoothSettings> {
      const before = await store.find(boothId)
      // A repeat with the same id gets the existing booth.
      if (before?.exhibitorId === exhibitorId) return before
      if (before) throw errors.conflict('Another booth has this id.')
      if ((await redis.hlen(keys.boothsOfExhibitors())) >= boothsMax)
        throw errors.conflict(`There are ${boothsMax} booths, which is all that the hall can have.`)
      const record: BoothRecord = { id: boothId, version: 1, exhibitorId, open: true, editable, ...content }
      // Claim it first: visitors would see an unclaimed booth that nobody manages.
      const claimed = await redis.hsetnx(keys.boothsOfExhibitors(), exhibitorId, boothId)
      const mine = claimed === 1 ? boothId : await redis.hget(keys.boothsOfExhibitors(), exhibitorId)
      if (mine !== null && (await swapField(mine, '', JSON.stringify({ ...record, id: mine }))))
        return store.booth(mine)
      // A concurrent repeat has created it.
      const stands = mine === boothId ? await store.find(boothId) : undefined
      if (stands) return stands
      throw errors.conflict('This exhibitor has a booth already.')
    },
    edit: (boothId: string, version: number, content: Partial<BoothContent>) =>
      write(boothId, version, () => content),
    permit: (boothId: string, version: number, open: boolean, editable: BoothField[]) =>
      write(boothId, version, () => ({ open, editable })),

    /**
     * `digest`: of the uploaded bytes. Returns false if this very upload is stored already.
     * Throws `conflict` if the booth already has the permitted number of this kind.
     */
    async addFile(boothId: string, file: BoothFile, digest: string): Promise<boolean> {
      let isNew = true
      await changeFiles(boothId, (files) => {
        isNew = !files.some((other) => isSame(other, file, digest))
        if (!isNew) return files
        if (files.filter(({ kind }) => kind === file.kind).length >= filesMax[file.kind])
          throw errors.conflict(
            `This booth has ${filesMax[file.kind]} ${file.kind}s, which is all it can have. Remove one first.`,
          )
        return [...files, { ...file, digest }]
      })
      return isNew
    },
    async hasFile(boothId: string, file: Pick<BoothFile, 'kind' | 'name'>, digest: string): Promise<boolean> {
      return (await filesOf(boothId)).some((other) => isSame(other, file, digest))
    },
    removeFile: (boothId: string, fileId: string) =>
      changeFiles(boothId, (files) => files.filter((file) => file.id !== fileId)),

    /** Until when (ms) each desk has staff who are not away, unless they give another sign of life. */
    async staffedUntil(): Promise<Map<string, number>> {
      const fields = await redis.hgetall(keys.boothsStaffed())
      return new Map(Object.entries(fields).map(([boothId, until]) => [boothId, Number(until)]))
    },
    async setStaffedUntil(boothId: string, until: number): Promise<void> {
      await redis.hset(keys.boothsStaffed(), boothId, until)
    },
  }
  return store
}
