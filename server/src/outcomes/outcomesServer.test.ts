// Outcomes on two whole servers with a real Redis: before, after, commitments, the report, closing.
import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import type { OfficeOutcomes, OutcomesPlan, OwnOutcomes } from '@lectern/shared/outcomes'
import type { Route } from '@lectern/shared/route'
import { routes } from '@lectern/shared/routes'
import readXlsxFile from 'read-excel-file/node'
import { dayMs } from '../core/clock.ts'
import { testLedger } from '../testing/conference.ts'
import { liveAt, minuteMs, watchedSession } from '../testing/credit.ts'
import { type Method, startServers } from '../testing/servers.ts'

let now = liveAt - dayMs
const lectern = await startServers({ servers: 2, clock: () => now, noMistakes: true })
const activityId = 'heart-failure-2026'
const sessionId = 'heart-failure'
const own = `/api/outcomes/${activityId}`
const office = `/api/office/activities/${activityId}/outcomes`

type Refused = { error?: { code: string; message: string } }
const ask = async <Answer>(as: string, method: Method, path: string, body?: unknown, server = 0) =>
  (await (await lectern.request(path, { as, method, body, server })).json()) as Answer & Refused
const mine = (as: string) => ask<OwnOutcomes>(as, 'GET', own)
const asOffice = () => ask<OfficeOutcomes>('ito', 'GET', office)
const codeOf = async (as: string, method: Method, path: string, body?: unknown): Promise<string> =>
  (await ask(as, method, path, body)).error?.code ?? 'ok'
const answer = (as: string, side: 'before' | 'after', answers: unknown, version = 1, server = 0) =>
  ask<OwnOutcomes>(as, 'PUT', `${own}/answers`, { side, version, answers }, server)

const option = (id: string) => ({ id, text: `Option ${id}` })
const secret = 'The feedback that nobody reads before'
const plan: OutcomesPlan = {
  questions: [
    {
      id: 'dose',
      kind: 'choice',
      prompt: 'Which dose?',
      objective: 'Choose the dose',
      vignette: 'A woman of 70 is short of breath.',
      options: [option('low'), option('high')],
      required: true,
      correct: ['low'],
      feedback: secret,
    },
    {
      id: 'drugs',
      kind: 'multiple',
      prompt: 'Which drugs?',
      objective: 'Choose the drugs',
      vignette: '',
      options: [option('arni'), option('mra'), option('nsaid')],
      required: true,
      correct: ['arni', 'mra'],
      feedback: '',
    },
    {
      id: 'sure',
      kind: 'rating',
      prompt: 'How sure are you?',
      objective: 'Choose the dose',
      vignette: '',
      options: [],
      required: true,
      correct: [],
      feedback: '',
    },
  ],
  mustAnswer: false,
  commitment: {
    changes: [option('earlier'), option('higher')],
    barriers: [option('time'), option('cost')],
    afterDays: 60,
  },
  measured: [{ outcome: 'knowledge', measurements: ['objective'] }],
}
const wrong = { dose: 'high', drugs: 'nsaid', sure: '2' }
const right = { dose: 'low', drugs: 'mra arni', sure: '4' }
const people = ['clara', 'noah', 'shah']

test('the office plans what is asked, on top of what it saw', async () => {
  expect(await asOffice()).toMatchObject({ version: 0, plan: { questions: [], commitment: null } })
  expect(await ask('ito', 'PUT', office, { plan, version: 0 })).toMatchObject({
    version: 1,
    isAnswered: false,
  })
  expect(await codeOf('ito', 'PUT', office, { plan, version: 0 })).toBe('stale')
  expect(await codeOf('okafor', 'PUT', office, { plan, version: 1 })).toBe('forbidden')
  expect(await codeOf('clara', 'GET', office)).toBe('forbidden')
  const twice = { ...plan, questions: [plan.questions[0], plan.questions[0]] }
  expect(await codeOf('ito', 'PUT', office, { plan: twice, version: 1 })).toBe('invalid_request')
})

test('before, learners are asked without a hint of what is right, and answer once on any server', async () => {
  const asked = await mine('clara')
  expect(asked).toMatchObject({
    before: { standing: 'open', answers: {} },
    after: { standing: 'early' },
    solutions: null,
    committed: null,
  })
  const said = JSON.stringify(asked)
  for (const word of ['correct', 'feedback', secret]) expect(said).not.toContain(word)
  const race = await Promise.all([
    answer('clara', 'before', wrong, 1, 0),
    answer('clara', 'before', right, 1, 1),
    answer('clara', 'before', wrong, 1, 1),
  ])
  const [first] = race.map(({ before }) => before.answers)
  expect(race.map(({ before }) => before)).toEqual(Array(3).fill({ standing: 'answered', answers: first }))
  expect((await answer('clara', 'before', { ...wrong, sure: '5' })).before.answers).toEqual(first)
  // Right answers stay secret, since they are asked again.
  expect(JSON.stringify(await mine('clara'))).not.toContain(secret)
})

