import { expect, test } from '@jest/globals'
import { AppError } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { breaksMax } from '@lectern/shared/limits'
import { type Session, type SessionPhase, sessionPhases } from '@lectern/shared/program'
import { fileRedis } from '../testing/redis.ts'
import { createProgramStore, type ProgramStore, type SessionMove } from './programStore.ts'

let now = 0
const redis = await fileRedis()
const connections = [redis.connect(), redis.connect()]
/** Two servers on the same Redis. */
const stores = connections.map((connection) => createProgramStore(connection, () => now)) as [
  ProgramStore,
  ProgramStore,
]
const [program] = stores
let lastSession = 0
const newSession = () => `session-${++lastSession}`

const moves: SessionMove[] = ['start', 'pause', 'resume', 'end']
const wayTo: Record<SessionPhase, SessionMove[]> = {
  scheduled: [],
  live: ['start'],
  paused: ['start', 'pause'],
  ended: ['start', 'end'],
}
const allowed: Record<SessionPhase, Partial<Record<SessionMove, SessionPhase>>> = {
  scheduled: { start: 'live' },
  live: { pause: 'paused', end: 'ended' },
  paused: { resume: 'live', end: 'ended' },
  ended: {},
}
const table = sessionPhases.flatMap((phase) =>
  moves.map((move) => ({ phase, move, next: allowed[phase][move] })),
)

async function moveAll(sessionId: string, way: SessionMove[]): Promise<void> {
  for (const move of way) await program.move(sessionId, move)
}

test.each(table.filter(({ next }) => next))(
  'a session that is $phase takes "$move" and is then $next',
  async ({ phase, move, next }) => {
    const sessionId = newSession()
    await moveAll(sessionId, wayTo[phase])
    const before = await program.state(sessionId)
    const after = await program.move(sessionId, move)
    expect(before.phase).toBe(phase)
    expect(after).toMatchObject({ phase: next, version: before.version + 1 })
    expect(await stores[1].state(sessionId)).toEqual(after)
  },
)

test.each(table.filter(({ next }) => !next))(
  'a session that is $phase refuses "$move", says what it is and stays as it is',
  async ({ phase, move }) => {
    const sessionId = newSession()
    await moveAll(sessionId, wayTo[phase])
    const before = await program.state(sessionId)
    const refusal = await program.move(sessionId, move).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(AppError)
    expect(refusal).toMatchObject({ code: 'conflict', details: { phase, version: before.version } })
    expect(await program.state(sessionId)).toEqual(before)
  },
)

test('of twenty simultaneous starts on two servers one wins, and the others learn that it is live', async () => {
  const sessionId = newSession()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => stores[i % 2]!.move(sessionId, 'start')),
  )
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  expect(refused).toHaveLength(19)
  for (const refusal of refused)
    expect(refusal).toMatchObject({ code: 'conflict', details: { phase: 'live', version: 1 } })
  expect(await program.state(sessionId)).toMatchObject({ phase: 'live', version: 1 })
})

test('every break is recorded with start and end, also one ended by the end of the session', async () => {
  const sessionId = newSession()
  const at = (time: number, move: SessionMove, resumesAt?: number) => {
    now = time
    return program.move(sessionId, move, resumesAt)
  }
  // As large as real clock times: Lua's numbers must not round them.
  const start = 1_798_761_600_123
  await at(start, 'start')
  expect(await at(start + 10, 'pause', start + 99)).toMatchObject({
    breaks: [{ from: start + 10, to: null }],
    resumesAt: start + 99,
  })
  expect(await at(start + 20, 'resume')).toMatchObject({
    breaks: [{ from: start + 10, to: start + 20 }],
    resumesAt: null,
  })
  await at(start + 30, 'pause', start + 99)
  expect(await at(start + 40, 'end')).toEqual({
    sessionId,
    version: 5,
    phase: 'ended',
    liveAt: start,
    endedAt: start + 40,
    breaks: [
      { from: start + 10, to: start + 20 },
      { from: start + 30, to: start + 40 },
    ],
    resumesAt: null,
  })
})

test('a session that nobody moved is scheduled, in version 0', async () => {
  const sessionId = newSession()
  expect(await program.state(sessionId)).toEqual({
    sessionId,
    version: 0,
    phase: 'scheduled',
    liveAt: null,
    endedAt: null,
    breaks: [],
    resumesAt: null,
  })
})

test('the conference is created once, however many servers start at the same time', async () => {
  await expect(program.conference('c')).rejects.toMatchObject({ code: 'not_found' })
  const made = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      stores[i % 2]!.createConference({ id: 'c', title: `Number ${i}`, timeZone: 'Europe/Berlin' }, i),
    ),
  )
  expect(made.filter(Boolean)).toHaveLength(1)
  expect((await stores[1].conference('c')).title).toBe(`Number ${made.indexOf(true)}`)
  expect(await program.conferenceIds()).toContain('c')
})

test('the agenda is ordered by start, and by title for equal starts', async () => {
  const planned = (id: string, startsAt: number, title: string): Session => ({
    id,
    conferenceId: 'dated',
    title,
    summary: '',
    startsAt,
    endsAt: startsAt + 60_000,
    track: '',
    speakers: [],
    moderators: [],
  })
  for (const session of [planned('x', 2000, 'B'), planned('y', 2000, 'A'), planned('z', 1000, 'C')])
    await program.saveSession(session)
  await program.move('z', 'start')
  const views = await stores[1].views('dated')
  expect(views.map(({ session, state }) => [session.id, state.phase])).toEqual([
    ['z', 'live'],
    ['y', 'scheduled'],
    ['x', 'scheduled'],
  ])
})

test('a session that is not in the programme is not found', async () => {
  expect(await program.findSession('nowhere')).toBeUndefined()
  await expect(program.session('nowhere')).rejects.toMatchObject({ code: 'not_found' })
  await expect(program.view('nowhere')).rejects.toMatchObject({ code: 'not_found' })
})

test("a session's breaks are limited; it can still be ended", async () => {
  const breaks = Array.from({ length: breaksMax }, (_, n) => ({ from: n, to: n }))
  await program.move('broken', 'start')
  await connections[0]!.hset(keys.sessionState('broken'), 'breaks', JSON.stringify(breaks))
  await expect(program.move('broken', 'pause')).rejects.toMatchObject({ code: 'conflict' })
  expect((await program.state('broken')).phase).toBe('live')
  expect((await program.move('broken', 'end')).breaks).toHaveLength(breaksMax)
})
