// Questions over two whole servers and real sockets, with moderators, speakers and viewers at the same time.
import { expect, test } from '@jest/globals'
import type { ServerEvents } from '@lectern/shared/commands'
import { type QuestionChanges, type QuestionList, question, staffQuestion } from '@lectern/shared/questions'
import type { ProgramClient } from '../../../scripts/programClient.ts'
import { listen, refusalOf } from '../testing/answers.ts'
import { startServers } from '../testing/servers.ts'

type Shown = QuestionList['questions'][number]

/** A page with a session's questions: the list, then changes, then the list again if it missed one. */
interface Page extends ProgramClient {
  questions: Map<string, Shown>
  version: number
  /** How often it had to reload the whole list. */
  lists: number
  messages: QuestionChanges[]
  load(): Promise<QuestionList>
  /** Resolves once it shows this. */
  until(shown: (questions: Shown[]) => boolean): Promise<void>
}

const server = await startServers({ servers: 2, settings: { LECTERN_EXAMPLE: '1' } })
const { log } = server
const sessionId = 'heart-failure'

async function open(personId: string, on: number): Promise<Page> {
  const client = await server.connect(personId, on)
  let looking = () => undefined as unknown
  const page: Page = {
    ...client,
    questions: new Map(),
    version: 0,
    lists: 0,
    messages: [],
    async load() {
      page.lists += 1
      const list = await client.send('questions.list', { sessionId })
      if (list.version >= page.version) {
        page.version = list.version
        page.questions = new Map(list.questions.map((one) => [one.id, one]))
      }
      looking()
      return list
    },
    until: (shown) =>
      new Promise((resolve) => {
        looking = () => shown([...page.questions.values()]) && resolve()
        looking()
      }),
  }
  client.socket.on('questions.changes', (changes) => {
    page.messages.push(changes)
    if (changes.version <= page.version && changes.from < changes.version) return
    if (changes.from > page.version) {
      void page.load()
      return
    }
    page.version = changes.version
    for (const id of changes.removed) page.questions.delete(id)
    for (const one of changes.changed) page.questions.set(one.id, one)
    looking()
  })
  await client.send('program.follow', { sessionId })
  await page.load()
  return page
}
const told = <Name extends keyof ServerEvents>(page: Page, name: Name) =>
  new Promise<Parameters<ServerEvents[Name]>[0]>((resolve) => {
    page.socket.once(name, resolve as never)
  })
const ids = (page: Page) => [...page.questions.keys()].sort()

const [clara, noah, okafor, moreau, ito] = (await Promise.all([
  open('clara', 0),
  open('noah', 1),
  open('okafor', 1),
  open('moreau', 0),
  open('ito', 1),
])) as [Page, Page, Page, Page, Page]

test('a question goes from its asker through the desk to everyone, on every server, and each sees their part', async () => {
  const asked = await clara.send('questions.ask', { sessionId, text: 'Which dose for <b>Jane</b>?' })
  expect(question.strict().parse(asked)).toMatchObject({ status: 'pending', votes: 0 })
  for (const desk of [moreau, ito]) await desk.until((all) => all.some(({ id }) => id === asked.id))
  expect(staffQuestion.parse(ito.questions.get(asked.id)).asker).toEqual({
    personId: 'clara',
    name: 'Clara Nwosu',
    muted: false,
  })
  for (const other of [okafor, noah]) {
    const { questions, mine } = await other.load()
    expect([questions, mine]).toEqual([[], []])
  }
  expect((await clara.load()).mine).toMatchObject([{ id: asked.id, status: 'pending' }])

  const mine = told(clara, 'questions.mine')
  const { version } = moreau.questions.get(asked.id)!
  const { question: approved } = await moreau.send('questions.approve', {
    sessionId,
    questionId: asked.id,
    version,
  })
  expect(approved).toMatchObject({ status: 'approved', asker: { name: 'Clara Nwosu' } })
  expect(await mine).toMatchObject({ sessionId, question: { id: asked.id, status: 'approved' } })
  for (const page of [clara, noah, okafor]) await page.until((all) => all.length === 1)
  expect(question.strict().parse(noah.questions.get(asked.id)).text).toBe('Which dose for <b>Jane</b>?')
  expect(staffQuestion.strict().parse(okafor.questions.get(asked.id)).asker).toBeNull()

  // Too late, on the other server.
  const late = await refusalOf(
    ito.send('questions.dismiss', { sessionId, questionId: asked.id, version, reason: null }),
  )
  expect(late).toMatchObject({ code: 'stale', details: { question: { id: asked.id, status: 'approved' } } })

  // A moderator gets each change once, although also one of the staff.
  const spans = moreau.messages.map(({ from, version: to }) => `${from}-${to}`)
  expect(new Set(spans).size).toBe(spans.length)
  for (const page of [clara, noah, okafor])
    expect(JSON.stringify(page.messages)).not.toMatch(/clara|Nwosu|pending/)
})

