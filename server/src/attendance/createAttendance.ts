// Wires up watched time: its entry points and its timers.
import type { Person } from '@lectern/shared/accounts'
import type { Activity } from '@lectern/shared/credit'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { Session, SessionView } from '@lectern/shared/program'
import type { Redis } from 'ioredis'
import type { HallStore } from '../booths/hall/hallStore.ts'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import { disclosuresOf } from '../disclosures/shownWords.ts'
import type { Intents } from '../ledger/intents.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Caller, Connection } from '../live/connection.ts'
import { rooms } from '../live/rooms.ts'
import type { Sockets } from '../live/sockets.ts'
import type { PollsStore } from '../polls/pollsStore.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Arrival } from '../stage/arrival.ts'
import type { StageStore } from '../stage/stageStore.ts'
import { createStageTimesStore } from '../stage/stageTimesStore.ts'
import { type AccreditationOptions, createAccreditation } from './accreditation.ts'
import { createAttendanceCommands } from './attendanceCommands.ts'
import { createBeats } from './beats.ts'
import { recordChecks } from './checkRecords.ts'
import { createCheckSchedule } from './checkSchedule.ts'
import { createChecks } from './checks.ts'
import { createChecksStore } from './checksStore.ts'
import { createDeliveries } from './deliveries.ts'
import { createFreeze } from './freeze.ts'
import { createFrozenStore } from './frozenStore.ts'
import { createMarks } from './marks.ts'
import { createMarksStore } from './marksStore.ts'
import { createMeters } from './meters.ts'
import { createOutages, lookEveryMs } from './outages.ts'
import { createOutagesStore } from './outagesStore.ts'
import { createOverridesStore } from './overridesStore.ts'
import { createPagesStore } from './pagesStore.ts'
import { createAttendanceRecords } from './personRecords.ts'
import { createPresenting } from './presenting.ts'
import { createQualityStore } from './qualityStore.ts'
import { createSeatsStore } from './seatsStore.ts'
import { createServedStore } from './servedStore.ts'
import { createServing } from './serving.ts'
import { createShownRecords } from './shownRecords.ts'
import { createStatus } from './status.ts'
import { createStragglers } from './stragglers.ts'
import { createSweeper } from './sweeper.ts'
import { createWatchFacts } from './watchFacts.ts'
import { createWatching } from './watching.ts'

export interface AttendanceOptions {
  redis: Redis
  clock: Clock
  log: Log
  program: ProgramStore
  activities: AccreditationOptions['activities']
  /** The policies as they hold for an activity. */
  textsOf: (activityId: string) => readonly CreditPolicy[]
  polls: PollsStore
  hall: Pick<HallStore, 'insideOf' | 'visitsOf'>
  /** Removes a person from the exhibit hall, on all devices. */
  leaveHall: (caller: Caller) => Promise<void>
  stage: Pick<StageStore, 'viewersOn'>
  intents: Intents
  broadcast: Broadcast
  tellHere: Sockets['tellHere']
  /** Decides when attention checks come. */
  secret: string
  /** Ids of live media nodes that this server cannot reach. */
  unreachableNodes: () => readonly string[]
  /** Unique to this process. */
  serverName: string
  /** Milliseconds on a clock that never jumps; the process' own by default. */
  monotonic?: Clock
  /** False while this server's clock is not trusted: timed work stops. */
  mayWork?: () => boolean
}

export type Attendance = ReturnType<typeof createAttendance>

const tickMs = 1000
const sweepMs = 3000

