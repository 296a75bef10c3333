import type { Person } from '@lectern/shared/accounts'
import type {
  AttendancePolicy,
  AttendanceStatus,
  attendanceCommands as declared,
} from '@lectern/shared/attendance'
import { errors } from '@lectern/shared/errors'
import { isSpeakerOf } from '../core/authorise.ts'
import type { Clock } from '../core/clock.ts'
import { disclosuresOf } from '../disclosures/shownWords.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Caller } from '../live/connection.ts'
import type { Handlers } from '../live/handlers.ts'
import { rooms } from '../live/rooms.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Accreditation } from './accreditation.ts'
import { type ChecksStore, checksPlace } from './checksStore.ts'
import { openCheckOf } from './openCheck.ts'
import { acknowledgedPlace, type SeatsStore } from './seatsStore.ts'
import type { RecordShown } from './shownRecords.ts'
import type { Watching } from './watching.ts'

export interface AttendanceCommandsOptions {
  status: (sessionId: string, person: Person) => Promise<AttendanceStatus>
  program: Pick<ProgramStore, 'session' | 'supportOf'>
  activityOf: Accreditation['activityOf']
  seats: Pick<SeatsStore, 'give'>
  recordShown: RecordShown
  checks: ChecksStore
  intents: Pick<Intents, 'settled'>
  leaveHall: (caller: Caller) => Promise<void>
  watching: Pick<Watching, 'recount' | 'seated' | 'unmark'>
  broadcast: Broadcast
  clock: Clock
}

const tooLate = () =>
  errors.conflict(
    'The time for this attention check is over. Another one comes; answering it proves that you are watching.',
  )

export function createAttendanceCommands(options: AttendanceCommandsOptions): Handlers<typeof declared> {
  const { status, program, activityOf, seats, recordShown, checks, intents, leaveHall, watching } = options
  const { broadcast, clock } = options

  /** The activity's rules for attention checks. Throws `not_found` if it has none. */
  async function demandOf(sessionId: string): Promise<NonNullable<AttendancePolicy['checks']>> {
    const activity = await activityOf(await program.session(sessionId))
    if (!activity?.attendance.checks) throw errors.notFound('attention check')
    return activity.attendance.checks
  }

  return {
    'attendance.status': ({ sessionId }, { person }) => status(sessionId, person),

    'attendance.acknowledge': async ({ sessionId, version }, caller) => {
      const { person } = caller
      const at = clock()
      const session = await program.session(sessionId)
      const activity = await activityOf(session)
      if (!activity) throw errors.conflict('This session carries no credit: there is nothing to acknowledge.')
      if (isSpeakerOf(session, person))
        throw errors.conflict('You speak in this session. It earns you no credit as a learner.')
      const words = disclosuresOf(session, await program.supportOf(session.conferenceId))
      if (words.version !== version)
        throw errors.stale('The disclosures have changed. Read them as they are now.')
      const shown = await recordShown(session, activity, words)
      // Acknowledging means going to the session.
      await leaveHall(caller)
      const { acknowledgedAt } = await seats.give(sessionId, person.id, version, at, {
        kind: 'disclosure.acknowledged',
        by: person.id,
        data: { sessionId, activityId: activity.id, version, shown },
      })
      await intents.settled(acknowledgedPlace(sessionId, person.id))
      watching.seated(sessionId, person.id)
      // Beats before the acknowledgement marked nothing; let the next one count.
      watching.unmark(sessionId, [person.id])
      return { acknowledgedAt }
    },

    'attendance.answer': async ({ sessionId, check }, { person }) => {
      await demandOf(sessionId)
      const at = clock()
      const { outcome, checks: all } = await checks.answer(sessionId, person.id, check, at)
      if (outcome === 'unknown') throw errors.notFound('attention check')
      const answered = all[check]!
      if (answered.answeredAt === null) throw tooLate()
      // A page that got no acknowledgement retries; record before acknowledging.
      await intents.settled(checksPlace(sessionId, person.id))
      watching.recount(sessionId, person.id)
      broadcast(rooms.watcher(sessionId, person.id), 'attendance.checkClosed', {
        sessionId,
        check,
        answered: true,
      })
      return { answeredAt: answered.answeredAt }
    },

    'attendance.extend': async ({ sessionId, check }, { person }) => {
      const demand = await demandOf(sessionId)
      const at = clock()
      const taken = await checks.extend(sessionId, person.id, check, at, demand.extensionSeconds)
      if (taken.outcome === 'unknown') throw errors.notFound('attention check')
      if (taken.outcome === 'answered') throw errors.conflict('This attention check is answered already.')
      const open = openCheckOf(sessionId, taken.checks, demand, at)
      if (taken.outcome === 'late' || open?.check !== check) throw tooLate()
      broadcast(rooms.watcher(sessionId, person.id), 'attendance.check', open)
      return open
    },
  }
}
