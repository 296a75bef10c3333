// From data version 0 to 1: from one conference to many. People become identities with a membership, and
// everything with an id gets the conference that was the only one.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { swap } from '../core/swap.ts'
import { backupOf, exhibitorOf, oldKeys } from './oldKeys.ts'

export interface MigrationOptions {
  redis: Redis
  clock: Clock
  log: Log
  /** Called before each step; a test ends the process here. */
  beforeStep?: (step: string) => void | Promise<void>
}

/** How long what was there before is kept, in ms: 90 days. */
const backupMs = 90 * 86_400_000
/** People or sessions changed at a time. */
const portion = 200

interface Old {
  conferenceId: string
  /** JSON of the conference; undefined if people or sessions were made before there was one. */
  text: string | undefined
}

/** Undefined if there is nothing to migrate. */
async function findOld(redis: Redis): Promise<Old | undefined> {
  const text = await redis.get(oldKeys.conference)
  if (text !== null) return { conferenceId: (JSON.parse(text) as { id: string }).id, text }
  // A server that was killed right before it wrote the version has done everything else.
  if ((await redis.exists(keys.conferences())) === 1) return undefined
  const left = await Promise.all([redis.exists(keys.people()), redis.exists(oldKeys.sessions)])
  return left.includes(1) ? { conferenceId: 'conference', text: undefined } : undefined
}

/** Keeps a copy of a key as it was before its first change. */
async function backUp(redis: Redis, key: string): Promise<void> {
  await redis.copy(key, backupOf(key))
  await redis.pexpire(backupOf(key), backupMs)
}

/** Moves an old key out of the way, where it is kept for a while. */
async function retire(redis: Redis, key: string): Promise<void> {
  if ((await redis.exists(key)) === 0) return
  await redis.rename(key, backupOf(key))
  await redis.pexpire(backupOf(key), backupMs)
}

async function inPortions<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let i = 0; i < items.length; i += portion) await Promise.all(items.slice(i, i + portion).map(run))
}

/** Copies a hash to a new key, where no field is overwritten. */
async function copyHash(
  redis: Redis,
  from: string,
  to: string,
  change: (text: string, field: string) => string = (text) => text,
): Promise<string[]> {
  const fields = Object.entries(await redis.hgetall(from))
  await inPortions(fields, ([field, text]) => redis.hsetnx(to, field, change(text, field)))
  return fields.map(([field]) => field)
}

async function copySet(redis: Redis, from: string, to: string): Promise<void> {
  const members = await redis.smembers(from)
  await inPortions(members, (member) => redis.sadd(to, member))
}

/** Changes JSON in place, unless somebody else has changed it since. */
async function changeText(
  redis: Redis,
  key: string,
  field: string | null,
  change: (text: string) => string | undefined,
): Promise<void> {
  const text = await (field === null ? redis.get(key) : redis.hget(key, field))
  const changed = text === null ? undefined : change(text)
  if (changed === undefined) return
  await backUp(redis, key)
  await swap(redis, key, field, text, changed)
}

const withConference = (text: string, conferenceId: string): string | undefined => {
  const value = JSON.parse(text) as Record<string, unknown>
  return value.conferenceId === undefined ? JSON.stringify({ ...value, conferenceId }) : undefined
}

interface OldPerson {
  id: string
  roles?: string[]
  exhibitorId?: string
}

/** The membership first: until it is there, the old person still says what it was. */
async function migratePerson(redis: Redis, conferenceId: string, since: number, personId: string) {
  await redis.sadd(keys.members(conferenceId), personId)
  const text = await redis.get(keys.person(personId))
  const { roles, exhibitorId, ...identity } = JSON.parse(text ?? '{}') as OldPerson
  if (!roles) return
  const membership = {
    roles: roles.filter((role) => role !== 'organiser'),
    ...(exhibitorId !== undefined && { exhibitorId }),
    since,
  }
  await redis.hsetnx(keys.memberships(personId), conferenceId, JSON.stringify(membership))
  const isOffice = roles.includes('organiser')
  await changeText(redis, keys.person(personId), null, () =>
    JSON.stringify({ ...identity, ...(isOffice && { isOffice }) }),
  )
}

/** A line that cannot be read stays what it is: nobody can do anything with its intent. */
function readLine(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return { unreadable: line }
  }
}

/** An intent says in its data, and each of its lines, which conference it is about. */
function migrateIntent(text: string, conferenceId: string): string | undefined {
  const [head, ...lines] = text.split('\n').map(readLine)
  const data = (head!.data ?? {}) as Record<string, unknown>
  if (data.conferenceId !== undefined) return undefined
  const planned = data.planned && { planned: { ...(data.planned as object), conferenceId } }
  const named = lines.map((line) => ({ ...line, data: { conferenceId, ...(line.data as object) } }))
  return [{ ...head, data: { ...data, ...(planned || {}), conferenceId } }, ...named]
    .map((line) => JSON.stringify(line))
    .join('\n')
}

