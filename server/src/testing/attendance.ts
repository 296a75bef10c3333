// For tests of watched time: the relevant parts of servers on one real Redis, with a test clock.
import type { Person } from '@lectern/shared/accounts'
import { type AttendancePolicy, slotMs } from '@lectern/shared/attendance'
import type { Activity } from '@lectern/shared/credit'
import type { DeliveryQuality } from '@lectern/shared/deliveryQuality'
import type { LedgerEntry } from '@lectern/shared/ledger'
import type { Relationship, Session } from '@lectern/shared/program'
import { countOf, judge } from '@lectern/shared/watchTime'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { type Attendance, createAttendance } from '../attendance/createAttendance.ts'
import { createHallStore } from '../booths/hall/hallStore.ts'
import { createLeaveHall } from '../booths/hall/leaveHall.ts'
import { createPresenceStore } from '../booths/visit/presenceStore.ts'
import { createActivitiesStore } from '../credit/activitiesStore.ts'
import { disclosuresOf } from '../disclosures/shownWords.ts'
import { createIntents, type Intents } from '../ledger/intents.ts'
import type { LedgerStore } from '../ledger/ledgerStore.ts'
import type { Broadcast } from '../live/broadcast.ts'
import type { Caller } from '../live/connection.ts'
import { createPollsStore } from '../polls/pollsStore.ts'
import { createProgramStore } from '../program/programStore.ts'
import { createStageStore } from '../stage/stageStore.ts'
import { atEnd } from './atEnd.ts'
import { conferenceId, testConference, testLedger } from './conference.ts'
import { faculty, fakeCaller, personNamed, sessionOf } from './people.ts'
import { fileRedis } from './redis.ts'

export interface SentEvent {
  /** Channels of a broadcast, or ids of the connections notified. */
  to: string[]
  event: string
  payload: unknown
}

const mitigated = { relevant: true, step: 'Peer review of the slides', decidedBy: 'The office', decidedAt: 1 }
const cleared = (personId: string, relationships: Relationship[] = []) =>
  faculty(personId, {
    name: `Dr ${personId}`,
    credentials: 'MD',
    disclosure: { clearedAt: 1, relationships },
  })

export const plannedSession = (id: string, activityId?: string): Session =>
  sessionOf(id, {
    startsAt: 0,
    endsAt: 3_600_000,
    speakers: [cleared('speaker', [{ company: 'Acme', nature: 'speaker fee', resolution: mitigated }])],
    moderators: [cleared('moderator')],
    ...(activityId && { activityId }),
  })

export const plannedActivity = (id: string, attendance: Partial<AttendancePolicy> = {}): Activity => ({
  id,
  conferenceId,
  title: id,
  format: 'Live activity',
  place: '',
  provider: { name: 'Provider', address: '', number: '' },
  number: '',
  attendance: { checks: null, excuseOutages: false, maxExcusedMinutes: 10, ...attendance },
  designations: [{ policyId: 'ama', maximum: 1, designatedAt: 1, number: '' }],
  evaluation: [],
  test: [],
})

/** When the tests of watched time begin, in ms since the epoch. */
const start = 1_798_761_600_123

export type Server = Attendance & { intents: Intents; told: SentEvent[]; connection: Redis }