test('a page that misses messages reloads the list, and then has what the others have', async () => {
  const before = noah.version
  await noah.send('program.unfollow', { sessionId })
  const asked = await clara.send('questions.ask', { sessionId, text: 'And in renal failure?' })
  await moreau.until((all) => all.some(({ id }) => id === asked.id))
  const { version } = moreau.questions.get(asked.id)!
  const { undoId } = await moreau.send('questions.approve', { sessionId, questionId: asked.id, version })
  await clara.until((all) => all.some(({ id }) => id === asked.id))
  expect(noah.version).toBe(before)

  await noah.send('program.follow', { sessionId })
  const lists = noah.lists
  expect(await okafor.send('questions.vote', { sessionId, questionId: asked.id, up: true })).toEqual({
    questionId: asked.id,
    votes: 1,
    up: true,
  })
  await Promise.all(
    [noah, clara].map((page) => page.until((all) => all.find(({ id }) => id === asked.id)?.votes === 1)),
  )
  expect(noah.lists).toBeGreaterThan(lists)
  expect(ids(noah)).toEqual(ids(clara))
  expect((await okafor.load()).votedFor).toEqual([asked.id])

  const { questions } = await ito.send('questions.undo', { sessionId, undoId })
  expect(questions).toMatchObject([{ id: asked.id, status: 'pending', votes: 1 }])
  for (const page of [noah, clara, okafor]) await page.until((all) => all.every(({ id }) => id !== asked.id))
})

test('a dismissal is sent to the asker with its reason, and to nobody else in the audience', async () => {
  const asked = await noah.send('questions.ask', { sessionId, text: 'Where is lunch?' })
  await moreau.until((all) => all.some(({ id }) => id === asked.id))
  const mine = told(noah, 'questions.mine')
  const { version } = moreau.questions.get(asked.id)!
  await moreau.send('questions.dismiss', {
    sessionId,
    questionId: asked.id,
    version,
    reason: 'See the programme',
  })
  expect(await mine).toMatchObject({ question: { status: 'dismissed', reason: 'See the programme' } })
  expect(JSON.stringify([clara.messages, okafor.messages])).not.toMatch(/See the programme|lunch/)
})

test('the asker of a merged question follows the question it was merged into', async () => {
  const ask = async (page: Page, text: string) => {
    const { id } = await page.send('questions.ask', { sessionId, text })
    await moreau.until((all) => all.some((one) => one.id === id))
    return moreau.questions.get(id)!
  }
  const [first, second] = [await ask(clara, 'Iron?'), await ask(noah, 'What about iron?')]
  const on = { sessionId, questionId: second.id, version: second.version }
  const joined = told(noah, 'questions.mine')
  await moreau.send('questions.merge', { ...on, into: first.id, intoVersion: first.version })
  expect(await joined).toMatchObject({ question: { id: second.id, mergedInto: first.id } })

  const outcome = told(noah, 'questions.mine')
  const { version } = (await moreau.load()).questions.find(({ id }) => id === first.id)!
  await moreau.send('questions.answer', { sessionId, questionId: first.id, version, answer: 'Yes, by vein.' })
  const answered = { id: second.id, mergedInto: first.id, status: 'answered', answer: 'Yes, by vein.' }
  expect((await outcome).question).toMatchObject(answered)
  expect((await noah.load()).mine.find(({ id }) => id === second.id)).toMatchObject(answered)

  // On its own again, it waits as before.
  const parted = told(noah, 'questions.mine')
  const now = (await moreau.load()).questions.find(({ id }) => id === second.id)!
  await moreau.send('questions.unmerge', { sessionId, questionId: second.id, version: now.version })
  expect(await parted).toMatchObject({ question: { status: 'pending', answer: null, mergedInto: null } })
})

