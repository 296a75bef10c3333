// Credit on a real Redis, with sessions that were watched and are settled, for tests.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Identity, Profession } from '@lectern/shared/accounts'
import { slotMs } from '@lectern/shared/attendance'
import { type Activity, activity } from '@lectern/shared/credit'
import type { LedgerEntry } from '@lectern/shared/ledger'
import type { Session, SessionView } from '@lectern/shared/program'
import type { Role } from '@lectern/shared/roles'
import type { Redis } from 'ioredis'
import { memoryLog } from '../../../scripts/testing/log.ts'
import { createAccountsStore } from '../accounts/accountsStore.ts'
import { createDetailsStore } from '../accounts/detailsStore.ts'
import { createChecksStore } from '../attendance/checksStore.ts'
import { createFrozenStore, type FrozenRow, toText } from '../attendance/frozenStore.ts'
import { createMarksStore } from '../attendance/marksStore.ts'
import { createOutagesStore } from '../attendance/outagesStore.ts'
import { createOverridesStore } from '../attendance/overridesStore.ts'
import { createPagesStore } from '../attendance/pagesStore.ts'
import { createSeatsStore } from '../attendance/seatsStore.ts'
import { createServedStore } from '../attendance/servedStore.ts'
import { createWatchFacts } from '../attendance/watchFacts.ts'
import { createHallStore } from '../booths/hall/hallStore.ts'
import { dayMs } from '../core/clock.ts'
import { createActivitiesStore } from '../credit/activitiesStore.ts'
import { createActivityPlans } from '../credit/activityPlans.ts'
import { createCreditParts } from '../credit/creditParts.ts'
import { createPlanningStore } from '../credit/planningStore.ts'
import { policiesFolder, readPolicies } from '../credit/policies.ts'
import type { PolicyBook } from '../credit/policyBook.ts'
import { createRecordsStore } from '../credit/registers/activities/recordsStore.ts'
import { createIntents } from '../ledger/intents.ts'
import type { LedgerStore } from '../ledger/ledgerStore.ts'
import { createPollsStore } from '../polls/pollsStore.ts'
import { createProgramStore } from '../program/programStore.ts'
import { createStageTimesStore } from '../stage/stageTimesStore.ts'
import { atEnd } from './atEnd.ts'
import { conferenceId, type TestLedger, testConference, testLedger } from './conference.ts'
import { sessionOf } from './people.ts'
import { connectTo, fileRedis } from './redis.ts'

export const minuteMs = 60_000
/** When every session of the tests went live: 2 March 2026, 9:00 in Berlin. */
export const liveAt = Date.UTC(2026, 2, 2, 8)

export const policies = readPolicies(policiesFolder)

/** For all professions, one hour, without attention checks. */
export const plannedActivity = (id: string, changes: Record<string, unknown> = {}): Activity =>
  activity.parse({
    id,
    conferenceId,
    title: `Activity ${id}`,
    format: 'Live activity',
    provider: { name: 'The Institute', address: '1 Main Street, Springfield', number: '1234567' },
    number: '202600417',
    attendance: { checks: null, excuseOutages: true, maxExcusedMinutes: 10 },
    designations: [
      { policyId: 'ama', maximum: 1, designatedAt: liveAt - dayMs },
      { policyId: 'ancc', maximum: 1, designatedAt: liveAt - dayMs },
      {
        policyId: 'acpe-knowledge',
        maximum: 1,
        designatedAt: liveAt - dayMs,
        number: '1234-0000-26-001-L01-P',
      },
      { policyId: 'participation', maximum: 1, designatedAt: liveAt - dayMs },
    ],
    evaluation: [{ id: 'useful', kind: 'rating', prompt: 'How useful was it?' }],
    test: [
      {
        id: 'first',
        kind: 'choice',
        prompt: 'Which?',
        options: [
          { id: 'a', text: 'A' },
          { id: 'b', text: 'B' },
        ],
        correct: ['a'],
        feedback: 'A, because of the alphabet.',
      },
      { id: 'second', kind: 'yes_no', prompt: 'Is it?', correct: ['yes'], feedback: 'It is.' },
    ],
    ...changes,
  })

export const plannedSession = (id: string, activityId: string): Session =>
  sessionOf(id, {
    title: `Session ${id}`,
    startsAt: liveAt,
    endsAt: liveAt + 60 * minuteMs,
    activityId,
  })

/** A session that is only planned. */
export const viewOf = (session: Session): SessionView => ({
  session,
  state: {
    sessionId: session.id,
    version: 0,
    phase: 'scheduled',
    liveAt: null,
    endedAt: null,
    breaks: [],
    resumesAt: null,
  },
})

/** The bits of the first `minutes` minutes. */
function firstMinutes(minutes: number, of: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil((of * minuteMs) / slotMs / 8))
  for (let slot = 0; slot < (minutes * minuteMs) / slotMs; slot++) bits[slot >> 3]! |= 0x80 >> (slot & 7)
  return bits
}

