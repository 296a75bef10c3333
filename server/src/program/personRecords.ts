// A person's place in the programme and their own agenda, in the lists of their data, merged with another's,
// and erased.
import { inControl } from '@lectern/shared/clearance'
import { keys } from '@lectern/shared/keys'
import type { Session } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import { type EverySession, inSessions, type PersonRecords } from '../accounts/personRecords.ts'
import { swap } from '../core/swap.ts'
import { swapInList } from '../core/swapInList.ts'
import type { BiasReport, BiasStore } from './biasStore.ts'
import type { ProgramStore } from './programStore.ts'

const lists = ['speakers', 'moderators', 'planners'] as const

/** The session with `to` in the place of `from`; undefined if `from` has none. */
function withPlace(session: Session, from: string, to: string): Session | undefined {
  if (!inControl(session).some(([member]) => member.personId === from)) return undefined
  const changed = { ...session }
  for (const list of lists) {
    const members = session[list]
    if (!members?.some(({ personId }) => personId === from)) continue
    const isThere = members.some(({ personId }) => personId === to)
    changed[list] = isThere
      ? members.filter(({ personId }) => personId !== from)
      : members.map((member) => (member.personId === from ? { ...member, personId: to } : member))
  }
  return changed
}

/** A plan in which this person has no name. */
function withoutName(text: string, personId: string): string {
  if (!text.includes(personId)) return text
  const plan = JSON.parse(text) as Session
  for (const list of lists)
    for (const member of plan[list] ?? [])
      if (member.personId === personId) {
        Object.assign(member, { name: 'Somebody who was erased', credentials: '', affiliation: '' })
        delete member.disclosure
      }
  return JSON.stringify(plan)
}

export interface ProgramRecordsOptions {
  redis: Redis
  program: Pick<ProgramStore, 'saveSession'>
  bias: Pick<BiasStore, 'reports'>
  everySession: EverySession
}

export function createProgramRecords({
  redis,
  program,
  bias,
  everySession,
}: ProgramRecordsOptions): PersonRecords {
  return {
    async collect(personId) {
      const agenda = new Set(await redis.smembers(keys.ownAgenda(personId)))
      const found = await inSessions(everySession, async ({ session }) => {
        const places = inControl(session)
          .filter(([member]) => member.personId === personId)
          .map(([{ personId: _personId, ...member }, role]) => ({ session: session.title, role, ...member }))
        const reports = (await bias.reports(session.id))
          .filter((report) => report.personId === personId)
          .map(({ at, text }) => ({ session: session.title, at: new Date(at).toISOString(), text }))
        return { places, reports, kept: agenda.has(session.id) ? [session.title] : [] }
      })
      return {
        'Places in the programme': found.flatMap(({ places }) => places),
        'Own agenda': found.flatMap(({ kept }) => kept),
        'Reports of commercial bias': found.flatMap(({ reports }) => reports),
      }
    },
    async move(from, to) {
      const kept = await redis.smembers(keys.ownAgenda(from))
      if (kept.length > 0) await redis.sadd(keys.ownAgenda(to), ...kept)
      await redis.del(keys.ownAgenda(from))
      await inSessions(everySession, async ({ session }) => {
        const changed = withPlace(session, from, to)
        if (changed) await program.saveSession(changed)
        await swapInList(redis, keys.biasReports(session.id), (text) => {
          const report = JSON.parse(text) as BiasReport
          return report.personId === from ? JSON.stringify({ ...report, personId: to }) : text
        })
      })
    },
    // What the programme showed of its faculty is part of the activity's record; what was planned with them
    // and came otherwise is not.
    async erase(personId) {
      await redis.del(keys.ownAgenda(personId))
      await inSessions(everySession, async ({ session }) => {
        if (inControl(session).some(([member]) => member.personId === personId)) return
        await swapInList(redis, keys.earlierPlans(session.id), (text) => withoutName(text, personId))
      })
      for (const conferenceId of await redis.zrange(keys.conferences(), '0', '-1'))
        for (const sessionId of await redis.hkeys(keys.removedSessions(conferenceId))) {
          const removed = await redis.get(keys.removedSession(sessionId))
          const without = removed === null ? null : withoutName(removed, personId)
          if (without !== removed) await swap(redis, keys.removedSession(sessionId), null, removed, without)
          await swapInList(redis, keys.earlierPlans(sessionId), (text) => withoutName(text, personId))
        }
    },
  }
}