test.each([
  ['a question left out', { dose: 'low', sure: '1' }],
  ['an answer that is not offered', { ...right, dose: 'none' }],
  ['an option twice', { ...right, drugs: 'mra mra' }],
  ['confidence beyond the scale', { ...right, sure: '6' }],
  ['a question that is not asked', { ...right, other: 'x' }],
])('answers with %s are refused', async (_, answers) => {
  expect((await answer('noah', 'before', answers)).error?.code).toBe('invalid_request')
})

test('questions can be skipped, and answered after all as long as nothing was watched', async () => {
  expect((await answer('noah', 'before', null)).before.standing).toBe('skipped')
  expect((await answer('noah', 'before', wrong)).before.standing).toBe('answered')
  expect((await answer('shah', 'before', null)).before.standing).toBe('skipped')
  expect((await answer('shah', 'after', null)).error?.code).toBe('invalid_request')
  expect((await answer('shah', 'after', right)).error?.code).toBe('conflict')
  expect((await mine('okafor')).before.standing).toBe('closed')
})

test('what somebody has answered stays as they were asked it; everything else can change', async () => {
  const { version } = await asOffice()
  const reworded = {
    ...plan,
    questions: plan.questions.map((each) => ({ ...each, correct: each.correct.slice(0, 1) })),
  }
  const refused = await ask('ito', 'PUT', office, { plan: reworded, version })
  expect(refused.error).toMatchObject({ code: 'conflict' })
  expect(refused.error!.message).toContain('Somebody has answered these questions already')
  const more = {
    ...plan,
    measured: [...plan.measured, { outcome: 'competence', measurements: ['subjective'] }],
  }
  expect(await ask('ito', 'PUT', office, { plan: more, version })).toMatchObject({ version: version + 1 })
  expect((await mine('shah')).version).toBe(1)
})

