// The crew's chat and cue. People are stored by id alone: their names are looked up to be shown.
import type { CrewMessage, Cue } from '@lectern/shared/crew'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { crewMessagesMax } from '@lectern/shared/limits'
import type { Session } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { fromPairs, script } from '../core/script.ts'

export type StoredMessage = Omit<CrewMessage, 'name'>
/** `seenBy`: person ids, first to confirm first. */
export type StoredCue = Omit<Cue, 'seenBy'> & { seenBy: string[] }

export interface CueChange {
  version: number
  cue: StoredCue | null
  /** False for a repeat, and if another cue is the current one. */
  isChanged: boolean
}

export type CrewStore = ReturnType<typeof createCrewStore>

const runSay = script<[string, number, string]>(import.meta.url, './say.lua')
const runCue = script<[string, number, string, string[]]>(import.meta.url, './cue.lua')

/** How long (ms) after the session everything is erased. */
export const crewKeptMs = 24 * 60 * 60_000
const minuteMs = 60_000

function readCue(text: string | null | undefined, seen: Record<string, string>): StoredCue | null {
  if (!text) return null
  const seenBy = Object.entries(seen).sort(([, a], [, b]) => Number(a) - Number(b))
  return { ...(JSON.parse(text) as Omit<StoredCue, 'seenBy'>), seenBy: seenBy.map(([personId]) => personId) }
}

const seenPrefix = 'seen '
const seenIn = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, at]) =>
      field.startsWith(seenPrefix) ? [[field.slice(seenPrefix.length), at]] : [],
    ),
  )

export function createCrewStore(redis: Redis, clock: Clock) {
  const keysOf = (sessionId: string): string[] => [
    keys.crew(sessionId),
    keys.crewMessages(sessionId),
    keys.sessionState(sessionId),
  ]
  /** A session that runs late is kept for a day after its last message. */
  const erasedAt = ({ endsAt }: Session): number => Math.max(endsAt, clock()) + crewKeptMs

  async function changeCue(session: Session, action: string, cueId: string, given = ''): Promise<CueChange> {
    const [outcome, version, text, seen] = await runCue(redis, keysOf(session.id), [
      action,
      cueId,
      given,
      clock(),
      erasedAt(session),
    ])
    if (outcome === 'ended') throw errors.sessionEnded()
    return { version, cue: readCue(text, fromPairs(seen)), isChanged: outcome === 'ok' }
  }

  return {
    async list(
      sessionId: string,
    ): Promise<{ version: number; messages: StoredMessage[]; cue: StoredCue | null }> {
      // Read the version first: a change in between is in the list and announced again, so nothing is missed.
      const fields = await redis.hgetall(keys.crew(sessionId))
      const entries = await redis.lrange(keys.crewMessages(sessionId), 0, -1)
      return {
        version: Number(fields.version ?? 0),
        messages: entries.map((entry) => JSON.parse(entry.slice(entry.indexOf('{'))) as StoredMessage),
        cue: readCue(fields.cue, seenIn(fields)),
      }
    },

    /** A repeat with the same id returns the message as first sent. Throws `session_ended`. */
    async say(
      session: Session,
      { id, personId, text }: Pick<StoredMessage, 'id' | 'personId' | 'text'>,
    ): Promise<{ version: number; message: StoredMessage; isNew: boolean }> {
      const json = JSON.stringify({ id, personId, text, at: clock() } satisfies StoredMessage)
      const [outcome, version, stored] = await runSay(redis, keysOf(session.id), [
        `${personId} ${id} `,
        json,
        crewMessagesMax,
        erasedAt(session),
      ])
      if (outcome === 'ended') throw errors.sessionEnded()
      return { version, message: JSON.parse(stored) as StoredMessage, isNew: outcome === 'ok' }
    },

    /** Replaces the current cue. A repeat with the same id does nothing. Throws `session_ended`. */
    giveCue(session: Session, { id, kind, minutes }: Pick<Cue, 'id' | 'kind' | 'minutes'>) {
      const at = clock()
      const endsAt = kind === 'countdown' && minutes !== null ? at + minutes * minuteMs : null
      return changeCue(session, 'give', id, JSON.stringify({ id, kind, minutes, at, endsAt }))
    },
    takeBackCue: (session: Session, cueId: string) => changeCue(session, 'takeBack', cueId),
    confirmCue: (session: Session, cueId: string, personId: string) =>
      changeCue(session, 'confirm', cueId, personId),
  }
}
