// Polls and their votes. Votes are stored by person, so that each counts once; only `votes` returns who voted
// what.

import { type AppError, errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { pollsOfSessionMax } from '@lectern/shared/limits'
import type { PollChoice, PollDraft, PollTally } from '@lectern/shared/polls'
import type { Redis } from 'ioredis'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import { fromPairs, script } from '../core/script.ts'
import { checkedChoice, choicesOf, type PollRecord } from './pollRules.ts'

type PollState = Omit<PollRecord, 'id' | 'draft' | 'tally'>
type Action = 'create' | 'edit' | 'delete' | 'open' | 'close' | 'settle' | 'setOnStage'

/** A change of one poll. */
export interface PollChange {
  sessionId: string
  pollId: string
  /** The list's version with this change. */
  version: number
  /** The version viewers last saw; null if this change is hidden from them. */
  told: number | null
  /** Null if deleted. */
  poll: PollRecord | null
}

export interface Changed {
  /** Null if deleted. */
  poll: PollRecord | null
  /** Of this poll, and of another that left the stage for it. Empty if nothing changed. */
  changes: PollChange[]
}

export interface Vote {
  personId: string
  at: number
  choice: PollChoice
}

export type PollsStore = ReturnType<typeof createPollsStore>

const runChange = script<[string, string, [string, number, number, string, string][]]>(
  import.meta.url,
  './change.lua',
)
const runVote = script<[string, string, string[]]>(import.meta.url, './vote.lua')

const stateField = (pollId: string): string => `${pollId} state`

const refusals: Partial<Record<Action, string>> = {
  edit: 'Only a draft can be changed.',
  delete: 'Only a draft can be deleted.',
  open: 'This poll has been opened already.',
  close: 'This poll is not open yet.',
  setOnStage: 'Only a poll that was opened can be shown on the stage.',
}

function readTally(draft: PollDraft, fields: Record<string, string>): PollTally {
  const counts = choicesOf(draft).map((choice) => [choice, Number(fields[`:${choice}`] ?? 0)] as const)
  return { people: Number(fields.people ?? 0), counts: Object.fromEntries(counts) }
}

const readRecord = (
  id: string,
  draftText: string,
  stateText: string,
  tally: Record<string, string>,
): PollRecord => {
  const draft = JSON.parse(draftText) as PollDraft
  return { id, draft, ...(JSON.parse(stateText) as PollState), tally: readTally(draft, tally) }
}

/** Why a poll could not be changed, for the person; `details` has its current state. */
function refusalOf(outcome: string, action: Action, stateText: string): AppError {
  if (outcome === 'missing') return errors.notFound('poll')
  if (outcome === 'ended') return errors.sessionEnded()
  if (outcome === 'many')
    return errors.conflict(
      `This session has ${pollsOfSessionMax} polls, which is all it can have. Delete a draft first.`,
    )
  const { version, status } = JSON.parse(stateText) as PollState
  if (outcome === 'stale')
    return errors.stale('Somebody else has changed this poll. Look at it as it is now.', { version, status })
  return errors.conflict(refusals[action] ?? 'That cannot be done now.', { version, status })
}

export function createPollsStore(redis: Redis, clock: Clock) {
  const tallyOf = (sessionId: string, pollId: string): Promise<Record<string, string>> =>
    redis.hgetall(keys.pollTally(sessionId, pollId))

  async function change(
    action: Action,
    sessionId: string,
    pollId: string,
    version: number | '' = '',
    given = '',
  ): Promise<Changed> {
    const [outcome, stateText, entries] = await runChange(
      redis,
      [keys.polls(sessionId), keys.pollsById(sessionId), keys.sessionState(sessionId)],
      [action, pollId, clock(), version, given, pollsOfSessionMax],
    )
    if (outcome !== 'ok') throw refusalOf(outcome, action, stateText)
    const changes = await Promise.all(
      entries.map(
        async ([id, at, told, draft, state]): Promise<PollChange> => ({
          sessionId,
          pollId: id,
          version: at,
          told: told < 0 ? null : told,
          // Read after the change: once the poll is closed, nothing more is counted.
          poll: state === '' ? null : readRecord(id, draft, state, await tallyOf(sessionId, id)),
        }),
      ),
    )
    const own = changes.find((entry) => entry.pollId === pollId)
    return { poll: own ? own.poll : ((await store.find(sessionId, pollId)) ?? null), changes }
  }

  const store = {
    /** All polls by creation, drafts too. */
    async list(sessionId: string): Promise<{ version: number; polls: PollRecord[] }> {
      // Read the version first: a change in between is in the list and announced again, so nothing is missed.
      const version = Number((await redis.hget(keys.polls(sessionId), 'version')) ?? 0)
      const fields = await redis.hgetall(keys.pollsById(sessionId))
      const polls = await Promise.all(
        Object.entries(fields)
          .filter(([field]) => !field.includes(' ') && fields[stateField(field)] !== undefined)
          .map(async ([id, draft]) =>
            readRecord(id, draft, fields[stateField(id)]!, await tallyOf(sessionId, id)),
          ),
      )
      return { version, polls: polls.sort((a, b) => a.made - b.made) }
    },

    async find(sessionId: string, pollId: string): Promise<PollRecord | undefined> {
      const [[draft, state], tally] = await Promise.all([
        redis.hmget(keys.pollsById(sessionId), pollId, stateField(pollId)),
        tallyOf(sessionId, pollId),
      ])
      return draft && state ? readRecord(pollId, draft, state, tally) : undefined
    },

    /** Creating with an existing id returns the existing poll. */
    create: (sessionId: string, draft: PollDraft, pollId = newId()): Promise<Changed> =>
      change('create', sessionId, pollId, '', JSON.stringify(draft)),
    edit: (sessionId: string, pollId: string, version: number, draft: PollDraft) =>
      change('edit', sessionId, pollId, version, JSON.stringify(draft)),
    delete: (sessionId: string, pollId: string, version: number) =>
      change('delete', sessionId, pollId, version),
    open: (sessionId: string, pollId: string, version: number) => change('open', sessionId, pollId, version),
    close: (sessionId: string, pollId: string, version: number) =>
      change('close', sessionId, pollId, version),
    setOnStage: (sessionId: string, pollId: string, version: number, onStage: boolean) =>
      change('setOnStage', sessionId, pollId, version, onStage ? '1' : '0'),
    /** Records that the timer has closed it. Of many servers that do, one gets the change. */
    settle: (sessionId: string, pollId: string) => change('settle', sessionId, pollId),

    /**
     * Counts a vote. A repeated vote returns the same result, with `counted` false. Throws `invalid_request`
     * for a vote this poll does not allow, and `conflict` if it is closed or the person has voted
     * differently.
     */
    async vote(
      sessionId: string,
      pollId: string,
      personId: string,
      given: PollChoice,
    ): Promise<{ poll: PollRecord; mine: PollChoice; counted: boolean }> {
      const [draftText, before] = await redis.hmget(keys.pollsById(sessionId), pollId, stateField(pollId))
      if (!draftText || !before) throw errors.notFound('poll')
      // A draft may still change; once opened, the poll is what was read here.
      if ((JSON.parse(before) as PollState).status === 'draft') throw notOpenYet()
      const draft = JSON.parse(draftText) as PollDraft
      const mine = checkedChoice(draft, given)
      const [outcome, stateText, flat] = await runVote(
        redis,
        [
          keys.pollsById(sessionId),
          keys.pollVotes(sessionId, pollId),
          keys.pollTally(sessionId, pollId),
          keys.sessionState(sessionId),
        ],
        [pollId, personId, clock(), JSON.stringify(mine), draft.mayChange ? 1 : 0, ...mine.options],
      )
      if (outcome === 'missing') throw errors.notFound('poll')
      if (outcome === 'ended') throw errors.sessionEnded()
      if (outcome === 'draft') throw notOpenYet()
      if (outcome === 'closed') throw errors.conflict('This poll is closed.')
      if (outcome === 'voted')
        throw errors.conflict('You have voted in this poll already. A vote cannot be changed here.')
      const poll = readRecord(pollId, draftText, stateText, fromPairs(flat))
      return { poll, mine, counted: outcome === 'counted' }
    },

    /** A person's own votes in some polls: null where they have not voted. */
    mine: (sessionId: string, pollIds: string[], personId: string): Promise<(PollChoice | null)[]> =>
      Promise.all(
        pollIds.map(async (pollId) => {
          const text = await redis.hget(keys.pollVotes(sessionId, pollId), personId)
          return text === null ? null : (JSON.parse(text) as Omit<Vote, 'personId'>).choice
        }),
      ),

    /** When each of these people voted in the session's polls, in ms. */
    async votedAt(sessionId: string, personIds: readonly string[]): Promise<number[][]> {
      const moments: number[][] = personIds.map(() => [])
      if (personIds.length === 0) return moments
      const fields = await redis.hkeys(keys.pollsById(sessionId))
      const pollIds = fields.filter((field) => !field.includes(' '))
      const votes = await Promise.all(
        pollIds.map((pollId) => redis.hmget(keys.pollVotes(sessionId, pollId), ...personIds)),
      )
      for (const texts of votes)
        for (const [i, text] of texts.entries())
          if (text) moments[i]!.push((JSON.parse(text) as Omit<Vote, 'personId'>).at)
      return moments
    },

    /** All votes, newest first. The voters of an anonymous poll must not be revealed to anyone. */
    async votes(sessionId: string, pollId: string): Promise<Vote[]> {
      const fields = await redis.hgetall(keys.pollVotes(sessionId, pollId))
      return Object.entries(fields)
        .map(([personId, text]): Vote => ({ personId, ...(JSON.parse(text) as Omit<Vote, 'personId'>) }))
        .sort((a, b) => b.at - a.at || (a.choice.text < b.choice.text ? -1 : 1))
    },
  }
  return store
}

const notOpenYet = (): AppError => errors.conflict('This poll is not open yet.')
