// Polls over real sockets and HTTP: two servers with one Redis.
import { beforeEach, describe, expect, test } from '@jest/globals'
import type { Poll, PollTally } from '@lectern/shared/polls'
import type { Role } from '@lectern/shared/roles'
import type { ProgramClient } from '../../../scripts/programClient.ts'
import { codeOf, listen } from '../testing/answers.ts'
import { faculty, sessionOf } from '../testing/people.ts'
import { choose, draftOf, say } from '../testing/polls.ts'
import { startServers } from '../testing/servers.ts'

const server = await startServers({ servers: 2, settings: { LECTERN_EXAMPLE: '1' } })
let lastSession = 0
/** Each test has its own session and moderator, since commands are limited per person. Okafor speaks. */
let sessionId = ''
let moderatorId = ''

const invite = async (name: string, ...roles: Role[]): Promise<string> => {
  const exhibitor = roles.includes('exhibitor') && { exhibitorId: 'meridian' }
  return (await server.invite({ name, roles, ...exhibitor })).personId
}
/** A person who follows the test's session, on the first server or the given one. */
async function joinAs(personId: string, on = 0): Promise<ProgramClient> {
  const client = await server.connect(personId, on)
  await client.send('program.follow', { sessionId })
  return client
}
/** As the moderator of the test's session. */
const joinDesk = (on?: number) => joinAs(moderatorId, on)
const joinNew = async (name: string) => joinAs(await invite(name, 'clinician'))

async function open(desk: ProgramClient, given: Parameters<typeof draftOf>[0] = {}): Promise<Poll> {
  const { id, version } = await desk.send('polls.create', { sessionId, draft: draftOf(given) })
  return desk.send('polls.open', { sessionId, pollId: id, version })
}
beforeEach(async () => {
  sessionId = `talk-${++lastSession}`
  moderatorId = await invite('Moderator', 'moderator', 'clinician')
  await server.plan(
    sessionOf(sessionId, { speakers: [faculty('okafor')], moderators: [faculty(moderatorId)] }),
  )
})

test('the example session has polls prepared, which viewers cannot see yet', async () => {
  const example = { sessionId: 'heart-failure' }
  const { polls } = await (await joinAs('moreau')).send('polls.list', example)
  expect(polls.map(({ kind, status }) => [kind, status])).toEqual([
    ['single', 'draft'],
    ['quiz', 'draft'],
    ['rating', 'draft'],
  ])
  expect(polls[1]).toMatchObject({ correct: ['four'], feedback: expect.stringMatching(/./) })
  expect(await (await joinAs('clara')).send('polls.list', example)).toMatchObject({ polls: [] })
  // The second server started on the same Redis and prepared nothing again.
  expect((await (await joinAs('moreau', 1)).send('polls.list', example)).polls).toHaveLength(3)
})

test('votes on one server reach the desk on the other, with few messages for many votes', async () => {
  const desk = await joinDesk(1)
  const tallies = listen(desk, 'polls.tally')
  const watcher = await joinAs('clara')
  const leaked = listen(watcher, 'polls.tally')
  const voters = await Promise.all(Array.from({ length: 40 }, (_, i) => joinNew(`Voter ${i}`)))
  const { id: pollId } = await open(desk)
  const startedAt = performance.now()
  await Promise.all(
    voters.map((voter) => voter.send('polls.vote', { sessionId, pollId, choice: choose('b') })),
  )
  const { tally } = await tallies.until((event) => event.tally.people === 40)
  expect(tally).toEqual({ people: 40, counts: { a: 0, b: 40, c: 0 } })
  const halfSeconds = Math.floor((performance.now() - startedAt) / 500)
  expect(tallies.events.length).toBeLessThanOrEqual(halfSeconds + 2)
  expect(leaked.events).toEqual([])
})

test('viewers, speakers and the desk each get one message per opening and closing, with what they may see', async () => {
  const people = {
    desk: await joinDesk(),
    panel: await joinAs('okafor'),
    viewer: await joinAs('clara', 1),
  }
  const heard = Object.values(people).map((client) => listen(client, 'polls.changed'))
  const { id: pollId, version } = await open(people.desk, { kind: 'quiz' })
  await people.viewer.send('polls.vote', { sessionId, pollId, choice: choose('b') })
  await people.desk.send('polls.close', { sessionId, pollId, version })
  for (const each of heard) await each.until(({ poll }) => poll.status === 'closed')
  const [desk, panel, viewer] = heard.map(({ events }) =>
    events.map(({ from, version: to, poll }) => [
      poll.status,
      from,
      to,
      poll.tally?.people ?? null,
      poll.correct,
    ]),
  )
  expect(desk).toEqual([
    ['draft', 0, 1, 0, ['b']],
    ['open', 1, 2, 0, ['b']],
    ['closed', 2, 3, 1, ['b']],
  ])
  const seen = [
    ['open', 0, 2, null, null],
    ['closed', 2, 3, 1, ['b']],
  ]
  expect([panel, viewer]).toEqual([seen, seen])
})

