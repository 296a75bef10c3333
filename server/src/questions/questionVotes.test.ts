// One person, one vote, in every group that ever exists.

import { expect, test } from '@jest/globals'
import { keys } from '@lectern/shared/keys'
import fc from 'fast-check'
import { newId } from '../core/newId.ts'
import { startQueue } from '../testing/questions.ts'
import type { QuestionsStore } from './questionsStore.ts'

const queue = await startQueue()

const people = ['ann', 'ben', 'cem'] as const
const size = 4
type Step =
  | { do: 'vote'; person: string; question: number; up: boolean }
  | { do: 'merge'; question: number; into: number }
  | { do: 'unmerge'; question: number }

const place = fc.nat({ max: size - 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('vote' as const),
      person: fc.constantFrom(...people),
      question: place,
      up: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('merge' as const), question: place, into: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unmerge' as const), question: place }) },
)

/** The meaning of the steps: who voted for each question itself, and which group each belongs to. */
function createModel() {
  const own = Array.from({ length: size }, () => new Set<string>())
  const root: number[] = Array.from({ length: size }, (_, i) => i)
  const group = (of: number) => root.flatMap((to, i) => (to === root[of] ? [i] : []))
  return {
    root,
    own,
    voters: (of: number) => new Set(group(of).flatMap((i) => [...own[i]!])),
    apply(taken: Step) {
      if (taken.do === 'vote') {
        const members = group(taken.question)
        if (!taken.up) for (const i of members) own[i]!.delete(taken.person)
        else if (!members.some((i) => own[i]!.has(taken.person))) own[taken.question]!.add(taken.person)
      } else if (taken.do === 'unmerge') root[taken.question] = taken.question
      else if (
        taken.question !== taken.into &&
        root[taken.question] === taken.question &&
        root[taken.into] === taken.into
      )
        for (const i of group(taken.question)) root[i] = taken.into
    },
  }
}

async function perform(store: QuestionsStore, sessionId: string, ids: string[], taken: Step): Promise<void> {
  const questionId = ids[taken.question]!
  if (taken.do === 'vote') {
    await store.vote(sessionId, taken.person, questionId, taken.up)
    return
  }
  const { questions } = await store.snapshot(sessionId, 'nobody')
  const versionOf = (id: string) => questions.find((one) => one.id === id)!.version
  const on = { questionId, version: versionOf(questionId) }
  // A refusal or a stale version is an answer too.
  if (taken.do === 'unmerge') await store.act(sessionId, { name: 'unmerge', ...on }, newId())
  else {
    const into = ids[taken.into]!
    await store.act(sessionId, { name: 'merge', ...on, into, intoVersion: versionOf(into) }, newId())
  }
}

async function approvedQuestions(sessionId: string): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < size; i++) ids.push((await queue.questionIn(sessionId, 'approved', `asker-${i}`)).id)
  return ids
}

/** The votes as stored in Redis: who pressed what. */
async function pressed(sessionId: string, questionIds: string[]): Promise<Set<string>> {
  const fields = await queue.connections[0]!.hkeys(keys.questionVotes(sessionId))
  const split = fields.map((field) => field.split(' ') as [string, string])
  return new Set(split.filter(([id]) => questionIds.includes(id)).map(([, person]) => person))
}

test('votes, take-backs, merges and unmerges in any order count each person of a group once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.nat({ max: 1 })), { maxLength: 30 }), async (steps) => {
      const sessionId = queue.newSession()
      const ids = await approvedQuestions(sessionId)
      const model = createModel()
      for (const [taken, server] of steps) {
        await perform(queue.stores[server]!, sessionId, ids, taken)
        model.apply(taken)
      }
      const questions = await queue.all(sessionId)
      for (const [i, id] of ids.entries()) {
        const found = questions.find((one) => one.id === id)!
        expect(found.mergedInto).toBe(model.root[i] === i ? null : ids[model.root[i]!])
        if (found.mergedInto === null) expect(found.votes).toBe(model.voters(i).size)
        expect(await pressed(sessionId, [id])).toEqual(model.own[i])
      }
      for (const person of people) {
        const { votedFor } = await queue.store.snapshot(sessionId, person)
        const roots = ids.filter((_, i) => model.root[i] === i && model.voters(i).has(person))
        expect([...votedFor].sort()).toEqual(roots.sort())
      }
    }),
    { numRuns: 60 },
  )
})

test('the same holds when two servers act at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.array(step, { maxLength: 25 }),
      async (first, second) => {
        const sessionId = queue.newSession()
        const ids = await approvedQuestions(sessionId)
        await Promise.all(
          [first, second].map(async (steps, server) => {
            for (const taken of steps) await perform(queue.stores[server]!, sessionId, ids, taken)
          }),
        )
        const questions = await queue.all(sessionId)
        for (const root of questions.filter(({ mergedInto }) => mergedInto === null)) {
          const group = questions.filter(({ id, mergedInto }) => id === root.id || mergedInto === root.id)
          expect(root.votes).toBe(
            (
              await pressed(
                sessionId,
                group.map(({ id }) => id),
              )
            ).size,
          )
          expect(root.members.split(' ').filter(Boolean).sort()).toEqual(
            group.flatMap(({ id }) => (id === root.id ? [] : [id])).sort(),
          )
        }
        // A group has one level.
        for (const { mergedInto, members } of questions) {
          if (mergedInto === null) continue
          expect(questions.find(({ id }) => id === mergedInto)?.mergedInto).toBeNull()
          expect(members).toBe('')
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('a second identical vote changes nothing, and a vote can be taken back wherever it was given', async () => {
  const sessionId = queue.newSession()
  const [a, b] = (await approvedQuestions(sessionId)) as [string, string]
  const vote = (id: string, up: boolean) => queue.store.vote(sessionId, 'ben', id, up)
  expect(await vote(a, true)).toEqual({ changed: true, questionId: a, votes: 1 })
  expect(await vote(a, true)).toEqual({ changed: false, questionId: a, votes: 1 })
  await vote(b, true)
  const intoVersion = (await queue.find(sessionId, b)).version
  await queue.act(sessionId, a, { name: 'merge', into: b, intoVersion })
  expect(await vote(a, true)).toEqual({ changed: false, questionId: b, votes: 1 })
  expect(await vote(a, false)).toEqual({ changed: true, questionId: b, votes: 0 })
  await queue.act(sessionId, a, { name: 'unmerge' })
  expect((await queue.all(sessionId)).map(({ votes }) => votes)).toEqual([0, 0, 0, 0])
})

test.each(['pending', 'answered', 'dismissed'] as const)(
  'a question that is %s takes no votes',
  async (status) => {
    const sessionId = queue.newSession()
    const { id } = await queue.questionIn(sessionId, status)
    for (const up of [true, false])
      await expect(queue.store.vote(sessionId, 'ben', id, up)).rejects.toMatchObject({ code: 'conflict' })
  },
)

test('a live question takes votes, though not from its asker', async () => {
  const sessionId = queue.newSession()
  const { id } = await queue.questionIn(sessionId, 'live')
  expect(await queue.store.vote(sessionId, 'ben', id, true)).toMatchObject({ votes: 1 })
  await expect(queue.store.vote(sessionId, 'ada', id, true)).rejects.toMatchObject({ code: 'conflict' })
})
