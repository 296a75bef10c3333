// A course of many sessions that everybody attended and claimed credit for, written to Redis through the
// product's own stores, with all of it in the ledger: holding it would take weeks.
import { createHash } from 'node:crypto'
import { slotMs } from '@lectern/shared/attendance'
import { keys } from '@lectern/shared/keys'
import type { LedgerRecord } from '@lectern/shared/ledger'
import { redisLocation } from '@lectern/shared/redisAway'
import { Redis } from 'ioredis'
import { createAccountsStore } from '../../../server/src/accounts/accountsStore.ts'
import { createFrozenStore, type FrozenRow, toText } from '../../../server/src/attendance/frozenStore.ts'
import { createSeatsStore } from '../../../server/src/attendance/seatsStore.ts'
import { createClaimsStore } from '../../../server/src/credit/claimsStore.ts'
import { createFormsStore } from '../../../server/src/credit/formsStore.ts'
import { createLedgerStore } from '../../../server/src/ledger/ledgerStore.ts'
import { createProgramStore } from '../../../server/src/program/programStore.ts'
import { inFlight } from '../inFlight.ts'

const hourMs = 3_600_000
const slots = hourMs / slotMs
const dayMs = 24 * hourMs
const atOnce = 256
/** Entries appended at a time. */
const entriesAtOnce = 1000
const checksEach = 3

export interface Course {
  conferenceId: string
  activityId: string
  people: number
  sessions: number
}

/** An hour with everybody there for all but one slot, and all checks answered but one. */
function rowOf(person: number, liveAt: number): FrozenRow {
  const bits = new Uint8Array(slots / 8).fill(0xff)
  bits[person % bits.length]! &= 0x7f
  const checks = Array.from({ length: checksEach }, (_, i) => {
    const sentAt = liveAt + (i + 1) * 900_000 + (person % 600) * 1000
    const isMissed = i === 0 && person % 10 === 0
    return {
      ...{ part: i, sentAt, dueAt: sentAt + 60_000, answeredAt: isMissed ? null : sentAt + 4000 },
      ...(isMissed && { closed: 'missed' as const }),
    }
  })
  const text = toText(bits)
  return {
    acknowledgedAt: liveAt - 60_000,
    ...{
      present: text,
      delivered: text,
      hall: [],
      checks: checks as unknown as FrozenRow['checks'],
      proofs: [],
    },
  }
}

const codeOf = (person: number): string => {
  const digits = createHash('sha256').update(`certificate ${person}`).digest('hex').toUpperCase()
  return `${digits.slice(0, 6)}-${[6, 11, 16, 21].map((at) => digits.slice(at, at + 5)).join('-')}`
}

export async function holdCourse(redisUrl: string, course: Course): Promise<void> {
  const { conferenceId, activityId, people, sessions } = course
  const redis = new Redis(redisLocation(redisUrl), { enableAutoPipelining: true })
  const clock = Date.now
  const ledger = createLedgerStore(redis, clock, async () => conferenceId)
  const accounts = createAccountsStore(redis, clock)
  const [program, seats, frozen] = [
    createProgramStore(redis, clock),
    createSeatsStore(redis),
    createFrozenStore(redis),
  ]
  const [claims, forms] = [createClaimsStore(redis), createFormsStore(redis)]
  const idOf = (person: number): string => `learner-${person}`
  const beganAt = Date.now() - 60 * dayMs

  const lease = { intent: 'bench', token: 'bench', until: Date.now() + dayMs }
  await redis.hset(keys.leases(), lease.intent, `${lease.token} ${lease.until}`)
  let waiting: LedgerRecord[] = []
  let step = 0
  async function record(more: readonly LedgerRecord[], isLast = false): Promise<void> {
    waiting.push(...more)
    while (waiting.length >= entriesAtOnce || (isLast && waiting.length > 0)) {
      step += 1
      await ledger.append(waiting.slice(0, entriesAtOnce), { ...lease, step: `step ${step}` })
      waiting = waiting.slice(entriesAtOnce)
    }
  }

  await inFlight(people, atOnce, async (i) => {
    await accounts.invite(conferenceId, {
      ...{ id: idOf(i), name: `Given${i} Family${i}`, credentials: 'MD', profession: 'physician' as const },
      roles: ['clinician'],
    })
  })
  for (let s = 0; s < sessions; s++) {
    const sessionId = `lesson-${s}`
    const liveAt = beganAt + s * dayMs
    await program.saveSession({
      ...{ id: sessionId, title: `Lesson ${s + 1}`, summary: '', startsAt: liveAt, endsAt: liveAt + hourMs },
      ...{ track: '', speakers: [], moderators: [], conferenceId, activityId, status: 'approved' },
    })
    const state = { phase: 'ended', liveAt, endedAt: liveAt + hourMs, version: 2, breaks: '[]' }
    await redis.hset(keys.sessionState(sessionId), state)
    await inFlight(people, atOnce, async (i) => {
      await seats.give(sessionId, idOf(i), 'words', liveAt)
    })
    for (let from = 0; from < people; from += atOnce) {
      const some = Array.from({ length: Math.min(atOnce, people - from) }, (_, i) => from + i)
      const rows = some.map((person) => [idOf(person), rowOf(person, liveAt)] as const)
      await frozen.save(sessionId, new Map(rows))
      await record(
        rows.map(([personId, row]) => ({
          ...{ kind: 'attendance.frozen', by: 'platform', data: { sessionId, personId } },
          contents: { row: { value: row, of: personId } },
        })),
      )
    }
    await frozen.saveSession(sessionId, {
      ...{ liveAt, endedAt: liveAt + hourMs, breaks: [], outages: [] },
      onAir: toText(new Uint8Array(slots / 8).fill(0xff)),
    })
    await frozen.settle(sessionId, liveAt + hourMs)
  }
  await inFlight(people, atOnce, async (i) => {
    const [personId, code, claimedAt] = [idOf(i), codeOf(i), Date.now() - dayMs]
    const answers = { useful: String((i % 5) + 1), 'commercial-bias': 'yes' }
    await forms.submitEvaluation(personId, activityId, null, {
      ...{ answers, submittedAt: claimedAt, salt: code, digest: code },
    })
    const claim = { activityId, policyId: 'ama', amount: 1, atMost: 1, claimedAt, code }
    await claims.swap(personId, undefined, claim)
    await claims.addClaimant(activityId, personId)
    await claims.addCertificate({
      ...{ code, personId, activityId, policyId: 'ama', issuedAt: claimedAt, title: 'Certificate of credit' },
      ...{
        holder: `Given${i} Family${i}, MD`,
        activityTitle: 'A course',
        provider: 'The Institute',
        address: '',
      },
      ...{
        format: 'Live activity',
        place: '',
        startsAt: beganAt,
        endsAt: claimedAt,
        timeZone: 'Europe/Berlin',
      },
      ...{ amount: 1, unit: 'AMA PRA Category 1 Credit™', also: '', number: '', statements: [] },
      ...{ revokedAt: null, replacedBy: null },
    })
    await record([
      {
        kind: 'certificate.issued',
        by: personId,
        data: { code, personId, activityId, policyId: 'ama', amount: 1 },
      },
    ])
  })
  await record([], true)
  await redis.hdel(keys.leases(), lease.intent)
  redis.disconnect()
}