test('if results are for voters, a person who has voted sees the tally grow, on a new connection too', async () => {
  const desk = await joinDesk()
  const [early, waiting] = [await joinAs('clara'), await joinAs('okafor')]
  const { id: pollId } = await open(desk, { kind: 'quiz', results: 'voted' })
  const listed = await waiting.send('polls.list', { sessionId })
  expect(listed.polls).toMatchObject([{ tally: null, correct: null, feedback: null, mine: null }])
  const mine = await early.send('polls.vote', { sessionId, pollId, choice: choose('a') })
  expect(mine).toMatchObject({
    mine: choose('a'),
    tally: { people: 1 },
    correct: ['b'],
    feedback: 'It is b.',
  })
  const again = await joinAs('clara', 1)
  expect((await again.send('polls.list', { sessionId })).polls).toMatchObject([
    { mine: choose('a'), tally: { people: 1 } },
  ])
  const tallies = [early, again, desk].map((client) => listen(client, 'polls.tally'))
  const leaked = listen(waiting, 'polls.tally')
  const other = await joinNew('Another')
  await other.send('polls.vote', { sessionId, pollId, choice: choose('b') })
  for (const each of tallies) await each.until(({ tally }) => tally.people === 2)
  expect(leaked.events).toEqual([])
})

test('a different second vote from another device on another server is refused, the same one is not', async () => {
  const desk = await joinDesk()
  const devices = [await joinAs('clara'), await joinAs('clara', 1)]
  const { id: pollId } = await open(desk)
  const vote = (device: number, option: string) =>
    codeOf(devices[device]!.send('polls.vote', { sessionId, pollId, choice: choose(option) }))
  expect([await vote(0, 'a'), await vote(1, 'b'), await vote(1, 'a')]).toEqual(['ok', 'conflict', 'ok'])
  const { polls } = await desk.send('polls.list', { sessionId })
  expect(polls).toMatchObject([{ tally: { people: 1, counts: { a: 1, b: 0, c: 0 } } }])
})

test('drafts stay at the desk: viewers neither see nor reach them', async () => {
  const [desk, viewer] = [await joinDesk(), await joinAs('clara')]
  const heard = listen(viewer, 'polls.changed')
  const { id: pollId } = await desk.send('polls.create', { sessionId, draft: draftOf() })
  expect((await viewer.send('polls.list', { sessionId })).polls).toEqual([])
  const vote = { sessionId, pollId, choice: choose('a') }
  expect(await codeOf(viewer.send('polls.vote', vote))).toBe('not_found')
  expect(await codeOf(desk.send('polls.vote', vote))).toBe('conflict')
  await open(desk)
  await heard.until(({ poll }) => poll.status === 'open')
  expect(heard.events).toHaveLength(1)
})

test('text answers are read at the desk, with names only if the voters knew', async () => {
  const desk = await joinDesk()
  const voter = await joinAs('clara')
  for (const anonymous of [true, false]) {
    const { id: pollId } = await open(desk, { kind: 'text', anonymous })
    await voter.send('polls.vote', { sessionId, pollId, choice: say('Less salt') })
    expect(await desk.send('polls.answers', { sessionId, pollId })).toEqual({
      answers: [{ text: 'Less salt', name: anonymous ? null : 'Clara Nwosu' }],
    })
    expect(await codeOf(voter.send('polls.answers', { sessionId, pollId }))).toBe('forbidden')
  }
  const { id: pollId } = await open(desk)
  expect(await codeOf(desk.send('polls.answers', { sessionId, pollId }))).toBe('conflict')
})

test('a confirmed vote survives the death of server and Redis', async () => {
  const desk = await joinDesk()
  const { id: pollId } = await open(desk)
  const lost = await server.start()
  await (await joinAs('clara', 2)).send('polls.vote', { sessionId, pollId, choice: choose('c') })
  await server.redis.kill()
  await lost.close()
  await server.redis.start()
  const tally = async (): Promise<PollTally | null> =>
    (await desk.send('polls.list', { sessionId })).polls[0]!.tally
  expect(await tally()).toEqual({ people: 1, counts: { a: 0, b: 0, c: 1 } })
})