export async function createCluster() {
  const redis = await fileRedis()
  const log = memoryLog()
  const time = { now: start }
  const clock = () => time.now
  /** The clock that never jumps: it advances by itself only if a test says that a server stalled. */
  const monotonic = { now: 0 }
  const attendances: { close(): Promise<void> }[] = []
  const close = async () => {
    await Promise.all(attendances.splice(0).map((each) => each.close()))
  }
  atEnd(close)
  const own = redis.connect()
  const program = createProgramStore(own, clock)
  const polls = createPollsStore(own, clock)
  const hall = createHallStore(own, clock)
  const stage = createStageStore(own, clock)
  const ledger = testLedger(own, clock)
  const activities = createActivitiesStore(own)
  await program.createConference(testConference, start)
  let last = 0

  /** One server's parts, with its own connection. `ledgerOf` lets a test fail appends. */
  function server(ledgerOf = (store: LedgerStore): LedgerStore => store): Server {
    const connection = redis.connect()
    const told: SentEvent[] = []
    const intents = createIntents({
      redis: connection,
      clock,
      ledger: ledgerOf(testLedger(connection, clock)),
      log: log.log,
    })
    const broadcast: Broadcast = (room, event, ...payload) =>
      told.push({ to: [room].flat(), event, payload: payload[0] })
    const { leaveHall } = createLeaveHall({
      hall: createHallStore(connection, clock),
      presence: createPresenceStore(connection, clock),
      live: { left: () => {}, announceSweep: async () => {} },
      broadcast,
      leaveRooms: () => {},
    })
    const attendance = createAttendance({
      redis: connection,
      clock,
      monotonic: () => monotonic.now,
      log: log.log,
      program: createProgramStore(connection, clock),
      activities: createActivitiesStore(connection),
      textsOf: () => [],
      polls: createPollsStore(connection, clock),
      hall: createHallStore(connection, clock),
      leaveHall,
      stage: createStageStore(connection, clock),
      intents,
      broadcast,
      tellHere: (ids, event, ...payload) => told.push({ to: ids, event, payload: payload[0] }),
      secret: 'a secret of the test',
      unreachableNodes: () => house.unreachableNodes,
      serverName: `server-${++last}`,
    })
    attendances.push(attendance, { close: async () => intents.close() })
    return { ...attendance, intents, told, connection }
  }

  const house = {
    redis,
    own,
    log,
    time,
    monotonic,
    program,
    polls,
    hall,
    ledger,
    activities,
    server,
    /** Ids of media nodes that no server reaches. */
    unreachableNodes: [] as string[],

    /** Plans a session with its own activity. */
    async plan(attendance: Partial<AttendancePolicy> = {}): Promise<string> {
      const sessionId = `session-${++last}`
      await activities.save(plannedActivity(`activity-${sessionId}`, attendance), 1)
      await program.saveSession(plannedSession(sessionId, `activity-${sessionId}`))
      return sessionId
    },
    /** The same, and live. */
    async open(attendance: Partial<AttendancePolicy> = {}): Promise<string> {
      const sessionId = await house.plan(attendance)
      await program.move(sessionId, 'start')
      return sessionId
    },

    caller: (person: string | Person): Caller =>
      fakeCaller(typeof person === 'string' ? personNamed(person) : person),
    async acknowledge(at: Server, sessionId: string, caller: Caller): Promise<void> {
      const session = await program.session(sessionId)
      const { version } = disclosuresOf(session, await program.supportOf(session.conferenceId))
      await at.commands['attendance.acknowledge']({ sessionId, version }, caller)
    },
    /** A page watches through this media node; returns its beat. */
    async watch(
      at: Server,
      sessionId: string,
      caller: Caller,
      { isAgain = false, nodeId = 'node' } = {},
    ): Promise<() => void> {
      const view = await program.view(sessionId)
      const arrival = at.audience.arriving(sessionId, caller)
      await arrival.requireAdmitted(view.session)
      if (!isAgain) await arrival.leaveHall()
      const peerId = `peer-${++last}`
      caller.connection.peers.set(peerId, { nodeId, sessionId, role: 'viewer' })
      await stage.savePeer(peerId, { nodeId, sessionId, role: 'viewer', personId: caller.person.id })
      await arrival.joined(view, peerId)
      const beat = at.beatsOf(caller)
      return () => beat({ peerId })
    },
    /** A person with a seat and one watching page. */
    async viewer(at: Server, sessionId: string, personId: string) {
      const caller = house.caller(personId)
      await house.acknowledge(at, sessionId, caller)
      return { caller, beat: await house.watch(at, sessionId, caller) }
    },

    /** A media node's report about the four seconds that ended `agoMs` ago. */
    deliver: (
      at: Server,
      sessionId: string,
      personIds: string[],
      {
        onAir = true,
        agoMs = 0,
        ...more
      }: { onAir?: boolean; agoMs?: number; quality?: DeliveryQuality } = {},
    ) =>
      at.delivered({
        stageId: sessionId,
        nodeId: 'node',
        onAir,
        intervalMs: 4000,
        agoMs,
        personIds,
        ...more,
      }),

    /**
     * Lets `slots` slots pass: in each the pages beat twice and
     * media reaches these people. Ends at a slot's end.
     */
    async pass(
      sessionId: string,
      slots: number,
      what: {
        beats?: (() => void)[]
        delivered?: string[]
        at?: Server
        onAir?: boolean
        tick?: Server[]
        everySlot?: (slot: number) => void | Promise<void>
      },
    ): Promise<void> {
      const { liveAt } = await program.state(sessionId)
      const first = Math.round((time.now - liveAt!) / slotMs)
      for (let slot = first; slot < first + slots; slot += 1) {
        for (const ms of [2000, 7000]) {
          time.now = liveAt! + slot * slotMs + ms
          for (const beat of what.beats ?? []) beat()
          if (what.at)
            await house.deliver(what.at, sessionId, what.delivered ?? [], { onAir: what.onAir ?? true })
          await what.everySlot?.(slot)
          for (const each of what.tick ?? []) await each.tick()
        }
        for (const each of new Set([...(what.tick ?? []), ...(what.at ? [what.at] : [])])) await each.flush()
      }
      time.now = liveAt! + (first + slots) * slotMs
    },

    /** A person's slots, as far as they can be judged now. */
    async count(at: Server, sessionId: string, personId: string) {
      const { facts, activity } = await at.facts.session(sessionId)
      const person = (await at.facts.people(sessionId, [personId])).get(personId)
      const verdicts = judge(facts!, person!, activity!.attendance)
      return { verdicts, ...countOf(verdicts) }
    },
    async entries(kind: LedgerEntry['kind'], sessionId?: string): Promise<LedgerEntry[]> {
      const all = await ledger.read(1, 1_000_000)
      return all.filter(
        (entry) =>
          entry.kind === kind && (!sessionId || JSON.stringify(entry.data).includes(`"${sessionId}"`)),
      )
    },
    /** By name, what an entry of the ledger rests on. */
    contentsOf: ledger.contents.of,
    /** Stops the servers and empties Redis, for a test that needs a fresh start. */
    async reset(): Promise<void> {
      await close()
      await own.flushall()
      await program.createConference(testConference, start)
      time.now = start
      monotonic.now = 0
      last = 0
    },
  }
  return house
}