async function staffKeys(redis: Redis): Promise<string[]> {
  const found: string[] = []
  for await (const some of redis.scanStream({ match: oldKeys.staffPattern, count: 1000 }))
    found.push(...(some as string[]))
  return found
}

export async function migrateToConferences({
  redis,
  clock,
  log,
  beforeStep,
}: MigrationOptions): Promise<void> {
  const old = await findOld(redis)
  if (!old) return
  const { conferenceId } = old
  const now = clock()
  const figures: Record<string, number> = {}

  const steps: Record<string, () => Promise<unknown>> = {
    async people() {
      const ids = await redis.smembers(keys.people())
      await inPortions(ids, (personId) => migratePerson(redis, conferenceId, now, personId))
      figures.people = ids.length
    },
    async staff() {
      for (const key of await staffKeys(redis))
        await copySet(redis, key, keys.staffOf(conferenceId, exhibitorOf(key)))
    },
    async sessions() {
      const ids = await redis.smembers(oldKeys.sessions)
      await inPortions(ids, (sessionId) =>
        changeText(redis, keys.session(sessionId), null, (text) => withConference(text, conferenceId)),
      )
      await copySet(redis, oldKeys.sessions, keys.sessions(conferenceId))
      figures.sessions = ids.length
    },
    async activities() {
      const ids = [
        ...(await copyHash(
          redis,
          oldKeys.activities,
          keys.activities(conferenceId),
          (text) => withConference(text, conferenceId) ?? text,
        )),
        ...(await copyHash(redis, oldKeys.activityPlans, keys.activityPlans(conferenceId))),
      ]
      await inPortions(ids, (id) => redis.hsetnx(keys.conferenceOf(), `activity ${id}`, conferenceId))
      figures.activities = new Set(ids).size
    },
    appeals: () => copyHash(redis, oldKeys.appeals, keys.appeals(conferenceId)),
    async booths() {
      const fields = await copyHash(redis, oldKeys.booths, keys.booths(conferenceId), (text, field) =>
        field.includes(' ') ? text : (withConference(text, conferenceId) ?? text),
      )
      const ids = fields.filter((field) => !field.includes(' '))
      await inPortions(ids, (id) => redis.hsetnx(keys.conferenceOf(), `booth ${id}`, conferenceId))
      figures.booths = ids.length
    },
    async hall() {
      await copyHash(redis, oldKeys.exhibitors, keys.boothsOfExhibitors(conferenceId))
      await copyHash(redis, oldKeys.staffed, keys.boothsStaffed(conferenceId))
      const inside = await redis.smembers(oldKeys.hallInside)
      await inPortions(inside, (personId) => redis.hsetnx(keys.hallInside(), personId, conferenceId))
    },
    async intents() {
      for (const key of [keys.creditIntents(), keys.ledgerIntents()])
        for (const field of await redis.hkeys(key))
          await changeText(redis, key, field, (text) => migrateIntent(text, conferenceId))
    },
    /** Renamed as it is: not a byte of the evidence changes. */
    async ledger() {
      for (const [from, to] of [
        [oldKeys.ledger, keys.ledger(conferenceId)],
        [oldKeys.ledgerHead, keys.ledgerHead(conferenceId)],
      ] as const)
        if ((await redis.exists(from)) === 1) await redis.rename(from, to)
    },
    async conference() {
      const logo = await redis.get(oldKeys.logo)
      if (logo) await redis.set(keys.conferenceLogo(conferenceId), logo, 'NX')
      await redis.set(keys.conference(conferenceId), conferenceText(old), 'NX')
      await redis.zadd(keys.conferences(), 'NX', now, conferenceId)
      // The example is for installations without data.
      await redis.set(keys.exampleSeeded(), '1')
    },
    /** The old conference last: as long as it is there, the migration is not done. */
    async retire() {
      const { sessions, activities, activityPlans, appeals, hallInside, booths, exhibitors, staffed } =
        oldKeys
      const moved = [sessions, activities, activityPlans, appeals, hallInside, booths, exhibitors, staffed]
      for (const key of [...moved, ...(await staffKeys(redis)), oldKeys.logo, oldKeys.conference])
        await retire(redis, key)
    },
  }
  for (const [name, run] of Object.entries(steps)) {
    await beforeStep?.(name)
    await run()
  }
  log.info(figures, 'the data was migrated: it now has conferences')
}

/** The example of earlier versions, as long as nobody has renamed it, stays an example. */
function conferenceText({ conferenceId: id, text }: Old): string {
  if (text === undefined) return JSON.stringify({ id, title: 'Conference', timeZone: 'UTC' })
  const conference = JSON.parse(text) as { title: string }
  const isExample = id === 'cardiology' && conference.title === 'Cardiology Update 2026'
  return JSON.stringify({ ...conference, ...(isExample && { isExample }) })
}