describe('the CSV', () => {
  const csv = async (cookie: string, pollId: string, of = sessionId): Promise<Response> =>
    server.request(`/api/sessions/${of}/polls/${pollId}.csv`, { cookie })

  test('has a row for each choice, and no names if the poll is anonymous', async () => {
    const desk = await joinDesk()
    const options = [
      { id: 'a', text: '=HYPERLINK("http://evil.example")' },
      { id: 'b', text: 'Plain, with "quotes"' },
      { id: 'c', text: '+1+1' },
    ]
    for (const anonymous of [true, false]) {
      const { id: pollId } = await open(desk, { kind: 'multiple', options, anonymous })
      await (await joinAs('clara')).send('polls.vote', { sessionId, pollId, choice: choose('a', 'b') })
      await (await joinAs('noah')).send('polls.vote', { sessionId, pollId, choice: choose('b') })
      const answer = await csv(desk.cookie, pollId)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=poll-${pollId}.csv`)
      const rows = (await answer.text()).split('\n')
      expect(rows).toEqual(
        anonymous
          ? [
              'choice,votes,share',
              `"'=HYPERLINK(""http://evil.example"")",1,50%`,
              '"Plain, with ""quotes""",2,100%',
              "'+1+1,0,0%",
              '',
            ]
          : [
              'choice,votes,share,names',
              `"'=HYPERLINK(""http://evil.example"")",1,50%,Clara Nwosu`,
              '"Plain, with ""quotes""",2,100%,Clara Nwosu; Noah Brandt',
              "'+1+1,0,0%,",
              '',
            ],
      )
    }
  })

  test('has a row for each text answer; none of its cells is a formula', async () => {
    const desk = await joinDesk()
    const named = await open(desk, { kind: 'text', anonymous: false })
    const anonymous = await open(desk, { kind: 'text' })
    const answers = ['=1+1', '+1+1', '-2+3', '@SUM(A1)', 'plain']
    for (const [i, text] of answers.entries()) {
      const voter = await joinNew(`@Voter ${i}`)
      for (const { id: pollId } of [named, anonymous])
        await voter.send('polls.vote', { sessionId, pollId, choice: say(text) })
    }
    const rowsOf = async (pollId: string) =>
      (await (await csv(desk.cookie, pollId)).text()).trim().split('\n')
    const cells = ["'=1+1", "'+1+1", "'-2+3", "'@SUM(A1)", 'plain']
    expect((await rowsOf(anonymous.id)).sort()).toEqual(['answer', ...cells].sort())
    expect((await rowsOf(named.id)).sort()).toEqual(
      ['answer,name', ...cells.map((cell, i) => `${cell},'@Voter ${i}`)].sort(),
    )
  })

  test('begins with the UTF-8 mark', async () => {
    const desk = await joinDesk()
    const { id: pollId } = await open(desk, { kind: 'rating' })
    const bytes = Buffer.from(await (await csv(desk.cookie, pollId)).arrayBuffer())
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
    expect(bytes.subarray(3).toString().split('\n')).toHaveLength(7)
  })

  test('is for moderators of the session and organisers, and for nobody else', async () => {
    const desk = await joinDesk()
    const { id: pollId } = await open(desk)
    const statusFor = async (personId: string) => (await csv(await server.cookieOf(personId), pollId)).status
    expect(await statusFor('ito')).toBe(200)
    for (const role of ['clinician', 'speaker', 'moderator', 'exhibitor'] as const)
      expect([role, await statusFor(await invite(`Only ${role}`, role))]).toEqual([role, 403])
    // A speaker of the session does not read who voted what either.
    expect(await statusFor('okafor')).toBe(403)
    expect((await csv('', pollId)).status).toBe(401)
  })

  test('of a missing session or poll is not found', async () => {
    const desk = await joinDesk()
    const { id: pollId } = await open(desk)
    expect((await csv(desk.cookie, 'nothing')).status).toBe(404)
    expect((await csv(desk.cookie, `${pollId}%20state`)).status).toBe(404)
    expect((await csv(desk.cookie, pollId, 'nowhere')).status).toBe(404)
    // A poll belongs to its own session only.
    const { cookie } = await joinAs('ito')
    expect((await csv(cookie, pollId, 'heart-failure')).status).toBe(404)
  })
})

test.each(['edit', 'delete', 'open', 'close', 'setOnStage', 'create', 'answers'] as const)(
  'polls.%s is refused to speakers of the session, and to moderators of other sessions',
  async (name) => {
    const desk = await joinDesk()
    const { id: pollId, version } = await open(desk)
    const all = { sessionId, pollId, version, draft: draftOf(), onStage: true }
    const fields = {
      edit: ['sessionId', 'pollId', 'version', 'draft'],
      delete: ['sessionId', 'pollId', 'version'],
      open: ['sessionId', 'pollId', 'version'],
      close: ['sessionId', 'pollId', 'version'],
      setOnStage: ['sessionId', 'pollId', 'version', 'onStage'],
      create: ['sessionId', 'draft'],
      answers: ['sessionId', 'pollId'],
    }[name] as (keyof typeof all)[]
    const body = Object.fromEntries(fields.map((field) => [field, all[field]]))
    const other = await joinAs(await invite('Moderates elsewhere', 'moderator', 'clinician'))
    for (const client of [await joinAs('okafor'), other])
      expect(await codeOf(client.send(`polls.${name}`, body as never))).toBe('forbidden')
  },
)
