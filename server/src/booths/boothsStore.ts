// The booths: their content, their files, and how many staff are at their desks.

import type { BoothContent, BoothField, BoothFile, BoothSettings } from '@lectern/shared/booths'
import { filesMax } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { boothsMax } from '@lectern/shared/limits'
import type { Redis } from 'ioredis'
import { newId } from '../core/newId.ts'
import { swap } from '../core/swap.ts'
import { createBelonging } from '../program/belongingStore.ts'

/** As stored, without its files. */
type BoothRecord = Omit<BoothSettings, 'documents' | 'images' | 'logo' | 'cover'>

/** `digest`: of the uploaded bytes, which are not kept. */
type FileRecord = BoothFile & { digest?: string }
const isSame = (one: FileRecord, { kind, name }: Pick<BoothFile, 'kind' | 'name'>, digest: string): boolean =>
  one.digest === digest && one.kind === kind && one.name === name

export type BoothsStore = ReturnType<typeof createBoothsStore>

const filesField = (boothId: string): string => `${boothId} files`

/** Attempts to change a list of files that others write at the same time. */
const attempts = 20

export function createBoothsStore(redis: Redis) {
  const belonging = createBelonging(redis, 'booth')
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
      logo: all.find((file) => file.kind === 'logo') ?? null,
      cover: all.find((file) => file.kind === 'cover') ?? null,
    }
    parsed.set(boothId, { text, files, booth })
    return booth
  }

  /** Throws `not_found`. */
  async function conferenceOf(boothId: string): Promise<string> {
    const conferenceId = await belonging.find(boothId)
    if (conferenceId === undefined) throw errors.notFound('booth')
    return conferenceId
  }

  const swapField = (conferenceId: string, field: string, before: string, after: string): Promise<boolean> =>
    swap(redis, keys.booths(conferenceId), field, before, after)

  /** Changes a stored booth. Throws `stale` if it is not as the editor saw it. */
  async function write(
    boothId: string,
    version: number,
    change: (booth: BoothRecord) => Partial<BoothRecord>,
  ): Promise<BoothSettings> {
    const conferenceId = await conferenceOf(boothId)
    const text = await redis.hget(keys.booths(conferenceId), boothId)
    if (text === null) throw errors.notFound('booth')
    const before = JSON.parse(text) as BoothRecord
    const after = JSON.stringify({ ...before, ...change(before), version: before.version + 1 })
    if (before.version !== version || !(await swapField(conferenceId, boothId, text, after)))
      throw errors.stale('Someone else changed this booth. Check its current content, then save again.')
    return store.booth(boothId)
  }

  const filesText = async (boothId: string): Promise<string> =>
    (await redis.hget(keys.booths(await conferenceOf(boothId)), filesField(boothId))) ?? ''
  const filesOf = async (boothId: string): Promise<FileRecord[]> =>
    JSON.parse((await filesText(boothId)) || '[]') as FileRecord[]

  async function changeFiles(boothId: string, change: (files: FileRecord[]) => FileRecord[]): Promise<void> {
    const conferenceId = await conferenceOf(boothId)
    for (let i = 0; i < attempts; i++) {
      const text = await filesText(boothId)
      const after = change(JSON.parse(text || '[]') as FileRecord[])
      if (await swapField(conferenceId, filesField(boothId), text, JSON.stringify(after))) return
    }
    throw errors.conflict('Others are changing the files of this booth. Try again in a moment.')
  }

  const store = {
    async find(boothId: string): Promise<BoothSettings | undefined> {
      const conferenceId = await belonging.find(boothId)
      if (conferenceId === undefined) return undefined
      const [text, files] = await redis.hmget(keys.booths(conferenceId), boothId, filesField(boothId))
      return text ? readBooth(boothId, text, files ?? '[]') : undefined
    },
    async booth(boothId: string): Promise<BoothSettings> {
      const found = await store.find(boothId)
      if (!found) throw errors.notFound('booth')
      return found
    },
    /** The conference that it belongs to. */
    conferenceOf: belonging.find,
    /** The booth is deleted with its conference. */
    release: belonging.release,
    /** All booths of a conference, by name. */
    async all(conferenceId: string): Promise<BoothSettings[]> {
      const fields = await redis.hgetall(keys.booths(conferenceId))
      return Object.entries(fields)
        .filter(([field]) => !field.includes(' '))
        .map(([boothId, text]) => readBooth(boothId, text, fields[filesField(boothId)] ?? '[]'))
        .sort((a, b) => a.name.localeCompare(b.name))
    },
    async ofExhibitor(conferenceId: string, exhibitorId: string): Promise<BoothSettings | undefined> {
      const boothId = await redis.hget(keys.boothsOfExhibitors(conferenceId), exhibitorId)
      return boothId === null ? undefined : store.find(boothId)
    },

    /** Throws `conflict` if the exhibitor already has a booth at the conference. */
    async create(
      conferenceId: string,
      exhibitorId: string,
      content: BoothContent,
      editable: BoothField[],
      boothId = newId(),
    ): Promise<BoothSettings> {
      const before = await store.find(boothId)
      // A repeat with the same id gets the existing booth.
      if (before?.exhibitorId === exhibitorId && before.conferenceId === conferenceId) return before
      if (before || (await belonging.claim(boothId, conferenceId)) !== conferenceId)
        throw errors.conflict('Another booth has this id.')
      if ((await redis.hlen(keys.boothsOfExhibitors(conferenceId))) >= boothsMax)
        throw errors.conflict(`The hall is full: it has ${boothsMax} booths.`)
      const record: BoothRecord = {
        id: boothId,
        version: 1,
        conferenceId,
        exhibitorId,
        open: true,
        editable,
        ...content,
      }
      // Claim it first: visitors would see an unclaimed booth that nobody manages.
      const exhibitors = keys.boothsOfExhibitors(conferenceId)
      const claimed = await redis.hsetnx(exhibitors, exhibitorId, boothId)
      const mine = claimed === 1 ? boothId : await redis.hget(exhibitors, exhibitorId)
      if (mine !== null && (await swapField(conferenceId, mine, '', JSON.stringify({ ...record, id: mine }))))
        return store.booth(mine)
      // A concurrent repeat has created it.
      const stands = mine === boothId ? await store.find(boothId) : undefined
      if (stands) return stands
      throw errors.conflict('This company already has a booth.')
    },
    edit: (boothId: string, version: number, content: Partial<BoothContent>) =>
      write(boothId, version, () => content),
    permit: (boothId: string, version: number, open: boolean, editable: BoothField[]) =>
      write(boothId, version, () => ({ open, editable })),

    /**
     * `digest`: of the uploaded bytes. `isNew` is false if this very upload is stored already; `replaced`:
     * ids of the files whose place it takes. Throws `conflict` if the booth has no room for more.
     */
    async addFile(
      boothId: string,
      file: BoothFile,
      digest: string,
    ): Promise<{ isNew: boolean; replaced: string[] }> {
      let isNew = true
      let replaced: string[] = []
      await changeFiles(boothId, (files) => {
        const alike = files.filter(({ kind }) => kind === file.kind)
        isNew = !alike.some((other) => isSame(other, file, digest))
        replaced = isNew && filesMax[file.kind] === 1 ? alike.map(({ id }) => id) : []
        if (!isNew) return files
        if (alike.length - replaced.length >= filesMax[file.kind])
          throw errors.conflict(
            `This booth has its maximum of ${filesMax[file.kind]} ${file.kind}s. Remove one first.`,
          )
        return [...files.filter(({ id }) => !replaced.includes(id)), { ...file, digest }]
      })
      return { isNew, replaced }
    },
    async hasFile(boothId: string, file: Pick<BoothFile, 'kind' | 'name'>, digest: string): Promise<boolean> {
      return (await filesOf(boothId)).some((other) => isSame(other, file, digest))
    },
    removeFile: (boothId: string, fileId: string) =>
      changeFiles(boothId, (files) => files.filter((file) => file.id !== fileId)),

    /** How many staff each desk of a conference has who are not away; desks with none are left out. */
    async staffAt(conferenceId: string, now: number): Promise<Map<string, number>> {
      const fields = await redis.hgetall(keys.boothsStaffed(conferenceId))
      return new Map(
        Object.entries(fields).flatMap(([boothId, text]) => {
          const [until, count] = text.split(' ').map(Number)
          return until! > now ? [[boothId, count ?? 1] as const] : []
        }),
      )
    },
    /** `until`: when (ms) the last of them counts as gone, without another sign of life. */
    async setStaff(
      { id, conferenceId }: Pick<BoothSettings, 'id' | 'conferenceId'>,
      count: number,
      until: number,
    ): Promise<void> {
      await redis.hset(keys.boothsStaffed(conferenceId), id, `${until} ${count}`)
    },
  }
  return store
}