/** A server's parts for credit, on its own connection. `ledgerOf` may wrap its ledger. */
export function connectCredit(
  redisUrl: string,
  clock: () => number,
  ledgerOf: (ledger: LedgerStore) => LedgerStore = (ledger) => ledger,
  book?: PolicyBook,
) {
  const { log } = memoryLog()
  const redis = connectTo(redisUrl)
  const program = createProgramStore(redis, clock)
  const activities = createActivitiesStore(redis)
  const ledger = testLedger(redis, clock)
  const accounts = createAccountsStore(redis)
  const details = createDetailsStore(redis, clock)
  const watchFacts = createWatchFacts({
    overrides: createOverridesStore(redis),
    clock,
    program,
    activities,
    seats: createSeatsStore(redis),
    marks: createMarksStore(redis),
    checks: createChecksStore(redis),
    outages: createOutagesStore(redis),
    served: createServedStore(redis),
    frozen: createFrozenStore(redis),
    pages: createPagesStore(redis),
    stageTimes: createStageTimesStore(redis),
    hall: createHallStore(redis, clock),
    polls: createPollsStore(redis, clock),
  })
  const intents = createIntents({ redis, clock, ledger: ledgerOf(ledger), log })
  const planningForms = createPlanningStore(redis)
  const credit = createCreditParts({
    redis,
    clock,
    intents,
    accounts,
    details,
    program,
    activities,
    policies: book?.policies ?? policies,
    ...(book && { book }),
    watchFacts,
    uploads: { pathOf: (fileId) => join(tmpdir(), fileId) },
  })
  const close = () => {
    intents.close()
    redis.disconnect()
  }
  atEnd(close)
  return {
    redis,
    program,
    activities,
    ledger,
    accounts,
    intents,
    credit,
    planningForms,
    ...createActivityPlans({
      ...{ activities, planningForms, policies, program, intents, clock },
      recordsStore: createRecordsStore(redis),
    }),
    close,
  }
}
export type CreditServer = ReturnType<typeof connectCredit>

/** A conference with an organiser, on its own Redis. */
export async function startCredit(clock: () => number) {
  const redis = await fileRedis()
  const server = connectCredit(redis.url, clock)
  await server.program.createConference(testConference, clock())
  await invite(server, 'ito', 'other', ['office'])
  return { redis, server, office: (await server.accounts.memberOf('ito', conferenceId))! }
}

/** A person, and what they watched. */
export interface Watcher {
  personId: string
  person: Identity
  activity: Activity
  sessionId: string
}

let watchers = 0

/**
 * A session with its own activity; a person has watched `minutes` of its 60 minutes and written the
 * evaluation. `minutes` null: only planned. Without `person`, a new person of this profession is created.
 */
export async function watcherOf(
  server: CreditServer,
  {
    minutes = 60,
    evaluated = minutes !== null,
    profession = 'physician',
    changes = {},
    ...given
  }: {
    minutes?: number | null
    evaluated?: boolean
    profession?: Profession
    changes?: Record<string, unknown>
    person?: Identity
  } = {},
): Promise<Watcher> {
  const n = ++watchers
  const activity = plannedActivity(`activity-${n}`, changes)
  const sessionId = `session-${String(n).padStart(3, '0')}`
  const personId = given.person?.id ?? `${profession}-${n}`
  await server.plan(conferenceId, activity)
  await server.program.saveSession(plannedSession(sessionId, activity.id))
  if (!given.person) await invite(server, personId, profession)
  const person = given.person ?? (await server.accounts.memberOf(personId, conferenceId))!
  if (minutes !== null) await watchedSession(server.redis, sessionId, { [personId]: minutes })
  if (evaluated) await evaluate(server, activity, person)
  return { personId, person, activity, sessionId }
}

const evaluate = (server: CreditServer, activity: Activity, person: Identity) =>
  server.credit.submitting.saveEvaluation(activity, person, { useful: '5', 'commercial-bias': 'yes' }, true)

export async function entriesOf(ledger: Pick<TestLedger, 'read'>): Promise<LedgerEntry[]> {
  return ledger.read(1, 10_000)
}

export async function invite(
  server: CreditServer,
  id: string,
  profession: Profession,
  roles: Role[] = ['clinician'],
): Promise<void> {
  await server.accounts.invite(conferenceId, {
    id,
    name: `Name of ${id}`,
    credentials: 'X',
    profession,
    roles,
  })
}

/** A settled session of 60 minutes, of which people watched their first so many minutes. */
export async function watchedSession(
  redis: Redis,
  sessionId: string,
  watched: Record<string, number>,
  minutes = 60,
  from = liveAt,
): Promise<void> {
  let at = from
  const program = createProgramStore(redis, () => at)
  await program.move(sessionId, 'start')
  at += minutes * minuteMs
  await program.move(sessionId, 'end')
  const seats = createSeatsStore(redis)
  const frozen = createFrozenStore(redis)
  const rows = new Map<string, FrozenRow>()
  for (const [personId, counted] of Object.entries(watched)) {
    await seats.give(sessionId, personId, 'words', from)
    const bits = toText(firstMinutes(counted, minutes))
    rows.set(personId, {
      acknowledgedAt: from,
      present: bits,
      delivered: bits,
      hall: [],
      checks: [],
      proofs: [],
    })
  }
  await frozen.saveSession(sessionId, {
    liveAt: from,
    endedAt: at,
    breaks: [],
    onAir: toText(firstMinutes(minutes, minutes)),
    outages: [],
    rules: 2,
  })
  await frozen.save(sessionId, rows)
  await frozen.settle(sessionId, at)
}
