// A session's questions: the queue, the votes, the muted. Everything is in Redis; every race is one script.

import { AppError, errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { questionsEach } from '@lectern/shared/limits'
import type { Question, QuestionSettings } from '@lectern/shared/questions'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import { fromPairs, script } from '../core/script.ts'

/** A question as stored in Redis. */
export interface QuestionRecord extends Question {
  /** The version of its last change other than a vote: an older view of a moderator is stale. */
  edited: number
  askerId: string
  original: string | null
  assignedTo: string | null
  askLive: boolean
  /** Ids of the questions merged into it, separated by spaces. */
  members: string
  /** Whether it was ever public: only then is its disappearance announced. */
  shown: boolean
}

interface On {
  questionId: string
  version: number
}
export type Act = On &
  (
    | { name: 'approve' | 'unmerge' }
    | { name: 'goLive'; pin?: true | undefined }
    | { name: 'dismiss'; reason: string | null }
    | { name: 'edit'; text: string }
    | { name: 'merge'; into: string; intoVersion: number }
    | { name: 'assign'; personId: string | null }
    | { name: 'setAskLive'; askLive: boolean }
    | { name: 'move'; before: string | null }
    | { name: 'pin'; pinned: boolean }
    | { name: 'answer'; answer: string | null }
  )
export type ActName = Act['name']
/** Why a moderator's action is refused. */
export type Refusal = 'status' | 'merged' | 'notMerged' | 'into' | 'before' | 'ended'

export interface Changed {
  before: QuestionRecord
  after: QuestionRecord
}
export type Outcome =
  | { kind: 'done'; changes: Changed[] }
  | { kind: 'stale'; question: QuestionRecord }
  | { kind: 'refused'; why: Refusal; status: string }
  | { kind: 'unknown' }
  | { kind: 'expired' }

export interface Snapshot {
  version: number
  /** Less than `version` if a change has not been broadcast yet. */
  sent: number
  settings: QuestionSettings
  questions: QuestionRecord[]
  /** The roots of the groups that the person voted in. */
  votedFor: string[]
  muted: Set<string>
}

export interface Flushed {
  /** Equal to `version` if there was nothing to take. */
  from: number
  version: number
  settings: QuestionSettings
  changed: QuestionRecord[]
  muted: Set<string>
}

export type QuestionsStore = ReturnType<typeof createQuestionsStore>

/** How long a moderator can undo an action. */
const undoSeconds = 600
/** The undo records kept per session, in bytes; about 5000 actions on single questions. */
const undoBytes = 4_000_000

const runAsk = script<[string, string | number]>(import.meta.url, './ask.lua')
const runVote = script<[string, number, string, number]>(import.meta.url, './vote.lua')
const runAct = script(import.meta.url, './act.lua')
const runMute = script<[string, number, string]>(import.meta.url, './mute.lua')
const runSettings = script(import.meta.url, './settings.lua')
const runSnapshot = script<[string[], string[], string[], string[]]>(import.meta.url, './snapshot.lua')
const runFlush = script<[string, string[], string[], string[]]>(import.meta.url, './flush.lua')

const read = (text: string): QuestionRecord => JSON.parse(text) as QuestionRecord

/** Questions are open until a moderator closes them, before the session too: people may ask ahead. */
const settingsOf = (queue: Record<string, string>): QuestionSettings => ({
  open: queue.open !== '0',
  slowSeconds: Number(queue.slowSeconds ?? 0),
})

/** The order of the list: the approved by their order, the others by when they were asked. */
const byPlace = (a: QuestionRecord, b: QuestionRecord): number =>
  a.order - b.order || a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1)

function outcomeOf([kind, first = '', second = '', ...rest]: string[]): Outcome {
  if (kind === 'stale') return { kind, question: read(first) }
  if (kind === 'refused') return { kind, why: first as Refusal, status: second }
  if (kind === 'unknown' || kind === 'expired') return { kind }
  const flat = [first, second, ...rest].map(read)
  const changes: Changed[] = []
  for (let i = 0; i + 1 < flat.length; i += 2) changes.push({ before: flat[i]!, after: flat[i + 1]! })
  return { kind: 'done', changes }
}

