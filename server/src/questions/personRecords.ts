// What people asked and voted for, in the lists of a person's data, merged with another's, and erased.
import { keys } from '@lectern/shared/keys'
import type { Redis } from 'ioredis'
import { type EverySession, inSessions, type PersonRecords } from '../accounts/personRecords.ts'
import { script } from '../core/script.ts'
import type { QuestionRecord } from './questionsStore.ts'

const runMove = script<number>(import.meta.url, './movePerson.lua')

export const createQuestionRecords = (redis: Redis, everySession: EverySession): PersonRecords => ({
  async collect(personId) {
    const found = await inSessions(everySession, async ({ session }) => {
      const [texts, votes] = await Promise.all([
        redis.hvals(keys.questionsById(session.id)),
        redis.hkeys(keys.questionVotes(session.id)),
      ])
      const asked = texts
        .map((text) => JSON.parse(text) as QuestionRecord)
        .filter(({ askerId }) => askerId === personId)
        .map(({ text, original, status, answer }) => ({ text, original, status, answer }))
      const voted = votes.filter((field) => field.endsWith(` ${personId}`)).length
      return asked.length + voted === 0 ? [] : [{ session: session.title, asked, votes: voted }]
    })
    return { 'Questions and votes for questions': found.flat() }
  },
  async move(from, to) {
    await inSessions(everySession, ({ session: { id } }) =>
      runMove(
        redis,
        [
          keys.questions(id),
          keys.questionsById(id),
          keys.questionsByVersion(id),
          keys.questionVotes(id),
          keys.questionAskedAt(id),
          keys.questionsMuted(id),
        ],
        [from, to],
      ),
    )
  },
  // Questions belong to the session; the id under them means nobody any more.
  erase: async () => {},
})