test('no route and no event tells anybody but the office what is right before they have answered after', async () => {
  const page = await lectern.connect('shah')
  const said: string[] = []
  page.socket.onAny((...event: unknown[]) => said.push(JSON.stringify(event)))
  await page.send('program.follow', { sessionId })
  said.push(JSON.stringify(await page.send('attendance.status', { sessionId })))
  const { version, plan: now } = await asOffice()
  await ask('ito', 'PUT', office, { plan: { ...now, mustAnswer: true }, version })
  await ask('ito', 'PUT', office, { plan: now, version: version + 1 })
  const values: Record<string, string> = { activityId, sessionId, personId: 'shah' }
  const paths = Object.values(routes as Record<string, Route>).flatMap(({ method, path }) =>
    method === 'GET' ? [path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? 'unknown')] : [],
  )
  expect(paths).toContain(own)
  for (const as of ['shah', 'clara', 'okafor', 'moreau', 'ellis'])
    for (const path of paths) said.push(await (await lectern.request(path, { as })).text())
  page.close()
  // The office's own page has both, or this could not fail.
  for (const hint of [secret, /"correct":\["arni/]) {
    const hints = (text: string) => (typeof hint === 'string' ? text.includes(hint) : hint.test(text))
    expect(hints(JSON.stringify(await asOffice()))).toBe(true)
    expect(said.filter(hints)).toEqual([])
  }
})

test('whoever has watched is not asked before any more, and after only once a session has ended', async () => {
  await watchedSession(lectern.connection, sessionId, Object.fromEntries(people.map((id) => [id, 60])))
  now = liveAt + 61 * minuteMs
  expect(await mine('shah')).toMatchObject({ before: { standing: 'closed' }, after: { standing: 'open' } })
  expect((await answer('shah', 'before', right)).error?.code).toBe('conflict')
  const answered = await answer('clara', 'after', right)
  expect(answered.after).toEqual({ standing: 'answered', answers: right })
  expect(answered.solutions).toEqual([
    { id: 'dose', correct: ['low'], wasRight: expect.any(Boolean), isRight: true, feedback: secret },
    { id: 'drugs', correct: ['arni', 'mra'], wasRight: expect.any(Boolean), isRight: true, feedback: '' },
  ])
  for (const id of ['noah', 'shah']) await answer(id, 'after', right)
  expect((await mine('shah')).solutions![0]).toMatchObject({ wasRight: null, isRight: true })
})

test('of few people the report shows only how many there were', async () => {
  const { report } = await asOffice()
  expect(report.people).toEqual({ before: 2, after: 3, both: 2 })
  expect(report.questions[0]).toMatchObject({
    before: { people: 2, isShown: false, right: null, counts: [] },
    paired: { people: 2, isShown: false, change: null },
  })
})

const commitment = {
  changes: ['earlier'],
  words: 'Ask about breath at every visit',
  confidence: 4,
  barriers: ['time'],
  mayAsk: true,
}
const commit = (as: string, made: unknown, server = 0) =>
  ask<OwnOutcomes>(as, 'PUT', `${own}/commitment`, { commitment: made }, server)
const followUp = (as: string, kept: string) =>
  ask<OwnOutcomes>(as, 'PUT', `${own}/follow-up`, { kept, barriers: ['cost'], words: 'Nearly' })

test('a commitment is made once, and its words are the person’s own', async () => {
  expect((await commit('clara', { ...commitment, changes: [], words: '' })).error?.code).toBe(
    'invalid_request',
  )
  expect((await commit('clara', { ...commitment, barriers: ['nothing'] })).error?.code).toBe(
    'invalid_request',
  )
  expect((await commit('ito', commitment)).error?.code).toBe('conflict')
  const [one, other] = await Promise.all([commit('clara', commitment, 0), commit('clara', null, 1)])
  expect(one.committed).toEqual(other.committed)
  await commit('noah', { ...commitment, mayAsk: false })
  expect((await commit('shah', null)).committed).toMatchObject({ commitment: null })
  expect((await commit('shah', commitment)).committed).toMatchObject({ commitment: null })
  const said = JSON.stringify(await asOffice())
  expect(said).not.toContain('Ask about breath')
  const { version } = await asOffice()
  const without = { ...plan, commitment: { ...plan.commitment!, changes: [option('earlier')] } }
  expect(await codeOf('ito', 'PUT', office, { plan: without, version })).toBe('conflict')
})

test('what became of it is asked after the days, and said once', async () => {
  expect((await followUp('noah', 'fully')).error?.code).toBe('conflict')
  now += 60 * dayMs
  expect((await mine('noah')).followUp).toEqual({ standing: 'open', answer: null })
  expect((await followUp('shah', 'fully')).error?.code).toBe('conflict')
  const [one, other] = await Promise.all([followUp('noah', 'partly'), followUp('noah', 'no_longer')])
  expect(one.followUp).toEqual(other.followUp)
  expect(one.followUp).toMatchObject({ standing: 'answered' })
})

/** As so many more people would have left it. */
async function moreAnswers(count: number): Promise<void> {
  const fields = Array.from({ length: count }, (_, i) =>
    [
      ...['before', JSON.stringify({ answers: wrong, at: 1 })],
      ...['after', JSON.stringify({ answers: right, at: 2 })],
    ].map((text, at) => (at % 2 === 0 ? `${text} more${i}` : text)),
  ).flat()
  await lectern.connection.hset(keys.pairedAnswers(activityId), ...fields)
}

test('of enough people the report shows the change, with files to keep', async () => {
  await moreAnswers(8)
  const { report } = await asOffice()
  const [dose] = report.questions
  expect(dose!.paired.people).toBe(10)
  expect(dose!.paired.change!.gained).toBeGreaterThanOrEqual(8)
  // One person answered only after: their answer would follow from the figures of both.
  expect(dose!.after).toMatchObject({ people: 11, isShown: false })
  const book = await lectern.request(`${office}.xlsx`, { as: 'ito' })
  const sheets = await readXlsxFile(Buffer.from(await book.arrayBuffer()))
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    'Questions',
    'Answers',
    'Commitments',
    'Outcomes measured',
  ])
  const csv = await (await lectern.request(`${office}.csv`, { as: 'ito' })).text()
  expect(csv.trim().split('\n')).toHaveLength(4)
  const pdf = await lectern.request(`${office}.pdf`, { as: 'ito' })
  expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
  expect(await codeOf('clara', 'GET', `${office}.csv`)).toBe('forbidden')
})

test('closed once, the report is in the ledger by content and nothing is taken any more', async () => {
  const { version } = await asOffice()
  expect(await codeOf('ito', 'POST', `${office}/close`, { version: version - 1 })).toBe('stale')
  const [one, other] = await Promise.all([
    ask<OfficeOutcomes>('ito', 'POST', `${office}/close`, { version }, 0),
    ask<OfficeOutcomes>('ito', 'POST', `${office}/close`, { version }, 1),
  ])
  expect(one.closed).toEqual(other.closed)
  expect(one.closed).toMatchObject({ by: 'ito' })
  const entries = await testLedger(lectern.connection, () => now).read(1, 10_000)
  const closing = entries.filter(({ kind }) => kind === 'outcomes.closed')
  expect(closing).toHaveLength(1)
  expect(closing[0]!.data).toMatchObject({ activityId, contents: { outcomes: expect.any(String) } })
  const contents = await lectern.connection.hvals(keys.ledgerContents('cardiology'))
  expect(contents.filter((text) => text.includes('"bothRight"'))).toHaveLength(1)

  await moreAnswers(20)
  expect((await asOffice()).report).toEqual(one.report)
  expect((await followUp('clara', 'fully')).error?.code).toMatch(/conflict|deadline_passed/)
  expect(await codeOf('ito', 'PUT', office, { plan, version })).toBe('conflict')
})

test('an activity that does not exist has no outcomes', async () => {
  expect(await codeOf('clara', 'GET', '/api/outcomes/none')).toBe('not_found')
  expect(await codeOf('ito', 'GET', '/api/office/activities/none/outcomes')).toBe('not_found')
})