export function createQuestionsStore(redis: Redis, clock: Clock) {
  const queueKeys = (sessionId: string) => [
    keys.questions(sessionId),
    keys.questionsById(sessionId),
    keys.questionsByVersion(sessionId),
  ]
  async function act(sessionId: string, what: Act | { name: 'undo' }, undoId: string): Promise<Outcome> {
    const answer = await runAct(
      redis,
      [
        ...queueKeys(sessionId),
        keys.questionVotes(sessionId),
        keys.questionUndos(sessionId),
        keys.questionUndoOrder(sessionId),
        keys.sessionState(sessionId),
      ],
      [JSON.stringify(what), clock(), undoSeconds, undoId, undoBytes],
    )
    return outcomeOf(answer as string[])
  }

  return {
    /**
     * Asking again with the same id returns the existing question. Throws `conflict` if questions are closed,
     * `forbidden` if the person is muted, `rate_limited` in slow mode.
     */
    async ask(
      sessionId: string,
      askerId: string,
      text: string,
      questionId = newId(),
    ): Promise<QuestionRecord> {
      const now = clock()
      const asked: QuestionRecord = {
        id: questionId,
        version: 0,
        edited: 0,
        text,
        original: null,
        status: 'pending',
        askedAt: now,
        askerId,
        votes: 0,
        order: 0,
        pinned: false,
        answer: null,
        answeredAt: null,
        reason: null,
        mergedInto: null,
        members: '',
        assignedTo: null,
        askLive: false,
        shown: false,
      }
      const [outcome, value] = await runAsk(
        redis,
        [...queueKeys(sessionId), keys.questionAskedAt(sessionId), keys.questionsMuted(sessionId)],
        [JSON.stringify(asked), askerId, now, questionsEach],
      )
      if (outcome === 'closed') throw errors.conflict('Questions are closed at the moment.')
      if (outcome === 'muted')
        throw new AppError('forbidden', 'A moderator has muted your questions in this session.')
      if (outcome === 'taken') throw errors.conflict('Another question has this id.')
      if (outcome === 'many')
        throw errors.conflict(
          `You have asked ${questionsEach} questions in this session, and more are not taken. You can still vote for those of others.`,
        )
      if (outcome === 'slow') throw errors.rateLimited(Number(value))
      return read(String(value))
    },

    /** Returns the root of the group voted in, and its votes. */
    async vote(sessionId: string, personId: string, questionId: string, up: boolean) {
      const [outcome, changed, root, votes] = await runVote(
        redis,
        [...queueKeys(sessionId), keys.questionVotes(sessionId)],
        [questionId, personId, up ? '1' : '0'],
      )
      if (outcome === 'unknown') throw errors.notFound('question')
      if (outcome === 'own')
        throw errors.conflict('This is your own question. Its votes are those of others.')
      if (outcome === 'refused') throw errors.conflict('This question takes no votes at the moment.')
      return { changed: changed === 1, questionId: root, votes }
    },

    act: (sessionId: string, what: Act, undoId: string) => act(sessionId, what, undoId),
    undo: (sessionId: string, undoId: string) => act(sessionId, { name: 'undo' }, undoId),

    /** True if anything changed. Throws `session_ended` on opening after the end. */
    async set(sessionId: string, settings: QuestionSettings): Promise<boolean> {
      const changed = await runSettings(
        redis,
        [keys.questions(sessionId), keys.sessionState(sessionId)],
        [settings.open ? '1' : '0', settings.slowSeconds],
      )
      if (changed === -1) throw errors.sessionEnded()
      return changed === 1
    },

    /** Mutes the asker of that question, and returns their id. */
    async mute(sessionId: string, questionId: string, muted: boolean) {
      const [outcome, changed, personId] = await runMute(
        redis,
        [...queueKeys(sessionId), keys.questionsMuted(sessionId)],
        [questionId, muted ? '1' : '0'],
      )
      if (outcome === 'unknown') throw errors.notFound('question')
      return { changed: changed === 1, personId }
    },
    muted: async (sessionId: string): Promise<Set<string>> =>
      new Set(await redis.smembers(keys.questionsMuted(sessionId))),

    /** The existing ones of these questions. */
    async find(sessionId: string, ids: string[]): Promise<QuestionRecord[]> {
      if (ids.length === 0) return []
      const texts = await redis.hmget(keys.questionsById(sessionId), ...ids)
      return texts.flatMap((text) => (text === null ? [] : [read(text)]))
    },
    /** In the order in which they were asked. */
    async all(sessionId: string): Promise<QuestionRecord[]> {
      const records = (await redis.hvals(keys.questionsById(sessionId))).map(read)
      return records.sort((a, b) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1))
    },

    has: async (sessionId: string, questionId: string): Promise<boolean> =>
      (await redis.hexists(keys.questionsById(sessionId), questionId)) === 1,

    /** How many wait for a moderator. */
    async waiting(sessionId: string): Promise<number> {
      const texts = await redis.hvals(keys.questionsById(sessionId))
      return texts.filter((text) => read(text).status === 'pending').length
    },

    async snapshot(sessionId: string, personId: string): Promise<Snapshot> {
      const [flat, texts, pressed, muted] = await runSnapshot(
        redis,
        [
          keys.questions(sessionId),
          keys.questionsById(sessionId),
          keys.questionVotes(sessionId),
          keys.questionsMuted(sessionId),
        ],
        [personId],
      )
      const queue = fromPairs(flat)
      const questions = texts.map(read).sort(byPlace)
      const byId = new Map(questions.map((question) => [question.id, question]))
      return {
        version: Number(queue.version ?? 0),
        sent: Number(queue.sent ?? 0),
        settings: settingsOf(queue),
        questions,
        votedFor: [...new Set(pressed.map((questionId) => byId.get(questionId)?.mergedInto ?? questionId))],
        muted: new Set(muted),
      }
    },

    /** Takes all changes not broadcast yet: the caller must broadcast them. */
    async flush(sessionId: string): Promise<Flushed> {
      const [from, flat, texts, muted] = await runFlush(redis, [
        ...queueKeys(sessionId),
        keys.questionsMuted(sessionId),
      ])
      const queue = fromPairs(flat)
      return {
        from: Number(from),
        version: Number(queue.version ?? 0),
        settings: settingsOf(queue),
        changed: texts.map(read),
        muted: new Set(muted),
      }
    },
  }
}