test('a muted person is told so and refused; the desk sees who is muted', async () => {
  const asked = await noah.send('questions.ask', { sessionId, text: 'Hello?' })
  const muted = told(noah, 'questions.muted')
  expect(await ito.send('questions.mute', { sessionId, questionId: asked.id, muted: true })).toEqual({
    muted: true,
  })
  expect(await muted).toEqual({ sessionId, muted: true })
  const again = await refusalOf(noah.send('questions.ask', { sessionId, text: 'Hello again?' }))
  expect(again).toMatchObject({
    code: 'forbidden',
    message: 'A moderator has muted your questions in this session.',
  })
  expect((await noah.load()).muted).toBe(true)
  await moreau.until((all) => all.some((one) => one.id === asked.id && 'asker' in one && !!one.asker?.muted))
  await ito.send('questions.mute', { sessionId, questionId: asked.id, muted: false })
})

test('only the desk sees whose cursor is on a question, and who is editing it', async () => {
  const overheard: unknown[] = []
  const questionId = [...moreau.questions.keys()][0]!
  for (const name of ['questions.editing', 'questions.cursor'] as const) {
    for (const page of [clara, okafor]) page.socket.on(name, (event) => overheard.push(event))
    const heard = told(ito, name)
    await moreau.send(name, { sessionId, questionId })
    expect(await heard).toEqual({ sessionId, personId: 'moreau', name: 'Luc Moreau', questionId })
    expect(await refusalOf(moreau.send(name, { sessionId: 'imaging', questionId }))).toMatchObject({
      code: 'not_found',
    })
    expect(await refusalOf(okafor.send(name, { sessionId, questionId }))).toMatchObject({
      code: 'forbidden',
    })
  }
  // Messages arrive in order: nothing else was sent before this one.
  const settings = { open: false, slowSeconds: 20 }
  const isClosed = (changes: QuestionChanges) => !changes.settings.open
  const seen = Promise.all([clara, okafor].map((page) => listen(page, 'questions.changes').until(isClosed)))
  await moreau.send('questions.set', { sessionId, settings })
  expect(await seen).toMatchObject([{ settings }, { settings }])
  expect(overheard).toEqual([])
  expect(await refusalOf(clara.send('questions.ask', { sessionId, text: 'Closed?' }))).toMatchObject({
    code: 'conflict',
  })
  await moreau.send('questions.set', { sessionId, settings: { open: true, slowSeconds: 0 } })
})

test('a question can be assigned only to its session’s faculty', async () => {
  const asked = await clara.send('questions.ask', { sessionId, text: 'For whom?' })
  const assign = (personId: string) =>
    moreau.send('questions.assign', { sessionId, questionId: asked.id, version: asked.version, personId })
  expect(await refusalOf(assign('clara'))).toMatchObject({ code: 'conflict' })
  expect((await assign('lindqvist')).question.assignedTo).toBe('lindqvist')
})

test('before its session people can ask ahead; after it nobody can ask', async () => {
  await moreau.send('program.start', { sessionId })
  await moreau.send('program.end', { sessionId })
  expect(await refusalOf(okafor.send('questions.ask', { sessionId, text: 'Too late?' }))).toMatchObject({
    code: 'session_ended',
  })
  // Remaining questions can still be answered in writing.
  const waiting = [...moreau.questions.values()].find(({ status }) => status === 'pending')!
  const { question: answered } = await moreau.send('questions.answer', {
    sessionId,
    questionId: waiting.id,
    version: (await moreau.load()).questions.find(({ id }) => id === waiting.id)!.version,
    answer: 'Five milligrams.',
  })
  expect(answered).toMatchObject({ status: 'answered', answer: 'Five milligrams.' })
})

test('logs contain no text that people wrote, and no name', () => {
  expect(JSON.stringify(log.lines)).not.toMatch(/Jane|renal|lunch|Nwosu|Moreau|milligrams/)
  expect(server.mistakes()).toEqual([])
})