export function createAttendance(options: AttendanceOptions) {
  const { redis, clock, log, program, activities, polls, hall, intents, broadcast, serverName } = options
  const seats = createSeatsStore(redis)
  const marksStore = createMarksStore(redis)
  const checksStore = createChecksStore(redis)
  const outagesStore = createOutagesStore(redis)
  const served = createServedStore(redis)
  const overrides = createOverridesStore(redis)
  const serving = createServing(served, serverName)
  const frozen = createFrozenStore(redis)
  const pages = createPagesStore(redis)
  const stageTimes = createStageTimesStore(redis)
  const accreditation = createAccreditation({ activities, intents, clock })
  const { activityOf } = accreditation
  const facts = createWatchFacts({
    overrides,
    clock,
    program,
    activities,
    seats,
    marks: marksStore,
    checks: checksStore,
    outages: outagesStore,
    served,
    frozen,
    pages,
    stageTimes,
    hall,
    polls,
  })
  const watching = createWatching(serving.changed, notePage)
  const marks = createMarks({
    store: marksStore,
    hall,
    clock,
    log,
    onLeftOut: watching.unmark,
    onLate: watching.recount,
  })
  const outages = createOutages({
    redis,
    store: outagesStore,
    program,
    activityOf,
    intents,
    served,
    seats,
    stage: options.stage,
    serverName,
    clock,
    monotonic: options.monotonic ?? (() => performance.now()),
    log,
  })
  const meters = createMeters({
    watching,
    facts,
    marks: marksStore,
    checks: checksStore,
    seats,
    hall,
    overrides: overrides.texts,
    tell: (connectionIds, event) => options.tellHere(connectionIds, 'attendance.slot', event),
    clock,
    log,
  })
  const checks = createChecks({
    watching,
    schedule: createCheckSchedule(options.secret),
    store: checksStore,
    facts,
    polls,
    intents,
    broadcast,
    clock,
    log,
  })
  const { freeze } = createFreeze({
    intents,
    frozen,
    seats,
    marks: marksStore,
    checks: checksStore,
    polls,
    hall,
    outages,
    outagesStore,
    served,
    pages,
    presenting: createPresenting({ stageTimes, frozen, overrides }),
    stageTimes,
    onFrozen: (sessionId) =>
      broadcast([rooms.session(sessionId), rooms.staff(sessionId)], 'attendance.frozen', { sessionId }),
    clock,
  })
  intents.add({ checks: recordChecks(checksStore) })
  const sweep = createSweeper({
    program,
    activityOf,
    frozen,
    freeze,
    stragglers: createStragglers({
      redis,
      outages: outagesStore,
      unreachableNodes: options.unreachableNodes,
    }),
    clock,
    log,
  })
  const status = createStatus({
    facts,
    seats,
    checks: checksStore,
    watching,
    textsOf: options.textsOf,
    supportOf: program.supportOf,
    clock,
  })

  /** Evidence that no minute depends on: if it cannot be written now, it is dropped. */
  function notePage(sessionId: string, personId: string, page: Connection, isHere: boolean): void {
    const viewing = { personId, connectionId: page.id, webSessionId: page.webSessionId }
    const noted = isHere
      ? pages.opened(sessionId, viewing, clock())
      : pages.closed(sessionId, viewing, clock())
    noted.catch((error: unknown) => log.debug({ sessionId, err: error }, 'a page that watches was not noted'))
  }

  async function joined(view: SessionView, peerId: string, caller: Caller, activity: Activity | undefined) {
    if (!activity) return
    watching.join(view, activity, peerId, caller)
    await caller.connection.join(rooms.watcher(view.session.id, caller.person.id))
  }

  /** Reads all that decides on an arrival at once, by the plan as it was last read. */
  function arriving(sessionId: string, caller: Caller): Arrival {
    const { person } = caller
    const plan = program.lastRead(sessionId)
    const reading = Promise.all([
      plan && activityOf(plan),
      seats.find(sessionId, person.id),
      hall.insideOf([person.id]),
      program.supportOf(caller.conferenceId),
    ])
    // Whoever asks for it gets the error.
    reading.catch(() => undefined)
    const activityNow = async (session: Session): Promise<Activity | undefined> =>
      plan && plan.activityId === session.activityId ? (await reading)[0] : activityOf(session)
    return {
      async requireAdmitted(session) {
        const [, seat, , support] = await reading
        const activity = await activityNow(session)
        accreditation.requireAcknowledged(session, person, { activity, seat, support })
      },
      async leaveHall() {
        const [, , [isInside]] = await reading
        if (isInside) await options.leaveHall(caller)
      },
      joined: async (view, peerId) => joined(view, peerId, caller, await activityNow(view.session)),
    }
  }

  const timers: NodeJS.Timeout[] = []
  const every = (ms: number, run: () => void): void => {
    const timer = setInterval(run, ms)
    timer.unref()
    timers.push(timer)
  }

  /**
   * One pulse, then records whom this server serves: the people
   * it served during a silence are recorded by then.
   */
  async function live(): Promise<void> {
    const others = await outages.pulse()
    if (others !== undefined)
      await serving
        .flush()
        .catch((error: unknown) => log.warn({ err: error }, 'whom this server serves was not written'))
  }

  const { mayWork = () => true } = options

  async function tick(): Promise<void> {
    // A server that stands aside gives no pulse and misses no other server's.
    if (!mayWork()) return outages.standAside()
    // Failures must be known before time is counted.
    await live()
    await Promise.all([meters.tick(), checks.tick()])
  }

  return {
    facts,
    accreditation,
    commands: createAttendanceCommands({
      status,
      program,
      activityOf,
      seats,
      recordShown: createShownRecords({ redis, intents, textsOf: options.textsOf }),
      checks: checksStore,
      intents,
      leaveHall: options.leaveHall,
      watching,
      broadcast,
      clock,
    }),
    records: createAttendanceRecords({
      redis,
      frozen,
      stageTimes,
      watchFacts: facts,
      findActivity: activities.find,
      everySession: () => program.views(),
    }),

    /** Hooks for the stage. */
    audience: {
      arriving,
      joined: async (view: SessionView, peerId: string, caller: Caller): Promise<void> =>
        joined(view, peerId, caller, await activityOf(view.session)),
      left: async (sessionId: string, peerId: string, caller: Caller): Promise<void> => {
        watching.leave(sessionId, peerId, caller)
        if (watching.find(sessionId)?.viewers.get(caller.person.id)?.pages.has(caller.connection)) return
        await caller.connection.leave(rooms.watcher(sessionId, caller.person.id))
      },
    },

    /** Throws `acknowledge_first` unless the person has confirmed the session's disclosures, if they must. */
    async requireRead(session: Session, person: Person): Promise<void> {
      const [activity, seat, support] = await Promise.all([
        activityOf(session),
        seats.find(session.id, person.id),
        program.supportOf(session.conferenceId),
      ])
      accreditation.requireAcknowledged(session, person, { activity, seat, support })
    },

    /** From now on, time counts only for people who have acknowledged these words. */
    async wordsChanged(session: Session): Promise<void> {
      const words =
        session.activityId === undefined
          ? undefined
          : disclosuresOf(session, await program.supportOf(session.conferenceId))
      await seats.demand(session.id, words?.version)
    },

    /** Handles the beats of a connection. */
    beatsOf: createBeats(watching, marks, clock),
    gone: (connection: Connection, personId: string) => watching.gone(connection, personId),
    delivered: createDeliveries({
      redis,
      program,
      activityOf,
      marks,
      quality: createQualityStore(redis),
      onFlow: outages.flows,
      onLate: watching.recount,
      clock,
    }),
    nodeGone: outages.nodeGone,
    lost: outages.stageLost,

    /** Writes all marks collected so far. */
    flush: marks.flush,
    /** Call about once a second. */
    tick,
    /** Freezes ended sessions. */
    sweep,
    /** From now on this server gives pulses; earlier failures are recorded. */
    async start(): Promise<void> {
      if (mayWork()) await live()
      every(lookEveryMs, outages.look)
      every(tickMs, () => void tick())
      every(sweepMs, () => {
        if (mayWork()) void sweep()
      })
    },
    async close(): Promise<void> {
      for (const timer of timers) clearInterval(timer)
      await marks.close()
      await outages.goodbye().catch(() => undefined)
    },
  }
}
